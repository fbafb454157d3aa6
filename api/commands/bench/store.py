"""`najava bench store`: what sealing, logging, erasing and verifying cost on this machine.

CPU time of one core (medians of interleaved rounds) for what computes, wall time for what waits for a disk.
Synthetic bookings only, sealed as they are in service.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, TypeVar
from uuid import UUID, uuid4

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from api.bootstrap import Application, open_application, system_clock
from api.commands.bench.pipeline import pushes
from api.running.intake import Feed, receive
from api.settings import Settings
from pnr.gate import admit
from pnr.model.booking import Booking
from pnr.reading import read
from pnr.records.bookings import booking_table
from retention import buckets, erasure, purge, rounds
from retention.actors import Actor, Mode, Offence, Purpose, Role, ServiceIdentity
from retention.acts import Act
from retention.audit import bundle, verify_log
from retention.places import Place
from retention.tiers import Tier, part
from retention.unit_of_work import Store, service

R = TypeVar("R")
OFFICER = Actor("bench", "demo", "najava", "najava", Role.OFFICER)
PURPOSE = Purpose(Offence.DRUGS, Mode.ASSESSMENT)
RETENTION = service(ServiceIdentity.RETENTION, tenant="demo")
ROUNDS = 7


class Clock:
    """The machine's time, and how far a bench has turned it on."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.ahead


def bookings(count: int) -> list[Booking]:
    """Return so many bookings of the fictional world as the gate admits them."""
    found: list[Booking] = []
    for data, _ in pushes(count * 3):
        found.extend(admit(one).booking for message in read(data).messages for one in message.bookings)
        if len(found) >= count:
            break
    return found[:count]


def cpu_each(act: Callable[[], int]) -> float:
    """Return microseconds of CPU per thing: the median of rounds; `act` returns how many things it did."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        done = act()
        spent.append((time.process_time() - began) / done * 1e6)
    return statistics.median(spent)


def seconds(act: Callable[[], R]) -> tuple[float, R]:
    """Return wall seconds of one act, and what it returned."""
    began = time.perf_counter()
    result = act()
    return time.perf_counter() - began, result


def primitives(store: Store, records: list[Booking]) -> Iterator[tuple[str, str]]:
    """Measure one seal, one opening, one token and one split by tier."""
    day = store.moment().now.date()
    places = [Place("pnr", day, uuid4(), 1) for _ in records]
    parts = [(part(one, Tier.ID), part(one, Tier.OP)) for one in records]

    def split() -> int:
        for one in records:
            part(one, Tier.ID)
        return len(records)

    yield "take one tier's part", f"{cpu_each(split):.1f} µs"
    blobs: list[tuple[bytes, bytes]] = []
    with store.writing(service(ServiceIdentity.ASSESS, tenant="demo"), Act.COLLECTION) as writing:

        def seal() -> int:
            blobs[:] = [
                (writing.sealer.seal(at, Tier.ID, one), writing.sealer.seal(at, Tier.OP, other))
                for at, (one, other) in zip(places, parts, strict=True)
            ]
            return 2 * len(places)

        def token() -> int:
            for number in range(20_000):
                writing.sealer.token("pnr", day, "document", f"ZZ{number}")
            return 20_000

        yield "seal", f"{cpu_each(seal):.1f} µs"
        yield "token", f"{cpu_each(token):.2f} µs"
    with store.consulting(OFFICER, PURPOSE) as consulting:

        def opened() -> int:
            for at, (one, _) in zip(places, blobs, strict=True):
                consulting.opener.open(at, Tier.ID, one, Booking)
            return len(places)

        yield "open", f"{cpu_each(opened):.1f} µs"
    sizes = [len(one) + len(other) for one, other in blobs]
    yield "sealed bytes a booking", f"{statistics.mean(sizes):.0f} (median {statistics.median(sizes):.0f})"


def scopes(store: Store) -> Iterator[tuple[str, str]]:
    """Measure scopes that do nothing else: what a page pays for its audit entry."""

    def look() -> int:
        for _ in range(100):
            with store.reading(OFFICER):
                pass
        return 100

    def consult() -> int:
        for _ in range(50):
            with store.consulting(OFFICER, PURPOSE) as consulting:
                consulting.show([str(uuid4())], [4])
        return 50

    for name, act in (("reading scope", look), ("consulting scope, logged", consult)):
        took = [(one / count * 1e3) for one, count in (seconds(act) for _ in range(ROUNDS))]
        yield name, f"{statistics.median(took):.2f} ms (wall)"


def _fill(application: Application, passengers: int) -> None:
    feed = Feed("command", application.actor, airports=application.settings.airports)
    for data, _ in pushes(passengers):
        receive(application.store, data, feed)


def _rows(store: Store) -> tuple[int, UUID]:
    with store.reading(RETENTION) as reading:
        count = reading.connection.execute(select(func.count()).select_from(booking_table)).scalar_one()
        first = reading.connection.execute(select(booking_table.c.id).limit(1)).scalar_one()
    return count, first


def endings(application: Application, clock: Clock) -> Iterator[tuple[str, str]]:
    """Measure erasing one booking, a new root epoch, and the end of a whole bucket."""
    store = application.store
    count, row = _rows(store)
    with store.reading(RETENTION) as reading:
        found = reading.connection.execute(
            select(booking_table.c.regime, booking_table.c.bucket).where(booking_table.c.id == row)
        ).one()
        bucket = buckets.find(reading.connection, "demo", found.regime, found.bucket)
    assert bucket is not None
    took, _ = seconds(
        lambda: erasure.erase_rows(store, RETENTION, bucket.regime, bucket.day, {"booking": [row]})
    )
    yield f"erase one of {count:,} bookings (bucket rewritten)", f"{took:.2f} s"
    took, rotation = seconds(lambda: rounds.rotate(store, RETENTION))
    yield f"new root epoch, {rotation.rewrapped} keys wrapped anew", f"{took * 1e3:.0f} ms"
    clock.ahead = timedelta(hours=73)
    took, report = seconds(lambda: purge.run(store, RETENTION))
    gone = sum(sum(one.rows.values()) for one in report.erased)
    yield f"end {len(report.erased)} buckets, {gone:,} rows", f"{took:.2f} s"


def proofs(store: Store, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure the export of the log and its verification by the auditor's one file."""
    took, signed = seconds(lambda: bundle.export(store, RETENTION, folder))
    yield f"export {signed.size:,} entries", f"{took:.2f} s"
    with contextlib.redirect_stdout(io.StringIO()):
        took, code = seconds(lambda: verify_log.main(["full", str(folder)]))
    yield f"verify {signed.size:,} entries (code {code})", f"{took:.2f} s"


def store(
    passengers: Annotated[int, typer.Option(min=500, max=500_000, help="Passengers stored.")] = 5_000,
    records: Annotated[int, typer.Option(min=50, max=5_000, help="Bookings for seal and open.")] = 800,
    database: Annotated[str, typer.Option(help="An empty PostgreSQL database; SQLite otherwise.")] = "",
) -> None:
    """Measure seals, scopes, erasure, epochs and the proof of the log."""
    console, clock = Console(), Clock()
    table = Table("what", "cost", title=f"store on {database.partition(':')[0] or 'sqlite'}")
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(home=Path(name), database=database)
        application = open_application(settings, clock=clock)
        for row in primitives(application.store, bookings(records)):
            table.add_row(*row)
        for row in scopes(application.store):
            table.add_row(*row)
        took, _ = seconds(lambda: _fill(application, passengers))
        table.add_row(f"receive and store {passengers:,} passengers", f"{passengers / took:,.0f} a second")
        for row in endings(application, clock):
            table.add_row(*row)
        for row in proofs(application.store, Path(name) / "bundle"):
            table.add_row(*row)
    console.print(table)

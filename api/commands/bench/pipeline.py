"""`najava bench pipeline`: what one passenger-record costs, stage by stage, everything real."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import func, select, text

from api.bootstrap import Application, open_application
from api.running import gated as gated_messages
from api.running.intake import Feed, receive
from api.running.worker import work
from api.settings import Settings
from matching.screening.model import Screener
from matching.screening.screener import ListedEntries, build
from pnr.reading import read
from pnr.records.bookings import booking_table
from pnr.synthetic.lists import entries
from pnr.synthetic.pushes import Kind
from pnr.synthetic.world import Parameters, World
from retention import engines
from retention.actors import Actor
from watchlists.entry import Entry, EntryBirth, EntryName

R = TypeVar("R")
WORLD_AVERAGE = 800  # passenger-records a second: five pushes of five billion passengers a year
FLOOR_NEW, FLOOR_SAME = 1_000, 60  # microseconds of CPU a passenger-record


@dataclass(slots=True)
class Spent:
    """CPU and wall seconds of one kind of traffic, and how many passenger-records it was."""

    records: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    database: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)

    def each(self, seconds: float) -> str:
        """Return seconds as microseconds a record."""
        return f"{seconds / max(1, self.records) * 1e6:,.0f}"


def listed(names: int) -> tuple[Entry, ...]:
    """Return invented list entries, enough for so many names."""
    found: list[Entry] = []
    seed = 0
    while len(found) < names:
        seed += 1
        found.extend(
            Entry(
                source_id=f"B{seed}-{one.entry_id}",
                names=(EntryName(f"{one.surname} {one.given}".strip(), one.surname, one.given),),
                births=(EntryBirth(one.birth, one.birth, "day"),) if len(one.birth) == 10 else (),
                nationalities=(one.nationality,) if one.nationality else (),
                sexes=(one.sex,) if one.sex else (),
            )
            for one in entries(seed)
        )
    return tuple(found[:names])


def pushes(passengers: int) -> Iterator[tuple[bytes, int]]:
    """Give full booking pushes of the fictional world until so many travellers, with how many each holds."""
    given = 0
    for flight in World(Parameters(seed=3, passengers=max(20_000, passengers), days=60)).traffic():
        for sent in flight.sent:
            if sent.push.kind is not Kind.FULL:
                continue
            persons = sent.push.data.count(b"'TIF+") + sent.push.data.count(b"\nTIF+")
            if persons:
                yield sent.push.data, persons
                given += persons
            break
        if given >= passengers:
            return


def backend_seconds(application: Application) -> float:
    """Return CPU seconds of this installation's PostgreSQL processes on this machine; 0 for SQLite."""
    if engines.is_sqlite(application.store.engine):
        return 0.0
    with application.store.engine.connect() as connection:
        pids = connection.execute(
            text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        ).scalars()
        total = 0.0
        for pid in pids:
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists():
                values = stat.read_text().rsplit(")", 1)[1].split()
                total += (int(values[11]) + int(values[12])) / 100
    return total


def timed(spent: Spent, name: str, act: Callable[[], R]) -> R:
    """Do something, add what it costs to a stage, and return what it returned."""
    began = time.process_time()
    result = act()
    spent.stages[name] = spent.stages.get(name, 0.0) + time.process_time() - began
    return result


@dataclass(frozen=True, slots=True)
class Fixed:
    """One screener for the whole measurement."""

    actor: Actor
    screener: Screener

    def __call__(self) -> Screener:
        return self.screener


class Bench:
    """One installation under measurement."""

    def __init__(self, application: Application, names: int) -> None:
        self.application = application
        self.feed = Feed("command", application.actor, airports=application.settings.airports)
        self.lists = Fixed(application.actor, build([ListedEntries("bench", "1", "high", listed(names))]))

    def run(self, traffic: list[tuple[bytes, int]], *, told: Callable[[], None]) -> Spent:
        """Receive and assess messages, one after the other, as they would arrive."""
        spent = Spent(sum(persons for _, persons in traffic))
        began, cpu, backend = time.perf_counter(), time.process_time(), backend_seconds(self.application)
        store = self.application.store
        for data, _ in traffic:
            timed(spent, "receive", partial(receive, store, data, self.feed))
            timed(spent, "assess", partial(work, store, self.lists))
            told()
        spent.cpu, spent.wall = time.process_time() - cpu, time.perf_counter() - began
        spent.database = backend_seconds(self.application) - backend
        return spent


def again(data: bytes) -> bytes:
    """Return the same push under a later time of preparation: nothing in it changed."""
    envelope = data.index(b"UNB+")
    end = data.index(b"'", envelope)
    parts = data[envelope:end].split(b"+")
    parts[4] = parts[4][:-4] + b"2359"
    return data[:envelope] + b"+".join(parts) + data[end:]


def pipeline(
    passengers: Annotated[
        int, typer.Option(min=500, max=2_000_000, help="Passenger-records, all new.")
    ] = 8_000,
    names: Annotated[int, typer.Option(min=100, max=200_000, help="Names on the list.")] = 20_000,
    database: Annotated[
        str, typer.Option(help="An empty PostgreSQL database; SQLite in a folder otherwise.")
    ] = "",
) -> None:
    """Measure reading, gate, store and assessment of new traffic, and of pushes repeated without change."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder, Progress(console=console, transient=True) as progress:
        application = open_application(Settings(home=Path(folder), database=database))
        bench = Bench(application, names)
        traffic = list(pushes(passengers))
        task = progress.add_task("New traffic", total=len(traffic))
        alone = Spent(sum(persons for _, persons in traffic))
        for data, _ in traffic:
            message = timed(alone, "read", partial(read, data)).messages[0]
            timed(alone, "gate", partial(gated_messages.gated, data, message, {}))
        new = bench.run(traffic, told=lambda: progress.advance(task))
        with application.store.reading(application.actor) as scope:
            rows = scope.connection.execute(select(func.count()).select_from(booking_table)).scalar_one()
        task = progress.add_task("Unchanged", total=len(traffic))
        same = bench.run([(again(data), n) for data, n in traffic], told=lambda: progress.advance(task))
        with application.store.reading(application.actor) as scope:
            after = scope.connection.execute(select(func.count()).select_from(booking_table)).scalar_one()
    _print(console, alone, new, same, written=after - rows, rows=rows, names=names)
    raise typer.Exit(0 if after == rows else 1)


def _print(
    console: Console, alone: Spent, new: Spent, same: Spent, *, written: int, rows: int, names: int
) -> None:
    table = Table(
        "µs a passenger-record",
        "all new",
        "unchanged re-push",
        title=f"{new.records:,} records, {names:,} names",
    )
    table.add_row("read (alone)", alone.each(alone.stages["read"]), "")
    table.add_row("gate (alone)", alone.each(alone.stages["gate"]), "")
    for stage in ("receive", "assess"):
        table.add_row(stage, new.each(new.stages[stage]), same.each(same.stages[stage]))
    table.add_row("database process", new.each(new.database), same.each(same.database))
    table.add_row(
        "total CPU", new.each(new.cpu + new.database), same.each(same.cpu + same.database), style="bold"
    )
    table.add_row("floor", f"{FLOOR_NEW:,}", str(FLOOR_SAME))
    console.print(table)
    console.print(
        f"Wall: {new.records / new.wall:,.0f} new, {same.records / same.wall:,.0f} unchanged a second "
        f"in one process; the world's average is {WORLD_AVERAGE}."
    )
    console.print(f"{rows:,} bookings stored; the unchanged re-push wrote {written} booking rows.")

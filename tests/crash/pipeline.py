"""A pipeline in a process that is killed, and the sender's own record to check the store against.

The checker knows nothing of the pipeline: it counts what was sent, and looks at what is kept.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from api.running.folder import SETTLED_SECONDS, Watched
from api.running.intake import ASSESS, Feed
from api.running.worker import work
from matching.review.hits import HitState, hit_table
from matching.screening.model import Screener
from matching.screening.screener import ListedEntries, build
from pnr.records import messages
from pnr.records.bookings import BookingState, booking_table
from pnr.records.messages import MessageState
from pnr.records.travellers import TravellerState, traveller_table
from retention import engines, outbox
from retention.actors import Actor
from retention.policy import demonstration
from retention.unit_of_work import Store
from tests.builders.messages import MARKO, Someone, paxlst, pnrgov
from tests.builders.stores import ASSESS as SERVICE
from tests.builders.stores import FakeClock, keys_in
from watchlists.entry import Entry, EntryBirth, EntryName

POINTS = (
    "intake.read",
    "intake.kept",
    "intake.committed",
    "folder.stored",
    "work.taken",
    "work.assessed",
    "work.committed",
)
LISTED = Entry(
    source_id="RS-1",
    names=(EntryName("Petrovski Marko", "Petrovski", "Marko"),),
    births=(EntryBirth("1984-06-30", "1984-06-30", "day"),),
)


class Lists:
    """Gives the worker one list with one entry."""

    def __init__(self) -> None:
        self._built: Screener = build([ListedEntries("national", "v1", "high", (LISTED,))])

    @property
    def actor(self) -> Actor:
        return SERVICE

    def __call__(self) -> Screener:
        return self._built


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender knows it sent: files by name, and who is on the flight in the end."""

    files: dict[str, bytes]
    surnames: frozenset[str]


def sent(rounds: int) -> Sent:
    """Return a sender's day: pushes with growing parties, the last ones complete."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    others = (
        Someone(
            f"QA{letters[i]}ZO",
            f"VI{letters[-i - 1]}N",
            birth=f"7{i}0101",
            document=f"ZZ77{i:05}",
            locator=f"LQ{i:02}XX",
            seat=f"{i + 1}A",
        )
        for i in range(10)
    )
    crowd = [MARKO, *others]
    files: dict[str, bytes] = {}
    for index in range(rounds):
        size = 2 + (len(crowd) - 2) * (index + 1) // rounds
        at = f"261125:{7 + index // 6:02}{index % 6 * 10:02}"
        files[f"{index:03}-pnr.edi"] = pnrgov(
            crowd[:size], prepared=at, changed=f"251126:{at[-4:]}", control=f"P{index}"
        )
        files[f"{index:03}-z-api.edi"] = paxlst(crowd[:size], prepared=at, control=f"A{index}")
    return Sent(files, frozenset(one.surname for one in crowd))


def _store(folder: Path, url: str) -> Store:
    clock = FakeClock()
    return Store(engines.open(url), keys_in(folder, clock), demonstration(), clock)


def _live(folder: Path, url: str, drop: Path, die: Callable[[str], None]) -> None:
    """Be the service: take what is in the folder, assess, until nothing is left."""
    store = _store(folder, url)
    feed = Feed("folder", SERVICE, airports=("BEG",), hook=die)
    watched = Watched(drop, limit=1_000_000)
    watched.take(store, feed, now=0)
    watched.take(store, feed, now=SETTLED_SECONDS + 1)
    work(store, Lists(), hook=die)


def killing(point: str, after: int) -> Callable[[str], None]:
    """Return a hook that kills the process the `after`-th time it passes `point`."""
    passed = 0

    def hook(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == after:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def run(
    folder: Path, url: str, drop: Path, die: Callable[[str], None], *, patience: float | None = None
) -> bool:
    """Run the service in its own process; say whether it ended by itself. `patience` (seconds) kills it."""
    process = multiprocessing.get_context("fork").Process(target=_live, args=(folder, url, drop, die))
    process.start()
    process.join(patience if patience is not None else 60)
    if process.is_alive():
        process.kill()
        process.join()
    ended = process.exitcode == 0
    assert process.exitcode in {0, -signal.SIGKILL}, f"the service failed by itself: {process.exitcode}"
    return ended


def until_done(folder: Path, url: str, drop: Path, kills: Sequence[Callable[[str], None]]) -> int:
    """Start the service, kill it as told, start it again, and let the last one finish; count the kills."""
    killed = sum(not run(folder, url, drop, die) for die in kills)
    assert run(folder, url, drop, lambda _: None)
    return killed


def random_patience(chance: Random) -> float:
    """Return how long a process may live before a random kill, in seconds."""
    return chance.uniform(0.02, 0.6)


def check(folder: Path, url: str, record: Sent) -> list[str]:
    """Compare the store with what was sent; return every difference."""
    faults: list[str] = []
    store = _store(folder, url)
    with store.reading(SERVICE) as scope:
        counted = messages.tally(scope)
        stored = counted[MessageState.STORED].messages if MessageState.STORED in counted else 0
        if stored != len(record.files):
            faults.append(f"{stored} messages stored of {len(record.files)} sent")
        strange = set(counted) - {MessageState.STORED, MessageState.DUPLICATE}
        if strange:
            faults.append(f"messages in states {strange}")
        if outbox.pending(scope, ASSESS):
            faults.append("work is left in the outbox")
        here = scope.connection.execute(
            select(func.count(), func.count(traveller_table.c.screened_at)).where(
                traveller_table.c.state != TravellerState.GONE.value
            )
        ).one()
        if tuple(here) != (len(record.surnames), len(record.surnames)):
            faults.append(f"{here[0]} persons, {here[1]} screened, of {len(record.surnames)}")
        current = scope.connection.execute(
            select(booking_table.c.source, func.count().label("number"))
            .where(booking_table.c.state == BookingState.CURRENT.value)
            .group_by(booking_table.c.source)
        )
        wanted = {"api": len(record.surnames), "pnr": len(record.surnames)}
        found = {row.source: row.number for row in current}
        if found != wanted:
            faults.append(f"current bookings {found}, wanted {wanted}")
        open_hits = scope.connection.execute(
            select(func.count()).where(hit_table.c.state == HitState.OPEN.value)
        ).scalar_one()
        if open_hits != 1:
            faults.append(f"{open_hits} open hits, wanted 1")
    store.engine.dispose()
    store.keys.engine.dispose()
    return faults

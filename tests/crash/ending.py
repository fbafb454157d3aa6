"""A purge in a process that is killed at a named point, and a checker that knows nothing of the purge."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from retention import ending, engines, epochs, erasure, purge
from retention.acts import Act
from retention.audit import log, merkle
from retention.buckets import Bucket, BucketState
from retention.keys import bucket_slot
from retention.places import Place
from retention.tiers import Tier
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, card_table, get, put
from tests.builders.stores import (
    ASSESS,
    ASSESSMENT,
    NOON,
    OFFICER,
    RETENTION,
    FakeClock,
    build_store,
    keys_in,
    six_months,
)

DAYS = [NOON.date() - timedelta(days=back) for back in range(3)]
LATER = NOON.date() + timedelta(days=2)  # its bucket is not due
DUE = datetime(2027, 5, 20, 12, 0, tzinfo=NOON.tzinfo)


def prepare(url: str, folder: Path) -> None:
    """Fill three buckets that will be due, and one that will not."""
    clock = FakeClock()
    store = build_store(folder, url=url, clock=clock, policy=six_months())
    for day in (*DAYS, LATER):
        clock.now = max(clock.now, datetime.combine(day, NOON.timetz()))
        with store.writing(ASSESS, Act.COLLECTION) as writing:
            for _ in range(5):
                put(writing, Place("pnr", day, uuid4(), 1), Card(CANARY, "TIA-IST"))
    store.engine.dispose()
    store.keys.engine.dispose()


@contextmanager
def reopened(url: str, folder: Path, *, at: datetime = DUE) -> Iterator[Store]:
    """Open the store as a process that starts at `at` does."""
    clock = FakeClock(at)
    store = Store(engines.open(url), keys_in(folder, clock), six_months(), clock)
    try:
        yield store
    finally:
        store.engine.dispose()
        store.keys.engine.dispose()


class Killer:
    """Kills its own process at the n-th arrival at a point."""

    def __init__(self, point: str, arrival: int) -> None:
        self.point, self.left = point, arrival

    def __call__(self, reached: str) -> None:
        if reached == self.point:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


def _purge(url: str, folder: Path, point: str, arrival: int, fault: str) -> None:
    FAULTS[fault]()
    with reopened(url, folder) as store:
        purge.run(store, RETENTION, hook=Killer(point, arrival))


def _rotate(url: str, folder: Path, point: str, arrival: int, _fault: str) -> None:
    with reopened(url, folder, at=NOON) as store:
        epochs.rotate(store.keys, hook=Killer(point, arrival))


def _erase_one(url: str, folder: Path, point: str, arrival: int, _fault: str) -> None:
    with reopened(url, folder, at=NOON + timedelta(days=3)) as store:
        with store.reading(RETENTION) as reading:
            row = reading.connection.execute(
                select(card_table.c.id).where(card_table.c.bucket == DAYS[0]).order_by(card_table.c.id)
            ).first()
        assert row is not None
        hook = Killer(point, arrival)
        erasure.erase_rows(store, RETENTION, "pnr", DAYS[0], {"probe_card": [row.id]}, hook=hook)


RUNS: dict[str, Callable[..., None]] = {"purge": _purge, "rotate": _rotate, "erase_one": _erase_one}


def start(
    what: str, url: str, folder: Path, *, point: str = "", arrival: int = 1, fault: str = "none"
) -> multiprocessing.process.BaseProcess:
    """Start one run in a process of its own."""
    context = multiprocessing.get_context("spawn")
    made = context.Process(target=RUNS[what], args=(url, folder, point, arrival, fault))
    made.start()
    return made


def run(what: str, url: str, folder: Path, **how: Any) -> int | None:
    """Run to the end, or to the kill. Returns the exit code (-9 for the kill)."""
    process = start(what, url, folder, **how)
    process.join(120)
    return process.exitcode


# --- deliberately broken variants, which the checker must catch ------------------------------------------


def replace(module: ModuleType, name: str, broken: Callable[..., Any]) -> None:
    """Put a broken function in the place of the honest one, in this process only."""
    assert hasattr(module, name)
    setattr(module, name, broken)


def _keys_before_log() -> None:
    def broken(store: Store, _actor: Any, bucket: Bucket, _since: datetime) -> int | None:
        for tier in Tier:
            store.keys.destroy(bucket_slot(bucket.tenant, bucket.regime, tier, bucket.day))
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    replace(purge, "_intend", broken)


def _no_state_check() -> None:
    replace(purge, "held_state", lambda _writing, _bucket: BucketState.OPEN)


def _rows_before_keys() -> None:
    honest = ending.sample_of

    def broken(store: Store, actor: Any, bucket: Bucket) -> Any:
        made = honest(store, actor, bucket)
        purge._delete_rows(store, bucket, ending.no_hook)
        os.kill(os.getpid(), signal.SIGKILL)
        return made

    replace(purge, "sample_of", broken)


FAULTS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "keys before log": _keys_before_log,
    "no state check": _no_state_check,
    "rows before keys": _rows_before_keys,
}


# --- the checker -----------------------------------------------------------------------------------------


def entries(store: Store) -> list[dict[str, Any]]:
    """Return every entry of the log, after checking that the tree is theirs."""
    with store.reading(OFFICER) as reading:
        head = log.head(reading.connection)
        assert head is not None
        found = [log.envelope(reading.connection, number) for number in range(head.size)]
        packed = reading.connection.execute(
            select(log.leaves.c.envelope).order_by(log.leaves.c.seq)
        ).scalars()
        assert merkle.tree_hash([merkle.leaf_hash(one) for one in packed]) == head.tree.root
    return [one for one in found if one is not None]


def cards(store: Store, day: date) -> int:
    with store.reading(OFFICER) as reading:
        return len(
            reading.connection.execute(select(card_table.c.id).where(card_table.c.bucket == day)).all()
        )


def live_keys(store: Store, day: date) -> int:
    return sum(store.keys.live(bucket_slot("demo", "pnr", tier, day)) for tier in Tier)


def broken_promises(store: Store) -> list[str]:
    """List what may be true at no moment, not even in the middle of a run."""
    found = []
    told = Counter((one["type"], one["facts"].get("bucket")) for one in entries(store) if "facts" in one)
    for day in DAYS:
        text = day.isoformat()
        intents, done = told["erase.intent", text], told["erase.done", text]
        if live_keys(store, day) < len(Tier) and not intents:
            found.append(f"{text}: a key is gone and the log announced nothing")
        if intents > 1 or done > 1:
            found.append(f"{text}: {intents} intents and {done} ends")
        if done and not intents:
            found.append(f"{text}: ended without an intent")
        if not cards(store, day) and live_keys(store, day):
            found.append(f"{text}: rows are gone and keys are not")
    if live_keys(store, LATER) != len(Tier) or cards(store, LATER) != 5:
        found.append("a bucket that is not due was touched")
    return found


def unfinished(store: Store) -> list[str]:
    """List what must be true after a run that was not interrupted."""
    told = Counter((one["type"], one["facts"].get("bucket")) for one in entries(store) if "facts" in one)
    found = [
        f"{day}: {cards(store, day)} rows, {live_keys(store, day)} keys, not ended"
        for day in DAYS
        if cards(store, day) or live_keys(store, day) or told["erase.done", day.isoformat()] != 1
    ]
    return broken_promises(store) + found


def everyone_opens(store: Store, day: date) -> int:
    """Open every card of a bucket and return how many there are."""
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        rows = consulting.connection.execute(select(card_table.c.id).where(card_table.c.bucket == day))
        names = [get(consulting, row).name for row in rows.scalars()]
    assert set(names) <= {CANARY}
    return len(names)


def freeze(process: multiprocessing.process.BaseProcess, seconds: float) -> None:
    """Stop a process for a while, as a machine under load would."""
    if process.pid is None or not process.is_alive():
        return  # it was faster than the clock: then there is nothing to stop
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGCONT)

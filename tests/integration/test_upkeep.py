"""The worker's rounds of retention: at once, then every ten minutes, and never in the way of the work."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from api.running.upkeep import EVERY, between, turn
from retention import buckets
from retention.acts import Act
from retention.audit import log
from retention.buckets import BucketState
from retention.places import Place
from retention.providers.protocol import ProviderError
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, count, put
from tests.builders.stores import ASSESS, NOON, RETENTION, FakeClock


def test_the_demonstration_erases_itself_after_three_days(store: Store, clock: FakeClock) -> None:
    regimes = ("pnr", "api", "manifest", "quarantine")
    for regime in regimes:
        with store.writing(ASSESS, Act.COLLECTION) as writing:
            put(writing, Place(regime, NOON.date(), uuid4(), 1), Card(CANARY))
            writing.sealer.token(regime, NOON.date(), "document", "ZZ1")
    clock.advance(timedelta(hours=72))
    done = turn(store, RETENTION)
    assert done is not None
    assert done.purge is not None
    assert len(done.purge.erased) == 4
    with store.reading(RETENTION) as reading:
        assert (
            sum(count(reading, name, NOON.date()) for name in regimes) == 0
        )
        states = reading.connection.execute(select(buckets.bucket.c.state)).scalars()
        assert set(states) == {BucketState.GONE}


def test_rounds_come_at_once_and_then_every_ten_minutes(store: Store) -> None:
    now = [0.0]
    waits = []
    wait = between(store, RETENTION, lambda: waits.append(now[0]), ticks=lambda: now[0])

    def signed() -> int:
        with store.reading(RETENTION) as reading:
            acts = reading.connection.execute(select(log.leaves.c.act)).scalars().all()
        return acts.count("log.checkpoint")

    wait()
    assert signed() == 1
    now[0] = EVERY - 1
    wait()
    assert len(waits) == 2
    assert signed() == 1


def test_a_key_server_that_is_down_does_not_stop_the_worker(store: Store, clock: FakeClock) -> None:
    class Down:
        def create_epoch(self, _epoch: int) -> None:
            raise ProviderError("the key server cannot be reached")

    with store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, Place("pnr", NOON.date(), uuid4(), 1), Card(CANARY))
    clock.advance(timedelta(days=8))
    store.keys.provider = Down()  # type: ignore[assignment]  # what a rotation asks first
    assert turn(store, RETENTION) is None

"""The store against a small model: whatever happens in whatever order, what may open opens, and no more."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy.exc import NoResultFound

from retention import engines, epochs, erasure, months, purge
from retention.acts import Act
from retention.audit import log, merkle
from retention.periods import Period
from retention.places import Place
from retention.refusals import BucketClosed, CannotOpen, KeysRefused
from retention.unit_of_work import Consulting, Store
from tests.builders.records import CANARY, Card, get, put
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

LIVES = {"pnr": Period(months=6), "api": Period(span=timedelta(hours=48))}


class Stop(Exception):  # noqa: N818 - what a test does, not what fails
    """A run ends in the middle."""


@dataclass
class Known:
    """What the model knows of a record."""

    regime: str
    day: date
    erased: bool = False


class Model(RuleBasedStateMachine):
    """Rules are what people, workers and accidents do; invariants hold after each."""

    rows = Bundle("rows")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.clock = FakeClock()
        self.latest = NOON  # the time that never goes back
        self.store = build_store(
            self.path, url=f"sqlite:///{self.path / 'store.db'}", clock=self.clock, policy=six_months()
        )
        self.known: dict[UUID, Known] = {}
        self.first: dict[tuple[str, date], datetime] = {}

    def now(self) -> datetime:
        self.latest = max(self.latest, self.clock.now)
        return self.latest

    def over(self, regime: str, day: date) -> bool:
        return LIVES[regime].after(self.first[regime, day]) <= self.now()

    @rule(
        target=rows,
        regime=st.sampled_from(["pnr", "pnr", "api"]),
        back=st.sampled_from([0, 0, 1]),
        many=st.integers(1, 3),
    )
    def collect(self, regime: str, back: int, many: int) -> object:
        day = self.now().date() - timedelta(days=back)
        made = [uuid4() for _ in range(many)]
        try:
            with self.store.writing(ASSESS, Act.COLLECTION) as writing:
                for row in made:
                    put(writing, Place(regime, day, row, 1), Card(CANARY))
        except (BucketClosed, KeysRefused):
            known = self.first.get((regime, day))
            assert known is None or known + timedelta(days=10) <= self.now() or self.over(regime, day)
            return multiple()
        end_of_day = datetime.combine(day, datetime.max.time(), NOON.tzinfo)
        self.first.setdefault((regime, day), min(self.now(), end_of_day))
        self.known.update({row: Known(regime, day) for row in made})
        return multiple(*made)

    @rule(hours=st.sampled_from([1, 30, 50, 24 * 40, 24 * 100]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        self.store.heartbeat(RETENTION)
        self.now()

    @rule(days=st.sampled_from([1, 200]))
    def clock_is_set_back(self, days: int) -> None:
        self.clock.now -= timedelta(days=days)

    @rule(point=st.sampled_from(["", *purge.POINTS]))
    def purge(self, point: str) -> None:
        def stop(reached: str) -> None:
            if reached == point:
                raise Stop

        try:
            purge.run(self.store, RETENTION, hook=stop)
        except Stop:
            return
        months.end_token_keys(self.store, RETENTION)

    @rule(row=rows, point=st.sampled_from(["", *erasure.POINTS]))
    def erase_one(self, row: UUID, point: str) -> None:
        known = self.known[row]

        def stop(reached: str) -> None:
            if reached == point:
                raise Stop

        try:
            erasure.erase_rows(
                self.store, RETENTION, known.regime, known.day, {"probe_card": [row]}, hook=stop
            )
        except BucketClosed:
            assert self.over(known.regime, known.day)
            return
        except Stop:
            pass
        known.erased = True

    @rule()
    def finish_what_was_interrupted(self) -> None:
        erasure.finish_all(self.store, RETENTION)

    @rule()
    def rotate(self) -> None:
        epochs.rotate(self.store.keys)

    @rule()
    def restart(self) -> None:
        self.close()
        keys = keys_in(self.path, self.clock)
        engine = engines.open(f"sqlite:///{self.path / 'store.db'}")
        self.store = Store(engine, keys, six_months(), self.clock)

    @invariant()
    def what_may_open_opens_and_nothing_else(self) -> None:
        with self.store.consulting(OFFICER, ASSESSMENT) as consulting:
            for row, known in self.known.items():
                wanted = not known.erased and not self.over(known.regime, known.day)
                assert self.opens(consulting, row) is wanted, (row, known)

    def opens(self, consulting: Consulting, row: UUID) -> bool:
        try:
            return get(consulting, row).name == CANARY
        except (CannotOpen, NoResultFound):
            return False

    @invariant()
    def the_log_is_one_tree_without_gap(self) -> None:
        with self.store.reading(OFFICER) as reading:
            head = log.head(reading.connection)
            assert head is not None
            hashes = log.hashes(reading.connection, 0, head.size)
        assert len(hashes) == head.size
        assert merkle.tree_hash(hashes) == head.tree.root

    def close(self) -> None:
        self.store.engine.dispose()
        self.store.keys.engine.dispose()

    def teardown(self) -> None:
        self.close()
        self.folder.cleanup()


TestStore = Model.TestCase
TestStore.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)

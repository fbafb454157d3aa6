"""What ends, when, and what is left of it: purge, mask, erasure of one, months, epochs, the clock."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from retention import buckets, certificates, epochs, erasure, months, purge, rounds
from retention.acts import Act
from retention.audit import log
from retention.blobs import header_of
from retention.buckets import BucketState
from retention.deadlines import Step, rehearse
from retention.keys import bucket_slot, token_slot
from retention.places import Place
from retention.policy import read
from retention.refusals import BucketClosed, CannotOpen, ClockRefused, Refused
from retention.tiers import Tier
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, card_table, count, get, put
from tests.builders.stores import (
    ASSESS,
    ASSESSMENT,
    NOON,
    OFFICER,
    RETENTION,
    SIX_MONTHS,
    FakeClock,
    build_store,
    keys_in,
    six_months,
)

DAY = NOON.date()
HALF_YEAR = datetime(2027, 5, 20, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def strict(store_url: str, tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """A store under the six-month policy."""
    made = build_store(tmp_path, url=store_url, clock=clock, policy=six_months())
    yield made
    made.engine.dispose()
    made.keys.engine.dispose()


def stored(store: Store, *, regime: str = "pnr", cards: int = 1, day: date = DAY) -> list[UUID]:
    rows = [uuid4() for _ in range(cards)]
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        for row in rows:
            put(writing, Place(regime, day, row, 1), Card(CANARY, "TIA-IST"))
        writing.sealer.token(regime, day, "document", "ZZ1")
    return rows


def state(store: Store, regime: str = "pnr") -> BucketState:
    with store.reading(OFFICER) as reading:
        found = buckets.find(reading.connection, "demo", regime, DAY)
    assert found is not None
    return found.state


def acts(store: Store) -> list[str]:
    with store.reading(OFFICER) as reading:
        return list(reading.connection.execute(select(log.leaves.c.act).order_by(log.leaves.c.seq)).scalars())


def opens(store: Store, row: UUID, tier: Tier = Tier.ID) -> bool:
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        try:
            get(consulting, row, tier)
        except CannotOpen:
            return False
    return True


def test_a_bucket_ends_at_six_months_and_not_a_second_before(strict: Store, clock: FakeClock) -> None:
    (row,) = stored(strict)
    clock.now = HALF_YEAR - SECOND
    assert purge.run(strict, RETENTION).erased == []
    assert opens(strict, row)
    clock.now = HALF_YEAR
    assert not opens(strict, row)
    (ended,) = purge.run(strict, RETENTION).erased
    assert (ended.bucket.day, ended.keys) == (DAY, 3)
    assert ended.rows == {"probe_card": 1}
    assert acts(strict)[-2:] == ["erase.intent", "erase.done"]
    assert state(strict) is BucketState.GONE
    assert purge.run(strict, RETENTION).erased == []


def test_later_pushes_of_a_flight_do_not_lengthen_its_life(strict: Store, clock: FakeClock) -> None:
    stored(strict)
    clock.advance(timedelta(days=3))
    (late,) = stored(strict)
    clock.now = HALF_YEAR
    assert not opens(strict, late)


def test_two_days_old_border_copies_are_gone(strict: Store, clock: FakeClock) -> None:
    (border,) = stored(strict, regime="api")
    (kept,) = stored(strict)
    clock.advance(timedelta(hours=48))
    assert [one.bucket.regime for one in purge.run(strict, RETENTION).erased] == ["api"]
    assert opens(strict, kept)
    with strict.reading(OFFICER) as reading:
        assert count(reading, "api", DAY) == 0
    assert border != kept


def test_the_stolen_ciphertext_of_a_dead_bucket_opens_nowhere(strict: Store, clock: FakeClock) -> None:
    (row,) = stored(strict)
    with strict.reading(OFFICER) as reading:
        blob = reading.connection.execute(select(card_table.c.sealed_id)).scalar_one()
    clock.now = HALF_YEAR
    purge.run(strict, RETENTION)
    clock.now = NOON
    with pytest.raises(CannotOpen):
        strict.keys.by_id(bucket_slot("demo", "pnr", Tier.ID, DAY), header_of(blob).key_id)
    with pytest.raises(Refused), strict.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, Place("pnr", DAY, row, 2), Card())


def test_a_key_that_is_said_to_be_destroyed_and_is_not_stops_the_run_before_the_rows(
    strict: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(strict)
    clock.now = HALF_YEAR
    with monkeypatch.context() as lying:
        lying.setattr(strict.keys, "destroy", lambda _slot: 1)
        report = purge.run(strict, RETENTION)
    assert [code for _, code in report.faults] == ["destruction_unproven"]
    with strict.reading(OFFICER) as reading:
        assert count(reading, "pnr", DAY) == 1
    assert state(strict) is BucketState.DOOMED
    assert acts(strict)[-1] == "erase.intent"
    (ended,) = purge.run(strict, RETENTION).erased
    assert ended.keys == 3
    assert acts(strict).count("erase.intent") == 1


@pytest.mark.parametrize("point", purge.POINTS)
def test_a_run_interrupted_at_any_point_is_finished_by_the_next(
    strict: Store, clock: FakeClock, point: str
) -> None:
    stored(strict, cards=3)
    clock.now = HALF_YEAR

    def stop(reached: str) -> None:
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        purge.run(strict, RETENTION, hook=stop)
    purge.run(strict, RETENTION)
    assert state(strict) is BucketState.GONE
    assert acts(strict).count("erase.intent") == 1
    assert acts(strict).count("erase.done") == 1
    with strict.reading(OFFICER) as reading:
        assert count(reading, "pnr", DAY) == 0


def test_nothing_is_accepted_once_the_end_has_begun(strict: Store, clock: FakeClock) -> None:
    (row,) = stored(strict)
    with strict.writing(RETENTION, Act.ERASE_INTENT) as writing:
        writing.connection.execute(update(buckets.bucket).values(state=BucketState.DOOMED))
    with pytest.raises(BucketClosed), strict.writing(ASSESS, Act.ALTERATION) as writing:
        put(writing, Place("pnr", DAY, row, 2), Card())


def test_a_closed_bucket_takes_no_message_but_a_review(strict: Store, clock: FakeClock) -> None:
    stored(strict)
    with strict.writing(ASSESS, Act.COLLECTION) as writing:
        buckets.keep_open(writing, "pnr", DAY, NOON + timedelta(days=20))
    clock.advance(timedelta(days=19))
    stored(strict)
    clock.advance(timedelta(days=1))
    with pytest.raises(BucketClosed):
        stored(strict)
    with strict.writing(ASSESS, Act.REVIEW) as writing:
        put(writing, Place("pnr", DAY, uuid4(), 1), Card("note"))


def test_masking_ends_identity_and_tokens_and_leaves_the_rest(
    store_url: str, tmp_path: Path, clock: FakeClock
) -> None:
    policy = read(
        SIX_MONTHS.replace('action = "sieve"', 'action = "seal"').replace('unlinked_delete = "P6M"\n', "")
    )
    store = build_store(tmp_path, url=store_url, clock=clock, policy=policy)
    (row,) = stored(store)
    clock.now = HALF_YEAR
    report = purge.run(store, RETENTION)
    assert [one.day for one in report.masked] == [DAY]
    assert state(store) is BucketState.MASKED
    assert store.keys.live(bucket_slot("demo", "pnr", Tier.ID, DAY)) == 0
    assert opens(store, row, Tier.OP)
    with store.reading(OFFICER) as reading:
        assert reading.connection.execute(select(card_table.c.sealed_id)).scalar_one() is None
    assert acts(store)[-3:-1] == ["mask", "mask"]
    assert purge.run(store, RETENTION).masked == []
    store.engine.dispose()
    store.keys.engine.dispose()


def test_a_rehearsal_tells_and_changes_nothing(strict: Store) -> None:
    stored(strict, cards=2)
    with strict.reading(RETENTION) as reading:
        (due,) = rehearse(reading, strict.terms, HALF_YEAR)
    assert (due.step, due.since, due.rows) == (Step.ERASE, HALF_YEAR, {"probe_card": 2})
    assert state(strict) is BucketState.OPEN


def test_one_person_of_a_bucket_is_erased_and_the_others_open(strict: Store) -> None:
    rows = stored(strict, cards=450)
    with strict.reading(OFFICER) as reading:
        old = reading.connection.execute(
            select(card_table.c.sealed_id).where(card_table.c.id == rows[7])
        ).scalar_one()
    entry = erasure.erase_rows(strict, RETENTION, "pnr", DAY, {"probe_card": [rows[7]]})
    assert entry > 0
    with strict.consulting(OFFICER, ASSESSMENT) as consulting:
        for row in (*rows[:7], *rows[8:]):
            assert get(consulting, row).name == CANARY
        assert get(consulting, rows[0], Tier.OP).route == "TIA-IST"
        with pytest.raises(CannotOpen):
            consulting.opener.open(Place("pnr", DAY, rows[7], 1), Tier.ID, old, Card)
    assert strict.keys.live(bucket_slot("demo", "pnr", Tier.ID, DAY)) == 1
    stored(strict)


@pytest.mark.parametrize("point", erasure.POINTS)
def test_an_interrupted_erasure_of_one_loses_nobody_else(strict: Store, point: str) -> None:
    rows = stored(strict, cards=250)

    def stop(reached: str) -> None:
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erasure.erase_rows(strict, RETENTION, "pnr", DAY, {"probe_card": [rows[0]]}, hook=stop)
    assert opens(strict, rows[1])
    (extra,) = stored(strict)
    erasure.finish_all(strict, RETENTION)
    assert erasure.unfinished(strict, RETENTION) == []
    with strict.consulting(OFFICER, ASSESSMENT) as consulting:
        for row in (*rows[1:], extra):
            assert get(consulting, row).name == CANARY
    assert strict.keys.live(bucket_slot("demo", "pnr", Tier.ID, DAY)) == 1


def test_a_months_token_key_dies_with_its_last_bucket(strict: Store, clock: FakeClock) -> None:
    stored(strict)
    slot = token_slot("demo", "pnr", DAY)
    clock.now = HALF_YEAR
    purge.run(strict, RETENTION)
    assert months.end_token_keys(strict, RETENTION) == []  # the 30th of November is not over yet
    clock.now = datetime(2027, 5, 31, tzinfo=UTC)
    assert months.end_token_keys(strict, RETENTION) == [slot]
    assert strict.keys.live(slot) == 0


def test_an_epoch_ends_after_a_week_and_old_copies_of_the_key_store_are_dead(
    strict: Store, clock: FakeClock, tmp_path: Path
) -> None:
    (row,) = stored(strict)
    copy = tmp_path / "copy"
    copy.mkdir()
    strict.keys.engine.dispose()
    shutil.copy(tmp_path / "keys.db", copy / "keys.db")
    clock.advance(timedelta(days=7))
    assert rounds.turn(strict, RETENTION).epoch == 2
    assert opens(strict, row)
    shutil.copytree(tmp_path / "keys-root", copy / "keys-root")  # what is left of the root keys
    stolen = keys_in(copy, clock)
    with pytest.raises(Exception, match="no root key of epoch 1"):
        stolen.current(bucket_slot("demo", "pnr", Tier.ID, DAY))
    stolen.engine.dispose()
    assert strict.keys.provider.attest().epochs == (2,)


@pytest.mark.parametrize("point", ["epoch.begun", "epoch.batch", "epoch.rewrapped", "epoch.destroyed"])
def test_an_interrupted_rotation_loses_no_key(strict: Store, point: str) -> None:
    (row,) = stored(strict)

    def stop(reached: str) -> None:
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        epochs.rotate(strict.keys, hook=stop)
    strict.keys.forget()
    assert opens(strict, row)
    stored(strict)
    done = epochs.rotate(strict.keys)
    strict.keys.forget()
    assert opens(strict, row)
    assert strict.keys.provider.attest().epochs == (done.epoch,)


def test_a_clock_set_back_shows_nothing_again(strict: Store, clock: FakeClock) -> None:
    (row,) = stored(strict)
    clock.now = HALF_YEAR
    assert not opens(strict, row)
    clock.now = NOON
    assert not opens(strict, row)
    strict.heartbeat(RETENTION)
    assert acts(strict)[-1] == "clock.jump"


def test_a_jump_forward_hides_but_does_not_destroy(store_url: str, tmp_path: Path, clock: FakeClock) -> None:
    policy = read(SIX_MONTHS.replace('max_forward_jump = "P20Y"', 'max_forward_jump = "PT48H"'))
    store = build_store(tmp_path, url=store_url, clock=clock, policy=policy)
    (row,) = stored(store)
    clock.now = NOON + timedelta(days=5 * 366)
    assert not opens(store, row)
    with pytest.raises(ClockRefused):
        purge.run(store, RETENTION)
    assert rounds.turn(store, RETENTION).stopped
    assert acts(store)[-1] == "clock.jump"
    clock.now = NOON + timedelta(hours=1)
    assert opens(store, row)
    assert not rounds.turn(store, RETENTION).stopped
    store.engine.dispose()
    store.keys.engine.dispose()


def test_the_bodies_of_the_log_end_after_five_years_and_the_leaves_stay(
    strict: Store, clock: FakeClock
) -> None:
    with strict.consulting(OFFICER, ASSESSMENT) as consulting:
        consulting.justify(grounds="ZZCANARY")
    leaves = len(acts(strict))
    clock.now = datetime(2031, 12, 1, tzinfo=UTC)
    assert months.end_bodies(strict, RETENTION) == 1
    with strict.reading(OFFICER) as reading:
        assert reading.connection.execute(select(log.bodies)).all() == []
    assert len(acts(strict)) == leaves + 1


def test_a_certificate_says_what_was_erased_and_is_signed(strict: Store, clock: FakeClock) -> None:
    stored(strict, cards=3)
    with pytest.raises(certificates.NotErased):
        certificates.issue(strict, RETENTION, "pnr", DAY)
    clock.now = HALF_YEAR
    purge.run(strict, RETENTION)
    text = certificates.issue(strict, RETENTION, "pnr", DAY)
    said = json.loads(text)["certificate"]
    assert (said["rows"], said["deleted"]) == (3, {"probe_card": 3})
    assert said["keys_destroyed_and_tried"] is True
    public = strict.keys.signer().public_key().public_bytes_raw().hex()
    assert certificates.valid(text, public)
    assert not certificates.valid(text.replace('"rows": 3', '"rows": 2'), public)
    assert not certificates.valid(text, "0" * 64)
    assert not certificates.valid("{}", public)

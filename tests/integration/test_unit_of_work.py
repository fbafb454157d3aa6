"""Three scopes, one commit point: what is written, what is logged, what is refused, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import DBAPIError

from retention import outbox
from retention.actors import Mode, Offence, Purpose, Role
from retention.acts import Act
from retention.audit import log
from retention.places import Place
from retention.refusals import (
    AuditRefused,
    BucketClosed,
    CannotOpen,
    KeysRefused,
    PolicyRefused,
    RegimeUnknown,
    TierRefused,
)
from retention.tiers import Tier
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, card_table, get, put
from tests.builders.stores import (
    ANALYSIS,
    ASSESS,
    ASSESSMENT,
    NOON,
    OFFICER,
    RETENTION,
    FakeClock,
    keys_in,
    person,
    six_months,
)

CARD = Card(CANARY, "TIA-IST")


def place(regime: str = "pnr") -> Place:
    return Place(regime, NOON.date(), uuid4(), 1)


def stored(store: Store, where: Place | None = None) -> Place:
    where = where or place()
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, where, CARD)
    return where


def leaves(store: Store) -> list[dict[str, object]]:
    with store.reading(OFFICER) as reading:
        size = reading.connection.execute(select(log.heads.c.size)).scalar_one()
        found = [log.envelope(reading.connection, number) for number in range(size)]
    return [one for one in found if one is not None]


def test_what_was_sealed_opens_for_a_role_of_its_tier(store: Store) -> None:
    where = stored(store)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert get(consulting, where.row) == Card(CANARY, "")
        assert get(consulting, where.row, Tier.OP) == Card("", "TIA-IST")


@pytest.mark.parametrize("actor", [ANALYSIS, RETENTION, person(Role.ANALYST), person(Role.ADMIN)])
def test_a_tier_beyond_the_role_never_opens(store: Store, actor: object) -> None:
    where = stored(store)
    with store.consulting(actor, ASSESSMENT) as consulting, pytest.raises(TierRefused):  # type: ignore[arg-type]  # parametrised
        get(consulting, where.row)


def test_each_look_is_one_leaf_that_says_what_was_shown(store: Store) -> None:
    where = stored(store)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        get(consulting, where.row)
        consulting.show([str(where.row)], [4, 17])
    leaf = leaves(store)[consulting.entry]
    assert leaf["type"] == "consultation"
    assert leaf["actor"] == "p1"
    assert leaf["purpose"] == {"mode": "assessment", "offence": "drugs"}
    assert leaf["subjects"] == [str(where.row)]
    assert leaf["fields"] == [4, 17]
    assert leaf["policy_hash"] == store.policy.hash


def test_a_page_that_forgets_to_say_what_it_showed_is_logged_with_what_it_opened(store: Store) -> None:
    where = stored(store)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        get(consulting, where.row)
    assert leaves(store)[consulting.entry]["subjects"] == [str(where.row)]


def test_a_page_that_fails_after_opening_is_logged_as_attempted(store: Store) -> None:
    where = stored(store)
    with pytest.raises(ZeroDivisionError), store.consulting(OFFICER, ASSESSMENT) as consulting:  # noqa: PT012 - the scope is what raises
        get(consulting, where.row)
        raise ZeroDivisionError
    assert leaves(store)[-1]["outcome"] == "attempted"
    with pytest.raises(AuditRefused):
        _ = consulting.entry


def test_nothing_opens_after_its_scope(store: Store) -> None:
    where = stored(store)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        blob = consulting.connection.execute(select(card_table.c.sealed_id)).scalar_one()
    with pytest.raises(CannotOpen):
        consulting.opener.open(where, Tier.ID, blob, Card)


def test_change_and_entry_are_one_commit(store: Store) -> None:
    before = len(leaves(store))
    with pytest.raises(ZeroDivisionError), store.writing(ASSESS, Act.COLLECTION) as writing:  # noqa: PT012 - the scope is what raises
        put(writing, place(), CARD)
        raise ZeroDivisionError
    with store.reading(OFFICER) as reading:
        assert reading.connection.execute(select(card_table)).all() == []
    assert len(leaves(store)) == before


def test_without_its_entry_nothing_is_changed_and_nothing_is_served(store: Store) -> None:
    where = stored(store)

    def full(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO log_leaf"):
            raise OSError("the disk of the log is full")

    event.listen(store.engine, "before_cursor_execute", full)
    with pytest.raises(OSError, match="full"), store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, place(), CARD)
    served = []
    with pytest.raises(OSError, match="full"):  # noqa: PT012 - the scope is what raises
        with store.consulting(OFFICER, ASSESSMENT) as consulting:
            opened = get(consulting, where.row)
        served.append(opened)
    event.remove(store.engine, "before_cursor_execute", full)
    assert served == []
    with store.reading(OFFICER) as reading:
        assert len(reading.connection.execute(select(card_table)).all()) == 1


@pytest.mark.parametrize("scope", ["reading", "consulting"])
def test_a_scope_that_looks_cannot_write(store: Store, scope: str) -> None:
    opened = store.reading(OFFICER) if scope == "reading" else store.consulting(OFFICER, ASSESSMENT)
    with pytest.raises(DBAPIError), opened as looking:
        looking.connection.execute(
            insert(outbox.outbox).values(outbox.row_for("t", "k", CARD, tenant="demo", now=NOON))
        )


def test_leaves_of_parallel_writers_stand_without_gap_in_one_tree(store: Store) -> None:
    before = len(leaves(store))

    def write() -> None:
        for _ in range(5):
            with store.writing(ASSESS, Act.COMBINATION) as writing:
                writing.note(travellers=1)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = leaves(store)
    assert len(found) == before + 20
    assert [leaf["seq"] for leaf in found] == list(range(len(found)))


def test_tokens_meet_within_a_month_and_not_beyond(store: Store) -> None:
    day = NOON.date()
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        made = writing.sealer.token("pnr", day, "document", "ZZ1234567")
        assert made == writing.sealer.token("pnr", day.replace(day=1), "document", "ZZ1234567")
        assert -(2**63) <= made < 2**63
        others = {
            writing.sealer.token("pnr", day + timedelta(days=31), "document", "ZZ1234567"),
            writing.sealer.token("api", day, "document", "ZZ1234567"),
            writing.sealer.token("pnr", day, "phone", "ZZ1234567"),
        }
        assert len(others | {made}) == 4
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert consulting.opener.token("pnr", day, "document", "ZZ1234567") == made
    with store.consulting(person(Role.ANALYST), ASSESSMENT) as consulting, pytest.raises(TierRefused):
        consulting.opener.token("pnr", day, "document", "ZZ1234567")


def test_after_its_term_nothing_opens_and_nothing_is_accepted_with_no_job_running(
    store: Store, clock: FakeClock
) -> None:
    where = stored(store)
    clock.now = NOON + timedelta(hours=72) - timedelta(seconds=1)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert get(consulting, where.row).name == CANARY
    clock.now = NOON + timedelta(hours=72)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert not consulting.opener.can("pnr", where.bucket, Tier.ID)
        with pytest.raises(CannotOpen):
            get(consulting, where.row)
    with pytest.raises(BucketClosed), store.writing(ASSESS, Act.ALTERATION) as writing:
        put(writing, place(), CARD)


def test_a_regime_the_policy_does_not_know_takes_nothing(store: Store) -> None:
    with pytest.raises(RegimeUnknown), store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, place("commercial"), CARD)


def test_an_act_that_found_nothing_to_do_leaves_no_entry(store: Store) -> None:
    before = len(leaves(store))
    with store.writing(ASSESS, Act.COMBINATION) as writing:
        writing.abandon()
    assert len(leaves(store)) == before
    with pytest.raises(AuditRefused), store.writing(ASSESS, Act.COLLECTION) as writing:  # noqa: PT012 - the scope is what raises
        put(writing, place(), CARD)
        writing.abandon()


def test_free_text_never_gets_into_an_envelope_and_is_not_repeated(store: Store) -> None:
    with pytest.raises(AuditRefused) as refused, store.writing(ASSESS, Act.COLLECTION) as writing:
        writing.note(remark="ZZCANARY NAME")
    assert "CANARY" not in str(refused.value)


def test_what_a_person_wrote_lies_sealed_beside_the_log(store: Store) -> None:
    purpose = Purpose(Offence.DRUGS, Mode.REQUEST, case="K-17 Zagreb", air_link="courier flies")
    with store.consulting(OFFICER, purpose) as consulting:
        consulting.justify(grounds="seen twice this week")
    leaf = leaves(store)[consulting.entry]
    assert "Zagreb" not in str(leaf)
    assert leaf["body_commit"]
    assert leaf["case_commit"]
    with store.reading(OFFICER) as reading:
        body = reading.connection.execute(select(log.bodies.c.body)).scalar_one()
    assert b"Zagreb" not in body
    assert b"twice" not in body


def test_a_refused_look_is_logged(store: Store) -> None:
    number = store.deny(OFFICER, "no_assignment", ASSESSMENT, flight="ZZ100")
    leaf = leaves(store)[number]
    assert (leaf["type"], leaf["outcome"]) == ("consultation.denied", "denied")
    assert leaf["facts"] == {"reason": "no_assignment", "flight": "ZZ100"}


def test_one_scope_may_write_several_entries(store: Store) -> None:
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        writing.also(Act.SENSITIVE_DROPPED, classes={"health": 2})
        put(writing, place(), CARD)
    written = {leaf["type"]: leaf for leaf in leaves(store)}
    assert list(written)[-1] == "collection", "the scope's own entry comes last, after those of its new keys"
    assert written["sensitive.dropped"]["facts"] == {"classes": {"health": 2}}
    assert writing.entry == len(leaves(store)) - 1


def test_another_key_store_is_refused(store: Store, tmp_path: object, clock: FakeClock) -> None:
    other = keys_in(tmp_path / "other", clock)  # type: ignore[operator]  # a Path
    with pytest.raises(KeysRefused):
        Store(store.engine, other, store.policy, clock)
    other.engine.dispose()


def test_a_template_takes_no_data(store: Store, clock: FakeClock) -> None:
    template = store.policy.model_copy(update={"status": "template"})
    with pytest.raises(PolicyRefused):
        Store(store.engine, store.keys, template, clock)


def test_a_new_policy_is_noticed_by_a_process_already_running(store: Store, clock: FakeClock) -> None:
    Store(store.engine, store.keys, six_months(), clock)
    with store.reading(OFFICER) as reading:
        assert reading.policy.id == "six_months"


def test_work_is_taken_once_counted_and_given_up(store: Store, clock: FakeClock) -> None:
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        writing.emit("screen", "flight-1", Card("", "id"))
    with store.writing(ASSESS, Act.COMBINATION) as writing:
        (item,) = outbox.take(writing, "screen", limit=5)
        assert item.payload(Card) == Card("", "id")
        outbox.done(writing, [item])
    with store.reading(OFFICER) as reading:
        assert outbox.pending(reading) == 0
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        writing.emit("screen", "flight-2", Card())
    for attempt in range(1, outbox.MOST_ATTEMPTS + 1):
        clock.advance(timedelta(minutes=10))
        with store.writing(ASSESS, Act.WORK_FAILED) as writing:
            (item,) = outbox.take(writing, "screen")
            assert outbox.failed(writing, item, "ZeroDivisionError") is (attempt == outbox.MOST_ATTEMPTS)
    with store.reading(OFFICER) as reading:
        assert outbox.pending(reading, "screen") == 0
        (dead,) = outbox.dead(reading)
        assert dead.fault == "ZeroDivisionError"
    with store.writing(ASSESS, Act.WORK_REVIVED) as writing:
        outbox.revive(writing, dead.id)
    with store.reading(OFFICER) as reading:
        assert outbox.pending(reading, "screen") == 1

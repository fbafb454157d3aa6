"""One traveller walks through the house: bytes, gate, store, screening, hit, decision, correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from api.running.intake import ASSESS, Feed, receive
from api.running.worker import rescreen, work
from matching.review import disposition, hits
from matching.review.board import ArrivalState, board
from matching.review.disposition import ConflictError, Reason, UndoError, Verdict
from matching.review.hits import HitState
from matching.screening.model import Match, Screener, Subject
from matching.screening.screener import ListedEntries, build
from pnr.feed import schedule
from pnr.feed.carriers import Carrier, CarrierState, register
from pnr.feed.schedule import ScheduledLeg
from pnr.records import manifest, messages, quarantine
from pnr.records.messages import MessageState
from pnr.records.travellers import TravellerState
from retention import outbox
from retention.actors import Actor
from retention.acts import Act
from retention.unit_of_work import Store
from tests.builders.messages import ANA, ARRIVES, DEPARTS, MARKO, Someone, paxlst, pnrgov
from tests.builders.stores import ASSESS as SERVICE
from tests.builders.stores import ASSESSMENT, OFFICER, FakeClock
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName

FEED = Feed("command", SERVICE, airports=("BEG",))
LISTED = Entry(
    source_id="RS-1",
    names=(EntryName("Petrovski Marko", "Petrovski", "Marko"),),
    births=(EntryBirth("1984-06-30", "1984-06-30", "day"),),
    nationalities=("SRB",),
    sexes=("M",),
    documents=(EntryDocument("P", "ZZ0000001", "ZZ0000001", "SRB"),),
)


class Lists:
    """Stands where the installation's screener source stands: the worker asks it before each flight."""

    def __init__(self, *entries: Entry) -> None:
        self.now: Screener = build([ListedEntries("national", "v1", "high", entries)])

    @property
    def actor(self) -> Actor:
        return SERVICE

    def __call__(self) -> Screener:
        return self.now


@pytest.fixture
def planned(store: Store, clock: FakeClock) -> Store:
    clock.now = DEPARTS - timedelta(hours=2)
    with store.writing(SERVICE, Act.REFERENCE) as scope:
        register(scope, [Carrier("Q7", "Vardar Air")])
        leg = ScheduledLeg(
            "Q7", "412", "VIE", "BEG", DEPARTS, ARRIVES, expected=2, expects=("pnr-0@0", "api-0@0")
        )
        assert schedule.plan(scope, [leg]) == 1
        assert schedule.plan(scope, [leg]) == 0
    return store


def leg_id(store: Store) -> UUID:
    with store.reading(SERVICE) as scope:
        (leg,) = schedule.arriving(
            scope, "BEG", after=ARRIVES - timedelta(days=1), before=ARRIVES + timedelta(days=1)
        )
    return leg.id


def people(store: Store) -> list[manifest.ManifestRow]:
    with store.consulting(OFFICER, ASSESSMENT) as scope:
        found = manifest.of_flight(scope, leg_id(store))
    assert found is not None
    assert scope.entry > 0
    return list(found.rows)


def of_flight(store: Store) -> tuple[hits.HitLine, ...]:
    with store.reading(OFFICER) as scope:
        return hits.of_flight(scope, leg_id(store))


def test_a_booking_and_a_list_become_two_persons_and_one_hit(planned: Store) -> None:
    receive(planned, pnrgov([MARKO, ANA]), FEED)
    receive(planned, paxlst([MARKO, ANA]), FEED)
    done = work(planned, Lists(LISTED))
    assert (done.flights, done.screened, done.raised, done.failed) == (1, 2, 1, 0)
    rows = people(planned)
    assert [(row.name.surname, row.birth, row.sources) for row in rows] == [
        ("PETROVSKI", "1984-06-30", ("api", "pnr")),
        ("KRALJEVA", "1991-02-12", ("api", "pnr")),
    ]
    (hit,) = of_flight(planned)
    assert (hit.list_id, hit.source_id, hit.severity, hit.state) == (
        "national",
        "RS-1",
        "high",
        HitState.OPEN,
    )
    with planned.consulting(OFFICER, ASSESSMENT) as scope:
        card = hits.opened(scope, hit.id)
    assert card is not None
    assert {one.name for one in card.match.features} >= {"birth", "document"}


def test_a_second_look_changes_nothing(planned: Store) -> None:
    lists = Lists(LISTED)
    receive(planned, pnrgov([MARKO]), FEED)
    work(planned, lists)
    again = receive(planned, pnrgov([MARKO]), FEED)
    assert again.taken[0].state is MessageState.DUPLICATE
    repeated = receive(planned, pnrgov([MARKO], prepared="261125:0700", control="2"), FEED)
    assert (repeated.taken[0].stored, repeated.taken[0].unchanged) == (0, 1)
    done = work(planned, lists)
    assert (done.screened, done.raised) == (0, 0)


def test_the_order_of_arrival_does_not_matter(planned: Store) -> None:
    lists = Lists(LISTED)
    receive(
        planned,
        pnrgov([MARKO.but(given="MARKOS")], prepared="261125:0900", changed="251126:0850", control="2"),
        FEED,
    )
    receive(planned, pnrgov([MARKO], prepared="261125:0600", control="1"), FEED)
    work(planned, lists)
    assert [row.name.given for row in people(planned)] == ["MARKOS"]


def test_who_is_absent_from_a_full_push_is_gone_and_the_hit_closes(planned: Store) -> None:
    lists = Lists(LISTED)
    receive(planned, paxlst([MARKO, ANA]), FEED)
    work(planned, lists)
    receive(planned, paxlst([ANA], prepared="261125:1230", control="90002"), FEED)
    work(planned, lists)
    (hit,) = of_flight(planned)
    assert hit.state is HitState.UNSUPPORTED
    with planned.reading(SERVICE) as scope:
        assert hits.queue(scope, ["BEG"], after=DEPARTS) == ()


def test_corrected_data_close_a_hit_and_new_data_open_it_again(planned: Store) -> None:
    lists = Lists(LISTED)
    other = MARKO.but(surname="ZELENIKA", given="BORIS", birth="700101", document="ZZ0000009", nation="AUT")
    receive(planned, paxlst([MARKO.but(reference="1")]), FEED)
    work(planned, lists)
    (hit,) = of_flight(planned)
    with planned.writing(OFFICER, Act.REVIEW, ASSESSMENT) as scope:
        disposition.decide(
            scope, hit.id, verdict=Verdict.DIFFERENT, reason=Reason.NAME_ONLY_ALIKE, seen_version=hit.version
        )
    receive(planned, paxlst([other], prepared="261125:1230", control="90002"), FEED)
    assert work(planned, lists).raised == 0
    receive(planned, paxlst([MARKO.but(nation="MKD")], prepared="261125:1240", control="90003"), FEED)
    work(planned, lists)
    assert [one.state for one in of_flight(planned)] == [HitState.OPEN]


def decide(store: Store, hit: hits.HitLine, verdict: Verdict = Verdict.SAME) -> None:
    reason = disposition.REASONS[verdict][0]
    with store.writing(OFFICER, Act.REVIEW, ASSESSMENT) as scope:
        disposition.decide(
            scope, hit.id, verdict=verdict, reason=reason, note="seen at gate", seen_version=hit.version
        )


@pytest.fixture
def flagged(planned: Store) -> Store:
    receive(planned, paxlst([MARKO, ANA]), FEED)
    work(planned, Lists(LISTED))
    return planned


def test_a_decision_is_recorded_with_its_note_and_cannot_be_overwritten(flagged: Store) -> None:
    (hit,) = of_flight(flagged)
    decide(flagged, hit)
    with pytest.raises(ConflictError) as conflict:
        decide(flagged, hit, Verdict.DIFFERENT)
    assert conflict.value.standing is not None
    assert (conflict.value.standing.actor, conflict.value.standing.verdict) == (OFFICER.id, Verdict.SAME)
    with flagged.consulting(OFFICER, ASSESSMENT) as scope:
        (one,) = disposition.history(scope, hit.id)
        assert disposition.note(scope, one.id) == "seen at gate"


def test_a_decision_can_be_undone_for_half_a_minute(flagged: Store, clock: FakeClock) -> None:
    (hit,) = of_flight(flagged)
    decide(flagged, hit)
    clock.advance(timedelta(seconds=29))
    with flagged.writing(OFFICER, Act.REVIEW, ASSESSMENT) as scope:
        disposition.undo(scope, hit.id)
    (hit,) = of_flight(flagged)
    assert (hit.state, hit.verdict) == (HitState.OPEN, None)
    decide(flagged, hit, Verdict.CANNOT_TELL)
    clock.advance(timedelta(seconds=31))
    with pytest.raises(UndoError), flagged.writing(OFFICER, Act.REVIEW, ASSESSMENT) as scope:
        disposition.undo(scope, hit.id)


def test_the_board_says_clear_only_when_it_was_earned(planned: Store, clock: FakeClock) -> None:
    def state() -> ArrivalState:
        with planned.reading(OFFICER) as scope:
            (arrival,) = board(scope, "BEG", hours=24).arrivals
        return arrival.state

    assert state() is ArrivalState.PROVISIONAL
    clock.now = DEPARTS + timedelta(minutes=25)
    assert state() is ArrivalState.NOT_CLEAR
    receive(planned, paxlst([MARKO], announced=2), FEED)
    assert state() is ArrivalState.NOT_CLEAR
    work(planned, Lists(LISTED))
    with planned.reading(OFFICER) as scope:
        (arrival,) = board(scope, "BEG", hours=24).arrivals
    assert (arrival.coverage.expected, arrival.coverage.received, arrival.coverage.screened) == (2, 1, 1)
    assert ("not_received", (("count", "1"),)) in arrival.coverage.gaps
    assert arrival.state is ArrivalState.NOT_CLEAR


def test_a_carrier_in_test_is_counted_and_never_targeted(planned: Store) -> None:
    with planned.writing(SERVICE, Act.REFERENCE) as scope:
        register(scope, [Carrier("X9", "Testline", CarrierState.TEST)])
    receipt = receive(
        planned, paxlst([MARKO]).replace(b"Q7412", b"X9412").replace(b"+++Q7'", b"+++X9'"), FEED
    )
    assert receipt.taken[0].state is MessageState.TEST
    assert work(planned, Lists(LISTED)).flights == 0


@pytest.mark.parametrize("data", [b"", b"\x00\xff not a message", b"UNA:+.? 'UNB+"])
def test_what_cannot_be_read_is_held_and_named(planned: Store, data: bytes) -> None:
    receipt = receive(planned, data, FEED)
    assert receipt.taken[0].state in {MessageState.QUARANTINED, MessageState.UNPLACED}
    assert receipt.refused >= 1
    with planned.reading(SERVICE) as scope:
        assert quarantine.count(scope) == 1
        assert messages.tally(scope)[receipt.taken[0].state].messages == 1


class Broken:
    """A screener that fails: the flight must stay due."""

    version = "broken"

    def screen(self, subjects: Sequence[Subject]) -> list[tuple[Match, ...]]:
        raise ZeroDivisionError(len(subjects))


def test_a_fault_in_one_flight_is_counted_and_tried_again(planned: Store, clock: FakeClock) -> None:
    lists = Lists(LISTED)
    good = lists.now
    lists.now = Broken()
    receive(planned, paxlst([MARKO]), FEED)
    assert work(planned, lists).failed == 1
    assert work(planned, lists).flights == 0
    clock.advance(timedelta(minutes=1))
    lists.now = good
    assert work(planned, lists).raised == 1
    with planned.reading(SERVICE) as scope:
        assert outbox.pending(scope, ASSESS) == 0


def test_a_cancelled_booking_is_gone(planned: Store) -> None:
    lists = Lists(LISTED)
    receive(planned, pnrgov([MARKO, ANA]), FEED)
    work(planned, lists)
    cancelled = pnrgov([MARKO], function="141", prepared="261125:0800", changed="251126:0755", control="3")
    text = cancelled.replace(b"ORG+1Z:VIE+57999999:VIE1Z2100+VIE+1Z+T+AT:EUR+0042AB'", b"ORG'")
    start, rest = text.split(b"TIF+", 1)
    receive(planned, start + rest[rest.index(b"UNT+") :], FEED)
    work(planned, lists)
    assert [
        (row.name.given, row.state) for row in people(planned) if row.state is not TravellerState.GONE
    ] == [("ANA", TravellerState.BOOKED)]


def test_nobody_of_another_tenant_sees_the_flight(flagged: Store) -> None:
    stranger = OFFICER.__class__("p9", "elsewhere", "police", "xyz", OFFICER.role)
    with flagged.consulting(stranger, ASSESSMENT) as scope:
        assert manifest.of_flight(scope, leg_id(flagged)) is None
        assert hits.opened(scope, of_flight(flagged)[0].id) is None


def test_who_is_booked_and_not_on_the_complete_list_is_not_expected(planned: Store) -> None:
    lists = Lists(LISTED)
    receive(planned, pnrgov([MARKO, ANA]), FEED)
    receive(planned, paxlst([ANA]), FEED)
    work(planned, lists)
    assert {row.name.given: row.state for row in people(planned)} == {
        "MARKO": TravellerState.NOT_BOARDED,
        "ANA": TravellerState.CHECKED_IN,
    }
    with planned.reading(OFFICER) as scope:
        (arrival,) = board(scope, "BEG", hours=24).arrivals
    assert (arrival.coverage.expected, arrival.coverage.received) == (1, 1)
    assert [one.state for one in of_flight(planned)] == [HitState.OPEN]


def test_a_changed_list_meets_the_flights_of_the_window(planned: Store, clock: FakeClock) -> None:
    lists = Lists()
    receive(planned, paxlst([MARKO, ANA]), FEED)
    assert work(planned, lists).raised == 0
    assert rescreen(planned, lists) == 0
    lists.now = build([ListedEntries("national", "v2", "high", (LISTED,))])
    assert rescreen(planned, lists) == 1
    assert rescreen(planned, lists) == 0, "work that waits is not left twice"
    assert work(planned, lists).raised == 1
    lists.now = build([ListedEntries("national", "v3", "high", ())])
    rescreen(planned, lists)
    work(planned, lists)
    assert [one.state for one in of_flight(planned)] == [HitState.UNSUPPORTED]
    clock.now = ARRIVES + timedelta(hours=25)
    lists.now = build([ListedEntries("national", "v4", "high", (LISTED,))])
    assert rescreen(planned, lists) == 0, "past the window it needs an approval"


@pytest.mark.parametrize(
    ("code", "named", "marko", "ana"),
    [("CLOB", ANA, "not_boarded", "boarded"), ("CLNB", MARKO, "not_boarded", "boarded")],
)
def test_a_close_out_says_who_is_on_board_and_changes_no_data(
    planned: Store, code: str, named: Someone, marko: str, ana: str
) -> None:
    with_reference = (
        paxlst([MARKO, ANA])
        .replace(b"RFF+SEA:12A", b"RFF+ABO:Q7A1'\r\nRFF+SEA:12A")
        .replace(b"RFF+SEA:14C", b"RFF+ABO:Q7A2'\r\nRFF+SEA:14C")
    )
    lists = Lists(LISTED)
    receive(planned, with_reference, FEED)
    work(planned, lists)
    head, rest = paxlst([named], prepared="261125:1220", control="90007").split(b"NAD+FL", 1)
    reference = b"Q7A1" if named is MARKO else b"Q7A2"
    out = b"NAD+ZZZ'\r\nRFF+AVF:" + named.locator.encode() + b"'\r\nRFF+ABO:" + reference + b"'\r\n"
    closing = head.replace(b"BGM+745", b"BGM+266+" + code.encode()) + out + rest[rest.index(b"CNT+") :]
    (taken,) = receive(planned, closing, FEED).taken
    assert (taken.state, taken.stored) == (MessageState.STORED, 0)
    work(planned, lists)
    found = {row.name.surname: row.state.value for row in people(planned)}
    assert found == {"PETROVSKI": marko, "KRALJEVA": ana}


def test_a_persons_paper_is_noted_and_neither_stored_nor_held(planned: Store) -> None:
    zone = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
    (taken,) = receive(planned, zone, FEED).taken
    assert (taken.state, taken.stored, taken.refused) == (MessageState.IGNORED, 0, 0)
    assert "input.paper" in {one.code for one in taken.findings}
    with planned.reading(SERVICE) as scope:
        assert quarantine.count(scope) == 0

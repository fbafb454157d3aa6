"""Coverage is worked out from what was agreed and what came; silence is never taken for emptiness."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from pnr.feed.coverage import Coverage, Heard, PushState, covered
from pnr.feed.schedule import Leg, LegState
from pnr.records.travellers import Counted

DEPARTS = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FINAL = Heard("PAXLST", "", DEPARTS - timedelta(minutes=5), complete=True, refused=0)


def leg(*, expected: int | None = 100, expects: tuple[str, ...] = ("pnr-24@1440", "api-0@0")) -> Leg:
    return Leg(
        UUID(int=1), "Q7", "412", "", "VIE", "BEG", date(2026, 11, 25), DEPARTS, DEPARTS + timedelta(hours=2),
        None, expected, expects, LegState.SCHEDULED, date(2026, 11, 24), None,
    )  # fmt: skip


def at(hours: float, counted: Counted, *heard: Heard, flight: Leg | None = None) -> Coverage:
    return covered(flight or leg(), counted, heard, now=DEPARTS + timedelta(hours=hours))


def test_everyone_here_and_screened_after_the_final_list_is_full() -> None:
    found = at(1, Counted(100, 100, 0), FINAL)
    assert found.full
    assert found.pushes[1].state is PushState.RECEIVED


def test_before_departure_a_list_is_not_final() -> None:
    assert not at(-0.5, Counted(100, 100, 0), FINAL).final


def test_a_close_out_is_final_before_the_scheduled_time() -> None:
    closed = Heard("PAXLST", "CLOB", DEPARTS - timedelta(minutes=30), complete=True, refused=0)
    assert at(-0.4, Counted(100, 100, 0), closed).final


def test_nothing_received_is_a_gap_and_never_full() -> None:
    found = at(1, Counted(0, 0, 0))
    assert not found.full
    assert found.gaps[0] == ("nothing_received", ())
    assert [one.state for one in found.pushes] == [PushState.LATE, PushState.LATE]


def test_pushes_not_yet_due_are_not_late() -> None:
    assert [one.state for one in at(-25, Counted(0, 0, 0)).pushes] == [PushState.DUE, PushState.DUE]


def test_a_list_cut_short_says_who_is_missing() -> None:
    cut = Heard("PAXLST", "", DEPARTS, complete=False, refused=1)
    found = at(1, Counted(84, 84, 0), cut)
    assert {name for name, _ in found.gaps} >= {"message_cut_short", "not_received"}
    assert found.not_received == 16
    assert not found.final


def test_received_but_not_screened_is_named() -> None:
    assert ("not_screened", (("count", "3"),)) in at(1, Counted(100, 97, 0), FINAL).gaps


def test_an_unknown_expectation_is_never_full() -> None:
    assert not at(1, Counted(5, 5, 0), FINAL, flight=leg(expected=None)).full


def test_without_check_in_lists_the_last_full_push_is_final_once_departed() -> None:
    push = Heard("PNRGOV", "22", DEPARTS, complete=True, refused=0)
    bookings_only = leg(expects=("pnr-24@1440", "pnr-0@0"))
    assert at(1, Counted(100, 100, 0), push, flight=bookings_only).full
    assert not at(1, Counted(100, 100, 0), push).final

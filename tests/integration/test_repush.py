"""A push repeated with changes: only what changed is read, and the result is as if all of it had been."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from api.running import intake
from api.running.intake import Feed, receive
from pnr import gate
from pnr.model.booking import Booking
from pnr.records.bookings import BookingState, booking_table, current
from pnr.records.messages import MessageState
from retention.unit_of_work import Store
from tests.builders.messages import Someone, pnrgov
from tests.builders.stores import ASSESS as SERVICE
from tests.builders.stores import ASSESSMENT, OFFICER, build_store

FEED = Feed("command", SERVICE, airports=("BEG",))
LETTERS = "ABCDEFGHIJ"
CROWD = [
    Someone(f"QA{one}ZO", f"VI{one}N", document=f"ZZ77{i:05}", locator=f"LQ{i}XXX")
    for i, one in enumerate(LETTERS)
]


def push(people: list[Someone], hour: int, *, function: str = "22") -> bytes:
    return pnrgov(
        people,
        prepared=f"261125:{hour:02}00",
        changed=f"241126:{hour:02}00",
        function=function,
        control=f"P{hour}",
    )


def kept_raw(people: list[Someone], hour: int) -> bytes:
    """Return a push whose bookings do not change with the time: DAT 700 stays."""
    return pnrgov(people, prepared=f"261125:{hour:02}00", changed="231126:0100", control=f"P{hour}")


def now(store: Store) -> dict[str, str]:
    """Return given name by locator of every current booking."""
    with store.consulting(OFFICER, ASSESSMENT) as scope:
        leg = scope.connection.execute(select(booking_table.c.leg_id).limit(1)).scalar_one()
        found = current(scope, leg)
    return {one.booking.locators[0].code: one.booking.travellers[0].name.given for one in found}


def test_an_unchanged_booking_is_neither_read_nor_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(store, kept_raw(CROWD, 6), FEED)
    seen: list[Booking] = []
    admit = gate.admit

    def counted(booking: Booking) -> gate.Admitted:
        seen.append(booking)
        return admit(booking)

    monkeypatch.setattr(gate, "admit", counted)
    changed = [CROWD[0].but(given="ELSE"), *CROWD[1:]]
    (taken,) = receive(store, kept_raw(changed, 7), FEED).taken
    assert (taken.bookings, taken.stored, taken.unchanged, len(seen)) == (10, 1, 9, 1)
    assert now(store)["LQ0XXX"] == "ELSE"


def test_absence_from_a_partly_read_push_still_means_gone(store: Store) -> None:
    receive(store, kept_raw(CROWD, 6), FEED)
    (taken,) = receive(store, kept_raw(CROWD[:-1], 7), FEED).taken
    assert (taken.stored, taken.unchanged) == (0, 9)
    assert "LQ9XXX" not in now(store)


def test_a_booking_that_goes_back_to_what_it_was_is_read_again(store: Store) -> None:
    changed = [CROWD[0].but(given="ELSE"), *CROWD[1:]]
    for hour, people in ((6, CROWD), (7, changed), (8, CROWD)):
        receive(store, kept_raw(people, hour), FEED)
    assert now(store)["LQ0XXX"] == CROWD[0].given


def test_a_late_push_never_speaks_over_a_later_full_one(store: Store) -> None:
    receive(store, kept_raw(CROWD, 6), FEED)
    receive(store, kept_raw(CROWD, 8), FEED)
    late = [CROWD[0].but(given="LATE"), *CROWD[1:5]]
    receive(store, kept_raw(late, 7), FEED)
    assert now(store) == {one.locator: one.given for one in CROWD}


def test_findings_of_a_partly_read_push_stand_at_their_place_in_the_whole(store: Store) -> None:
    receive(store, kept_raw(CROWD, 6), FEED)
    bad = (
        kept_raw(CROWD, 7)
        .replace(b"FOP+CC::180.00", b"QQQ+1'\r\nFOP+CC::181.00", 6)
        .replace(b"QQQ+1'\r\nFOP+CC::181", b"FOP+CC::180", 5)
    )
    (taken,) = receive(store, bad, FEED).taken
    assert (taken.stored, taken.unchanged) == (1, 9)
    places = [one.start for one in taken.findings if one.code == "segment.unknown"]
    assert places == [bad.index(b"QQQ+1")]


def test_a_push_identical_to_the_byte_is_a_duplicate(store: Store) -> None:
    receive(store, kept_raw(CROWD, 6), FEED)
    (taken,) = receive(store, kept_raw(CROWD, 6), FEED).taken
    assert taken.state is MessageState.DUPLICATE


@pytest.mark.parametrize("seed", range(6))
def test_reading_only_what_changed_gives_what_reading_all_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def day(store: Store) -> tuple[dict[str, str], int]:
        chance = Random(seed)
        people = list(CROWD)
        for hour in chance.sample(range(5, 20), 8):
            people = [
                one.but(given=chance.choice(LETTERS) * 4) if chance.random() < 0.2 else one for one in people
            ]
            chance.shuffle(people)
            shown = people[: chance.randint(4, 10)]
            receive(store, kept_raw(shown, hour), FEED)
        with store.reading(SERVICE) as scope:
            states = scope.connection.execute(select(booking_table.c.state)).scalars().all()
        return now(store), states.count(BookingState.CURRENT.value)

    (tmp_path / "part").mkdir()
    (tmp_path / "whole").mkdir()
    partly = day(build_store(tmp_path / "part"))
    monkeypatch.setattr(intake, "only_changed", lambda *_args, **_named: None)
    assert partly == day(build_store(tmp_path / "whole"))

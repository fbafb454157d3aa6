"""What the generator writes, our reader reads: every field of every booking, every time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from pnr.model.booking import Booking
from pnr.quality import Severity
from pnr.reading import read
from pnr.synthetic.bookings import booking_at
from pnr.synthetic.day import Day
from pnr.synthetic.moments import minute_of
from pnr.synthetic.pushes import Kind, flight_key

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
# What only a reader fills: the text a value was read from, and which traveller a payment stood under.
_READERS_OWN = {("Contact", "received"), ("Payment", "traveller")}


# Placeholders; and a given name that looks like one (not available), which a reader cannot tell from it.
_LIKE_NOTHING = {"FNU"}


def _same(mine: Any, read_back: Any, path: str, found: list[str]) -> None:
    if isinstance(mine, msgspec.Struct):
        name = type(mine).__name__
        for field in mine.__struct_fields__:
            if (name, field) not in _READERS_OWN:
                _same(getattr(mine, field), getattr(read_back, field), f"{path}.{field}", found)
    elif isinstance(mine, tuple) and (mine or read_back):
        if len(mine) != len(read_back):
            found.append(f"{path} has {len(read_back)} instead of {len(mine)}")
            return
        for one, other in zip(mine, read_back, strict=True):
            _same(one, other, f"{path}[]", found)
    elif mine != read_back:
        found.append(path)


def _as_read(booking: Booking) -> Booking:
    """Leave out what a reader rightly takes away: contact remarks, texts of services it understood."""
    remarks = tuple(one for one in booking.remarks if not one.text.startswith("CTC"))
    services = tuple(
        msgspec.structs.replace(one, text="") if one.code in ("INFT", "CHLD", "SPEQ") else one
        for one in booking.services
    )
    changes = tuple(msgspec.structs.replace(one, value=one.value.rstrip("/")) for one in booking.changes)
    return msgspec.structs.replace(booking, remarks=remarks, services=services, changes=changes)


def _spoilt(booking: Booking) -> bool:
    """Tell whether a typed value was spoilt such that a good reader puts it right or takes it off."""
    return any(
        one.name.given in _LIKE_NOTHING
        or (one.name.title and len(one.name.given) < 3)  # LIMR: too short to tell a title from a name
        or any(other.given in _LIKE_NOTHING for other in one.other_names)
        or any(paper.birth < "1920" for paper in one.documents)
        for one in booking.travellers
    )


def test_every_booking_is_read_back_as_it_was_meant() -> None:
    made = Day(21, now=NOW, scale=0.25)
    trips = {
        flight_key(trip.leg): {one.locator: one for one in trips}
        for trips in made.trips.values()
        for trip in trips[:1]
    }
    found: list[str] = []
    compared = 0
    for push in made.pushes():
        if push.kind not in (Kind.FULL, Kind.UPDATE) or b"UNZ" not in push.data[-60:]:
            continue
        decoded = read(push.data, name=push.name)
        assert {one.severity for one in decoded.every_finding} <= {Severity.NOTE}, push.name
        (message,) = decoded.messages
        assert message.complete is (push.kind is Kind.FULL)
        for booking in message.bookings:
            mine = booking_at(trips[push.flight][booking.locators[0].code], minute_of(push.at))
            if not _spoilt(mine):
                _same(_as_read(mine), _as_read(booking), "booking", found)
                compared += 1
    assert compared > 800
    assert not found, sorted(set(found))[:20]


def test_every_passenger_list_is_read_back() -> None:
    made = Day(21, now=NOW, scale=0.25)
    seen = 0
    for push in made.pushes():
        if push.kind is not Kind.CHECK_IN_CLOSE:
            continue
        decoded = read(push.data, name=push.name)
        (message,) = decoded.messages
        assert int(message.announced) == len(message.travellers)
        trips = next(trips for trips in made.trips.values() if flight_key(trips[0].leg) == push.flight)
        expected = {one.unique: (trip, one) for trip in trips for one in trip.passengers}
        for traveller in message.travellers:
            trip, one = expected[traveller.unique_reference]
            assert traveller.locators == (trip.locator,)
            assert traveller.name.surname == one.document_surname
            assert traveller.documents[0].expiry[:4] >= "2026"
            if one.given != "FNU":
                assert traveller.documents[0].number == one.number.replace(" ", "")
            seen += 1
    assert seen > 200

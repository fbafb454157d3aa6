"""The messages a carrier sends about one leg: bookings from three days before, and passenger lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache

import msgspec

from pnr.model.booking import Booking
from pnr.synthetic.bookings import booking_at, version
from pnr.synthetic.carriers import CARRIERS
from pnr.synthetic.chance import mix
from pnr.synthetic.moments import DAY, date_of, iso, iso_day, moment_of
from pnr.synthetic.passengers import Passenger
from pnr.synthetic.render_manifest import manifest
from pnr.synthetic.render_paxlst import ListPen
from pnr.synthetic.render_pnrgov import Pen
from pnr.synthetic.schedule import Leg
from pnr.synthetic.trips import Trip


class Kind(StrEnum):
    """What a message is."""

    FULL = "pnr full"
    UPDATE = "pnr update"
    CHECK_IN_CLOSE = "api check-in close"
    DEPARTURE = "api departure"
    MANIFEST = "manifest"


class Gap(StrEnum):
    """What is missing about a leg, on purpose."""

    NONE = "none"
    CUT_SHORT = "final message cut short"
    SILENT = "carrier silent"
    MANIFEST_ONLY = "manifest only"


class Push(msgspec.Struct, frozen=True):
    """One message as it leaves the carrier: when, about which flight, what kind, a file name, the bytes."""

    at: datetime
    carrier: str
    flight: str
    kind: Kind
    name: str
    data: bytes


# minutes before departure, kind, function, label
PLAN: tuple[tuple[int, Kind, str, str], ...] = (
    (72 * 60, Kind.FULL, "22", "pnr-72"),
    (48 * 60, Kind.UPDATE, "141", "pnr-48"),
    (24 * 60, Kind.FULL, "22", "pnr-24"),
    (2 * 60, Kind.UPDATE, "141", "pnr-02"),
    (40, Kind.CHECK_IN_CLOSE, "745", "api-close"),
    (0, Kind.FULL, "22", "pnr-00"),
    (-8, Kind.DEPARTURE, "745", "api-out"),
)


def due(leg: Leg) -> tuple[tuple[str, datetime], ...]:
    """Return which messages are expected about `leg` (`pnr-72`, `api-close` …), and when each is due."""
    return tuple((label, moment_of(leg.departure - before)) for before, _, _, label in PLAN)


def flight_key(leg: Leg) -> str:
    """Name a leg: carrier, number, airports, local day of departure."""
    day = date_of(leg.local_departure // DAY).isoformat()
    return f"{leg.carrier}{leg.number}/{leg.origin}-{leg.destination}/{day}"


@cache
def _pens(carrier: str) -> tuple[Pen, ListPen]:
    habits = CARRIERS[carrier].habits
    return Pen(habits), ListPen(habits)


class LegMessages:
    """Writes everything about one leg. A record is made and rendered again only when its version changed."""

    __slots__ = ("_held", "_sent", "leg", "trips")

    def __init__(self, leg: Leg, trips: Sequence[Trip]) -> None:
        self.leg = leg
        self.trips = trips
        self._held: dict[int, tuple[tuple[int, ...], Booking, str]] = {}
        self._sent: dict[int, tuple[int, ...]] = {}

    def all(self, until: int, gap: Gap = Gap.NONE) -> list[Push]:
        """Return the messages sent by minute `until`, in order."""
        if gap is Gap.SILENT:
            return []
        leg = self.leg
        if gap is Gap.MANIFEST_ONLY:
            at = leg.departure - 30
            return [self._manifest(at)] if at <= until else []
        made: list[Push] = []
        late = mix(leg.code, 11) % 5
        for before, kind, function, label in PLAN:
            at = leg.departure - before + late
            if at > until:
                break
            if kind in (Kind.FULL, Kind.UPDATE):
                text = self._bookings(at, kind, function)
            else:
                text = self._list(at, kind)
            data = text.encode("ascii")
            if gap is Gap.CUT_SHORT and label == "pnr-00":
                data = data[: len(data) * 3 // 5]
            made.append(self._push(at, kind, label, data))
        return made

    def _push(self, at: int, kind: Kind, label: str, data: bytes) -> Push:
        leg = self.leg
        day = f"{date_of(leg.local_departure // DAY):%Y%m%d}"
        end = "csv" if kind is Kind.MANIFEST else "edi"
        name = f"{leg.carrier}{leg.number:0>4}_{leg.origin}-{leg.destination}_{day}_{label}.{end}"
        return Push(moment_of(at), leg.carrier, flight_key(leg), kind, name, data)

    def _record(self, trip: Trip, at: int) -> tuple[tuple[int, ...], Booking, str]:
        now = version(trip, at)
        held = self._held.get(trip.id)
        if held is not None and held[0] == now:
            return held
        booking = booking_at(trip, at)
        held = (now, booking, _pens(self.leg.carrier)[0].record(booking, self.leg))
        self._held[trip.id] = held
        return held

    def _bookings(self, at: int, kind: Kind, function: str) -> str:
        records: list[str] = []
        for trip in self.trips:
            if trip.created > at:
                continue
            known = self._sent.get(trip.id)
            if kind is Kind.FULL and trip.cancelled <= at:
                continue
            if known is None and trip.cancelled <= at:
                continue
            now, _, text = self._record(trip, at)
            if kind is Kind.UPDATE and known == now:
                continue
            self._sent[trip.id] = now
            records.append(text)
        return _pens(self.leg.carrier)[0].interchange(
            self.leg,
            records,
            function=function,
            prepared=at,
            reference=self._reference(at),
            total=len(records),
        )

    def _list(self, at: int, kind: Kind) -> str:
        pen = _pens(self.leg.carrier)[1]
        leg = self.leg
        boarding = kind is Kind.DEPARTURE
        close_out = boarding and pen.habits.close_out
        entries: list[str] = []
        for trip in self.trips:
            if trip.cancelled <= leg.departure or trip.created > at:
                continue
            booking: Booking | None = None
            for place, one in enumerate(trip.passengers):
                if one.check_in > at or (boarding and not one.boarded):
                    continue
                if close_out:
                    entries.append(pen.on_board(locator=trip.locator, reference=one.unique))
                    continue
                booking = booking or self._complete(trip, at)
                entries.append(
                    pen.entry(
                        booking.travellers[place],
                        locator=trip.locator,
                        embarked=_first_point(trip, leg),
                        debarked=_last_point(trip, leg),
                        leg=leg,
                    )
                )
        document = "266+CLOB" if close_out else "745"
        return pen.interchange(leg, entries, prepared=at, reference=self._reference(at), document=document)

    def _complete(self, trip: Trip, at: int) -> Booking:
        """Return the record with check-in data, which the list has even where the bookings never show it."""
        if CARRIERS[self.leg.carrier].habits.check_in_data:
            return self._record(trip, at)[1]
        return booking_at(trip, at, check_in_data=True)

    def _manifest(self, at: int) -> Push:
        rows: list[tuple[Passenger, str]] = [
            (one, trip.locator)
            for trip in self.trips
            if trip.cancelled > self.leg.departure
            for one in trip.passengers
            if one.check_in <= at
        ]
        rows.sort(key=lambda row: row[0].sequence)
        return self._push(at, Kind.MANIFEST, "manifest", manifest(self.leg, rows))

    def _reference(self, at: int) -> str:
        return f"{mix(self.leg.code, at) % 10**9:09}"


def _place(trip: Trip, leg: Leg) -> int:
    """Return which line of the itinerary is `leg`, -1 for none."""
    shown = iso(leg.local_departure)
    for place, one in enumerate(trip.itinerary):
        if one.origin == leg.origin and one.departure == shown:
            return place
    return -1


def _first_point(trip: Trip, leg: Leg) -> str:
    """Return where the journey that `leg` is part of began: before it only by a feeder of the last day."""
    place = _place(trip, leg)
    if place < 1:
        return leg.origin
    before = trip.itinerary[place - 1]
    near = before.departure[:10] >= iso_day(leg.local_departure // DAY - 1)
    return before.origin if before.destination == leg.origin and near else leg.origin


def _last_point(trip: Trip, leg: Leg) -> str:
    """Return where the journey that `leg` is part of ends: beyond it only by a leg within a day."""
    place = _place(trip, leg)
    if place < 0 or place + 1 >= len(trip.itinerary):
        return leg.destination
    after = trip.itinerary[place + 1]
    near = after.departure[:10] <= iso_day(leg.local_arrival // DAY + 1) and after.destination != leg.origin
    return after.destination if after.origin == leg.destination and near else leg.destination

"""A day of fictional traffic around a moment: what six airport units would receive if these carriers existed.

Deterministic: the same seed, moment, airports and scale give the same bytes. The truth about who was planted
is kept apart and is never part of a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from pnr.synthetic import disagreement
from pnr.synthetic.chance import mix, stream
from pnr.synthetic.lists import SyntheticList as SyntheticList  # noqa: PLC0414  # part of this module's face
from pnr.synthetic.lists import lists as lists  # noqa: PLC0414
from pnr.synthetic.lists import plants
from pnr.synthetic.lost_documents import REFERENCE
from pnr.synthetic.moments import DAY, HOUR, local, minute_of, moment_of
from pnr.synthetic.people import Household
from pnr.synthetic.pushes import Gap, LegMessages, Push, due, flight_key
from pnr.synthetic.schedule import SIX, Leg, Route, ScheduledLeg, legs, routes, scheduled, zone_of
from pnr.synthetic.traffic import fresh_trips, persons, seat_all, wanted
from pnr.synthetic.trips import Change, Halves, Setting, Trip, make

_BEFORE, _AHEAD = 6 * HOUR, 24 * HOUR
_DENSITY = 1.0
_SOON = 6 * HOUR
_LEAST_SOON = 3  # arrivals an airport has in the next six hours, at any time of the day
_FIRST_HALF = 0.46


class Planted(msgspec.Struct, frozen=True):
    """Truth about one planted traveller: where they are, and why."""

    flight: str
    airport: str
    arrival: datetime
    locator: str
    unique_reference: str
    plant: disagreement.Plant


class Day:
    """The traffic of one day, made at once: about 75 flights and nine thousand travellers at scale 1."""

    def __init__(
        self, seed: int, *, now: datetime, airports: Sequence[str] = SIX, scale: float = 1.0
    ) -> None:
        self._now = minute_of(now)
        self._legs, self._routes = _flights(seed, self._now, tuple(airports), scale)
        self.gaps = _gaps(self._legs, self._now)
        self.planted: tuple[Planted, ...] = ()
        self.trips: dict[int, list[Trip]] = {}
        setting = Setting(seed, REFERENCE)
        given = self._place_plants(seed, setting, tuple(airports))
        taken: set[int] = set()
        for leg in self._legs:
            chance = stream(seed, "leg", leg.code)
            count = wanted(chance, leg)
            made = given.get(leg.code, [])
            made += fresh_trips(
                chance, setting, leg, self._routes[leg.route], count=count - len(made), taken=taken,
                first_half=lambda draw: draw.random() < _FIRST_HALF,
            )  # fmt: skip
            chance.shuffle(made)
            seat_all(chance, leg, made)
            self.trips[leg.code] = made

    def pushes(self) -> Iterator[Push]:
        """Give the messages sent so far, in order of time."""
        made: list[Push] = []
        for leg in self._legs:
            gap = self.gaps.get(leg.code, Gap.NONE)
            made += LegMessages(leg, self.trips[leg.code]).all(self._now, gap)
        yield from sorted(made, key=lambda push: (push.at, push.name))

    def schedule(self) -> tuple[ScheduledLeg, ...]:
        """Return the flights of the day, with the persons booked and the messages expected."""
        return tuple(scheduled(leg, persons(self.trips[leg.code]), due(leg)) for leg in self._legs)

    def _place_plants(self, seed: int, setting: Setting, airports: tuple[str, ...]) -> dict[int, list[Trip]]:
        """Spread the planted travellers over the airports, on flights that land in the next six hours."""
        given: dict[int, list[Trip]] = {}
        told: list[Planted] = []
        for place, plant in enumerate(plants(seed)):
            airport = airports[place % len(airports)]
            soon = [
                leg
                for leg in self._legs
                if leg.destination == airport
                and leg.code not in self.gaps
                and self._now + 20 <= leg.arrival <= self._now + _SOON
            ]
            if not soon:
                continue
            leg = soon[(place // len(airports)) % len(soon)]
            trip = planted_trip(seed, setting, leg, plant)
            given.setdefault(leg.code, []).append(trip)
            told.append(
                Planted(
                    flight_key(leg),
                    airport,
                    moment_of(leg.arrival),
                    trip.locator,
                    trip.passengers[0].unique,
                    plant,
                )
            )
        self.planted = tuple(told)
        return given


def planted_trip(seed: int, setting: Setting, leg: Leg, plant: disagreement.Plant) -> Trip:
    """Return the booking of a planted traveller on `leg`: made in good time, documented, and they come."""
    one = plant.person
    family = Household(one.id, (one,), "GARTENWEG 1", leg.origin, "1000", one.nationality)
    identity = mix(mix(seed, leg.code), one.id)
    trip = make(identity, setting, kind="visitor", halves=Halves(leg, None, leg), family=family)
    traveller = trip.passengers[0]
    traveller.surname = traveller.document_surname = plant.surname
    traveller.given = traveller.document_given = plant.given
    traveller.birth, traveller.number, traveller.issuer = plant.birth, plant.document, one.nationality
    traveller.faults = (plant.variant.value,)
    trip.created = leg.departure - 4 * DAY - identity % (20 * DAY)
    trip.ticketed = trip.created + 9
    trip.cancelled = 1 << 40
    trip.changes = [Change(trip.created + 12, "documents")]
    if not traveller.shows:
        traveller.check_in = leg.departure - 130
    traveller.boarded = True
    return trip


def _flights(
    seed: int, now: int, airports: tuple[str, ...], scale: float
) -> tuple[list[Leg], dict[int, Route]]:
    """Return the legs that land between six hours ago and a day from now, and the routes they belong to.

    At night an airport may have nothing to come for hours; extra sections are put on then, so that a
    demonstration shows something at any time of the day.
    """
    density = _DENSITY * scale
    plan = {route.index: route for route in routes(seed, airports, density)}
    found = [
        leg
        for leg in legs(seed, now - _BEFORE - 14 * HOUR, now + _AHEAD, airports=airports, density=density)
        if leg.inbound and now - _BEFORE <= leg.arrival < now + _AHEAD
    ]
    for airport in airports:
        soon = sum(leg.destination == airport and now + 20 <= leg.arrival <= now + _SOON for leg in found)
        near = [route for route in plan.values() if route.home == airport and route.block < 220]
        found += [
            _extra(near[extra * 3 % len(near)], now + 45 + 85 * extra + mix(seed, extra) % 40, extra)
            for extra in range(max(0, _LEAST_SOON - soon))
        ]
    return sorted(found, key=lambda leg: (leg.departure, leg.carrier, leg.number)), plan


def _extra(route: Route, arrival: int, serial: int) -> Leg:
    arrival -= arrival % 5
    departure = arrival - route.block
    return Leg(
        route.index, route.carrier, str(8000 + 10 * serial + route.number % 10 + route.number % 97 * 10),
        route.partner, route.home, departure, arrival,
        local(departure, zone_of(route.partner)), local(arrival, zone_of(route.home)), route.seats,
        inbound=True,
    )  # fmt: skip


def _gaps(flights: Sequence[Leg], now: int) -> dict[int, Gap]:
    """Choose flights about which something is missing: a message cut short, a silent carrier, a manifest."""
    gaps: dict[int, Gap] = {}
    in_air = [leg for leg in flights if leg.departure + 6 < now < leg.arrival - 10]
    if in_air:
        gaps[in_air[-1].code] = Gap.CUT_SHORT
    if len(in_air) > 1:
        gaps[in_air[0].code] = Gap.MANIFEST_ONLY
    few = {leg.carrier: sum(other.carrier == leg.carrier for other in flights) for leg in flights}
    if few:
        silent = min(few, key=lambda carrier: (few[carrier], carrier))
        gaps.update({leg.code: Gap.SILENT for leg in flights if leg.carrier == silent})
    return gaps


def day(seed: int, *, now: datetime, airports: Sequence[str] = SIX, scale: float = 1.0) -> Iterator[Push]:
    """Give every message sent by `now` about flights that land around it, in order of time."""
    return Day(seed, now=now, airports=airports, scale=scale).pushes()


def schedule(
    seed: int, *, now: datetime, airports: Sequence[str] = SIX, scale: float = 1.0
) -> tuple[ScheduledLeg, ...]:
    """Return the flight schedule of the same day: legs with times, seats, persons booked, messages due."""
    return Day(seed, now=now, airports=airports, scale=scale).schedule()

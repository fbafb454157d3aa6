"""A flight schedule for the six airports: routes with a weekly pattern, legs with aware times.

Partners, banks and seasons are those of the region; carriers, numbers and times are invented. A leg's number
and
local times depend on the seed and the route only, so the return half of a trip is a leg of the same schedule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from math import asin, cos, radians, sin, sqrt

import msgspec

from pnr.codes import airport, alpha3
from pnr.synthetic.carriers import CARRIERS
from pnr.synthetic.chance import mix, number, stream
from pnr.synthetic.moments import DAY, date_of, local, minute_of, moment_of, utc

SIX = ("BEG", "TIA", "PRN", "SKP", "SJJ", "TGD")

# home: (partner, carrier, rotations a day, seats). About 62 arrivals a day over the six.
_ROUTES: dict[str, tuple[tuple[str, str, float, int], ...]] = {
    "BEG": (
        ("IST", "X0", 2.0, 174), ("VIE", "H0", 1.9, 132), ("FRA", "F0", 1.0, 168), ("ZRH", "H0", 1.0, 150),
        ("CDG", "Q4", 0.9, 144), ("TIV", "Q4", 0.8, 72), ("DXB", "Q0", 0.9, 220), ("DOH", "Q0", 0.7, 180),
        ("LCA", "Q4", 0.5, 144), ("ATH", "Q4", 0.7, 72), ("CPH", "C0", 0.6, 168), ("FCO", "R0", 0.8, 144),
        ("JFK", "Q4", 0.4, 230), ("SVO", "Q4", 0.5, 144), ("SKP", "Q4", 0.9, 72),
    ),
    "TIA": (
        ("FCO", "L0", 1.4, 180), ("BGY", "L0", 1.3, 180), ("MXP", "L0", 1.0, 180), ("LTN", "L0", 0.9, 180),
        ("STN", "F0", 0.8, 180), ("FRA", "F0", 0.7, 168), ("ATH", "L0", 0.7, 120), ("IST", "X0", 1.6, 174),
        ("VIE", "H0", 0.9, 132), ("MAD", "R0", 0.5, 168),
    ),
    "PRN": (
        ("ZRH", "U0", 1.6, 168), ("BSL", "U0", 1.3, 168), ("GVA", "U0", 0.7, 168), ("DUS", "U0", 1.1, 180),
        ("STR", "U0", 1.0, 180), ("MUC", "U0", 0.8, 168), ("VIE", "H0", 1.0, 132), ("IST", "X0", 1.5, 174),
        ("LTN", "F0", 0.5, 180),
    ),
    "SKP": (
        ("BSL", "Q7", 0.9, 180), ("MMX", "Q7", 0.6, 180), ("CPH", "C0", 0.5, 168), ("DTM", "Q7", 0.7, 180),
        ("LTN", "Q7", 0.6, 180), ("VIE", "H0", 1.0, 120), ("IST", "X0", 1.4, 174), ("SAW", "X0", 0.6, 174),
        ("ZRH", "H0", 0.9, 150), ("DOH", "Q0", 0.4, 150), ("BEG", "Q4", 0.9, 72),
    ),
    "SJJ": (
        ("VIE", "H0", 1.2, 120), ("MUC", "W0", 0.9, 120), ("IST", "X0", 1.4, 174), ("DXB", "Q0", 0.6, 174),
        ("DOH", "Q0", 0.4, 150), ("CGN", "W0", 0.6, 150), ("FMM", "F0", 0.5, 168), ("BEG", "Q4", 0.6, 72),
    ),
    "TGD": (
        ("BEG", "Q4", 1.6, 72), ("VIE", "H0", 0.8, 120), ("IST", "X0", 1.0, 150), ("FCO", "K0", 0.5, 118),
        ("FRA", "K0", 0.6, 118), ("LGW", "F0", 0.4, 168), ("TLV", "K0", 0.3, 118),
    ),
}  # fmt: skip

_SPEED_KM_PER_MINUTE = 12.6
_TAXI = 32
_TURNAROUND = 55
_MONTHS = {
    "leisure": (0.80, 0.75, 0.82, 0.95, 1.0, 1.1, 1.35, 1.42, 1.1, 0.95, 0.80, 0.98),
    "hub": (0.86, 0.85, 0.92, 0.98, 1.02, 1.08, 1.22, 1.25, 1.08, 1.0, 0.90, 0.96),
}


class ScheduledLeg(msgspec.Struct, frozen=True, gc=False):
    """One flight of one day. `departure` and `arrival` are aware UTC; `expected` is the persons booked.

    `pushes` names the messages the carrier should send, with the moment each is due.
    """

    carrier: str
    carrier_name: str
    number: str
    origin: str
    destination: str
    departure: datetime
    arrival: datetime
    seats: int
    expected: int
    pushes: tuple[tuple[str, datetime], ...] = ()
    equipment: str = "320"

    @property
    def key(self) -> str:
        """Name the leg: carrier, number, airports, local day of departure."""
        zone = zone_of(self.origin)
        day = local(minute_of(self.departure), zone) // DAY
        return f"{self.carrier}{self.number}/{self.origin}-{self.destination}/{date_of(day).isoformat()}"


class Leg(msgspec.Struct, frozen=True, gc=False):
    """A leg in minutes: what the generator works with. `local_*` are what clocks at the airports show."""

    route: int
    carrier: str
    number: str
    origin: str
    destination: str
    departure: int
    arrival: int
    local_departure: int
    local_arrival: int
    seats: int
    inbound: bool

    @property
    def home(self) -> str:
        """The airport of the six that this route belongs to."""
        return self.destination if self.inbound else self.origin

    @property
    def partner(self) -> str:
        """The other end."""
        return self.origin if self.inbound else self.destination

    @property
    def code(self) -> int:
        """A number of its own for this leg: what its streams of chance are named by."""
        return number("leg", self.carrier, self.number, self.origin, self.local_departure // DAY)


class Route(msgspec.Struct, frozen=True):
    """One rotation: home to partner and back, on some days of the week, at fixed local times."""

    index: int
    home: str
    partner: str
    carrier: str
    number: int
    seats: int
    share: float  # of the days on which it flies
    outbound_minute: int  # local minute of day at home
    block: int

    def flies(self, day: int) -> bool:
        """Tell whether the rotation starts on `day`: a stable weekly pattern, thinned or kept by season."""
        week = mix(self.index + 1, day % 7 + 7) / 2**64
        season = _MONTHS["hub" if self.home == "BEG" else "leisure"][date_of(day).month - 1]
        if self.home in ("PRN", "SKP") and date_of(day).month == 12 and date_of(day).day > 21:
            season = 1.6
        return week < self.share * min(1.25, 0.9 + 0.1 * season)

    def outbound(self, day: int) -> Leg:
        """Return the leg away from home that leaves on local `day`."""
        zone, there = zone_of(self.home), zone_of(self.partner)
        shown = day * DAY + self.outbound_minute
        departure = utc(shown, zone)
        arrival = departure + self.block
        return Leg(
            self.index, self.carrier, str(self.number), self.home, self.partner, departure, arrival,
            shown, local(arrival, there), self.seats, inbound=False,
        )  # fmt: skip

    def inbound(self, day: int) -> Leg:
        """Return the leg that brings the same aircraft home from the rotation begun on local `day`."""
        zone, there = zone_of(self.home), zone_of(self.partner)
        out = utc(day * DAY + self.outbound_minute, zone) + self.block
        shown = (local(out, there) + _TURNAROUND + 4) // 5 * 5
        departure = utc(shown, there)
        arrival = departure + self.block
        return Leg(
            self.index, self.carrier, str(self.number + 1), self.partner, self.home, departure, arrival,
            shown, local(arrival, zone), self.seats, inbound=True,
        )  # fmt: skip

    def next_outbound(self, day: int) -> Leg:
        """Return the first leg away from home on or after `day`."""
        return self.outbound(self._next(day))

    def next_inbound(self, day: int) -> Leg:
        """Return the first leg home on or after `day`."""
        return self.inbound(self._next(day))

    def _next(self, day: int) -> int:
        for later in range(day, day + 14):
            if self.flies(later):
                return later
        return day


@cache
def zone_of(code: str) -> str:
    """Return the time zone of an airport, UTC for one unknown."""
    found = airport(code)
    return found.zone if found else "UTC"


@cache
def country_of(code: str) -> str:
    """Return the alpha-3 code of the jurisdiction an airport lies in, empty for one unknown."""
    found = airport(code)
    return alpha3(found.country) if found else ""


@cache
def distance(origin: str, destination: str) -> float:
    """Return the great-circle distance of two airports in kilometres, 1500 where one is unknown."""
    one, other = airport(origin), airport(destination)
    if one is None or other is None:
        return 1500.0
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def block_minutes(origin: str, destination: str) -> int:
    """Return the scheduled minutes from gate to gate, to the next five."""
    return round((distance(origin, destination) / _SPEED_KM_PER_MINUTE + _TAXI) / 5) * 5


def _bank(draw: float, other: float) -> int:
    """Return a local minute of day for a departure from home: three banks (06, 12, 17), some between."""
    if draw < 0.40:
        return int(360 + other * 130)
    if draw < 0.66:
        return int(720 + other * 130)
    if draw < 0.86:
        return int(1020 + other * 160)
    return int(480 + other * 600)


def _number(draw: float, index: int) -> int:
    """Return an even flight number: three digits for the first rotation of a route, four for more."""
    return 100 + 2 * int(draw * 400) if index == 0 else 1000 + 2 * int(draw * 4000)


@cache
def routes(seed: int, airports: tuple[str, ...] = SIX, density: float = 1.0) -> tuple[Route, ...]:
    """Return the rotations of the schedule; `density` multiplies how often each flies."""
    made: list[Route] = []
    for home in airports:
        for partner, carrier, often, seats in _ROUTES[home]:
            wanted = often * density
            index = 0
            while wanted > 0.02 or index == 0:
                chance = stream(seed, "route", home, partner, carrier, index)
                made.append(
                    Route(
                        number("route", home, partner, carrier, index) % (1 << 40),
                        home, partner, carrier,
                        _number(chance.random(), index),
                        seats,
                        min(1.0, wanted),
                        _bank(chance.random(), chance.random()) // 5 * 5,
                        block_minutes(home, partner),
                    )
                )  # fmt: skip
                wanted -= 1.0
                index += 1
    return tuple(made)


def legs(
    seed: int,
    first: int,
    last: int,
    *,
    airports: Sequence[str] = SIX,
    density: float = 1.0,
) -> Iterator[Leg]:
    """Give every leg that leaves in [first, last) UTC minutes, in order of departure."""
    plan = routes(seed, tuple(airports), density)
    waiting: list[Leg] = []
    for day in range(first // DAY - 2, last // DAY + 2):
        for route in plan:
            if route.flies(day):
                waiting += (route.outbound(day), route.inbound(day))
        horizon = (day - 1) * DAY  # nothing made later leaves before this
        ready = sorted((leg for leg in waiting if leg.departure < horizon), key=_in_order)
        waiting = [leg for leg in waiting if leg.departure >= horizon]
        yield from (leg for leg in ready if first <= leg.departure < last)
    yield from (leg for leg in sorted(waiting, key=_in_order) if first <= leg.departure < last)


def _in_order(leg: Leg) -> tuple[int, str, str]:
    return leg.departure, leg.carrier, leg.number


def scheduled(leg: Leg, expected: int, pushes: tuple[tuple[str, datetime], ...] = ()) -> ScheduledLeg:
    """Return `leg` as the flight schedule shows it."""
    return ScheduledLeg(
        leg.carrier,
        CARRIERS[leg.carrier].name,
        leg.number,
        leg.origin,
        leg.destination,
        moment_of(leg.departure),
        moment_of(leg.arrival),
        leg.seats,
        expected,
        pushes,
        "AT7" if leg.seats < 100 else "333" if leg.seats > 200 else "320",
    )

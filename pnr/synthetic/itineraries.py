"""Where a trip goes: the leg that is pushed, its other half, and the long legs that feed a hub."""

from __future__ import annotations

from random import Random

from pnr.model.flight import ItineraryLeg
from pnr.synthetic.carriers import FEEDERS
from pnr.synthetic.chance import mix
from pnr.synthetic.moments import DAY, iso, local, utc
from pnr.synthetic.schedule import Leg, block_minutes, country_of, zone_of

# Origins of the connections over each hub: documented source and demand regions beside ordinary ones.
BEYOND = {
    "IST": ("BEY", "AMM", "EBL", "NBO", "LOS", "ADD", "BKK", "DEL", "HKG", "GRU", "IKA", "JNB", "CAI", "TLV"),
    "VIE": ("ARN", "CPH", "AMS", "BRU", "JFK", "BKK", "DEL", "CAI"),
    "FRA": ("GRU", "BOG", "MEX", "JFK", "ORD", "JNB", "BKK", "HKG"),
    "CDG": ("BOG", "GRU", "LIM", "PBM", "DSS", "LOS", "JFK"),
    "MAD": ("BOG", "LIM", "UIO", "MEX", "GRU"),
    "DOH": ("BKK", "DEL", "HKG", "NBO", "JNB", "PEK", "BEY"),
    "DXB": ("DEL", "BKK", "HKG", "NBO", "IKA", "EBL"),
    "ZRH": ("GRU", "BKK", "JFK", "HKG"),
    "MUC": ("ARN", "JFK", "BKK", "ORD"),
    "FCO": ("EZE", "GRU", "TUN", "CAI"),
}
ONWARD = {"BEG": ("TIV", "SKP", "SJJ", "TGD", "TIA", "LCA", "ATH"), "VIE": ("ARN", "CPH", "AMS")}
_CLASSES = "YVQMKHLS"


def line(
    leg: Leg, *, booking_class: str = "Y", status: str = "HK", marketed: tuple[str, str] = ("", "")
) -> ItineraryLeg:
    """Return `leg` as a line of an itinerary; `marketed` is a codeshare partner's carrier and number."""
    carrier, number = marketed if marketed[0] else (leg.carrier, leg.number)
    return ItineraryLeg(
        carrier=carrier,
        number=number,
        origin=leg.origin,
        destination=leg.destination,
        departure=iso(leg.local_departure),
        arrival=iso(leg.local_arrival),
        operating_carrier=leg.carrier if marketed[0] else "",
        operating_number=leg.number if marketed[0] else "",
        booking_class=booking_class,
        status=status,
        equipment="AT7" if leg.seats < 100 else "333" if leg.seats > 200 else "320",
    )


def booking_class(chance: Random) -> str:
    """Return a letter of a booking class."""
    return _CLASSES[int(chance.random() * len(_CLASSES))]


def _beyond(origin: str, destination: str, *, carrier: str, departure: int) -> ItineraryLeg:
    """A leg outside our schedule, numbered by its ends only. `departure` is a UTC minute."""
    arrival = departure + block_minutes(origin, destination)
    number = 200 + mix(sum(map(ord, origin)), sum(map(ord, destination))) % 700
    return ItineraryLeg(
        carrier=carrier,
        number=str(number),
        origin=origin,
        destination=destination,
        departure=iso(local(departure, zone_of(origin))),
        arrival=iso(local(arrival, zone_of(destination))),
        booking_class="V",
        status="HK",
        equipment="333",
    )


def feeder(chance: Random, leg: Leg, origin: str) -> ItineraryLeg:
    """Return the leg from `origin` that connects to `leg` within one to six hours."""
    block = block_minutes(origin, leg.origin)
    wait = 70 + int(chance.random() * 230)
    return _beyond(
        origin,
        leg.origin,
        carrier=FEEDERS.get(leg.origin, leg.carrier),
        departure=(leg.departure - wait - block) // 5 * 5,
    )


def feeder_back(chance: Random, leg: Leg, destination: str) -> ItineraryLeg:
    """Return the leg onward from where `leg` lands to `destination`."""
    wait = 75 + int(chance.random() * 200)
    carrier = FEEDERS.get(leg.destination, leg.carrier)
    return _beyond(leg.destination, destination, carrier=carrier, departure=(leg.arrival + wait) // 5 * 5)


def far_country(origin: str) -> str:
    """Return the jurisdiction of a feeder's origin."""
    return country_of(origin)


_PARTNERS = {"H0": "Q4", "Q4": "H0", "X0": "Q4", "Q0": "X0", "W0": "H0", "K0": "Q4", "R0": "Q4"}


def marketed_by(leg: Leg) -> tuple[str, str]:
    """Return a codeshare partner's carrier and number for a leg, empty where the carrier has no partner."""
    partner = _PARTNERS.get(leg.carrier, "")
    return (partner, str(5000 + int(leg.number) % 1000)) if partner else ("", "")


def stays(chance: Random, kind: str, month: int) -> int:
    """Return the days between the two halves of a trip."""
    draw = chance.random
    if kind == "business":
        return 1 + int(draw() * 3)
    if kind == "diaspora":
        return (14 if month in (7, 8) else 7) + int(draw() * 15)
    if kind == "worker":
        return 60 + int(draw() * 120)
    if kind == "student":
        return 30 + int(draw() * 90)
    return 2 + int(draw() ** 2 * 14)


def local_day(minute: int, airport: str) -> int:
    """Return the day a clock at `airport` shows at a UTC minute."""
    return local(minute, zone_of(airport)) // DAY


def midnight(day: int, airport: str) -> int:
    """Return the UTC minute at which `day` begins at `airport`."""
    return utc(day * DAY, zone_of(airport))

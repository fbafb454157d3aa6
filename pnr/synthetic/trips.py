"""A trip: one household, or part of it, on one booking, from the day it is made to the day it ends.

A trip has two halves when it returns. Each half is a leg of the schedule, and each is pushed by the carrier
of that leg; both show the same booking unless the halves were bought separately.
"""

from __future__ import annotations

from math import exp
from random import Random

import msgspec

from pnr.model.booking import Agency, Payment
from pnr.model.flight import ItineraryLeg
from pnr.synthetic import itineraries, money
from pnr.synthetic.carriers import CARRIERS, Carrier
from pnr.synthetic.chance import Weighted, mix
from pnr.synthetic.moments import DAY, HOUR, date_of
from pnr.synthetic.passengers import Passenger, check_in, passenger
from pnr.synthetic.people import HOUSEHOLDS, Household, Person, household, profile
from pnr.synthetic.schedule import Leg, country_of, distance
from pnr.synthetic.typing_faults import typo

_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"
_NEVER = 1 << 40
_BOOKABLE = 355 * DAY  # no system sells a seat further ahead
# Who travels between the six and abroad, by where they live. The first starts at home, the others abroad.
HOME_KINDS = Weighted((("leisure", 0.48), ("worker", 0.17), ("business", 0.22), ("student", 0.13)))
AWAY_KINDS = Weighted((("diaspora", 0.56), ("visitor", 0.19), ("business", 0.12), ("transit", 0.13)))
AWAY_AT_HUB = Weighted((("diaspora", 0.34), ("visitor", 0.24), ("business", 0.18), ("transit", 0.24)))


class Change(msgspec.Struct, frozen=True, gc=False):
    """Something that happens to a booking: when, to which field, of which traveller (-1: all), old value."""

    at: int
    field: str  # documents, contact, name, document, seat, cancelled
    traveller: int = -1
    old: str = ""


class Halves(msgspec.Struct, frozen=True):
    """The legs of a trip in order of time, and which of them is asked about."""

    first: Leg
    second: Leg | None
    asked: Leg


class Mark(msgspec.Struct, frozen=True):
    """Why a trip is planted: truth, kept apart from what is sent.

    `roles` are per traveller (courier, organiser, victim …). `exonerated` says of a decoy which fact clears
    it.
    `needs` is what must be known before anybody could notice: booking, documents, bags, check-in, departure,
    change. `facts` and `rules` are catalogue and template codes.
    """

    case: str
    threat: str
    script: str
    difficulty: str
    roles: tuple[str, ...] = ()
    exonerated: str = ""
    needs: str = "booking"
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    outcome: str = ""
    entry: str = ""
    list_id: str = ""
    variant: str = ""


class Trip(msgspec.Struct):
    """A booking through time. Moments are UTC minutes; `changes` are in order."""

    id: int
    kind: str
    household: Household
    leg: Leg
    locator: str
    system_locator: str
    created: int
    ticketed: int
    agency: Agency
    channel: str
    halves: Halves
    beyond: str
    passengers: list[Passenger]
    itinerary: tuple[ItineraryLeg, ...]
    payments: list[Payment]
    fares: tuple[str, str, str]  # base, total, currency
    phone: str = ""
    agency_phone: bool = False
    email: str = ""
    address: bool = False
    changes: list[Change] = msgspec.field(default_factory=list)
    cancelled: int = _NEVER
    pooled: bool = False
    fare_basis: str = ""
    split_from: str = ""
    services: tuple[str, ...] = ()
    apart: bool = False  # seated far from each other
    mark: Mark | None = None  # of a planted case; never written into a message


class Setting(msgspec.Struct, frozen=True):
    """What trips of one world share: seed, the day ages are drawn for, households in use of each profile."""

    seed: int
    reference: int
    households: int = HOUSEHOLDS


def locator(value: int) -> str:
    """Return six letters and digits for a number: a record locator without vowels or look-alikes."""
    text = ""
    for _ in range(6):
        value, place = divmod(value, len(_LETTERS))
        text += _LETTERS[place]
    return text


def lead_minutes(chance: Random, size: int) -> int:
    """Return how long before departure a booking is made: mostly late; families earlier."""
    draw = chance.random()
    if draw < 0.14:
        days = chance.random() * 3.2
    elif draw < 0.40:
        days = 4 + chance.random() * 10
    else:
        median, spread = (40.0, 0.6) if draw < 0.82 else (110.0, 0.5)
        days = median * exp(chance.gauss(0.0, spread))
    if size > 2:
        days *= 1.3
    return int(min(days, 320.0) * DAY) + 3 * HOUR


def party(chance: Random, family: Household, kind: str) -> tuple[Person, ...]:
    """Return which members of a household travel."""
    people = family.people
    if kind in ("business", "worker", "student"):
        return people[:1]
    if kind == "planned":
        return people
    if kind in ("diaspora", "leisure", "visitor") and len(people) > 1:
        if chance.random() < (0.45 if kind == "diaspora" else 0.3):
            return people[:1]
        return people
    return people[: 1 + int(chance.random() * 1.3)]


def draw_household(
    chance: Random, setting: Setting, *, kind: str, home: str, partner: str, beyond: str
) -> Household:
    """Draw a household for a kind of trip: those with low numbers travel often, most travel rarely."""
    state = country_of(home)
    place = country_of(beyond or partner)
    if kind in ("leisure", "worker", "student") or (
        kind == "business" and not beyond and chance.random() < 0.5
    ):
        group = profile("resident", state, state)
    elif kind == "diaspora":
        group = profile("diaspora", state, place)
    elif beyond:
        group = profile("far", place, place)
    else:
        group = profile("visitor", place, place)
    skew = 4 if kind in ("business", "transit") else 2  # those who travel for work do so again and again
    number = int(setting.households * chance.random() ** skew)
    return household(setting.seed, group, number, setting.reference)


def make(
    identity: int, setting: Setting, *, kind: str, halves: Halves, family: Household, beyond: str = ""
) -> Trip:
    """Make the trip numbered `identity` of `family`. The same arguments give the same trip."""
    chance = Random(mix(setting.seed, identity))
    draw = chance.random
    leg, first, second = halves.asked, halves.first, halves.second
    carrier = CARRIERS[leg.carrier]
    day = first.local_departure // DAY
    people = party(chance, family, kind)
    separate = second is not None and draw() < (0.24 if carrier.low_cost else 0.03)
    created = first.departure - lead_minutes(chance, len(people))
    if second is not None:
        created = max(created, second.departure - _BOOKABLE)
    channel = money.CHANNELS.pick(draw())
    agency = money.sold_by(
        setting.seed, chance, carrier=leg.carrier, home=carrier.home, country=family.country, channel=channel
    )
    one_fare = money.fare(chance, long_haul=bool(beyond) and distance(beyond, leg.home) > 3000)
    code = identity ^ 0x5DEECE66D if separate and leg is second else identity
    ticket = mix(code, 77) % 10**10
    trip = Trip(
        identity,
        kind,
        family,
        leg,
        locator(mix(code, 1)),
        locator(mix(code, 2)) if channel in ("agency", "online_agency") else "",
        created,
        created + (5 if channel != "agency" else int(draw() * 2880)),
        agency,
        channel,
        halves,
        beyond,
        [
            passenger(chance, person, carrier, reference=str(place + 1), day=day, ticket=ticket + place)
            for place, person in enumerate(people)
        ],
        _itinerary(chance, halves, beyond, separate=separate),
        [],
        (
            money.amount(one_fare, agency.currency),
            money.amount(one_fare * 1.24, agency.currency),
            agency.currency,
        ),
        fare_basis=f"{'VQMYKL'[identity % 6]}{'LOW' if carrier.low_cost else 'RT'}{identity % 9}",
        address=draw() < 0.25,
    )
    trip.ticketed = min(trip.ticketed, max(created, first.departure - 30))
    _contacts(chance, trip, family, carrier.habits.no_phone, carrier.habits.agency_phone)
    _pay(chance, setting.seed, trip, family, carrier.habits.no_payment)
    trip.pooled = len(trip.passengers) > 1 and draw() < 0.10
    _correct(chance, trip, first)
    _fly(Random(mix(identity, leg.departure)), trip, carrier)
    return trip


def _fly(chance: Random, trip: Trip, carrier: Carrier) -> None:
    """Decide what happens on this half: check-in, when documents are given, whether the seat is given up."""
    leg, second = trip.leg, trip.halves.second
    stay = (second.departure - trip.halves.first.departure) // DAY if second else 30
    for one in trip.passengers:
        check_in(chance, one, carrier, departure=leg.departure, stay=stay)
    shown = min((one.check_in for one in trip.passengers), default=_NEVER)
    early = trip.id / 2**64 < carrier.habits.documents_early
    at = trip.created + 10 if early else min(shown, leg.departure - 60)
    trip.changes.append(Change(max(at, trip.created), "documents"))
    if chance.random() < 0.03:
        trip.cancelled = trip.created + int(chance.random() * max(1, leg.departure - 120 - trip.created))
        trip.changes.append(Change(trip.cancelled, "cancelled"))
    trip.changes.sort(key=_at)


def _at(change: Change) -> int:
    return change.at


def _itinerary(chance: Random, halves: Halves, beyond: str, *, separate: bool) -> tuple[ItineraryLeg, ...]:
    letter = itineraries.booking_class(chance)
    shared = chance.random() < 0.12
    lines: list[ItineraryLeg] = []
    for leg in (halves.first, halves.second):
        if leg is None or (separate and leg is not halves.asked):
            continue
        if beyond and leg.inbound:
            lines.append(itineraries.feeder(chance, leg, beyond))
        marketed = itineraries.marketed_by(leg) if shared else ("", "")
        lines.append(itineraries.line(leg, booking_class=letter, marketed=marketed))
        if beyond and not leg.inbound:
            lines.append(itineraries.feeder_back(chance, leg, beyond))
        if leg.inbound and leg.destination == "BEG" and chance.random() < 0.2:
            onward = itineraries.ONWARD["BEG"][int(chance.random() * 7)]
            lines.append(itineraries.feeder_back(chance, leg, onward))
    return tuple(lines)


def _contacts(chance: Random, trip: Trip, family: Household, no_phone: float, agency_phone: float) -> None:
    draw = chance.random()
    if draw < agency_phone and trip.agency.kind == "T":
        trip.agency_phone = True
        trip.phone = f"+999{900_000_000 + mix(1, sum(map(ord, trip.agency.office))) % 99_999_999}"
    elif draw >= no_phone:
        trip.phone = family.people[0].phone
    if chance.random() < 0.62:
        trip.email = family.people[0].email


def _pay(chance: Random, seed: int, trip: Trip, family: Household, missing: float) -> None:
    if chance.random() < missing:
        return
    at_agency = trip.channel in ("agency", "desk")
    first = money.paid(
        chance, seed, family, total=trip.fares[1], currency=trip.fares[2], at_agency=at_agency,
        ticket=trip.passengers[0].ticket,
    )  # fmt: skip
    trip.payments = [msgspec.structs.replace(first, ticket=one.ticket) for one in trip.passengers]


def _correct(chance: Random, trip: Trip, first: Leg) -> None:
    """Add what is put right after the booking is made, whichever half is asked about: contact, a name."""
    draw = chance.random
    span = max(1, first.departure - 120 - trip.created)
    if trip.phone and draw() < 0.05:
        former = f"{trip.phone[:-3]}{int(draw() * 900) + 100}"
        trip.changes.append(Change(trip.created + int(draw() * span), "contact", old=former))
    if draw() < 0.006:
        wrong = typo(chance, trip.passengers[0].surname)
        trip.changes.append(Change(trip.created + int(draw() * span), "name", 0, wrong))


def month_of(leg: Leg) -> int:
    """Return the month in which a leg leaves, local."""
    return date_of(leg.local_departure // DAY).month

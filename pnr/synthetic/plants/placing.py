"""Puts scripts into a world: people for the cast, legs for the sittings, signs on the bookings.

A case and its decoys are independent of each other: a decoy is another set of people on other days, with the
same surface and one fact that clears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import msgspec

from pnr.model.booking import Agency, Payment
from pnr.model.traveller import Bag
from pnr.synthetic import itineraries, money
from pnr.synthetic.chance import mix, stream
from pnr.synthetic.listed import ordinary
from pnr.synthetic.moments import DAY, HOUR
from pnr.synthetic.names.traditions import feminine
from pnr.synthetic.people import YEAR, Household, Person
from pnr.synthetic.plants import controls, drugs_and_goods, people_and_papers
from pnr.synthetic.plants.script import Difficulty, Draft, Script, Sitting
from pnr.synthetic.schedule import Leg, Route
from pnr.synthetic.trips import Change, Halves, Mark, Setting, Trip, make
from pnr.synthetic.typing_faults import typo

WRITERS = (*drugs_and_goods.WRITERS, *people_and_papers.WRITERS)
CONTROLS = controls.WRITERS
DECOYS = 3
_STRIDE = 11  # through the scripts, so that a few cases already show every threat
_BASE = 1 << 57  # identities of the cast, apart from population and list people
_NEVER = 1 << 40
_TRADITIONS = (
    "macedonian",
    "serbian",
    "albanian",
    "bosnian",
    "turkish",
    "central",
    "iberian",
    "arabic",
    "west_african",
)
_PLANNED = Agency("1Z", "XXL", "00700007", "XXL071Z", "XXL", "XX", "EUR", "T", "7007LS")
_UNKNOWN = Agency("9Z", "XXU", "00700013", "XXU139Z", "XXU", "XX", "EUR", "T", "1313UU")


class Placed(msgspec.Struct):
    """A trip of a case, on the leg it is pushed with."""

    leg: Leg
    trip: Trip


class Ground(msgspec.Struct):
    """Where cases can be put: the routes, and the days of the world as numbers since 1970."""

    setting: Setting
    routes: Sequence[Route]
    first_day: int
    days: int


class Planned(msgspec.Struct, frozen=True):
    """A script with the day on which it begins."""

    script: Script
    serial: int
    difficulty: Difficulty
    decoy: int
    begin: int


def planned(ground: Ground, number: int, *, decoys: int = DECOYS) -> Iterator[Planned]:
    """Give case `number` and its decoys with the days they begin; every second case brings a clean control.

    Scripts that last longer than the world are left out.
    """
    chance = stream(ground.setting.seed, "case", number)
    difficulty = tuple(Difficulty)[number // len(WRITERS) % 3]
    writer = WRITERS[number * _STRIDE % len(WRITERS)]
    written = [
        (decoy, number * 8 + decoy, writer(Draft(chance, difficulty, decoy))) for decoy in range(decoys + 1)
    ]
    if number % 2 == 0:
        control = CONTROLS[number // 2 % len(CONTROLS)]
        written.append((1, number * 8 + 7, control(Draft(chance, difficulty, 1))))
    for decoy, serial, script in written:
        room = ground.days - script.span - 3
        if room >= 1:
            draw = stream(ground.setting.seed, "begin", serial).random()
            yield Planned(script, serial, difficulty, decoy, ground.first_day + 3 + int(draw * room))


def cases(ground: Ground, *, count: int, decoys: int = DECOYS) -> Iterator[Placed]:
    """Give the trips of `count` cases with their decoys and controls, case by case."""
    for number in range(count):
        for one in planned(ground, number, decoys=decoys):
            yield from put(ground, one)


def put(ground: Ground, planned: Planned) -> Iterator[Placed]:
    """Give the trips of one script; a sitting for which no flight is found is dropped."""
    script, serial, decoy = planned.script, planned.serial, planned.decoy
    chance = stream(ground.setting.seed, "placing", serial)
    home = _home(ground, chance)
    cast = _cast(ground.setting, script, serial, chance)
    name = f"{script.threat}-{serial:06}"
    for place, sitting in enumerate(script.sittings):
        route, leg = _leg(ground, chance, home, sitting, planned.begin + sitting.day)
        if route is None or leg is None:
            continue
        mark = Mark(
            name, script.threat, script.name, planned.difficulty.value,
            tuple("decoy" if decoy else cast[one][0] for one in sitting.people),
            script.exonerated, script.needs, script.facts, script.rules, "" if decoy else script.outcome,
        )  # fmt: skip
        people = tuple(cast[one][1] for one in sitting.people)
        yield from _sit(
            ground, sitting, people, cast, leg=leg, route=route, identity=mix(serial, place + 1),
            mark=mark if sitting.marked else None, case=serial,
        )  # fmt: skip


def _home(ground: Ground, chance: Random) -> str:
    return ground.routes[int(chance.random() * len(ground.routes))].home


def _leg(
    ground: Ground, chance: Random, home: str, sitting: Sitting, day: int
) -> tuple[Route | None, Leg | None]:
    """Find a leg near `day`: from home first, then from any of the six."""
    start = chance.random()
    for homes in (home, ""):
        known = [
            route
            for route in ground.routes
            if (not homes or route.home == homes) and (not sitting.over or route.partner in sitting.over)
        ]
        for shift in (0, 1, 2, -1):
            flying = [route for route in known if route.flies(day + shift)]
            if flying:
                route = flying[int(start * len(flying))]
                leg = route.inbound(day + shift) if sitting.inbound else route.outbound(day + shift)
                return route, leg
    return None, None


def _cast(setting: Setting, script: Script, serial: int, chance: Random) -> list[tuple[str, Person]]:
    """Make the persons of a case; those of one family share surname and tradition."""
    made: list[tuple[str, Person]] = []
    families: dict[int, Person] = {}
    for place, part in enumerate(script.cast):
        code = _TRADITIONS[(serial * 5 + part.family * 2) % len(_TRADITIONS)]
        one = ordinary(setting.seed, serial * 32 + place, code, reference=setting.reference)
        head = families.setdefault(part.family, one)
        surname = head.surname
        sex = part.sex or one.sex
        if sex == "F" and code == "macedonian":
            surname = feminine(surname)
        age = part.low + (part.high - part.low) * chance.random()
        made.append(
            (
                part.role,
                msgspec.structs.replace(
                    one,
                    id=_BASE | serial * 32 + place,
                    sex=sex,
                    surname=surname,
                    birth=setting.reference - int(age * YEAR),
                    phone=f"+99980{serial % 10**5:05}{place:02}",
                    email=f"k{serial}.{place}@example.net",
                    other_issuer="HUN" if any(one.document == "second" for one in script.sittings) else "",
                ),
            )
        )
    return made


def _sit(
    ground: Ground,
    sitting: Sitting,
    people: tuple[Person, ...],
    cast: list[tuple[str, Person]],
    *,
    leg: Leg,
    route: Route,
    identity: int,
    mark: Mark | None,
    case: int,
) -> Iterator[Placed]:
    """Make the booking of one sitting, and its way back where it has one."""
    family = Household(people[0].id, people, "RUGA E RE 1", leg.origin, "1000", people[0].nationality)
    back: Leg | None = None
    if sitting.stay:
        day = leg.local_departure // DAY + sitting.stay
        back = route.next_outbound(day) if leg.inbound else route.next_inbound(day)
    halves = Halves(leg, back, leg)
    trip = make(identity, ground.setting, kind="planned", halves=halves, family=family)
    _sign(ground.setting.seed, trip, sitting, cast, case=case)
    trip.mark = mark
    yield Placed(leg, trip)
    if back is not None:
        again = make(identity, ground.setting, kind="planned", halves=Halves(leg, back, back), family=family)
        _sign(ground.setting.seed, again, sitting, cast, case=case)
        yield Placed(back, again)


def _sign(seed: int, trip: Trip, sitting: Sitting, cast: list[tuple[str, Person]], *, case: int) -> None:
    """Put on a booking what the script says shows."""
    leg, first = trip.leg, trip.halves.first
    if sitting.lead >= 0:
        trip.created = first.departure - int(sitting.lead * HOUR)
        trip.ticketed = trip.created + 12
    trip.cancelled = _NEVER
    documents = trip.created + 15 if sitting.lead > 60 else trip.created + 2
    trip.changes = [Change(min(documents, leg.departure - 70), "documents")]
    if sitting.agency:
        trip.agency = _PLANNED if sitting.agency == "licensed" else _UNKNOWN
        trip.system_locator = trip.system_locator or trip.locator[::-1]
    if sitting.phone >= 0:
        trip.phone, trip.agency_phone = f"+99981{case % 10**6:06}{sitting.phone}", False
    if sitting.fare_basis:
        trip.fare_basis = sitting.fare_basis
    _pay(seed, trip, sitting, cast, case=case)
    if sitting.beyond:
        _connect(trip, sitting, leg)
    for place, one in enumerate(trip.passengers):
        one.boarded = sitting.absent != "boarded"
        if not one.shows or sitting.minutes >= 0:
            one.check_in = leg.departure - (sitting.minutes if sitting.minutes >= 0 else 140)
        if sitting.pieces >= 0:
            pool = ""
            if sitting.pooled >= 0:
                pool = "head" if sitting.people[place] == 0 else "member"
            one.bags = (
                (Bag("", sitting.pieces, sitting.pieces * sitting.weight, "kg", sitting.tag_to, pool),)
                if sitting.pieces
                else ()
            )
            one.bags_at = leg.departure - 95 if sitting.pieces else _NEVER
        _paper(trip, place, sitting, leg)
    trip.apart = sitting.apart
    if sitting.service:
        trip.services = (sitting.service,)
    trip.changes.sort(key=lambda change: change.at)


def _pay(seed: int, trip: Trip, sitting: Sitting, cast: list[tuple[str, Person]], *, case: int) -> None:
    if not (sitting.form or sitting.card >= 0 or sitting.payer):
        return
    payer = ""
    if sitting.payer == "employer":
        payer = "TETRA BUILD"
    elif sitting.payer == "stranger":
        first = cast[0][1] if cast[0][1].id != trip.passengers[0].person.id else None
        payer = f"{first.surname.document} {first.given.document}" if first else "MERIDIAN HOLDINGS"
    form = sitting.form or "CC"
    number = ""
    if form == "CC":
        number = money.card_number(seed, _BASE | case * 4 + max(0, sitting.card))
        if sitting.card < 0:
            number = money.card_number(seed, trip.passengers[0].person.id)
        number = f"{number[:6]}XXXXXX{number[-4:]}"
    trip.payments = [
        Payment(
            form=form, vendor="VI" if number else "", number=number, expiry="0929" if number else "",
            amount=trip.fares[1], currency=trip.fares[2], payer=payer, ticket=one.ticket,
        )
        for one in trip.passengers
    ]  # fmt: skip


def _connect(trip: Trip, sitting: Sitting, leg: Leg) -> None:
    """Add the far leg; on a ticket of its own it is in a booking nobody pushes, and stays hidden."""
    if sitting.separate:
        return
    chance = Random(mix(trip.id, 9))
    lines = list(trip.itinerary)
    far = itineraries.feeder(chance, leg, sitting.beyond) if leg.inbound else None
    if far is not None:
        trip.itinerary = (far, *lines)
        return
    trip.itinerary = (lines[0], itineraries.feeder_back(chance, leg, sitting.beyond), *lines[1:])


def _paper(trip: Trip, place: int, sitting: Sitting, leg: Leg) -> None:
    """Give a traveller the document of the script, or the change shortly before departure."""
    one = trip.passengers[place]
    day = leg.departure // DAY
    change = msgspec.structs.replace
    match sitting.document:
        case "new":
            number = f"ZZN{9_000_000 + one.person.id % 999_999:07}"[:9]
            one.passport = change(one.passport, number=number, issued=day - 20, expiry=day - 20 + 3652)
            one.number = number
        case "emergency":
            number = f"ZZE{one.person.id % 10**6:06}"
            one.passport = change(one.passport, kind="C", number=number, issued=day - 4, expiry=day + 26)
            one.number = number
        case "second":
            one.passport = one.person.passport(day, other=True)
            one.number, one.issuer = one.passport.number, one.passport.issuer
        case "borrowed":
            lender = one.person.id - 1
            one.number = msgspec.structs.replace(one.person, id=lender).passport(day).number
        case "one-off":
            one.number = one.number[:-1] + ("8" if one.number[-1] != "8" else "3")
    if sitting.change and place == 0:
        at = leg.departure - 6 * HOUR
        chance = Random(mix(trip.id, 5))
        if sitting.change == "document":
            trip.changes.append(Change(at, "document", 0, f"ZZ{trip.id % 10**7:07}"))
            return
        former = typo(chance, one.surname)
        if sitting.change != "typo":
            former = trip.household.people[0].given.document + "OVA"
        trip.changes.append(Change(at, "name", 0, former))

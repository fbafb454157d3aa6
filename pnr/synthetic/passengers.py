"""One traveller on one leg: the name and document as typed, check-in, seat, bags, and whether they flew."""

from __future__ import annotations

from random import Random

import msgspec

from pnr.model.traveller import Bag
from pnr.synthetic.carriers import ACCOUNTING, Carrier
from pnr.synthetic.chance import Weighted
from pnr.synthetic.people import Passport, Person
from pnr.synthetic.typing_faults import title_of, typed_birth, typed_name, typed_number

_PIECES = Weighted(((0, 0.52), (1, 0.32), (2, 0.12), (3, 0.04)))
_NETWORK_PIECES = Weighted(((0, 0.27), (1, 0.50), (2, 0.18), (3, 0.05)))
_NO_SHOW = 0.04
_NEVER = 1 << 40


class Passenger(msgspec.Struct):
    """A person on a booking for one leg. Moments are minutes; `check_in` is far in the future for no-shows.

    `surname` and `given` are the name field of the booking, `document_surname` and `document_given` those of
    the travel document as typed in. `faults` names what was spoilt on purpose.
    """

    person: Person
    reference: str
    kind: str
    surname: str
    given: str
    document_surname: str
    document_given: str
    birth: int
    passport: Passport
    number: str
    issuer: str
    ticket: str
    unique: str
    title: str = ""  # glued to the given name in the booking
    faults: tuple[str, ...] = ()
    check_in: int = _NEVER
    boarded: bool = True
    desk: bool = False
    seat: str = ""
    sequence: int = 0
    bags: tuple[Bag, ...] = ()
    bags_at: int = _NEVER
    fare: int = 0
    listed: bool = True  # has document data at all

    @property
    def shows(self) -> bool:
        """Whether they check in for this leg."""
        return self.check_in < _NEVER


def passenger(
    chance: Random, person: Person, carrier: Carrier, *, reference: str, day: int, ticket: int
) -> Passenger:
    """Make the traveller of `person` on a booking of `carrier` for a leg on `day`."""
    habits = carrier.habits
    draw = chance.random
    surname, given, faults = typed_name(chance, person, habits)
    age = person.age(day)
    kind = "infant" if age < 2 else "child" if age < 12 else "adult"
    title = title_of(person, age) if draw() < habits.titles else ""
    passport = person.passport(day, other=bool(person.other_issuer) and draw() < 0.4)
    birth, spoilt_birth = typed_birth(chance, person.birth, habits)
    number, spoilt_number = typed_number(chance, passport.number, habits)
    issuer = passport.issuer
    if draw() < habits.two_letter_issuer:
        issuer = ""
    if spoilt_birth:
        faults = (*faults, spoilt_birth)
    if spoilt_number:
        faults = (*faults, spoilt_number)
    return Passenger(
        person, reference, kind, surname, given, person.full_surname, person.given.document, birth, passport,
        number, issuer, f"{ACCOUNTING}{ticket:010}", f"{ticket * 7919 % (1 << 36):09X}", title, faults,
    )  # fmt: skip


def check_in(chance: Random, one: Passenger, carrier: Carrier, *, departure: int, stay: int) -> None:
    """Decide when `one` checks in, by what means, with which bags; or that they never come."""
    draw = chance.random
    if draw() < _NO_SHOW:
        return
    means = draw()
    if means < 0.62:
        one.check_in = departure - (1440 - int(draw() * 200) if draw() < 0.55 else 300 - int(draw() * 200))
    else:
        one.desk = means < 0.92
        one.check_in = departure - 180 + int(draw() * 135)
    one.boarded = draw() < 0.996
    if one.kind == "infant":
        return
    pieces = (_PIECES if carrier.low_cost else _NETWORK_PIECES).pick(draw())
    if stay > 13 and pieces == 0 and draw() < 0.4:
        pieces = 1
    if pieces:
        known = draw() < carrier.habits.weights
        weight = sum(_weight(chance) for _ in range(pieces)) if known else 0
        one.bags_at = max(one.check_in, departure - 170 + int(draw() * 110))
        one.bags = (Bag(pieces=pieces, weight=float(weight), unit="kg" if known else ""),)


def _weight(chance: Random) -> int:
    return max(3, min(32, round(chance.gauss(17.5, 5.0))))

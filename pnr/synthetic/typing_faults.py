"""What hands and systems do to a name, a birth date or a document number on the way into a booking.

Every change has a name, so that recall can be told per kind of fault. Rates are per traveller, invented, in
the range that passenger-data quality reports speak of; a carrier multiplies them (`Habits.faults`).
"""

from __future__ import annotations

from random import Random

from pnr.synthetic.carriers import Habits
from pnr.synthetic.moments import date_of, day_of
from pnr.synthetic.people import Person

_NEIGHBOURS = dict(
    pair.split(":")
    for pair in """
A:SQ B:VN C:XV D:SF E:WR F:DG G:FH H:GJ I:UO J:HK K:JL L:K M:N N:BM O:IP P:O Q:W R:ET S:AD T:RY U:YI V:CB
W:QE X:ZC Y:TU Z:X
""".split()
)
_OTHER_SPELLING, _SWAP, _NO_GIVEN, _TYPO, _MARRIED = 0.13, 0.01, 0.003, 0.012, 0.02
_SWAPPED_BIRTH, _CENTURY, _O_FOR_0 = 0.003, 0.0005, 0.006


def typo(chance: Random, word: str) -> str:
    """Return `word` with one slip: a neighbouring key, two letters swapped, one lost or doubled."""
    if len(word) < 3:
        return word
    place = 1 + int(chance.random() * (len(word) - 2))
    kind = chance.random()
    if kind < 0.4:
        near = _NEIGHBOURS.get(word[place], word[place])
        return word[:place] + near[int(chance.random() * len(near))] + word[place + 1 :]
    if kind < 0.65:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    if kind < 0.85:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


def typed_name(chance: Random, person: Person, habits: Habits) -> tuple[str, str, tuple[str, ...]]:
    """Return surname and given name as a booking has them, and the names of what changed on the way."""
    draw = chance.random
    surname, given = person.full_surname, person.given.document
    faults: list[str] = []
    if person.second is not None and draw() < 0.4:
        surname = person.surname.document
        faults.append("half_surname")
    elif person.surname.others and draw() < _OTHER_SPELLING:
        surname = person.surname.others[int(draw() * len(person.surname.others))]
        faults.append("other_spelling")
    if person.given.others and draw() < _OTHER_SPELLING:
        given = person.given.others[int(draw() * len(person.given.others))]
        faults.append("other_spelling")
    if "-" in surname:
        surname = surname.replace("-", "" if draw() < 0.3 else " ")
    if "-" in given:
        given = given.replace("-", " ")
    slip = draw() / habits.faults
    if slip < _TYPO:
        surname = typo(chance, surname)
        faults.append("typo")
    elif slip < _TYPO + _SWAP:
        surname, given = given, surname
        faults.append("swapped")
    elif slip < _TYPO + _SWAP + _NO_GIVEN:
        given = "FNU"
        faults.append("no_given")
    if len(given) > habits.given_limit:
        given = given[: habits.given_limit]
        faults.append("truncated")
    return surname, given, tuple(dict.fromkeys(faults))


def title_of(person: Person, age: int) -> str:
    """Return the title a booking office glues to a given name: MR, MRS, MSTR, MISS."""
    if age < 12:
        return "MSTR" if person.sex == "M" else "MISS"
    return "MR" if person.sex == "M" else "MRS"


def typed_birth(chance: Random, birth: int, habits: Habits) -> tuple[int, str]:
    """Return the day of birth as typed and the name of the fault, if any."""
    slip = chance.random() / habits.faults
    if slip >= _SWAPPED_BIRTH + _CENTURY:
        return birth, ""
    day = date_of(birth)
    if slip < _SWAPPED_BIRTH and day.day <= 12 and day.day != day.month:
        return day_of(day.replace(month=day.day, day=day.month)), "birth_swapped"
    if slip >= _SWAPPED_BIRTH and day.year > 1903 and (day.month, day.day) != (2, 29):
        return day_of(day.replace(year=day.year - 100)), "century"
    return birth, ""


def typed_number(chance: Random, number: str, habits: Habits) -> tuple[str, str]:
    """Return a document number as typed and the name of the fault, if any: a blank inside, or O for 0."""
    if chance.random() / habits.faults >= _O_FOR_0:
        return number, ""
    if "0" in number and chance.random() < 0.6:
        return number.replace("0", "O", 1), "o_for_0"
    return f"{number[:2]} {number[2:]}", "blank_in_number"

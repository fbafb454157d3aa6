"""Invented people and documents on invented lists, and the travellers who carry them under other spellings.

The names come from surnames that no traveller of the population bears, so a match means a plant or a near
name. How a list and a booking disagree is drawn here, from its own tables: nothing of the matcher's is used.
"""

from __future__ import annotations

from enum import StrEnum
from random import Random

import msgspec

from pnr.synthetic.chance import mix, stream
from pnr.synthetic.moments import date_of, day_of
from pnr.synthetic.names.traditions import NameForm, Tradition, feminine, traditions
from pnr.synthetic.people import YEAR, Person
from pnr.synthetic.typing_faults import typo

_STATES = dict(
    pair.split(":")
    for pair in """
macedonian:MKD serbian:SRB bosnian:BIH albanian:ALB turkish:TUR central:AUT arabic:LBN persian:IRN
chinese:CHN iberian:COL west_african:NGA
""".split()
)
_SPREAD = (
    *("macedonian", "serbian", "albanian", "albanian", "bosnian", "turkish", "arabic", "central", "iberian"),
    *("west_african", "persian", "serbian", "macedonian", "albanian", "arabic"),
)
LIST_BASE = 1 << 58  # identities of list people, apart from those of the population


class Variant(StrEnum):
    """How the traveller differs from the entry they are."""

    EXACT = "exact"
    OTHER_SPELLING = "other spelling"
    OTHER_SCRIPT = "list in another script"
    SWAPPED_NAMES = "given name and surname swapped"
    TYPO = "typing slip"
    ALIAS = "travels under an alias"
    TRUNCATED = "given name cut short"
    BIRTH_YEAR_WRONG = "birth year wrong on the list"
    BIRTH_SWAPPED = "day and month of birth swapped"
    FIRST_JANUARY = "birth on the list is 1 January"
    BIRTH_YEAR_ONLY = "list knows the year of birth only"
    OTHER_NATIONALITY = "nationality differs"
    SEX_WRONG = "sex wrong on the list"
    DOCUMENT = "document on the list"
    DOCUMENT_O_FOR_0 = "document on the list, letter O for zero"
    DOCUMENT_OF_OTHER = "document on the list, carried by somebody else"
    NAMESAKE = "namesake: another person of the same name"


DECOYS = frozenset({Variant.NAMESAKE})
_DOCUMENTS = frozenset({Variant.DOCUMENT, Variant.DOCUMENT_O_FOR_0, Variant.DOCUMENT_OF_OTHER})


class ListedPerson(msgspec.Struct, frozen=True):
    """A list entry: the person, and what the list says of them (which may be wrong)."""

    list_id: str
    entry_id: str
    person: Person
    surname: str
    given: str
    original: str
    alias: str
    birth: str
    nationality: str
    sex: str
    document: str


class Plant(msgspec.Struct, frozen=True):
    """A traveller put on a flight because of an entry: how they appear, and whether they are the one."""

    entry: str
    list_id: str
    variant: Variant
    person: Person
    surname: str
    given: str
    birth: int
    document: str

    @property
    def same_person(self) -> bool:
        """Whether the traveller is the person or carries the document of the entry."""
        return self.variant not in DECOYS


def _surname(tradition: Tradition, chance: Random, sex: str) -> NameForm:
    form = tradition.listed[int(chance.random() * len(tradition.listed))]
    return feminine(form) if sex == "F" else form


def person(seed: int, serial: int, code: str, *, reference: int) -> Person:
    """Make list person `serial`: an adult with names of a tradition, from the surnames kept for lists."""
    chance = Random(mix(seed ^ 0x11577, serial))
    tradition = traditions()[code]
    sex = "F" if chance.random() < 0.18 else "M"
    surname = _surname(tradition, chance, sex)
    given = tradition.given(sex, chance.random())
    return Person(
        LIST_BASE | serial, tradition.group, code, sex, reference - int((24 + 40 * chance.random()) * YEAR),
        surname, None, given, _STATES[code], "P", "", reference - int(chance.random() * 3600),
        f"+99970{serial:07}", f"p{serial}@example.org",
    )  # fmt: skip


def ordinary(seed: int, serial: int, code: str, *, reference: int) -> Person:
    """Make a traveller with an everyday name, who is on no list but may carry a document that is."""
    chance = Random(mix(seed ^ 0x0DD, serial))
    tradition = traditions()[code]
    sex = "F" if chance.random() < 0.4 else "M"
    surname = tradition.surname(chance.random())
    return msgspec.structs.replace(
        person(seed, serial, code, reference=reference),
        sex=sex,
        surname=feminine(surname) if sex == "F" else surname,
        given=tradition.given(sex, chance.random()),
    )


def listed(
    seed: int, list_id: str, prefix: str, *, count: int, first: int, reference: int
) -> tuple[ListedPerson, ...]:
    """Make `count` entries of one list, as the list states them when nothing is wrong with it."""
    made = []
    for serial in range(first, first + count):
        one = person(seed, serial, _SPREAD[serial % len(_SPREAD)], reference=reference)
        chance = Random(mix(seed ^ 0xA11A5, serial))
        known = chance.random()
        birth = date_of(one.birth)
        stated = birth.isoformat() if known < 0.72 else str(birth.year) if known < 0.88 else ""
        if known >= 0.97:
            stated = f"{birth.year - 1}/{birth.year + 2}"
        alias = ""
        if chance.random() < 0.3:
            tradition = traditions()[one.tradition]
            other = _surname(tradition, chance, one.sex).document
            alias = f"{other}, {tradition.given(one.sex, chance.random()).document}"
        made.append(
            ListedPerson(
                list_id,
                f"{prefix}-{serial:04}",
                one,
                one.surname.document,
                one.given.document,
                f"{one.given.original} {one.surname.original}"
                if one.surname.original and known < 0.5
                else "",
                alias,
                stated,
                one.nationality,
                one.sex,
                one.passport(reference).number if chance.random() < 0.35 else "",
            )
        )
    return tuple(made)


def disturb(
    seed: int, entry: ListedPerson, variant: Variant, *, reference: int
) -> tuple[ListedPerson, Plant]:
    """Return the entry and the traveller such that they differ by `variant` and by nothing else."""
    chance = stream(seed, "disturb", entry.entry_id, variant.value)
    one = entry.person
    change = msgspec.structs.replace
    day = date_of(one.birth)
    surname, given, birth = one.surname.document, one.given.document, one.birth
    number = one.passport(reference).number
    entry = change(entry, birth=day.isoformat())
    if variant is Variant.OTHER_SPELLING:
        spellings = one.surname.others or (surname + "J",)
        surname = spellings[int(chance.random() * len(spellings))]
        if one.given.others:
            given = one.given.others[int(chance.random() * len(one.given.others))]
    elif variant is Variant.OTHER_SCRIPT and one.surname.original:
        entry = change(entry, original=f"{one.given.original} {one.surname.original}", surname="", given="")
    elif variant is Variant.SWAPPED_NAMES:
        surname, given = given, surname
    elif variant is Variant.TYPO:
        surname = typo(chance, surname)
    elif variant is Variant.ALIAS:
        tradition = traditions()[one.tradition]
        surname = _surname(tradition, chance, one.sex).document
        given = tradition.given(one.sex, chance.random()).document
        entry = change(entry, alias=f"{surname}, {given}")
    elif variant is Variant.TRUNCATED:
        given = given[: max(3, len(given) - 2)]
    elif variant is Variant.BIRTH_YEAR_WRONG:
        off = (2 + int(chance.random() * 9)) * (1 if chance.random() < 0.5 else -1)
        entry = change(
            entry, birth=f"{day.year + off}{day.isoformat()[4:]}" if day.day < 29 else str(day.year + off)
        )
    elif variant is Variant.BIRTH_SWAPPED:
        day = day.replace(day=1 + (day.day + 6) % 12) if day.day > 12 or day.day == day.month else day
        if day.day == day.month:
            day = day.replace(day=day.day % 12 + 1)
        birth = day_of(day)
        entry = change(entry, birth=day.replace(month=day.day, day=day.month).isoformat())
    elif variant is Variant.FIRST_JANUARY:
        entry = change(entry, birth=f"{day.year}-01-01")
    elif variant is Variant.BIRTH_YEAR_ONLY:
        entry = change(entry, birth=str(day.year))
    elif variant is Variant.OTHER_NATIONALITY:
        entry = change(entry, nationality="BGR" if one.nationality != "BGR" else "ROU")
    elif variant is Variant.SEX_WRONG:
        entry = change(entry, sex="F" if one.sex == "M" else "M")
    elif variant is Variant.NAMESAKE:
        birth = one.birth + int((14 + 9 * chance.random()) * YEAR) * (
            1 if date_of(one.birth).year < 1975 else -1
        )
        number = f"ZZ{mix(seed, birth) % 10**7:07}"
        entry = change(entry, document="")
    elif variant is Variant.EXACT:
        entry = change(entry, document=number)
    elif variant in _DOCUMENTS:
        number = "ZZ" + number[2:-1] + "0"
        entry = change(entry, document=number)
        if variant is Variant.DOCUMENT_O_FOR_0:
            number = number[:-1] + "O"
        one = ordinary(seed, mix(seed, one.id) % (1 << 40), one.tradition, reference=reference)
        surname, given, birth = one.surname.document, one.given.document, one.birth
    return entry, Plant(entry.entry_id, entry.list_id, variant, one, surname, given, birth, number)

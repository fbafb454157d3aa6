"""How a list and a booking disagree about one person: drawn from tables of its own, nothing of the matcher's.

A disagreement is in the names as typed, in the biography as listed, or in the document carried. Several may
meet in one person; the more, the harder.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from random import Random

import msgspec

from pnr.synthetic.chance import mix, stream
from pnr.synthetic.listed import ListedPerson, ordinary, rare_surname
from pnr.synthetic.moments import date_of, day_of
from pnr.synthetic.names.traditions import traditions
from pnr.synthetic.people import YEAR, Person
from pnr.synthetic.typing_faults import typo


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
    NO_NATIONALITY = "list knows no nationality"
    SEX_WRONG = "sex wrong on the list"
    DOCUMENT = "document on the list"
    DOCUMENT_O_FOR_0 = "document on the list, letter O for zero"
    DOCUMENT_OF_OTHER = "document on the list, carried by somebody else"
    NAMESAKE = "namesake: another person of the same name"


DECOYS = frozenset({Variant.NAMESAKE})
IN_NAMES = (Variant.OTHER_SPELLING, Variant.SWAPPED_NAMES, Variant.TYPO, Variant.TRUNCATED)
IN_BIOGRAPHY = (
    *(Variant.BIRTH_YEAR_WRONG, Variant.BIRTH_SWAPPED, Variant.FIRST_JANUARY, Variant.BIRTH_YEAR_ONLY),
    *(Variant.OTHER_NATIONALITY, Variant.NO_NATIONALITY, Variant.SEX_WRONG),
)
_DOCUMENTS = frozenset({Variant.DOCUMENT, Variant.DOCUMENT_O_FOR_0, Variant.DOCUMENT_OF_OTHER})


class Plant(msgspec.Struct, frozen=True):
    """A traveller put on a flight because of an entry: how they appear, and whether they are the one."""

    entry: str
    list_id: str
    variants: tuple[Variant, ...]
    person: Person
    surname: str
    given: str
    birth: int
    document: str

    @property
    def variant(self) -> Variant:
        """The disagreement the plant was made for."""
        return self.variants[0]

    @property
    def same_person(self) -> bool:
        """Whether the traveller is the person or carries the document of the entry."""
        return DECOYS.isdisjoint(self.variants)


def disturb(
    seed: int, entry: ListedPerson, variants: Sequence[Variant], *, reference: int
) -> tuple[ListedPerson, Plant]:
    """Return the entry and the traveller such that they differ by `variants` and by nothing else."""
    one = entry.person
    number = one.passport(reference).number
    entry = msgspec.structs.replace(entry, birth=date_of(one.birth).isoformat())
    plant = Plant(
        entry.entry_id,
        entry.list_id,
        tuple(variants),
        one,
        one.surname.document,
        one.given.document,
        one.birth,
        number,
    )
    for variant in variants:
        chance = stream(seed, "disturb", entry.entry_id, variant.value)
        if variant in IN_BIOGRAPHY:
            entry, plant = _biography(chance, entry, plant, variant)
        elif variant in _DOCUMENTS or variant in (Variant.EXACT, Variant.NAMESAKE):
            entry, plant = _paper(seed, chance, entry, plant, variant=variant, reference=reference)
        else:
            entry, plant = _names(chance, entry, plant, variant)
    return entry, plant


def _names(chance: Random, entry: ListedPerson, plant: Plant, variant: Variant) -> tuple[ListedPerson, Plant]:
    """Change how the names are typed, or how the list writes them."""
    one: Person = entry.person
    change = msgspec.structs.replace
    surname, given = plant.surname, plant.given
    if variant is Variant.OTHER_SCRIPT:
        if not one.surname.original:
            return entry, plant
        return change(
            entry, original=f"{one.given.original} {one.surname.original}", surname="", given=""
        ), plant
    if variant is Variant.ALIAS:
        tradition = traditions()[one.tradition]
        surname = rare_surname(tradition, chance, one.sex).document
        given = tradition.given(one.sex, chance.random()).document
        return change(entry, alias=f"{surname}, {given}"), change(plant, surname=surname, given=given)
    if variant is Variant.OTHER_SPELLING:
        spellings = one.surname.others or (typo(chance, surname),)
        surname = spellings[int(chance.random() * len(spellings))]
        if one.given.others:
            given = one.given.others[int(chance.random() * len(one.given.others))]
    elif variant is Variant.SWAPPED_NAMES:
        surname, given = given, surname
    elif variant is Variant.TYPO:
        surname = typo(chance, surname)
    elif variant is Variant.TRUNCATED:
        given = given[: max(3, len(given) - 2)]
    return entry, change(plant, surname=surname, given=given)


def _biography(
    chance: Random, entry: ListedPerson, plant: Plant, variant: Variant
) -> tuple[ListedPerson, Plant]:
    """Change what the list says of birth, nationality or sex."""
    change = msgspec.structs.replace
    day = date_of(plant.birth)
    if variant is Variant.OTHER_NATIONALITY:
        return change(entry, nationality="BGR" if entry.person.nationality != "BGR" else "ROU"), plant
    if variant is Variant.NO_NATIONALITY:
        return change(entry, nationality=""), plant
    if variant is Variant.SEX_WRONG:
        return change(entry, sex="F" if entry.person.sex == "M" else "M"), plant
    if variant is Variant.FIRST_JANUARY:
        return change(entry, birth=f"{day.year}-01-01"), plant
    if variant is Variant.BIRTH_YEAR_ONLY:
        return change(entry, birth=str(day.year)), plant
    if variant is Variant.BIRTH_SWAPPED:
        day = _swappable(day)
        stated = day.replace(month=day.day, day=day.month).isoformat()
        return change(entry, birth=stated), change(plant, birth=day_of(day))
    off = (2 + int(chance.random() * 9)) * (1 if chance.random() < 0.5 else -1)
    stated = f"{day.year + off}{day.isoformat()[4:]}" if day.day < 29 else str(day.year + off)
    return change(entry, birth=stated), plant


def _swappable(day: date) -> date:
    """Return a day near `day` whose day and month can change places and differ."""
    if day.day > 12:
        day = day.replace(day=1 + (day.day + 6) % 12)
    if day.day == day.month:
        day = day.replace(day=day.day % 12 + 1)
    return day


def _paper(
    seed: int, chance: Random, entry: ListedPerson, plant: Plant, *, variant: Variant, reference: int
) -> tuple[ListedPerson, Plant]:
    """Let the document decide: the person's own, somebody else with it, or another person without it."""
    change = msgspec.structs.replace
    if variant is Variant.EXACT:
        return change(entry, document=plant.document), plant
    if variant is Variant.NAMESAKE:
        later = 1 if date_of(plant.birth).year < 1975 else -1
        birth = plant.birth + int((14 + 9 * chance.random()) * YEAR) * later
        number = f"ZZ{mix(seed, birth) % 10**7:07}"
        return change(entry, document=""), change(plant, birth=birth, document=number)
    number = "ZZ" + plant.document[2:-1] + "0"
    entry = change(entry, document=number)
    if variant is Variant.DOCUMENT_O_FOR_0:
        number = number[:-1] + "O"
    one = ordinary(seed, mix(seed, entry.person.id) % (1 << 40), entry.person.tradition, reference=reference)
    return entry, change(
        plant,
        person=one,
        surname=one.surname.document,
        given=one.given.document,
        birth=one.birth,
        document=number,
    )

"""Invented people and documents on invented lists, and the travellers who carry them under other spellings.

The names come from surnames that no traveller of the population bears, so a match means a plant or a near
name. How a list and a booking disagree is drawn here, from its own tables: nothing of the matcher's is used.
"""

from __future__ import annotations

from random import Random

import msgspec

from pnr.synthetic.chance import mix
from pnr.synthetic.moments import date_of
from pnr.synthetic.names.traditions import NameForm, Tradition, feminine, traditions
from pnr.synthetic.people import YEAR, Person

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


def rare_surname(tradition: Tradition, chance: Random, sex: str) -> NameForm:
    form = tradition.listed[int(chance.random() * len(tradition.listed))]
    return feminine(form) if sex == "F" else form


def person(seed: int, serial: int, code: str, *, reference: int) -> Person:
    """Make list person `serial`: an adult with names of a tradition, from the surnames kept for lists."""
    chance = Random(mix(seed ^ 0x11577, serial))
    tradition = traditions()[code]
    sex = "F" if chance.random() < 0.18 else "M"
    surname = rare_surname(tradition, chance, sex)
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
            other = rare_surname(tradition, chance, one.sex).document
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

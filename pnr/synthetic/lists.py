"""Three invented watchlists as a ministry would send them: CSV in the national template, entries and all.

National notices (high), a partner unit's notices (medium), lost and stolen documents (critical). Some entries
have a traveller in the day's traffic, with something between them that does not fit; `plants` says who.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache
from io import StringIO

import msgspec

from pnr.synthetic.chance import stream
from pnr.synthetic.disagreement import Plant, Variant, disturb
from pnr.synthetic.listed import ListedPerson, listed
from pnr.synthetic.lost_documents import DOCUMENTS, REFERENCE, LostDocument, carried, lost_document
from pnr.synthetic.moments import day_of, iso_day

EDITION = "2026-09-01"

NATIONAL, PARTNER = "national-notices", "partner-notices"

_PLANTED: tuple[tuple[str, Variant], ...] = (
    (NATIONAL, Variant.EXACT),
    (NATIONAL, Variant.OTHER_SPELLING),
    (PARTNER, Variant.BIRTH_YEAR_WRONG),
    (DOCUMENTS, Variant.DOCUMENT),
    (NATIONAL, Variant.OTHER_SCRIPT),
    (PARTNER, Variant.SWAPPED_NAMES),
    (NATIONAL, Variant.ALIAS),
    (PARTNER, Variant.TYPO),
    (NATIONAL, Variant.BIRTH_SWAPPED),
    (PARTNER, Variant.FIRST_JANUARY),
    (NATIONAL, Variant.BIRTH_YEAR_ONLY),
    (DOCUMENTS, Variant.DOCUMENT_O_FOR_0),
    (PARTNER, Variant.OTHER_NATIONALITY),
    (NATIONAL, Variant.DOCUMENT_OF_OTHER),
    (PARTNER, Variant.OTHER_SPELLING),
    (NATIONAL, Variant.SEX_WRONG),
    (DOCUMENTS, Variant.DOCUMENT),
    (PARTNER, Variant.TRUNCATED),
    (NATIONAL, Variant.NAMESAKE),
    (PARTNER, Variant.NAMESAKE),
    (NATIONAL, Variant.NAMESAKE),
    (PARTNER, Variant.NAMESAKE),
)
_COLUMNS = (
    *("entry_id", "kind", "family_name", "given_names", "full_name", "name_original", "name_original_script"),
    *(
        "aliases_strong",
        "sex",
        "birth",
        "nationalities",
        "doc1_type",
        "doc1_number",
        "doc1_issuer",
        "doc1_status",
    ),
    *(
        "reason_code",
        "legal_basis",
        "authority",
        "handling",
        "person_category",
        "assertion",
        "listed_on",
        "review_on",
    ),
)
_REASONS = ("DRUGS", "SMUGGLING", "TRAFFICKING", "WANTED", "FRAUD", "ARMS")


class SyntheticList(msgspec.Struct, frozen=True):
    """One invented list: what its registration says, and the file as sent. `severity` belongs to the list.

    `offences`, `category` and `assertion` are codes of the registration, as text.
    """

    id: str
    title: str
    owner: str
    severity: str
    legal_basis: str
    offences: tuple[str, ...]
    category: str
    assertion: str
    refresh_hours: int
    filename: str
    entries: int
    data: bytes


@cache
def _made(seed: int) -> tuple[tuple[ListedPerson, ...], tuple[LostDocument, ...], tuple[Plant, ...]]:
    """Make all entries and plants of a seed together: a plant may change what its entry says."""
    people = {
        one.entry_id: one
        for one in (
            *listed(seed, NATIONAL, "NN", count=140, first=1, reference=REFERENCE),
            *listed(seed, PARTNER, "PN", count=90, first=201, reference=REFERENCE),
        )
    }
    lost = [lost_document(seed, serial) for serial in range(160)]
    plants: list[Plant] = []
    used: set[str] = set()
    for place, (list_id, variant) in enumerate(_PLANTED):
        if list_id == DOCUMENTS:
            entry, plant = carried(seed, lost[place], variant)
            lost[place] = entry
        else:
            chosen = next(
                one
                for one in people.values()
                if one.list_id == list_id and one.entry_id not in used and _suits(one, variant)
            )
            used.add(chosen.entry_id)
            changed, plant = disturb(seed, chosen, (variant,), reference=REFERENCE)
            people[chosen.entry_id] = changed
        plants.append(plant)
    return tuple(people.values()), tuple(lost), tuple(plants)


def _suits(one: ListedPerson, variant: Variant) -> bool:
    """Tell whether an entry can show a variant at all."""
    if variant is Variant.OTHER_SCRIPT:
        return bool(one.person.surname.original)
    if variant is Variant.OTHER_SPELLING:
        return bool(one.person.surname.others)
    if variant is Variant.TRUNCATED:
        return len(one.given) > 6
    return True


def plants(seed: int) -> tuple[Plant, ...]:
    """Return the travellers planted for the lists of `seed`, with the entry and the variant of each."""
    return _made(seed)[2]


def entries(seed: int) -> tuple[ListedPerson, ...]:
    """Return the persons on the lists of `seed`, as the lists state them."""
    return _made(seed)[0]


def lists(seed: int) -> tuple[SyntheticList, ...]:
    """Return the three invented lists of `seed` with their files in the national template."""
    people, lost, _ = _made(seed)
    made = [
        person_list(seed, list_id, tuple(one for one in people if one.list_id == list_id))
        for list_id in (NATIONAL, PARTNER)
    ]
    made.append(document_list(lost))
    return tuple(made)


_REGISTERED = {
    NATIONAL: (
        "National notices",
        "Ministry of the Interior (invented)",
        "high",
        "Border Act s. 12 (invented)",
    ),
    PARTNER: (
        "Partner unit notices",
        "Partner airport unit (invented)",
        "medium",
        "Exchange agreement s. 4 (invented)",
    ),
}


def document_list(lost: Sequence[LostDocument]) -> SyntheticList:
    """Return the list of lost and stolen documents with its file."""
    basis, owner = "Travel Documents Act s. 31 (invented)", "Document register (invented)"
    rows = [_document_row(one, basis, owner) for one in lost]
    title = "Lost and stolen documents"
    return _list(DOCUMENTS, title, owner=owner, severity="critical", basis=basis, rows=rows)


def person_list(seed: int, list_id: str, people: Sequence[ListedPerson]) -> SyntheticList:
    """Return a list of persons with its file. `list_id` is one of the two invented lists of persons."""
    title, owner, severity, basis = _REGISTERED[list_id]
    rows = [_person_row(seed, one, basis, owner) for one in people]
    return _list(list_id, title, owner=owner, severity=severity, basis=basis, rows=rows)


def _list(
    list_id: str, title: str, *, owner: str, severity: str, basis: str, rows: list[dict[str, str]]
) -> SyntheticList:
    text = StringIO(newline="")
    text.write(
        f"#najava-list;list={list_id};edition={EDITION};authority={owner};legal_basis={basis};rows={len(rows)}\r\n"
    )
    writer = csv.DictWriter(text, _COLUMNS, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().encode()
    papers = list_id == DOCUMENTS
    return SyntheticList(
        list_id, title, owner, severity, basis,
        ("forged_documents",) if papers else ("drugs", "human_trafficking", "criminal_organisation"),
        "" if papers else "suspect",
        "" if papers else "assessment",
        24 if papers else 24 * 7,
        f"{list_id}.csv", len(rows), data,
    )  # fmt: skip


def _person_row(seed: int, one: ListedPerson, basis: str, owner: str) -> dict[str, str]:
    chance = stream(seed, "row", one.entry_id)
    listed_on = day_of_year(2020 + int(chance.random() * 6), chance.random())
    script = "" if not one.original else "Cyrl"
    return {
        "entry_id": one.entry_id,
        "kind": "person",
        "family_name": one.surname,
        "given_names": one.given,
        "full_name": "" if one.surname else one.original,
        "name_original": one.original if one.surname else "",
        "name_original_script": script,
        "aliases_strong": one.alias,
        "sex": one.sex,
        "birth": one.birth,
        "nationalities": one.nationality,
        "doc1_type": "P" if one.document else "",
        "doc1_number": one.document,
        "doc1_issuer": one.person.nationality if one.document else "",
        "reason_code": _REASONS[int(chance.random() * len(_REASONS))],
        "legal_basis": basis,
        "authority": owner,
        "handling": "refer" if one.list_id == NATIONAL else "info",
        "person_category": "suspect",
        "assertion": "assessment",
        "listed_on": listed_on,
        "review_on": "2027-06-30",
    }


def day_of_year(year: int, draw: float) -> str:
    """Return an ISO date within `year` for one uniform draw."""
    return iso_day(day_of(date(year, 1, 1)) + int(draw * 365))


def _document_row(one: LostDocument, basis: str, owner: str) -> dict[str, str]:
    return {
        "entry_id": one.entry_id,
        "kind": "document",
        "doc1_type": "P",
        "doc1_number": one.number,
        "doc1_issuer": one.issuer,
        "doc1_status": one.status,
        "legal_basis": basis,
        "authority": owner,
        "handling": "stop",
        "listed_on": "2026-08-14",
    }

"""Lists given on in forms others read: FollowTheMoney lines, and our own template as CSV.

A cell that a spreadsheet would take for a formula is guarded. What the target form cannot say (circa, ranges,
strength of former names) is lost in it and stays in the list.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from watchlists.countries import ALPHA_3
from watchlists.entry import Entry, EntryBirth, EntryDocument
from watchlists.formats.columns import guarded
from watchlists.formats.template import COLUMNS, MANY

_ALPHA_2 = {alpha_3: alpha_2.lower() for alpha_2, alpha_3 in reversed(ALPHA_3.items())}
_SCHEMAS = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
_SEXES = {"M": "male", "F": "female", "X": "other"}
_LENGTHS = {"day": 10, "month": 7, "year": 4}

Properties = dict[str, list[object]]


def ftm_lines(entries: Iterable[Entry], *, dataset: str) -> Iterator[bytes]:
    """Yield one nested FollowTheMoney entity a line, newline included; documents alone are left out."""
    encoder = msgspec.json.Encoder()
    for entry in entries:
        if entry.names:
            yield encoder.encode(ftm_entity(entry, dataset)) + b"\n"


def ftm_entity(entry: Entry, dataset: str) -> dict[str, object]:
    """Return an entry as a nested FollowTheMoney entity; its id holds the list's and the publisher's."""
    said: Properties = {}
    primary = entry.names[0]
    for name in entry.names:
        _add(said, _property(name.kind, name.quality), name.full)
    if primary.surname and primary.given:
        _add(said, "lastName", primary.surname)
        _add(said, "firstName", primary.given)
    for birth in entry.births:
        for text in _dates(birth):
            _add(said, "birthDate", text)
    for place in entry.birth_places:
        _add(said, "birthPlace", place)
    for one in entry.nationality_statements:
        label = one.kind if one.kind in {"citizenship", "nationality"} else "country"
        _add(said, label, _ALPHA_2.get(one.country, one.country.lower()))
    for sex in entry.sexes:
        _add(said, "gender", _SEXES.get(sex, ""))
    for contact in entry.contacts:
        if contact.kind in {"phone", "email"}:
            _add(said, contact.kind, contact.value)
    for label, values in (("address", entry.addresses), ("position", entry.roles), ("notes", entry.notes)):
        for value in values:
            _add(said, label, value)
    identity = f"{dataset}-{entry.source_id}"
    papers = [_identification(identity, number, paper) for number, paper in enumerate(entry.documents)]
    if papers:
        said["identification"] = list(papers)
    said["sanctions"] = [_sanction(identity, entry)]
    return {
        "id": identity,
        "caption": primary.full,
        "schema": _SCHEMAS.get(entry.kind, "LegalEntity"),
        "target": True,
        "datasets": [dataset],
        "referents": [value for _, value in entry.other_ids],
        "properties": said,
    }


def _property(kind: str, quality: str) -> str:
    if quality == "weak":
        return "weakAlias"
    return {"former": "previousName", "alias": "alias", "maiden": "alias"}.get(kind, "name")


def _add(said: Properties, name: str, value: str) -> None:
    if value and value not in said.get(name, ()):
        said.setdefault(name, []).append(value)


def _dates(birth: EntryBirth) -> tuple[str, ...]:
    """Return a date as prefixes; a range as its first and last year, as the publisher of this form does."""
    length = _LENGTHS.get(birth.precision)
    if length:
        return (birth.earliest[:length],)
    return tuple(side[:4] for side in (birth.earliest, birth.latest) if side)


def _identification(identity: str, number: int, paper: EntryDocument) -> dict[str, object]:
    said: Properties = {}
    _add(said, "number", paper.number)
    _add(said, "type", paper.kind_as_written)
    _add(said, "country", _ALPHA_2.get(paper.issuer, ""))
    _add(said, "startDate", paper.issued)
    _add(said, "endDate", paper.expires)
    schema = "Passport" if paper.kind in {"P", "PD", "PS"} else "Identification"
    return {"id": f"{identity}-document-{number}", "schema": schema, "properties": said}


def _sanction(identity: str, entry: Entry) -> dict[str, object]:
    said: Properties = {}
    _add(said, "authority", entry.authority)
    _add(said, "listingDate", entry.listed_on)
    for programme in entry.programmes:
        _add(said, "program", programme)
    for measure in entry.measures:
        _add(said, "provisions", measure)
    return {"id": f"{identity}-sanction", "schema": "Sanction", "properties": said}


def csv_rows(entries: Iterable[Entry], *, listed_on: str = "") -> Iterator[str]:
    """Yield the header and one row an entry in the national template, comma-separated, line ends included.

    More than four documents of one entry do not fit the template; the rest is named in the note. `listed_on`
    stands in for entries whose publisher states no day: the template wants one.
    """
    yield _line(COLUMNS)
    for entry in entries:
        row = _row(entry)
        row["listed_on"] = row["listed_on"] or listed_on
        yield _line([guarded(row.get(column, "")) for column in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()


def _row(entry: Entry) -> dict[str, str]:
    primary = next((name for name in entry.names if name.kind == "primary"), None)
    original = next((name for name in entry.names if name.kind == "original"), None)
    rest = [name for name in entry.names if name not in (primary, original)]
    beyond = [paper.number for paper in entry.documents[4:]]
    row = {
        "entry_id": entry.source_id,
        "kind": entry.kind if entry.kind in {"person", "document", "organisation"} else "organisation",
        "name_original": original.full if original else "",
        "aliases_strong": _many(n.full for n in rest if n.kind != "former" and n.quality != "weak"),
        "aliases_weak": _many(name.full for name in rest if name.quality == "weak"),
        "former_names": _many(n.full for n in rest if n.kind == "former" and n.quality != "weak"),
        "sex": _many(entry.sexes),
        "birth": _many(_edtf(birth) for birth in entry.births if birth.precision != "none"),
        "birth_place": _many(entry.birth_places),
        "nationalities": _many(entry.nationalities),
        "phones": _many(one.value for one in entry.contacts if one.kind == "phone"),
        "emails": _many(one.value for one in entry.contacts if one.kind == "email"),
        "addresses": _many(entry.addresses),
        "reason": "; ".join(entry.programmes),
        "legal_basis": entry.legal_reference,
        "authority": entry.authority,
        "handling": entry.handling,
        "person_category": entry.category,
        "assertion": entry.assertion,
        "caveat": entry.caveat,
        "listed_on": entry.listed_on,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "review_on": entry.review_on,
        "note": "; ".join((*entry.notes, *(f"further document {number}" for number in beyond))),
    }
    if primary and primary.surname:
        row |= {"family_name": primary.surname, "given_names": primary.given}
    elif primary:
        row["full_name"] = primary.full
    for place, paper in enumerate(entry.documents[:4], start=1):
        row |= {
            f"doc{place}_type": paper.kind,
            f"doc{place}_number": paper.number,
            f"doc{place}_issuer": paper.issuer,
            f"doc{place}_issued": paper.issued,
            f"doc{place}_expires": paper.expires,
            f"doc{place}_status": paper.flags[0] if paper.flags else "",
        }
    return row


def _many(values: Iterable[str]) -> str:
    return MANY.join(dict.fromkeys(value.replace(MANY, "/") for value in values if value))


def _edtf(birth: EntryBirth) -> str:
    circa = "~" if birth.circa else ""
    length = _LENGTHS.get(birth.precision)
    if length:
        return f"{circa}{birth.earliest[:length]}"
    return f"{circa}{birth.earliest or '..'}/{birth.latest or '..'}"

"""Senzing JSON records: flat, grouped in lists, or as features; all three layouts are one set of attributes.

Strength of aliases is not stated in this form, and some suppliers write any associated country as
nationality.
Source: the public Senzing entity specification.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchlists import dates, documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryBirth, EntryContact, EntryDocument, EntryName
from watchlists.findings import Report, Severity
from watchlists.formats import statements
from watchlists.formats.json_lines import Object, first_object, nested, objects, text
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.listed_names import in_parts, whole

FORMAT = "senzing"
KINDS = {"PERSON": "person", "ORGANIZATION": "organisation", "VESSEL": "vessel", "AIRCRAFT": "aircraft"}
_TYPES = {
    "": "primary",
    "PRIMARY": "primary",
    "ALIAS": "alias",
    "AKA": "alias",
    "FORMER": "former",
    "MAIDEN": "maiden",
}
_NUMBERS = (
    ("PASSPORT_NUMBER", "PASSPORT_COUNTRY", "P", "passport"),
    ("NATIONAL_ID_NUMBER", "NATIONAL_ID_COUNTRY", "I", "national id"),
    ("TAX_ID_NUMBER", "TAX_ID_COUNTRY", "O", "tax id"),
    ("SSN_NUMBER", "", "O", "social security number"),
    ("DRIVERS_LICENSE_NUMBER", "DRIVERS_LICENSE_STATE", "O", "driving licence"),
    ("OTHER_ID_NUMBER", "OTHER_ID_COUNTRY", "O", "other id"),
)
_PAYLOAD = ("TOPIC", "URL")


def tells(source: Source) -> bool:
    """Tell whether this is a file of such records."""
    first = first_object(source.files[0]) if len(source.files) == 1 else None
    return first is not None and "DATA_SOURCE" in first and "RECORD_ID" in first


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every record."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    for number, record in objects(file, report):
        reference = text(record.get("RECORD_ID"))
        source_id = f"{text(record.get('DATA_SOURCE'))}:{reference}" if reference else ""
        report.at(number, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif entry := _entry(record, source_id, report):
            yield entry
        else:
            report.add("name_missing", Severity.ERROR)


def _blocks(record: Object) -> list[Object]:
    """Return the record's attributes as blocks: the flat ones together, each object of a list on its own."""
    flat: Object = {name: value for name, value in record.items() if not isinstance(value, list | dict)}
    lists = (nested(value) for value in record.values() if isinstance(value, list | dict))
    return [flat, *(one for several in lists for one in several)]


def _attribute(block: Object, name: str) -> str:
    """Return an attribute, with or without a usage prefix (`PRIMARY_NAME_LAST`)."""
    if name in block:
        return text(block[name])
    return next((text(value) for key, value in block.items() if key.endswith(f"_{name}")), "")


def _entry(record: Object, source_id: str, report: Report) -> Entry | None:
    blocks = _blocks(record)
    names = _names(blocks)
    papers = tuple(dict.fromkeys(paper for block in blocks for paper in _documents(block)))
    if not names and not papers:
        return None
    said = KINDS.get(
        next((kind for block in blocks if (kind := text(block.get("RECORD_TYPE")))), "").upper(), "other"
    )
    stated = tuple(
        statements.nationality(country, report, kind=kind, certainty="possible")
        for block in blocks
        for name, kind in (("NATIONALITY", "nationality"), ("CITIZENSHIP", "citizenship"))
        if (country := _attribute(block, name))
    )
    return Entry(
        source_id=source_id,
        kind=said,
        names=names,
        births=tuple(_dates(blocks, "DATE_OF_BIRTH", report)),
        deaths=tuple(_dates(blocks, "DATE_OF_DEATH", report)),
        birth_places=distinct(_attribute(block, "PLACE_OF_BIRTH") for block in blocks),
        nationalities=statements.codes(stated),
        nationality_statements=tuple(dict.fromkeys(stated)),
        sexes=distinct(statements.sex(_attribute(block, "GENDER")) for block in blocks),
        documents=papers,
        contacts=tuple(
            EntryContact(kind, value)
            for kind, name in (("phone", "PHONE_NUMBER"), ("email", "EMAIL_ADDRESS"))
            for value in distinct(_attribute(block, name) for block in blocks)
        ),
        addresses=distinct(_address(block) for block in blocks),
        programmes=distinct(text(block.get(name)) for block in blocks for name in ("RISK_TYPE", "TOPIC")),
        sources=distinct((text(record.get("URL")),)),
        extra=tuple(
            (name, text(value))
            for name, value in record.items()
            if name not in {"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE", *_PAYLOAD}
            and text(value)
            and not _known(name)
        ),
    )  # fmt: skip


_KNOWN_ENDS = (
    *(
        "NAME_FULL",
        "NAME_FIRST",
        "NAME_MIDDLE",
        "NAME_LAST",
        "NAME_PREFIX",
        "NAME_SUFFIX",
        "NAME_ORG",
        "NAME_TYPE",
    ),
    *(
        "DATE_OF_BIRTH",
        "DATE_OF_DEATH",
        "PLACE_OF_BIRTH",
        "NATIONALITY",
        "CITIZENSHIP",
        "GENDER",
        "PHONE_NUMBER",
    ),
    *("EMAIL_ADDRESS", "ADDR_FULL", *(name for pair in _NUMBERS for name in pair[:2] if name)),
)


def _known(name: str) -> bool:
    return name.endswith(_KNOWN_ENDS) or "ADDR_" in name


def _names(blocks: list[Object]) -> tuple[EntryName, ...]:
    found: list[EntryName] = []
    for block in blocks:
        use = _TYPES.get(_attribute(block, "NAME_TYPE").upper(), "alias")
        if use == "primary" and found:
            use = "alias"
        full = _attribute(block, "NAME_FULL") or _attribute(block, "NAME_ORG")
        surname = _attribute(block, "NAME_LAST")
        given = " ".join(part for name in ("NAME_FIRST", "NAME_MIDDLE") if (part := _attribute(block, name)))
        if surname and given:
            parts = (
                ("title", _attribute(block, "NAME_PREFIX")),
                ("suffix", _attribute(block, "NAME_SUFFIX")),
            )
            found.append(in_parts(surname, given, kind=use, parts=parts))
        if full or (bool(surname) != bool(given)):
            found.append(
                whole(full or surname or given, kind=use if not (surname and given) else "variation")
            )
    return tuple(dict.fromkeys(found))


def _dates(blocks: list[Object], name: str, report: Report) -> Iterator[EntryBirth]:
    for written in distinct(_attribute(block, name) for block in blocks):
        yield statements.birth(dates.written(written), report, field=name)


def _documents(block: Object) -> Iterator[EntryDocument]:
    for name, country, kind, label in _NUMBERS:
        written = _attribute(block, name)
        said = _attribute(block, name.replace("_NUMBER", "_TYPE")) or label
        issuer = _attribute(block, country) if country else ""
        if written and (
            made := documents.document(said, written, kind=documents.known_kind(said) or kind, issuer=issuer)
        ):
            yield made


def _address(block: Object) -> str:
    full = _attribute(block, "ADDR_FULL")
    lines = (
        _attribute(block, f"ADDR_{part}")
        for part in ("LINE1", "LINE2", "CITY", "STATE", "POSTAL_CODE", "COUNTRY")
    )
    return full or ", ".join(line for line in lines if line)

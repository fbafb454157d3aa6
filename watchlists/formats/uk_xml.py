"""The UK Sanctions List, XML."""

from __future__ import annotations

from collections.abc import Iterator

from watchlists import dates
from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import ListError, Report, Severity
from watchlists.formats.source import Source
from watchlists.formats.uk_entry import Designation, UkName, entry_of
from watchlists.formats.xml_records import Node, records

FORMAT = "uk-xml"
ROOT = "Designations"
_PARTS = tuple(f"Name{number}" for number in range(1, 7))
_PERSON = ("IndividualDetails", "Individual")


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every designation. Raises `ListError` where the file is not the list."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    reading = records(file, "DateGenerated", "Designation")
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not the UK Sanctions List", place=file.name)
    seen: set[str] = set()
    for node in reading:
        if node.name == "DateGenerated":
            edition.published_on = edition.generated_at = dates.iso_slashed(node.value())
            continue
        report.records += 1
        source_id = node.first("UniqueID")
        report.at(report.records, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif source_id in seen:
            report.add("id_repeated", Severity.ERROR)
        elif entry := entry_of(_designation(node, source_id), report):
            seen.add(source_id)
            yield entry
        else:
            report.add("name_missing", Severity.ERROR)


def _designation(node: Node, source_id: str) -> Designation:
    return Designation(
        source_id=source_id,
        kind=node.first("IndividualEntityShip"),
        names=[
            UkName(
                tuple(one.first(part) for part in _PARTS), one.first("NameType"), one.first("AliasStrength")
            )
            for one in node.all("Names", "Name")
        ],
        other_scripts=list(node.values("NonLatinNames", "NonLatinName", "NameNonLatinScript")),
        titles=node.values("Titles", "Title"),
        births=node.values(*_PERSON, "DOBs", "DOB"),
        places=tuple(
            ", ".join(text for name in ("TownOfBirth", "CountryOfBirth") if (text := one.first(name)))
            for one in node.all(*_PERSON, "BirthDetails", "Location")
        ),
        nationalities=node.values(*_PERSON, "Nationalities", "Nationality"),
        sexes=node.values(*_PERSON, "Genders", "Gender"),
        passports=_pairs(node, "PassportDetails", "Passport", "Passport"),
        identifiers=_pairs(node, "NationalIdentifierDetails", "NationalIdentifier", "NationalIdentifier"),
        addresses=tuple(
            ", ".join(text for part in one.children if (text := part.value()))
            for one in node.all("Addresses", "Address")
        ),
        contacts=(
            *(("phone", text) for text in node.values("PhoneNumbers", "PhoneNumber")),
            *(("email", text) for text in node.values("EmailAddresses", "EmailAddress")),
            *(("web", text) for text in node.values("Websites", "Website")),
        ),
        roles=node.values(*_PERSON, "Positions", "Position"),
        regimes=node.values("RegimeName"),
        measures=(*node.values("SanctionsImposed"), *_indicators(node)),
        listed_on=node.first("DateDesignated"),
        amended_on=node.first("LastUpdated"),
        notes=(*node.values("OtherInformation"), *node.values("UKStatementofReasons")),
        other_ids=(
            ("ofsi-group", node.first("OFSIGroupID")),
            ("un-reference", node.first("UNReferenceNumber")),
        ),
        source=node.first("DesignationSource"),
        extra=tuple(_details(node)),
    )


def _pairs(node: Node, *path: str) -> tuple[tuple[str, str], ...]:
    *path_to, name = path
    return tuple(
        (one.first(f"{name}Number"), one.first(f"{name}AdditionalInformation"))
        for one in node.all(*_PERSON, *path_to)
    )


def _indicators(node: Node) -> Iterator[str]:
    """Yield the measures whose indicator is true, written apart: `TravelBan` → `Travel Ban`."""
    for group in node.all("SanctionsImposedIndicators"):
        for one in group.children:
            if one.value().lower() == "true":
                yield "".join(f" {letter}" if letter.isupper() else letter for letter in one.name).strip()


def _details(node: Node) -> Iterator[tuple[str, str]]:
    """Yield what is said of entities and ships, path and text."""
    for group in (*node.all("EntityDetails"), *node.all("ShipDetails")):
        yield from _leaves(group, "")


def _leaves(node: Node, path: str) -> Iterator[tuple[str, str]]:
    for child in node.children:
        if text := child.value():
            yield child.name, text
        yield from _leaves(child, f"{path}/{child.name}")

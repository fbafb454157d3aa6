"""The OFAC lists as classic XML (`sdn.xml`, `consolidated.xml`): weak aliases and documents come apart.

The namespace has changed three times, so only local names count; the header's own misspelling is read, and
the corrected one. The declared number of records is checked.
Source: OFAC SDN XML schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchlists import dates, documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryContact, EntryDocument, EntryName
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import statements
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.formats.xml_records import Node, records
from watchlists.listed_names import in_parts, whole

FORMAT = "ofac-xml"
ROOT = "sdnList"
KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_HEADERS = ("publshInformation", "publishInformation")
_ALIASES = {"a.k.a.": "alias", "f.k.a.": "former", "n.k.a.": "variation"}
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_CONTACTS = (("phone", "phone"), ("email", "email"), ("website", "web"))
_BASIS = (
    "sanction",
    "digital currency",
    "determination",
    "prohibited",
    "organization",
    "target type",
    "listing",
)
_LINK = re.compile(r"Linked To:\s*([^;)]+)")


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every entry. Raises `ListError` where the file is not the list."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    reading = records(file, *_HEADERS, "sdnEntry")
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not an OFAC list", place=file.name)
    seen: set[str] = set()
    for node in reading:
        if node.name in _HEADERS:
            _header(node, edition)
            continue
        report.records += 1
        uid = node.first("uid")
        report.at(report.records, uid)
        if not uid:
            report.add("id_missing", Severity.ERROR)
        elif uid in seen:
            report.add("id_repeated", Severity.ERROR)
        else:
            seen.add(uid)
            yield _entry(node, uid, report)


def american(text: str) -> str:
    """Return a `MM/DD/YYYY` date as ISO, or empty."""
    found = re.match(r"^(\d{1,2})/(\d{1,2})/(\d{4})$", text)
    return dates.of_parts(int(found[3]), int(found[1]), int(found[2])).earliest if found else ""


def _header(node: Node, edition: Edition) -> None:
    edition.published_on = edition.generated_at = american(node.first("Publish_Date"))
    if (count := node.first("Record_Count")).isdigit():
        edition.declared = int(count)


def _entry(node: Node, uid: str, report: Report) -> Entry:
    said = node.first("sdnType")
    kind = KINDS.get(said.lower())
    if kind is None:
        report.add("kind_unknown", text=said)
        kind = "other"
    papers: list[EntryDocument] = []
    contacts: list[EntryContact] = []
    notes = list(node.values("remarks"))
    sexes: list[str] = []
    for one in node.all("idList", "id"):
        _identifier(one, papers, contacts, notes, sexes)
    stated = tuple(
        statements.nationality(country, report, kind=kind_of)
        for path, child, kind_of in (
            ("nationalityList", "nationality", "nationality"),
            ("citizenshipList", "citizenship", "citizenship"),
        )
        for country in node.values(path, child, "country")
    )
    births = tuple(
        statements.birth(dates.written(text), report, field="dateOfBirth")
        for text in node.values("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")
    )
    vessel = (child for one in node.all("vesselInfo") for child in one.children)
    return Entry(
        source_id=uid,
        kind=kind,
        names=_names(node, person=kind == "person"),
        births=births,
        birth_places=node.values("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=distinct(sexes),
        documents=tuple(papers),
        contacts=tuple(contacts),
        addresses=distinct(
            ", ".join(text for name in _ADDRESS if (text := one.first(name)))
            for one in node.all("addressList", "address")
        ),
        roles=node.values("title"),
        programmes=node.values("programList", "program"),
        links=distinct(link.strip() for note in notes for link in _LINK.findall(note)),
        notes=tuple(notes),
        extra=tuple((child.name, text) for child in vessel if (text := child.value())),
    )


def _names(node: Node, *, person: bool) -> tuple[EntryName, ...]:
    found = [_name(node, "primary", "strong", person=person)]
    for alias in node.all("akaList", "aka"):
        kind = _ALIASES.get(alias.first("type").lower(), "alias")
        quality = {"strong": "strong", "weak": "weak"}.get(alias.first("category").lower(), "unstated")
        found.append(_name(alias, kind, quality, person=person))
    return tuple(name for name in found if name.full)


def _name(node: Node, kind: str, quality: str, *, person: bool) -> EntryName:
    surname, given = node.first("lastName"), node.first("firstName")
    if person and given:
        return in_parts(surname, given, kind=kind, quality=quality)
    return whole(surname or given, kind=kind, quality=quality)


def _identifier(
    node: Node, papers: list[EntryDocument], contacts: list[EntryContact], notes: list[str], sexes: list[str]
) -> None:
    """Sort one `id` element: it also holds sexes, contacts, currency addresses and notices."""
    label, number = node.first("idType"), node.first("idNumber")
    folded = label.lower()
    if folded.startswith("gender"):
        sexes.append({"male": "M", "female": "F"}.get(number.lower(), "U"))
        return
    for start, kind in _CONTACTS:
        if folded.startswith(start) and number:
            contacts.append(EntryContact(kind, number))
            return
    if any(word in folded for word in _BASIS):
        notes.append(f"{label} {number}".strip())
        return
    made = documents.document(
        label,
        number,
        issuer=node.first("idCountry"),
        issued=statements.day(node.first("issueDate")),
        expires=statements.day(node.first("expirationDate")),
    )
    if made:
        papers.append(made)
    elif label or number:
        notes.append(f"{label} {number}".strip())

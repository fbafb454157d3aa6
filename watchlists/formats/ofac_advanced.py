"""The OFAC lists as advanced XML (`sdn_advanced.xml`): everything is a reference and is resolved.

Sanctions entries and documents stand apart from the parties they belong to, so the file is read twice: first
reference sets, places, documents, measures and relations into tables, then the parties one by one. Documents
join by identity, not by profile. A reference to nothing is a finding, its id is kept.
Source: the Advanced Sanctions Data Model (UN/OFAC).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from watchlists import documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryBirth, EntryContact, EntryDocument, EntryName
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import statements
from watchlists.formats.ofac_features import Features, country_of, features
from watchlists.formats.ofac_periods import day_of, period
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.formats.xml_records import Node, records
from watchlists.listed_names import in_parts, whole

FORMAT = "ofac-advanced-xml"
ROOT = "Sanctions"
KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_SECTIONS = (
    "ReferenceValueSets",
    "DateOfIssue",
    "Location",
    "IDRegDocument",
    "SanctionsEntry",
    "ProfileRelationship",
)
_ALIASES = {"a.k.a.": "alias", "f.k.a.": "former", "n.k.a.": "variation", "name": "alias"}
_PARTS = {
    "patronymic": "patronymic",
    "matronymic": "matronymic",
    "maiden name": "maiden",
    "nickname": "nickname",
}


@dataclass(slots=True)
class References:
    """The tables of the first pass: values, places, documents by identity, measures by profile."""

    values: dict[str, dict[str, Node]] = field(default_factory=dict)
    places: dict[str, Node] = field(default_factory=dict)
    documents: dict[str, list[Node]] = field(default_factory=dict)
    measures: dict[str, list[Node]] = field(default_factory=dict)
    relations: dict[str, list[Node]] = field(default_factory=dict)

    def text(self, kind: str, number: str, report: Report) -> str:
        """Return the text of a reference value; its id with a finding where it points to nothing."""
        if not number:
            return ""
        found = self.values.get(kind, {}).get(number)
        if found is None:
            report.add("reference_unknown", field=f"{kind} {number}")
            return f"#{number}"
        return found.value()


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every party. Raises `ListError` where the file is not of this model."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    known = _references(source, edition)
    seen: set[str] = set()
    reading = records(file, "DistinctParty")
    next(reading)
    for party in reading:
        report.records += 1
        for profile in party.all("Profile"):
            number = profile.get("ID") or party.get("FixedRef")
            report.at(report.records, number)
            if number in seen:
                report.add("id_repeated", Severity.ERROR)
                continue
            seen.add(number)
            yield _entry(profile, number, known, report)


def _references(source: Source, edition: Edition) -> References:
    known = References()
    reading = records(source.one(), *_SECTIONS)
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not an OFAC advanced list", place=source.one().name)
    for node in reading:
        if node.name == "ReferenceValueSets":
            for group in node.children:
                for one in group.children:
                    known.values.setdefault(one.name, {})[one.get("ID")] = one
        elif node.name == "DateOfIssue" and not edition.generated_at:
            edition.generated_at = edition.published_on = day_of(node).earliest
        elif node.name == "Location":
            known.places[node.get("ID")] = node
        elif node.name == "IDRegDocument":
            known.documents.setdefault(node.get("IdentityID"), []).append(node)
        elif node.name == "SanctionsEntry":
            known.measures.setdefault(node.get("ProfileID"), []).append(node)
        elif node.name == "ProfileRelationship":
            known.relations.setdefault(node.get("From-ProfileID"), []).append(node)
    return known


def _entry(profile: Node, number: str, known: References, report: Report) -> Entry:
    kind = _kind(profile, known, report)
    said = features(profile, known, report)
    papers: list[EntryDocument] = []
    names: list[EntryName] = []
    for identity in profile.all("Identity"):
        names += _names(identity, known, report, kind)
        for one in known.documents.get(identity.get("ID"), ()):
            made, note = _document(one, known, report)
            if made:
                papers.append(made)
            elif note:
                report.add("document_without_number", Severity.NOTE)
                said.notes.append(note)
    measures = known.measures.get(number, ())
    listed = sorted(
        day.earliest
        for one in measures
        for event in one.all("EntryEvent", "Date")
        if (day := day_of(event)).earliest
    )
    programmes = [
        text
        for one in measures
        for measure in one.all("SanctionsMeasure")
        if known.text("SanctionsType", measure.get("SanctionsTypeID"), report) == "Program"
        and (text := measure.first("Comment"))
    ]
    lists = distinct(known.text("List", one.get("ListID"), report) for one in measures)
    return Entry(
        source_id=number,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        births=tuple(said.births),
        birth_places=distinct(said.birth_places),
        nationalities=statements.codes(tuple(said.nationalities)),
        nationality_statements=tuple(said.nationalities),
        sexes=distinct(said.sexes),
        documents=tuple(papers),
        contacts=tuple(EntryContact(kind, value) for kind, value in said.contacts),
        addresses=distinct(said.addresses),
        roles=distinct(said.roles),
        programmes=distinct(programmes),
        listed_on=listed[0] if listed else "",
        amended_on=listed[-1] if len(listed) > 1 else "",
        legal_reference="; ".join(_legal(measures, known, report)),
        links=_links(number, known, report),
        notes=(*said.notes, *profile.values("Comment")),
        extra=tuple(("list", name) for name in lists),
    )


def _kind(profile: Node, known: References, report: Report) -> str:
    sub = known.values.get("PartySubType", {}).get(profile.get("PartySubTypeID"))
    said = sub.value() if sub else ""
    if sub is not None and said.lower() == "unknown":
        said = known.text("PartyType", sub.get("PartyTypeID"), report)
    kind = KINDS.get(said.lower())
    if kind is None:
        report.add("kind_unknown", text=said or profile.get("PartySubTypeID"))
        return "other"
    return kind


def _legal(measures: Iterable[Node], known: References, report: Report) -> tuple[str, ...]:
    return distinct(
        known.text("LegalBasis", event.get("LegalBasisID"), report)
        for one in measures
        for event in one.all("EntryEvent")
    )


def _links(number: str, known: References, report: Report) -> tuple[str, ...]:
    found = []
    for one in known.relations.get(number, ()):
        relation = known.text("RelationType", one.get("RelationTypeID"), report)
        former = " (former)" if one.get("Former").lower() == "true" else ""
        found.append(f"{relation}{former}: profile {one.get('To-ProfileID')}")
    return distinct(found)


def _names(identity: Node, known: References, report: Report, kind: str) -> list[EntryName]:
    groups = {
        group.get("ID"): known.text("NamePartType", group.get("NamePartTypeID"), report).lower()
        for group in identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    }
    found: list[EntryName] = []
    for alias in identity.all("Alias"):
        primary = alias.get("Primary").lower() == "true"
        label = known.text("AliasType", alias.get("AliasTypeID"), report).lower()
        quality = "weak" if alias.get("LowQuality").lower() == "true" else "strong"
        for form, documented in enumerate(alias.all("DocumentedName")):
            use = "primary" if primary else _ALIASES.get(label, "alias")
            if form and primary:
                use = "original"
            if name := _name(documented, groups, use, quality, kind):
                found.append(name)
    found.sort(key=lambda name: name.kind != "primary")
    return found


def _name(node: Node, groups: dict[str, str], use: str, quality: str, kind: str) -> EntryName | None:
    parts: dict[str, list[str]] = {}
    for value in node.all("DocumentedNamePart", "NamePartValue"):
        if text := value.value():
            parts.setdefault(groups.get(value.get("NamePartGroupID"), ""), []).append(text)
    if not parts:
        return None
    joined = {label: " ".join(texts) for label, texts in parts.items()}
    surname = joined.pop("last name", "")
    given = " ".join(joined.pop(label) for label in ("first name", "middle name") if label in joined)
    if kind != "person" or not (surname or given):
        everything = (value.value() for value in node.all("DocumentedNamePart", "NamePartValue"))
        return whole(" ".join(everything), kind=use, quality=quality)
    extra = tuple((_PARTS.get(label, label), text) for label, text in joined.items())
    return in_parts(surname, given, kind=use, quality=quality, parts=extra)


def _document(node: Node, known: References, report: Report) -> tuple[EntryDocument | None, str]:
    label = known.text("IDRegDocType", node.get("IDRegDocTypeID"), report).strip(" :-")
    days: dict[str, EntryBirth] = {
        known.text("IDRegDocDateType", one.get("IDRegDocDateTypeID"), report).lower(): period(inner)
        for one in node.all("DocumentDate")
        for inner in one.all("DatePeriod")
    }
    number, comment = node.first("IDRegistrationNo"), node.first("Comment")
    issued, expires = days.get("issue date"), days.get("expiration date")
    made = documents.document(
        label,
        number,
        issuer=country_of(node.get("IssuedBy-CountryID"), known, report),
        issued=_partial(issued),
        expires=_partial(expires),
        note="; ".join(text for text in (node.first("IssuingAuthority"), comment) if text),
    )
    return made, "" if made else " ".join(text for text in (label, number, comment) if text)


def _partial(when: EntryBirth | None) -> str:
    lengths = {"day": 10, "month": 7, "year": 4}
    return when.earliest[: lengths.get(when.precision, 10)] if when else ""


__all__ = ["FORMAT", "ROOT", "Features", "References", "stream"]

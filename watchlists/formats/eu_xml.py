"""The EU consolidated financial sanctions list, XML 1.1."""

from __future__ import annotations

from collections.abc import Iterator

from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import ListError, Report, Severity
from watchlists.formats.eu_entry import KINDS, Blocks, entry_of, fold
from watchlists.formats.source import Source
from watchlists.formats.xml_records import Node, records

FORMAT = "eu-xml"
ROOT = "export"
_KNOWN = {
    "remark",
    "regulation",
    "subjectType",
    "nameAlias",
    "birthdate",
    "citizenship",
    "identification",
    "address",
}


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every entity. Raises `ListError` where the file is not the list in this layout."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    reading = records(file, "sanctionEntity", "ENTITY")
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not the EU list in XML 1.1", place=file.name)
    edition.generated_at = root.get("generationDate")
    edition.published_on = edition.generated_at[:10]
    edition.format_version = root.get("globalFileId")
    seen: set[str] = set()
    for node in reading:
        report.records += 1
        logical = node.get("logicalId")
        source_id = node.get("euReferenceNumber") or (f"logical:{logical}" if logical else "")
        report.at(report.records, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif source_id in seen:
            report.add("id_repeated", Severity.ERROR)
        elif entry := entry_of(_blocks(node, report), source_id, _kind(node, report), report):
            seen.add(source_id)
            yield entry


def _kind(node: Node, report: Report) -> str:
    for one in node.all("subjectType"):
        for name in ("code", "classificationCode"):
            if kind := KINDS.get(one.get(name).lower()):
                return kind
        report.add("kind_unknown", text=one.get("code"))
    return "other"


def _block(node: Node) -> dict[str, str]:
    block = {fold(name): " ".join(value.split()) for name, value in node.attributes.items()}
    if remarks := node.values("remark"):
        block["remark"] = "; ".join(remarks)
    if url := node.first("publicationUrl"):
        block["publicationurl"] = url
    contacts = [f"{one.get('key')}{one.get('value')}" for one in node.all("contactInfo")]
    if contacts:
        block["contactinfo"] = "".join(contacts)
    return block


def _blocks(node: Node, report: Report) -> Blocks:
    remarks = list(node.values("remark"))
    for child in node.children:
        if child.name not in _KNOWN and not child.empty():
            report.add("element_unknown", Severity.NOTE, element=child.name)
            remarks.append(f"{child.name}: {child.value()}")
    return Blocks(
        entity=_block(node) | {"remark": ""},
        names=[_block(one) for one in node.all("nameAlias")],
        births=[_block(one) for one in node.all("birthdate")],
        papers=[_block(one) for one in node.all("identification")],
        citizenships=[_block(one) for one in node.all("citizenship")],
        addresses=[_block(one) for one in node.all("address")],
        regulations=[_block(one) for one in node.all("regulation")],
        remarks=remarks,
    )

"""The Swiss sanctions list (SECO), XML: programmes and places first, then targets with their whole history.

Delisted targets stay in the file: the modification with the latest effective date decides, not the last one.
Modifications hold copies of whole targets, so only direct children of a target are read. Spelling variants of
parts combine: one name for each language and script.
Source: the publisher's schema (swiss-sanctions-list 1.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from watchlists import dates, documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import statements
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.formats.xml_records import Node, records
from watchlists.listed_names import in_parts, whole

FORMAT = "seco-xml"
ROOT = "swiss-sanctions-list"
MAX_NAMES = 64
_STATES = {"listed": "listed", "amended": "listed", "de-listed": "delisted"}
_GIVEN = {"given-name", "further-given-name"}
_LABELS = {
    "father-name": "patronymic",
    "grand-father-name": "patronymic",
    "maiden-name": "maiden",
    "suffix": "suffix",
}
_LABELS |= {"tribal-name": "tribe", "other": "other"}


@dataclass(slots=True)
class _Tables:
    """Programmes by sanctions set, places by id."""

    programmes: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every target, delisted ones as such. Raises `ListError` for another file or a partial list."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    tables = _Tables()
    reading = records(file, "sanctions-program", "place")
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not the Swiss list", place=file.name)
    if root.get("list-type") != "whole-list":
        raise ListError(
            "partial_list", "The file is no whole list", place=file.name, remedy="Fetch the whole list"
        )
    edition.generated_at = edition.published_on = root.get("date")[:10]
    for node in reading:
        if node.name == "place":
            tables.places[node.get("ssid")] = _place(node)
        else:
            key = node.first("program-key") or node.first("program-name")
            for one in node.all("sanctions-set"):
                tables.programmes[one.get("ssid")] = key
    seen: set[str] = set()
    for node in records(file, "target"):
        if node.name != "target":
            continue
        report.records += 1
        source_id = node.get("ssid")
        report.at(report.records, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif source_id in seen:
            report.add("id_repeated", Severity.ERROR)
        elif entry := _entry(node, source_id, tables, report):
            seen.add(source_id)
            yield entry
        else:
            report.add("name_missing", Severity.ERROR)


def _place(node: Node) -> str:
    country = node.first("country")
    return ", ".join(distinct((node.first("location"), node.first("area"), country)))


def _kind(node: Node) -> tuple[str, Node]:
    for name, kind in (("individual", "person"), ("entity", "organisation"), ("object", "vessel")):
        for one in node.all(name):
            return (one.get("object-type") if name == "object" else kind) or kind, one
    return "other", node


def _state(node: Node, report: Report) -> tuple[str, str, str]:
    """Return the state, first and last effective date; of equal dates the first in the file decides."""
    changes = node.all("modification")
    dated = [
        (one.get("effective-date") or one.get("enactment-date") or one.get("publication-date"), one)
        for one in changes
    ]
    if not dated:
        return "listed", "", ""
    latest = max(day for day, _ in dated)
    kind = next(one for day, one in dated if day == latest).get("modification-type")
    if kind not in _STATES:
        report.add("status_unknown", text=kind)
    return _STATES.get(kind, "listed"), min(day for day, _ in dated)[:10], latest[:10]


def _entry(node: Node, source_id: str, tables: _Tables, report: Report) -> Entry | None:
    kind, target = _kind(node)
    names = _names(target, report)
    papers = _documents(target, tables)
    if not names and not papers:
        return None
    state, first, last = _state(node, report)
    sets = (*node.values("sanctions-set-id"), *node.get("sanctions-set-id").split())
    identities = target.all("identity")
    countries = [one for each in identities for one in each.all("nationality", "country")]
    stated = tuple(statements.nationality(one.get("iso-code") or one.value(), report) for one in countries)
    births = [_date(one, report) for each in identities for one in each.all("day-month-year")]
    places = [_located(one, tables, report) for each in identities for one in each.all("place-of-birth")]
    sex = statements.sex(target.get("sex"))
    return Entry(
        source_id=source_id,
        kind=kind,
        names=names,
        births=tuple(dict.fromkeys(births)),
        birth_places=distinct(places),
        nationalities=statements.codes(stated),
        nationality_statements=tuple(dict.fromkeys(stated)),
        sexes=(sex,) if sex else (),
        documents=papers,
        addresses=distinct(
            _located(one, tables, report) for each in identities for one in each.all("address")
        ),
        programmes=distinct(tables.programmes.get(one, f"#{one}") for one in sets),
        listed_on=first,
        amended_on=last if last != first else "",
        delisted_on=last if state == "delisted" else "",
        status=state,
        notes=(*target.values("justification"), *target.values("other-information")),
        links=distinct(
            f"{one.get('relation-type')}: target {one.get('target-id')}" for one in target.all("relation")
        ),
        other_ids=tuple(("foreign-identifier", one) for one in node.values("foreign-identifier")),
    )


def _located(node: Node, tables: _Tables, report: Report) -> str:
    number = node.get("place-id")
    details = ", ".join(text for child in node.children if (text := child.value()))
    if number and number not in tables.places:
        report.add("reference_unknown", field=f"place {number}")
        return details or f"#{number}"
    return ", ".join(part for part in (details, tables.places.get(number, "")) if part)


def _date(node: Node, report: Report) -> EntryBirth:
    parts = [int(text) if (text := node.get(name)).isdigit() else 0 for name in ("year", "month", "day")]
    written = "-".join(text for name in ("year", "month", "day") if (text := node.get(name)))
    read = dates.of_parts(*parts, circa=node.get("quality") == "low", as_written=written)
    return statements.birth(read, report, field="day-month-year")


def _names(target: Node, report: Report) -> tuple[EntryName, ...]:
    found: list[EntryName] = []
    for identity in target.all("identity"):
        main = identity.get("main").lower() == "true"
        for name in identity.all("name"):
            said = name.get("name-type")
            kind = {"formerly-known-as": "former", "primary-name": "primary"}.get(said, "alias")
            if kind == "primary" and not main:
                kind = "alias"
            quality = {"good": "strong", "low": "weak"}.get(name.get("quality"), "unstated")
            found += _forms(name, kind, quality, report)
    found.sort(key=lambda name: name.kind != "primary")
    return tuple(dict.fromkeys(found))


def _forms(node: Node, kind: str, quality: str, report: Report) -> list[EntryName]:
    """Return the name as it stands, then one for each (language, script) of its parts' variants."""
    parts = sorted(node.all("name-part"), key=lambda part: int(part.get("order") or 0))
    labels = [part.get("name-part-type") for part in parts]
    found = [_made(list(zip(labels, (part.first("value") for part in parts), strict=True)), kind, quality)]
    scripts = dict.fromkeys(
        (variant.get("lang"), variant.get("script"))
        for part in parts
        for variant in part.all("spelling-variant")
    )
    for script in scripts:
        choices = [
            [text for variant in part.all("spelling-variant")
             if (variant.get("lang"), variant.get("script")) == script and (text := variant.value())]
            or [part.first("value")]
            for part in parts
        ]  # fmt: skip
        for values in product(*choices):
            if len(found) >= MAX_NAMES:
                report.add("names_capped", cap=MAX_NAMES)
                return found
            same = "original" if kind == "primary" and script[1] not in ("", "LATN") else kind
            use = "variation" if same == "primary" else same
            found.append(_made(list(zip(labels, values, strict=True)), use, quality))
    return [name for name in found if name.full]


def _made(parts: list[tuple[str, str]], kind: str, quality: str) -> EntryName:
    surname = " ".join(text for label, text in parts if label == "family-name" and text)
    given = " ".join(text for label, text in parts if label in _GIVEN and text)
    spoken = [(label, text) for label, text in parts if label != "title" and text]
    if surname and given:
        extra = tuple(
            (_LABELS.get(label, label), text)
            for label, text in parts
            if label not in {"family-name", *_GIVEN}
        )
        return in_parts(surname, given, kind=kind, quality=quality, parts=extra)
    return whole(" ".join(text for _, text in spoken), kind=kind, quality=quality)


def _documents(target: Node, tables: _Tables) -> tuple[EntryDocument, ...]:
    found: list[EntryDocument] = []
    for one in (
        paper for identity in target.all("identity") for paper in identity.all("identification-document")
    ):
        issuer = next((node.get("code") or node.value() for node in one.all("issuer")), "")
        made = documents.document(
            one.get("document-type").replace("-", " "),
            one.first("number"),
            issuer=issuer,
            issued=_day(one, "date-of-issue"),
            expires=_day(one, "expiry-date"),
            note=one.first("remark") or tables.places.get(one.get("place-id"), ""),
        )
        if made:
            found.append(made)
    return tuple(dict.fromkeys(found))


def _day(node: Node, name: str) -> str:
    for one in node.all(name):
        parts = [text for part in ("year", "month", "day") if (text := one.get(part))]
        written = "-".join(text.zfill(2) for text in parts) or one.value()
        return statements.day(written)
    return ""

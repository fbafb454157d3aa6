"""The United Nations Security Council consolidated list, XML.

Parts of a name stand in the order of the name, but their meaning is not stated: they are `ordinal`. Elements
with only empty children mean nothing. `EXACT` with a year is a year, not a day and not circa.
Source: the publisher's schema (sc-sanctions.xsd) and the editions of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchlists import dates, documents
from watchlists.countries import code_of, states_nothing
from watchlists.edition import Edition, Parsed, collect
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import statements
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.formats.xml_records import Node, records
from watchlists.scripts import script_of, tidy

FORMAT = "un-xml"
ROOT = "CONSOLIDATED_LIST"
REGIMES = {"GB": "Guinea-Bissau"}
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME")
_QUALITIES = {
    "good": ("alias", "strong"),
    "low": ("alias", "weak"),
    "a.k.a.": ("alias", "unstated"),
    "f.k.a.": ("former", "unstated"),
}
_KNOWN = {
    *_PARTS,
    *("DATAID", "VERSIONNUM", "NAME_ORIGINAL_SCRIPT", "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON"),
    *("GENDER", "SUBMITTED_BY", "SUBMITTED_ON", "DELISTED_ON", "COMMENTS1", "TITLE", "DESIGNATION"),
    *("NATIONALITY", "NATIONALITY2", "LIST_TYPE", "LAST_DAY_UPDATED", "SORT_KEY", "SORT_KEY_LAST_MOD"),
    *("INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH"),
    *("INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS"),
}
_LETTER = re.compile(r"^\(?[a-z]\)\s*", re.IGNORECASE)
_TELLS = re.compile(r"\b(?:born|passport|identity)\b", re.IGNORECASE)
_QUOTES = {'"': '"', "\u201c": "\u201d", "\u2018": "\u2019", "'": "'", "\u201e": "\u201c", "\u00ab": "\u00bb"}
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every person and entity. Raises `ListError` where the file is not the list."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    reading = records(file, "INDIVIDUAL", "ENTITY")
    root = next(reading, None)
    if root is None or root.name != ROOT:
        raise ListError("wrong_format", "This is not the UN consolidated list", place=file.name)
    edition.generated_at = root.get("dateGenerated")
    edition.published_on = edition.generated_at[:10]
    seen: set[str] = set()
    for node in reading:
        report.records += 1
        data_id = node.first("DATAID")
        source_id = node.first("REFERENCE_NUMBER") or (f"data:{data_id}" if data_id else "")
        report.at(report.records, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif source_id in seen:
            report.add("id_repeated", Severity.ERROR)
        elif entry := _entry(node, source_id, data_id, report):
            seen.add(source_id)
            yield entry
        else:
            report.add("name_missing", Severity.ERROR)


def read(paths: Source) -> Parsed:
    """Read the whole list into memory."""
    return collect(stream, paths)


def _entry(node: Node, source_id: str, data_id: str, report: Report) -> Entry | None:
    person = node.name == "INDIVIDUAL"
    names = _names(node, person=person)
    if not names:
        return None
    notes = list(node.values("COMMENTS1"))
    for alias in node.all("INDIVIDUAL_ALIAS" if person else "ENTITY_ALIAS"):
        names += _alias(alias, report)
    for child in node.children:
        if child.name not in _KNOWN and not child.empty():
            report.add("element_unknown", Severity.NOTE, element=child.name)
            notes.append(f"{child.name}: {' '.join(_texts(child))}")
    papers: list[EntryDocument] = []
    for paper in node.all("INDIVIDUAL_DOCUMENT"):
        made, note = _document(paper)
        if made:
            papers.append(made)
        elif note:
            report.add("document_without_number", Severity.NOTE)
            notes.append(note)
    births = [birth for one in node.all("INDIVIDUAL_DATE_OF_BIRTH") if (birth := _birth(one))]
    for birth in births:
        statements.birth(birth, report, field="INDIVIDUAL_DATE_OF_BIRTH")
    stated = tuple(
        statements.nationality(text, report)
        for text in (*node.values("NATIONALITY", "VALUE"), *node.values("NATIONALITY2"))
        if not states_nothing(text)
    )
    regime = node.first("UN_LIST_TYPE")
    updated = sorted(text[:10] for text in node.values("LAST_DAY_UPDATED", "VALUE"))
    extra = [(name.lower(), text) for name in ("SUBMITTED_BY", "SUBMITTED_ON") if (text := node.first(name))]
    if len(updated) > 1:
        extra.append(("amendments", " ".join(updated)))
    return Entry(
        source_id=source_id,
        kind="person" if person else "organisation",
        names=tuple(names),
        births=tuple(dict.fromkeys(births)),
        birth_places=distinct(_place(one) for one in node.all("INDIVIDUAL_PLACE_OF_BIRTH")),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=distinct({"male": "M", "female": "F"}.get(text.lower(), "") for text in node.values("GENDER")),
        documents=tuple(papers),
        addresses=distinct(
            _place(one) for one in node.all("INDIVIDUAL_ADDRESS" if person else "ENTITY_ADDRESS")
        ),
        roles=node.values("DESIGNATION", "VALUE"),
        programmes=(REGIMES.get(regime, regime),) if regime else (),
        listed_on=node.first("LISTED_ON")[:10],
        delisted_on=node.first("DELISTED_ON")[:10],
        amended_on=updated[-1] if updated else "",
        notes=tuple(notes),
        other_ids=(("un-data-id", data_id),) if data_id else (),
        extra=tuple(extra),
        authority="United Nations Security Council",
    )


def _names(node: Node, *, person: bool) -> list[EntryName]:
    written = [part for name in _PARTS if (part := node.first(name)) and not states_nothing(part)]
    names: list[EntryName] = []
    if written:
        titles = tuple(("title", title) for title in node.values("TITLE", "VALUE")) if person else ()
        ordinals = tuple(("ordinal", part) for part in written) if person else ()
        full = tidy(" ".join(written))
        names.append(
            EntryName(
                full=full, quality="strong", script=script_of(full), order="unknown", parts=ordinals + titles
            )
        )
    for text in node.values("NAME_ORIGINAL_SCRIPT"):
        full = tidy(text)
        names.append(EntryName(full=full, kind="original", quality="strong", script=script_of(full)))
    return names


def alias_texts(text: str) -> tuple[list[str], str]:
    """Return the names in one alias field, and what of it is no name.

    Several names stand between semicolons, with list letters; quotes around a name are stripped; a sentence
    with birth or passport data is cut before them.
    """
    rest = ""
    whole = tidy(text)
    if _TELLS.search(whole) and (digit := re.search(r"\d", whole)):
        marks = [place for place in (whole.find(","), whole.find("(")) if 0 < place < digit.start()]
        if marks:
            whole, rest = whole[: min(marks)], whole[min(marks) :].strip(" ,")
    names: list[str] = []
    for piece in whole.split(";"):
        name = _LETTER.sub("", piece.strip())
        while len(name) > 1 and _QUOTES.get(name[0]) == name[-1]:
            name = name[1:-1].strip()
        names += [part for one in _scripts_apart(name) if (part := one.strip(" ,"))]
    return [name for name in names if any(map(str.isalnum, name))], rest


def _scripts_apart(name: str) -> list[str]:
    """Return the name and the form in brackets as two where the brackets hold another script."""
    found = re.search(r"\(([^()]+)\)?", name)
    if found and script_of(found[1]) not in ("", script_of(name.replace(found[0], ""))):
        return [tidy(name.replace(found[0], " ")), tidy(found[1])]
    return [name]


def _alias(node: Node, report: Report) -> list[EntryName]:
    text, quality = node.first("ALIAS_NAME"), node.first("QUALITY")
    if not text:
        if not node.empty():
            report.add("alias_empty", Severity.NOTE)
        return []
    kind, strength = _QUALITIES.get(quality.lower(), ("alias", "unstated"))
    names, rest = alias_texts(text)
    said = [
        f"{label.lower().replace('_', ' ')}: {value}"
        for label in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE")
        if (value := node.first(label))
    ]
    note = "; ".join([*said, *([rest] if rest else [])])
    return [
        EntryName(
            full=name,
            kind=kind,
            quality=strength,
            script=script_of(name),
            note=note,
            as_written=text if name != text else "",
            order="unknown",
        )
        for name in names
    ]


def _birth(node: Node) -> EntryBirth | None:
    kind, note = node.first("TYPE_OF_DATE").upper(), node.first("NOTE")
    circa = kind == "APPROXIMATELY" or note.lower().startswith("approx")
    if day := node.first("DATE"):
        read = dates.written(day)
    elif year := node.first("YEAR"):
        read = dates.written(year)
    elif kind == "BETWEEN" or node.first("FROM_YEAR") or node.first("TO_YEAR"):
        first, last = node.first("FROM_YEAR"), node.first("TO_YEAR")
        read = dates.between(dates.written(first), dates.written(last), as_written=f"{first}-{last}")
        if not first and not last:
            read = dates.written(note)
    elif note:
        return dates.written(note)
    else:
        return None
    return EntryBirth(
        read.earliest,
        read.latest,
        read.precision,
        circa or read.circa,
        read.as_written,
        read.calendar,
        "",
        note,
    )


def _place(node: Node) -> str:
    place = ", ".join(text for name in _PLACE if (text := node.first(name)))
    note = node.first("NOTE")
    return f"{place} ({note})" if place and note else place or note


_EXPIRES = re.compile(
    r"expir\w*(?:\s+on)?:?\s+(\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{4})", re.IGNORECASE
)


def _document(node: Node) -> tuple[EntryDocument | None, str]:
    """Return the document, or what a document without a number says."""
    types = [text for name in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2") if (text := node.first(name))]
    label = ", ".join(dict.fromkeys(types))
    written, note = node.first("NUMBER"), node.first("NOTE")
    issuing, country = node.first("ISSUING_COUNTRY"), node.first("COUNTRY_OF_ISSUE")
    city = node.first("CITY_OF_ISSUE")
    extraction, number, prose = "", written, ""
    if written and not documents.is_number(written):
        number, extraction, prose = documents.number_in_words(written), "text", written
    said = [note]
    if extraction:
        said.insert(0, f"number as written: {written}")
    if city or (issuing and country):
        said.append(f"issued at: {', '.join(part for part in (city, country) if part)}")
    issued = node.first("DATE_OF_ISSUE")
    expires = _EXPIRES.search(f"{written} {note}")
    made = documents.document(
        label,
        number,
        kind=next(filter(None, map(documents.known_kind, (prose, *reversed(types)))), "O"),
        issuer=issuing or country or _issuer_in(prose),
        issued=statements.day(issued),
        expires=statements.day(expires[1]) if expires else "",
        extraction=extraction,
        note="; ".join(part for part in said if part),
    )
    return (made, "") if made else (None, "; ".join(part for part in (label, written, *said) if part))


def _issuer_in(prose: str) -> str:
    """Return the country prose starts with (`Varnian passport No. 513 519`), or empty."""
    words = prose.split()[:4]
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((start for start in starts if len(start) > 3 and code_of(start)), "")


def _texts(node: Node) -> Iterator[str]:
    if text := node.value():
        yield text
    for child in node.children:
        yield from _texts(child)

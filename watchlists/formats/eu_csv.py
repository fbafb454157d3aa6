"""The EU consolidated financial sanctions list, CSV 1.1: one row a block, grouped by entity.

Columns are found by name, never by position. A copy saved again by a spreadsheet, whose dates are no longer
ISO, is refused: day and month cannot be told apart in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import tabular
from watchlists.formats.eu_entry import KINDS, Blocks, entry_of, fold
from watchlists.formats.source import Source

FORMAT = "eu-csv"
ID = "Entity_LogicalId"
_GROUPS = ("NameAlias", "BirthDate", "Identification", "Citizenship", "Address")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}")
_PROBES = 10


def tells(source: Source) -> bool:
    """Tell whether this is one file with the columns of the list."""
    return tabular.tells(source, ID, "NameAlias_WholeName")


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every entity. Raises `ListError` where the file is not the list or was saved again."""
    edition.format = FORMAT
    table = tabular.open_table(source.one(), report, ID)
    probes = 0
    for grouped in tabular.grouped(table, ID, report):
        rows = grouped.rows
        if probes < _PROBES and (day := rows[0].get("Entity_Regulation_PublicationDate", "")):
            probes += 1
            if not _ISO.match(day):
                raise ListError(
                    "dates_changed",
                    "The dates of this copy are no longer as published",
                    place=report.file,
                    remedy="Load the file as fetched, not one a spreadsheet has saved",
                )
        if not edition.published_on and (day := rows[0].get("fileGenerationDate", "")):
            edition.published_on = edition.generated_at = _generated(day)
        logical = grouped.key
        reference = rows[0].get("Entity_EU_ReferenceNumber", "")
        source_id = reference or (f"logical:{logical}" if logical else "")
        report.at(grouped.line, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif entry := entry_of(_blocks(rows), source_id, _kind(rows[0], report), report):
            yield entry


def _generated(day: str) -> str:
    found = re.match(r"^(\d{2})/(\d{2})/(\d{4})$", day)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else day[:10]


def _kind(row: dict[str, str], report: Report) -> str:
    for name in ("Entity_SubjectType_ClassificationCode", "Entity_SubjectType"):
        if kind := KINDS.get(row.get(name, "").lower()):
            return kind
    report.add("kind_unknown", text=row.get("Entity_SubjectType", ""))
    return "other"


def _blocks(rows: list[dict[str, str]]) -> Blocks:
    blocks = Blocks()
    places = (blocks.names, blocks.births, blocks.papers, blocks.citizenships, blocks.addresses)
    for row in rows:
        entity = {fold(name[7:]): text for name, text in row.items() if name.startswith("Entity_")}
        for name, text in entity.items():
            if name == "remark":
                blocks.remarks.append(text)
            elif not name.startswith("regulation"):
                blocks.entity.setdefault(name, text)
        blocks.regulations.append(
            {name[10:]: text for name, text in entity.items() if name.startswith("regulation")}
        )
        for group, place in zip(_GROUPS, places, strict=True):
            start = f"{group}_"
            block = {
                fold(name.removeprefix(start)): text for name, text in row.items() if name.startswith(start)
            }
            said = {name: text for name, text in block.items() if not name.startswith("regulation") and text}
            if said:
                place.append(said)
    return blocks

"""The national template as delimited text or workbook, and a ministry's own sheet with mapped columns.

Wide or long; UTF-8, delimiter comma, semicolon or tab as the header line has it. An optional first line
`#najava-list;list=…;edition=…;authority=…;legal_basis=…;rows=…` states what the list says of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from watchlists.edition import Edition, Parsed, Stream, collect
from watchlists.entry import Entry
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import workbook
from watchlists.formats.columns import Layout, is_template, layout, note_unknown
from watchlists.formats.source import ListFile, Source
from watchlists.formats.table import delimiter_of, encoding_of, rows
from watchlists.formats.template import NOTHING, Defaults, RowError, entry_of, wide_row

FORMAT, WORKBOOK_FORMAT = "najava-csv", "najava-xlsx"
MARK = "#najava-list"


@dataclass(frozen=True, slots=True)
class Mapped:
    """How to read a sheet: `mapping` of headings to columns of the template, and values for all rows."""

    mapping: Mapping[str, str] | None = None
    defaults: Defaults = NOTHING


_PLAIN = Mapped()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would be read as, before anything is: its layout, missing columns, and first rows."""

    layout: Layout
    missing: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tells(source: Source) -> bool:
    """Tell whether this is one workbook, or delimited text with a header of the template."""
    if len(source.files) != 1:
        return False
    if workbook.is_workbook(source.files[0]):
        return True
    text = _head(source.files[0])
    if text.startswith(MARK):
        return True
    header = text.split("\n", 1)[0].strip("\r")
    return is_template([cell.strip('" ') for cell in header.split(delimiter_of(header))])


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield the entries of a file in the template."""
    return _stream(_PLAIN, source, report, edition)


def mapped(mapping: Mapping[str, str] | None, defaults: Defaults) -> Stream:
    """Return a reader for a ministry's own sheet."""
    return partial(_stream, Mapped(mapping, defaults))


def read(paths: Source) -> Parsed:
    """Read a whole file in the template into memory."""
    return collect(stream, paths)


def preview(source: Source, mapping: Mapping[str, str] | None = None, count: int = 10) -> Preview:
    """Return what the file would be read as, and its first rows."""
    report, edition = Report(), Edition()
    reading = _table(source.one(), report, edition)
    _, headings = next(reading, (0, []))
    found = layout(headings, mapping)
    first = tuple(tuple(cells) for _, cells in islice(reading, count))
    return Preview(found, found.missing(), first)


def _head(file: ListFile) -> str:
    return file.head(16384).decode("utf-8-sig", "replace")


def _stream(how: Mapped, source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    file = source.one()
    report.file = file.name
    edition.format = WORKBOOK_FORMAT if workbook.is_workbook(file) else FORMAT
    defaults = how.defaults
    reading = _table(file, report, edition)
    if edition.legal_basis or edition.authority:
        defaults = Defaults(
            defaults.legal_basis or edition.legal_basis,
            defaults.authority or edition.authority,
            defaults.listed_on,
        )
    return sheet(reading, Mapped(how.mapping, defaults), report)


def sheet(reading: Iterator[tuple[int, list[str]]], how: Mapped, report: Report) -> Iterator[Entry]:
    """Yield the entries of rows whose first one is the header. Raises `ListError` for missing columns."""
    _, headings = next(reading, (0, []))
    found = layout(headings, how.mapping)
    missing = [name for name in found.missing() if not getattr(how.defaults, name, "")]
    if missing:
        raise ListError(
            "columns_missing",
            f"The sheet lacks the columns {', '.join(missing)}",
            place=report.file,
            remedy="Add them, or map your own headings to them",
        )
    note_unknown(found, report)
    numbered = _grouped(reading, found, report) if found.long else _wide(reading, found, report)
    seen: set[str] = set()
    for number, row in numbered:
        report.at(number, row.get("entry_id", ""))
        if report.source_id in seen:
            report.add("id_repeated", Severity.ERROR)
            continue
        try:
            entry = entry_of(row, report, how.defaults)
        except RowError as error:
            _reject(error, report)
            continue
        seen.add(entry.source_id)
        yield entry


def _reject(error: RowError, report: Report) -> None:
    if error.code in {"id_missing", "name_missing"}:
        report.add(error.code, Severity.ERROR)
        return
    report.add(error.code, Severity.ERROR, field=error.params.get("column", ""), **error.params)
    report.add("record_unreadable", Severity.ERROR, reason=f"column {error.params.get('column', '')}")


def _wide(
    reading: Iterable[tuple[int, list[str]]], found: Layout, report: Report
) -> Iterator[tuple[int, dict[str, str]]]:
    width = len(found.columns)
    for number, cells in reading:
        if not any(cell.strip() for cell in cells):
            continue
        report.records += 1
        if len(cells) != width:
            report.at(number)
            report.add("column_count", Severity.ERROR, found=len(cells), expected=width)
            continue
        yield number, found.row([cell.strip() for cell in cells])


def _grouped(
    reading: Iterable[tuple[int, list[str]]], found: Layout, report: Report
) -> Iterator[tuple[int, dict[str, str]]]:
    facts: dict[str, list[dict[str, str]]] = {}
    first: dict[str, int] = {}
    for number, row in _wide(reading, found, report):
        facts.setdefault(row.get("entry_id", ""), []).append(row)
        first.setdefault(row.get("entry_id", ""), number)
    report.records = len(facts)
    for entry_id, said in facts.items():
        report.at(first[entry_id], entry_id)
        try:
            yield first[entry_id], wide_row(entry_id, said)
        except RowError as error:
            _reject(error, report)


def _table(file: ListFile, report: Report, edition: Edition) -> Iterator[tuple[int, list[str]]]:
    """Open the file, read the line about the list if there is one, and return the rows from the header on."""
    if workbook.is_workbook(file):
        return _workbook(file, report, edition)
    encoding = encoding_of(file, report)
    head = file.head(16384).decode("utf-16" if encoding == "utf-16" else "utf-8-sig", "replace")
    lines = head.splitlines() or [""]
    described = lines[0].startswith(MARK)
    if described:
        _describe(lines[0], edition)
    header = lines[1] if described and len(lines) > 1 else lines[0]
    reading = rows(file, encoding, delimiter_of(header))
    if described:
        next(reading, None)
    return reading


def _workbook(file: ListFile, report: Report, edition: Edition) -> Iterator[tuple[int, list[str]]]:
    reading = workbook.rows(file, report)
    number, cells = next(reading, (0, [""]))
    if cells[0].startswith(MARK):
        _describe(cells[0], edition)
        return reading
    return chain(((number, cells),), reading)


def _describe(line: str, edition: Edition) -> None:
    said = dict(
        part.strip().strip('"').split("=", 1)
        for part in line.replace("\t", ";").split(";")[1:]
        if "=" in part
    )
    edition.title = said.get("list", "")
    edition.published_on = edition.generated_at = said.get("edition", "")
    edition.authority = said.get("authority", "")
    edition.legal_basis = said.get("legal_basis", "")
    if said.get("rows", "").isdigit():
        edition.declared = int(said["rows"])

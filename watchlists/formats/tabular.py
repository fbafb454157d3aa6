"""Tables with one row a fact or a combination: rows found by header, grouped by the reference of their entry.

Rows of one entry usually stand together, but nothing promises it: a first pass notes the last row of each
reference, so that an entry is given as soon as it is whole and memory holds only the open ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from watchlists.findings import ListError, Report, Severity
from watchlists.formats.source import ListFile, Source
from watchlists.formats.table import delimiter_of, encoding_of, folded, rows

HEADER_WITHIN = 5  # lines that may stand before the header (a report date, a generation date)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table whose header was found: its columns as written, its line, and what stood before it."""

    file: ListFile
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    line: int
    preamble: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Grouped:
    """The rows of one entry, column to text without the empty ones, and the line of the first."""

    key: str
    line: int
    rows: list[dict[str, str]] = field(default_factory=list)


def _preview(file: ListFile) -> list[str]:
    head = file.head(32768)
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return head.decode(encoding, "replace").splitlines()[:HEADER_WITHIN]


def tells(source: Source, *columns: str) -> bool:
    """Tell whether this is one text file with these columns in one of its first lines."""
    if len(source.files) != 1:
        return False
    wanted = {folded(column) for column in columns}
    for line in _preview(source.files[0]):
        have = {folded(cell.strip('" ')) for cell in line.split(delimiter_of(line, ",;\t"))}
        if wanted <= have:
            return True
    return False


def open_table(file: ListFile, report: Report, *columns: str, fallback: str = "") -> TableFile:
    """Find the header of a table that has these columns. Raises `ListError` where none has."""
    report.file = file.name
    encoding = encoding_of(file, report, fallback=fallback)
    wanted = {folded(column) for column in columns}
    for line in _preview(file):
        delimiter = delimiter_of(line, ",;\t")
        if not wanted <= {folded(cell.strip('" ')) for cell in line.split(delimiter)}:
            continue
        before: list[tuple[str, ...]] = []
        for number, cells in rows(file, encoding, delimiter):
            if wanted <= {folded(cell) for cell in cells}:
                headings = tuple(cell.strip() for cell in cells)
                return TableFile(file, encoding, delimiter, headings, number, tuple(before))
            before.append(tuple(cells))
            if len(before) > HEADER_WITHIN:
                break
    raise ListError("wrong_format", f"No line has the columns {', '.join(columns)}", place=file.name)


def table_rows(table: TableFile, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, column to text) of each row below the header, empty cells left out."""
    width = len(table.headings)
    for number, cells in rows(table.file, table.encoding, table.delimiter):
        if number <= table.line or not any(cell.strip() for cell in cells):
            continue
        if len(cells) != width:
            report.at(number)
            report.add("column_count", Severity.ERROR, found=len(cells), expected=width)
            continue
        pairs = zip(table.headings, cells, strict=True)
        yield number, {heading: text for heading, cell in pairs if (text := cell.strip())}


def grouped(table: TableFile, column: str, report: Report) -> Iterator[Grouped]:
    """Yield the rows of each reference together, in the order of the last row of each."""
    wanted = folded(column)
    name = next(heading for heading in table.headings if folded(heading) == wanted)
    last: dict[str, int] = {}
    for number, row in table_rows(table, Report()):
        last[row.get(name, "")] = number
    open_groups: dict[str, Grouped] = {}
    for number, row in table_rows(table, report):
        key = row.get(name, "")
        group = open_groups.setdefault(key, Grouped(key, number))
        group.rows.append(row)
        if last[key] == number:
            report.records += 1
            yield open_groups.pop(key)


def together(group: Grouped, column: str) -> tuple[str, ...]:
    """Return the distinct values of a column over the rows of an entry, in order."""
    return tuple(dict.fromkeys(row[column] for row in group.rows if column in row))

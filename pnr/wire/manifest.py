"""Read a passenger manifest that a station sends by mail: a spreadsheet or delimited text in any layout.

`preview` says what each column would be read as and shows nothing of a person but shapes; `read_manifest`
gives the travellers, with every refused row and doubtful cell as a finding. Columns of meals, assistance,
belief, services and remarks are counted and never read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import msgspec

from pnr.model.booking import Message
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Traveller
from pnr.quality import Finding, severity
from pnr.shape import shape
from pnr.wire.manifest_columns import NAMES, NOT_KEPT, SENSITIVE, Column, Layout, Meaning, layout, letter
from pnr.wire.manifest_flight import flight_of
from pnr.wire.manifest_rows import Refused, Rows
from pnr.wire.manifest_sheet import Sheet, SheetError, is_workbook, sheets

_SAMPLES = 3
_LEAST_HEADINGS = 2


class ManifestColumn(msgspec.Struct, frozen=True, gc=False):
    """One column as a person reviews it. `reads_as` is a `Meaning`; `sample` holds shapes (`AAAAA`, `99.99`).

    `note`: id of what to say beside it: sensitive, by_content, heading_contradicted, repeated, not_read,
    day_first, day_first_assumed, month_first, day_first_mixed, order_assumed, order_contradicted.
    """

    index: int
    letter: str
    header: str
    reads_as: str
    kept: bool
    rows: int
    note: str = ""
    sample: tuple[str, ...] = ()


class RefusedRow(msgspec.Struct, frozen=True, gc=False):
    """A row that gives no traveller: its number, the column at fault, the fault, its cells as shapes."""

    row: int
    column: str
    code: str
    shapes: tuple[str, ...]


class ManifestPreview(msgspec.Struct, frozen=True, gc=False):
    """What reading a file would give. `dropped` counts sensitive cells by class, for `gate.shown`."""

    kind: str = ""
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    read: int = 0
    columns: tuple[ManifestColumn, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    doubtful: tuple[int, ...] = ()  # rows whose name fits both ways
    leg: FlightLeg | None = None
    dropped: dict[str, int] = {}
    findings: tuple[Finding, ...] = ()


class _Opened(msgspec.Struct, frozen=True, gc=False):
    sheet: Sheet
    layout: Layout
    findings: tuple[Finding, ...]


def is_manifest(data: bytes, name: str = "") -> bool:
    """Tell whether bytes are a passenger table: a workbook, or delimited text with fitting headings."""
    if is_workbook(data):
        return True
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        return True
    try:
        opened = _opened(data, None)
    except SheetError:
        return False
    present = {column.meaning for column in opened.layout.columns}
    by_heading = opened.layout.strength >= _LEAST_HEADINGS and len(opened.layout.columns) > 1
    by_file = name.lower().endswith((".csv", ".tsv")) and len(present) > 2
    return bool(present & NAMES) and (by_heading or by_file)


def preview(
    data: bytes, name: str, *, mapping: Mapping[int, str] | None = None, today: date | None = None
) -> ManifestPreview:
    """Return what `read_manifest` would do with these arguments, without a person's value. Never raises."""
    try:
        opened = _opened(data, mapping)
    except SheetError as error:
        return ManifestPreview(findings=(_refusal(error, data),))
    rows = _rows(opened, name, today)
    people = rows.read()
    columns = tuple([_shown(column, rows) for column in opened.layout.columns])
    return ManifestPreview(
        kind=opened.sheet.kind,
        sheet=opened.sheet.name,
        header_row=opened.layout.header_row,
        encoding=opened.sheet.encoding,
        delimiter=opened.sheet.delimiter,
        rows=len(people) + len(rows.refused),
        read=len(people),
        columns=columns,
        refused=tuple([_shaped(one, opened.layout) for one in rows.refused]),
        doubtful=tuple(rows.doubtful),
        leg=rows.leg,
        dropped=dropped(opened.layout),
        findings=(*opened.findings, *rows.findings),
    )


def read_manifest(
    data: bytes, name: str = "", *, mapping: Mapping[int, str] | None = None, today: date | None = None
) -> Message:
    """Return the travellers of a manifest as a message of type MANIFEST. Never raises.

    `mapping` gives the meaning of columns (from 0) that a person has corrected; the others are read as found.
    `today` settles two-digit years and a flight date without a year; without it the flight's own date does.
    A manifest is never complete: nothing may be concluded from who is not on it.
    """
    try:
        opened = _opened(data, mapping)
    except SheetError as error:
        return Message(type="MANIFEST", complete=False, findings=(_refusal(error, data),), end=len(data))
    rows = _rows(opened, name, today)
    people: tuple[Traveller, ...] = rows.read()
    return Message(
        type="MANIFEST",
        version=opened.sheet.kind.upper(),
        complete=False,
        announced=str(len(people) + len(rows.refused)),
        legs=(rows.leg,) if rows.leg else (),
        travellers=people,
        findings=(*opened.findings, *rows.findings),
        end=len(data),
    )


def dropped(found: Layout) -> dict[str, int]:
    """Return how many filled cells of sensitive columns were passed over, by class."""
    counts: dict[str, int] = {}
    for column in found.columns:
        if column.meaning in SENSITIVE and column.filled:
            name = SENSITIVE[column.meaning].value
            counts[name] = counts.get(name, 0) + column.filled
    return counts


def _opened(data: bytes, mapping: Mapping[int, str] | None) -> _Opened:
    """Choose the sheet whose headings say most, and put a person's corrections over what was found."""
    best: tuple[int, Sheet, Layout] | None = None
    for sheet in sheets(data):
        found = layout(sheet.rows)
        rank = found.strength * 10 + min(len(found.rows), 9)
        if sheet.rows and (best is None or rank > best[0]):
            best = (rank, sheet, found)
    if best is None:
        raise SheetError("input.empty")
    _, sheet, found = best
    if mapping:
        found = msgspec.structs.replace(
            found, columns=tuple([_mapped(c, mapping, found) for c in found.columns])
        )
    findings: list[Finding] = []
    if not {column.meaning for column in found.columns} & NAMES:
        findings.append(_finding("manifest.no_names", end=len(data)))
    elif not found.header_row:
        findings.append(_finding("manifest.no_headings", end=len(data)))
    if sheet.cut:
        findings.append(_finding("manifest.cut", end=len(data), params=(("rows", str(len(sheet.rows))),)))
    return _Opened(sheet, found, tuple(findings))


def _mapped(column: Column, mapping: Mapping[int, str], found: Layout) -> Column:
    wanted = mapping.get(column.index)
    if wanted is None or wanted not in set(Meaning):
        return column
    filled = sum(1 for row in found.rows if row.cells[column.index])
    meaning = Meaning(wanted)
    return msgspec.structs.replace(
        column, meaning=meaning, filled=filled, note="sensitive" if meaning in SENSITIVE else ""
    )


def _rows(opened: _Opened, name: str, today: date | None) -> Rows:
    leg = flight_of(opened.layout, name, today)
    reference = today or _day(leg) or date(2026, 1, 1)
    return Rows(opened.layout, leg, reference)


def _day(leg: FlightLeg | None) -> date | None:
    found = re.match(r"\d{4}-\d\d-\d\d", leg.departure) if leg else None
    return date.fromisoformat(found[0]) if found else None


def _shown(column: Column, rows: Rows) -> ManifestColumn:
    kept = column.meaning not in NOT_KEPT and column.meaning not in SENSITIVE
    return ManifestColumn(
        index=column.index,
        letter=column.letter,
        header=column.header if column.header and _is_heading(column.header) else shape(column.header),
        reads_as=str(
            rows.name_order if column.meaning is Meaning.NAME and rows.name_order else column.meaning
        ),
        kept=kept,
        rows=rows.filled.get(column.index, 0) if kept else column.filled,
        note=column.note or rows.notes.get(column.index, ""),
        sample=rows.samples(column.index, _SAMPLES) if kept else (),
    )


def _is_heading(text: str) -> bool:
    """A heading may be shown; a cell of a file without headings never stands here."""
    return len(text) <= 60


def _shaped(one: Refused, found: Layout) -> RefusedRow:
    hidden = {column.index for column in found.columns if column.meaning in SENSITIVE}
    shapes = tuple(["" if index in hidden else shape(cell) for index, cell in enumerate(one.row.cells)])
    return RefusedRow(one.row.number, letter(one.column), one.code, shapes)


def _refusal(error: SheetError, data: bytes) -> Finding:
    return Finding(error.code, severity(error.code), 0, len(data), params=error.params)


def _finding(code: str, *, end: int, params: tuple[tuple[str, str], ...] = ()) -> Finding:
    return Finding(code, severity(code), 0, end, params=params)

"""Rows of a spreadsheet workbook (XLSX), read as text and bounded; nothing in it is ever evaluated.

A workbook is a ZIP archive of XML, so its members, sizes and ratio are checked before anything is unpacked;
macros and links to other files refuse it. Of a formula only the value stored with it is read. A spreadsheet
eats leading zeros and turns dates round, so figures and dates that should be text are findings.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from watchlists.findings import ListError, Report
from watchlists.formats.source import ListFile

MAX_MEMBERS = 200
MAX_UNPACKED = 500 << 20
MAX_RATIO = 100
MAX_EMPTY = 1000  # empty rows in a row after which the sheet ends; some sheets claim a million
SHEET = "entries"
_TEXTS = ("number", "birth", "_issued", "_expires", "_on", "valid_", "phones")  # columns that are texts


def is_workbook(file: ListFile) -> bool:
    """Tell whether the file is a ZIP archive; whether it is a workbook shows when it is opened."""
    return file.head(4) == b"PK\x03\x04"


def rows(file: ListFile, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of the sheet `entries`, else of the first visible one, header first.

    Raises `ListError` for an archive that is no workbook, too large, or carries macros or links.
    """
    _inspect(file)
    stream = file.open()
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
        stream.close()
        raise _refused(
            "not_a_workbook", f"The archive is no workbook ({type(error).__name__})", file
        ) from None
    try:
        visible = [one for one in book.worksheets if one.sheet_state == "visible"]
        named = [one for one in visible if one.title.casefold() == SHEET]
        if not visible:
            raise _refused("no_sheet", "The workbook has no visible sheet", file)
        sheet = (named or visible)[0]
        sheet.reset_dimensions()
        headings: list[str] = []
        empty = 0
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if all(value is None or value == "" for value in values):
                empty += 1
                if empty > MAX_EMPTY:
                    return
                continue
            empty = 0
            report.at(number)
            cells = [
                _text(value, headings[place] if place < len(headings) else "", report)
                for place, value in enumerate(values)
            ]
            if not headings:
                while cells and not cells[-1]:
                    cells.pop()
                headings = cells
            yield number, _fitted(cells, len(headings))
    finally:
        book.close()
        stream.close()


def _fitted(cells: list[str], width: int) -> list[str]:
    """Return the cells of a row as wide as the header; wider only where something stands beyond it."""
    beyond = any(cells[width:])
    return cells if beyond else [*cells[:width], *[""] * (width - len(cells))]


def _refused(code: str, reason: str, file: ListFile) -> ListError:
    return ListError(code, reason, place=file.name, remedy="Save the sheet as CSV UTF-8 and load that")


def _inspect(file: ListFile) -> None:
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise _refused("damaged", "The archive cannot be opened", file) from None
    names = [one.filename for one in members]
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members) or 1
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO:
        raise _refused("archive_too_large", "The archive unpacks to more than any list", file)
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise _refused("archive_names", "The archive holds names outside itself", file)
    if any("vbaproject" in name.lower() or "externallinks" in name.lower() for name in names):
        raise _refused("active_content", "The workbook holds macros or links to other files", file)
    if "xl/workbook.xml" not in names:
        raise _refused("not_a_workbook", "The archive is no workbook", file)


def _text(value: object, heading: str, report: Report) -> str:
    """Return a cell as text, with a finding where a figure or a date stands in a column of texts."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if any(part in heading for part in _TEXTS):
        report.add("number_as_figure", field=heading)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

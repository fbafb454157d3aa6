"""Turn the bytes of a spreadsheet or a delimited text into rows of text, and refuse what could hurt.

Formulas are never evaluated: a cell gives its last stored value. A number keeps the leading zeros its format
shows, because document numbers have them. Limits stop compressed bombs before they are unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import msgspec

LARGEST_INPUT = 20 * 1024 * 1024  # bytes; the intake page says so too
_LARGEST_UNPACKED = 200 * 1024 * 1024
_LARGEST_RATIO = 200
_MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 120
LONGEST_CELL = 400

_DELIMITERS = (";", ",", "\t", "|")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_BALKAN = frozenset("čćđšžČĆĐŠŽëçËÇ")
_TURKISH = frozenset("ığşçöüİĞŞÇÖÜ")
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçîïôûùÉÈÀÇ")
_ZEROS = re.compile(r"0{2,30}")


class SheetError(Exception):
    """The input is no table that can be read. `code` is a fault of `pnr.quality`; no value is in the text."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = tuple((name, str(value)) for name, value in params.items())


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row: its number in the file (from 1) and its cells as text, stripped."""

    number: int
    cells: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True, gc=False):
    """A table as text. `kind` is `xlsx` or `csv`; `rows` has no empty ones; `cut` tells of a limit met."""

    kind: str
    rows: tuple[Row, ...]
    name: str = ""  # of the sheet in its workbook
    encoding: str = ""
    delimiter: str = ""
    cut: bool = False


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of `data`: every visible sheet of a workbook, or the one table of a delimited text.

    Raises `SheetError` for an input that is too large, packed like a bomb, an old binary workbook, or empty.
    """
    if len(data) > LARGEST_INPUT:
        raise SheetError("manifest.too_large", limit=LARGEST_INPUT)
    if data[:4] == _OLE:
        raise SheetError("manifest.old_workbook")
    if data[:4] == _ZIP:
        return _workbook(data)
    return (_delimited(data),)


def is_workbook(data: bytes) -> bool:
    """Tell whether the bytes are a workbook (xlsx), by content."""
    return data[:4] == _ZIP and b"[Content_Types].xml" in data[:4096]


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    _guard(data)
    from openpyxl import load_workbook  # noqa: PLC0415  # a third of a second: loaded by who needs it

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return tuple(
                [_sheet(sheet.title, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
            )
        finally:
            book.close()
    except SheetError:
        raise
    except Exception as error:  # the reader raises what its XML and zip layers raise, over a dozen kinds
        raise SheetError("manifest.workbook_broken") from error


def _guard(data: bytes) -> None:
    """Refuse an archive whose directory announces more than a passenger list can need."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SheetError("manifest.workbook_broken") from error
    if not any(part.filename.startswith("xl/") for part in parts):
        raise SheetError("manifest.not_a_workbook")
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > _MOST_PARTS
        or unpacked > _LARGEST_UNPACKED
        or unpacked > max(len(data), 5_000) * _LARGEST_RATIO
    ):
        raise SheetError("manifest.bomb")


def _sheet(title: str, sheet: Any) -> Sheet:
    rows: list[Row] = []
    cut = False
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        texts = tuple([_text(cell) for cell in cells])
        if any(texts):
            rows.append(Row(number, texts))
            empty = 0
        else:
            empty += 1
        if len(rows) >= MOST_ROWS or empty > MOST_ROWS:
            cut = len(rows) >= MOST_ROWS
            break
    return Sheet("xlsx", _trimmed(rows), name=title, cut=cut)


def _text(cell: Any) -> str:
    """Write a cell as the person who filled it saw it, as far as its format tells."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        zeros = _ZEROS.fullmatch(str(cell.number_format or "").split(";")[0])
        return str(value).zfill(len(zeros[0])) if zeros else str(value)
    return _clean(str(value))


def _clean(text: str) -> str:
    text = " ".join(text.replace("\x00", "").replace("\u00a0", " ").replace("\ufeff", "").split())
    return text[:LONGEST_CELL].removeprefix("'") if text[:1] == "'" else text[:LONGEST_CELL]


def _delimited(data: bytes) -> Sheet:
    text, encoding = decoded(data)
    if not text.strip():
        raise SheetError("input.empty")
    delimiter, text, first = _delimiter(text)
    rows: list[Row] = []
    cut = False
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(table, start=first):
            texts = tuple([_clean(cell) for cell in cells[:MOST_COLUMNS]])
            if any(texts):
                rows.append(Row(number, texts))
            if len(rows) >= MOST_ROWS:
                cut = True
                break
    except csv.Error as error:
        raise SheetError("manifest.text_broken", row=len(rows) + 1) from error
    return Sheet("csv", _trimmed(rows), encoding=encoding, delimiter=delimiter, cut=cut)


def _trimmed(rows: list[Row]) -> tuple[Row, ...]:
    """Give every row the same width: that of the widest filled one."""
    width = max((len(row.cells) - _blank_tail(row.cells) for row in rows), default=0)
    return tuple([Row(row.number, (row.cells + ("",) * width)[:width]) for row in rows])


def _blank_tail(cells: tuple[str, ...]) -> int:
    count = 0
    for cell in reversed(cells):
        if cell:
            break
        count += 1
    return count


def _delimiter(text: str) -> tuple[str, str, int]:
    """Choose the delimiter that gives most lines the same width; honour `sep=`. Also its first row."""
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=[;,\t|]", first.strip("\r \ufeff")) and rest:
        return first.strip("\r \ufeff")[-1], rest, 2
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        width, agreeing = max(counts.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        score = (agreeing if width > 1 else 0, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best, text, 1


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the encoding it was read in. Never raises on any bytes."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) >= sample[::2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = _single_byte(data[:200_000])
    return data.decode(encoding, errors="replace"), encoding


def _single_byte(data: bytes) -> str:
    """Choose among the code pages of the region by the letters each would give."""
    high = [byte for byte in data if byte >= 0x80]
    letters = sum(1 for byte in data if chr(byte).isascii() and chr(byte).isalpha())
    if len(high) > letters // 2 and sum(1 for byte in high if byte >= 0xC0) > len(high) * 0.8:
        return "cp1251"
    scores = {
        encoding: _count(data.decode(encoding, errors="replace"), expected)
        for encoding, expected in (("cp1250", _BALKAN), ("cp1254", _TURKISH), ("cp1252", _WESTERN))
    }
    return max(scores, key=lambda encoding: scores[encoding])


def _count(text: str, expected: Iterable[str]) -> int:
    strange = Counter(c for c in text if not c.isascii())
    wanted = set(expected)
    return sum(n if c in wanted else -n for c, n in strange.items())

"""Passenger tables as stations write them: invented people, fictional carriers, documents with prefix ZZ."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook


def delimited(rows: Sequence[Sequence[str]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return rows as delimited text."""
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def workbook(
    rows: Sequence[Sequence[object]], *, formats: dict[str, str] | None = None, cover: bool = False
) -> bytes:
    """Return rows as a workbook; `formats` sets formats of cells (`D4`), `cover` adds a first sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if cover:
        sheet.append(["Station report"])
        sheet = book.create_sheet("Lista")
    for row in rows:
        sheet.append(list(row))
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()

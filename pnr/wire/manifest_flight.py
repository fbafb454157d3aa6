"""Find the flight a manifest is about: in its columns, in the lines above the table, in the file's name."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from pnr import codes
from pnr.model.flight import FlightLeg
from pnr.wire.manifest_columns import Layout, Meaning
from pnr.wire.manifest_dates import Order, Use, read_date

_FLIGHT = re.compile(r"(?<![A-Z0-9])([A-Z][A-Z0-9]|\d[A-Z])\s?-?(\d{2,4})([A-Z]?)(?![A-Z0-9])")
_ROUTE = re.compile(r"(?<![A-Z])([A-Z]{3})\s*(?:[-–—/>→_]|TO|DO|PER)+\s*([A-Z]{3})(?![A-Z])")
_DATE = re.compile(
    r"(?<![A-Z0-9])(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|20\d{6}"
    r"|\d{1,2}[ .-]?[A-Z]{3}[A-Z]{0,6}[ .-]?\d{2,4})(?![A-Z0-9])"
)
_DAY_MONTH = re.compile(
    r"(?<![A-Z0-9])(\d{1,2})(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?![A-Z0-9])"
)


def flight_of(found: Layout, name: str, today: date | None) -> FlightLeg | None:
    """Return the flight with what is known of it, None when nothing names a carrier and a number."""
    lines = " \n ".join([cell for row in found.before for cell in row.cells if cell] + [_stem(name)]).upper()
    reference = today or date(2026, 1, 1)
    carrier, number, suffix = _number(_common(found, Meaning.FLIGHT), lines)
    origin, destination = _route(found, lines)
    if not number:
        return None
    day = _day(_common(found, Meaning.FLIGHT_DATE), lines, reference, dated=today is not None)
    return FlightLeg(carrier, number, suffix, origin, destination, day, "")


def _stem(name: str) -> str:
    """Return a file name with its parts apart: `Q4318_23NOV.xlsx` as `Q4318 23NOV`."""
    stem = name.rpartition("/")[2].rpartition("\\")[2]
    stem = stem.rpartition(".")[0] or stem
    return stem.replace("_", " ").replace(".", " ")


def _common(found: Layout, meaning: Meaning) -> str:
    """Return the value most rows have in the column of a meaning."""
    for column in found.columns:
        if column.meaning is meaning:
            values = Counter(row.cells[column.index] for row in found.rows if row.cells[column.index])
            return values.most_common(1)[0][0].upper() if values else ""
    return ""


def _number(cell: str, lines: str) -> tuple[str, str, str]:
    for text in (cell, lines):
        for match in _FLIGHT.finditer(text):
            if codes.airline(match[1]) or text is cell or match[2]:
                return match[1], match[2].lstrip("0") or "0", match[3]
    return "", "", ""


def _route(found: Layout, lines: str) -> tuple[str, str]:
    origin, destination = _common(found, Meaning.ORIGIN), _common(found, Meaning.DESTINATION)
    if not (codes.airport(origin) and codes.airport(destination)):
        for match in _ROUTE.finditer(lines):
            if codes.airport(match[1]) and codes.airport(match[2]):
                return match[1], match[2]
    return (origin if codes.airport(origin) else ""), (destination if codes.airport(destination) else "")


def _day(cell: str, lines: str, reference: date, *, dated: bool) -> str:
    for text in [cell, *(match[1] for match in _DATE.finditer(lines))]:
        day = read_date(text, Order.DAY_FIRST, use=Use.TRAVEL, today=reference) if text else ""
        if day:
            return day
    short = _DAY_MONTH.search(lines)
    if short and dated:
        near = [
            read_date(f"{short[1]}{short[2]}{year}", Order.DAY_FIRST, use=Use.TRAVEL, today=reference)
            for year in (reference.year - 1, reference.year, reference.year + 1)
        ]
        return min(
            (day for day in near if day),
            key=lambda day: abs((date.fromisoformat(day) - reference).days),
            default="",
        )
    return ""

"""Reading flight schedules: IATA SSIM (chapter 7, 200-character records) and CSV.

Both become `ScheduledLeg`s with aware UTC times. A line that cannot be read is a finding with its number;
the rest is kept. SSIM record 3 gives local times with their offset, or UTC where record 2 says `U`; CSV times
are local to the airport unless they end in `Z`.
Source: IATA Standard Schedules Information Manual, chapter 7 (layout of record types 1 to 5).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pnr.codes import utc
from pnr.feed.schedule import ScheduledLeg
from pnr.quality import Finding, Severity

_RECORD = 200
_OPEN_END = "00XXX00"
_MONTHS = {
    name: number for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)
}
_DAY_BEFORE = {"A", "J"}
_LONGEST = timedelta(days=370)  # nobody plans further; a typing error in a year would not end
_COLUMNS = ("carrier", "number", "origin", "destination", "departure", "arrival")


class Schedule(NamedTuple):
    """What a schedule file holds in the window asked for, and the lines that could not be read."""

    legs: tuple[ScheduledLeg, ...]
    findings: tuple[Finding, ...]


class LineError(ValueError):
    """One line cannot be read; the text names the field, never more than its position."""


def read(data: bytes, *, first: date, last: date, airports: frozenset[str] = frozenset()) -> Schedule:
    """Read a schedule file, SSIM or CSV by its look, for the days `first` to `last` of departure.

    `airports` keeps only legs that land at one of them; empty keeps all.
    """
    text = data.decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    found = _ssim(lines, first, last) if _looks_like_ssim(lines) else _csv(text, first, last)
    legs: list[ScheduledLeg] = []
    findings: list[Finding] = []
    for one in found:
        if isinstance(one, Finding):
            findings.append(one)
        elif not airports or one.destination in airports:
            legs.append(one)
    return Schedule(tuple(legs), tuple(findings))


def _looks_like_ssim(lines: list[str]) -> bool:
    return any(line.startswith(("1AIRLINE STANDARD SCHEDULE", "2U", "2L")) for line in lines[:12])


def _fault(line: int, column: str) -> Finding:
    params = (("column", column),)
    return Finding(
        "schedule.line", Severity.ERROR, segment="row", position=line, element=column, params=params
    )


def _ssim(lines: list[str], first: date, last: date) -> Iterator[ScheduledLeg | Finding]:
    utc_times = False
    for number, line in enumerate(lines, 1):
        match line[:1]:
            case "2":
                utc_times = line[1:2] == "U"
            case "3":
                try:
                    yield from _flight_leg(line.ljust(_RECORD), utc_times, first, last)
                except LineError as error:
                    yield _fault(number, str(error))
            case _:
                continue


def _day(text: str, column: str) -> date:
    found = re.fullmatch(r"(\d\d)([A-Z]{3})(\d\d)", text)
    if not found or found[2] not in _MONTHS:
        raise LineError(column)
    try:
        return date(2000 + int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        raise LineError(column) from None


def _clock(text: str, column: str) -> timedelta:
    if not re.fullmatch(r"\d{4}", text) or int(text[:2]) > 24 or int(text[2:]) > 59:
        raise LineError(column)
    return timedelta(hours=int(text[:2]), minutes=int(text[2:]))


def _offset(text: str, column: str) -> timedelta:
    if not re.fullmatch(r"[+-]\d{4}", text):
        raise LineError(column)
    span = timedelta(hours=int(text[1:3]), minutes=int(text[3:]))
    return -span if text[0] == "-" else span


def _variation(sign: str) -> timedelta:
    if sign in _DAY_BEFORE:
        return timedelta(days=-1)
    return timedelta(days=int(sign)) if sign.isdecimal() else timedelta()


def _flight_leg(line: str, utc_times: bool, first: date, last: date) -> Iterator[ScheduledLeg]:  # noqa: FBT001
    """Expand one record 3 into a leg for each day it flies in the window."""
    begins = _day(line[14:21], "period")
    ends = last if line[21:28] == _OPEN_END else _day(line[21:28], "period")
    days = {int(sign) for sign in line[28:35] if sign.isdecimal()}
    every = timedelta(weeks=int(line[35]) if line[35].isdecimal() and line[35] != "0" else 1)
    departs, arrives = _clock(line[39:43], "departure"), _clock(line[61:65], "arrival")
    if not utc_times:
        departs -= _offset(line[47:52], "departure offset")
        arrives -= _offset(line[65:70], "arrival offset")
    departs += _variation(line[192])
    arrives += _variation(line[193])
    carrier, number = line[2:5].strip(), line[5:9].strip().lstrip("0")
    if not carrier or not number.isdecimal():
        raise LineError("flight")
    day = max(begins, first)
    if min(ends, last) - day > _LONGEST:
        raise LineError("period")
    while day <= min(ends, last):
        weeks = (day - begins) // timedelta(weeks=1)
        if day.isoweekday() in days and timedelta(weeks=weeks) % every == timedelta():
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            yield ScheduledLeg(
                carrier,
                number,
                line[36:39].strip(),
                line[54:57].strip(),
                midnight + departs,
                midnight + arrives,
                suffix=line[1].strip(),
            )
        day += timedelta(days=1)


def _csv(text: str, first: date, last: date) -> Iterator[ScheduledLeg | Finding]:
    sample = text[:4096]
    separator = max(";,\t", key=sample.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        yield Finding(
            "schedule.columns",
            Severity.REFUSED,
            segment="row",
            position=1,
            params=(("missing", ", ".join(missing)),),
        )
        return
    for number, row in enumerate(rows, 2):
        try:
            leg = _row({name: (row.get(head) or "").strip() for name, head in names.items()})
        except LineError as error:
            yield _fault(number, str(error))
            continue
        if first <= leg.departs.date() <= last:
            yield leg


def _moment(text: str, airport: str, column: str) -> datetime:
    found = utc(text.replace(" ", "T"), airport)
    if found is None:
        raise LineError(column)
    return found


def _row(row: dict[str, str]) -> ScheduledLeg:
    origin, destination = row["origin"].upper(), row["destination"].upper()
    number = re.fullmatch(r"0*(\d{1,4})([A-Z]?)", row["number"].upper())
    if not row["carrier"] or number is None:
        raise LineError("number")
    departs, arrives = (
        _moment(row["departure"], origin, "departure"),
        _moment(row["arrival"], destination, "arrival"),
    )
    if arrives <= departs:
        raise LineError("arrival")
    expected = row.get("expected", "")
    if expected and not expected.isdecimal():
        raise LineError("expected")
    return ScheduledLeg(
        row["carrier"].upper(),
        number[1],
        origin,
        destination,
        departs,
        arrives,
        suffix=number[2],
        expected=int(expected) if expected else None,
        expects=tuple(row.get("expects", "").split()),
    )

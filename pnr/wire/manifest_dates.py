"""Read the dates of a manifest column: every common form, the order of day and month decided by the column.

`04.05.1990` alone says nothing; a column in which one date has a 13 or more in first place says that all of
it is day first. Where no cell decides, the region's habit does (day first), and the column is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_NUMERIC = re.compile(r"(\d{1,2})\s?[./\- ]\s?(\d{1,2})\s?[./\- ]\s?(\d{2}|\d{4})\.?(?:\s.*)?")
_ISO = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\.?(?:[T ].*)?")
_WORDED = re.compile(r"(\d{1,2})[.\s/-]*([^\W\d_]{3,12})\.?[.\s/-]*(\d{2}|\d{4})\.?")
_WORD_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})")
_COMPACT = re.compile(r"(19|20)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SERIAL = re.compile(r"[1-5]\d{4}")
_YEAR_ONLY = re.compile(r"19\d\d|20\d\d")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serials, the phantom 29 February 1900 included

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "jan jän gen janv oca sij siječanj sijecanj ocak januar january јан јануар janar",
        "feb fév fev fevr şub sub vel šubat februar фев фебруар shkurt shk şubat veljača veljaca",
        "mar mär mart mars март ožu ozu ožujak ozujak mär maerz märz march",
        "apr avr nis tra апр април prill nisan travanj april",
        "may maj mai мај svi mayıs mayis svibanj",
        "jun juin haz lip јун јуни qershor qer haziran lipanj june juni juin",
        "jul juil tem srp јул јули korrik kor temmuz srpanj july juli juillet",
        "aug avg août aou aout ağu agu kol авг август gusht gus ağustos kolovoz august avgust",
        "sep sept eyl ruj сеп септембар shtator sht eylül rujan september septembar septembre",
        "oct okt eki lis окт октобар tetor tet ekim listopad october oktobar oktober octobre",
        "nov kas stu нов новембар nëntor nentor nen kasım studeni november novembar novembre",
        "dec dez déc dek ara pro дек децембар dhjetor dhj aralık prosinac december decembar dezember",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS.setdefault(_name, _number)


class Order(StrEnum):
    """How the numbers of a date stand in a column."""

    DAY_FIRST = "day_first"  # shown by a date of the column, or nothing but words and years first
    DAY_FIRST_ASSUMED = "day_first_assumed"
    MONTH_FIRST = "month_first"
    MIXED = "day_first_mixed"  # some dates can only be month first


class Use(StrEnum):
    """What a date is for: it decides the century of two digits."""

    BIRTH = "birth"
    EXPIRY = "expiry"
    TRAVEL = "travel"


@lru_cache(maxsize=4096)
def looks_like_date(value: str) -> bool:
    """Tell whether a cell has the form of a date (serial numbers and bare years are not enough)."""
    value = value.strip()
    if _ISO.fullmatch(value) or _COMPACT.fullmatch(value):
        return True
    found = _NUMERIC.fullmatch(value)
    if found:
        return (
            int(found[1]) <= 31 and int(found[2]) <= 31 and min(int(found[1]), int(found[2])) in range(1, 13)
        )
    worded = _WORDED.fullmatch(value) or _WORD_FIRST.fullmatch(value)
    return bool(worded and any((part or "").lower() in _MONTHS for part in worded.groups()))


def years(values: Iterable[str]) -> list[int]:
    """Return the four-digit years that dates among `values` state."""
    return [int(found[0]) for value in values if (found := re.search(r"(?<!\d)(?:19|20)\d\d", value))]


def order(values: Sequence[str]) -> Order:
    """Decide day first or month first from all dates of a column."""
    day_first = month_first = undecided = 0
    for value in values:
        found = _NUMERIC.fullmatch(value.strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        day_first += first > 12 >= second
        month_first += second > 12 >= first
        undecided += first <= 12 and second <= 12 and first != second
    if month_first and day_first:
        return Order.MIXED
    if month_first:
        return Order.MONTH_FIRST
    if undecided and not day_first:
        return Order.DAY_FIRST_ASSUMED
    return Order.DAY_FIRST


def read_date(value: str, column: Order, *, use: Use, today: date) -> str:
    """Return a cell as `1984-06-30` (or `1984`), empty when it is no date that can be meant.

    `today` settles the century of two digits: a birth is never after it, an expiry at most fifty years back.
    """
    value = value.strip().strip("'")
    if _YEAR_ONLY.fullmatch(value) and use is Use.BIRTH:
        return value
    found = _ISO.fullmatch(value)
    if found:
        return _made(int(found[1]), int(found[2]), int(found[3]), use, today)
    found = _COMPACT.fullmatch(value)
    if found:
        return _made(int(found[1] + found[2]), int(found[3]), int(found[4]), use, today)
    found = _NUMERIC.fullmatch(value)
    if found:
        first, second, year = int(found[1]), int(found[2]), _century(found[3], use, today)
        swap = second > 12 or (column is Order.MONTH_FIRST and first <= 12)
        return _made(year, first, second, use, today) if swap else _made(year, second, first, use, today)
    found = _WORDED.fullmatch(value)
    if found:
        return _made(
            _century(found[3], use, today), _MONTHS.get(found[2].lower(), 0), int(found[1]), use, today
        )
    found = _WORD_FIRST.fullmatch(value)
    if found:
        return _made(int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2]), use, today)
    if _SERIAL.fullmatch(value):
        day = _EPOCH + timedelta(days=int(value))
        return _made(day.year, day.month, day.day, use, today)
    return ""


def _century(digits: str, use: Use, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    if use is Use.BIRTH:
        return 2000 + year if 2000 + year <= today.year else 1900 + year
    return 2000 + year if 2000 + year <= today.year + 50 else 1900 + year


def _made(year: int, month: int, day: int, use: Use, today: date) -> str:
    try:
        made = date(year, month, day)
    except ValueError:
        return ""
    if use is Use.BIRTH and not (today.year - 125 <= year and made <= today + timedelta(days=2)):
        return ""
    return made.isoformat() if 1900 <= year <= today.year + 60 else ""

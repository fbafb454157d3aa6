"""Partial dates as lists write them, read without padding: a year stays a year, a range a range.

Every function returns an `EntryBirth`. What cannot be read comes back with precision `none` and the text as
written: nothing is guessed. Months are English, with the full word, three or four letters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from watchlists.entry import EntryBirth
from watchlists.scripts import tidy

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|around|c\.|ca\.?)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"^between\s+(.+?)\s+and\s+(.+)$", re.IGNORECASE)
_RANGE = re.compile(r"^(.+?)\s+(?:to|-|\u2013)\s+(.+)$")
_YEARS = re.compile(r"^(\d{4})\s*[-\u2013/]\s*(\d{4})$")
_DAY_MONTH_YEAR = re.compile(r"^(\d{1,2})[ .]+([A-Za-z]{3,9})\.?[ ,]+(\d{4})$")
_MONTH_DAY_YEAR = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2}),\s*(\d{4})$")
_MONTH_YEAR = re.compile(r"^([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_MONTH = re.compile(r"^([A-Za-z]{3,9})\.?$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*|Z|[+-]\d{2}:\d{2})?$")
_SLASHED = re.compile(r"^([0-9a-z]{1,2})/([0-9a-z]{1,2})/(\d{4})$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})/(\d{1,2})(?:/(\d{1,2}))?$")
_CALENDAR = re.compile(r"\b(hijri|islamic|lunar|persian|solar|shamsi)\b", re.IGNORECASE)
_CALENDARS = {"hijri": "islamic", "islamic": "islamic", "lunar": "islamic"} | dict.fromkeys(
    ("persian", "solar", "shamsi"), "persian"
)


def of_parts(
    year: int, month: int = 0, day: int = 0, *, circa: bool = False, as_written: str = ""
) -> EntryBirth:
    """Return the date of these parts, 0 for an unknown part. An impossible date has precision none."""
    if not 1 <= year <= 9999 or not 0 <= month <= 12:
        return EntryBirth(as_written=as_written, circa=circa)
    if not month:
        return EntryBirth(f"{year:04}-01-01", f"{year:04}-12-31", "year", circa, as_written)
    last = monthrange(year, month)[1]
    if not day:
        return EntryBirth(
            f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}", "month", circa, as_written
        )
    if not 1 <= day <= last:
        return EntryBirth(as_written=as_written, circa=circa)
    iso = f"{year:04}-{month:02}-{day:02}"
    return EntryBirth(iso, iso, "day", circa, as_written)


def between(first: EntryBirth, last: EntryBirth, *, circa: bool = False, as_written: str = "") -> EntryBirth:
    """Return the range from `first` to `last`; open where one of them was not stated (both sides empty)."""
    earliest, latest = first.earliest, last.latest
    if earliest and latest:
        if earliest > latest:
            return EntryBirth(as_written=as_written, circa=circa)
        return EntryBirth(earliest, latest, "range", circa, as_written)
    if earliest or latest:
        return EntryBirth(earliest, latest, "open", circa, as_written)
    return EntryBirth(as_written=as_written, circa=circa)


def _plain(text: str) -> EntryBirth:
    if found := _ISO.match(text):
        return of_parts(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := _DAY_MONTH_YEAR.match(text):
        month = MONTHS.get(found[2].lower(), -1)
        return of_parts(int(found[3]), month, int(found[1]))
    if found := _MONTH_DAY_YEAR.match(text):
        return of_parts(int(found[3]), MONTHS.get(found[1].lower(), -1), int(found[2]))
    if found := _MONTH_YEAR.match(text):
        return of_parts(int(found[2]), MONTHS.get(found[1].lower(), -1))
    return EntryBirth()


def written(text: str) -> EntryBirth:
    """Read a date in words: `05 Mar 1961`, `Mar 1961`, `1961`, `circa …`, `… to …`, `Between … and …`."""
    whole = tidy(text)
    bare = _CIRCA.sub("", whole)
    circa = bare != whole
    if found := _YEARS.match(bare):
        return between(of_parts(int(found[1])), of_parts(int(found[2])), circa=circa, as_written=whole)
    if found := _BETWEEN.match(bare) or _RANGE.match(bare):
        left, right = found[1], _plain(found[2])
        if (month := _MONTH.match(left)) and right.precision == "month":  # Aug. and Sep. 1977
            left = f"{month[1]} {right.earliest[:4]}"
        first = _plain(left)
        if "none" in (first.precision, right.precision):
            return EntryBirth(as_written=whole, circa=circa)
        return between(first, right, circa=circa, as_written=whole)
    plain = _plain(bare)
    if plain.precision == "none" and (found := _CALENDAR.search(whole)):
        return EntryBirth(circa=circa, as_written=whole, calendar=_CALENDARS[found[1].lower()])
    return EntryBirth(plain.earliest, plain.latest, plain.precision, circa, whole)


def slashed(text: str) -> EntryBirth:
    """Read `dd/mm/yyyy` where unknown parts are letters or zeros: `dd/mm/1961`, `00/03/1961`, `1961`."""
    whole = tidy(text)
    if found := _SLASHED.match(whole):
        day, month = (int(part) if part.isdigit() else 0 for part in (found[1], found[2]))
        return of_parts(int(found[3]), month, day if month else 0, as_written=whole)
    if found := _YEAR_FIRST.match(whole):
        return of_parts(int(found[1]), int(found[2]), int(found[3] or 0), as_written=whole)
    return written(whole)


def edtf(text: str) -> EntryBirth:
    """Read the subset of EDTF our template takes: `1961-03-05`, `1961-03`, `1961`, `1960/1962`, `~1961`."""
    whole = tidy(text)
    circa = whole.startswith("~") or whole.endswith("~")
    bare = whole.strip("~")
    if "/" not in bare:
        found = re.match(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", bare)
        if not found:
            return EntryBirth(as_written=whole, circa=circa)
        return of_parts(int(found[1]), int(found[2] or 0), int(found[3] or 0), circa=circa, as_written=whole)
    left, _, right = bare.partition("/")
    sides = [EntryBirth() if side in ("", "..") else edtf(side) for side in (left, right)]
    if any(side.as_written and side.precision == "none" for side in sides):
        return EntryBirth(as_written=whole, circa=circa)
    return between(sides[0], sides[1], circa=circa, as_written=whole)


def iso(text: str) -> str:
    """Return `text` as a partial ISO date (`1961`, `1961-03`, `1961-03-05`), or empty where it is none."""
    read = written(text)
    if read.circa or read.precision not in {"day", "month", "year"}:
        return ""
    return read.earliest[: {"day": 10, "month": 7, "year": 4}[read.precision]]


def iso_slashed(text: str) -> str:
    """Return a `dd/mm/yyyy` date as a full ISO date, or empty."""
    read = slashed(text)
    return read.earliest if read.precision == "day" else ""


def plausible(birth: EntryBirth, today: date | None = None) -> bool:
    """Tell whether a birth can be true: not before 1900, and not after `today` where that is given."""
    if birth.latest and birth.latest < "1900":
        return False
    return not (today and birth.earliest and birth.earliest > today.isoformat())

"""Dates and times as messages write them: one function for each context, never a parser that guesses.

PNRGOV bodies write DDMMYY, envelopes and passenger lists YYMMDD, service texts DDMMMYY. Results are ISO text,
empty where the input is not a date. Two-digit years are resolved against a reference date of the message,
because this package has no clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_MONTHS = {
    "JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MAY": 5, "JUN": 6,
    "JUL": 7, "AUG": 8, "SEP": 9, "OCT": 10, "NOV": 11, "DEC": 12,
}  # fmt: skip
_DAYS_OF_MONTH = {
    "JAN": ("01", "31"), "FEB": ("02", "28"), "MAR": ("03", "31"), "APR": ("04", "30"), "MAY": ("05", "31"),
    "JUN": ("06", "30"), "JUL": ("07", "31"), "AUG": ("08", "31"), "SEP": ("09", "30"), "OCT": ("10", "31"),
    "NOV": ("11", "30"), "DEC": ("12", "31"),
}  # fmt: skip
_FAR = 400  # days between a message and a date in it beyond which the other reading is tried
_EXPIRY_HORIZON = 50  # years ahead beyond which an expiry belongs to the last century
_PIVOT = 30  # births up to here are 20YY, only where nothing in the message and nobody says what day it is
_OLDEST_ENVELOPE = 80  # two-digit envelope years from here on are 19YY


class Moment:
    """What two-digit years are judged by: when the message was prepared and when its flight leaves.

    `latest` is the later of the two: a birth is never after it.
    """

    __slots__ = ("before", "century", "departure", "horizon", "latest", "latest_iso", "prepared")

    def __init__(self, prepared: date | None = None, departure: date | None = None) -> None:
        self.prepared = prepared
        self.departure = departure
        known = [day for day in (prepared, departure) if day is not None]
        self.latest = max(known) if known else None
        self.latest_iso = self.latest.isoformat() if self.latest is not None else ""
        self.century = self.latest_iso[:2]
        self.before = f"{int(self.century) - 1:02}" if self.century else ""
        self.horizon = (
            f"{(int(self.latest_iso[:4]) + _EXPIRY_HORIZON) % 100:02}" if self.century == "20" else ""
        )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(yy: int, month: int, day: int, near: date | None) -> date | None:
    """Return the date with the two-digit year that lies nearest to `near`."""
    if near is None:
        return _day(2000 + yy, month, day)
    century = near.year // 100 * 100
    found = [one for one in (_day(century + step + yy, month, day) for step in (0, -100, 100)) if one]
    return min(found, key=lambda one: abs((one - near).days)) if found else None


def envelope(text: str, clock: str = "") -> str:
    """Read the YYMMDD (or CCYYMMDD) of UNB and UNG with its time as ISO to the minute."""
    if not text.isdecimal():
        return ""
    if len(text) == 8:
        day = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    elif len(text) == 6:
        yy = int(text[:2])
        day = _day((1900 if yy >= _OLDEST_ENVELOPE else 2000) + yy, int(text[2:4]), int(text[4:]))
    else:
        return ""
    return joined(day, clock)


def joined(day: date | None, clock: str) -> str:
    """Join a day and a HHMM or HHMMSS clock to ISO; 2400 is the next midnight, nonsense is left out."""
    if day is None:
        return ""
    clock = clock.strip()
    if len(clock) == 3 and clock.isdecimal():
        clock = "0" + clock
    if len(clock) not in {4, 6} or not (clock.isascii() and clock.isdecimal()):
        return day.isoformat()
    hour, minute = clock[:2], clock[2:4]
    if hour == "24" and minute == "00":
        try:
            return f"{(day + timedelta(days=1)).isoformat()}T00:00"
        except OverflowError:
            return day.isoformat()
    if hour > "23" or minute > "59":
        return day.isoformat()
    return f"{day.isoformat()}T{hour}:{minute}"


def clock_is_valid(clock: str) -> bool:
    """Return whether `clock` is empty or a time of day (2400 included)."""
    if len(clock) == 4 and "0000" <= clock < "2400" and clock[2:] < "60" and clock.isdecimal():
        return True
    clock = clock.strip()
    if not clock:
        return True
    if len(clock) == 3:
        clock = "0" + clock
    if len(clock) not in {4, 6} or not (clock.isascii() and clock.isdecimal()):
        return False
    return (clock[:2] <= "23" and clock[2:4] <= "59") or clock[:4] == "2400"


@lru_cache(maxsize=4096)
def body_day(text: str, near: date | None) -> tuple[date | None, bool]:
    """Read DDMMYY of a PNRGOV body; the second value says that YYMMDD was the reading that makes sense.

    The other order is taken only where DDMMYY is no date, or lies more than 400 days from the message while
    the other does not.
    """
    text = text.strip()
    if len(text) == 8 and text.isdecimal():
        whole = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
        return whole or _day(int(text[4:]), int(text[2:4]), int(text[:2])), True
    if len(text) == 5 and text.isdecimal():
        text = "0" + text
    if len(text) == 7 and text[2:5].isalpha():
        return service_day(text, near), False
    if len(text) != 6 or not (text.isascii() and text.isdecimal()):
        return None, False
    one, two, three = int(text[:2]), int(text[2:4]), int(text[4:])
    usual = _near(three, two, one, near)
    if usual is not None and (near is None or abs((usual - near).days) <= _FAR):
        return usual, False
    other = _near(one, two, three, near)
    if other is not None and (abs((other - near).days) <= _FAR if near is not None else usual is None):
        return other, True
    return usual, False


@lru_cache(maxsize=4096)
def body_iso(text: str, near: date | None) -> tuple[str, bool]:
    """Return what `body_day` reads as ISO text: the same few days fill a message."""
    day, reversed_order = body_day(text, near)
    return (day.isoformat() if day is not None else ""), reversed_order


def stamped(iso: str, clock: str) -> str:
    """Join an ISO day and a HHMM or HHMMSS clock as `joined` does, mostly without a date object."""
    if len(clock) == 4 and "0000" <= clock < "2400" and clock[2:] < "60" and clock.isdecimal():
        return f"{iso}T{clock[:2]}:{clock[2:]}"
    return joined(date.fromisoformat(iso), clock) if clock else iso


def service_day(text: str, near: date | None) -> date | None:
    """Read DDMMMYY, DDMMMYYYY or DDMMM (the year nearest to `near`) of a service text."""
    text = text.strip().upper()
    if len(text) not in {5, 7, 9} or not text[:2].isdecimal():
        return None
    month = _MONTHS.get(text[2:5], 0)
    if not month:
        return None
    year = text[5:]
    if not year:
        if near is None:
            return None
        found = [one for one in (_day(near.year + step, month, int(text[:2])) for step in (0, -1, 1)) if one]
        return min(found, key=lambda one: abs((one - near).days)) if found else None
    if not (year.isascii() and year.isdecimal()):
        return None
    if len(year) == 4:
        return _day(int(year), month, int(text[:2]))
    return _near(int(year), month, int(text[:2]), near)


_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _birth(yy: int, month: int, day: int, moment: Moment) -> str:
    """Resolve a two-digit birth year: the latest that is not after the flight. Zero parts stay unknown."""
    latest = moment.latest_iso or f"{2000 + yy if yy <= _PIVOT else 1900 + yy}-12-31"
    century = int(latest[:2]) * 100
    for year in (century + yy, century + yy - 100):
        if month == 0:
            iso = f"{year}"
        elif month > 12:
            return ""
        elif day == 0:
            iso = f"{year}-{month:02}"
        elif day <= _DAYS[month] or (month == 2 and day == 29 and _leap(year)):
            iso = f"{year}-{month:02}-{day:02}"
        else:
            continue
        if iso <= latest[: len(iso)]:
            return iso
    return ""


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def birth_service(text: str, moment: Moment) -> str:
    """Read a birth date DDMMMYY of a service text; a birth is never after the flight."""
    usual = _DAYS_OF_MONTH.get(text[2:5])
    if usual is not None and len(text) == 7 and "01" <= text[:2] <= usual[1] and moment.century:
        digits = text[:2] + text[5:]
        if digits.isdecimal() and digits.isascii():
            tail = f"{text[5:]}-{usual[0]}-{text[:2]}"
            iso = moment.century + tail
            return iso if iso <= moment.latest_iso else moment.before + tail
    month = _MONTHS.get(text[2:5], 0)
    if len(text) != 7 or not month:
        text = text.strip().upper()
        month = _MONTHS.get(text[2:5], 0)
    day, year = text[:2], text[5:]
    if not month or not (day.isdecimal() and year.isdecimal() and text.isascii()):
        return ""
    if len(text) == 9:
        whole = _day(int(year), month, int(day))
        return whole.isoformat() if whole else ""
    if len(text) != 7:
        return ""
    return _birth(int(text[5:]), month, int(text[:2]), moment)


def birth_list(text: str, moment: Moment) -> str:
    """Read a birth date YYMMDD or CCYYMMDD of a passenger list; 00 for month or day is unknown."""
    text = text.strip().replace(" ", "").replace("-", "")
    if not (text.isascii() and text.isdecimal()):
        return ""
    if len(text) == 8:
        return partial(text)
    if len(text) != 6:
        return ""
    return _birth(int(text[:2]), int(text[2:4]), int(text[4:]), moment)


def partial(text: str) -> str:
    """Read CCYYMMDD whose month or day may be 00 (unknown) as a partial ISO date."""
    if len(text) != 8 or not (text.isascii() and text.isdecimal()) or text[:4] == "0000":
        return ""
    if text[4:6] == "00":
        return text[:4]
    if text[6:] == "00":
        return f"{text[:4]}-{text[4:6]}" if text[4:6] <= "12" else ""
    whole = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return whole.isoformat() if whole else ""


def expiry(yy: int, month: int, day: int, moment: Moment) -> str:
    """Resolve an expiry: 20YY, or 19YY where that would be more than fifty years ahead of the message."""
    year = 2000 + yy
    latest = moment.latest
    if latest is not None and year - latest.year > _EXPIRY_HORIZON:
        year -= 100
    if month == 0:
        return f"{year}"
    if day == 0 and 1 <= month <= 12:
        return f"{year}-{month:02}"
    if 1 <= month <= 12 and 1 <= day <= _DAYS[month]:
        return f"{year}-{month:02}-{day:02}"
    whole = _day(year, month, day)  # 29 February, or no date
    return whole.isoformat() if whole else ""


def expiry_service(text: str, moment: Moment) -> str:
    """Read an expiry or issue date DDMMMYY of a service text."""
    usual = _DAYS_OF_MONTH.get(text[2:5])
    if usual is not None and len(text) == 7 and "01" <= text[:2] <= usual[1] and text[5:] <= moment.horizon:
        digits = text[:2] + text[5:]
        if digits.isdecimal() and digits.isascii():
            return f"20{text[5:]}-{usual[0]}-{text[:2]}"
    month = _MONTHS.get(text[2:5], 0)
    if len(text) != 7 or not month:
        text = text.strip().upper()
        month = _MONTHS.get(text[2:5], 0)
    if not month or not (text[:2].isdecimal() and text[5:].isdecimal() and text.isascii()):
        return ""
    if len(text) == 9:
        whole = _day(int(text[5:]), month, int(text[:2]))
        return whole.isoformat() if whole else ""
    return expiry(int(text[5:]), month, int(text[:2]), moment) if len(text) == 7 else ""


def expiry_list(text: str, moment: Moment) -> str:
    """Read an expiry or issue date YYMMDD or CCYYMMDD of a passenger list."""
    text = text.strip().replace(" ", "").replace("-", "")
    if not (text.isascii() and text.isdecimal()):
        return ""
    if len(text) == 8:
        return partial(text)
    return expiry(int(text[:2]), int(text[2:4]), int(text[4:]), moment) if len(text) == 6 else ""


def list_time(text: str, form: str, near: date | None) -> str:
    """Read DTM 189/232: YYMMDDHHMM (201), CCYYMMDDHHMM (203), CCYYMMDD (102) or YYMMDD, by its length.

    The stated format is a hint only: senders leave it out or state the wrong one.
    """
    text = "".join(char for char in text if char.isdecimal())
    if len(text) == 10 and form != "102":
        return joined(_near(int(text[:2]), int(text[2:4]), int(text[4:6]), near), text[6:])
    if len(text) in {12, 14}:
        return joined(_day(int(text[:4]), int(text[4:6]), int(text[6:8])), text[8:12])
    if len(text) == 8:
        return joined(_day(int(text[:4]), int(text[4:6]), int(text[6:8])), "")
    if len(text) == 6:
        return joined(_near(int(text[:2]), int(text[2:4]), int(text[4:6]), near), "")
    return ""


def day_of(iso: str) -> date | None:
    """Return the day of an ISO text this module made, or None."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None

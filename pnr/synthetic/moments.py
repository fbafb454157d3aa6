"""Moments as whole minutes since 1970 UTC, and the texts airlines write of them.

A world holds millions of moments; integers are compared and added fast, and a day's text is made once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

DAY = 1440
HOUR = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
CLOCK = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(DAY))
CLOCK_DIGITS = tuple(clock.replace(":", "") for clock in CLOCK)


def minute_of(moment: datetime) -> int:
    """Return the minute `moment` falls in; `moment` must be aware."""
    return int((moment - _EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    """Return the aware UTC moment at which `minute` begins."""
    return _EPOCH + timedelta(minutes=minute)


def day_of(day: date) -> int:
    """Return the number of days from 1970-01-01 to `day`."""
    return day.toordinal() - _EPOCH_ORDINAL


@cache
def date_of(day: int) -> date:
    """Return the date that is `day` days after 1970-01-01."""
    return date.fromordinal(day + _EPOCH_ORDINAL)


@cache
def iso_day(day: int) -> str:
    """Return `2026-09-16`."""
    return date_of(day).isoformat()


@cache
def named_day(day: int) -> str:
    """Return `16SEP26`, as special service requests write dates."""
    one = date_of(day)
    return f"{one.day:02}{_MONTHS[one.month - 1]}{one.year % 100:02}"


def iso(minute: int) -> str:
    """Return `2026-09-16T01:15`."""
    return f"{iso_day(minute // DAY)}T{CLOCK[minute % DAY]}"


@lru_cache(maxsize=32_768)
def _offset(zone: str, hour: int) -> int:
    local = datetime.fromtimestamp(hour * 3600, ZoneInfo(zone))
    offset = local.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def local(minute: int, zone: str) -> int:
    """Return what a clock in `zone` shows at UTC `minute`, as a minute number of its own."""
    return minute + _offset(zone, minute // HOUR)


def utc(shown: int, zone: str) -> int:
    """Return the UTC minute at which a clock in `zone` shows `shown`, the earlier of two."""
    guess = shown - _offset(zone, shown // HOUR)
    return shown - _offset(zone, guess // HOUR)

"""Times as officers read them: local to the airport, with UTC beside, countdown first inside three hours."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date

from api.pages.language import current, ngettext
from pnr.codes import local
from retention.periods import Period

COUNTDOWN = timedelta(hours=3)


def clock(at: datetime, airport: str) -> str:
    """Return `15:27`, local to the airport."""
    return local(at, airport).strftime("%H:%M")


def clock_utc(at: datetime) -> str:
    """Return `14:27`, UTC."""
    return at.astimezone(UTC).strftime("%H:%M")


def day(when: date) -> str:
    """Return `23 NOV 2026`: the month in three letters of the page's language, never a number."""
    month = format_date(when, "LLL", locale=current()).replace(".", "").upper()[:4]
    return f"{when.day:02d} {month} {when.year:04d}"


def day_clock(at: datetime, airport: str) -> str:
    """Return `23 NOV 15:27`, local to the airport."""
    there = local(at, airport)
    return f"{day(there.date())[:-5]} {there:%H:%M}"


def span(length: timedelta) -> str:
    """Return `22 min`, `1 h 05` or `3 d 2 h`; never negative."""
    minutes = max(0, math.ceil(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02d}"
    return f"{hours // 24} d {hours % 24} h"


def partial_date(text: str) -> str:
    """Return a partial ISO date as read: `30 JUN 1984`, `JUN 1984`, `1984`; a range stays a range."""
    if "/" in text:
        return "\u2013".join(partial_date(end) for end in text.split("/"))
    parts = text.split("-")
    try:
        if len(parts) == 3:
            return day(date(int(parts[0]), int(parts[1]), int(parts[2][:2])))
        if len(parts) == 2:
            return day(date(int(parts[0]), int(parts[1]), 1))[3:]
    except ValueError:
        return text
    return text


def age(birth: str, on: date) -> int | None:
    """Return full years on a day, None when the birth date is not fully known."""
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def period(length: Period) -> str:
    """Return how long something is kept, in words: `6 months`, `48 hours`, `30 days`."""
    years, months = divmod(length.months, 12)
    seconds = int(length.span.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours = rest // 3600
    if days and not rest and days < 3:
        days, hours = 0, days * 24
    parts = (
        ngettext("%(num)s year", "%(num)s years", years) if years else "",
        ngettext("%(num)s month", "%(num)s months", months) if months else "",
        ngettext("%(num)s day", "%(num)s days", days) if days else "",
        ngettext("%(num)s hour", "%(num)s hours", hours) if hours else "",
    )
    return " ".join(part for part in parts if part) or ngettext("%(num)s hour", "%(num)s hours", 0)

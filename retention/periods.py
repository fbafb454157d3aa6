"""Periods of time as a policy writes them (`P6M`, `PT72H`), and the month rule.

A month is a calendar month, and the day is clamped to the end of a shorter one: 31 August and six months is
28 February (29 in a leap year). Everything is reckoned in UTC, so no daylight-saving night has two deadlines.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

_TEXT = re.compile(
    r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8})S)?)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar months and a span of exact time. Text form: ISO 8601 duration without weeks."""

    months: int = 0
    span: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `P6M`, `P5Y`, `PT48H`, `P30D`. Raises `ValueError`."""
        found = _TEXT.fullmatch(text)
        if found is None or text.endswith(("P", "T")):
            raise ValueError("not a period: write P6M, P5Y, P30D or PT48H")
        part = {name: int(value or 0) for name, value in found.groupdict().items()}
        span = timedelta(
            days=part["days"], hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"]
        )
        return cls(months=12 * part["years"] + part["months"], span=span)

    def after(self, start: datetime) -> datetime:
        """Return the first instant at which the period from `start` (UTC) is over."""
        index = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(index, 12)
        if year > 9998:
            return datetime.max.replace(tzinfo=start.tzinfo)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return start.replace(year=year, month=month + 1, day=day) + self.span

    def __str__(self) -> str:
        seconds = int(self.span.total_seconds())
        days, rest = divmod(seconds, 86400)
        hours, rest = divmod(rest, 3600)
        minutes, seconds = divmod(rest, 60)
        years, months = divmod(self.months, 12)
        date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
        time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
        if not date and not time:
            return "PT0S"
        return f"P{date}" + (f"T{time}" if time else "")

    def shortest(self) -> timedelta:
        """Return the least it can last (a month counted as 28 days, a year as 365)."""
        years, months = divmod(self.months, 12)
        return timedelta(days=365 * years + 28 * months) + self.span

    def longest(self) -> timedelta:
        """Return the most it can last (a month counted as 31 days, a year as 366)."""
        years, months = divmod(self.months, 12)
        return timedelta(days=366 * years + 31 * months) + self.span

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: type[Any], _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def read(value: Any) -> Period:
            if isinstance(value, cls):
                return value
            if isinstance(value, str):
                return cls.parse(value)
            raise ValueError("not a period: write P6M, P5Y, P30D or PT48H")

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

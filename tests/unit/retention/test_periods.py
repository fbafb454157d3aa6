"""Periods and the month rule: what six months are on every day of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retention.periods import Period


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2026-08-31T10:00", "P6M", "2027-02-28T10:00"),
        ("2027-08-31T10:00", "P6M", "2028-02-29T10:00"),  # a leap year
        ("2026-08-30T23:59:59", "P6M", "2027-02-28T23:59:59"),
        ("2026-11-20T12:00", "P6M", "2027-05-20T12:00"),
        ("2024-02-29T00:00", "P5Y", "2029-02-28T00:00"),
        ("2026-03-28T01:30", "P1M", "2026-04-28T01:30"),  # the night the clocks go forward lies between
        ("2026-12-15T08:00", "P1M", "2027-01-15T08:00"),
        ("2026-11-20T12:00", "PT72H", "2026-11-23T12:00"),
        ("2026-11-20T12:00", "P1M2DT3H4M5S", "2026-12-22T15:04:05"),
    ],
)
def test_when_a_period_is_over(start: str, period: str, end: str) -> None:
    assert Period.parse(period).after(at(start)) == at(end)


@pytest.mark.parametrize("text", ["P6M", "P5Y", "PT72H", "P30D", "P1Y2M3DT4H5M6S", "PT0S"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    written = str(Period.parse(text))
    assert Period.parse(written) == Period.parse(text)


@pytest.mark.parametrize("text", ["", "P", "PT", "6M", "P6", "P-6M", "P1W", "P6MT", " P6M", "P6M\n"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


def test_shortest_and_longest_enclose_every_start() -> None:
    period = Period.parse("P6M")
    for day in range(800):
        start = at("2026-01-01T00:00") + timedelta(days=day)
        assert period.shortest() <= period.after(start) - start <= period.longest()


def test_a_period_beyond_the_calendar_never_ends() -> None:
    assert Period(months=12 * 9000).after(at("2026-01-01T00:00")).year == 9999

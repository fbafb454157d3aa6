"""Partial dates: every form the lists use, and no padding."""

from __future__ import annotations

from datetime import date

import pytest

from watchlists import dates


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "circa"),
    [
        ("05 Mar 1961", "1961-03-05", "1961-03-05", "day", False),
        ("1961", "1961-01-01", "1961-12-31", "year", False),
        ("circa 1961", "1961-01-01", "1961-12-31", "year", True),
        ("1960 to 1962", "1960-01-01", "1962-12-31", "range", False),
        ("05 Mar 1961 to 09 Apr 1961", "1961-03-05", "1961-04-09", "range", False),
        ("Feb 1964", "1964-02-01", "1964-02-29", "month", False),
        ("circa 05 Mar 1961", "1961-03-05", "1961-03-05", "day", True),
        ("circa 1979-1982", "1979-01-01", "1982-12-31", "range", True),
        ("Mar 1961 to May 1961", "1961-03-01", "1961-05-31", "range", False),
        ("Nov. 1973", "1973-11-01", "1973-11-30", "month", False),
        ("August 1961", "1961-08-01", "1961-08-31", "month", False),
        ("Between Aug. and Sep. 1977", "1977-08-01", "1977-09-30", "range", False),
        ("2015-04-07-04:00", "2015-04-07", "2015-04-07", "day", False),
        ("1961-03-05T00:00:00", "1961-03-05", "1961-03-05", "day", False),
        ("30-35 years old", "", "", "none", False),
        ("31 Feb 1970", "", "", "none", False),
        ("1962 to 1960", "", "", "none", False),
    ],
)
def test_a_date_in_words(text: str, earliest: str, latest: str, precision: str, circa: bool) -> None:
    read = dates.written(text)
    assert (read.earliest, read.latest, read.precision, read.circa) == (earliest, latest, precision, circa)
    assert read.as_written == text


def test_a_date_of_another_calendar_stays_as_written() -> None:
    read = dates.written("24/06/1402 (Hijri Calendar)")
    assert (read.precision, read.calendar, read.earliest) == ("none", "islamic", "")


@pytest.mark.parametrize(
    ("text", "earliest", "precision"),
    [
        ("dd/mm/1961", "1961-01-01", "year"),
        ("dd/03/1961", "1961-03-01", "month"),
        ("00/00/1961", "1961-01-01", "year"),
        ("05/03/1961", "1961-03-05", "day"),
        ("1961", "1961-01-01", "year"),
        ("1961/03/05", "1961-03-05", "day"),
        ("05/13/1961", "", "none"),
    ],
)
def test_a_slashed_date_with_unknown_parts(text: str, earliest: str, precision: str) -> None:
    read = dates.slashed(text)
    assert (read.earliest, read.precision) == (earliest, precision)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "circa"),
    [
        ("1961-03", "1961-03-01", "1961-03-31", "month", False),
        ("~1961", "1961-01-01", "1961-12-31", "year", True),
        ("1960/1962", "1960-01-01", "1962-12-31", "range", False),
        ("../1963", "", "1963-12-31", "open", False),
        ("1961/", "1961-01-01", "", "open", False),
        ("/", "", "", "none", False),
        ("05.03.1961", "", "", "none", False),
        ("1960/x", "", "", "none", False),
    ],
)
def test_the_template_takes_a_subset_of_edtf(
    text: str, earliest: str, latest: str, precision: str, circa: bool
) -> None:
    read = dates.edtf(text)
    assert (read.earliest, read.latest, read.precision, read.circa) == (earliest, latest, precision, circa)


def test_births_before_1900_and_after_today_are_not_plausible() -> None:
    assert not dates.plausible(dates.written("1402"))
    assert not dates.plausible(dates.written("2031"), date(2026, 9, 1))
    assert dates.plausible(dates.written("1961"), date(2026, 9, 1))


def test_an_iso_prefix_keeps_its_precision() -> None:
    assert [dates.iso(text) for text in ("02 Jan 2019", "Jan 2019", "2019", "circa 2019", "soon")] == [
        "2019-01-02", "2019-01", "2019", "", "",
    ]  # fmt: skip

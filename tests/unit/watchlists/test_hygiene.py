"""Advice about a list: the same person twice, too little said, and what an entry will cost in alerts."""

from __future__ import annotations

from datetime import date

import pytest

from watchlists import hygiene
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName
from watchlists.hygiene import Advice, Remark, check, expected_alerts

TODAY = date(2026, 11, 20)
BORN = EntryBirth("1961-03-05", "1961-03-05", "day")


def person(source_id: str, *names: str, birth: EntryBirth | None = BORN, **fields: object) -> Entry:
    made = tuple(EntryName(name, quality="strong") for name in names)
    return Entry(source_id, names=made, births=(birth,) if birth else (), **fields)  # type: ignore[arg-type]  # a table


def remarks(*entries: Entry) -> set[Remark]:
    return set(check(entries, today=TODAY))


def test_one_document_in_two_entries() -> None:
    paper = (EntryDocument("P", "ZZ1", "ZZ1", "ALB"),)
    found = remarks(person("1", "Orval Tennick", documents=paper), person("2", "Mira Voss", documents=paper))
    assert found == {Remark(Advice.SAME_DOCUMENT, "1", "2")}


@pytest.mark.parametrize("other", ["TENNICK Orval", "Orvál Tennick", "orval  tennick"])
def test_one_name_however_written(other: str) -> None:
    assert remarks(person("1", "Orval Tennick"), person("2", other)) == {Remark(Advice.SAME_NAME, "1", "2")}


def test_a_slip_of_the_pen_with_the_same_birth() -> None:
    near = {Remark(Advice.NEAR_NAME, "1", "2")}
    assert remarks(person("1", "Orval Tennick"), person("2", "Orval Tenninck")) == near
    assert remarks(person("1", "Orval Tennick"), person("2", "Орвал Тенник")) == near
    other = EntryBirth("1970-01-02", "1970-01-02", "day")
    assert remarks(person("1", "Orval Tennick"), person("2", "Orval Tenninck", birth=other)) == set()
    assert remarks(person("1", "Orval Tennick"), person("2", "Orval Tennick", birth=other)) == set()


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        (person("1", "Orval Tennick", birth=None), Advice.NO_IDENTIFIER),
        (person("1", "Heron"), Advice.ONE_WORD),
        (Entry("1", names=(EntryName("The Heron", quality="weak"),), births=(BORN,)), Advice.ONLY_WEAK),
        (
            person("1", "Orval Tennick", birth=EntryBirth("1961-01-01", "1961-01-01", "day")),
            Advice.FIRST_OF_JANUARY,
        ),
        (
            person("1", "Orval Tennick", birth=EntryBirth("2031-01-01", "2031-12-31", "year")),
            Advice.IMPOSSIBLE_BIRTH,
        ),
        (person("1", "Orval Tennick", valid_until="2026-11-19"), Advice.EXPIRED),
        (person("1", "Orval Tennick", review_on="2026-11-20"), Advice.REVIEW_DUE),
    ],
)
def test_an_entry_that_says_too_little_or_is_old(entry: Entry, advice: Advice) -> None:
    assert remarks(entry) == {Remark(advice, "1")}


def test_a_good_entry_needs_no_advice() -> None:
    assert remarks(person("1", "Orval Tennick"), person("2", "Mira Voss")) == set()


def test_expected_alerts_grow_with_common_names_and_shrink_with_births() -> None:
    def frequency(name: EntryName) -> float:
        return 0.001 if "Ana" in name.full else 0.00001

    common = person("1", "Ana Petrova", birth=None)
    assert expected_alerts(common, travellers_a_week=10_000, frequency=frequency) == pytest.approx(10)
    with_year = person("1", "Ana Petrova", birth=EntryBirth("1961-01-01", "1961-12-31", "year"))
    narrowed = expected_alerts(with_year, travellers_a_week=10_000, frequency=frequency)
    assert narrowed == pytest.approx(10 * (0.9 / hygiene.YEARS + 0.1))
    rare = expected_alerts(person("1", "Orval Tennick"), travellers_a_week=10_000, frequency=frequency)
    assert rare < narrowed / 50


@pytest.mark.parametrize(
    ("birth", "share"),
    [
        (EntryBirth(), 1.0),
        (EntryBirth("1961-01-01", "1961-12-31", "year", circa=True), 5 / 80),
        (EntryBirth("1960-01-01", "1963-12-31", "range"), 4 / 80),
        (EntryBirth("", "1963-12-31", "open"), 64 / 80),
    ],
)
def test_the_share_of_travellers_who_can_have_a_birth(birth: EntryBirth, share: float) -> None:
    assert hygiene.share_born(birth) == pytest.approx(share)

"""The floor under the quality of matching: invented people, own error model, one alert in 1,000."""

from __future__ import annotations

import random

import pytest

from matching.evaluation.invented import invented_entry, invented_subject
from matching.evaluation.measure import own_scores, recall, reliability, top_scores
from matching.evaluation.noise import KINDS, disturbed
from matching.evaluation.sets import Traveller, name_only
from matching.screening.listed import ListedEntries
from matching.screening.screener import EntryScreener, build

LISTED, STRANGERS = 3_000, 3_000


@pytest.fixture(scope="module")
def screener() -> EntryScreener:
    order = random.Random(3)
    entries = [invented_entry(number, order) for number in range(LISTED)]
    return build([ListedEntries("floor", "1", "medium", entries)])


@pytest.fixture(scope="module")
def listed() -> list[Traveller]:
    order = random.Random(3)
    return disturbed([invented_entry(number, order) for number in range(LISTED)], count=1_100, seed=5)


@pytest.fixture(scope="module")
def strangers() -> list[Traveller]:
    order = random.Random(4)
    return [Traveller(f"s{n}", "stranger", "", invented_subject(order)) for n in range(STRANGERS)]


def test_recall_with_birth_nationality_and_sex_keeps_its_floor(
    screener: EntryScreener, listed: list[Traveller], strangers: list[Traveller]
) -> None:
    low = screener.at(screener.line - 2.5)
    found = recall(listed, own_scores(low, listed), top_scores(low, strangers), 1.0)
    assert found.all >= 0.95
    assert set(found.by_kind) == {*KINDS, "two at once"}
    assert min(found.by_kind.values()) >= 0.85


def test_recall_by_name_alone_keeps_its_floor(
    screener: EntryScreener, listed: list[Traveller], strangers: list[Traveller]
) -> None:
    low, alone = screener.at(screener.line - 3.0), name_only(listed)
    found = recall(alone, own_scores(low, alone), top_scores(low, name_only(strangers)), 1.0)
    assert found.all >= 0.75
    assert min(found.by_kind[kind] for kind in ("clean", "exchanged", "joined", "one field")) >= 0.95


def test_few_strangers_alert_at_the_shipped_line(screener: EntryScreener, strangers: list[Traveller]) -> None:
    alerts = sum(bool(matches) for matches in screener.screen([one.subject for one in strangers]))
    assert alerts <= 2 * STRANGERS / 1000


def test_answers_do_not_depend_on_company_or_order(screener: EntryScreener, listed: list[Traveller]) -> None:
    subjects = [one.subject for one in listed[:60]]
    together = screener.screen(subjects)
    assert [screener.screen([subject])[0] for subject in subjects] == together
    assert screener.screen(subjects[::-1]) == together[::-1]


def test_reliability_of_a_perfect_forecast_has_no_error() -> None:
    curve, error = reliability([60.0, 60.0, -60.0], [True, True, False])
    assert error < 1e-9
    assert [one.count for one in curve] == [1, 2]

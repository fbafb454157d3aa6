"""Yearly figures are those of the log, and small ones are not told."""

from __future__ import annotations

from datetime import UTC, datetime

from retention.actors import Role
from retention.acts import Act
from retention.audit.statistics import of_year, shown
from retention.unit_of_work import Store
from tests.builders.stores import ASSESS, ASSESSMENT, OFFICER, FakeClock, person


def flight(store: Store, leg: str, persons: int, hits: int) -> None:
    with store.writing(ASSESS, Act.COMBINATION) as writing:
        writing.note(leg=leg, persons=persons, hits=hits)


def verdict(store: Store, hit: str, **facts: object) -> None:
    with store.writing(OFFICER, Act.REVIEW, ASSESSMENT) as writing:
        writing.note(hit=hit, **facts)


def test_a_year_is_counted_from_the_log(store: Store, clock: FakeClock) -> None:
    flight(store, "one", 150, 2)
    flight(store, "one", 152, 1)
    flight(store, "two", 80, 0)
    verdict(store, "h1", verdict="same")
    verdict(store, "h2", verdict="same")
    verdict(store, "h2", undone="same")
    verdict(store, "h3", verdict="different")
    verdict(store, "h3", verdict="same")
    with store.consulting(OFFICER, ASSESSMENT):
        pass
    store.deny(OFFICER, "no_assignment", ASSESSMENT)
    with store.writing(OFFICER, Act.DISCLOSURE_EUROPOL) as writing:
        writing.note(package=1)
    clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    flight(store, "three", 10, 0)
    with store.reading(person(Role.AUDITOR)) as reading:
        year = of_year(reading, 2026)
    assert (year.passengers, year.raised) == (232, 3)
    assert year.reviewed == {"same": 2}
    assert year.exchanged == {"europol": 1}
    assert (year.consultations, year.denied) == (1, 1)


def test_small_cells_are_suppressed_and_zero_and_large_ones_are_not(store: Store) -> None:
    flight(store, "one", 150, 2)
    with store.reading(OFFICER) as reading:
        figures = shown(of_year(reading, 2026), below=store.policy.statistics.suppress_below)
    assert figures["passengers"] == 150
    assert figures["raised"] == "<10"
    assert figures["unmasked"] == 0


def test_another_tenant_has_its_own_figures(store: Store) -> None:
    flight(store, "one", 150, 2)
    with store.reading(person(Role.AUDITOR, tenant="other")) as reading:
        assert of_year(reading, 2026).passengers == 0

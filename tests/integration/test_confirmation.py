"""After a jump of the clock two people look at a watch; one person, twice, is one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from retention import purge
from retention.actors import Role
from retention.acts import Act
from retention.confirmation import confirm
from retention.policy import read
from retention.refusals import ClockRefused
from retention.unit_of_work import Store
from tests.builders.stores import ASSESS, NOON, RETENTION, SIX_MONTHS, FakeClock, build_store, person

HEAD, DPO, OFFICER = person(Role.UNIT_HEAD, "head"), person(Role.DPO, "dpo"), person(Role.OFFICER)


@pytest.fixture
def jumped(store_url: str, tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """A store whose clock stands half a year and a day too late for its ratchet."""
    policy = read(SIX_MONTHS.replace('max_forward_jump = "P20Y"', 'max_forward_jump = "PT48H"'))
    made = build_store(tmp_path, url=store_url, clock=clock, policy=policy)
    with made.writing(ASSESS, Act.COLLECTION) as writing:
        writing.open_bucket("pnr", NOON.date())
    clock.advance(timedelta(days=185))
    yield made
    made.engine.dispose()
    made.keys.engine.dispose()


def test_two_people_confirm_and_destruction_goes_on(jumped: Store) -> None:
    assert not confirm(jumped, HEAD)
    with pytest.raises(ClockRefused):
        purge.run(jumped, RETENTION)
    assert confirm(jumped, DPO)
    assert len(purge.run(jumped, RETENTION).erased) == 1


def test_one_person_twice_is_one_person_and_an_old_word_does_not_count(
    jumped: Store, clock: FakeClock
) -> None:
    assert not confirm(jumped, HEAD)
    assert not confirm(jumped, HEAD)
    clock.advance(timedelta(hours=2))
    assert not confirm(jumped, DPO)


def test_who_may_not_and_what_needs_no_word(jumped: Store, clock: FakeClock) -> None:
    with pytest.raises(ClockRefused, match="confirm the time"):
        confirm(jumped, OFFICER)
    clock.now = NOON
    with pytest.raises(ClockRefused, match="nothing"):
        confirm(jumped, HEAD)

"""Registrations as people write them: complete, or a draft, or refused with every fault."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from retention.purpose import Offence
from watchlists.findings import ListError
from watchlists.registration import ListState, read, read_file
from watchlists.registry import Registered

WHOLE = """
[lists.va-police]
title = "Wanted persons"
owner = "Border police"
legal_basis = "Border Act s.12"
offences = ["drugs", "human_trafficking"]
refresh_hours = 24
severity = "high"
category = "suspect"
review_on = 2027-01-01
[lists.later]
title = "Not yet agreed"
state = "draft"
"""


def test_registrations_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lists.toml"
    path.write_text(WHOLE, encoding="utf-8")
    one, later = read_file(path)
    assert (one.id, one.offences, one.review_on) == (
        "va-police",
        (Offence.DRUGS, Offence.HUMAN_TRAFFICKING),
        date(2027, 1, 1),
    )
    assert later.state is ListState.DRAFT


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('owner = "Border police"', "", "owner"),
        ('legal_basis = "Border Act s.12"', "", "legal_basis"),
        ('offences = ["drugs", "human_trafficking"]', "", "offences"),
        ("refresh_hours = 24", "", "refresh_hours"),
        ('"drugs"', '"shoplifting"', "offences.0"),
        ('severity = "high"', 'severity = "terrible"', "severity"),
        ("[lists.va-police]", "[lists.'VA Police']", "id"),
        ('category = "suspect"', 'colour = "red"', "colour"),
        ('title = "Wanted persons"', "title = ", "not TOML"),
    ],
)
def test_an_incomplete_or_unknown_registration_is_refused_by_name(old: str, new: str, said: str) -> None:
    with pytest.raises(ListError, match=said):
        read(WHOLE.replace(old, new))


def test_freshness_is_counted_from_the_last_check() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    values: dict[str, object] = {
        "id": "a",
        "title": "A",
        "owner": "B",
        "legal_basis": "C",
        "offences": (Offence.DRUGS,),
    }
    values |= {"category": "", "assertion": "", "severity": "high", "caveat": "", "sharing": ""}
    values |= {
        "refresh": timedelta(hours=24),
        "review_on": date(2026, 11, 20),
        "kinds": ("person",),
        "programmes": (),
    }
    values |= {"format": "", "floor_percent": 90}
    active = Registered(**values, state=ListState.ACTIVE)  # type: ignore[arg-type]  # a table of values
    assert active.stale(now)
    assert active.stale_since() is None
    assert active.review_due(now)
    loaded = Registered(**values, state=ListState.ACTIVE, checked_at=now)  # type: ignore[arg-type]
    assert not loaded.stale(now + timedelta(hours=24))
    assert loaded.stale(now + timedelta(hours=24, seconds=1))
    suspended = Registered(**values, state=ListState.SUSPENDED)  # type: ignore[arg-type]
    assert not suspended.stale(now)

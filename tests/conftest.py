"""How tests are run here: bounded property tests, one time zone, no leftovers of the caller's settings.

Fixtures strategy: the smallest thing that works, built in the test by a function of `tests.builders` (one
file a noun). A fixture lives in the `conftest.py` of the folder that uses it; this one holds what all need.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, settings

# No deadline per example: two busy cores make any deadline a lottery. Bounded by count instead.
settings.register_profile("dev", max_examples=60, deadline=None)
settings.register_profile(
    "ci",
    max_examples=150,
    deadline=None,
    derandomize=True,  # the same clone gives the same verdict; the search for new cases is the developers'
    database=None,
    print_blob=True,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=(HealthCheck.too_slow,),
)
settings.register_profile("long", max_examples=5_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))

# Not the zone of the machine: what is stored is UTC, what is shown is the airport's, and a test that passes
# only where the machine stands on UTC would hide the difference.
os.environ["TZ"] = "Asia/Kathmandu"
time.tzset()


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take `NAJAVA_*` of the calling shell away, save what tells the tests themselves where things are."""
    for name in list(os.environ):
        if name.startswith("NAJAVA_") and name != "NAJAVA_SHARED" and not name.startswith("NAJAVA_TEST_"):
            monkeypatch.delenv(name)

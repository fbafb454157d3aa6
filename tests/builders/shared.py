"""Reference material that lies beside the repository and never inside it: standards, lists, messages.

Tests that use it skip where it is absent, so a clone on its own passes. It is never copied in (CONTRIBUTING).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shared_root() -> Path:
    """Return where the reference material would be: `NAJAVA_SHARED`, else `../shared` beside the clone."""
    named = os.environ.get("NAJAVA_SHARED")
    return Path(named) if named else ROOT.parent / "shared"


def shared(*parts: str) -> Path:
    """Return the path of a piece of reference material, or skip the test that asks for it.

    Never call it while a module is collected: skip inside a test or fixture, where one test is the loss.
    """
    path = shared_root().joinpath(*parts)
    if not path.exists():
        pytest.skip(f"reference material absent: {'/'.join(parts)} (set NAJAVA_SHARED to its folder)")
    return path

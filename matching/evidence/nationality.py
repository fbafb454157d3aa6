"""Nationality as evidence in one traveller and one list entry, and in nothing else (decision 15).

A person may hold several and lists name birth countries as nationalities, so a difference weighs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from matching.evidence.finding import NOT_COMPARED, Evidence

AGREES = 2.3  # one stranger in ten or so shares it; it is not weighted by which nationality it is, on purpose
DIFFERS = -1.7


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    text = (files("matching.evidence") / "data" / "countries.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, *others = line.split()
            found.update(dict.fromkeys([code, *others], code))
    return found


@lru_cache(maxsize=4096)
def alpha3(value: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a two- or three-letter code, else an empty string."""
    return _alpha3().get(value.strip().upper(), "")


def compare_nationalities(traveller: Sequence[str], listed: Sequence[str]) -> Evidence:
    """Return whether any nationality is shared; codes that no table knows are neutral."""
    if not traveller or not listed:
        return NOT_COMPARED
    mine = {code for value in traveller if (code := alpha3(value))}
    theirs = {code for value in listed if (code := alpha3(value))}
    if not mine or not theirs:
        return NOT_COMPARED
    shown = ("/".join(sorted(mine)), "/".join(sorted(theirs)))
    if mine & theirs:
        return Evidence(*shown, AGREES, "nationality.agrees")
    return Evidence(*shown, DIFFERS, "nationality.differs")

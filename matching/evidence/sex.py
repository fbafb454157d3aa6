"""Sex as evidence: M or F on both sides, anything else is unknown and neutral."""

from __future__ import annotations

from collections.abc import Sequence

from matching.evidence.finding import NOT_COMPARED, Evidence

AGREES = 0.6  # half of strangers agree
DIFFERS = -2.6  # registers and bookings get it wrong a few times in a hundred
_KNOWN = frozenset("MF")


def compare_sexes(traveller: str, listed: Sequence[str]) -> Evidence:
    """Return whether the sexes agree; unknown, X and empty are neutral."""
    mine = traveller.strip().upper()[:1]
    theirs = {value.strip().upper()[:1] for value in listed} & _KNOWN
    if mine not in _KNOWN or not theirs:
        return NOT_COMPARED
    shown = "/".join(sorted(theirs))
    if mine in theirs:
        return Evidence(mine, shown, AGREES if len(theirs) == 1 else 0.0, "sex.agrees")
    return Evidence(mine, shown, DIFFERS, "sex.differs")

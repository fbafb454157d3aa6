"""Remember that an officer told two records apart: what a decision was about, as a key.

A pair stays cleared until the entry or the evidence changes. The fingerprint therefore holds the findings and
the values compared, not the score: a new matcher version with the same evidence does not bring a decided pair
back. The values are hashed, which alone does not hide a name: the caller keeps keys under its own token key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from matching.names.folding import fold
from matching.screening.model import Match

_NOT_EVIDENCE = frozenset({"prior"})


def evidence_fingerprint(match: Match) -> str:
    """Return 32 hex digits that change when the entry, a compared value or a finding changes."""
    compared = sorted(
        (feature.name, feature.finding, _plain(feature.left), _plain(feature.right))
        for feature in match.features
        if feature.name not in _NOT_EVIDENCE
    )
    return _digest([match.list_id, match.source_id, *("\x1f".join(row) for row in compared)])


def clearance_key(person: str, match: Match) -> str:
    """Return the key of a cleared pair: a person key of the caller's, the entry and the evidence."""
    return _digest([person, match.list_id, match.source_id, evidence_fingerprint(match)])


def _plain(value: str) -> str:
    """Return a value so that only a difference an officer would see counts: case and spacing do not."""
    folded = fold(value)
    digits = "".join(sign for sign in value if sign.isdigit())
    return f"{folded} {digits}"


def _digest(pieces: Iterable[str]) -> str:
    return hashlib.blake2b("\x1e".join(pieces).encode(), digest_size=16).hexdigest()

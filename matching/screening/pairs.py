"""Compare two records without a list around them: the laboratory's and the officer's direct question.

Nothing says how rare a word is without a list, so words count by their length. The question is asked
about pairs that someone already holds side by side: a name that agreed in full would settle it, so the
line lies at a share of what the shorter name scores against itself, and known variants count like close
spellings.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp

import msgspec

from matching.names.comparison import compare_names
from matching.names.parts import Part
from matching.names.similarity import Level
from matching.screening.model import Match, Subject
from matching.screening.pair import best_names, compare_pair, entry_names, subject_names
from matching.screening.weights import Weights, load_weights
from watchlists.entry import Entry

ASKED = 0.72  # share of a full agreement at which a pair is as likely right as wrong
LEAST_ASKED = 3.0
PAIR_LINE = 0.5

_USUAL = 9.0  # nats of a word of usual length: one in eight thousand
_SHORT = {1: 2.7, 2: 5.5, 3: 7.0, 4: 8.0}
_ALLOWANCE = {
    Level.EXACT: 0.0,
    Level.SPELLING: 0.3,
    Level.VARIANT: 1.0,
    Level.VOWEL: 0.8,
    Level.CLOSE: 1.0,
    Level.VOWELS: 1.5,
    Level.LOOSE: 1.8,
}


@lru_cache(maxsize=65_536)
def usual_rarity(word: str, level: Level) -> float:
    """Return how surprising an agreement on a word is when no list tells, in nats."""
    if level >= Level.BEGINNING:
        grown: float = 2.7 * len(word) ** 0.7
        return min(grown, _USUAL)
    return _SHORT.get(len(word), _USUAL) - _ALLOWANCE[level]


@lru_cache(maxsize=1)
def _weights() -> Weights:
    shipped = load_weights()
    known = {"variant": shipped.names["exact"], "variant.rarity": shipped.names["exact.rarity"]}
    return msgspec.structs.replace(shipped, names={**shipped.names, **known})


@lru_cache(maxsize=16_384)
def _full(parts: tuple[Part, ...]) -> float:
    """Return what a name scores against itself, in nats."""
    return compare_names(parts, parts, information=usual_rarity, weights=_weights().names).score


def compare_people(subject: Subject, entry: Entry) -> Match:
    """Return the comparison of one record with another, whatever its score."""
    weights = _weights()
    left, right = subject_names(subject), entry_names(entry)
    names = best_names(left, right, information=usual_rarity, weights=weights)
    asked = ASKED * min((_full(parts) for parts in (*left, *right)), default=0.0)
    pair = compare_pair(subject, entry, names=names, prior=-max(asked, LEAST_ASKED))
    assert pair is not None  # no least score was asked for
    return Match(
        list_id="",
        source_id=entry.source_id,
        snapshot="",
        matcher=weights.version,
        score=pair.score,
        probability=1.0 / (1.0 + exp(-max(min(pair.score, 60.0), -60.0))),
        features=pair.features,
        screened_on=(),
    )

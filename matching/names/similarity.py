"""Compare two folded words: at which level are they the same name, if at all.

Levels are ordered from certain to weak. What a level is worth is learned (`matching.screening.weights`); this
module only says which one holds.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from matching.names.keys import skeleton, sound
from matching.names.variants import same_name


class Level(IntEnum):
    """How two words agree, best first."""

    EXACT = 0  # the same letters after folding
    SPELLING = 1  # one spelling key: the same name by another romanisation
    VARIANT = 2  # a known other form: nickname, other language, feminine ending
    CLOSE = 3  # one letter apart
    VOWELS = 4  # one consonant skeleton: the vowels differ
    LOOSE = 5  # two letters apart in a long word, or very similar
    BEGINNING = 6  # one is the beginning of the other (truncated)
    INITIAL = 7  # one is the first letter of the other
    NONE = 8


@lru_cache(maxsize=524_288)
def level(left: str, right: str) -> Level:
    """Return the level at which the two words agree. Symmetric; empty words agree with nothing."""
    if left == right:
        return Level.EXACT if left else Level.NONE
    if not left or not right:
        return Level.NONE
    if len(left) == 1 or len(right) == 1:
        return Level.INITIAL if left[0] == right[0] else Level.NONE
    if sound(left) == sound(right):
        return Level.SPELLING
    if same_name(left, right):
        return Level.VARIANT
    return _near(left, right)


def _near(left: str, right: str) -> Level:
    shorter, longer = sorted((left, right), key=len)
    distance = OSA.distance(left, right, score_cutoff=2)
    keys = OSA.distance(sound(left), sound(right), score_cutoff=2)
    if (distance <= 1 or keys <= 1) and len(shorter) >= 4:
        return Level.CLOSE
    if skeleton(left) == skeleton(right) and len(skeleton(left)) >= 2:
        return Level.VOWELS
    if distance <= 1 and len(shorter) == 3:
        return Level.LOOSE
    if min(distance, keys) <= 2 and len(shorter) >= 6:
        return Level.LOOSE
    if longer.startswith(shorter):
        return Level.BEGINNING
    if len(shorter) >= 5 and JaroWinkler.similarity(left, right, prefix_weight=0.1) >= 0.9:
        return Level.LOOSE
    return Level.NONE

"""Compare two folded words: at which level are they the same name, if at all.

Levels are ordered from certain to weak. What a level is worth is learned (`matching.screening.weights`); this
module only says which one holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from operator import eq

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from matching.names.keys import skeleton, sound
from matching.names.variants import same_name


class Level(IntEnum):
    """How two words agree, best first."""

    EXACT = 0  # the same letters after folding
    SPELLING = 1  # one spelling key: the same name by another romanisation
    VARIANT = 2  # a known other form: nickname, other language, feminine ending
    VOWEL = 3  # one vowel differs, is missing or doubled
    CLOSE = 4  # one letter apart
    VOWELS = 5  # the same consonants, two vowels apart
    LOOSE = 6  # two letters apart, or one in a short word
    BEGINNING = 7  # one is the beginning of the other (truncated)
    INITIAL = 8  # one is the first letter of the other
    NONE = 9


@lru_cache(maxsize=524_288)
def level(left: str, right: str) -> Level:
    """Return the level at which the two words agree. Symmetric; empty words agree with nothing."""
    if left == right:
        return Level.EXACT if left else Level.NONE
    if not left or not right:
        return Level.NONE
    if len(left) == 1 or len(right) == 1:
        return Level.INITIAL if left[0] == right[0] else Level.NONE
    mine, theirs = sound(left), sound(right)
    if mine == theirs:
        return Level.SPELLING
    if same_name(left, right):
        return Level.VARIANT
    return _near(
        letters=OSA.distance(left, right, score_cutoff=2),
        sounds=OSA.distance(mine, theirs, score_cutoff=2),
        bones=skeleton(left) == skeleton(right),
        shortest=min(len(left), len(right)),
        begins=left.startswith(right) or right.startswith(left),
    )


def _near(*, letters: int, sounds: int, bones: bool, shortest: int, begins: bool) -> Level:
    nearest = min(letters, sounds)
    if bones and nearest <= 1:
        return Level.VOWEL
    if nearest <= 1 and shortest >= 4:
        return Level.CLOSE
    if bones and sounds <= 2 and shortest >= 4:
        return Level.VOWELS
    if (nearest <= 1 and shortest == 3) or (nearest <= 2 and shortest >= 6):
        return Level.LOOSE
    return Level.BEGINNING if begins else Level.NONE


def levels_of(left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Return the level of each pair of words of two letters or more: `level`, for many pairs at once."""
    if not left:
        return np.zeros(0, np.uint8)
    letters = cpdist(left, right, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    mine, theirs = list(map(sound, left)), list(map(sound, right))
    sounds = cpdist(mine, theirs, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    bones = np.fromiter(map(eq, map(skeleton, left), map(skeleton, right)), np.bool_, len(left))
    one = np.fromiter(map(len, left), np.int16, len(left))
    shortest = np.minimum(one, np.fromiter(map(len, right), np.int16, len(left)))
    nearest = np.minimum(letters, sounds)
    found = np.full(len(left), Level.NONE, np.uint8)
    loose = ((nearest <= 1) & (shortest == 3)) | ((nearest <= 2) & (shortest >= 6))
    found[loose] = Level.LOOSE
    found[bones & (sounds <= 2) & (shortest >= 4)] = Level.VOWELS
    found[(nearest <= 1) & (shortest >= 4)] = Level.CLOSE
    found[bones & (nearest <= 1)] = Level.VOWEL
    found[list(map(same_name, left, right))] = Level.VARIANT
    found[sounds == 0] = Level.SPELLING
    found[letters == 0] = Level.EXACT
    for n in np.flatnonzero(found == Level.NONE).tolist():
        if left[n].startswith(right[n]) or right[n].startswith(left[n]):
            found[n] = Level.BEGINNING
    return found

"""Every key under which a word is found, as one sorted table of integers.

Equal sound, one letter left out, equal consonants, consonants with one left out, group of known variants.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from matching.names.codes import LETTERS, Codes, lengths, pack, without_letter
from matching.names.keys import skeleton, sound
from matching.names.variants import GROUPS

Ids = npt.NDArray[np.int32]


class Family(IntEnum):
    """Kind of key, in the four bits above the letters."""

    SOUND = 1
    SHORTENED = 2
    CONSONANTS = 3
    SHORTENED_CONSONANTS = 4
    VARIANT = 5


def word_keys(words: Sequence[str], *, wide: npt.NDArray[np.bool_] | None = None) -> tuple[Ids, Codes]:
    """Return (position of the word, key) for every key of every word.

    `wide` marks the words that also get keys with a letter left out; by default all do.
    """
    sounds = pack([sound(word) for word in words])
    bones = pack([skeleton(word) for word in words])
    positions = np.arange(len(words), dtype=np.int32)
    ids = [positions, positions]
    keys = [_tag(Family.SOUND, sounds), _tag(Family.CONSONANTS, bones)]
    chosen = positions if wide is None else positions[wide]
    for family, codes, least in (
        (Family.SHORTENED, sounds[chosen], 3),
        (Family.SHORTENED_CONSONANTS, bones[chosen], 4),
    ):
        for where, shortened in _shortened(codes, least):
            ids.append(chosen[where])
            keys.append(_tag(family, shortened))
    grouped = [(n, group) for n, word in enumerate(words) for group in GROUPS.get(word, ())]
    if grouped:
        ids.append(np.array([n for n, _ in grouped], dtype=np.int32))
        keys.append(_tag(Family.VARIANT, np.array([group for _, group in grouped], dtype=np.uint64)))
    return np.concatenate(ids), np.concatenate(keys)


def _tag(family: Family, codes: Codes) -> Codes:
    return codes | np.uint64(int(family) << 60)


def _shortened(codes: Codes, least: int) -> list[tuple[npt.NDArray[np.int64], Codes]]:
    """Return the codes as they are and with each letter left out, for codes of at least `least` letters."""
    size = lengths(codes)
    found = [(where := np.flatnonzero(size >= least), codes[where])]
    for place in range(LETTERS):
        where = np.flatnonzero((size > place) & (size > least))
        if not len(where):
            break
        found.append((where, without_letter(codes[where], place)))
    return found

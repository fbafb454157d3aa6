"""The words of all listed names, and which of them a traveller's word may be.

A neighbourhood is found through the keys of `keys_table`, then judged pair by pair with the levels of
`similarity`: the fast way and `similarity.level` must agree, and a property test says they do.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from matching.names.codes import Codes, end_of_beginning, pack
from matching.names.keys_table import Ids, word_keys
from matching.names.similarity import Level, levels_of

SHORTEST_BEGINNING = 4  # shorter beginnings are compared only once another word has brought the pair up


class Neighbours(msgspec.Struct, frozen=True, gc=False):
    """For one word: the listed words it may be (`ids`, ascending) and at which level."""

    ids: Ids
    levels: npt.NDArray[np.uint8]


class Vocabulary(msgspec.Struct, frozen=True):
    """Listed words in alphabetical order with their keys. `counts`: in how many names; 0 for joined words."""

    words: list[str]
    counts: Ids
    codes: Codes
    keys: Codes
    key_ids: Ids

    @property
    def total(self) -> int:
        """Number of words in all names."""
        return int(self.counts.sum())

    def neighbours(self, words: Sequence[str]) -> list[Neighbours]:
        """Return the neighbourhood of each word. One call for many words is far cheaper than many calls."""
        asked = list(words)
        if not asked or not self.words:
            empty = Neighbours(np.zeros(0, np.int32), np.zeros(0, np.uint8))
            return [empty] * len(asked)
        pairs = np.unique(np.concatenate([self._by_keys(asked), self._by_beginning(asked)]))
        size = np.int64(len(self.words))
        mine, theirs = pairs // size, (pairs % size).astype(np.int32)
        levels = self._levels(asked, mine, theirs)
        kept = np.where(self.counts[theirs] > 0, levels <= Level.BEGINNING, levels <= Level.CLOSE)
        mine, theirs, levels = mine[kept], theirs[kept], levels[kept]
        ends = np.searchsorted(mine, np.arange(len(asked) + 1))
        return [
            Neighbours(theirs[start:end], levels[start:end])
            for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        ]

    def _by_keys(self, asked: list[str]) -> npt.NDArray[np.int64]:
        positions, keys = word_keys(asked)
        order = np.argsort(keys, kind="stable")
        positions, keys = positions[order], keys[order]
        starts = np.searchsorted(self.keys, keys, side="left")
        sizes = np.searchsorted(self.keys, keys, side="right") - starts
        return (
            np.repeat(positions, sizes).astype(np.int64) * len(self.words)
            + self.key_ids[spread(starts, sizes)]
        )

    def _by_beginning(self, asked: list[str]) -> npt.NDArray[np.int64]:
        sizes = np.array([len(word) for word in asked])
        where = np.flatnonzero(sizes >= SHORTEST_BEGINNING)
        codes = pack([asked[n] for n in where.tolist()])
        starts = np.searchsorted(self.codes, codes, side="left")
        counts = np.searchsorted(self.codes, end_of_beginning(codes, sizes[where]), side="right") - starts
        return np.repeat(where, counts).astype(np.int64) * len(self.words) + spread(starts, counts)

    def _levels(self, asked: list[str], mine: npt.NDArray[np.int64], theirs: Ids) -> npt.NDArray[np.uint8]:
        one, two = [asked[n] for n in mine.tolist()], [self.words[n] for n in theirs.tolist()]
        return levels_of(one, two)


def spread(starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return start, start+1 … for each (start, size), one after the other."""
    total = int(sizes.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(sizes)
    offsets: npt.NDArray[np.int64] = np.repeat(starts - (ends - sizes), sizes)
    return np.arange(total, dtype=np.int64) + offsets


def make_vocabulary(counts: dict[str, int]) -> Vocabulary:
    """Return the vocabulary of words with their counts; a count of 0 marks a word joined from two."""
    words = sorted(word for word in counts if len(word) > 1)
    numbers = np.array([counts[word] for word in words], dtype=np.int32)
    positions, keys = word_keys(words, wide=numbers > 0)
    order = np.argsort(keys, kind="stable")
    return Vocabulary(words, numbers, pack(words), keys[order], positions[order].astype(np.int32))

"""How surprising an agreement on a word is, counted over the words of the lists themselves."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from matching.names.similarity import Level

CAP = 12.0
_ALLOWANCE = {
    Level.EXACT: 0.0,
    Level.SPELLING: 0.5,
    Level.VARIANT: 1.0,
    Level.CLOSE: 1.5,
    Level.VOWELS: 1.5,
    Level.LOOSE: 2.5,
    Level.BEGINNING: 3.0,
}


class Rarity:
    """Information of a word: -ln of its share among all words counted, less what a wider level lets in."""

    __slots__ = ("_counts", "_total")

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._total = max(sum(counts.values()), 50_000)

    def __call__(self, word: str, level: Level) -> float:
        if level is Level.INITIAL:
            return 2.7
        found = -log((self._counts.get(word, 0) + 1) / self._total) - _ALLOWANCE[level]
        return min(max(found, 0.0), CAP)

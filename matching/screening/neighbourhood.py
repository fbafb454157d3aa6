"""Remember for every word seen which listed words it may be and what each is worth.

The memory between flights.

Words repeat: after a day of traffic nine in ten are known. The memory only grows up to a limit and then
starts afresh, and it never changes an answer. Callers hold `lock` from `slots` to the last use of the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from threading import RLock
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.names.codes import end_of_beginning, pack
from matching.names.similarity import Level
from matching.names.vocabulary import SHORTEST_BEGINNING, Neighbours, Vocabulary

Reading = tuple[str, str]
"""A word and its other reading (without a glued title or article), or an empty string."""

CAP = 12.0  # nats; nothing is rarer than a word that no list has
SMOOTHING = 0.5
SMALLEST_TOTAL = 30_000  # a short list says little of how rare a word is
_LEVELS = len(Level) - 1


class Neighbourhoods:
    """Neighbourhoods of words in one vocabulary, with the weight of each neighbour."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        weights: Mapping[str, float],
        *,
        traffic: Mapping[str, int] | None = None,
        limit: int = 400_000,
    ) -> None:
        self._vocabulary = vocabulary
        self._limit = limit
        self._base = np.array([weights[level.name.lower()] for level in Level if level is not Level.NONE])
        self._slope = np.array(
            [weights[f"{level.name.lower()}.rarity"] for level in Level if level is not Level.NONE]
        )
        self._counts = vocabulary.counts.astype(np.float64)
        total = vocabulary.total
        if traffic:
            seen = np.fromiter((traffic.get(word, 0) for word in vocabulary.words), np.float64)
            self._counts += np.where(vocabulary.counts > 0, seen, 0.0)
            total += sum(traffic.values())
        self._total = max(total, SMALLEST_TOTAL)
        self._summed = np.concatenate([[0.0], np.cumsum(self._counts)])
        self._beginnings: dict[str, float] = {}
        self.lock = RLock()
        self._forget()

    def _forget(self) -> None:
        self._slots: dict[Reading, int] = {}
        self._rarities: dict[str, list[float]] = {}
        self._starts: npt.NDArray[np.int64] = np.zeros(1024, np.int64)
        self._sizes: npt.NDArray[np.int64] = np.zeros(1024, np.int64)
        self._used = 0
        self.words: npt.NDArray[np.int32] = np.zeros(16_384, np.int32)
        self.gains: npt.NDArray[np.float32] = np.zeros(16_384, np.float32)

    def slots(self, readings: Sequence[Reading]) -> npt.NDArray[np.int64]:
        """Return the slot of each reading, looking up those not seen before all at once."""
        known = self._slots
        fresh = [reading for reading in dict.fromkeys(readings) if reading not in known]
        if fresh:
            if len(known) + len(fresh) > self._limit:
                self._forget()
                fresh = list(dict.fromkeys(readings))
            self._learn(fresh)
            known = self._slots
        return np.fromiter(map(known.__getitem__, readings), np.int64, len(readings))

    def ranges(self, slots: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return where the neighbours of each slot start in `words` and `gains`, and how many there are."""
        return self._starts[slots], self._sizes[slots]

    def rarity(self, word: str, level: Level) -> float:
        """Return how surprising it is that a stranger's word agrees at `level` or better, in nats."""
        if level >= Level.BEGINNING or len(word) < 2:
            return self._beginning(word)
        found = self._rarities.get(word)
        if found is None:
            found = self._measure(word, self._vocabulary.neighbours([word])[0])
        return found[level]

    def _measure(self, word: str, neighbours: Neighbours) -> list[float]:
        counts = self._counts[neighbours.ids]
        mass = np.cumsum(np.bincount(neighbours.levels, weights=counts, minlength=_LEVELS)[:_LEVELS])
        found = [min(CAP, -log((at_level + SMOOTHING) / self._total)) for at_level in mass.tolist()]
        found[Level.BEGINNING] = self._beginning(word)
        self._rarities[word] = found
        return found

    def _beginning(self, word: str) -> float:
        """Return how surprising it is that a stranger's word begins with `word`, in nats."""
        known = self._beginnings.get(word)
        if known is None:
            code = pack([word])
            first = np.searchsorted(self._vocabulary.codes, code, side="left")
            last = np.searchsorted(
                self._vocabulary.codes, end_of_beginning(code, np.array([len(word)])), side="right"
            )
            count = float(self._summed[last[0]] - self._summed[first[0]])
            known = min(CAP, -log((count + SMOOTHING) / self._total))
            self._beginnings[word] = known
        return known

    def hope(self, words: Sequence[Reading]) -> float:
        """Return what short words may still add once a pair is compared: initials and cut names, in nats."""
        found = 0.0
        for word, _ in words:
            if len(word) < SHORTEST_BEGINNING:
                kind = Level.INITIAL if len(word) == 1 else Level.BEGINNING
                found += max(0.0, float(self._base[kind] + self._slope[kind] * self._beginning(word)))
        return found

    def _learn(self, fresh: Sequence[Reading]) -> None:
        words = list(dict.fromkeys(word for reading in fresh for word in reading if len(word) > 1))
        near = dict(zip(words, self._vocabulary.neighbours(words), strict=True))
        for reading in fresh:
            found = [self._weighed(word, near[word]) for word in reading if word in near]
            self._keep(reading, found)

    def _weighed(
        self, word: str, neighbours: Neighbours
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        rarity = np.array(self._measure(word, neighbours))
        gains = (self._base + self._slope * rarity)[neighbours.levels].astype(np.float32)
        worth = gains > 0
        return neighbours.ids[worth], gains[worth]

    def _keep(
        self, reading: Reading, found: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]]
    ) -> None:
        if len(found) == 2:
            ids = np.concatenate([found[0][0], found[1][0]])
            gains = np.concatenate([found[0][1], found[1][1]])
            order = np.lexsort((-gains, ids))
            ids, gains = ids[order], gains[order]
            first = np.concatenate([[True], ids[1:] != ids[:-1]]) if len(ids) else np.zeros(0, np.bool_)
            ids, gains = ids[first], gains[first]
        elif found:
            ids, gains = found[0]
        else:
            ids, gains = np.zeros(0, np.int32), np.zeros(0, np.float32)
        slot = len(self._slots)
        end = self._used + len(ids)
        if slot >= len(self._starts):
            self._starts, self._sizes = _doubled(self._starts, 0), _doubled(self._sizes, 0)
        if end > len(self.words):
            self.words, self.gains = _doubled(self.words, end), _doubled(self.gains, end)
        self.words[self._used : end], self.gains[self._used : end] = ids, gains
        self._starts[slot], self._sizes[slot] = self._used, len(ids)
        self._used = end
        self._slots[reading] = slot


_Number = TypeVar("_Number", bound=np.generic)


def _doubled(array: npt.NDArray[_Number], least: int) -> npt.NDArray[_Number]:
    return np.concatenate([array, np.zeros(max(len(array), least - len(array)), array.dtype)])

"""Seeded chance: the same key always gives the same draws, whatever was drawn elsewhere before.

Every leg, household and trip has a stream of its own, so a world can be made in any order, in parts, or again
from the middle, and stays byte-identical.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


def number(*key: object) -> int:
    """Return 64 bits that depend on every part of `key` and on nothing else."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big")


def stream(*key: object) -> Random:
    """Return a stream of draws named by `key`, the first part of which should be the seed."""
    return Random(number(*key))


def mix(seed: int, value: int) -> int:
    """Scramble two integers into 64 bits (SplitMix64): the cheap form of `number` for the hot path."""
    z = (seed * 0x9E3779B97F4A7C15 + value * 0xD1B54A32D192ED03 + 0x8CB92BA72F3D8DD7) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


class Weighted(Generic[T]):
    """Values with weights, picked by one uniform draw in [0, 1)."""

    __slots__ = ("_steps", "total", "values")

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        pairs = tuple(pairs)
        self.values: tuple[T, ...] = tuple(value for value, _ in pairs)
        self._steps = list(accumulate(weight for _, weight in pairs))
        self.total = self._steps[-1]

    def pick(self, draw: float) -> T:
        """Return the value whose share of the weights holds `draw`."""
        return self.values[bisect_right(self._steps, draw * self.total)]


def by_rank(values: Sequence[T], *, offset: float = 4.0, power: float = 0.7) -> Weighted[T]:
    """Weigh `values` by their rank: a flat Zipf law, close to how names and agencies are spread."""
    return Weighted((value, (rank + offset) ** -power) for rank, value in enumerate(values))

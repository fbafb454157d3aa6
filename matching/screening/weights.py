"""The frozen weights of the comparison, in nats, with their version: `scripts/learn-weights` writes them.

Every weight is one readable number with a name from `matching.names.comparison.TERMS`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


class Weights(msgspec.Struct, frozen=True):
    """What the comparison weighs. `prior` is the log-odds of a random pair before any comparison."""

    version: str
    prior: float
    review_line: float  # score at and above which a person looks
    names: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights shipped with this version."""
    data = (files("matching.screening") / "data" / "weights.json").read_bytes()
    return msgspec.json.decode(data, type=Weights)

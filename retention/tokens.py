"""Tokens: an exact identifier as a keyed 64-bit number, so that equal values meet without being readable.

Keyed BLAKE2b per tenant, regime, calendar month and field. Two months do not link; when a month's last bucket
is gone its key is destroyed. A token in a forgotten backup stays linkable until then. No token for names.

Collisions happen (64 bits); whoever finds a row by token opens it and compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from retention.keys import Key


def state(key: Key, field: str) -> hashlib.blake2b:
    """Return the keyed state of one field, to be copied for every value."""
    name = field.encode()
    if not 0 < len(name) <= hashlib.blake2b.PERSON_SIZE:
        raise ValueError("a token field is named in 1 to 16 bytes")
    return hashlib.blake2b(digest_size=8, key=key.secret, person=name)


class Tokenizer:
    """Makes tokens under month keys that `find` returns, keeping the keyed states of one scope."""

    def __init__(self, find: Callable[[str, date], Key]) -> None:
        self._find = find
        self._states: dict[tuple[str, int, int, str], hashlib.blake2b] = {}

    def token(self, regime: str, month: date, field: str, value: str) -> int:
        """Return the signed 64-bit token of `value`. Any day of the month names the month."""
        where = (regime, month.year, month.month, field)
        keyed = self._states.get(where)
        if keyed is None:
            keyed = self._states[where] = state(self._find(regime, month), field)
        copy = keyed.copy()
        copy.update(value.encode())
        return int.from_bytes(copy.digest(), "big", signed=True)

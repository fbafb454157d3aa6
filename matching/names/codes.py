"""Pack folded words into integers so that arrays of words compare, sort and lose a letter without strings.

Twelve letters of five bits fill 60 bits, first letter highest: order is alphabetical, a beginning is a range,
leaving out a letter is a shift. The four bits above say which kind of key an integer is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LETTERS = 12
_BITS = 5
_TOTAL = LETTERS * _BITS
Codes = npt.NDArray[np.uint64]
_PLACES = np.array([1 << (_BITS * (LETTERS - 1 - n)) for n in range(LETTERS)], dtype=np.uint64)


def pack(words: Sequence[str]) -> Codes:
    """Return the code of the first twelve letters of each word (A to Z only)."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    letters = np.array(words, dtype=f"S{LETTERS}").view(np.uint8).reshape(-1, LETTERS) & 31
    return letters.astype(np.uint64) @ _PLACES


def lengths(codes: Codes) -> npt.NDArray[np.int64]:
    """Return the number of letters in each code."""
    found = np.zeros(len(codes), dtype=np.int64)
    for n in range(LETTERS):
        found += (codes >> np.uint64(_BITS * n)) & np.uint64(31) > 0
    return found


def without_letter(codes: Codes, place: int) -> Codes:
    """Return the codes with the letter at `place` (0 first) left out and the rest moved up."""
    head = _TOTAL - _BITS * place
    kept = (codes >> np.uint64(head)) << np.uint64(head) if place else np.zeros_like(codes)
    tail = codes & np.uint64((1 << (head - _BITS)) - 1)
    return kept | (tail << np.uint64(_BITS))


def end_of_beginning(codes: Codes, letters: npt.NDArray[np.int64]) -> Codes:
    """Return the last code that begins with the given letters: the upper end of the range of a beginning."""
    free = (_BITS * (LETTERS - np.minimum(letters, LETTERS))).astype(np.uint64)
    return codes | ((np.uint64(1) << free) - np.uint64(1))

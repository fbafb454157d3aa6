"""Pair the words of two names: which word of one is which word of the other, in any order, joined or split.

Greedy by worth: the surest and rarest pair first, each word used once. Neighbouring words may be read as one
(`ABD AL RAHMAN` with `ABDALRAHMAN`), a glued title or article may be left out of a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from matching.names.parts import Part
from matching.names.similarity import Level, level

Worth = Callable[[str, Level], float]
"""What a pair at this level is worth for this word of the left name, in nats."""

_JOINED_LEVELS = frozenset({Level.EXACT, Level.SPELLING, Level.CLOSE, Level.VOWELS})


class Pairing(msgspec.Struct, frozen=True, gc=False):
    """Words `left` of one name and `right` of the other (positions) that agree at `level`."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    level: Level
    word: str  # the left reading that agreed
    worth: float

    @property
    def joined(self) -> bool:
        """Several words on one side were read as one."""
        return len(self.left) + len(self.right) > 2


class Alignment(msgspec.Struct, frozen=True, gc=False):
    """The pairs of two names and the positions left over on each side."""

    pairings: tuple[Pairing, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]


def align(left: Sequence[Part], right: Sequence[Part], worth: Worth) -> Alignment:
    """Return the pairs of the two names, best first. Positions never repeat within a side."""
    options = [*_single(left, right, worth), *_joined(left, right, worth)]
    options.sort(key=lambda option: (-option.worth, option.left, option.right))
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen: list[Pairing] = []
    for option in options:
        if used_left.isdisjoint(option.left) and used_right.isdisjoint(option.right):
            chosen.append(option)
            used_left.update(option.left)
            used_right.update(option.right)
    return Alignment(
        tuple(chosen),
        tuple(n for n in range(len(left)) if n not in used_left),
        tuple(n for n in range(len(right)) if n not in used_right),
    )


def _single(left: Sequence[Part], right: Sequence[Part], worth: Worth) -> list[Pairing]:
    found = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            word, agreed = best_reading(one, two)
            if agreed is Level.NONE:
                continue
            if agreed >= Level.BEGINNING and len(two.text) < len(word):
                word = two.text  # the shorter one says how much the agreement is worth
            found.append(Pairing((i,), (j,), agreed, word, worth(word, agreed)))
    return found


def best_reading(one: Part, two: Part) -> tuple[str, Level]:
    """Return the reading of `one` that agrees best with a reading of `two`, and the level."""
    best, agreed = one.text, level(one.text, two.text)
    if agreed is Level.EXACT or not (one.other or two.other):
        return best, agreed
    for mine, theirs in ((one.other, two.text), (one.text, two.other), (one.other, two.other)):
        if len(mine) < 2 or len(theirs) < 2:
            continue
        other = level(mine, theirs)
        if other < agreed:
            best, agreed = mine, other
    return best, agreed


def _joined(left: Sequence[Part], right: Sequence[Part], worth: Worth) -> list[Pairing]:
    found = [
        Pairing(span, (j,), agreed, word, worth(word, agreed))
        for span, word in _spans(left)
        for j, two in enumerate(right)
        if (agreed := _joined_level(word, two)) is not Level.NONE
    ]
    for span, word in _spans(right):
        for i, one in enumerate(left):
            agreed = _joined_level(word, one)
            if agreed is not Level.NONE:
                found.append(Pairing((i,), span, agreed, one.text, worth(one.text, agreed)))
    return found


def _spans(parts: Sequence[Part]) -> list[tuple[tuple[int, ...], str]]:
    found = []
    for start, end in joined_spans(parts):
        word = "".join([part.text for part in parts[start:end]])
        if len(word) >= 4:
            found.append((tuple(range(start, end)), word))
    return found


def joined_spans(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Return the (start, end) of words often written as one: neighbours, three in a row, all of one role."""
    last = len(parts)
    spans = [(n, n + width) for width in (2, 3) for n in range(last - width + 1)]
    border = next((n for n in range(1, last) if parts[n].role is not parts[n - 1].role), last)
    return spans + [(start, end) for start, end in ((0, border), (border, last)) if end - start > 3]


def _joined_level(word: str, single: Part) -> Level:
    best = Level.NONE
    for text in (single.text, single.other):
        if text[:1] == word[0] and abs(len(text) - len(word)) <= 2 and len(text) >= 4:
            agreed = level(word, text)
            if agreed in _JOINED_LEVELS and agreed < best:
                best = agreed
    return best

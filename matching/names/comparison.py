"""Compare two names as a list of reasons, each a few named terms; what a term is worth comes from outside.

The list of term names in `TERMS` is the whole model of a name: its score is the sum of weight times value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from matching.names.alignment import Alignment, Pairing, align
from matching.names.parts import Part, Role
from matching.names.similarity import Level

Information = Callable[[str, Level], float]
"""How surprising it is that a stranger's word agrees with this word at this level, in nats (0 to 12)."""

_LEVELS = tuple(level for level in Level if level is not Level.NONE)
TERMS: tuple[str, ...] = (
    *(f"{level.name.lower()}" for level in _LEVELS),
    *(f"{level.name.lower()}.rarity" for level in _LEVELS),
    "particle",  # an article, link or form of address on both sides
    "joined",  # words written as one or as two
    "crossed",  # a surname word met a given name
    "order",  # the words stand in another order
    "surname.traveller_only",
    "given.traveller_only",
    "whole.traveller_only",
    "surname.list_only",
    "given.list_only",
    "whole.list_only",
    "conflict",  # words left over on both sides: other names, not missing ones
    "no_given",  # no given name met one
    "one_word",  # only one word of all agrees
    "complete",  # every word of both names found its partner
    "identical",  # … and every one of them letter by letter
)


class Reason(msgspec.Struct, frozen=True, gc=False):
    """One thing a comparison found: `kind` is a level name or a term name, with the words it is about."""

    kind: str
    role: Role
    left: str
    right: str
    terms: tuple[tuple[str, float], ...]
    weight: float
    rarity: float = 0.0


class NameComparison(msgspec.Struct, frozen=True, gc=False):
    """The reasons of one pair of names and their sum, in nats."""

    score: float
    reasons: tuple[Reason, ...]


def compare_names(
    left: Sequence[Part], right: Sequence[Part], *, information: Information, weights: Mapping[str, float]
) -> NameComparison:
    """Compare a traveller's name (left) with a listed one. No words on a side compare to nothing: score 0."""
    if not left or not right:
        return NameComparison(0.0, ())

    def worth(word: str, level: Level) -> float:
        key = level.name.lower()
        return weights[key] + weights[f"{key}.rarity"] * information(word, level)

    alignment = align(left, right, worth)
    reasons = [_pair_reason(pair, left, right, information, weights) for pair in alignment.pairings]
    reasons += _whole_reasons(alignment, left, right, weights)
    return NameComparison(sum(reason.weight for reason in reasons), tuple(reasons))


def _reason(
    kind: str,
    role: Role,
    words: tuple[str, str],
    terms: tuple[tuple[str, float], ...],
    weights: Mapping[str, float],
) -> Reason:
    return Reason(kind, role, *words, terms, sum(weights[name] * value for name, value in terms))


def _pair_reason(
    pair: Pairing,
    left: Sequence[Part],
    right: Sequence[Part],
    information: Information,
    weights: Mapping[str, float],
) -> Reason:
    one, two = left[pair.left[0]], right[pair.right[0]]
    key = pair.level.name.lower()
    rarity = information(pair.word, pair.level)
    terms = [(key, 1.0), (f"{key}.rarity", rarity)]
    if one.particle and two.particle and not pair.joined:
        key, rarity, terms = "particle", 0.0, [("particle", 1.0)]
    if pair.joined:
        terms.append(("joined", 1.0))
    if Role.WHOLE not in (one.role, two.role) and one.role is not two.role and not one.particle:
        terms.append(("crossed", 1.0))
    words = (_join(left, pair.left), _join(right, pair.right))
    found = _reason(key, one.role, words, tuple(terms), weights)
    return msgspec.structs.replace(found, rarity=rarity)


def _join(parts: Sequence[Part], positions: Sequence[int]) -> str:
    return " ".join(parts[n].text for n in positions)


def _whole_reasons(
    alignment: Alignment, left: Sequence[Part], right: Sequence[Part], weights: Mapping[str, float]
) -> list[Reason]:
    found = []
    over = {
        "traveller_only": [left[n] for n in alignment.left_over if not left[n].particle],
        "list_only": [right[n] for n in alignment.right_over if not right[n].particle],
    }
    for side, parts in over.items():
        for part in parts:
            words = (part.text, "") if side == "traveller_only" else ("", part.text)
            found.append(_reason(side, part.role, words, ((f"{part.role}.{side}", 1.0),), weights))
    conflict = min(len(over["traveller_only"]), len(over["list_only"]))
    mine = " ".join(part.text for part in over["traveller_only"])
    theirs = " ".join(part.text for part in over["list_only"])
    if conflict:
        found.append(
            _reason("conflict", Role.WHOLE, (mine, theirs), (("conflict", float(conflict)),), weights)
        )
    paired = [pair for pair in alignment.pairings if not left[pair.left[0]].particle]
    if len(paired) == 1 and not paired[0].joined:
        found.append(_reason("one_word", Role.WHOLE, ("", ""), (("one_word", 1.0),), weights))
    if _order_differs(paired):
        found.append(_reason("order", Role.WHOLE, ("", ""), (("order", 1.0),), weights))
    if _given_missed(paired, left, right):
        found.append(_reason("no_given", Role.GIVEN, ("", ""), (("no_given", 1.0),), weights))
    if len(paired) + sum(pair.joined for pair in paired) > 1 and not any(over.values()):
        exact = all(pair.level is Level.EXACT for pair in paired)
        terms: tuple[tuple[str, float], ...] = (("complete", 1.0),)
        if exact:
            terms += (("identical", 1.0),)
        found.append(_reason("identical" if exact else "complete", Role.WHOLE, ("", ""), terms, weights))
    return found


def _order_differs(paired: Sequence[Pairing]) -> bool:
    rights = [pair.right[0] for pair in sorted(paired, key=lambda pair: pair.left)]
    return rights != sorted(rights)


def _given_missed(paired: Sequence[Pairing], left: Sequence[Part], right: Sequence[Part]) -> bool:
    if not any(part.role is Role.GIVEN for part in left) or not any(
        part.role is Role.GIVEN for part in right
    ):
        return False
    return not any(
        left[n].role is Role.GIVEN or right[m].role is Role.GIVEN
        for pair in paired
        for n in pair.left
        for m in pair.right
    )

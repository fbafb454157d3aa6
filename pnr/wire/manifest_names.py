"""Split whole names of a manifest column into surname and given name, by evidence where there is any.

The heading says the order, or commas and slashes do, or capitals (`ALMEIDA Carla`), or surname endings of the
region, or families that share a word in neighbouring rows. A name that fits both ways is read in the order of
the column and carries the other reading beside it, so that screening sees both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

import msgspec

from pnr.model.traveller import Name
from pnr.names_received import meant
from pnr.sensitive import fold

_TITLES = frozenset("MR MRS MS MISS MSTR MISTER DR PROF REV CHD INF MME MLLE".split())
_PARTICLES = frozenset(
    "AL EL ABU ABD BIN BINT BEN IBN DE DA DI DO DU LA LE VAN VON DER DEN TEN MC MAC ST SAN HADZI O".split()
)
_ENDING = re.compile(
    r"\w{2,}(?:IC|SKI|SKA|OV|EV|OVA|EVA|OGLU|YAN|IAN|SHVILI|IDZE|ENKO|UK|OPOULOS|IDIS|AJ|ALIU|ENKA|EZ)"
)
_CYRILLIC_ENDING = re.compile(r"\w{2,}(?:ИЋ|СКИ|СКА|ОВ|ЕВ|ОВА|ЕВА|ЕНКО)")


class NameOrder(StrEnum):
    """Which part stands first where nothing separates the two."""

    SURNAME_FIRST = "surname, given"
    GIVEN_FIRST = "given, surname"
    ASSUMED = "surname, given (assumed)"


class Split(msgspec.Struct, frozen=True, gc=False):
    """A name as read; `other` is the second reading of one that fits both ways."""

    name: Name
    other: Name | None = None


def order_of(values: Sequence[str], declared: NameOrder | None) -> NameOrder:
    """Decide the order of a column: the heading's word unless the names clearly say the opposite."""
    first = last = 0
    for value, after in pairwise([*values, ""]):
        vote = _vote(value)
        first += vote > 0
        last += vote < 0
        words, following = _words(value), _words(after)
        if len(words) > 1 and len(following) > 1 and words != following:
            first += words[0] == following[0]
            last += words[-1] == following[-1]
    if declared is not None:
        against = last if declared is NameOrder.SURNAME_FIRST else first
        matching = first if declared is NameOrder.SURNAME_FIRST else last
        clear = against >= 5 and against > 3 * matching
        return declared if not clear else _opposite(declared)
    if first > last:
        return NameOrder.SURNAME_FIRST
    return NameOrder.GIVEN_FIRST if last > first else NameOrder.ASSUMED


def split(value: str, order: NameOrder) -> Split:
    """Split one whole name in the order of its column; separators and evidence in the name come first."""
    for separator in ("/", ","):
        if separator in value:
            surname, _, given = value.partition(separator)
            return Split(_received(surname.strip(), given.strip(), value))
    words = value.split()
    vote = _vote(value)
    surname_first = order is not NameOrder.GIVEN_FIRST
    if len(words) < 2:
        return Split(_received(value.strip(), "", value))
    if abs(vote) == 2:
        surname_first = vote > 0
    read = _halves(words, surname_first=surname_first)
    doubtful = order is NameOrder.ASSUMED or (vote and (vote > 0) != surname_first)
    other = _halves(words, surname_first=not surname_first) if doubtful else None
    return Split(_received(*read, value), _received(*other, value) if other else None)


def _received(surname: str, given: str, value: str) -> Name:
    return msgspec.structs.replace(meant(surname, given), received=value)


def _words(value: str) -> list[str]:
    words = [word for word in re.split(r"[\s,/]+", value) if word]
    return [word for word in words if word.strip(".").upper() not in _TITLES]


def _vote(value: str) -> int:
    """Weigh one name: 2 or -2 when its writing says which word is the surname, 1 or -1 for an ending."""
    if "/" in value or "," in value:
        return 0
    words = _words(value)
    if len(words) < 2:
        return 0
    first, last = words[0], words[-1]
    if first.isupper() and len(first) > 1 and not last.isupper() and last[:1].isupper():
        return 2
    if last.isupper() and len(last) > 1 and not first.isupper() and first[:1].isupper():
        return -2
    return int(_surname_like(first)) - int(_surname_like(last))


def _surname_like(word: str) -> bool:
    folded = fold(word)
    return bool(_ENDING.fullmatch(folded) or _CYRILLIC_ENDING.fullmatch(folded))


def _halves(words: list[str], *, surname_first: bool) -> tuple[str, str]:
    titles = [word for word in words if word.strip(".").upper() in _TITLES]
    names = [word for word in words if word.strip(".").upper() not in _TITLES]
    if len(names) < 2:
        return " ".join(names or words), " ".join(titles) if names else ""
    if surname_first:
        cut = 1
        while cut < len(names) - 1 and names[cut - 1].upper() in _PARTICLES:
            cut += 1
        surname, given = names[:cut], names[cut:]
    else:
        cut = len(names) - 1
        while cut > 1 and names[cut - 1].upper() in _PARTICLES:
            cut -= 1
        surname, given = names[cut:], names[:cut]
    return " ".join(surname), " ".join([*given, *titles])


def _opposite(order: NameOrder) -> NameOrder:
    return NameOrder.GIVEN_FIRST if order is NameOrder.SURNAME_FIRST else NameOrder.SURNAME_FIRST

"""Which records are one person on one leg: booking, check-in list and manifest brought together.

By computation only, with a reason and a confidence, so that it can be shown and undone; nothing is merged
for ever. Two travellers of one record are never one person, even with one name (father and son).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from anyascii import anyascii

from pnr.model.traveller import Name, Traveller

_LETTERS = re.compile(r"[^A-Z]+")
_ALNUM = re.compile(r"[^A-Z0-9]+")
_MIN_PREFIX = 3  # a truncated given name shorter than this proves nothing


class Appearance(NamedTuple):
    """One traveller in one stored record: which record, which place in it, from which source."""

    record: int
    ordinal: int
    source: str
    traveller: Traveller
    locators: tuple[str, ...]


class Person(msgspec.Struct, frozen=True, gc=False):
    """The appearances that are one person, why (`reason`), and how sure (0-100)."""

    appearances: tuple[Appearance, ...]
    reason: str = "single"
    confidence: int = 100


def fold(text: str) -> str:
    """Return a name with only its letters A-Z, upper case: the form two carriers' spellings share."""
    return _LETTERS.sub("", anyascii(text).upper())


def document_key(number: str) -> str:
    """Return a document number as it compares: letters and digits only, upper case."""
    return _ALNUM.sub("", number.upper())


def _names(traveller: Traveller) -> list[Name]:
    return [
        traveller.name,
        *traveller.other_names,
        *(doc.name for doc in traveller.documents if doc.name.surname),
    ]


def _same_name(one: Traveller, other: Traveller) -> bool:
    """Say whether two spellings can be one name: same surname, and given names equal, cut or a part."""
    for left in _names(one):
        for right in _names(other):
            if fold(left.surname) != fold(right.surname):
                continue
            a, b = fold(left.given + left.middle), fold(right.given + right.middle)
            short, long = sorted((a, b), key=len)
            if short == long or (len(short) >= _MIN_PREFIX and long.startswith(short)):
                return True
    return False


def _agree(one: str, other: str) -> bool:
    """Say whether two partial dates do not contradict each other."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _documents(traveller: Traveller) -> set[str]:
    return {key for doc in traveller.documents if (key := document_key(doc.number))}


def _reason(one: Appearance, other: Appearance) -> tuple[str, int] | None:
    left, right = one.traveller, other.traveller
    if not _agree(left.birth, right.birth):
        return None
    if _documents(left) & _documents(right):
        return "same_document", 99
    if (
        left.unique_reference
        and left.unique_reference == right.unique_reference
        and one.source == other.source
    ):
        return "same_reference", 98
    if not _same_name(left, right):
        return None
    if set(one.locators) & set(other.locators):
        return "same_locator_and_name", 95
    if left.birth and left.birth == right.birth:
        return "same_name_and_birth", 90
    return None


def _keys(one: Appearance) -> Iterable[str]:
    """Give the cheap keys under which two appearances of a person must meet at least once."""
    for number in _documents(one.traveller):
        yield f"d{number}"
    if one.traveller.unique_reference:
        yield f"u{one.traveller.unique_reference}"
    for name in _names(one.traveller):
        yield f"n{fold(name.surname)}"


def persons(appearances: Sequence[Appearance]) -> tuple[Person, ...]:
    """Group the appearances on one leg into persons, in the order they first appear.

    Linear in practice: only appearances that share a document, reference or surname are compared.
    """
    groups: list[list[Appearance]] = []
    why: list[tuple[str, int]] = []
    meeting: dict[str, list[int]] = {}
    for one in appearances:
        best: tuple[int, str, int] | None = None
        candidates = dict.fromkeys(index for key in _keys(one) for index in meeting.get(key, ()))
        for index in candidates:
            if any(member.record == one.record for member in groups[index]):
                continue
            for member in groups[index]:
                found = _reason(one, member)
                if found and (best is None or found[1] > best[2]):
                    best = (index, *found)
        if best is None:
            home = len(groups)
            groups.append([one])
            why.append(("single", 100))
        else:
            home = best[0]
            groups[home].append(one)
            if why[home][0] == "single" or best[2] < why[home][1]:
                why[home] = (best[1], best[2])
        for key in _keys(one):
            indexes = meeting.setdefault(key, [])
            if home not in indexes:
                indexes.append(home)
    return tuple(Person(tuple(group), *reason) for group, reason in zip(groups, why, strict=True))

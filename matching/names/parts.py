"""Take a name apart into folded words with their role, dropping titles and fillers, keeping particles marked.

A word of a title glued to the given name (`AVNIMR`) keeps both readings: nobody can know from the text alone
whether IDRIS ends in a title.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import msgspec

from matching.names.folding import words
from matching.names.tables import ARTICLES, FILLERS, GLUED_TITLES, PARTICLES, TITLES

MAXIMUM_PARTS = 12  # a name with more words is compared by its first twelve; the text itself is kept


class Role(StrEnum):
    """Where a word stood: in the surname, among the given names, or in one undivided name."""

    SURNAME = "surname"
    GIVEN = "given"
    WHOLE = "whole"


class Part(msgspec.Struct, frozen=True, gc=False):
    """One word of a name. `other` is a second reading without a glued title or article, or empty."""

    text: str
    role: Role
    particle: bool = False
    other: str = ""


def take_apart(surname: str, given: str = "", *, whole: str = "") -> tuple[Part, ...]:
    """Return the parts of a name given as surname and given names, or undivided in `whole`.

    A comma in `whole` divides surname from given names. Never raises; no letters give no parts.
    """
    if whole and not surname and not given:
        before, comma, after = whole.partition(",")
        if comma and before.strip() and after.strip():
            surname, given = before, after
        else:
            return _parts((), (), tuple(words(whole)))
    if not given or not surname:
        return _parts((), (), tuple(words(surname or given)))
    return _parts(tuple(words(surname)), tuple(words(given)), ())


@lru_cache(maxsize=131_072)
def _parts(surname: tuple[str, ...], given: tuple[str, ...], whole: tuple[str, ...]) -> tuple[Part, ...]:
    given = _without_titles(given)
    whole = _without_titles(whole)
    if surname and not given:
        whole, surname = surname + whole, ()
    found = [_part(word, Role.SURNAME, last=False) for word in surname if word not in FILLERS]
    found += [_part(word, Role.GIVEN, last=n == len(given)) for n, word in enumerate(given, 1)]
    found += [_part(word, Role.WHOLE, last=n == len(whole)) for n, word in enumerate(whole, 1)]
    if all(part.particle for part in found):
        found = [msgspec.structs.replace(part, particle=False) for part in found]
    return tuple(found[:MAXIMUM_PARTS])


def _without_titles(given: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(word for word in given if word not in FILLERS)
    while len(kept) > 1 and kept[-1] in TITLES:
        kept = kept[:-1]
    while len(kept) > 1 and kept[0] in TITLES:
        kept = kept[1:]
    return () if len(kept) == 1 and kept[0] in TITLES and len(kept[0]) > 1 else kept


def _part(word: str, role: Role, *, last: bool) -> Part:
    other = _without_glued_title(word) if last else ""
    return Part(word, role, word in PARTICLES, other or without_article(word))


def _without_glued_title(word: str) -> str:
    for title in GLUED_TITLES:
        if word.endswith(title) and len(word) - len(title) >= 2:
            return word[: -len(title)]
    return ""


def without_article(word: str) -> str:
    """Return the word without an article written onto it (ALSASI gives SASI), or an empty string."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 4:
            return word[len(article) :]
    return ""

"""Read a name as it was received: take titles, suffixes, placeholders and association debris off it.

Airline names glue the title to the given name (`ALMEIDA/CARLAMRS`), and a naive reader then spoils WILLIAMS,
YASSIR, AMR or ALEXANDR. So a title comes off where it stands as a word of its own, or where it is one of the
few that no given name ends with; every other glued title needs the document's given name as a witness.

Source: AIRIMP name element; passenger names in BCBP (Resolution 792) and SSR DOCS show the same habits.
"""

from __future__ import annotations

import re

from pnr.model.traveller import Name

_COURTESY = (
    "PROFESSOR PRESIDENT MADAME MISTER MASTER MADAM MAYOR MISS MSTR PROF CAPT LADY LORD SIR MRS MLLE MME MAS "
    "MR MS DR HRH SRA SRTA SENHOR SR DNA"
)
_KIND = "CHD INF"
CLERGY = frozenset(
    "REV REVD REVEREND RABBI IMAM SHEIKH SHEIK SHAIKH FR FATHER PASTOR BISHOP ARCHBISHOP ABBOT DEACON SISTER "
    "MUFTI SR".split()
)
"""Titles that tell a belief. They are taken off a name like the others; the gate never keeps them."""

TITLES = frozenset(_COURTESY.split()) | frozenset(_KIND.split()) | CLERGY
"""Every word that is a title, not a name, when it closes a name that has another word."""

_LEADING = frozenset(
    "MR MRS MS MISS MSTR MISTER MADAM MADAME MLLE MME DR PROF PROFESSOR REV REVD REVEREND".split()
)
"""The only ones taken from the front: `LORD`, `IMAM` or `MAS` at the front are given names more often."""

_GLUED = tuple(sorted(("MISTER", "MSTR", "MISS", "MRS", "MR"), key=len, reverse=True))
_GLUED_CONFIRMED = ("MS", "DR", "SIR", "CHD", "INF", "PROF")
_REMAINDER = {"MRS": 2, "MISS": 2, "MSTR": 2}  # letters that must be left; 3 for the others
_END_LIKE_TITLES = frozenset(
    "AMR OMR THAMR TAMR ABUAMR ALAMR ELAMR ABUOMR ALOMR BINAMR IBNAMR ABDELAMR KHAMR AHMR GHAMR".split()
)

_SUFFIXES = frozenset("JR SR II III IV PHD MD".split())
_PLACEHOLDERS = frozenset(
    "FNU LNU NFN NLN TBA TBC UNKNOWN NONAME NOFIRSTNAME NOLASTNAME NONE NIL N/A".split()
)
_ASSOCIATION = re.compile(r"\s*-\s?\d+[A-Z][^\d]*(?:/.*)?$", re.DOTALL)
_DEBRIS = re.compile(r"^[\W_]*$|^[Xx]{2,}$")
_REPEATED = re.compile(r"^([A-Za-z])\1{2,}$")


def meant(surname: str, given: str, *, confirmed: str = "") -> Name:
    """Return the name that `surname` and `given` of a message mean, with `received` as they stood there.

    `confirmed` is the given name of the traveller's document where one is known: it decides whether a glued
    `MS`, `DR` or `SIR` is a title, and whether a given name that repeats the surname is real. Never raises;
    what is only a placeholder becomes empty, a person with one name is legitimate.
    """
    received = f"{surname}/{given}" if given else surname
    if given.isalpha() and surname.isalpha() and given.isupper() and surname.isupper():
        plain = _plain(surname, given, received)
        if plain is not None:
            return plain
    family, suffix = _family(_ASSOCIATION.sub("", surname).split())
    words = _ASSOCIATION.sub("", given).split()
    if not words and len(family) > 1 and family[-1].upper() in TITLES:
        words, family = [family[-1]], family[:-1]
    witness = confirmed.upper().split()
    words, title = _titles_off(words, witness)
    if not title and len(family) > 1 and family[-1].upper() in _LEADING:
        family, title = family[:-1], family[-1].upper()
    if not suffix and len(words) > 1 and words[-1].upper() in _SUFFIXES:
        suffix, words = words[-1].upper(), words[:-1]
    first = _unless_placeholder(" ".join(words), single=("F", "X"))
    last = _unless_placeholder(" ".join(family), single=("X",))
    if first and first.upper() == last.upper() and first.upper() != " ".join(witness):
        first = ""  # one name, written twice because the form asked for two
    return Name(surname=last, given=first, title=title, suffix=suffix, received=received)


def _plain(surname: str, given: str, received: str) -> Name | None:
    """Return what two single words mean in the usual cases, `MARKO` and `MARKOMR`; None where it takes more.

    Says the same as the long way, only sooner: most names of a push are of this kind.
    """
    title, rest = "", given
    if given[-2:] in _TITLE_ENDS:
        if given.endswith("MRS"):
            title, rest = "MRS", given[:-3]
        elif given.endswith("MR") and given not in _END_LIKE_TITLES:
            title, rest = "MR", given[:-2]
        else:
            return None
    if (
        len(rest) < 3
        or len(surname) < 3
        or rest == surname
        or rest in _PLACEHOLDERS
        or surname in _PLACEHOLDERS
    ):
        return None
    if rest == rest[0] * len(rest) or surname == surname[0] * len(surname) or given in TITLES:
        return None
    return Name(surname, rest, "", title, "", received)


_TITLE_ENDS = frozenset(title[-2:] for title in TITLES)


def split_received(name: str) -> tuple[str, str]:
    """Split `SURNAME/GIVEN` at the first slash: the two halves, the second empty where there is none."""
    surname, _, given = name.partition("/")
    return surname.strip(), given.strip()


def _family(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and words[-1].upper() in _SUFFIXES:
        return words[:-1], words[-1].upper()
    return words, ""


def _titles_off(words: list[str], witness: list[str]) -> tuple[list[str], str]:
    """Take at most two titles off, words first, then one that is glued; report the one that says most."""
    found: list[str] = []
    for _ in range(2):
        if not words:
            break
        last, first = words[-1].strip(".").upper(), words[0].strip(".").upper()
        if last in TITLES and last not in witness:
            if len(words) == 1 and last not in _LEADING:
                break  # all there is: a name, not a title
            words = words[:-1]
            found.append(last)
        elif len(words) > 1 and first in _LEADING and first not in witness:
            words = words[1:]
            found.append(first)
        else:
            break
    if words and not found:
        rest, title = _unglued(words[-1], witness)
        if title:
            return [*words[:-1], rest], title
    return words, found[0] if found else ""


def _unglued(word: str, witness: list[str]) -> tuple[str, str]:
    """Split a title from the end of `word` where it can only be one; else return the word as it is."""
    upper = word.upper()
    if upper in _END_LIKE_TITLES or not upper.isalpha():
        return word, ""
    if upper in witness and not upper.endswith(_GLUED):
        return word, ""
    for title in _GLUED:
        if upper.endswith(title) and len(upper) - len(title) >= _REMAINDER.get(title, 3):
            return word[: -len(title)], title
    for title in _GLUED_CONFIRMED:
        if upper.endswith(title) and upper[: -len(title)] in witness:
            return word[: -len(title)], title
    return word, ""


def _unless_placeholder(name: str, *, single: tuple[str, ...]) -> str:
    upper = name.upper()
    if upper in _PLACEHOLDERS or upper in single or _DEBRIS.match(name) or _REPEATED.match(name):
        return ""
    return name

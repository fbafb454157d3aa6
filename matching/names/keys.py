"""Spelling keys of a folded word: what stays equal when the same name is romanised by another rule.

`sound` undoes digraphs, doubled letters and letters that romanisations exchange (K C Q, V W, Y I, KH H, DJ J,
ICAO's AE OE UE); `skeleton` also drops the vowels. Two words with one key are candidates, not equals: what
a shared key is worth is a weight in `matching.screening.weights`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGRAPHS = {
    "SHCH": "S", "TSCH": "K", "DSCH": "J", "TCH": "K", "SCH": "S", "DZH": "J", "CKH": "K", "CHH": "K",
    "SH": "S", "ZH": "S", "CH": "K", "KH": "H", "GH": "G", "PH": "F", "TH": "T", "DH": "D", "BH": "B",
    "TS": "K", "TZ": "K", "CZ": "K", "CS": "K", "CK": "K", "SZ": "S", "RZ": "S",
    "DJ": "J", "DZ": "J", "GJ": "J", "KJ": "K", "XH": "J",
    "OU": "U", "OO": "U", "EE": "I", "AE": "A", "OE": "O", "UE": "U", "EI": "AI", "EY": "AI", "AY": "AI",
    "IE": "E", "IJ": "I", "IY": "I", "YI": "I", "YY": "I", "JE": "E", "YE": "E", "YO": "E", "JO": "O",
    "IU": "U", "YU": "U", "JU": "U", "IA": "A", "YA": "A", "JA": "A", "X": "KS",
    "W": "V", "Q": "K", "C": "K", "Y": "I", "J": "J", "Z": "S",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_INNER_H = re.compile(r"(?<=.)H")
_VOWELS = re.compile(r"[AEIOU]")


@lru_cache(maxsize=262_144)
def sound(word: str) -> str:
    """Return the spelling key of `word`; never empty for a non-empty word."""
    key = _DIGRAPH.sub(_replacement, word)
    key = _INNER_H.sub("", key)
    return _DOUBLED.sub(r"\1", key)


def _replacement(found: re.Match[str]) -> str:
    return _DIGRAPHS[found.group()]


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """Return the consonants of the spelling key, with `A` in front where the word begins with a vowel."""
    key = sound(word)
    bare = _VOWELS.sub("", key).replace("J", "")
    if key[:1] in "AEIOU" or not bare:
        bare = "A" + bare
    return _DOUBLED.sub(r"\1", bare)

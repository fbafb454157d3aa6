"""Spelling keys of a folded word: what stays equal when the same name is romanised by another rule.

`sound` undoes digraphs, doubled letters and letters that romanisations exchange (K C Q, V W, J Y, KH H, DJ J,
ICAO's AE OE UE); `skeleton` also drops the vowels. Two words with one key are candidates, not equals: what a
shared key is worth is a weight in `matching.screening.weights`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGRAPHS = {
    "SHCH": "S", "TSCH": "K", "DSCH": "J", "TCH": "K", "SCH": "S", "DZH": "J", "CKH": "K", "CHH": "K",
    "SH": "S", "ZH": "S", "CH": "K", "KH": "H", "GH": "K", "PH": "F", "TH": "T", "DH": "D", "BH": "B",
    "TS": "K", "TZ": "K", "CZ": "K", "CS": "K", "CK": "K", "SZ": "S",
    "DJ": "J", "DZ": "J", "GJ": "J", "KJ": "K", "XH": "J", "NJ": "N", "NY": "N", "LJ": "L", "LY": "L",
    "OU": "U", "OO": "U", "EE": "I", "AE": "A", "OE": "O", "UE": "U", "EI": "AI", "EY": "AI", "AY": "AI",
    "IJ": "I", "IY": "I", "YI": "I", "YY": "I",
    "X": "KS", "W": "V", "Q": "K", "C": "K", "Z": "S",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_GLIDE = re.compile(r"^[YI](?=[AEOU])|(?<=[AEOU])Y(?=[AEOU])")
_DOUBLED = re.compile(r"(.)\1+")
_INNER_H = re.compile(r"(?<=.)H")
_WITHOUT_VOWELS = str.maketrans("", "", "AEIOU")


@lru_cache(maxsize=262_144)
def sound(word: str) -> str:
    """Return the spelling key of `word`; never empty for a non-empty word."""
    key = _DIGRAPH.sub(_replacement, _GLIDE.sub("J", word)).replace("Y", "I").replace("IE", "E")
    return _DOUBLED.sub(r"\1", _INNER_H.sub("", key))


def _replacement(found: re.Match[str]) -> str:
    return _DIGRAPHS[found.group()]


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """Return the consonants of the spelling key, with `A` in front where the word begins with a vowel."""
    key = sound(word)
    bare = key.translate(_WITHOUT_VOWELS)
    if not bare or key[0] in "AEIOU":
        bare = "A" + bare
    return _DOUBLED.sub(r"\1", bare)

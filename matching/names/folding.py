"""Fold a name of any script to capital letters A to Z and spaces, the form a booking or a passport line has.

Diacritics fall off, letters with a second sound keep it where ICAO Doc 9303-3 section 6 says so. What a table
does not name goes through the anyascii character map, so no text is lost and no text raises. The lossy other
direction (UE may be ü or u-e) is the business of `matching.names.keys`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from matching.names.tables import ARABIC_LETTERS, ARABIC_WORDS, LETTERS

_ASCII_SPLIT = re.compile(r"[^A-Z]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʻʼʾʿ′ʹ\u02bd\u200c\u200d\u200e\u200f\u00ad\ufeff"))
_HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"[^\s\-]+")
_MISREAD = re.compile(r"(?<=[A-Z])[01258]|[01258](?=[A-Z])")
_LETTER_FOR = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}


def words(text: str) -> list[str]:
    """Return the folded words of `text`: capitals A to Z only, in order, empty words dropped."""
    if text.isascii():
        upper = text.upper()
        if "'" in upper or "`" in upper:
            upper = upper.replace("'", "").replace("`", "")
        return upper.split() if upper.replace(" ", "").isalpha() else _ascii_words(upper)
    return list(_folded(text))


def fold(text: str) -> str:
    """Return the folded words of `text` joined by single spaces."""
    return " ".join(words(text))


@lru_cache(maxsize=65_536)
def _folded(text: str) -> tuple[str, ...]:
    plain = text.translate(_APOSTROPHES)
    if _ARABIC.search(plain):
        plain = _WORD.sub(lambda found: _arabic(found.group()), plain)
    plain = plain.translate(LETTERS)
    if not plain.isascii():
        # Each Han or Hangul character is a syllable; anyascii writes them CamelCase without spaces.
        plain = anyascii(plain)
        if _HAN_OR_HANGUL.search(text):
            plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    plain = plain.replace("'", "").replace("`", "")
    return tuple(_ascii_words(plain.upper()))


def _ascii_words(upper: str) -> list[str]:
    """Split at everything but letters; a digit beside a letter is the letter it is misread for."""
    return _ASCII_SPLIT.sub(" ", _MISREAD.sub(lambda found: _LETTER_FOR[found.group()], upper)).split()


def _arabic(word: str) -> str:
    """Romanise one Arabic-script word: a known name by its usual spelling, else letter by letter."""
    if not _ARABIC.search(word):
        return word
    bare = re.sub(r"[\u064b-\u065f\u0670\u0640]", "", word).translate(_ARABIC_SAME)
    if known := ARABIC_WORDS.get(bare):
        return known
    if bare.startswith("ال") and len(bare) > 4:
        rest = bare[2:]
        return "AL " + ARABIC_WORDS.get(rest, rest.translate(ARABIC_LETTERS))
    return bare.translate(ARABIC_LETTERS)


_ARABIC_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ئ": "ي", "ؤ": "و"}
)

"""The text of a name: white space, invisible characters, and the script it is written in.

The script is measured from the characters (ISO 15924), not trusted from a label: fields called original
script hold Latin text at times, and alias fields hold Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BY_NAME = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "ETHIOPIC": "Ethi",
    "SINHALA": "Sinh",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TELUGU": "Telu",
    "THAANA": "Thaa",
    "TIBETAN": "Tibt",
    "LAO": "Laoo",
    "MONGOLIAN": "Mong",
    "SYRIAC": "Syrc",
}


def tidy(text: str) -> str:
    """Return `text` in composed form with white space collapsed; every visible character stays."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def visible(text: str) -> str:
    """Return `text` without direction marks and zero-width characters: the form to search with."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return _BY_NAME.get(unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0], "Zyyy")


def scripts_in(text: str) -> tuple[str, ...]:
    """Return the scripts of the letters of `text`, most frequent first."""
    if text.isascii():
        return ("Latn",) if any(map(str.isalpha, text)) else ()
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = _script_of_letter(letter)
            counts[script] = counts.get(script, 0) + 1
    return tuple(sorted(counts, key=lambda script: (-counts[script], script)))


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script most letters are in; Jpan for kana; empty without letters."""
    found = scripts_in(text)
    if not found:
        return ""
    if "Hira" in found or "Kana" in found:
        return "Jpan"
    return found[0]


def mixed(word: str) -> bool:
    """Tell whether one word mixes Latin with Cyrillic or Greek letters: often a disguised spelling."""
    return not word.isascii() and len({"Latn", "Cyrl", "Grek"} & set(scripts_in(word))) > 1

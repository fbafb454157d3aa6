"""The character and word tables of names: read once from `data/*.toml`, each file says where it is from."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("matching.names") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _both_cases(letters: dict[str, str]) -> dict[int, str]:
    table: dict[int, str] = {}
    for letter, latin in letters.items():
        table[ord(letter)] = latin
        if len(letter.upper()) == 1:
            table[ord(letter.upper())] = latin
    return table


_letters = _read("letters")
_arabic = _read("arabic")
_words = _read("words")
_variants = _read("variants")

LETTERS: dict[int, str] = {
    **_both_cases(_letters["latin"]),
    **_both_cases(_letters["cyrillic"]),
    **_both_cases(_letters["greek"]),
}
"""Letter -> capitals it is written with in a document."""

ARABIC_LETTERS: dict[int, str] = {ord(letter): latin for letter, latin in _arabic["letters"].items()}
ARABIC_WORDS: dict[str, str] = {
    native: latin for latin, natives in _arabic["names"].items() for native in natives.split()
}

TITLES: frozenset[str] = frozenset(_words["titles"]["separate"].split())
GLUED_TITLES: tuple[str, ...] = tuple(_words["titles"]["glued"].split())
PARTICLES: frozenset[str] = frozenset(
    f"{_words['particles']['words']} {_words['honorifics']['words']}".split()
)
"""Words whose absence on one side says little: articles, links, forms of address."""
FILLERS: frozenset[str] = frozenset(_words["fillers"]["words"].split())
ARTICLES: tuple[str, ...] = tuple(_words["particles"]["glued"].split())

VARIANTS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for tradition in _variants["groups"].values()
    for line in tradition.strip().splitlines()
)
"""Groups of forms of one given name; a form may stand in several groups."""

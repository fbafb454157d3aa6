"""Show the form of a text without its content: letters as A, digits as 9.

What a person who may not see passenger values sees of a refused row or a quarantined message (decision 11).
"""

from __future__ import annotations

import unicodedata

_KEPT = frozenset(" \t\r\n.,;:/\\|+-_'\"?*()<>@#=&")


def shape(text: str) -> str:
    """Return `text` with each letter as `A`, each digit as `9`, plain punctuation as it is, the rest as `?`.

    Keeps the length, so a place in the shape is a place in the text.
    """
    return "".join([c if c in _KEPT else _class(c) for c in text])


def _class(c: str) -> str:
    if c.isalpha() or unicodedata.category(c).startswith("M"):
        return "A"
    return "9" if c.isnumeric() else "?"

"""Compression dictionaries by version. Version 0 is none.

A dictionary holds fragments of what it was trained on, in clear: so it is trained on synthetic bookings only
(`scripts/train-dictionary`), shipped with the package and never changed. Old versions stay readable as long
as a blob names them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import zstandard

CURRENT = 1
LEVEL = 3
FOLDER = Path(__file__).parent / "dictionary"


class DictionaryError(LookupError):
    """A blob names a dictionary this version of the program does not have."""


@cache
def find(version: int) -> zstandard.ZstdCompressionDict | None:
    """Return the dictionary of a version; None for 0. Raises `DictionaryError`."""
    if version == 0:
        return None
    try:
        data = (FOLDER / f"{version:04d}.zdict").read_bytes()
    except FileNotFoundError:
        raise DictionaryError(f"there is no compression dictionary {version}") from None
    made = zstandard.ZstdCompressionDict(data)
    made.precompute_compress(level=LEVEL)
    return made

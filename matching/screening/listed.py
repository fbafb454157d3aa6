"""What a screener is built from: the entries of one list snapshot with the severity of its registration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchlists.entry import Entry


@dataclass(frozen=True, slots=True)
class ListedEntries:
    """The entries of one immutable snapshot. `severity`: critical, high, medium or low."""

    list_id: str
    version: str
    severity: str
    entries: Sequence[Entry]

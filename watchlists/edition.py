"""One edition of a list as read from its file: entries, findings, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlists.entry import Entry
from watchlists.findings import Finding


@dataclass(slots=True)
class Edition:
    """What a file says about itself, and what was read from it.

    `generated_at` and `published_on` are ISO texts as the publisher states them, empty where it does not.
    `complete` is false for an extract: nothing may be delisted from it. `sha256` is over the files' bytes in
    order of their names. `declared` is the publisher's own count, -1 where it states none.
    """

    format: str = ""
    format_version: str = ""
    generated_at: str = ""
    published_on: str = ""
    sha256: str = ""
    declared: int = -1
    complete: bool = True
    title: str = ""
    authority: str = ""
    legal_basis: str = ""
    counts: dict[str, int] = field(default_factory=dict)  # records by kind


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole list in memory: for lists of ordinary size and for tests. Loading streams instead."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    edition: Edition

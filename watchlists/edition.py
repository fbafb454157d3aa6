"""One edition of a list as read from its files: entries, findings, and what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from watchlists.entry import Entry
from watchlists.findings import Finding, Report, Severity
from watchlists.formats.source import Source
from watchlists.scripts import mixed


@dataclass(slots=True)
class Edition:
    """What a file says about itself, and what was read from it.

    `generated_at` and `published_on` are ISO texts as the publisher states them, empty where it does not.
    `complete` is false for an extract: nothing may be delisted from it. `sha256` is over the files' bytes in
    order of their names. `declared` is the publisher's own count of records, -1 where it states none.
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
    counts: dict[str, int] = field(default_factory=dict)  # entries by kind


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole list in memory, ordered by reference: for ordinary sizes and for tests. Loading streams."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    edition: Edition


Stream = Callable[[Source, Report, Edition], Iterator[Entry]]
"""A reader: yields entries one by one, notes findings, and fills the edition (complete when exhausted)."""

_DIGITS = re.compile(r"(\d+)")


def natural(reference: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key in which `VA-9` stands before `VA-17`."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (-1, part)
        for part in _DIGITS.split(reference)
        if part
    )


def watched(stream: Stream, source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield from `stream`, counting entries by kind into the report and, at the end, the edition."""
    for entry in stream(source, report, edition):
        report.kinds[entry.kind] += 1
        if any(mixed(word) for name in entry.names if not name.full.isascii() for word in name.full.split()):
            report.add("mixed_script", Severity.NOTE)
        yield entry
    edition.counts = dict(sorted(report.kinds.items()))


def collect(stream: Stream, source: Source) -> Parsed:
    """Read a whole list into memory. Raises `ListError` where the files are no such list."""
    report, edition = Report(), Edition(sha256=source.digest())
    entries = sorted(watched(stream, source, report, edition), key=lambda entry: natural(entry.source_id))
    return Parsed(tuple(entries), tuple(report.findings), edition)

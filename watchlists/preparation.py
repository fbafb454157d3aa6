"""From files to a packed edition, before any transaction: read, check, set aside, pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from watchlists.edition import Edition, Stream, watched
from watchlists.entry import Entry
from watchlists.findings import Finding, ListError, Report
from watchlists.formats.recognise import recognise
from watchlists.formats.source import Source, source
from watchlists.packing import Packer, Part, digest_of

Given = Path | str | bytes | Source
"""What may be loaded: a file, a folder, an upload's bytes, or several files as a source."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A packed edition, ready to be stored. `set_aside` counts what kind or status exclude."""

    edition: Edition
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    totals: dict[str, int]
    set_aside: dict[str, int] = field(default_factory=dict)
    records: int = 0
    rejected: int = 0

    @property
    def digest(self) -> str:
        """The digest of the content: equal for equal entries, whatever file they came in."""
        return digest_of(part.digest for part in self.parts)

    @property
    def entries(self) -> int:
        """How many entries are kept."""
        return sum(part.entries for part in self.parts)

    @property
    def size(self) -> int:
        """Packed size in bytes."""
        return sum(len(part.blob) for part in self.parts)


def prepare(
    given: Given,
    *,
    kinds: Iterable[str] = ("person", "document", "case"),
    programmes: Iterable[str] = (),
    stream: Stream | None = None,
    carried: Callable[[], Iterable[Entry]] = tuple,
    told: Callable[[int], None] | None = None,
) -> Prepared:
    """Read and pack a list. `carried` gives the entries in force, which an extract must not delist.

    `programmes` keeps only entries of these.
    `stream` is a reader other than the recognised one; `told` hears the number of entries now and then.
    Raises `ListError` where the files are no list, are damaged, or contradict their own count.
    """
    files = given if isinstance(given, Source) else source(given)
    report, edition = Report(), Edition(sha256=files.digest())
    reader = stream or recognise(files).stream
    kept, wanted = frozenset(kinds), frozenset(programmes)
    packer = Packer()
    set_aside: dict[str, int] = {}
    for number, entry in enumerate(watched(reader, files, report, edition), start=1):
        if told and not number % 1000:
            told(number)
        if why := _set_aside(entry, kept, wanted):
            set_aside[why] = set_aside.get(why, 0) + 1
        else:
            packer.add(entry)
    if edition.declared >= 0 and edition.declared != report.records:
        raise ListError(
            "count_mismatch",
            f"The file declares {edition.declared} records and holds {report.records}",
            remedy="Fetch the list again; it may be cut short",
        )
    loud = Report()
    if not edition.complete:
        _carry(packer, carried(), report)
    parts = tuple(packer.parts(report if edition.complete else loud))
    return Prepared(
        edition,
        parts,
        tuple(report.findings),
        dict(report.totals),
        set_aside,
        report.records,
        report.rejected(),
    )


def _set_aside(entry: Entry, kinds: frozenset[str], programmes: frozenset[str]) -> str:
    """Return why an entry is not kept, or empty."""
    if entry.kind not in kinds:
        return entry.kind
    if entry.status != "listed":
        return entry.status
    return "" if not programmes or programmes.intersection(entry.programmes) else "other programmes"


def _carry(packer: Packer, carried: Iterable[Entry], report: Report) -> None:
    """Add the entries in force behind the new ones: where both have a reference, the new one came first."""
    report.totals["carried"] = 0
    for entry in carried:
        packer.add(entry)
        report.totals["carried"] += 1

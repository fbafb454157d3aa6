"""What a new edition changes: entries added, changed field by field, delisted.

Two snapshots share the parts that are equal, so only differing parts are opened and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from retention.unit_of_work import Reading
from watchlists import archive
from watchlists.archive import Stored
from watchlists.entry import Entry, fingerprint
from watchlists.packing import aligned


class Fate(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    DELISTED = "delisted"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry: values that are gone and values that are new."""

    field: str
    gone: tuple[object, ...]
    new: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs. `fields` is filled for a changed one."""

    fate: Fate
    source_id: str
    before: Entry | None
    after: Entry | None
    fields: tuple[FieldChange, ...] = ()


def fields_changed(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """Return the fields in which two entries differ, in the order of the fields."""
    found: list[FieldChange] = []
    for name in Entry.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            gone = tuple(one for one in old if one not in new)
            come = tuple(one for one in new if one not in old)
            found.append(FieldChange(name, gone, come))
        else:
            found.append(FieldChange(name, (old,) if old else (), (new,) if new else ()))
    return tuple(found)


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> Iterator[Change]:
    """Yield the changes from one set of entries to another, by reference; both are held in memory."""
    old = {entry.source_id: entry for entry in before}
    new = {entry.source_id: entry for entry in after}
    for source_id in sorted(old.keys() | new.keys()):
        was, now = old.get(source_id), new.get(source_id)
        if was is None:
            yield Change(Fate.ADDED, source_id, None, now)
        elif now is None:
            yield Change(Fate.DELISTED, source_id, was, None)
        elif was != now and fingerprint(was) != fingerprint(now):
            yield Change(Fate.CHANGED, source_id, was, now, fields_changed(was, now))


def between(scope: Reading, before: Stored, after: Stored) -> Iterator[Change]:
    """Yield the changes from one snapshot to another; equal parts are not opened."""
    old, new = archive.part_digests(scope, before), archive.part_digests(scope, after)
    for left, right in aligned(len(old), len(new)):
        if [old[place] for place in left] == [new[place] for place in right]:
            continue
        yield from compare(
            (entry for place in left for entry in archive.part(scope, before, place)),
            (entry for place in right for entry in archive.part(scope, after, place)),
        )


def counted(changes: Iterable[Change]) -> dict[Fate, int]:
    """Return how many entries were added, changed and delisted."""
    total = dict.fromkeys(Fate, 0)
    for change in changes:
        total[change.fate] += 1
    return total

"""Packing: order, digests and parts do not depend on the order of arrival nor on when memory was full."""

from __future__ import annotations

import random

import pytest

from watchlists import packing
from watchlists.diff import Fate, compare
from watchlists.entry import Entry, EntryName
from watchlists.findings import Report
from watchlists.packing import Packer, part_of, parts_for, shard_of, unpack

MANY = [Entry(f"VA-{number}", names=(EntryName(f"Tennick {number}"),)) for number in range(2000)]


def packed(entries: list[Entry], report: Report | None = None) -> list[packing.Part]:
    packer = Packer()
    for entry in entries:
        packer.add(entry)
    return list(packer.parts(report or Report()))


def test_every_entry_stands_in_the_part_its_reference_names() -> None:
    parts = packed(MANY)
    assert len(parts) == parts_for(2000) == 8
    for place, part in enumerate(parts):
        held = unpack(part.blob)
        assert len(held) == part.entries
        assert {part_of(entry.source_id, 8) for entry in held} == {place}
        assert [entry.source_id for entry in held] == sorted(entry.source_id for entry in held)
    assert sum(part.entries for part in parts) == 2000


@pytest.mark.parametrize("spill", [1, 1000, 10_000_000])
def test_order_and_memory_change_no_digest(monkeypatch: pytest.MonkeyPatch, spill: int) -> None:
    expected = [part.digest for part in packed(MANY)]
    monkeypatch.setattr(packing, "SPILL", spill)
    shuffled = random.Random(7).sample(MANY, len(MANY))
    assert [part.digest for part in packed(shuffled)] == expected


@pytest.mark.parametrize("spill", [1, 10_000_000])
def test_the_first_of_two_entries_with_one_reference_stays(
    monkeypatch: pytest.MonkeyPatch, spill: int
) -> None:
    monkeypatch.setattr(packing, "SPILL", spill)
    report = Report()
    (part,) = packed([Entry("A", kind="person"), Entry("A", kind="document")], report)
    assert [entry.kind for entry in unpack(part.blob)] == ["person"]
    assert [finding.code for finding in report.findings] == ["id_repeated"]


def test_shards_are_spread_and_stable() -> None:
    assert [shard_of(text) for text in ("VA-1", "VA-2", "Орвал")] == [
        shard_of(x) for x in ("VA-1", "VA-2", "Орвал")
    ]
    assert len({shard_of(str(number)) for number in range(100_000)}) == packing.SHARDS


def test_one_changed_entry_changes_one_part() -> None:
    before, after = packed(MANY), packed([Entry("VA-5", names=(EntryName("Other"),)), *MANY[:5], *MANY[6:]])
    assert sum(a.digest != b.digest for a, b in zip(before, after, strict=True)) == 1


def test_compare_names_what_was_added_changed_and_delisted() -> None:
    left = [Entry("1", handling="refer"), Entry("2"), Entry("3", nationalities=("ALB", "SRB"))]
    right = [Entry("2"), Entry("3", nationalities=("SRB", "MKD")), Entry("4")]
    changes = {change.source_id: change for change in compare(left, right)}
    assert {one.source_id: one.fate for one in changes.values()} == {
        "1": Fate.DELISTED,
        "3": Fate.CHANGED,
        "4": Fate.ADDED,
    }
    (field,) = changes["3"].fields
    assert (field.field, field.gone, field.new) == ("nationalities", ("ALB",), ("MKD",))

"""A stored index answers like the one it was written from, appears whole, and refuses damage."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from matching.evaluation.invented import invented_entry
from matching.evaluation.noise import disturbed
from matching.screening.listed import ListedEntries
from matching.screening.screener import build
from matching.screening.stored import IndexDamagedError, newest, read, write

ORDER = random.Random(8)
ENTRIES = [invented_entry(number, ORDER) for number in range(200)]
LISTS = [ListedEntries("demo", "7", "high", ENTRIES)]


def test_a_stored_index_gives_the_same_matches(tmp_path: Path) -> None:
    built = build(LISTS)
    assert newest(tmp_path) is None
    assert write(built, tmp_path).name == "v1"
    assert write(built, tmp_path).name == "v2"
    version = newest(tmp_path)
    assert version is not None
    stored = read(version)
    subjects = [one.subject for one in disturbed(ENTRIES, count=60, seed=1)]
    assert stored.screen(subjects) == built.screen(subjects)
    assert stored.version == built.version
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v1", "v2"]


def test_an_index_without_entries_is_stored_too(tmp_path: Path) -> None:
    assert read(write(build([]), tmp_path)).screen([]) == []


def test_damage_is_refused_with_its_place(tmp_path: Path) -> None:
    version = write(build(LISTS), tmp_path)
    path = version / "postings.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    with pytest.raises(IndexDamagedError, match=r"postings\.npy"):
        read(version)
    with pytest.raises(IndexDamagedError, match="manifest"):
        read(tmp_path / "v9")

"""Reads every example message other people wrote and checks every value that is expected of it.

A failed check is a question, not a proof: differences we are convinced of stand in `docs/conformance.md`,
each with the standard's reason, and nowhere else. Skips where the examples are absent.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pnr.quality import Severity
from pnr.reading import read
from tests.builders.shared import ROOT, shared
from tests.golden.conformance import Difference, Expected, differences

_PAPER = frozenset({"MRZ", "BCBP"})  # checked by tests.golden.paper_checks
_PAGE = ROOT / "docs" / "conformance.md"


@pytest.fixture(scope="module")
def examples() -> list[tuple[Expected, bytes]]:
    lines = shared("examples", "expected.jsonl").read_bytes().splitlines()
    expected = [msgspec.json.decode(line, type=Expected) for line in lines if line.strip()]
    return [
        (one, shared("examples", *Path(one.file).parts).read_bytes())
        for one in expected
        if one.type not in _PAPER
    ]


def documented() -> set[tuple[str, str, str]]:
    """Return the differences the page explains: file, what, at."""
    rows = [
        line.split("|") for line in _PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    return {(row[1].strip(" `"), row[2].strip(" `"), row[3].strip(" `")) for row in rows}


def test_every_expected_value_is_read_or_its_difference_explained(
    examples: list[tuple[Expected, bytes]],
) -> None:
    found: list[Difference] = []
    for expected, data in examples:
        found.extend(differences(expected, read(data)))
    known = documented()
    unexplained = [one for one in found if (one.file, one.what, one.at) not in known]
    assert unexplained == []
    assert sum(len(expected.checks) for expected, _ in examples) > 2000


def test_what_others_call_standard_gives_nothing_graver_than_a_note(
    examples: list[tuple[Expected, bytes]],
) -> None:
    for expected, data in examples:
        if expected.outcome == "ok":
            grave = [one.code for one in read(data).every_finding if one.severity is not Severity.NOTE]
            assert grave == [], expected.file


def test_what_others_call_tolerable_is_read_and_said(examples: list[tuple[Expected, bytes]]) -> None:
    for expected, data in examples:
        if expected.outcome == "warn":
            decoded = read(data)
            assert decoded.messages, expected.file
            assert decoded.every_finding, expected.file


def test_what_others_refuse_is_refused_with_a_finding(examples: list[tuple[Expected, bytes]]) -> None:
    for expected, data in examples:
        if expected.outcome == "reject":
            grades = {one.severity for one in read(data).every_finding}
            assert Severity.REFUSED in grades, expected.file


def test_every_finding_points_into_the_file(examples: list[tuple[Expected, bytes]]) -> None:
    for expected, data in examples:
        for one in read(data).every_finding:
            assert 0 <= one.start <= one.end <= len(data), (expected.file, one.code)
            if one.segment and one.segment.isupper():
                letters = bytes(byte for byte in data[one.start : one.end] if byte not in b"\r\n\x00")
                assert letters.lstrip().startswith(one.segment.encode()), (expected.file, one.code)

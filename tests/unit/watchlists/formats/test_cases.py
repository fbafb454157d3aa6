"""Identifiers of cases fade: each half-life halves them, and below the floor they end."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.formats import cases
from watchlists.formats.recognise import recognise

HEADER = "case_ref,identifier_kind,value,last_seen,half_life_days,confidence,issuer,doc_type,legal_basis"


def read(*rows: str) -> Parsed:
    source = lists.named(cases_csv="\n".join((HEADER, *rows)) + "\n")
    assert recognise(source).id == "najava-cases"
    return collect(cases.stream, source)


def test_an_identifier_of_each_kind() -> None:
    parsed = read(
        "K-1,phone,+355 69 000 0001,2026-01-01,,,,,Act",
        "K-1,email,O@Example.org,2026-01-01,,,,,Act",
        "K-1,card,4111 1111 1111 1111,2026-01-01,,,,,Act",
        "K-1,document,zz-700 001,2026-01-01,,,ALB,P,Act",
    )
    values = {one.value for entry in parsed.entries for one in entry.contacts}
    assert values == {"+355690000001", "o@example.org", "411111-1111"}
    (paper,) = [paper for entry in parsed.entries for paper in entry.documents]
    assert (paper.key, paper.issuer) == ("ZZ700001", "ALB")
    assert {entry.kind for entry in parsed.entries} == {"case"}
    assert len({entry.source_id for entry in parsed.entries}) == 4


def test_strength_halves_and_ends() -> None:
    (entry,) = read("K-1,email,o@example.org,2026-01-01,100,1,,,Act").entries
    assert entry.valid_until == "2026-07-20"
    assert cases.strength(entry, date(2026, 1, 1)) == 1
    assert cases.strength(entry, date(2026, 4, 11)) == pytest.approx(0.5)
    assert cases.strength(entry, date(2026, 7, 20)) == pytest.approx(0.25)
    assert cases.strength(entry, date(2026, 7, 21)) == 0


def test_a_doubtful_identifier_ends_sooner() -> None:
    (entry,) = read("K-1,email,o@example.org,2026-01-01,100,0.5,,,Act").entries
    assert entry.valid_until == "2026-04-11"


@pytest.mark.parametrize(
    "row",
    [
        ",email,o@example.org,2026-01-01,,,,,",
        "K-1,pigeon,o@example.org,2026-01-01,,,,,",
        "K-1,email,nobody,2026-01-01,,,,,",
        "K-1,phone,12,2026-01-01,,,,,",
        "K-1,card,12,2026-01-01,,,,,",
        "K-1,email,o@example.org,January,,,,,",
        "K-1,email,o@example.org,2026-01-01,soon,,,,",
        "K-1,email,o@example.org,2026-01-01,,0.1,,,",
    ],
)
def test_a_bad_row_costs_only_itself(row: str) -> None:
    parsed = read(row, "K-2,email,o@example.org,2026-01-01,,,,,")
    assert [entry.source_id for entry in parsed.entries] == ["K-2/email:o@example.org"]
    assert parsed.findings
    assert not any("12" in value for finding in parsed.findings for _, value in finding.params)

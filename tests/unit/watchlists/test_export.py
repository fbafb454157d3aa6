"""What is given on can be read again and says the same; what a spreadsheet would run is guarded."""

from __future__ import annotations

import json

import pytest

from tests.builders import lists
from tests.builders.shared import shared
from watchlists import export
from watchlists.edition import collect
from watchlists.entry import Entry, EntryBirth, EntryContact, EntryDocument, EntryName, EntryNationality
from watchlists.formats import ftm, najava_csv, ofac_csv
from watchlists.formats.source import source

TENNICK = Entry(
    source_id="VA-17",
    names=(
        EntryName("Orval TENNICK", "TENNICK", "Orval", quality="strong", script="Latn", order="given_first"),
        EntryName("Орвал Тенник", kind="original", quality="strong", script="Cyrl"),
        EntryName("Orwal Tenik", kind="alias", quality="strong"),
        EntryName("Heron", kind="alias", quality="weak"),
        EntryName("Orval Voss", kind="former", quality="strong"),
    ),
    births=(
        EntryBirth("1961-03-05", "1961-03-05", "day"),
        EntryBirth("1963-01-01", "1963-12-31", "year", circa=True),
    ),
    birth_places=("Quell",),
    nationalities=("ALB",),
    nationality_statements=(EntryNationality("ALB"),),
    sexes=("M",),
    documents=(
        EntryDocument("P", "ZZ700001", "ZZ700001", "ALB", "passport", ("lost",), expires="2029-01-01"),
    ),
    contacts=(EntryContact("phone", "+355690000001"), EntryContact("email", "o@example.org")),
    addresses=("1 Ferry Road",),
    programmes=("VA-1",),
    legal_reference="Act 1",
    handling="refer",
    listed_on="2026-05-01",
    notes=("-armed",),
)


def test_the_template_given_on_reads_as_the_same_entry() -> None:
    text = "".join(export.csv_rows([TENNICK]))
    (entry,) = najava_csv.read(lists.named(list_csv=text)).entries
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        (name.full, name.kind, name.quality) for name in TENNICK.names
    ]
    assert [(b.earliest, b.precision, b.circa) for b in entry.births] == [
        (b.earliest, b.precision, b.circa) for b in TENNICK.births
    ]
    for field in (
        "source_id",
        "sexes",
        "nationalities",
        "contacts",
        "addresses",
        "notes",
        "handling",
        "listed_on",
    ):
        assert getattr(entry, field) == getattr(TENNICK, field), field
    paper = entry.documents[0]
    assert (paper.kind, paper.key, paper.issuer, paper.flags, paper.expires) == (
        "P", "ZZ700001", "ALB", ("lost",), "2029-01-01",
    )  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_starts_like_a_formula(start: str) -> None:
    entry = Entry("1", names=(EntryName(f"{start}cmd"),), notes=(f"{start}1",), listed_on="2026-05-01")
    header, row = export.csv_rows([entry])
    assert not [cell for cell in row.strip().split(",") if cell.strip('"').startswith(start)]
    (back,) = najava_csv.read(lists.named(list_csv=header + row)).entries
    assert (back.names[0].full, back.notes) == (f"{start}cmd", (f"{start}1",))


def test_followthemoney_given_on_reads_as_the_same_person() -> None:
    data = b"".join(export.ftm_lines([TENNICK, Entry("D", kind="document")], dataset="va"))
    (entry,) = collect(ftm.stream, lists.named(list_json=data)).entries
    assert (entry.source_id, entry.kind) == ("va-VA-17", "person")
    assert {name.full for name in entry.names} == {name.full for name in TENNICK.names}
    assert [name.full for name in entry.names if name.quality == "weak"] == ["Heron"]
    assert (entry.names[0].surname, entry.names[0].given) == ("TENNICK", "Orval")
    assert [(paper.kind, paper.key, paper.issuer) for paper in entry.documents] == [("P", "ZZ700001", "ALB")]
    assert (entry.nationalities, entry.sexes, entry.listed_on) == (("ALB",), ("M",), "2026-05-01")
    assert [birth.earliest for birth in entry.births] == ["1961-03-05", "1963-01-01"]


def test_a_range_is_given_on_as_its_two_years() -> None:
    entry = Entry("1", names=(EntryName("Orval"),), births=(EntryBirth("1960-01-01", "1962-12-31", "range"),))
    assert json.loads(next(export.ftm_lines([entry], dataset="va")))["properties"]["birthDate"] == [
        "1960",
        "1962",
    ]


def test_a_real_list_survives_both_forms() -> None:
    persons = [
        e for e in ofac_csv.read(source(shared("data", "watchlists", "ofac"))).entries if e.kind == "person"
    ]
    lines = b"".join(export.ftm_lines(persons, dataset="ofac"))
    assert len(collect(ftm.stream, lists.named(list_json=lines)).entries) == len(persons)
    text = "".join(export.csv_rows(persons, listed_on="2026-05-01"))
    parsed = najava_csv.read(lists.named(list_csv=text))
    assert len(parsed.entries) == len(persons)
    assert {finding.code for finding in parsed.findings} <= {
        "legal_basis_missing", "country_unknown", "date_unread",
    }  # fmt: skip

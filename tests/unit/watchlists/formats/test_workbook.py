"""Workbooks: the same template in cells, nothing evaluated, archives checked before they are opened."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from watchlists.edition import Parsed, collect
from watchlists.findings import ListError
from watchlists.formats import najava_csv, workbook
from watchlists.formats.recognise import recognise
from watchlists.formats.source import ListFile, Source


def book(*rows: list[object], title: str = "Sheet", hidden: bool = False) -> Source:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    if hidden:
        sheet.title = "secret"
        sheet.append(["entry_id"])
        sheet.sheet_state = "hidden"
        sheet = made.create_sheet(title)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return Source((ListFile("list.xlsx", data=stream.getvalue()),))


def read(source: Source) -> Parsed:
    assert recognise(source).id == "najava-csv"
    return collect(najava_csv.stream, source)


HEADER: list[object] = [
    "entry_id",
    "family_name",
    "given_names",
    "birth",
    "doc1_number",
    "legal_basis",
    "listed_on",
]
ROW: list[object] = ["VA-1", "TENNICK", "Orval", "1961-03-05", "007", "Act", "2026-05-01"]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_reads_like_the_same_rows_in_text(hidden: bool) -> None:
    parsed = read(book(HEADER, ROW, title="entries", hidden=hidden))
    (entry,) = parsed.entries
    assert (entry.names[0].full, entry.documents[0].key) == ("Orval TENNICK", "007")
    assert (parsed.findings, parsed.edition.format) == ((), "najava-xlsx")


def test_a_line_about_the_list_may_stand_first() -> None:
    first: list[object] = ["#najava-list;list=va;legal_basis=Act 7;rows=1"]
    parsed = read(book(first, HEADER, [*ROW[:5], None, ROW[6]]))
    assert (parsed.entries[0].legal_reference, parsed.edition.declared) == ("Act 7", 1)


def test_figures_and_dates_where_texts_should_be_are_findings() -> None:
    parsed = read(book(HEADER, ["VA-1", "TENNICK", "Orval", date(1961, 3, 5), 7.0, "Act", "2026-05-01"]))
    assert (parsed.entries[0].documents[0].key, parsed.entries[0].births[0].earliest) == ("7", "1961-03-05")
    assert [(one.code, one.field) for one in parsed.findings] == [
        ("number_as_figure", "birth"),
        ("number_as_figure", "doc1_number"),
    ]


def test_a_formula_is_never_evaluated() -> None:
    parsed = read(book(HEADER, ["VA-1", "=1+1", "Orval", None, None, "Act", "2026-05-01"]))
    assert parsed.entries[0].names[0].full == "Orval"


def test_a_sheet_of_empty_rows_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_EMPTY", 3)
    empty: list[object] = [None]
    parsed = read(book(HEADER, ROW, *[empty] * 5, ["VA-2", *ROW[1:]]))
    assert [entry.source_id for entry in parsed.entries] == ["VA-1"]


def archive(**members: bytes) -> Source:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("UP", ".."), data)
    return Source((ListFile("list.xlsx", data=stream.getvalue()),))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (archive(a=b"x"), "not_a_workbook"),
        (archive(xl__workbook=b"0" * 10_000_000), "archive_too_large"),
        (archive(UP__a=b"x"), "archive_names"),
        (archive(xl__vbaProject=b"x"), "active_content"),
        (Source((ListFile("list.xlsx", data=b"PK\x03\x04broken"),)), "damaged"),
    ],
)
def test_an_archive_that_is_no_sound_workbook_is_refused(source: Source, code: str) -> None:
    with pytest.raises(ListError) as refused:
        collect(najava_csv.stream, source)
    assert refused.value.code == code


def test_a_workbook_is_previewed() -> None:
    seen = najava_csv.preview(book(["Prezime", "Ime"], ["Tennick", "Orval"]))
    assert [column.target for column in seen.layout.columns] == ["family_name", "given_names"]
    assert seen.rows == (("Tennick", "Orval"),)

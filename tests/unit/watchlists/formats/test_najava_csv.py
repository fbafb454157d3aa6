"""The national template: wide, long, a ministry's own headings, and bad rows that cost only themselves."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import Edition
from watchlists.findings import ListError, Report
from watchlists.formats import najava_csv
from watchlists.formats.template import Defaults


def codes(*rows: str, header: str = lists.TEMPLATE_HEADER) -> list[str]:
    return [finding.code for finding in najava_csv.read(lists.template(*rows, header=header)).findings]


def test_a_wide_row_becomes_an_entry() -> None:
    parsed = najava_csv.read(lists.template())
    entry = parsed.entries[0]
    assert parsed.findings == ()
    assert [(name.full, name.quality) for name in entry.names] == [
        ("Orval Bram TENNICK", "strong"),
        ("The Heron", "weak"),
    ]
    assert [(birth.precision, birth.circa) for birth in entry.births] == [("day", False), ("year", True)]
    assert (entry.documents[0].key, entry.documents[0].issuer) == ("ZZ700001", "ALB")
    assert (entry.handling, entry.listed_on, entry.legal_reference) == (
        "refer",
        "2026-05-01",
        "Border Act s.12",
    )


def test_what_the_list_says_of_itself_is_read_and_its_basis_applies_to_rows_without() -> None:
    first = "#najava-list;list=va-police;edition=2026-09-01;authority=Varnian police;legal_basis=Act 1;rows=1"
    row = lists.TEMPLATE_ROW.replace("Border Act s.12", "")
    parsed = najava_csv.read(lists.template(row, first=first))
    assert (parsed.edition.title, parsed.edition.published_on, parsed.edition.declared) == (
        "va-police",
        "2026-09-01",
        1,
    )
    assert (parsed.entries[0].legal_reference, parsed.entries[0].authority) == ("Act 1", "Varnian police")
    assert parsed.findings == ()


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_headers(delimiter: str) -> None:
    swapped = [line.replace(";", delimiter) for line in (lists.TEMPLATE_HEADER, lists.TEMPLATE_ROW)]
    assert len(najava_csv.read(lists.template(swapped[1], header=swapped[0])).entries) == 1


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    data = b"\xef\xbb\xbf" + f"{lists.TEMPLATE_HEADER}\r\n{lists.TEMPLATE_ROW}\r\n".encode()
    assert len(najava_csv.read(lists.named(list_csv=data)).entries) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("VA-17", "", "id_missing"),
        (";M;", ";male?;", "value_unknown"),
        ("2026-05-01", "01.05.2026", "value_unknown"),
        ("2026-05-01", "", "value_missing"),
        ("person", "robot", "value_unknown"),
        ("refer", "arrest", "value_unknown"),
        (";ZZ700001", "", "column_count"),
        ("TENNICK;Orval Bram;The Heron;M;1961-03-05|~1963;ALB;P;ZZ700001;ALB", ";;;;;;;;", "name_missing"),
    ],
)
def test_a_bad_row_is_reported_with_its_number_and_the_next_one_read(old: str, new: str, code: str) -> None:
    good = lists.TEMPLATE_ROW.replace("VA-17", "VA-18")
    parsed = najava_csv.read(lists.template(lists.TEMPLATE_ROW.replace(old, new), good))
    assert [entry.source_id for entry in parsed.entries] == ["VA-18"]
    assert (parsed.findings[0].code, parsed.findings[0].row) == (code, 2)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("1961-03-05", "5 March 61", "date_unread"),
        ("1961-03-05", "1861-03-05", "date_impossible"),
        (";ALB;P;", ";Varnia;P;", "country_unknown"),
        ("Border Act s.12", "", "legal_basis_missing"),
        ("ZZ700001", "-", "document_without_number"),
    ],
)
def test_a_doubtful_value_is_reported_and_its_row_kept(old: str, new: str, code: str) -> None:
    assert codes(lists.TEMPLATE_ROW.replace(old, new)) == [code]


def test_one_reference_for_two_rows_is_an_error_and_never_the_last_one_wins() -> None:
    parsed = najava_csv.read(
        lists.template(lists.TEMPLATE_ROW, lists.TEMPLATE_ROW.replace("TENNICK", "VOSS"))
    )
    assert [entry.names[0].surname for entry in parsed.entries] == ["TENNICK"]
    assert [(finding.code, finding.row) for finding in parsed.findings] == [("id_repeated", 3)]


def test_an_unknown_column_is_kept_and_the_nearest_one_suggested() -> None:
    parsed = najava_csv.read(
        lists.template(
            "1;Tennick;2026-05-01;12;Act", header="entry_id;full_name;listed_on;shoe_size;legal_bases"
        )
    )
    assert parsed.entries[0].extra == (("shoe_size", "12"), ("legal_bases", "Act"))
    hints = [dict(finding.params)["hint"] for finding in parsed.findings if finding.code == "column_unknown"]
    assert hints == ["", ", perhaps legal_basis is meant"]


def test_missing_columns_refuse_the_file() -> None:
    with pytest.raises(ListError, match="listed_on, full_name"):
        najava_csv.read(lists.template("1;2", header="entry_id;note"))


def test_a_removed_row_is_delisted() -> None:
    parsed = najava_csv.read(
        lists.template("1;Tennick;2026-05-01;Act;D", header="entry_id;full_name;listed_on;legal_basis;action")
    )
    assert parsed.entries[0].status == "delisted"


def test_the_long_form_gathers_the_facts_of_an_entry() -> None:
    facts = (
        "1;name;Orval Tennick;;;;",
        "2;name;Mira Voss;;;;",
        '1;name;The Heron;"alias;weak";;;',
        "1;birth;1961;;;;",
        "1;birth;~1963;;;;",
        '1;document;ZZ1;"type=P;issuer=ALB";;;',
        "1;nationality;ALB;;;;",
        "1;basis;Act 1;legal;;;",
        "1;listed_on;2026-05-01;;;;",
        "2;listed_on;2026-05-01;;;;",
        "2;shoe;44;;;;",
    )
    parsed = najava_csv.read(
        lists.template(*facts, header="entry_id;field;value;qualifier;valid_from;valid_until;source")
    )
    entry = parsed.entries[0]
    assert [(name.full, name.quality) for name in entry.names] == [
        ("Orval Tennick", "strong"),
        ("The Heron", "weak"),
    ]
    assert (len(entry.births), entry.documents[0].issuer, entry.legal_reference) == (2, "ALB", "Act 1")
    assert {finding.source_id for finding in parsed.findings if finding.code == "record_unreadable"} == {"2"}


def test_a_ministrys_own_headings_are_previewed_and_mapped() -> None:
    source = lists.template("7;Теник;Орвал;ZZ7;x", header="Редни;Презиме;Име;Broj pasosa;Shade")
    seen = najava_csv.preview(source)
    assert [(column.target, column.how) for column in seen.layout.columns] == [
        ("", "none"),
        ("family_name", "synonym"),
        ("given_names", "synonym"),
        ("doc1_number", "synonym"),
        ("", "none"),
    ]
    assert seen.missing == ("entry_id", "listed_on")
    assert seen.rows == (("7", "Теник", "Орвал", "ZZ7", "x"),)
    reader = najava_csv.mapped({"Редни": "entry_id"}, Defaults("Act 1", "Varnian police", "2026-05-01"))
    report = Report()
    entry = next(reader(source, report, Edition()))
    assert (entry.source_id, entry.names[0].surname, entry.names[0].script) == ("7", "Теник", "Cyrl")
    assert (entry.listed_on, entry.legal_reference, entry.extra) == ("2026-05-01", "Act 1", (("Shade", "x"),))


def test_a_mapping_to_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ListError, match="no column shoe"):
        najava_csv.preview(lists.template(), {"entry_id": "shoe"})


def test_a_file_that_is_not_utf_8_is_refused_with_the_place() -> None:
    with pytest.raises(ListError) as refused:
        najava_csv.read(lists.named(list_csv=b"entry_id;full_name;listed_on\n1;\xff;2026-05-01\n"))
    assert (refused.value.code, refused.value.place) == ("encoding", "list.csv, near byte 31")

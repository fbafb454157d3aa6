from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import msgspec
import pytest

from pnr.model.booking import Message
from pnr.quality import Severity
from pnr.reading import read
from pnr.wire.manifest import is_manifest, preview, read_manifest
from pnr.wire.manifest_columns import Meaning, heading, letter, meant_by
from pnr.wire.manifest_dates import Order, Use, looks_like_date, order, read_date
from tests.builders.tables import delimited, workbook

TODAY = date(2026, 11, 23)
SERBIAN = [
    ["Aerodrom", "", "", "", "", "", ""],
    ["Let Q4 318 TIA-BEG 23.11.2026", "", "", "", "", "", ""],
    ["", "", "", "", "", "", ""],
    ["R.br.", "Prezime i ime", "Datum rođ.", "Pasoš", "Drž.", "Sedište", "Obrok"],
    ["1", "ALMEIDA CARLA", "04.03.1988", "0012345", "SRB", "07B", "KSML"],
    ["2", "PETROVIĆ MARKO MR", "14.12.1979", "ZZ998877", "SRB", "8A", ""],
    ["3", "99A", "", "", "", "", ""],
    ["4", "", "01.01.1990", "", "SRB", "9B", ""],
    ["5", "HOXHA ARBEN", "1.2.85", "ZZ11A2", "Albanija", "10C", "VGML"],
    ["Ukupno", "5", "", "", "", "", ""],
]


def codes(message: Message) -> list[tuple[str, int, str]]:
    return [(one.code, one.position, one.element) for one in message.findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_station_list_is_read_in_any_text_form(encoding: str, delimiter: str) -> None:
    message = read_manifest(delimited(SERBIAN, delimiter=delimiter, encoding=encoding), "Q4318_23NOV.csv")
    people = [(one.name.surname, one.name.given, one.birth, one.nationality) for one in message.travellers]
    assert people == [
        ("ALMEIDA", "CARLA", "1988-03-04", "SRB"),
        ("PETROVIĆ", "MARKO", "1979-12-14", "SRB"),
        ("HOXHA", "ARBEN", "1985-02-01", "ALB"),
    ]
    assert [one.documents[0].number for one in message.travellers] == ["0012345", "ZZ998877", "ZZ11A2"]
    assert [one.seats[0].number for one in message.travellers] == ["7B", "8A", "10C"]
    assert codes(message) == [("manifest.row_shifted", 7, "B"), ("manifest.name_missing", 8, "B")]
    leg = message.legs[0]
    assert (leg.carrier, leg.number, leg.origin, leg.destination) == ("Q4", "318", "TIA", "BEG")
    assert leg.departure == "2026-11-23"
    assert message.announced == "5"
    assert not message.complete


def test_a_preview_shows_columns_and_shapes_and_no_value() -> None:
    seen = preview(delimited(SERBIAN), "Q4318_23NOV.csv")
    assert [(one.letter, one.header, one.reads_as, one.rows, one.note) for one in seen.columns] == [
        ("A", "R.br.", "row number", 6, ""),
        ("B", "Prezime i ime", "surname, given", 3, ""),
        ("C", "Datum rođ.", "birth date", 3, "day_first"),
        ("D", "Pasoš", "document number", 3, ""),
        ("E", "Drž.", "nationality", 3, ""),
        ("F", "Sedište", "seat", 3, ""),
        ("G", "Obrok", "meal", 2, "sensitive"),
    ]
    assert seen.columns[2].sample == ("99.99.9999", "9.9.99")
    assert seen.columns[6].sample == ()
    assert seen.dropped == {"meal": 2}
    assert (seen.header_row, seen.rows, seen.read) == (4, 5, 3)
    assert seen.refused[0].shapes == ("9", "99A", "", "", "", "", "")
    assert seen.refused[1].shapes[2] == "99.99.9999"
    written = json.dumps(msgspec.to_builtins(seen))
    for value in ("ALMEIDA", "PETROV", "HOXHA", "12345", "998877", "KSML", "VGML", "1988"):
        assert value not in written


def test_sensitive_columns_are_never_read() -> None:
    rows = [
        ["Surname", "Given names", "Nat", "Special assistance", "Remarks", "SSR", "Religion"],
        ["ALMEIDA", "CARLA", "SRB", "WHEELCHAIR", "DEAF", "WCHR", "ANY"],
        ["OKORO", "DAVID", "NGA", "", "KOSHER", "KSML", "ANY"],
    ]
    data = delimited(rows, delimiter=",")
    written = (
        msgspec.json.encode(read_manifest(data)).decode() + msgspec.json.encode(preview(data, "")).decode()
    )
    for value in ("WHEELCHAIR", "DEAF", "KOSHER", "WCHR", "KSML", "AAAAAAAAAA", "ANY"):
        assert value not in written
    assert preview(data, "").dropped == {"health": 1, "text": 2, "service": 2, "religion": 2}


def test_a_column_of_meal_codes_is_recognised_without_a_heading() -> None:
    rows = [["Surname", "Given", "Nat", "X"], *([["ALMEIDA", "CARLA", "SRB", "KSML"]] * 3)]
    assert preview(delimited(rows), "").columns[3].reads_as == Meaning.MEAL


def test_a_workbook_keeps_leading_zeros_dates_and_the_right_sheet() -> None:
    rows: list[list[object]] = [
        ["Last name", "First name", "DOB", "Passport no", "Bags", "Weight"],
        ["ALMEIDA", "CARLA", date(1988, 3, 4), 12345, 2, 23.5],
        ["OKORO", "DAVID", "1979-12-14", "0099887", 0, None],
    ]
    message = read_manifest(workbook(rows, formats={"D2": "00000000"}, cover=True), "list.xlsx", today=TODAY)
    one, two = message.travellers
    assert (one.documents[0].number, two.documents[0].number) == ("00012345", "0099887")
    assert (one.birth, two.birth) == ("1988-03-04", "1979-12-14")
    assert (one.bags[0].pieces, one.bags[0].weight, one.bags[0].unit) == (2, 23.5, "kg")
    assert two.bags == ()
    assert message.version == "XLSX"
    assert preview(workbook(rows, cover=True), "list.xlsx").sheet == "Lista"


def test_a_formula_is_not_evaluated() -> None:
    rows = [
        ["Surname", "Given name", "Seat"],
        ["=1+1", "CARLA", "7B"],
        ["OKORO", '=HYPERLINK("http://x")', "8B"],
    ]
    message = read_manifest(workbook(rows), "list.xlsx")
    assert [(one.name.surname, one.name.given) for one in message.travellers] == [
        ("", "CARLA"),
        ("OKORO", ""),
    ]


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 30_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "manifest.bomb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "manifest.old_workbook"),
        (b"PK\x03\x04broken", "manifest.workbook_broken"),
        (b"x" * (20 * 1024 * 1024 + 1), "manifest.too_large"),
        (b"   \r\n", "input.empty"),
    ],
)
def test_what_could_hurt_is_refused(data: bytes, code: str) -> None:
    for findings in (read_manifest(data).findings, preview(data, "x.xlsx").findings):
        assert [(one.code, one.severity) for one in findings] == [(code, Severity.REFUSED)]


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "text")
    assert read_manifest(target.getvalue()).findings[0].code == "manifest.not_a_workbook"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["Nom", "Prénom", "Date de naissance", "Nationalité", "N° passeport"],
            "surname given birth nationality number",
        ),
        (
            ["Презиме", "Име", "Датум рођења", "Држављанство", "Број пасоша"],
            "surname given birth nationality number",
        ),
        (
            ["Презиме", "Име", "Датум на раѓање", "Државјанство", "Број на пасош"],
            "surname given birth nationality number",
        ),
        (
            ["Mbiemri", "Emri", "Datëlindja", "Shtetësia", "Nr. i pasaportës"],
            "surname given birth nationality number",
        ),
        (["Soyadı", "Adı", "Doğum Tarihi", "Uyruk", "Pasaport No"], "surname given birth nationality number"),
        (
            ["Nachname", "Vorname", "Geburtsdatum", "Staatsangehörigkeit", "Reisepass-Nr."],
            "surname given birth nationality number",
        ),
        (["Name", "Vorname", "geb.", "Nationalität", "Passnummer"], "surname given birth nationality number"),
        (
            ["Prezime", "Ime", "Datum rođenja", "Državljanstvo", "Br. putovnice"],
            "surname given birth nationality number",
        ),
        (["LAST NAME", "FIRST NAME", "D.O.B.", "Nat.", "Doc. No."], "surname given birth nationality number"),
    ],
)
def test_headings_in_nine_languages(headings: list[str], expected: str) -> None:
    rows = [headings, ["ALMEIDA", "CARLA", "14.03.1988", "SRB", "ZZ123456"]]
    one = read_manifest(delimited(rows)).travellers[0]
    found = (one.name.surname, one.name.given, one.birth, one.nationality, one.documents[0].number)
    assert found == ("ALMEIDA", "CARLA", "1988-03-14", "SRB", "ZZ123456"), expected


def test_columns_without_headings_are_read_by_what_they_hold() -> None:
    rows = [
        ["1", "ALMEIDA", "CARLA", "F", "04.03.1988", "SRB", "ZZ123456", "11.01.2031", "7B"],
        ["2", "OKORO", "DAVID", "M", "14.12.1979", "NGA", "ZZ998877", "31.12.2029", "8A"],
        ["3", "HOXHA", "ARBEN", "M", "01.02.1985", "ALB", "ZZ112233", "30.06.2030", "9C"],
    ]
    message = read_manifest(delimited(rows), "list.csv")
    one = message.travellers[0]
    assert (one.name.surname, one.name.given, one.sex, one.birth) == ("ALMEIDA", "CARLA", "F", "1988-03-04")
    assert (one.documents[0].number, one.documents[0].expiry) == ("ZZ123456", "2031-01-11")
    assert message.findings[0].code == "manifest.no_headings"


@pytest.mark.parametrize(
    ("values", "surname", "given"),
    [
        (["ALMEIDA/CARLA MRS", "OKORO/DAVID MR"], "ALMEIDA", "CARLA"),
        (["Almeida, Carla", "Okoro, David"], "Almeida", "Carla"),
        (["Carla ALMEIDA", "David OKORO"], "ALMEIDA", "Carla"),
        (["ALMEIDA Carla", "OKORO David"], "ALMEIDA", "Carla"),
        (["JOVANA PETROVIĆ", "MARKO NIKOLIĆ"], "PETROVIĆ", "JOVANA"),
        (["PETROVIĆ JOVANA", "NIKOLIĆ MARKO"], "PETROVIĆ", "JOVANA"),
        (["ALMEIDA CARLA", "ALMEIDA DAVID", "ALMEIDA RITA"], "ALMEIDA", "CARLA"),
        (["CARLA ALMEIDA", "DAVID ALMEIDA", "RITA ALMEIDA"], "ALMEIDA", "CARLA"),
        (["MR DAVID OKORO", "MRS CARLA PETROVIC"], "OKORO", "DAVID"),
    ],
)
def test_the_order_of_names_follows_the_evidence(values: list[str], surname: str, given: str) -> None:
    rows = [["Passenger", "Nat"], *[[value, "SRB"] for value in values]]
    one = read_manifest(delimited(rows)).travellers[0]
    assert (one.name.surname, one.name.given) == (surname, given)


def test_a_name_without_evidence_is_read_both_ways() -> None:
    rows = [["Passenger", "Nat"], ["RITA CARLA", "SRB"], ["DAVID JOHN", "SRB"]]
    message = read_manifest(delimited(rows))
    one = message.travellers[0]
    assert (one.name.surname, one.other_names[0].surname) == ("RITA", "CARLA")
    assert ("manifest.name_order_assumed", 0, "A") in codes(message)
    assert preview(delimited(rows), "").doubtful == (2, 3)


def test_a_declared_order_is_kept_and_the_row_that_fits_both_ways_is_named() -> None:
    rows = [
        ["Prezime i ime", "Nat"],
        ["PETROVIC MARKO", "SRB"],
        ["ILIC ANA", "SRB"],
        ["MARKO PETROVIC", "SRB"],
    ]
    seen = preview(delimited(rows), "")
    assert seen.doubtful == (4,)


def test_a_correction_of_columns_wins() -> None:
    rows = [["A1", "B1", "C1"], ["X1", "ALMEIDA CARLA", "14.03.1988"], ["X2", "OKORO DAVID", "15.03.1988"]]
    data = delimited(rows)
    message = read_manifest(data, mapping={1: "given, surname", 2: "birth date", 0: "meal"})
    one = message.travellers[0]
    assert (one.name.surname, one.birth) == ("CARLA", "1988-03-14")
    assert preview(data, "", mapping={0: "meal", 1: "name"}).columns[0].note == "sensitive"


def test_a_table_without_names_is_refused() -> None:
    message = read_manifest(delimited([["Datum", "Kom"], ["01.01.2026", "3"]]))
    assert message.travellers == ()
    assert message.findings[0].code == "manifest.no_names"


def test_a_number_that_the_spreadsheet_rounded_is_not_taken() -> None:
    rows = [["Surname", "Given", "Passport no"], ["ALMEIDA", "CARLA", "1,23457E+08"]]
    message = read_manifest(delimited(rows))
    assert message.travellers[0].documents == ()
    assert codes(message) == [("manifest.number_rounded", 2, "C")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["04.05.1990", "14.05.1990"], Order.DAY_FIRST),
        (["04/05/1990", "05/14/1990"], Order.MONTH_FIRST),
        (["04/05/1990"], Order.DAY_FIRST_ASSUMED),
        (["14/05/1990", "05/14/1990"], Order.MIXED),
        (["1990-05-04", "4MAY90"], Order.DAY_FIRST),
    ],
)
def test_a_column_decides_the_order_of_its_dates(values: list[str], expected: Order) -> None:
    assert order(values) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("04.03.1988", "1988-03-04"),
        ("4.3.88.", "1988-03-04"),
        ("04/03/88", "1988-03-04"),
        ("1988-03-04", "1988-03-04"),
        ("1988-03-04 00:00:00", "1988-03-04"),
        ("04MAR88", "1988-03-04"),
        ("04 mar 1988", "1988-03-04"),
        ("19880304", "1988-03-04"),
        ("4. ožujak 1988", "1988-03-04"),
        ("4 mars 1988", "1988-03-04"),
        ("4 Mart 1988", "1988-03-04"),
        ("4 март 1988", "1988-03-04"),
        ("March 4, 1988", "1988-03-04"),
        ("32206", "1988-03-04"),
        ("01.01.26", "2026-01-01"),
        ("01.01.27", "1927-01-01"),
        ("1988", "1988"),
        ("31.02.1988", ""),
        ("KSML", ""),
        ("", ""),
        ("04.03.2190", ""),
        ("30.12.2026", ""),
    ],
)
def test_dates_of_birth_in_many_forms(value: str, expected: str) -> None:
    assert read_date(value, Order.DAY_FIRST, use=Use.BIRTH, today=TODAY) == expected


def test_a_month_first_column_and_an_expiry() -> None:
    assert read_date("03/04/1988", Order.MONTH_FIRST, use=Use.BIRTH, today=TODAY) == "1988-03-04"
    assert read_date("11.01.31", Order.DAY_FIRST, use=Use.EXPIRY, today=TODAY) == "2031-01-11"
    assert looks_like_date("04.03.1988")
    assert not looks_like_date("99.99.9999")


def test_headings_are_compared_in_plain_latin_letters() -> None:
    assert heading("Датум рођења ") == "datum rodjenja"
    assert meant_by("Broj putovnice / Passport No") is Meaning.DOCUMENT_NUMBER
    assert meant_by("Special meal request") is Meaning.MEAL
    assert meant_by("") is Meaning.UNKNOWN
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (delimited(SERBIAN), "", True),
        (b"UNB+UNOA:4+ZZ+NAJ'", "", False),
        (b"plain words, and a comma\nmore, words", "", False),
        (b"M1ALMEIDA/CARLAMRS    EK7PLM2 GRULFWZZ 0417 259Y023C0057 100", "", False),
        (workbook([["Surname"], ["ALMEIDA"]]), "", True),
    ],
)
def test_a_manifest_is_known_by_its_content(data: bytes, name: str, expected: bool) -> None:
    assert is_manifest(data, name) is expected


def test_the_front_door_reads_tables() -> None:
    decoded = read(delimited(SERBIAN, encoding="cp1250"), name="Q4318_23NOV.csv")
    assert decoded.kind == "manifest"
    assert len(decoded.messages[0].travellers) == 3
    found = read(workbook([["Surname", "Given"], ["ALMEIDA", "CARLA"]]))
    assert found.messages[0].travellers[0].name.given == "CARLA"
    assert read(b"\xd0\xcf\x11\xe0" + bytes(100)).messages[0].findings[0].code == "manifest.old_workbook"

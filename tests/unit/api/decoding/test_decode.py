from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from typer.testing import CliRunner

from api.commands import app
from api.commands.decode import exit_code
from api.decoding import document as doc
from api.decoding.view import document
from pnr.reading import read
from tests.builders.shared import shared
from tests.builders.tables import delimited, workbook

ROOT = Path(__file__).parents[4]
PUBLISHED = ROOT / "docs/schema/decode.json"
PNRGOV = (
    (
        "UNA:+.? 'UNB+IATA:1+ZZ+NAJAVA+260914:1000+REF1++PNRGOV'UNH+1+PNRGOV:11:1:IA+CORR'MSG+:22'ORG+ZZ:SAO'"
        "TVL+160926:0115:160926:0640+GRU+LFW+ZZ+417'EQN+1'"
        "SRC'RCI+ZZ:K7PLM2::140926:1802'"
        "SSR+DOCS:HK::ZZ:::::/P/UTO/ZZ123456/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA'SSR+WCHR:HK:1:ZZ'"
        "ORG+ZZ:SAO+12345678:ABC123+SAO++T+BR'ADD++700:1 MAIN STREET:SAO PAULO:::BR:::CTCM 5511999990000'"
        "TIF+ALMEIDA+CARLAMRS:A:1'SSR+SEAT:HK::ZZ:::GRU:LFW+24A::1'TKT+9991234567890:T:1'MON+T:140.00:EUR'"
        "FOP+CC:::VI:4111111111111111:1228'TVL+160926:0115:160926:0640+GRU+LFW+ZZ+417:Y'RPI++HK'"
        "UNT+20+1'UNZ+1+REF1'"
    )
    .replace("*'", "* '")
    .replace("UNA:+.?* '", "UNA:+.?*'")
)


def decoded(data: bytes, name: str = "file") -> dict[str, Any]:
    made = document([(name, data, read(data, name=name))])
    whole: dict[str, Any] = json.loads(msgspec.json.encode(made))
    jsonschema_rs.validate(json.loads(PUBLISHED.read_bytes()), whole)
    return whole


def run(*arguments: str, data: bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["decode", *arguments], input=data)
    return result.exit_code, result.output


def test_the_published_schema_is_current() -> None:
    code, output = run("--schema")
    assert code == 0
    assert output == PUBLISHED.read_text(encoding="utf-8")
    jsonschema_rs.meta.validate(json.loads(output))


def test_a_booking_is_shown_in_plain_names() -> None:
    whole = decoded(PNRGOV.encode())
    assert whole["schema"] == doc.SCHEMA_ID
    file = whole["files"][0]
    assert (file["kind"], file["outcome"]) == ("edifact", "read")
    message = file["messages"][0]
    assert (message["type"], message["version"], message["control_reference"]) == ("PNRGOV", "11:1", "REF1")
    assert message["flights"][0] == {
        "carrier": "ZZ",
        "number": "417",
        "suffix": "",
        "departure_airport": "GRU",
        "arrival_airport": "LFW",
        "departure_time": "2026-09-16T01:15",
        "arrival_time": "2026-09-16T06:40",
        "departure_utc": "2026-09-16T04:15Z",
        "arrival_utc": "2026-09-16T06:40Z",
        "crosses_border": True,
    }
    booking = message["bookings"][0]
    assert booking["locator"] == "K7PLM2"
    assert booking["agency"]["iata_code"] == "12345678"
    assert booking["itinerary"][0]["flight_number"] == "417"
    assert "WCHR" in [one["code"] for one in booking["services"]]
    person = booking["passengers"][0]
    assert (person["surname"], person["given_name"], person["title"]) == ("ALMEIDA", "CARLA", "MRS")
    assert (person["birth_date"], person["sex"], person["nationality"]) == ("1988-03-04", "F", "UTO")
    assert person["documents"][0]["number"] == "ZZ123456"
    assert person["seats"][0]["number"] == "24A"
    assert person["tickets"][0]["number"] == "9991234567890"
    assert person["agency"]["country"] == "BR"


def test_a_card_number_in_full_is_never_printed() -> None:
    text = json.dumps(decoded(PNRGOV.encode()))
    assert "4111111111111111" not in text
    assert "XXXXXXXXXXXX1111" in text


def test_findings_have_place_sentence_and_remedy() -> None:
    data = PNRGOV.replace("UNT+20+1", "UNT+99+1").encode()
    found = decoded(data)["files"][0]["messages"][0]["findings"]
    count = next(one for one in found if one["code"] == "envelope.unt_count")
    assert data[count["start"] : count["end"]].startswith(b"UNT+99")
    assert count["parameters"]["announced"] == "99"
    assert "99" in count["sentence"]
    assert count["remedy"]


@pytest.mark.parametrize(
    ("data", "kind", "outcome"),
    [
        (b"M1OKORO/DAVID         ER2T9QA LFWBRUZZ 0061 032Y031K0104 000", "bcbp", "read"),
        (b"999-1234567890", "ticket", "read"),
        (b"SAO ZZ LFW 100.00NUC100.00END ROE1.0", "fare", "read"),
        (delimited([["Surname", "Given", "Seat"], ["ALMEIDA", "CARLA", "7B"]]), "manifest", "read"),
        (
            delimited([["Surname", "Given", "Seat"], ["ALMEIDA", "CARLA", "7B"], ["", "", "8B"]]),
            "manifest",
            "read_with_errors",
        ),
        (workbook([["Surname", "Given"], ["ALMEIDA", "CARLA"]]), "manifest", "read"),
        (b"", "unknown", "unreadable"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown", "unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(64), "manifest", "unreadable"),
        (PNRGOV.encode(), "edifact", "read"),
    ],
)
def test_every_kind_of_input_gives_a_valid_document(data: bytes, kind: str, outcome: str) -> None:
    file = decoded(data)["files"][0]
    assert (file["kind"], file["outcome"]) == (kind, outcome)


def test_every_example_gives_a_valid_document() -> None:
    folder = shared("examples/messages")
    checked = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            decoded(path.read_bytes(), path.name)
            checked += 1
    assert checked > 70


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["read"], 0),
        (["read", "read"], 0),
        (["read_with_errors"], 1),
        (["read", "unreadable"], 1),
        (["unreadable"], 2),
        (["unreadable", "unreadable"], 2),
    ],
)
def test_exit_codes(outcomes: list[str], code: int) -> None:
    assert exit_code(outcomes) == code


def test_the_command_prints_tables_and_json(tmp_path: Path) -> None:
    path = tmp_path / "push.edi"
    path.write_bytes(PNRGOV.encode())
    code, output = run(str(path))
    assert code == 0
    for shown in ("push.edi", "K7PLM2", "CARLA ALMEIDA", "1988-03-04", "ending 1111", "GRU"):
        assert shown in output
    assert "4111" not in output
    code, output = run("--json", str(path))
    assert code == 0
    assert json.loads(output)["files"][0]["name"] == "push.edi"
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_reads_standard_input_and_survives_a_missing_file(tmp_path: Path) -> None:
    assert run("-", data=PNRGOV.encode())[0] == 0
    assert run(str(tmp_path / "none.edi"))[0] == 2
    assert run()[0] == 2
    path = tmp_path / "push.edi"
    path.write_bytes(PNRGOV.encode())
    assert run(str(path), str(tmp_path / "none.edi"))[0] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"P<UTOALMEIDA<<CARLA<BEATRIZ<<<<<<<<<<<<<<<<<\nFX123456<5UTO8803045F3101115<<<<<<<<<<<<<<00",
        b"M1OKORO/DAVID         ER2T9QA LFWBRUZZ 0061 032Y031K0104 000",
        b"SAO ZZ LFW 100.00NUC100.00END ROE1.0",
    ],
)
def test_papers_are_shown_to_people(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(data)
    code, output = run(str(path))
    assert code == 0
    assert "Findings" in output or b"ROE" in data

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pnr import codes


def test_every_airport_has_a_clock_that_exists() -> None:
    zones = {found.zone for found in codes._airports().values()}
    assert len(zones) > 200
    for zone in zones:
        ZoneInfo(zone)


@pytest.mark.parametrize(
    ("local", "airport", "expected"),
    [
        ("2026-09-16T01:15", "GRU", "2026-09-16T04:15"),
        ("2026-07-01T12:00", "BEG", "2026-07-01T10:00"),
        ("2026-01-01T12:00", "BEG", "2026-01-01T11:00"),
        ("2026-03-29T02:30", "BEG", "2026-03-29T01:30"),  # skipped: read before the change
        ("2026-10-25T02:30", "BEG", "2026-10-25T00:30"),  # twice: the first
        ("2026-09-16T01:15Z", "GRU", "2026-09-16T01:15"),
        ("2026-09-16T01:15", "SAO", "2026-09-16T04:15"),
    ],
)
def test_local_time_becomes_an_instant(local: str, airport: str, expected: str) -> None:
    assert codes.utc(local, airport) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "airport"),
    [
        ("2026-09-16", "GRU"),
        ("2026-09-16T01:15", "QQQ"),
        ("2026-13-16T01:15", "GRU"),
        ("", ""),
        ("TxT", "GRU"),
    ],
)
def test_what_is_not_known_stays_unknown(local: str, airport: str) -> None:
    assert codes.utc(local, airport) is None


def test_an_instant_on_the_clock_of_an_airport() -> None:
    at = datetime(2026, 9, 16, 4, 15, tzinfo=UTC)
    assert codes.local(at, "GRU").hour == 1
    assert codes.local(at, "QQQ") == at


def test_regional_airports_carry_the_names_people_use() -> None:
    names = {code: found.city for code in ("BEG", "PRN", "IST") if (found := codes.airport(code))}
    assert names == {"BEG": "Belgrade", "PRN": "Pristina", "IST": "Istanbul"}
    assert codes.airport("qqq") is None


def test_a_city_code_means_its_airports() -> None:
    assert codes.same_place("LON", "LHR")
    assert codes.same_place("LHR", "LON")
    assert not codes.same_place("LGW", "LHR")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RS", "SRB"), ("srb", "SRB"), ("D", "DEU"), ("D<<", "DEU"), ("YUG", "SRB"), ("XK", "XKX"),
        ("RKS", "XKX"), ("XKX", "XKX"), ("UK", "GBR"), ("GBD", "GBD"), ("XXA", "XXA"),
        ("XXB", "XXB"), ("XXC", "XXC"), ("XOM", "XOM"), ("UNO", "UNO"), ("UNK", "UNK"), ("EUE", "EUE"),
        ("ZAR", "COD"), ("QQ", ""), ("", ""), ("0", ""),
    ],
)  # fmt: skip
def test_a_jurisdiction_has_three_letters(code: str, expected: str) -> None:
    assert codes.alpha3(code) == expected


def test_the_state_behind_a_nationality() -> None:
    assert codes.state("GBO") == "GBR"
    assert codes.state("XXA") == ""
    assert codes.state("AL") == "ALB"


def test_two_letters_and_names() -> None:
    assert codes.alpha2("SRB") == "RS"
    assert codes.alpha2("XXA") == ""
    assert codes.country_name("MK") == "North Macedonia"
    assert codes.country_name("ALB", "sq") == "Shqipëri"
    assert codes.country_name("XK") == "Kosovo (UNSCR 1244)"
    assert codes.country_name("XXA") == "Stateless person"
    assert codes.country_name("QQQ") == "QQQ"


def test_every_jurisdiction_has_a_name() -> None:
    for code in codes._alpha3().values():
        assert codes.country_name(code) != ""


def test_an_airline_by_any_of_its_codes_and_in_its_time() -> None:
    for code in ("JU", "ASL", "115"):
        found = codes.airline(code)
        assert found is not None
        assert found.name == "Air Serbia"
    assert codes.airline("JP", date(2015, 1, 1)) is not None
    assert codes.airline("JP", date(2026, 1, 1)) is None
    assert codes.airline("??") is None


def test_airline_codes_are_unique() -> None:
    rows = codes._table("airlines.csv")
    for column in ("iata", "icao", "numeric"):
        values = [row[column] for row in rows if row[column]]
        assert len(values) == len(set(values)), column


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("P", "passport"),
        ("P<", "passport"),
        ("PX", "passport"),
        ("V", "visa"),
        ("AC", "crew"),
        ("?", "unknown"),
    ],
)
def test_document_kinds(code: str, kind: str) -> None:
    assert codes.document_kind(code) == kind


def test_documents_are_ranked_for_display() -> None:
    assert sorted(["", "V", "F", "I", "P"], key=codes.document_rank) == ["P", "I", "F", "V", ""]
    assert codes.document_name("PD") == "Diplomatic passport"
    assert codes.document_name("?") == "?"


@pytest.mark.parametrize(
    ("code", "form"), [("CC", "card"), ("ca", "cash"), ("MS", "voucher"), ("ZZ9", "other"), ("", "")]
)
def test_forms_of_payment(code: str, form: str) -> None:
    assert codes.payment_form(code) == form

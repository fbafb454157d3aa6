from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pnr.paper.bcbp import BoardingPass, is_bcbp, read_bcbp
from pnr.paper.fare import is_fare, read_fare
from pnr.paper.mrz import Zone, digit, read_mrz
from pnr.paper.recognise import kind, paper
from pnr.paper.ticket import read_bag_tag, read_ticket
from pnr.reading import read

TODAY = date(2026, 9, 1)
TD3 = "P<UTOALMEIDA<<CARLA<BEATRIZ<<<<<<<<<<<<<<<<<\nFX123456<5UTO8803045F3101115<<<<<<<<<<<<<<00"
UPPER, LOWER = TD3.split("\n")
TD1 = "I<UTOD2314589<7<<<<<<<<<<<<<<<\n8803045F3101115UTO<<<<<<<<<<<6\nALMEIDA<<CARLA<BEATRIZ<<<<<<<<"
TD1_LONG = "I<UTOAB1234567<8C3<<<<<<<<<<<<\n8803045F3101115UTO<<<<<<<<<<<8\nALMEIDA<<CARLA<BEATRIZ<<<<<<<<"
TD2 = "I<UTOALMEIDA<<CARLA<BEATRIZ<<<<<<<<<\nD2314589<7UTO8803045F3101115<<<<<<<6"
MRV_A = "V<UTOALMEIDA<<CARLA<BEATRIZ<<<<<<<<<<<<<<<<<\nV9876543<1UTO8803045F2612317SP260101<<<<<<<<"
PLAIN = "M1OKORO/DAVID         ER2T9QA LFWBRUZZ 0061 032Y031K0104 000"
FULL = (
    "M1ALMEIDA/CARLAMRS    EK7PLM2 GRULFWZZ 0417 259Y023C0057 14A>6180WW6258BZZ "
    "09991234560022A999123456789002ZZ ZZ 100200300        2PCNX1"
)
TWO = (
    "M2ALMEIDA/CARLAMRS    EK7PLM2 GRULFWZZ 0417 259Y023C0057 148>6180WW6258BZZ "
    "09991234560022A999123456789002QX                     2PCNK7PLM2 "
    "LFWABJQX 0088 259Y011A0012 1110F999123456789002^100"
)


def zone(text: str) -> Zone:
    found = read_mrz(text, today=TODAY)
    assert found is not None
    return found


def boarding(text: str) -> BoardingPass:
    found = read_bcbp(text, today=TODAY)
    assert found is not None
    return found


def faults(one: Zone | BoardingPass) -> list[str]:
    return [finding.code for finding in one.findings]


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        (TD3, "TD3", "FX123456"),
        (TD1, "TD1", "D2314589"),
        (TD1_LONG, "TD1", "AB12345678C"),
        (TD2, "TD2", "D2314589"),
        (MRV_A, "MRV-A", "V9876543"),
    ],
)
def test_a_zone_of_each_format(text: str, form: str, number: str) -> None:
    one = zone(text)
    assert (one.format, one.number, one.valid) == (form, number, True)
    assert (one.surname, one.given, one.birth, one.sex) == ("ALMEIDA", "CARLA BEATRIZ", "1988-03-04", "F")
    assert one.nationality == one.issuer == "UTO"
    assert "mrz.specimen" in faults(one)


@pytest.mark.parametrize("join", ["", "\r\n", "\n\n"])
def test_a_zone_may_come_glued_or_spaced(join: str) -> None:
    text = TD3.replace("\n", join)
    assert zone(text).valid
    assert zone(text.lower()).valid
    assert zone(text.replace("<<", "«")).valid


def test_a_misread_digit_is_put_right_only_where_the_check_digit_then_fits() -> None:
    one = zone(TD3.replace("8803045F", "88O3O45F"))
    assert (one.birth, one.valid) == ("1988-03-04", True)
    assert faults(one)[0] == "mrz.corrected"
    wrong = zone(TD3.replace("8803045F", "8803055F"))
    assert not wrong.valid
    assert "mrz.check_failed" in faults(wrong)


def test_a_misread_country_is_put_right() -> None:
    one = zone(TD3.replace("P<UTO", "P<UT0"))
    assert one.issuer == "UTO"


def test_fillers_lost_at_the_end_are_put_back() -> None:
    one = zone("\n".join([UPPER.rstrip("<"), LOWER]))
    assert (one.surname, one.valid) == ("ALMEIDA", True)
    assert "mrz.length" in faults(one)


def test_unknown_birth_parts_and_expired_documents() -> None:
    birth = "880000"
    line = f"FX123456<5UTO{birth}{digit(birth)}F2001019<<<<<<<<<<<<<<00"
    one = zone(f"{UPPER}\n{line}")
    assert one.birth == "1988"
    assert "mrz.expired" in faults(one)


@pytest.mark.parametrize("text", ["", "P<UTO", "HELLO\nWORLD", "M1OKORO/DAVID", TD3 + "\n" + TD3])
def test_what_is_no_zone(text: str) -> None:
    assert read_mrz(text, today=TODAY) is None


def test_a_bare_pass() -> None:
    one = boarding(PLAIN)
    leg = one.legs[0]
    assert (one.surname, one.given, one.electronic_ticket) == ("OKORO", "DAVID", True)
    assert (leg.locator, leg.origin, leg.destination, leg.carrier, leg.number) == (
        "R2T9QA",
        "LFW",
        "BRU",
        "ZZ",
        "61",
    )
    assert (leg.seat, leg.sequence, leg.date) == ("31K", "0104", "2027-02-01")
    assert "bcbp.date_without_year" in faults(one)


def test_a_pass_with_everything() -> None:
    one = boarding(FULL)
    leg = one.legs[0]
    assert (one.surname, one.given, one.title) == ("ALMEIDA", "CARLA", "MRS")
    assert (one.version, one.issued, one.bag_tags) == ("6", "2026-09-15", ("0999123456002",))
    assert (leg.date, leg.ticket_airline, leg.ticket_serial) == ("2026-09-16", "999", "1234567890")
    assert (leg.frequent_flyer_airline, leg.frequent_flyer_number) == ("ZZ", "100200300")
    assert (leg.bag_allowance, leg.fast_track, leg.private) == ("2PC", "N", "X1")
    assert faults(one) == []


def test_a_pass_of_two_legs_with_a_security_block() -> None:
    one = boarding(TWO)
    assert [(leg.origin, leg.destination, leg.number, leg.seat) for leg in one.legs] == [
        ("GRU", "LFW", "417", "23C"),
        ("LFW", "ABJ", "88", "11A"),
    ]
    assert one.legs[1].ticket_serial == "1234567890"
    assert (one.security_type, one.security_length) == ("1", 0)


@pytest.mark.parametrize("text", ["]L0" + FULL, FULL + "\r\n", FULL.lower(), "\n" + FULL])
def test_a_scanned_pass_may_carry_prefix_line_ends_and_small_letters(text: str) -> None:
    assert boarding(text).legs[0].origin.upper() == "GRU"


def test_a_size_of_zero_before_a_conditional_block() -> None:
    one = boarding(FULL.replace(" 14A>", " 100>"))
    assert one.legs[0].ticket_serial == "1234567890"
    assert "bcbp.size_wrong" in faults(one)


def test_a_cut_pass_gives_what_is_there() -> None:
    one = boarding(PLAIN[:48])
    assert one.legs[0].origin == "LFW"
    assert "bcbp.truncated" in faults(one)
    assert len(boarding(TWO[:90]).legs) == 1


@pytest.mark.parametrize("day", ["000", "367", "ABC"])
def test_a_day_that_no_year_has(day: str) -> None:
    one = boarding(PLAIN.replace("032Y", f"{day}Y"))
    assert one.legs[0].date == ""
    assert "bcbp.date_invalid" in faults(one)


@pytest.mark.parametrize("text", ["", "M", "S" + PLAIN[1:], "MX" + PLAIN[2:], "M2DESMARAIS"])
def test_what_is_no_pass(text: str) -> None:
    assert not is_bcbp(text)


@pytest.mark.parametrize(
    ("text", "number", "coupons"),
    [
        ("9991234567890", "9991234567890", ()),
        ("999-1234567890", "9991234567890", ()),
        ("999 1234567890 C1", "9991234567890", (1,)),
        ("TKT 9991234567890/1-3", "9991234567890", (1, 2, 3)),
        ("99912345678903", "9991234567890", ()),
        ("INF9991234567890C2", "9991234567890", (2,)),
    ],
)
def test_ticket_numbers(text: str, number: str, coupons: tuple[int, ...]) -> None:
    found = read_ticket(text)
    assert found is not None
    assert (found.number, found.coupons, found.findings) == (number, coupons, ())
    assert found.infant == text.startswith("INF")


def test_conjunction_tickets_and_a_wrong_check_digit() -> None:
    found = read_ticket("9991234567890-91")
    assert found is not None
    assert found.numbers == ("9991234567890", "9991234567891")
    wrong = read_ticket("99912345678909")
    assert wrong is not None
    assert wrong.findings[0].code == "ticket.check_digit"
    assert read_ticket("12345") is None


def test_both_ways_of_writing_a_bag_tag_have_one_key() -> None:
    plate, short = read_bag_tag("0115123456"), read_bag_tag("JU123456")
    assert plate is not None
    assert short is not None
    assert plate.key == short.key == "JU123456"
    assert read_bag_tag("12345") is None


def test_a_fare_line() -> None:
    found = read_fare(
        "SAO ZZ LFW Q12.50 QX X/ABJ ZZ BRU 1210.00YOW NUC1222.50END ROE2.000000 XT 25.50YQ 12.10BR"
    )
    assert [(one.place, one.carrier, one.transfer, one.amount) for one in found.points] == [
        ("SAO", "", False, ""),
        ("LFW", "ZZ", False, ""),
        ("ABJ", "QX", True, ""),
        ("BRU", "ZZ", False, "1210.00"),
    ]
    assert found.points[1].surcharges == ("12.50",)
    assert (found.currency, found.total, found.rate, found.local_total) == (
        "NUC",
        "1222.50",
        "2.000000",
        "2445.00",
    )
    assert found.taxes == (("YQ", "25.50"), ("BR", "12.10"))
    assert (found.unknown, found.findings) == (0, ())


def test_a_fare_line_with_hidden_fare_surface_and_strange_words() -> None:
    found = read_fare("BEG ZZ IST //SAW QX DOH IT END WHAT-EVER")
    assert found.hidden
    assert found.points[2].surface
    assert found.unknown == 1
    joined = read_fare("SAO ZZ LFW 100.00NUC100.00END ROE1.0")
    assert (joined.points[1].amount, joined.total) == ("100.00", "100.00")
    assert is_fare("SAO ZZ LFW 100.00NUC100.00END ROE1.0")
    assert not is_fare("PLAIN WORDS")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (TD3, ["mrz"]),
        (PLAIN + "\n" + FULL, ["bcbp", "bcbp"]),
        ("999-1234567890", ["ticket"]),
        ("0115123456", ["bag tag"]),
        ("SAO ZZ LFW 100.00NUC100.00END ROE1.0", ["fare"]),
    ],
)
def test_a_paper_is_known_by_its_content(text: str, kinds: list[str]) -> None:
    found = paper(text.encode(), today=TODAY)
    assert found is not None
    assert [kind(one) for one in found] == kinds
    assert read(text.encode(), received=TODAY).papers == found


def test_what_is_no_paper() -> None:
    assert paper(b"") is None
    assert paper(b"UNB+UNOA:4'") is None
    assert paper(b"x" * 30_000) is None


@given(st.text(max_size=200) | st.text(alphabet="M12P<IV>^ABC0123456789/ \n", max_size=200))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    paper(text.encode("utf-8", "replace"), today=TODAY)
    read_fare(text)


@given(st.integers(0, 60), st.text(alphabet="<0123456789ABCDEFGH>^ ", max_size=60))
def test_no_damage_makes_a_reader_fail(place: int, text: str) -> None:
    for whole in (TD3, TD1, TD2, FULL, TWO):
        paper((whole[:place] + text + whole[place + len(text) :]).encode(), today=TODAY)

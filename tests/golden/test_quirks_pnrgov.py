"""What airlines do with bookings, names and documents in PNRGOV, one invented booking for each habit."""

from __future__ import annotations

import pytest

from pnr.model.booking import Booking
from tests.builders.wire import (
    ALMEIDA,
    BOOKING,
    DOCS,
    FLIGHT,
    codes,
    decoded_of,
    message_of,
    one_booking,
    pnrgov,
    read_bookings,
)

CHILD_OF = "TIF+ALMEIDA+CARLAMRS:A:1:1'"
INFANT_TIF = "TIF+ALMEIDA+NINA:IN:2'"
INFT = "SSR+INFT:HK:1:ZZ:::GRU:LFW:ALMEIDA/NINA 20MAY26+::1'"
INFANT_DOCS = "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000002/UTO/20MAY26/FI/01JUN29/ALMEIDA/NINA+::1'"


def people(booking: Booking) -> list[tuple[str, str]]:
    return [(one.name.given, one.kind) for one in booking.travellers]


# message level


def test_level_zero_without_msg_and_org_is_read() -> None:
    decoded = decoded_of(
        pnrgov([*BOOKING, ALMEIDA, *FLIGHT], level=("TVL+160926:0115:160926:1240+GRU+LFW+ZZ+417'",))
    )
    assert decoded.messages[0].legs[0].number == "417"
    assert len(decoded.messages[0].bookings) == 1
    assert {"message.function_missing", "message.sender_missing"} <= codes(decoded)


@pytest.mark.parametrize(("msg", "function"), [("MSG+:22'", "22"), ("MSG+22'", "22"), ("MSG+:141'", "141")])
def test_the_function_is_found_in_either_component(msg: str, function: str) -> None:
    text = pnrgov([*BOOKING, ALMEIDA, *FLIGHT], level=(msg, "ORG+ZZ'", "TVL+160926:0115+GRU+LFW+ZZ+417'"))
    assert message_of(text).function == function


def test_only_a_full_push_lets_absence_be_concluded() -> None:
    update = pnrgov([*BOOKING, ALMEIDA, *FLIGHT]).replace("MSG+:22", "MSG+:141")
    assert not message_of(update).complete
    assert message_of(pnrgov([*BOOKING, ALMEIDA, *FLIGHT])).complete
    assert not message_of(pnrgov([*BOOKING, ALMEIDA, *FLIGHT], eqn=3)).complete


def test_a_push_of_an_empty_flight_is_no_fault() -> None:
    decoded = decoded_of(pnrgov())
    assert decoded.messages[0].bookings == ()
    assert decoded.messages[0].complete
    assert codes(decoded) == set()


def test_dates_written_year_first_are_read_and_said() -> None:
    text = pnrgov([*BOOKING, ALMEIDA, *FLIGHT]).replace(
        "TVL+160926:0115:160926:1240", "TVL+260916:0115:260916:1240"
    )
    decoded = decoded_of(text)
    assert decoded.messages[0].legs[0].departure == "2026-09-16T01:15"
    assert "date.order_reversed" in codes(decoded)


@pytest.mark.parametrize(
    ("element", "departure", "arrival"),
    [
        ("160926:2400:170926:0600", "2026-09-17T00:00", "2026-09-17T06:00"),
        ("160926:4321:160926:1240", "2026-09-16", "2026-09-16T12:40"),
        ("160926:0115::1240", "2026-09-16T01:15", "2026-09-16T12:40"),
        ("160926:0115:1240", "2026-09-16T01:15", "2026-09-16T12:40"),
        ("160926:2330::0100:1", "2026-09-16T23:30", "2026-09-17T01:00"),
        ("160926:0115", "2026-09-16T01:15", ""),
        ("160926", "2026-09-16", ""),
        ("990926:0115", "", ""),
    ],
)
def test_times_of_a_flight(element: str, departure: str, arrival: str) -> None:
    leg = one_booking(ALMEIDA, flight=(f"TVL+{element}+GRU+LFW+ZZ+417:V'",)).itinerary[0]
    assert (leg.departure, leg.arrival) == (departure, arrival)


# locators, originator


def test_the_pushed_carriers_locator_comes_first() -> None:
    booking = read_bookings(["RCI+1A:ABC123+ZZ:K7PLM2'", ALMEIDA, *FLIGHT])[0]
    assert [one.code for one in booking.locators] == ["K7PLM2", "ABC123"]


def test_a_locator_seen_under_the_flight_only_is_taken() -> None:
    booking = read_bookings([ALMEIDA, *FLIGHT, "RCI+ZZ:K7PLM2::010926:143200'"])[0]
    assert (booking.locators[0].code, booking.created) == ("K7PLM2", "2026-09-01T14:32")


@pytest.mark.parametrize("org", ["ORG'", "ORG+:+:++++:+'"])
def test_an_empty_originator_means_cancelled(org: str) -> None:
    booking = read_bookings(["RCI+ZZ:M2XXA9::140926:2210'", "DAT+700:150926:1200'", org])[0]
    assert booking.cancelled
    assert booking.changed == "2026-09-15T12:00"


def test_a_booking_whose_flight_is_cancelled_is_cancelled() -> None:
    assert one_booking(ALMEIDA, flight=(FLIGHT[0], "RPI+1+HX'")).cancelled
    assert not one_booking(ALMEIDA).cancelled


def test_an_originator_shifted_by_one_element() -> None:
    booking = read_bookings(["RCI+ZZ:K7PLM2'", "ORG+1A:MUC+:DFW1S4100++1S++CA+LHSU'", ALMEIDA, *FLIGHT])[0]
    assert (booking.agency.system, booking.agency.office) == ("1A", "DFW1S4100")


# travellers and names


@pytest.mark.parametrize(
    ("tif", "surname", "given", "title"),
    [
        ("ALMEIDA+CARLAMRS:A:1", "ALMEIDA", "CARLA", "MRS"),
        ("WILLIAMS+ANNA:A:1", "WILLIAMS", "ANNA", ""),
        ("HADDAD+AMR:A:1", "HADDAD", "AMR", ""),
        ("HADDAD+YASSIR:A:1", "HADDAD", "YASSIR", ""),
        ("SUKARNO+:A:1", "SUKARNO", "", ""),
        ("SUKARNO", "SUKARNO", "", ""),
    ],
)
def test_names_are_taken_apart_without_hurting_them(tif: str, surname: str, given: str, title: str) -> None:
    name = one_booking(f"TIF+{tif}'").travellers[0].name
    assert (name.surname, name.given, name.title) == (surname, given, title)


def test_the_document_gives_the_name_to_show_and_the_other_stays() -> None:
    one = one_booking("TIF+ALMEIDA+CARLITAMRS:A:1'", DOCS).travellers[0]
    assert (one.name.given, one.other_names[0].given, one.name.title) == ("CARLA", "CARLITA", "MRS")


@pytest.mark.parametrize("tif", ["TIF+SUMMERTOUR:G:15'", "TIF+SUMMERTOUR+G'"])
def test_a_group_without_names_is_no_person(tif: str) -> None:
    booking = one_booking(tif)
    assert (booking.group, booking.travellers) == ("SUMMERTOUR", ())
    assert booking.party == (15 if "15" in tif else 0)


@pytest.mark.parametrize("seat", ["EXST", "CBBG"])
def test_an_extra_seat_is_no_person(seat: str) -> None:
    booking = one_booking(ALMEIDA, f"TIF+{seat}+CARLAMRS:A:2'")
    assert len(booking.travellers) == 1
    assert seat in {one.code for one in booking.services}


def test_father_and_son_of_one_name_stay_two_persons() -> None:
    booking = one_booking("TIF+OKORO+DAVIDMR:A:1'", "TIF+OKORO+DAVIDMR:A:2'")
    assert [one.reference for one in booking.travellers] == ["1", "2"]


@pytest.mark.parametrize(
    "segments",
    [
        (ALMEIDA, INFANT_TIF),
        (ALMEIDA, INFT),
        (ALMEIDA, INFANT_DOCS),
        (CHILD_OF, INFT, INFT, INFANT_DOCS, INFANT_TIF),
        (CHILD_OF, INFANT_DOCS, INFANT_TIF, INFT),
    ],
)
def test_an_infant_is_one_person_however_often_it_is_named(segments: tuple[str, ...]) -> None:
    booking = one_booking(DOCS, *segments)
    assert people(booking) == [("CARLA", "adult"), ("NINA", "infant")]
    assert booking.travellers[0].birth == "1988-03-04"
    if len(segments) != 2 or segments[1] != INFANT_TIF:
        assert booking.travellers[1].birth == "2026-05-20"


def test_an_unnamed_infant_is_counted_not_invented() -> None:
    decoded = decoded_of(pnrgov([*BOOKING, CHILD_OF, *FLIGHT]))
    booking = decoded.messages[0].bookings[0]
    assert (len(booking.travellers), booking.party) == (1, 2)
    assert "traveller.infant_unnamed" in codes(decoded)


# documents


@pytest.mark.parametrize(
    "segments",
    [
        (
            "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA+::1'",
            ALMEIDA,
            "TIF+OKORO+D:A:2'",
        ),
        (
            "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA'",
            ALMEIDA,
            "TIF+OKORO+D:A:2'",
        ),
        (
            ALMEIDA,
            "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA'",
            "TIF+OKORO+D:A:2'",
        ),
    ],
)
def test_a_document_finds_its_traveller_at_any_level(segments: tuple[str, ...]) -> None:
    booking = one_booking(*segments)
    assert [len(one.documents) for one in booking.travellers] == [1, 0]


def test_a_document_under_the_flight_finds_its_traveller() -> None:
    booking = one_booking(ALMEIDA, flight=(*FLIGHT, DOCS))
    assert booking.travellers[0].documents[0].number == "ZZ0000001"


def test_a_document_of_nobody_is_kept_with_the_booking() -> None:
    decoded = decoded_of(
        pnrgov(
            [
                *BOOKING,
                DOCS.replace("+::1", "").replace("ALMEIDA", "NOBODY"),
                ALMEIDA,
                "TIF+OKORO+D:A:2'",
                *FLIGHT,
            ]
        )
    )
    booking = decoded.messages[0].bookings[0]
    assert booking.documents[0].number == "ZZ0000001"
    assert "service.unassigned" in codes(decoded)


@pytest.mark.parametrize(
    ("text", "number", "issuer", "birth", "expiry"),
    [
        (
            "/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        (
            "P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        (
            "//P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        ("/P/D/ZZ0000001/D/04MAR88/F/11JAN31/ALMEIDA/CARLA", "ZZ0000001", "D", "1988-03-04", "2031-01-11"),
        ("////UTO/04MAR88/F//ALMEIDA/CARLA", "", "", "1988-03-04", ""),
        ("/P/UTO/ZZ0000001/UTO/04MAR88/F//ALMEIDA/CARLA", "ZZ0000001", "UTO", "1988-03-04", ""),
        (
            "/P/UTO/ZZ0000001/UTO/04MAR88//11JAN31/ALMEIDA/CARLA",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        ("/P/UTO/ZZ0000001/UTO//F/11JAN31/ALMEIDA/CARLA", "ZZ0000001", "UTO", "", "2031-01-11"),
        (
            "/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA/H",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        (
            "/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA-1ALMEIDA/CARLAMRS",
            "ZZ0000001",
            "UTO",
            "1988-03-04",
            "2031-01-11",
        ),
        (
            "/P/UTO/ZZ0000001/UTO/21JUL38/F/11JAN31/ALMEIDA/CARLA",
            "ZZ0000001",
            "UTO",
            "1938-07-21",
            "2031-01-11",
        ),
        ("/P/UTO/ZZ0000001/UTO/31FEB88/F/11JAN31/ALMEIDA/CARLA", "ZZ0000001", "UTO", "", "2031-01-11"),
    ],
)
def test_document_texts_however_shifted(text: str, number: str, issuer: str, birth: str, expiry: str) -> None:
    document = one_booking(ALMEIDA, f"SSR+DOCS:HK:1:ZZ:::::{text}'").travellers[0].documents[0]
    assert (document.number, document.issuer, document.birth, document.expiry) == (
        number,
        issuer,
        birth,
        expiry,
    )
    assert (document.name.surname, document.name.given) == ("ALMEIDA", "CARLA")


def test_a_document_text_split_over_components_is_joined_first() -> None:
    split = "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALM:EIDA/CARLA'"
    assert one_booking(ALMEIDA, split).travellers[0].documents[0].name.surname == "ALMEIDA"


def test_the_passport_is_primary_and_every_document_is_kept() -> None:
    card = "SSR+DOCS:HK:1:ZZ:::::/I/UTO/ZZ0000009/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA+::1'"
    visa = "SSR+DOCO:HK:1:ZZ:::::/RECIFE/V/ZZ7788990/BRASILIA/01JAN26/TGO+::1'"
    one = one_booking(ALMEIDA, card, DOCS, visa).travellers[0]
    assert [document.kind for document in one.documents] == ["P", "I", "V"]
    assert one.birth_place == "RECIFE"

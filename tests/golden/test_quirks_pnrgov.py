"""What airlines do inside PNRGOV, one invented booking for each habit."""

from __future__ import annotations

import pytest

from pnr.model.booking import Booking
from pnr.quality import Severity
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


# itinerary


@pytest.mark.parametrize(
    "flight",
    [
        ("TVL+160926:0115:160926:1240+GRU+LFW+QX:ZZ+5417:V'", "TRA+ZZ+417:V'", "RPI+1+HK'"),
        (
            "TVL+160926:0115:160926:1240+GRU+LFW+QX:ZZ+5417:V'",
            "RPI+1+HK'",
            "RCI+ZZ:K7PLM2'",
            "TVL+++++417:V'",
        ),
        ("TVL+160926:0115:160926:1240+GRU+LFW+QX:ZZ+417:V'", "TRA+ZZ+5417:V'", "RPI+1+HK'"),
    ],
)
def test_a_codeshare_is_one_leg_in_every_form(flight: tuple[str, ...]) -> None:
    check_in = ("DAT+2:150926:2252'", "TRI++57:::1'", "TIF+ALMEIDA+CARLAMRS:A:1'", "SSD+023C++++Y'")
    booking = one_booking(ALMEIDA, flight=(*flight, *check_in))
    assert len(booking.itinerary) == 1
    leg = booking.itinerary[0]
    assert (leg.carrier, leg.number, leg.operating_carrier, leg.operating_number) == (
        "QX",
        "5417",
        "ZZ",
        "417",
    )
    assert booking.travellers[0].seats[0].number == "23C"
    assert not booking.cancelled


def test_a_codeshare_without_its_operating_number() -> None:
    booking = one_booking(ALMEIDA, flight=("TVL+160926:0115:160926:1240+GRU+LFW+QX:ZZ+5417:V'",))
    assert (booking.itinerary[0].operating_carrier, booking.itinerary[0].operating_number) == ("ZZ", "")


def test_surface_gaps_open_legs_and_hotels_are_no_flights() -> None:
    booking = one_booking(
        ALMEIDA,
        flight=(
            *FLIGHT,
            "TVL+++++ARNK'",
            "TVL+++ACC+ZZ+OPEN:Y'",
            "MSG+8'",
            "TVL+160926:1500:180926+LFW:HOTEL EXEMPLO++YY+1:SGL'",
        ),
    )
    assert [leg.kind for leg in booking.itinerary] == ["air", "arnk", "open", "other"]


def test_a_split_names_the_other_record() -> None:
    booking = one_booking(ALMEIDA, flight=(*FLIGHT, "EQN+1'", "RCI+ZZ:K7PLN9'"))
    assert [(one.locator, one.travellers) for one in booking.splits] == [("K7PLN9", 1)]
    assert [one.code for one in booking.locators] == ["K7PLM2"]


def test_history_is_history_and_adds_no_leg_and_no_person() -> None:
    booking = one_booking(
        ALMEIDA,
        flight=(
            *FLIGHT,
            "ABI+4+0042AB:GS+GRU++ZZ'",
            "DAT+T:120926:0915'",
            "SAC+++X'",
            "TVL+150926:0115:150926:1240+GRU+LFW+ZZ+417:Q'",
            "RPI+1+HX'",
            "SAC+++A'",
            "TIF+ALMEIDO+CARLA'",
            "SAC+++A'",
            "SSR+KSML:HK:1:ZZ'",
            "SAC+++A'",
            "IFT+4:19+CTCM 5511990000000'",
            "LTS+0/O/NM/ALMEIDA/CARLAMRS'",
        ),
    )
    assert len(booking.itinerary) == 1
    assert len(booking.travellers) == 1
    assert booking.itinerary[0].status == "HK"
    assert [(one.act, one.subject) for one in booking.changes] == [
        ("cancelled", "flight"),
        ("added", "name"),
        ("added", "service"),
        ("added", "remark"),
    ]
    assert {one.at for one in booking.changes} == {"2026-09-12T09:15"}
    assert booking.remarks[-1].kind == "LTS"


# contacts


@pytest.mark.parametrize(
    ("segment", "kind", "value"),
    [
        ("SSR+CTCM:HK:1:ZZ:::::/5511990000000/PT'", "phone", "5511990000000"),
        ("SSR+CTCE:HK:1:ZZ:::::/CARLA..A//MAIL.EXAMPLE/EN'", "email", "CARLA_A@MAIL.EXAMPLE"),
        ("IFT+4:28::ZZ+CTCM 5511990000000'", "phone", "5511990000000"),
        ("IFT+4:28+ZZ CTC M 123456789'", "phone", "123456789"),
        ("IFT+4:28::YY+CTCE CARLA./A//MAIL.EXAMPLE'", "email", "CARLA-A@MAIL.EXAMPLE"),
        ("IFT+CTCE X.Y//MAIL.EXAMPLE'", "email", "X.Y@MAIL.EXAMPLE"),
        ("IFT+4:28+ZZ CTCP GRU551130000000 A'", "phone", "551130000000"),
        ("ADD++700:RUA 1:SAO PAULO:SP::BR:01000:551130000000'", "phone", "551130000000"),
        ("ADD++E:::::::ZZ CTCE CARLA//MAIL.EXAMPLE'", "email", "CARLA@MAIL.EXAMPLE"),
        ("ADD++M:::::::ZZ CTC M 0551199999'", "phone", "0551199999"),
        ("SSR+CTCR:HK:1:ZZ:::::00115555555555'", "phone", "00115555555555"),
    ],
)
def test_contacts_are_found_and_decoded(segment: str, kind: str, value: str) -> None:
    booking = one_booking(ALMEIDA, segment)
    found = [*booking.contacts, *booking.travellers[0].contacts]
    assert (kind, value) in {(one.kind, one.value) for one in found}


def test_an_agencys_number_is_the_agencys() -> None:
    booking = one_booking("IFT+4:28+ZZ CTCT GRU 57 1 600 5830 A'", ALMEIDA)
    assert [one.whose for one in booking.contacts] == ["agency"]


# tickets and payment


def test_payment_belongs_to_its_ticket() -> None:
    booking = one_booking(
        "TIF+ALMEIDA+CARLAMRS:A:1'",
        "TKT+9991234567890:T:1'",
        "MON+B:1800.00:BRL+T:2350.40:BRL'",
        "TXD++320.40:BR:BRL:BR+230.00::BRL:YQ'",
        "DAT+710:010926:1440'",
        "FOP+MS+CC::2350.40:VI:411111XXXXXX1111:0929'",
        "IFT+4:43+JORGE SOUZA+RUA OUTRA 22+551144440000'",
        "TIF+OKORO+DAVIDMR:A:2'",
        "TKT+9991234567891:T:1'",
        "MON+T:94,34:EUR'",
        "FOP+CA::94.34'",
    )
    first, second = booking.travellers[0].tickets[0], booking.travellers[1].tickets[0]
    assert (first.base, first.total, first.currency, first.issued) == (
        "1800.00",
        "2350.40",
        "BRL",
        "2026-09-01T14:40",
    )
    assert first.taxes == ("320.40 BRL BR", "230.00 BRL YQ")
    assert second.total == "94.34"
    assert [(one.form, one.ticket) for one in booking.payments] == [
        ("MS", first.number),
        ("CC", first.number),
        ("CA", second.number),
    ]
    assert [one.payer for one in booking.payments] == ["JORGE SOUZA", "JORGE SOUZA", ""]


@pytest.mark.parametrize(
    ("tkt", "kind", "booklets"),
    [
        ("9991234567890:T:2", "T", 2),
        ("9991234567890::4", "", 4),
        ("9991234567890:4", "", 4),
        ("9991234567890:700", "700", 1),
        ("9991234567890:1", "1", 1),
    ],
)
def test_the_number_of_booklets_in_the_wrong_place(tkt: str, kind: str, booklets: int) -> None:
    ticket = one_booking(ALMEIDA, f"TKT+{tkt}'").travellers[0].tickets[0]
    assert (ticket.number, ticket.kind, ticket.booklets) == ("9991234567890", kind, booklets)


def test_electronic_tickets_of_services_count_once_with_their_coupons() -> None:
    booking = one_booking(
        CHILD_OF,
        "SSR+TKNE:HK:1:ZZ:::GRU:LFW:9991234567890C1+::1'",
        "SSR+TKNE:HK:1:ZZ:::LFW:ACC:.9991234567890C2+::1'",
        "SSR+TKNE:HK:1:ZZ:::GRU:LFW:INF9991234567891C1+::1'",
        INFANT_TIF,
    )
    adult, infant = booking.travellers
    assert [(one.number, one.coupon) for one in adult.tickets] == [("9991234567890", "1,2")]
    assert [one.number for one in infant.tickets] == ["9991234567891"]


# check-in, seats, bags


@pytest.mark.parametrize(
    ("tbd", "tags", "weight", "unit"),
    [
        ("TBD++2:41:700++HP:GRU-057+ZZ:0999123456:2:LFW", ["0999123456", "0999123457"], 41.0, "kg"),
        ("TBD++2:41:700+++ZZ:123456:2:LFW", ["ZZ123456", "ZZ123457"], 41.0, "kg"),
        ("TBD++2:90:701+++ZZ:123456:1:LFW+ZZ:123457:2:LFW", ["ZZ123456", "ZZ123457"], 90.0, "lb"),
        ("TBD++2:41:700+++ZZ:999999:2:LFW", ["ZZ999999", "ZZ000000"], 41.0, "kg"),
        ("TBD++2:41:700+++ZZ:123456::LFW:006+ZZ:123457::LFW:006", ["ZZ123456", "ZZ123457"], 41.0, "kg"),
        ("TBD++1:20:700+HP:GRU-057++ZZ:123456:1", ["ZZ123456"], 20.0, "kg"),
    ],
)
def test_bags_are_counted_out(tbd: str, tags: list[str], weight: float, unit: str) -> None:
    check_in = ("DAT+2:150926:2252'", "TRI++57:::1'", "TIF+ALMEIDA+CARLAMRS:A:1'", f"{tbd}'")
    bags = one_booking(ALMEIDA, flight=(*FLIGHT, *check_in)).travellers[0].bags
    assert [bag.tag for bag in bags] == tags
    assert sum(bag.weight for bag in bags) == weight
    assert {bag.unit for bag in bags} == {unit}
    assert {bag.leg for bag in bags} == {"GRU-LFW"}


def test_a_member_of_a_pool_has_no_bags_of_its_own() -> None:
    check_in = (
        "DAT+2:150926:2252'",
        "TRI++57:::1'",
        "TIF+ALMEIDA+CARLAMRS:A:1'",
        "TBD++2:41:700++HP:GRU-057+ZZ:123456:2:LFW'",
        "TRI++58:::2'",
        "TIF+OKORO+DAVIDMR:A:2'",
        "TBD++2:41:700++MP:GRU-057'",
    )
    booking = one_booking(ALMEIDA, "TIF+OKORO+DAVIDMR:A:2'", flight=(*FLIGHT, *check_in))
    assert [sum(bag.pieces for bag in one.bags) for one in booking.travellers] == [2, 0]
    assert [one.bags[0].pool for one in booking.travellers] == ["head", "member"]


def test_bags_of_an_earlier_leg_stay_with_that_leg() -> None:
    earlier = (
        "TVL+150926:0900:150926:1000+CGH+GRU+ZZ+21:V'",
        "RPI+1+HK'",
        "DAT+2:150926:0800'",
        "TRI++1:::1'",
        "TIF+ALMEIDA+CARLAMRS:A:1'",
        "TBD++1:20:700+++ZZ:123456:1:GRU'",
    )
    bags = one_booking(ALMEIDA, flight=(*earlier, *FLIGHT)).travellers[0].bags
    assert [bag.leg for bag in bags] == ["CGH-GRU"]


def test_the_name_inside_the_check_in_group_beats_its_reference() -> None:
    check_in = ("DAT'", "TRI++2:::2'", "TIF+ALMEIDA+CARLAMRS:A:9'", "SSD+12A++++Y'")
    booking = one_booking(ALMEIDA, "TIF+OKORO+DAVIDMR:A:2'", flight=(*FLIGHT, *check_in))
    assert [len(one.check_ins) for one in booking.travellers] == [1, 0]


def test_check_in_time_in_a_free_text() -> None:
    check_in = ("DAT+3:AGENT GRU 15SEP262252Z'", "TRI++57:::1'", "TIF+ALMEIDA+CARLAMRS:A:1'")
    booking = one_booking(ALMEIDA, flight=(*FLIGHT, *check_in))
    assert booking.travellers[0].check_ins[0].at == "2026-09-15T22:52Z"


@pytest.mark.parametrize(
    ("ssr", "seats"),
    [
        ("SSR+SEAT:HK:1:ZZ:::GRU:LFW+023C::1'", ["23C"]),
        ("SSR+SEAT:HK:1:ZZ:::GRU:LFW++12A::1'", ["12A"]),
        ("SSR+SEAT:HK:1:ZZ:::GRU:LFW:.03BN'", ["3B"]),
        ("SSR+SEAT:HK:1:ZZ:::GRU:LFW+XXX::1'", []),
        ("SSR+NSST:HK:1:ZZ:::GRU:LFW+NSSA::1'", []),
    ],
)
def test_seats_and_what_is_none(ssr: str, seats: list[str]) -> None:
    booking = one_booking(ALMEIDA, flight=(*FLIGHT, ssr))
    assert [one.number for one in booking.travellers[0].seats] == seats


def test_a_combined_seat_text_is_shared_out_in_order() -> None:
    booking = one_booking(
        ALMEIDA, "TIF+OKORO+DAVIDMR:A:2'", flight=(*FLIGHT, "SSR+SEAT:DK:2:ZZ:::GRU:LFW:.03BN03AN'")
    )
    assert [one.seats[0].number for one in booking.travellers] == ["3B", "3A"]


# damage


def test_segments_out_of_their_order_are_still_owned() -> None:
    usual = one_booking(
        ALMEIDA, DOCS, "TKT+9991234567890:T:1'", "FOP+CA::10.00'", "IFT+4:28::ZZ+CTCM 551199999999'"
    )
    odd = read_bookings(
        [
            *FLIGHT,
            ALMEIDA,
            "TKT+9991234567890:T:1'",
            "FOP+CA::10.00'",
            DOCS,
            "IFT+4:28::ZZ+CTCM 551199999999'",
            *BOOKING,
        ]
    )[0]
    assert odd.travellers[0].documents == usual.travellers[0].documents
    assert odd.travellers[0].tickets[0].number == usual.travellers[0].tickets[0].number
    assert {one.code for one in odd.locators} == {one.code for one in usual.locators}
    assert [leg.number for leg in odd.itinerary] == ["417"]


def test_one_bad_booking_costs_the_others_nothing() -> None:
    good = [*BOOKING, ALMEIDA, DOCS, *FLIGHT]
    bad = [
        "RCI+'",
        "TIF'",
        "TVL'",
        "SSR'",
        "TBD+++++'",
        "MON+:::'",
        "FOP'",
        "TRI'",
        "SSD'",
        "ADD'",
        "IFT'",
        "EQN'",
        "RCI'",
    ]
    decoded = decoded_of(pnrgov(good, bad, good))
    read = decoded.messages[0].bookings
    assert len(read) == 3
    assert read[0] == read[2] == message_of(pnrgov(good)).bookings[0]


def test_no_finding_of_a_booking_is_graver_than_a_warning_for_what_is_merely_odd() -> None:
    decoded = decoded_of(pnrgov([*BOOKING, CHILD_OF, INFT, *FLIGHT, "LTS+5/C/X'"]))
    assert {one.severity for one in decoded.every_finding} <= {Severity.NOTE, Severity.WARNING}

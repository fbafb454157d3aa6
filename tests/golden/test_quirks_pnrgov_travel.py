"""What airlines do with itineraries, tickets, check-in and damage in PNRGOV, a booking for each habit."""

from __future__ import annotations

import pytest

from pnr.quality import Severity
from tests.builders.wire import (
    ALMEIDA,
    BOOKING,
    DOCS,
    FLIGHT,
    decoded_of,
    message_of,
    one_booking,
    pnrgov,
    read_bookings,
)

CHILD_OF = "TIF+ALMEIDA+CARLAMRS:A:1:1'"
INFANT_TIF = "TIF+ALMEIDA+NINA:IN:2'"
INFT = "SSR+INFT:HK:1:ZZ:::GRU:LFW:ALMEIDA/NINA 20MAY26+::1'"


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

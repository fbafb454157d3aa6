"""What senders of passenger lists do, one invented list for each habit; and the other formats."""

from __future__ import annotations

from datetime import date

import pytest

from pnr.reading import read
from tests.builders.wire import PAXLST_LEG, PERSON, codes, decoded_of, message_of, paxlst


def person(*segments: str) -> list[str]:
    return ["NAD+FL+++ALMEIDA:CARLA'", *segments]


def test_a_whole_person() -> None:
    one = message_of(paxlst(PERSON)).travellers[0]
    assert (one.name.surname, one.name.given, one.name.middle) == ("ALMEIDA", "CARLA", "BEATRIZ")
    assert (one.birth, one.sex, one.nationality) == ("1988-03-04", "F", "UTO")
    assert (one.embarkation, one.debarkation, one.locators) == ("GRU", "LFW", ("K7PLM2",))
    assert (one.unique_reference, one.seats[0].number) == ("ZZ41700057", "23C")
    document = one.documents[0]
    assert (document.kind, document.number, document.expiry, document.issuer) == (
        "P",
        "ZZ0000001",
        "2031-01-11",
        "UTO",
    )


def test_the_order_inside_a_group_does_not_matter() -> None:
    shuffled = [PERSON[0], *reversed(PERSON[1:9]), *PERSON[9:]]
    assert message_of(paxlst(shuffled)).travellers == message_of(paxlst(PERSON)).travellers


def test_expiry_and_issuer_before_any_document_belong_to_the_first() -> None:
    document = (
        message_of(paxlst(person("DTM+36:310111'", "LOC+91+UTO'", "DOC+P+ZZ0000001'")))
        .travellers[0]
        .documents[0]
    )
    assert (document.expiry, document.issuer) == ("2031-01-11", "UTO")


def test_a_document_without_type_is_kept_and_one_without_number_is_not() -> None:
    decoded = decoded_of(paxlst(person("DOC++ZZ0000001'", "DOC++'", "DTM+36:310111'", "LOC+91+'")))
    assert [(one.kind, one.number) for one in decoded.messages[0].travellers[0].documents] == [
        ("", "ZZ0000001")
    ]
    assert {"document.kind_missing", "document.number_missing"} <= codes(decoded)


@pytest.mark.parametrize(
    ("dtm", "birth"),
    [
        ("329:880304", "1988-03-04"),
        ("329:19880304:102", "1988-03-04"),
        ("329:880300", "1988-03"),
        ("329:880000", "1988"),
        ("329:19880000:102", "1988"),
        ("329:380721", "1938-07-21"),
        ("329:260916", "2026-09-16"),
        ("329:260917", "1926-09-17"),
        ("329:881332", ""),
        ("329:", ""),
    ],
)
def test_births(dtm: str, birth: str) -> None:
    assert message_of(paxlst(person(f"DTM+{dtm}'"))).travellers[0].birth == birth


@pytest.mark.parametrize(
    ("segments", "pieces", "weight", "tags"),
    [
        (("MEA+CT++:2'", "MEA+WT++KGM:41'", "FTX+BAG+++ZZ999123:2'"), 2, 41.0, ["ZZ999123", "ZZ999124"]),
        (("MEA+CT++2'",), 2, 0.0, [""]),
        (("MEA+CT++:0'", "FTX+BAG+++NULL'"), 0, 0.0, []),
        (("MEA+CT++:1'", "MEA+WT++LBR:50'", "FTX+BAG+++0999123456'"), 1, 50.0, ["0999123456"]),
        (("FTX+BAG+++ZZ999999:2'",), 2, 0.0, ["ZZ999999", "ZZ000000"]),
        (("FTX+BAG+++FDERWEG:4'",), 1, 0.0, ["FDERWEG"]),
    ],
)
def test_bags(segments: tuple[str, ...], pieces: int, weight: float, tags: list[str]) -> None:
    bags = message_of(paxlst(person(*segments))).travellers[0].bags
    assert sum(bag.pieces for bag in bags) == pieces
    assert sum(bag.weight for bag in bags) == weight
    assert [bag.tag for bag in bags] == tags


def test_an_unknown_place_costs_itself_only() -> None:
    decoded = decoded_of(paxlst([*PERSON, "LOC+999+XXX'", "RFF+QQQ:1'"]))
    assert decoded.messages[0].travellers == message_of(paxlst(PERSON)).travellers
    assert {"location.qualifier_unknown", "reference.qualifier_unknown"} <= codes(decoded)


def test_a_count_that_differs_is_said_and_the_list_not_complete() -> None:
    decoded = decoded_of(paxlst(PERSON, total=47))
    assert "count.travellers" in codes(decoded)
    assert not decoded.messages[0].complete
    assert message_of(paxlst(PERSON)).complete


def test_two_entries_of_one_person_become_one_with_both_documents() -> None:
    other = [*PERSON[:9], "DOC+I:110:ZZZ+ZZ0000009'"]
    decoded = decoded_of(paxlst(PERSON, other, total=1))
    one = decoded.messages[0].travellers
    assert len(one) == 1
    assert [document.number for document in one[0].documents] == ["ZZ0000001", "ZZ0000009"]
    assert "traveller.duplicated" in codes(decoded)


def test_namesakes_are_not_merged() -> None:
    twin = ["NAD+FL+++ALMEIDA:CARLA'", "DTM+329:880304'"]
    assert len(message_of(paxlst(twin, twin)).travellers) == 2


@pytest.mark.parametrize(
    ("nad", "kind"), [("FL", ""), ("FM", "crew"), ("DDU", "transit"), ("DDT", "transit-crew"), ("QQ", "")]
)
def test_roles(nad: str, kind: str) -> None:
    decoded = decoded_of(paxlst([f"NAD+{nad}+++ALMEIDA:CARLA'"]))
    assert decoded.messages[0].travellers[0].kind == kind
    assert ("traveller.role_unknown" in codes(decoded)) == (nad == "QQ")


def test_crew_lists_with_duties() -> None:
    message = message_of(paxlst(["NAD+FM+++ALMEIDA:CARLA'", "EMP+1+CR1:110:111'"], bgm="250+C"))
    assert (message.document_code, message.document_identifier) == ("250", "C")
    assert (message.travellers[0].kind, message.travellers[0].crew_duty) == ("crew", "CR1")


@pytest.mark.parametrize(("identifier", "boarded"), [("CLOB", "yes"), ("CLNB", "no"), ("CL", "")])
def test_close_out(identifier: str, boarded: str) -> None:
    message = message_of(
        paxlst(["NAD+ZZZ'", "RFF+AVF:K7PLM2'", "RFF+ABO:ZZ41700057'"], bgm=f"266+{identifier}")
    )
    one = message.travellers[0]
    assert (one.boarded, one.unique_reference, one.name.received) == (boarded, "ZZ41700057", "")
    assert message.complete is (identifier == "CLOB")


@pytest.mark.parametrize("identifier", ["CP", "XR", "RP"])
def test_changes_and_cancellations_are_never_complete(identifier: str) -> None:
    message = message_of(paxlst(PERSON, bgm=f"745+{identifier}"))
    assert (message.function, message.complete) == (identifier, False)


def test_a_cancelled_flight_needs_nobody() -> None:
    text = paxlst(bgm="266+XF").replace("CNT+42:0'\r\n", "").replace("UNT+9", "UNT+8")
    decoded = decoded_of(text)
    assert decoded.messages[0].function == "XF"
    assert codes(decoded) == set()


@pytest.mark.parametrize(
    ("bgm", "leg"),
    [("10", ("TDT+11+VOY1'",)), ("745", ("TDT+10+TRUCK1'", "LOC+125+ABC'")), ("85", PAXLST_LEG)],
)
def test_lists_of_other_modes_are_refused_politely(bgm: str, leg: tuple[str, ...]) -> None:
    decoded = decoded_of(paxlst(PERSON, bgm=bgm, leg=leg))
    assert "message.not_air" in codes(decoded)
    assert decoded.messages[0].travellers == ()


@pytest.mark.parametrize(
    ("tdt", "carrier", "number", "suffix"),
    [
        ("TDT+20+ZZ417+++ZZ", "ZZ", "417", ""),
        ("TDT+20+ZZ0417A+++ZZ", "ZZ", "417", "A"),
        ("TDT+20+ZZ417", "ZZ", "417", ""),
        ("TDT+20+9W0021", "9W", "21", ""),
        ("TDT+20+ZZX417", "ZZX", "417", ""),
        ("TDT+20+0417", "", "417", ""),
        ("TDT+20+ZX877+++XZ", "XZ", "877", ""),
    ],
)
def test_flight_numbers(tdt: str, carrier: str, number: str, suffix: str) -> None:
    leg = message_of(paxlst(PERSON, leg=(f"{tdt}'", *PAXLST_LEG[1:]))).legs[0]
    assert (leg.carrier, leg.number, leg.suffix) == (carrier, number, suffix)


def test_a_progressive_flight_names_its_border_leg() -> None:
    leg = (
        "TDT+20+ZZ417'",
        "LOC+92+SSA'",
        "DTM+189:2609152100:201'",
        "LOC+92+GRU'",
        "DTM+232:2609152300:201'",
        *PAXLST_LEG,
    )
    message = message_of(paxlst(PERSON, leg=leg))
    assert [(one.origin, one.destination) for one in message.legs] == [("SSA", "GRU"), ("GRU", "LFW")]
    assert message.border == 1


def test_three_points_under_one_flight_are_two_legs() -> None:
    leg = (
        "TDT+20+ZZ417'",
        "LOC+125+GRU'",
        "DTM+189:2609160115:201'",
        "LOC+87+LFW'",
        "DTM+232:2609161240:201'",
        "LOC+92+ACC'",
        "DTM+232:2609161420:201'",
    )
    message = message_of(paxlst(PERSON, leg=leg))
    assert [(one.origin, one.destination) for one in message.legs] == [("GRU", "LFW"), ("LFW", "ACC")]
    assert message.border == 0


@pytest.mark.parametrize(
    "value", ["189:2609160115:201", "189:202609160115:203", "189:260916 0115:201", "189:2609160115"]
)
def test_scheduled_times(value: str) -> None:
    leg = (PAXLST_LEG[0], PAXLST_LEG[1], f"DTM+{value}'", *PAXLST_LEG[3:])
    assert message_of(paxlst(PERSON, leg=leg)).legs[0].departure == "2026-09-16T01:15"


@pytest.mark.parametrize("name", ["ALMEIDA:CARLA:BEATRIZ", "SUKARNO", "ALMEIDA:CARLA:", ":CARLA"])
def test_names_of_one_to_three_parts(name: str) -> None:
    one = message_of(paxlst([f"NAD+FL+++{name}'"])).travellers[0]
    assert one.name.surname or one.name.given


def test_an_address_and_a_birth_place() -> None:
    segments = [
        "NAD+FL+++ALMEIDA:CARLA+RUA FICTICIA 10+SAO PAULO+SP+01000+BRA'",
        "LOC+180+BRA+:::RECIFE+:::PE'",
        "COM+551199999999:TE+CARLA//MAIL.EXAMPLE:EM'",
    ]
    one = message_of(paxlst(segments)).travellers[0]
    assert (one.addresses[0].city, one.addresses[0].postcode, one.residence) == ("SAO PAULO", "01000", "BRA")
    assert one.birth_place == "RECIFE PE BRA"
    assert [contact.value for contact in one.contacts] == ["551199999999", "CARLA@MAIL.EXAMPLE"]


# teletype lists and APP lines

PNL = """QU LFWPIXH
.GRURMZZ 141200
PNL
ZZ417/16SEP GRU PART1
-LFW003Y
2ALMEIDA/CARLAMRS/PEDROMR .L/K7PLM2
.R/DOCS HK1/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA
.R/DOCS HK1/P/UTO/ZZ0000003/UTO/04MAR86/M/11JAN31/ALMEIDA/PEDRO
.R/TKNE HK1 9991234567890/1-1ALMEIDA/PEDROMR
1OKORO/DAVIDMR
.L/M2XXA9
ENDPNL
"""


def test_a_name_list_gives_bookings_by_locator() -> None:
    decoded = read(PNL.encode(), received=date(2026, 9, 15))
    assert decoded.kind == "pnl"
    message = decoded.messages[0]
    assert message.legs[0].departure == "2026-09-16"
    assert [(one.locators[0].code, len(one.travellers)) for one in message.bookings] == [
        ("K7PLM2", 2),
        ("M2XXA9", 1),
    ]
    carla, pedro = message.bookings[0].travellers
    assert (carla.name.given, carla.name.title, carla.documents[0].number) == ("CARLA", "MRS", "ZZ0000001")
    assert (pedro.documents[0].number, pedro.tickets[0].number) == ("ZZ0000003", "9991234567890")
    assert message.complete


def test_a_name_lists_year_stays_unknown_unless_said() -> None:
    decoded = read(PNL.encode())
    assert decoded.messages[0].legs[0].departure == ""
    assert "list.date_unresolved" in codes(decoded)


def test_a_name_list_that_breaks_off_is_not_complete() -> None:
    decoded = read(PNL.replace("ENDPNL\n", "").replace("003Y", "007Y").encode())
    assert not decoded.messages[0].complete
    assert {"list.end_missing", "list.count"} <= codes(decoded)


def test_a_deletion_list_cancels() -> None:
    text = "ADL\nZZ417/16SEP GRU PART1\n-LFW001Y\nDEL\n1OKORO/DAVIDMR .L/M2XXA9\nENDADL\n"
    message = read(text.encode(), received=date(2026, 9, 15)).messages[0]
    assert message.bookings[0].cancelled
    assert not message.complete


def test_app_lines() -> None:
    request = (
        "\x02CIRQ:000123/UTOPIA/N//21/INT/8/S/ZZ417/GRU/LFW/20260916/011500/20260916/124000/"
        "PRQ/22/1/P/UTO/UTO/ZZ0000001//P/20310111////ALMEIDA/CARLA/19880304/F///N/N////\x03"
    )
    message = read(request.encode()).messages[0]
    assert message.legs[0].departure == "2026-09-16T01:15"
    assert (message.travellers[0].name.surname, message.travellers[0].birth) == ("ALMEIDA", "1988-03-04")
    answer = (
        "CIRS:000123/PRS/27/001/ZZ/P/UTO/UTO/ZZ0000001//P//20310111////ALMEIDA/CARLA/19880304/F//"
        "8502/D/1/////////"
    )
    response = read(answer.encode()).messages[0].responses[0]
    assert (response.code, response.status, response.letter) == ("8502", "no_board", "D")


def test_a_us_list_of_the_older_dialect() -> None:
    text = (
        "UNA:+.? 'UNB+UNOA:1+ZZ:NZ+USCS:US+260916:2359+1++CEDIPAX'UNH+1+PAXLST:001:000:ZZ'"
        "CTA+IC+:OPS'TDT++ZZ417+40+ZZ'"
        "LOC+005+BRGRU:50'DTM+136+260916+0115+M05'LOC+008+TGLFW:50'DTM+132+260916+1240+M05'UNS+D'"
        "PDT+P/ZZ0000001:310111:UT+ALMEIDA:CARLA:B:880304:F+PAX+BRGRU:TGLFW'UNT+10+1'UNZ+1+1'"
    )
    message = message_of(text)
    one, leg = message.travellers[0], message.legs[0]
    assert (leg.origin, leg.destination, leg.departure) == ("GRU", "LFW", "2026-09-16T01:15")
    assert (one.name.surname, one.birth, one.documents[0].expiry) == ("ALMEIDA", "1988-03-04", "2031-01-11")

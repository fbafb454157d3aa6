"""Whatever stands in a remark or a service, only closed shapes come out of the gate."""

from __future__ import annotations

import re

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from pnr.gate import admit
from pnr.model.booking import Booking, Change, Payment, Remark, Service
from pnr.model.traveller import Name, Traveller
from pnr.sensitive import Class, admits_service

BASE = Booking(
    travellers=(
        Traveller(reference="1", name=Name(surname="ALMEIDA", given="CARLA", received="ALMEIDA/CARLA")),
    ),
    payments=(Payment(form="CC", number="1111"),),
)
PHONE = re.compile(r"\+?\d{6,15}")
EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9.-]+", re.ASCII)
PIECES = st.sampled_from(
    [
        "CTCM ",
        "TEL +381 60 123 4567",
        "4111 1111 1111 1111",
        "TKT 9991234567890",
        "A..B//EXAMPLE.ORG",
        "UM08 ",
        "WCHR ",
        "KOSHER",
        "ХАЏИЈА",
        "??",
        "\r\n",
        "'",
        "XXXXXXXXXXXX4444",
        "999-1234567890",
        "KSML/",
        "a@b.example",
    ]
)
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=8).map("".join)
CODE = st.one_of(
    st.sampled_from(["OTHS", "UMNR", "XBAG", "WCHR", "KSML", "PCTC", "ZZZZ", "DOCS"]), st.text(max_size=6)
)


@given(
    texts=st.lists(TEXT, max_size=4),
    services=st.lists(st.tuples(CODE, TEXT), max_size=4),
    group=TEXT,
    value=TEXT,
)
@example(texts=["CTCM 00381601234567 DEAF"], services=[("OTHS", "KOSHER")], group="HAJJ", value="WCHR")
def test_only_closed_shapes_come_out(
    texts: list[str], services: list[tuple[str, str]], group: str, value: str
) -> None:
    sent = msgspec.structs.replace(
        BASE,
        remarks=tuple(Remark("OSI", text) for text in texts),
        services=tuple(Service(code=code, text=text) for code, text in services),
        changes=(
            Change(act="added", subject="remark", value=value),
            Change(act="added", subject="service", value=value),
        ),
        group=group,
    )
    kept = admit(sent)
    booking = kept.booking
    assert booking.remarks == ()
    assert booking.group in {"", "group"}
    for service in booking.services:
        assert admits_service(service.code)
        assert re.fullmatch(r"|UM\d\d", service.text)
    for contact in booking.contacts:
        assert (PHONE if contact.kind == "phone" else EMAIL).fullmatch(contact.value)
        assert contact.received == ""
    for payment in booking.payments[1:]:
        assert re.fullmatch(r"\d{4}", payment.number)
        assert msgspec.structs.replace(payment, number="") == Payment(form="CC")
    for ticket in booking.travellers[0].tickets:
        assert re.fullmatch(r"\d{13}", ticket.number)
    assert booking.changes[0].value == ""
    assert booking.changes[1].value == "" or admits_service(booking.changes[1].value)
    everything_else = msgspec.structs.replace(
        booking,
        contacts=(),
        payments=BASE.payments,
        services=(),
        changes=(),
        group="",
        travellers=BASE.travellers,
    )
    assert everything_else == BASE
    assert set(kept.dropped) <= set(Class)
    assert admit(booking).booking == booking


@given(st.text(max_size=40))
def test_no_text_makes_a_name_disappear(name: str) -> None:
    sent = Booking(travellers=(Traveller(name=Name(surname=name, given="CARLA", received=f"{name}/CARLA")),))
    assert admit(sent).booking.travellers[0].name.surname == name

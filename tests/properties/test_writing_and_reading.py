"""Reading what we wrote gives the same records, in any dialect, wrapped anywhere, in any number of parts."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pnr.model.booking import Booking, Response
from pnr.model.traveller import Traveller
from pnr.reading import read
from pnr.wire.chain import chain, join
from pnr.wire.edifact import Dialect, canonical, elements, spans
from pnr.wire.slices import changed, slices
from pnr.wire.write_paxlst import Listing, write_paxlst
from pnr.wire.write_pnrgov import Style, write_chain, write_pnrgov
from pnr.wire.write_replies import write_ackres, write_cusres, write_govreq
from pnr.wire.writer import Outgoing, encode, segment
from tests.builders.bookings import LEG, bookings, texts, travellers

ENVELOPE = Outgoing(
    "ZZ", "XXPIU", datetime(2026, 9, 15, 22, 13, tzinfo=UTC), "00004711", access_reference="ZZ0417"
)
DIALECTS = (
    Dialect(),
    Dialect(release=0x5C),
    Dialect(component=0x3A, element=0x2D, terminator=0x2A),
    Dialect(component=0x3A, element=0x2A, terminator=0x23),
    Dialect(component=0x1F, element=0x1D, terminator=0x1C),
)


@given(
    st.lists(bookings(), max_size=4),
    st.sampled_from(DIALECTS),
    st.sampled_from(["tra", "pair"]),
    st.booleans(),
)
def test_bookings_come_back(some: list[Booking], dialect: Dialect, codeshare: str, newlines: bool) -> None:
    envelope = msgspec_replace(newlines)
    data = write_pnrgov(LEG, some, envelope, style=Style(codeshare=codeshare), dialect=dialect)
    decoded = read(data)
    assert [one.code for one in decoded.every_finding] == []
    message = decoded.messages[0]
    assert message.legs == (LEG,)
    assert list(message.bookings) == some
    assert message.complete


def msgspec_replace(newlines: bool) -> Outgoing:
    return Outgoing(
        ENVELOPE.sender, ENVELOPE.recipient, ENVELOPE.prepared, ENVELOPE.reference, newlines=newlines
    )


@given(st.lists(bookings(), min_size=1, max_size=3), st.integers(1, 80))
def test_a_hard_wrap_at_any_width_changes_nothing(some: list[Booking], width: int) -> None:
    data = write_pnrgov(LEG, some, msgspec_replace(newlines=False))
    una, rest = data[:9], data[9:]
    wrapped = una + b"\r\n".join(rest[at : at + width] for at in range(0, len(rest), width))
    assert list(read(wrapped).messages[0].bookings) == some


@given(st.lists(bookings(), min_size=2, max_size=6), st.integers(1, 3), st.randoms(use_true_random=False))
def test_parts_in_any_order_make_the_whole_push(
    some: list[Booking], per_part: int, order: random.Random
) -> None:
    parts = [read(data).messages[0] for data in write_chain(LEG, some, ENVELOPE, per_part=per_part)]
    if len(parts) == 1:
        return
    assert not any(part.complete for part in parts)
    order.shuffle(parts)
    whole = join([*parts, parts[0]])
    assert whole is not None
    assert sorted(msgspec.json.encode(one) for one in whole.bookings) == sorted(
        msgspec.json.encode(one) for one in some
    )
    assert whole.complete
    if len(parts) > 2:
        middle = [part for part in parts if part.part != "02"]
        broken = chain(middle)
        assert broken is not None
        assert broken.missing == (2,)
        lost = join(middle)
        assert lost is not None
        assert not lost.complete


@given(st.lists(travellers("", "K7PLM2"), max_size=4, unique_by=lambda one: one.unique_reference))
def test_lists_come_back(some: list[Traveller]) -> None:
    wanted = [listed(one) for one in some]
    decoded = read(write_paxlst([LEG], wanted, ENVELOPE, Listing(transaction="T1", contact="ZZ OPS")))
    assert [one.code for one in decoded.every_finding] == []
    message = decoded.messages[0]
    assert message.legs == (LEG,)
    assert list(message.travellers) == wanted
    assert (message.transaction_reference, message.contact) == ("T1", "ZZ OPS")


def listed(one: Traveller) -> Traveller:
    """Return the traveller as a passenger list can say it."""
    documents = tuple(
        msgspec.structs.replace(document, nationality="", birth="", sex="", name=type(document.name)())
        for document in one.documents
    )
    seats = tuple(msgspec.structs.replace(seat, cabin="", origin="api") for seat in one.seats)
    bags = tuple(msgspec.structs.replace(bag, destination="") for bag in one.bags)
    tickets = tuple(type(ticket)(ticket.number, "T", coupon="1") for ticket in one.tickets)
    contacts = tuple(
        msgspec.structs.replace(contact, origin="COM", received=contact.value) for contact in one.contacts
    )
    return msgspec.structs.replace(
        one, reference="", kind="", other_names=(), documents=documents, seats=seats, bags=bags,
        tickets=tickets, contacts=contacts, frequent_flyers=(), check_ins=(), locators=("K7PLM2",),
        embarkation="GRU", debarkation="LFW",
    )  # fmt: skip


@given(st.lists(texts, min_size=1, max_size=5), st.sampled_from(DIALECTS))
def test_any_text_survives_any_dialect(some: list[str], dialect: Dialect) -> None:
    data = encode([segment("IFT", ["4", "28"], *some)], dialect, newlines=False)
    read_back = elements(canonical(data, dialect).decode().rstrip("\x1c"))
    assert [element[0] for element in read_back[2:]] == some
    assert list(spans(data, dialect)) == [(0, len(data))]


@given(st.lists(bookings(), min_size=1, max_size=4), st.data())
def test_unchanged_bookings_are_skipped_and_changed_ones_read(
    some: list[Booking], data: st.DataObject
) -> None:
    raw = write_pnrgov(LEG, some, ENVELOPE)
    cut = slices(raw)
    assert cut is not None
    assert len(cut.bookings) == len(some)
    assert b"".join((cut.head, *[raw[one.start : one.end] for one in cut.bookings], cut.tail)) == raw
    known = data.draw(st.sets(st.sampled_from([one.digest for one in cut.bookings])))
    rest = changed(raw, known)
    assert rest is not None
    expected = [one for one, piece in zip(some, cut.bookings, strict=True) if piece.digest not in known]
    assert list(read(rest[0]).messages[0].bookings) == expected
    assert rest[1] == len(some) - len(expected)


@pytest.mark.parametrize(
    "raw", [b"", b"UNA:-.? *UNB-IATA:1*", b"UNB+IATA:1+ZZ'UNH+1+PAXLST:D:05B'SRC'UNT+1+1'"]
)
def test_what_cannot_be_cut_is_not_cut(raw: bytes) -> None:
    assert slices(raw) is None
    assert changed(raw, frozenset()) is None


def test_a_released_trigger_is_no_boundary() -> None:
    raw = b"UNB+IATA:1+ZZ'UNH+1+PNRGOV:15:1:IA'SRC'IFT+4:28+A?'SRC'LTS+B??'SRC'UNT+5+1'"
    cut = slices(raw)
    assert cut is not None
    assert len(cut.bookings) == 2


def test_replies_come_back() -> None:
    answers = [
        Response("ZZ41700023", "K7PLM2", "0Z", "OK TO BOARD", "traveller", "ok"),
        Response("ZZ41700024", "K7PLM2", "2Z", "ADDITIONAL CHECK", "traveller", "advisory"),
        Response("", "", "914", "BIRTH DATE MISSING", "header", "error"),
    ]
    message = read(write_cusres(ENVELOPE, [LEG, LEG], answers, transaction="0000417A")).messages[0]
    assert list(message.responses) == answers
    assert message.legs == (LEG, LEG)
    assert (message.document_code, message.transaction_reference) == ("962", "0000417A")
    refused = read(write_ackres(ENVELOPE, ["103"])).messages[0]
    assert [one.code for one in refused.responses] == ["103"]
    assert read(write_ackres(ENVELOPE)).messages[0].responses == ()
    wanted = read(write_govreq(ENVELOPE, LEG, "K7PLM2")).messages[0]
    assert (wanted.type, wanted.legs[0].number, wanted.responses[0].locator) == ("GOVREQ", "417", "K7PLM2")

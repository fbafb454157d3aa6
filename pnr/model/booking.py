"""A booking (PNR) with payment, agency, services and remarks; and the message that brought it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import Address, Contact, Document, Name, Traveller
from pnr.quality import Finding
from retention.tiers import Kept, Tier

_PAYMENT = Kept(Tier.ID, 6)


class Locator(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A record locator and the system that gave it. `created` is UTC, ISO to the minute."""

    company: Annotated[str, Kept(Tier.OP, 1)] = ""
    code: Annotated[str, Kept(Tier.ID, 1)] = ""
    kind: Annotated[str, Kept(Tier.OP, 1)] = ""  # C: given at check-in, no reservation known
    created: Annotated[str, Kept(Tier.OP, 2)] = ""


class Agency(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who made the booking: system, IATA agency number, office, place; the agent's sign is `ID`."""

    system: Annotated[str, Kept(Tier.OP, 9)] = ""
    system_city: Annotated[str, Kept(Tier.OP, 9)] = ""
    iata_code: Annotated[str, Kept(Tier.OP, 9)] = ""
    office: Annotated[str, Kept(Tier.OP, 9)] = ""
    city: Annotated[str, Kept(Tier.OP, 9)] = ""
    country: Annotated[str, Kept(Tier.OP, 9)] = ""
    currency: Annotated[str, Kept(Tier.OP, 9)] = ""
    kind: Annotated[str, Kept(Tier.OP, 9)] = ""  # A airline, T travel agency
    agent: Annotated[str, Kept(Tier.ID, 9)] = ""


class Payment(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One form of payment of one ticket.

    `number` is what the message holds until the gate replaces it by its last four digits; `payer` is the
    sponsor of IFT 4:43. `form`, `amount` and `currency` stay usable after masking.
    """

    form: Annotated[str, Kept(Tier.OP, 6)] = ""  # CC, CA, MS …
    vendor: Annotated[str, _PAYMENT] = ""
    number: Annotated[str, _PAYMENT] = ""
    expiry: Annotated[str, _PAYMENT] = ""
    amount: Annotated[str, Kept(Tier.OP, 6)] = ""
    currency: Annotated[str, Kept(Tier.OP, 6)] = ""
    payer: Annotated[str, _PAYMENT] = ""
    payer_address: Annotated[str, _PAYMENT] = ""
    payer_phone: Annotated[str, _PAYMENT] = ""
    ticket: Annotated[str, _PAYMENT] = ""  # number of the ticket it paid
    traveller: Annotated[str, Kept(Tier.ID, 0)] = ""  # reference of the traveller it was sent under


class Service(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A special service (SSR). Only codes on the gate's allow-list survive it, and never their free text."""

    code: Annotated[str, Kept(Tier.ID, 12)] = ""
    status: Annotated[str, Kept(Tier.OP, 10)] = ""
    carrier: Annotated[str, Kept(Tier.OP, 7)] = ""
    leg: Annotated[str, Kept(Tier.OP, 7)] = ""
    travellers: Annotated[tuple[str, ...], Kept(Tier.ID, 12)] = ()
    text: Annotated[str, Kept(Tier.ID, 12)] = ""


class Remark(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Free text (OSI, IFT, LTS): in memory only. The gate takes what it may and drops every one."""

    kind: Annotated[str, Kept(Tier.ID, 12)] = ""
    text: Annotated[str, Kept(Tier.ID, 12)] = ""


class Split(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A booking this one was divided from or into."""

    locator: Annotated[str, Kept(Tier.ID, 11)] = ""
    company: Annotated[str, Kept(Tier.OP, 11)] = ""
    travellers: Annotated[int, Kept(Tier.ID, 17)] = 0


class Change(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One line of a booking's history (groups 10-12): when, added or cancelled, what kind of thing."""

    at: Annotated[str, Kept(Tier.OP, 19)] = ""
    act: Annotated[str, Kept(Tier.OP, 19)] = ""  # added, cancelled
    subject: Annotated[str, Kept(Tier.OP, 19)] = ""  # name, service, remark, bag, flight
    value: Annotated[str, Kept(Tier.ID, 19)] = ""
    agent: Annotated[str, Kept(Tier.ID, 9)] = ""


class Booking(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything one push says about one booking; or one traveller of a passenger list or manifest.

    `source`: pnr, api, manifest. `cancelled` means the message says the booking no longer holds a seat on
    this flight (RCI with an empty ORG). `party` is the number of persons the message announces, which may
    exceed the travellers it names (groups without names).
    """

    source: Annotated[str, Kept(Tier.OP, 0)] = "pnr"
    locators: tuple[Locator, ...] = ()
    created: Annotated[str, Kept(Tier.OP, 2)] = ""
    changed: Annotated[str, Kept(Tier.OP, 2)] = ""  # last transaction, UTC (DAT 700)
    ticketed: Annotated[str, Kept(Tier.OP, 2)] = ""
    agency: Agency = Agency()
    travellers: tuple[Traveller, ...] = ()
    party: Annotated[int, Kept(Tier.ID, 17)] = 0
    group: Annotated[str, Kept(Tier.ID, 4)] = ""
    itinerary: tuple[ItineraryLeg, ...] = ()
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    payments: tuple[Payment, ...] = ()
    services: tuple[Service, ...] = ()
    remarks: tuple[Remark, ...] = ()
    splits: tuple[Split, ...] = ()
    changes: tuple[Change, ...] = ()
    cancelled: Annotated[bool, Kept(Tier.OP, 10)] = False
    documents: tuple[Document, ...] = ()  # those no traveller of the booking could be given
    excess: Annotated[str, Kept(Tier.OP, 16)] = ""  # excess baggage paid for, as sent: "4 PIECES 40.00 GBP"
    card_tokens: Annotated[tuple[int, ...], _PAYMENT] = ()  # of the month the booking was stored in


class Response(msgspec.Struct, frozen=True, gc=False):
    """A government's answer about one traveller (CUSRES, APPS): never stored, shown by decode."""

    reference: str = ""
    locator: str = ""
    code: str = ""
    text: str = ""
    level: str = ""  # header: about the whole request; traveller: about one person
    status: str = ""  # ok, no_board, advisory, insufficient, accepted, rejected, error, unknown
    name: Name = Name()
    letter: str = ""  # status letter of APPS (B, D, X, U, I, T, E)


class Message(msgspec.Struct, frozen=True, gc=False):
    """One message of an interchange: envelope, the legs it is about, what it carries, what is wrong with it.

    `travellers` is filled by passenger lists, `bookings` by PNRGOV, `responses` by CUSRES. `function` is the
    sender's own code (22 full, 141 update, 745, CLOB …), `complete` says whether absence may be concluded
    from it: a full push or list, all parts here, not truncated.
    """

    type: str = ""
    version: str = ""
    reference: str = ""
    sender: str = ""
    recipient: str = ""
    control_reference: str = ""
    access_reference: str = ""
    prepared: str = ""  # UNB date and time, ISO
    function: str = ""
    document_code: str = ""
    document_identifier: str = ""
    transaction_reference: str = ""
    contact: str = ""
    part: str = ""
    final: bool = True
    complete: bool = True
    test: bool = False
    announced: str = ""  # EQN of PNRGOV, CNT of PAXLST
    legs: tuple[FlightLeg, ...] = ()
    bookings: tuple[Booking, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    responses: tuple[Response, ...] = ()
    findings: tuple[Finding, ...] = ()
    start: int = 0  # byte span in the input
    end: int = 0
    closed: bool = True  # has its trailer; False: the text may be cut
    digest: str = ""  # SHA-256 of the business payload: equal for a re-sent message under a new envelope
    application: str = ""  # UNB 0026: PNRGOV, APIS, IAPI …
    border: int = 0  # which of `legs` crosses the border (LOC 125, 87)

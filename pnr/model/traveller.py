"""A traveller with name, documents and contacts, as messages give them and as they are meant.

Dates of birth and expiry are partial on purpose: `1984-06-30`, `1984-06` or `1984`, empty when not stated.
Codes are kept as received where they are not in a code table, so nothing is lost to normalisation.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from retention.tiers import Kept, Tier

_NAME = Kept(Tier.ID, 4)
_CONTACT = Kept(Tier.ID, 5)
_FREQUENT_FLYER = Kept(Tier.ID, 8)
_API = Kept(Tier.ID, 18)
_SEAT = Kept(Tier.ID, 14)
_CHECK_IN = Kept(Tier.OP, 10)
_BAG = Kept(Tier.OP, 16)
_BAG_TAG = Kept(Tier.ID, 16)
_TECHNICAL_ID = Kept(Tier.ID, 0)


class Name(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A name as meant (title, suffix and placeholders taken off) and as received (`ALMEIDA/CARLAMRS`)."""

    surname: Annotated[str, _NAME] = ""
    given: Annotated[str, _NAME] = ""
    middle: Annotated[str, _NAME] = ""
    title: Annotated[str, _NAME] = ""
    suffix: Annotated[str, _NAME] = ""  # JR, SR, II
    received: Annotated[str, _NAME] = ""


class Document(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A travel document; `kind` is the code as sent (P, V, I, A, C, AC, IP …), empty when it has none."""

    kind: Annotated[str, _API] = ""
    number: Annotated[str, _API] = ""
    issuer: Annotated[str, _API] = ""
    expiry: Annotated[str, _API] = ""
    issued: Annotated[str, _API] = ""
    issued_at: Annotated[str, _API] = ""
    nationality: Annotated[str, _API] = ""
    birth: Annotated[str, _API] = ""
    sex: Annotated[str, _API] = ""  # M F X U; MI, FI for infants as sent
    name: Name = Name()


class Contact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A way to reach someone. `kind`: phone, email. `whose`: traveller, agency, emergency, payer."""

    kind: Annotated[str, _CONTACT] = ""
    value: Annotated[str, _CONTACT] = ""  # e-mail decoded (`//` is `@`), phone as digits with a leading +
    whose: Annotated[str, _CONTACT] = ""
    origin: Annotated[str, _CONTACT] = ""  # CTCM, CTCE, ADD, COM … where it was read
    received: Annotated[str, _CONTACT] = ""


class Address(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A postal address. `kind`: contact, residence, destination, birth, billing, as sent otherwise."""

    kind: Annotated[str, _CONTACT] = ""
    street: Annotated[str, _CONTACT] = ""
    city: Annotated[str, _CONTACT] = ""
    region: Annotated[str, _CONTACT] = ""
    postcode: Annotated[str, _CONTACT] = ""
    country: Annotated[str, _CONTACT] = ""


class FrequentFlyer(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A loyalty card: airline, number, tier (all `ID`: Art. 12(2)(d))."""

    airline: Annotated[str, _FREQUENT_FLYER] = ""
    number: Annotated[str, _FREQUENT_FLYER] = ""
    status: Annotated[str, _FREQUENT_FLYER] = ""


class Seat(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A seat on one leg. `number` without leading zeros (`24A`). `origin`: checkin, ssr, api."""

    number: Annotated[str, _SEAT] = ""
    cabin: Annotated[str, Kept(Tier.OP, 14)] = ""
    leg: Annotated[str, Kept(Tier.OP, 14)] = ""  # "GRU-LFW", empty when the message does not say
    origin: Annotated[str, Kept(Tier.OP, 14)] = ""


class Bag(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One checked bag, or one announced count when no tag is known (`pieces` > 1 then)."""

    tag: Annotated[str, _BAG_TAG] = ""
    pieces: Annotated[int, _BAG] = 0
    weight: Annotated[float, _BAG] = 0.0  # total of `pieces`
    unit: Annotated[str, _BAG] = ""  # kg, lb
    destination: Annotated[str, _BAG] = ""
    pool: Annotated[str, _BAG] = ""  # head, member
    leg: Annotated[str, _BAG] = ""


class CheckIn(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A check-in event on one leg. `at` is ISO, with `Z` where the message says UTC."""

    leg: Annotated[str, _CHECK_IN] = ""
    at: Annotated[str, _CHECK_IN] = ""
    sequence: Annotated[str, _CHECK_IN] = ""
    agent: Annotated[str, Kept(Tier.ID, 9)] = ""


class Ticket(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A ticket: number (`ID`), what it cost, how it was priced."""

    number: Annotated[str, Kept(Tier.ID, 13)] = ""
    kind: Annotated[str, Kept(Tier.OP, 13)] = ""
    issued: Annotated[str, Kept(Tier.OP, 13)] = ""
    booklets: Annotated[int, Kept(Tier.OP, 13)] = 1
    base: Annotated[str, Kept(Tier.OP, 13)] = ""  # decimal text, as sent
    total: Annotated[str, Kept(Tier.OP, 13)] = ""
    currency: Annotated[str, Kept(Tier.OP, 13)] = ""
    fare_basis: Annotated[str, Kept(Tier.OP, 13)] = ""
    fare_calculation: Annotated[str, Kept(Tier.OP, 13)] = ""
    coupon: Annotated[str, Kept(Tier.OP, 13)] = ""
    taxes: Annotated[tuple[str, ...], Kept(Tier.OP, 13)] = ()  # "320.40 BRL BR"


class Traveller(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One person of a booking or of a passenger list.

    `kind`: adult, child, infant, crew, transit, transit-crew; empty when not stated. `reference` is the
    sender's own reference inside the message (TIF), `unique_reference` the one stable across messages
    (REF in PNRGOV, RFF ABO in PAXLST). Birth, sex and nationality are the best known of all sources in the
    message; `documents` keep each source's own.
    """

    reference: Annotated[str, _TECHNICAL_ID] = ""
    unique_reference: Annotated[str, _TECHNICAL_ID] = ""
    kind: Annotated[str, Kept(Tier.ID, 4)] = ""
    name: Name = Name()
    other_names: tuple[Name, ...] = ()  # the same person as TIF, DOCS or history spell it
    birth: Annotated[str, _API] = ""
    sex: Annotated[str, _API] = ""
    nationality: Annotated[str, _API] = ""
    residence: Annotated[str, _API] = ""
    birth_place: Annotated[str, _API] = ""
    documents: tuple[Document, ...] = ()
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    frequent_flyers: tuple[FrequentFlyer, ...] = ()
    seats: tuple[Seat, ...] = ()
    bags: tuple[Bag, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    locators: Annotated[tuple[str, ...], Kept(Tier.ID, 1)] = ()  # RFF AVF of a passenger list
    embarkation: Annotated[str, Kept(Tier.OP, 7)] = ""
    debarkation: Annotated[str, Kept(Tier.OP, 7)] = ""
    clearance: Annotated[str, Kept(Tier.OP, 7)] = ""
    boarded: Annotated[str, _CHECK_IN] = ""  # yes, no, empty: not stated
    accompanied_by_infant: Annotated[bool, Kept(Tier.ID, 17)] = False
    customer_reference: Annotated[str, _FREQUENT_FLYER] = ""
    government_reference: Annotated[str, _API] = ""
    verified: Annotated[str, Kept(Tier.ID, 18)] = ""  # GEI 173 verified, 174 not
    crew_duty: Annotated[str, Kept(Tier.ID, 18)] = ""

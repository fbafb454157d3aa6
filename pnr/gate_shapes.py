"""The closed field list of what may be stored: one shape for every text field of a booking.

A field whose value does not have its shape is emptied and counted, a field without an entry is emptied
always: a new field of the model stays out of the store until somebody writes down what may stand in it.

Source: Annex I of Directive (EU) 2016/681, read as in C-817/19: loyalty is status and number only, payment is
how the ticket was paid, API data what heading 18 lists (so no birthplace, no place of issue).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from pnr.model.booking import Agency, Booking, Change, Locator, Payment, Service, Split
from pnr.model.flight import ItineraryLeg
from pnr.model.traveller import (
    Address,
    Bag,
    CheckIn,
    Contact,
    Document,
    FrequentFlyer,
    Name,
    Seat,
    Ticket,
    Traveller,
)
from pnr.sensitive import FARE_CLASSES, Class, fare_class, revealed_by

Verdict = tuple[str, Class | None]
Shape = Callable[[str], Verdict]
_DROPPED: Verdict = ("", Class.VALUE)
_LONGEST_TEXT = 140
_LONGEST_NAME = 160


def _like(pattern: str) -> Shape:
    matches = re.compile(pattern, re.ASCII | re.IGNORECASE).fullmatch

    def check(value: str) -> Verdict:
        return (value, None) if matches(value) else _DROPPED

    return check


def _one_of(*values: str) -> Shape:
    allowed = frozenset(values)
    return lambda value: (value, None) if value in allowed else _DROPPED


def never(_: str) -> Verdict:
    """Empty a field that may not be kept at all."""
    return "", Class.BEYOND


def _plain(value: str) -> Verdict:
    """Keep an address line or a payer's name, unless a word of it gives something away."""
    found = revealed_by(value)
    return ("", found) if found else (value[:_LONGEST_TEXT], None)


def _name(value: str) -> Verdict:
    return value[:_LONGEST_NAME], None  # never emptied: a traveller without a name is not screened


def _fare_basis(value: str) -> Verdict:
    found = fare_class(value.upper())
    return ("", found) if found else _FARE_BASIS(value)


def _fare_line(value: str) -> Verdict:
    """Keep the words of a fare calculation that its grammar knows; the rest of the line is free text."""
    found = revealed_by(value)
    if found:
        return "", found
    words = value.upper().split()
    reveals = any(code in value.upper() for code in FARE_CLASSES)
    kept = [word for word in words if _FARE_WORD.fullmatch(word) and not (reveals and fare_class(word))]
    return " ".join(kept), None if len(kept) == len(words) else Class.TEXT


_FARE_BASIS = _like(r"[A-Z0-9]{1,15}(/[A-Z0-9]{1,10})?")
_FARE_AMOUNT = r"\d{1,9}(?:\.\d{1,3})?"
_FARE_TAX = r"[A-Z][A-Z0-9]\d?"
_FARE_WORD = re.compile(
    r"(?:I-)?[A-Z]{3}|[A-Z0-9]{2}|[MRE]|\d{1,2}M|END|(?:[A-Z]{3}/)?[IB]T|X[TF]|PD"
    r"|[XETB]/[A-Z]{3}|(?:[A-Z]{3})?/[-/](?:[A-Z]{3})?"
    rf"|(?:\d{{0,2}}M/?)?(?:[A-Z]{{3}})?{_FARE_AMOUNT}(?:[A-Z][A-Z0-9]{{1,14}})?(?:NUC{_FARE_AMOUNT})?(?:END)?"
    rf"|Q(?:[A-Z]{{6}})?{_FARE_AMOUNT}|NUC{_FARE_AMOUNT}(?:END)?"
    rf"|ROE\d{{1,9}}(?:\.\d{{1,9}})?(?:XT{_FARE_AMOUNT}{_FARE_TAX})?"
    rf"|X[TF](?:[A-Z]{{3}})?{_FARE_AMOUNT}(?:{_FARE_TAX})?|{_FARE_AMOUNT}{_FARE_TAX}"
)
_AIRLINE = _like(r"[A-Z0-9]{2,3}")
_PLACE = _like(r"[A-Z]{3,5}")
_FLIGHT_NUMBER = _like(r"[A-Z0-9]{1,8}")
_SUFFIX = _like(r"[A-Z]")
_DATE = _like(r"\d{4}(-\d\d(-\d\d)?)?")
_MOMENT = _like(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
_AMOUNT = _like(r"-?\d{1,12}([.,]\d{1,4})?")
_CURRENCY = _like(r"[A-Z]{3}")
_JURISDICTION = _like(r"[A-Z0-9<]{1,3}")
_CODE = _like(r"[A-Z0-9]{1,6}")
_NUMBER = _like(r"[A-Z0-9][A-Z0-9 ./<-]{0,34}")
_REFERENCE = _like(r"[A-Z0-9][A-Z0-9 ./:_-]{0,34}")
_LEG = _like(r"[A-Z0-9-]{1,16}")
_SEX = _like(r"[MFXU]|[MF]I")
_UNIT = _one_of("kg", "lb")

SHAPES: dict[type[msgspec.Struct], dict[str, Shape]] = {
    Locator: {
        "company": _like(r"[A-Z0-9]{1,4}"),
        "code": _like(r"[A-Z0-9-]{1,20}"),
        "kind": _CODE,
        "created": _MOMENT,
    },
    Agency: {
        "system": _CODE,
        "system_city": _PLACE,
        "iata_code": _like(r"[A-Z0-9/ -]{1,12}"),
        "office": _like(r"[A-Z0-9/-]{1,14}"),
        "city": _PLACE,
        "country": _JURISDICTION,
        "currency": _CURRENCY,
        "kind": _CODE,
        "agent": _like(r"[A-Z0-9/*.-]{1,14}"),
    },
    Payment: {
        "form": _CODE,
        "vendor": _CODE,
        "number": _like(r"[A-Z0-9]{1,4}"),
        "expiry": _like(r"[\d/-]{4,7}"),
        "amount": _AMOUNT,
        "currency": _CURRENCY,
        "payer": _plain,
        "payer_address": _plain,
        "payer_phone": never,
        "ticket": _NUMBER,
        "traveller": _REFERENCE,
    },
    Service: {
        "code": _like(r"[A-Z]{4}"),
        "status": _like(r"[A-Z]{2}\d{0,3}"),
        "carrier": _AIRLINE,
        "leg": _LEG,
        "travellers": _REFERENCE,
        "text": _like(r"UM\d\d"),
    },
    Split: {"locator": _like(r"[A-Z0-9-]{1,20}"), "company": _like(r"[A-Z0-9]{1,4}")},
    Change: {
        "at": _MOMENT,
        "act": _one_of("added", "cancelled"),
        "subject": _one_of(
            "name", "service", "remark", "bag", "flight", "seat", "ticket", "document", "contact"
        ),
        "value": _name,
        "agent": _like(r"[A-Z0-9/*.-]{1,14}"),
    },
    ItineraryLeg: {
        "carrier": _AIRLINE,
        "number": _FLIGHT_NUMBER,
        "suffix": _SUFFIX,
        "origin": _PLACE,
        "destination": _PLACE,
        "departure": _MOMENT,
        "arrival": _MOMENT,
        "operating_carrier": _AIRLINE,
        "operating_number": _FLIGHT_NUMBER,
        "booking_class": _like(r"[A-Z0-9]{1,2}"),
        "status": _like(r"[A-Z]{2}\d{0,3}"),
        "kind": _one_of("air", "arnk", "open", "other"),
        "equipment": _like(r"[A-Z0-9]{1,4}"),
    },
    Name: {
        "surname": _name,
        "given": _name,
        "middle": _name,
        "title": _like(r"[A-Z]{1,9}"),
        "suffix": _like(r"[A-Z]{1,3}"),
        "received": _name,
    },
    Document: {
        "kind": _CODE,
        "number": _NUMBER,
        "issuer": _JURISDICTION,
        "expiry": _DATE,
        "issued": never,
        "issued_at": never,
        "nationality": _JURISDICTION,
        "birth": _DATE,
        "sex": _SEX,
    },
    Contact: {
        "kind": _one_of("phone", "email"),
        "value": _like(r"\+?\d{5,15}|[\w.+-]{1,64}@[A-Z0-9.-]{3,190}"),
        "whose": _one_of("traveller", "agency", "guardian"),
        "origin": _like(r"[A-Z0-9 /+:-]{1,12}"),
        "received": never,
    },
    Address: {
        "kind": _like(r"[A-Z0-9 -]{1,20}"),
        "street": _plain,
        "city": _plain,
        "region": _plain,
        "postcode": _like(r"[A-Z0-9 -]{1,12}"),
        "country": _like(r"[A-Z0-9 .()-]{1,40}"),
    },
    FrequentFlyer: {
        "airline": _AIRLINE,
        "number": _like(r"[A-Z0-9 /-]{1,25}"),
        "status": _like(r"[A-Z0-9 /-]{1,20}"),
    },
    Seat: {
        "number": _like(r"\d{1,3}[A-Z]{1,2}|INF|[A-Z]{1,4}"),
        "cabin": _like(r"[A-Z0-9]{1,2}"),
        "leg": _LEG,
        "origin": _one_of("checkin", "ssr", "api", "manifest", "paper"),
    },
    Bag: {
        "tag": _like(r"[A-Z0-9 -]{1,15}"),
        "unit": _UNIT,
        "destination": _PLACE,
        "pool": _one_of("head", "member"),
        "leg": _LEG,
    },
    CheckIn: {
        "leg": _LEG,
        "at": _MOMENT,
        "sequence": _like(r"[A-Z0-9-]{1,12}"),
        "agent": _like(r"[A-Z0-9/*.-]{1,14}"),
    },
    Ticket: {
        "number": _like(r"[A-Z0-9/ -]{1,24}"),
        "kind": _CODE,
        "issued": _MOMENT,
        "base": _AMOUNT,
        "total": _AMOUNT,
        "currency": _CURRENCY,
        "fare_basis": _fare_basis,
        "fare_calculation": _fare_line,
        "coupon": _like(r"[A-Z0-9,/-]{1,12}"),
        "taxes": _like(r"[\d.,]{0,14} ?[A-Z]{0,3} ?[A-Z0-9]{0,3}"),
    },
    Traveller: {
        "reference": _REFERENCE,
        "unique_reference": _REFERENCE,
        "kind": _one_of("adult", "child", "infant", "crew", "transit", "transit-crew"),
        "birth": _DATE,
        "sex": _SEX,
        "nationality": _JURISDICTION,
        "residence": _JURISDICTION,
        "birth_place": never,
        "locators": _like(r"[A-Z0-9-]{1,20}"),
        "embarkation": _PLACE,
        "debarkation": _PLACE,
        "clearance": _PLACE,
        "boarded": _one_of("yes", "no"),
        "customer_reference": _NUMBER,
        "government_reference": _NUMBER,
        "verified": _like(r"[A-Z0-9]{1,10}"),
        "crew_duty": _like(r"[A-Z0-9]{1,4}"),
    },
    Booking: {
        "source": _one_of("pnr", "api", "manifest"),
        "created": _MOMENT,
        "changed": _MOMENT,
        "ticketed": _MOMENT,
        "group": _one_of("group"),
        "excess": _like(r"[\d.]{1,8}( [A-Z]{1,8})?( [\d.]{1,12}( [A-Z]{3})?)?"),
    },
}

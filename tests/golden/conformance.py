"""Maps the checks of other people's example messages (`what`, `at`) to values of our model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from pnr.model.booking import Booking, Message, Payment, Response
from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import Address, Bag, Contact, Document, FrequentFlyer, Name, Ticket, Traveller
from pnr.reading import Decoded

At = Mapping[str, Any]


class Check(msgspec.Struct, frozen=True):
    """One expected value."""

    what: str
    value: Any
    alt: tuple[Any, ...] | None = None
    at: dict[str, Any] | None = None


class Expected(msgspec.Struct, frozen=True):
    """What one example file should give."""

    file: str
    type: str
    outcome: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A check that our reading does not meet."""

    file: str
    what: str
    at: str
    expected: Any
    found: tuple[Any, ...]


def differences(expected: Expected, decoded: Decoded) -> list[Difference]:
    """Return every check of a file that fails."""
    found: list[Difference] = []
    for check in expected.checks:
        values = tuple(values_of(decoded, check.what, check.at or {}))
        accepted = [check.value, *(check.alt or ())]
        if not any(_same(value, wanted) for value in values for wanted in accepted):
            at = " ".join(f"{key}={value}" for key, value in (check.at or {}).items())
            found.append(Difference(expected.file, check.what, at, check.value, values[:8]))
    return found


def _same(value: object, wanted: object) -> bool:
    if isinstance(wanted, str) and isinstance(value, float):
        return f"{value:g}" == wanted
    if isinstance(wanted, str) and isinstance(value, int) and not isinstance(value, bool):
        return str(value) == wanted
    return value == wanted


def values_of(decoded: Decoded, what: str, at: At) -> list[Any]:
    """Return every value our reading has for `what` at the place `at` names."""
    if what == "message.count":
        return [len(decoded.messages)]
    reader = _READERS.get(what)
    if reader is None:
        return [f"no mapping for {what}"]
    found: list[Any] = []
    for message in decoded.messages:
        found.extend(reader(message, at))
    return found


# places


def _bookings(message: Message, at: At) -> Iterable[Booking]:
    for booking in message.bookings:
        if "pnr" not in at or any(one.code == at["pnr"] for one in booking.locators):
            yield booking


def _people(message: Message, at: At) -> list[Traveller]:
    if message.bookings:
        people = [one for booking in _bookings(message, at) for one in booking.travellers]
    else:
        people = list(message.travellers)
    if "pax" in at:
        people = people[at["pax"] : at["pax"] + 1]
    if "pax_ref" in at:
        people = [one for one in people if one.reference == at["pax_ref"]]
    if "doc" in at:
        people = [one for one in people if _holds(one, at["doc"])]
    return people


def _holds(one: Traveller, key: str) -> bool:
    return any(key in {document.number, document.name.surname} for document in one.documents)


def _documents(message: Message, at: At) -> list[Document]:
    documents = [
        document
        for one in _people(message, {**at, "doc": at["doc"]} if "doc" in at else at)
        for document in one.documents
    ]
    if "doc" in at:
        documents = [one for one in documents if at["doc"] in {one.number, one.name.surname}]
    return documents


def _leg(message: Message, at: At) -> list[FlightLeg]:
    at_ = at["leg"] if isinstance(at.get("leg"), int) else message.border
    return list(message.legs[at_ : at_ + 1])


def _itinerary(message: Message, at: At) -> list[ItineraryLeg]:
    legs = [leg for booking in _bookings(message, at) for leg in booking.itinerary if leg.kind != "other"]
    return legs[at["leg"] : at["leg"] + 1] if isinstance(at.get("leg"), int) else legs


def _names(one: Traveller) -> list[Name]:
    return [one.name, *one.other_names]


def _surnames(one: Traveller) -> list[str]:
    return [text for name in _names(one) for text in (name.surname, name.received.partition("/")[0])]


def _givens(one: Traveller) -> list[str]:
    found: list[str] = []
    for name in _names(one):
        received = name.received.partition("/")[2]
        found += [name.given, received, received.partition("/")[0], received.replace("/", " ")]
    return found


def _middles(one: Traveller) -> list[str]:
    return [
        text for name in _names(one) for text in (name.middle, name.received.replace("/", " ").split(" ")[-1])
    ]


_TYPES = {"adult": "A", "child": "C", "infant": "IN", "crew": "crew", "": "A"}


def _payments(message: Message, at: At) -> list[Payment]:
    return [one for booking in _bookings(message, at) for one in booking.payments]


def _contacts(message: Message, at: At) -> list[Contact]:
    found = [one for booking in _bookings(message, at) for one in booking.contacts]
    return found + [one for person in _people(message, at) for one in person.contacts]


def _addresses(message: Message, at: At) -> list[Address]:
    found = [one for booking in _bookings(message, at) for one in booking.addresses]
    return found + [one for person in _people(message, at) for one in person.addresses]


def _bags(message: Message, at: At) -> list[Bag]:
    return [bag for one in _people(message, at) for bag in one.bags]


def _tickets(message: Message, at: At) -> list[Ticket]:
    return [ticket for one in _people(message, at) for ticket in one.tickets]


def _flyers(message: Message, at: At) -> list[FrequentFlyer]:
    return [card for one in _people(message, at) for card in one.frequent_flyers]


def _responses(message: Message, at: At) -> list[Response]:
    return list(message.responses[at["pax"] : at["pax"] + 1]) if "pax" in at else list(message.responses)


def _seats(message: Message, at: At) -> list[str]:
    route = at.get("leg") if isinstance(at.get("leg"), str) else None
    return [
        seat.number
        for one in _people(message, at)
        for seat in one.seats
        if route is None or seat.leg in {route, ""}
    ]


def _locators(message: Message, at: At) -> list[str]:
    if message.bookings:
        return [one.code for booking in _bookings(message, at) for one in booking.locators]
    if message.responses:
        return [one.locator for one in _responses(message, at)]
    return [code for one in _people(message, at) for code in one.locators]


def _created(message: Message, at: At) -> list[str]:
    return [
        text
        for booking in _bookings(message, at)
        for one in booking.locators
        for text in (one.created, booking.created)
    ]


def _totals(message: Message, at: At) -> list[Any]:
    pieces = sum(bag.pieces for bag in _bags(message, at))
    by_leg = {bag.leg for bag in _bags(message, at)}
    return [pieces, *[sum(bag.pieces for bag in _bags(message, at) if bag.leg == leg) for leg in by_leg]]


def _bag_counts(message: Message, at: At) -> list[Any]:
    return [sum(bag.pieces for bag in one.bags) for one in _people(message, at)]


_Reader = Callable[[Message, At], Iterable[Any]]
_READERS: dict[str, _Reader] = {
    "message.type": lambda m, _: [m.type],
    "message.version": lambda m, _: [m.version],
    "message.reference": lambda m, _: [m.reference],
    "message.sender": lambda m, _: [m.sender],
    "message.recipient": lambda m, _: [m.recipient],
    "message.control_reference": lambda m, _: [m.control_reference],
    "message.function": lambda m, _: [m.function],
    "message.document_code": lambda m, _: [m.document_code],
    "message.document_identifier": lambda m, _: [m.document_identifier],
    "message.transaction_reference": lambda m, _: [m.transaction_reference],
    "message.contact": lambda m, _: [m.contact],
    "message.announced_count": lambda m, _: [m.announced],
    "message.part": lambda m, _: [m.part, m.part.lstrip("0")],
    "message.part_final": lambda m, _: [m.final],
    "pnr.count": lambda m, _: [len(m.bookings)],
    "pnr.locator": _locators,
    "pnr.passenger_count": lambda m, at: [len(b.travellers) for b in _bookings(m, at)],
    "pnr.split_locator": lambda m, at: [s.locator for b in _bookings(m, at) for s in b.splits],
    "pnr.creation_time": _created,
    "passenger.count": lambda m, _: [len(m.travellers) or sum(len(b.travellers) for b in m.bookings)],
    "passenger.last_name": lambda m, at: [
        *[text for one in _people(m, at) for text in _surnames(one)],
        *[one.name.surname for one in _responses(m, at)],
    ],
    "passenger.first_name": lambda m, at: [text for one in _people(m, at) for text in _givens(one)],
    "passenger.middle_name": lambda m, at: [text for one in _people(m, at) for text in _middles(one)],
    "passenger.type": lambda m, at: [_TYPES.get(one.kind, one.kind) for one in _people(m, at)],
    "passenger.gender": lambda m, at: [
        *[one.sex for one in _people(m, at)],
        *[one.sex for one in _documents(m, at)],
    ],
    "passenger.date_of_birth": lambda m, at: [
        *[one.birth for one in _people(m, at)],
        *[one.birth for one in _documents(m, at)],
    ],
    "passenger.nationality": lambda m, at: [
        *[one.nationality for one in _people(m, at)],
        *[one.nationality for one in _documents(m, at)],
    ],
    "passenger.residence_country": lambda m, at: [one.residence for one in _people(m, at)],
    "passenger.birth_place": lambda m, at: [one.birth_place for one in _people(m, at)],
    "passenger.embarkation": lambda m, at: [one.embarkation for one in _people(m, at)],
    "passenger.debarkation": lambda m, at: [one.debarkation for one in _people(m, at)],
    "passenger.clearance_port": lambda m, at: [one.clearance for one in _people(m, at)],
    "passenger.reference": lambda m, at: [
        *[one.unique_reference for one in _people(m, at)],
        *[one.reference for one in _responses(m, at)],
    ],
    "passenger.customer_reference": lambda m, at: [one.customer_reference for one in _people(m, at)],
    "passenger.government_reference": lambda m, at: [one.government_reference for one in _people(m, at)],
    "passenger.seat": _seats,
    "seat.number": _seats,
    "seat.cabin": lambda m, at: [seat.cabin for one in _people(m, at) for seat in one.seats],
    "document.number": lambda m, at: [one.number for one in _documents(m, at)],
    "document.type": lambda m, at: [one.kind for one in _documents(m, at)],
    "document.issuing_country": lambda m, at: [one.issuer for one in _documents(m, at)],
    "document.expiry_date": lambda m, at: [one.expiry for one in _documents(m, at)],
    "document.last_name": lambda m, at: [
        text for one in _documents(m, at) for text in (one.name.surname, one.name.received.partition("/")[0])
    ],
    "document.first_name": lambda m, at: [
        text
        for one in _documents(m, at)
        for text in (one.name.given, one.name.received.split("/")[1:2][0] if "/" in one.name.received else "")
    ],
    "flight.carrier": lambda m, at: [leg.carrier for leg in _leg(m, at)],
    "flight.number": lambda m, at: [leg.number for leg in _leg(m, at)],
    "flight.departure_airport": lambda m, at: [leg.origin for leg in _leg(m, at)],
    "flight.arrival_airport": lambda m, at: [leg.destination for leg in _leg(m, at)],
    "flight.departure_time": lambda m, at: [leg.departure for leg in _leg(m, at)],
    "flight.arrival_time": lambda m, at: [leg.arrival for leg in _leg(m, at)],
    "flight.leg_count": lambda m, _: [len(m.legs)],
    "itinerary.leg_count": lambda m, at: [
        sum(1 for leg in b.itinerary if leg.kind != "other") for b in _bookings(m, at)
    ],
    "itinerary.marketing_carrier": lambda m, at: [leg.carrier for leg in _itinerary(m, at)],
    "itinerary.flight_number": lambda m, at: [leg.number for leg in _itinerary(m, at)],
    "itinerary.operating_carrier": lambda m, at: [leg.operating_carrier for leg in _itinerary(m, at)],
    "itinerary.operating_flight_number": lambda m, at: [leg.operating_number for leg in _itinerary(m, at)],
    "itinerary.departure_airport": lambda m, at: [leg.origin for leg in _itinerary(m, at)],
    "itinerary.arrival_airport": lambda m, at: [leg.destination for leg in _itinerary(m, at)],
    "itinerary.departure_time": lambda m, at: [leg.departure for leg in _itinerary(m, at)],
    "itinerary.arrival_time": lambda m, at: [leg.arrival for leg in _itinerary(m, at)],
    "itinerary.booking_class": lambda m, at: [leg.booking_class for leg in _itinerary(m, at)],
    "itinerary.status": lambda m, at: [leg.status for leg in _itinerary(m, at)],
    "ticket.number": lambda m, at: [
        text for one in _tickets(m, at) for text in (one.number, f"{one.number}C{one.coupon}")
    ],
    "payment.form": lambda m, at: [one.form for one in _payments(m, at)],
    "payment.amount": lambda m, at: [one.amount for one in _payments(m, at)],
    "payment.card_number": lambda m, at: [one.number for one in _payments(m, at)],
    "payment.card_vendor": lambda m, at: [one.vendor for one in _payments(m, at)],
    "payment.sponsor_name": lambda m, at: [one.payer for one in _payments(m, at)],
    "frequent_flyer.airline": lambda m, at: [one.airline for one in _flyers(m, at)],
    "frequent_flyer.number": lambda m, at: [one.number for one in _flyers(m, at)],
    "contact.phone": lambda m, at: [one.value for one in _contacts(m, at) if one.kind == "phone"],
    "contact.email": lambda m, at: [one.value for one in _contacts(m, at) if one.kind == "email"],
    "address.street": lambda m, at: [one.street for one in _addresses(m, at)],
    "address.city": lambda m, at: [one.city for one in _addresses(m, at)],
    "address.country": lambda m, at: [one.country for one in _addresses(m, at)],
    "address.postal_code": lambda m, at: [one.postcode for one in _addresses(m, at)],
    "agency.iata_code": lambda m, at: [b.agency.iata_code for b in _bookings(m, at)],
    "agency.system": lambda m, at: [b.agency.system for b in _bookings(m, at)],
    "bag.tag": lambda m, at: [text for bag in _bags(m, at) for text in (bag.tag, bag.tag[-4:])],
    "bag.count": _bag_counts,
    "bag.total": _totals,
    "bag.weight": lambda m, at: [bag.weight for bag in _bags(m, at)],
    "bag.destination": lambda m, at: [bag.destination for bag in _bags(m, at)],
    "response.count": lambda m, _: [len(m.responses)],
    "response.code": lambda m, at: [one.code for one in _responses(m, at)],
    "response.text": lambda m, at: [one.text for one in _responses(m, at)],
    "response.status": lambda m, at: [one.letter or one.status for one in _responses(m, at)],
}

"""Turn what was read into the document that is printed: plain names, masked cards, findings as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from api.decoding import document as doc
from pnr import codes
from pnr.gate_extract import full_card
from pnr.model.booking import Agency, Booking, Message, Payment, Response
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Address, Contact, Document, Name, Ticket, Traveller
from pnr.quality import Finding, Severity, remedy, sentence
from pnr.reading import Decoded

_GRAVE = frozenset({Severity.ERROR, Severity.REFUSED})


def document(files: Iterable[tuple[str, bytes, Decoded]]) -> doc.DecodeDocument:
    """Return the document of all inputs: (name, bytes, what was read) each."""
    return doc.DecodeDocument(doc.SCHEMA_ID, tuple([file_view(*one) for one in files]))


def file_view(name: str, data: bytes, decoded: Decoded) -> doc.FileView:
    """Return one input as it is shown."""
    return doc.FileView(
        name=name,
        bytes=len(data),
        kind=decoded.kind,
        outcome=outcome(decoded),
        messages=tuple([message_view(one) for one in decoded.messages]),
        papers=tuple([_paper(one) for one in decoded.papers]),
        findings=findings(decoded.findings),
    )


def outcome(decoded: Decoded) -> str:
    """Return read, read_with_errors (a part was lost) or unreadable (nothing could be read)."""
    held = any(one.bookings or one.travellers or one.responses or one.legs for one in decoded.messages)
    if not held and not decoded.papers:
        empty = decoded.messages and not any(f.severity in _GRAVE for f in decoded.every_finding)
        return "read" if empty else "unreadable"
    return "read_with_errors" if any(f.severity in _GRAVE for f in decoded.every_finding) else "read"


def findings(found: Sequence[Finding]) -> tuple[doc.FindingView, ...]:
    """Return findings with their sentence and remedy, in order of place."""
    return tuple(
        [
            doc.FindingView(
                code=one.code,
                severity=str(one.severity),
                sentence=sentence(one),
                remedy=remedy(one),
                start=one.start,
                end=one.end,
                segment=one.segment,
                position=one.position,
                element=one.element,
                parameters=dict(one.params),
            )
            for one in sorted(found, key=lambda one: (one.start, one.position))
        ]
    )


def message_view(message: Message) -> doc.MessageView:
    """Return one message as it is shown."""
    travellers = len(message.travellers) + sum(len(one.travellers) for one in message.bookings)
    return doc.MessageView(
        type=message.type,
        version=message.version,
        reference=message.reference,
        sender=message.sender,
        recipient=message.recipient,
        control_reference=message.control_reference,
        access_reference=message.access_reference,
        application=message.application,
        prepared=message.prepared,
        function=message.function,
        document_code=message.document_code,
        document_identifier=message.document_identifier,
        transaction_reference=message.transaction_reference,
        contact=message.contact,
        part=message.part,
        final_part=message.final,
        complete=message.complete,
        test=message.test,
        announced_count=message.announced,
        booking_count=len(message.bookings),
        passenger_count=travellers,
        flights=tuple([_flight(leg, place == message.border) for place, leg in enumerate(message.legs)]),
        bookings=tuple([_booking(one) for one in message.bookings]),
        passengers=tuple([_passenger(one, None) for one in message.travellers]),
        responses=tuple([_response(one) for one in message.responses]),
        findings=findings(message.findings),
        start=message.start,
        end=message.end,
    )


def _flight(leg: FlightLeg, border: bool) -> doc.FlightView:  # noqa: FBT001  # one of two legs, set by place
    return doc.FlightView(
        carrier=leg.carrier,
        number=leg.number,
        suffix=leg.suffix,
        departure_airport=leg.origin,
        arrival_airport=leg.destination,
        departure_time=leg.departure,
        arrival_time=leg.arrival,
        departure_utc=_instant(codes.utc(leg.departure, leg.origin)),
        arrival_utc=_instant(codes.utc(leg.arrival, leg.destination)),
        crosses_border=border,
    )


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if at else ""


def _booking(booking: Booking) -> doc.BookingView:
    tickets = {one.number: one for person in booking.travellers for one in person.tickets}
    return doc.BookingView(
        locator=booking.locators[0].code if booking.locators else "",
        locators=tuple(
            [doc.LocatorView(one.code, one.company, one.kind, one.created) for one in booking.locators]
        ),
        created=booking.created,
        changed=booking.changed,
        ticketed=booking.ticketed,
        cancelled=booking.cancelled,
        passenger_count=booking.party,
        group=booking.group,
        agency=_agency(booking.agency),
        itinerary=tuple(
            [
                doc.ItineraryView(
                    kind=one.kind,
                    marketing_carrier=one.carrier,
                    flight_number=one.number,
                    suffix=one.suffix,
                    departure_airport=one.origin,
                    arrival_airport=one.destination,
                    departure_time=one.departure,
                    arrival_time=one.arrival,
                    operating_carrier=one.operating_carrier,
                    operating_flight_number=one.operating_number,
                    booking_class=one.booking_class,
                    status=one.status,
                    equipment=one.equipment,
                )
                for one in booking.itinerary
            ]
        ),
        passengers=tuple([_passenger(one, booking) for one in booking.travellers]),
        contacts=_contacts(booking.contacts),
        addresses=_addresses(booking.addresses),
        payments=tuple([_payment(one) for one in booking.payments]),
        tickets=tuple([_ticket(one) for one in tickets.values()]),
        documents=tuple([_document(one) for one in booking.documents]),
        services=tuple(
            [
                doc.ServiceView(one.code, one.status, one.carrier, one.leg, one.travellers, one.text)
                for one in booking.services
            ]
        ),
        remarks=tuple([doc.RemarkView(one.kind, one.text) for one in booking.remarks]),
        splits=tuple([doc.SplitView(one.locator, one.company, one.travellers) for one in booking.splits]),
        history=tuple(
            [doc.ChangeView(one.at, one.act, one.subject, one.value, one.agent) for one in booking.changes]
        ),
        excess_baggage=booking.excess,
    )


def _agency(agency: Agency) -> doc.AgencyView:
    return doc.AgencyView(**{name: getattr(agency, name) for name in agency.__struct_fields__})


def _passenger(person: Traveller, booking: Booking | None) -> doc.PassengerView:
    return doc.PassengerView(
        reference=person.reference,
        unique_reference=person.unique_reference,
        type=person.kind,
        surname=person.name.surname,
        given_name=person.name.given,
        middle_name=person.name.middle,
        title=person.name.title,
        suffix=person.name.suffix,
        name_received=person.name.received,
        other_names=tuple([_name(one) for one in person.other_names]),
        birth_date=person.birth,
        sex=person.sex,
        nationality=person.nationality,
        residence_country=person.residence,
        birth_place=person.birth_place,
        documents=tuple([_document(one) for one in person.documents]),
        seats=tuple([doc.SeatView(one.number, one.cabin, one.leg, one.origin) for one in person.seats]),
        bags=tuple(
            [
                doc.BagView(one.tag, one.pieces, one.weight, one.unit, one.destination, one.pool, one.leg)
                for one in person.bags
            ]
        ),
        tickets=tuple([_ticket(one) for one in person.tickets]),
        payments=tuple([_payment(one) for one in _payments_of(person, booking)]),
        contacts=_contacts(person.contacts),
        addresses=_addresses(person.addresses),
        frequent_flyers=tuple(
            [doc.FrequentFlyerView(one.airline, one.number, one.status) for one in person.frequent_flyers]
        ),
        check_ins=tuple(
            [doc.CheckInView(one.leg, one.at, one.sequence, one.agent) for one in person.check_ins]
        ),
        agency=_agency(booking.agency) if booking else None,
        locators=person.locators or tuple([one.code for one in booking.locators] if booking else ()),
        embarkation=person.embarkation,
        debarkation=person.debarkation,
        clearance_port=person.clearance,
        boarded=person.boarded,
        accompanied_by_infant=person.accompanied_by_infant,
        customer_reference=person.customer_reference,
        government_reference=person.government_reference,
        verified=person.verified,
        crew_duty=person.crew_duty,
    )


def _payments_of(person: Traveller, booking: Booking | None) -> list[Payment]:
    """Return what paid for this person: sent under the reference, for a ticket of theirs, or the only one."""
    if booking is None:
        return []
    if len(booking.travellers) == 1:
        return list(booking.payments)
    numbers = {one.number for one in person.tickets if one.number}
    return [
        one
        for one in booking.payments
        if (one.traveller and one.traveller == person.reference) or (one.ticket and one.ticket in numbers)
    ]


def _name(name: Name) -> doc.NameView:
    return doc.NameView(name.surname, name.given, name.middle, name.title, name.suffix, name.received)


def _document(one: Document) -> doc.DocumentView:
    return doc.DocumentView(
        type=one.kind,
        number=one.number,
        issuing_country=one.issuer,
        expiry_date=one.expiry,
        issue_date=one.issued,
        issue_place=one.issued_at,
        nationality=one.nationality,
        birth_date=one.birth,
        sex=one.sex,
        surname=one.name.surname,
        given_name=one.name.given,
        middle_name=one.name.middle,
    )


def _contacts(found: Sequence[Contact]) -> tuple[doc.ContactView, ...]:
    return tuple([doc.ContactView(one.kind, one.value, one.whose, one.origin) for one in found])


def _addresses(found: Sequence[Address]) -> tuple[doc.AddressView, ...]:
    return tuple(
        [
            doc.AddressView(one.kind, one.street, one.city, one.region, one.postcode, one.country)
            for one in found
        ]
    )


def _ticket(one: Ticket) -> doc.TicketView:
    return doc.TicketView(
        number=one.number,
        kind=one.kind,
        issue_date=one.issued,
        booklets=one.booklets,
        base_fare=one.base,
        total=one.total,
        currency=one.currency,
        fare_basis=one.fare_basis,
        fare_calculation=one.fare_calculation,
        coupon=one.coupon,
        taxes=one.taxes,
    )


def _payment(one: Payment) -> doc.PaymentView:
    digits = full_card(one.number)
    return doc.PaymentView(
        form=one.form,
        meaning=codes.payment_form(one.form),
        card_vendor=one.vendor,
        card_number="X" * (len(digits) - 4) + digits[-4:] if digits else one.number,
        card_expiry=one.expiry,
        amount=one.amount,
        currency=one.currency,
        payer_name=one.payer,
        payer_address=one.payer_address,
        payer_phone=one.payer_phone,
        ticket_number=one.ticket,
        passenger_reference=one.traveller,
    )


def _response(one: Response) -> doc.ResponseView:
    return doc.ResponseView(
        code=one.code,
        text=one.text,
        status=one.status,
        level=one.level,
        letter=one.letter,
        passenger_reference=one.reference,
        locator=one.locator,
        surname=one.name.surname,
        given_name=one.name.given,
    )


def _paper(one: Any) -> dict[str, Any]:
    """Return a paper with the fields of its own class; its findings as sentences."""
    made: dict[str, Any] = msgspec.to_builtins(one)
    made["findings"] = msgspec.to_builtins(findings(one.findings))
    return made

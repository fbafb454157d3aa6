"""The document that `najava decode --json` prints: plain names, one place for each thing, empty when absent.

Its JSON Schema is published as `docs/schema/decode.json` and made from these classes. Times are local to the
airport they belong to (`2026-09-16T01:15`), `*_utc` where the airport is known; dates are ISO and may be
partial. Positions are byte offsets in the input, half open. A payment card stated in full is shown by its
last four digits; everything else stands as in the message, so the document is as sensitive as the message.
"""

from __future__ import annotations

from typing import Any

import msgspec

SCHEMA_ID = "najava/decode/1"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts share: frozen, and no field that the schema does not name."""


class FindingView(_Part, frozen=True):
    """Something wrong at one place: what, how grave (note, warning, error, refused), and what to do."""

    code: str
    severity: str
    sentence: str
    remedy: str
    start: int = 0
    end: int = 0
    segment: str = ""
    position: int = 0
    element: str = ""
    parameters: dict[str, str] = {}


class FlightView(_Part, frozen=True):
    """The flight a message is about, operated by `carrier`."""

    carrier: str = ""
    number: str = ""
    suffix: str = ""
    departure_airport: str = ""
    arrival_airport: str = ""
    departure_time: str = ""
    arrival_time: str = ""
    departure_utc: str = ""
    arrival_utc: str = ""
    crosses_border: bool = False


class NameView(_Part, frozen=True):
    """A name as meant, and as it was received."""

    surname: str = ""
    given_name: str = ""
    middle_name: str = ""
    title: str = ""
    suffix: str = ""
    received: str = ""


class DocumentView(_Part, frozen=True):
    """A travel document and what it says of its holder. `type` as sent: P passport, V visa, I identity."""

    type: str = ""
    number: str = ""
    issuing_country: str = ""
    expiry_date: str = ""
    issue_date: str = ""
    issue_place: str = ""
    nationality: str = ""
    birth_date: str = ""
    sex: str = ""
    surname: str = ""
    given_name: str = ""
    middle_name: str = ""


class ContactView(_Part, frozen=True):
    """A phone number or e-mail address. `whose`: traveller, agency, emergency, payer; `source`: its place."""

    kind: str = ""
    value: str = ""
    whose: str = ""
    source: str = ""


class AddressView(_Part, frozen=True):
    """A postal address."""

    kind: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


class FrequentFlyerView(_Part, frozen=True):
    """A loyalty card."""

    airline: str = ""
    number: str = ""
    status: str = ""


class SeatView(_Part, frozen=True):
    """A seat; `leg` is empty when the message does not say which."""

    number: str = ""
    cabin: str = ""
    leg: str = ""
    source: str = ""


class BagView(_Part, frozen=True):
    """A checked bag, or a count of them (`pieces`) when no tag is known."""

    tag: str = ""
    pieces: int = 0
    weight: float = 0.0
    unit: str = ""
    destination: str = ""
    pool: str = ""
    leg: str = ""


class CheckInView(_Part, frozen=True):
    """A check-in on one leg."""

    leg: str = ""
    time: str = ""
    sequence: str = ""
    agent: str = ""


class TicketView(_Part, frozen=True):
    """A ticket with its price."""

    number: str = ""
    kind: str = ""
    issue_date: str = ""
    booklets: int = 1
    base_fare: str = ""
    total: str = ""
    currency: str = ""
    fare_basis: str = ""
    fare_calculation: str = ""
    coupon: str = ""
    taxes: tuple[str, ...] = ()


class PaymentView(_Part, frozen=True):
    """A form of payment. `form` as sent (CC, CA), `meaning`: card, cash, cheque, voucher, account, other."""

    form: str = ""
    meaning: str = ""
    card_vendor: str = ""
    card_number: str = ""
    card_expiry: str = ""
    amount: str = ""
    currency: str = ""
    payer_name: str = ""
    payer_address: str = ""
    payer_phone: str = ""
    ticket_number: str = ""
    passenger_reference: str = ""


class AgencyView(_Part, frozen=True):
    """Who made the booking."""

    system: str = ""
    system_city: str = ""
    iata_code: str = ""
    office: str = ""
    city: str = ""
    country: str = ""
    currency: str = ""
    kind: str = ""
    agent: str = ""


class PassengerView(_Part, frozen=True):
    """One person. `type`: adult, child, infant, crew, transit. Payments and agency are the booking's."""

    reference: str = ""
    unique_reference: str = ""
    type: str = ""
    surname: str = ""
    given_name: str = ""
    middle_name: str = ""
    title: str = ""
    suffix: str = ""
    name_received: str = ""
    other_names: tuple[NameView, ...] = ()
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    residence_country: str = ""
    birth_place: str = ""
    documents: tuple[DocumentView, ...] = ()
    seats: tuple[SeatView, ...] = ()
    bags: tuple[BagView, ...] = ()
    tickets: tuple[TicketView, ...] = ()
    payments: tuple[PaymentView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    addresses: tuple[AddressView, ...] = ()
    frequent_flyers: tuple[FrequentFlyerView, ...] = ()
    check_ins: tuple[CheckInView, ...] = ()
    agency: AgencyView | None = None
    locators: tuple[str, ...] = ()
    embarkation: str = ""
    debarkation: str = ""
    clearance_port: str = ""
    boarded: str = ""
    accompanied_by_infant: bool = False
    customer_reference: str = ""
    government_reference: str = ""
    verified: str = ""
    crew_duty: str = ""


class LocatorView(_Part, frozen=True):
    """A record locator and the system that gave it."""

    locator: str = ""
    company: str = ""
    kind: str = ""
    created: str = ""


class ItineraryView(_Part, frozen=True):
    """One line of the itinerary. `kind`: air, arnk (gap on the ground), open, other."""

    kind: str = ""
    marketing_carrier: str = ""
    flight_number: str = ""
    suffix: str = ""
    departure_airport: str = ""
    arrival_airport: str = ""
    departure_time: str = ""
    arrival_time: str = ""
    operating_carrier: str = ""
    operating_flight_number: str = ""
    booking_class: str = ""
    status: str = ""
    equipment: str = ""


class ServiceView(_Part, frozen=True):
    """A special service. Some reveal health or belief: they are shown here and never stored."""

    code: str = ""
    status: str = ""
    carrier: str = ""
    leg: str = ""
    passenger_references: tuple[str, ...] = ()
    text: str = ""


class RemarkView(_Part, frozen=True):
    """A free text. Shown here and never stored."""

    kind: str = ""
    text: str = ""


class SplitView(_Part, frozen=True):
    """A booking this one was divided from or into."""

    locator: str = ""
    company: str = ""
    passenger_count: int = 0


class ChangeView(_Part, frozen=True):
    """A line of the booking's history."""

    time: str = ""
    act: str = ""
    subject: str = ""
    value: str = ""
    agent: str = ""


class BookingView(_Part, frozen=True):
    """One booking (PNR). `locator` is the first; `passenger_count` what the message announces."""

    locator: str = ""
    locators: tuple[LocatorView, ...] = ()
    created: str = ""
    changed: str = ""
    ticketed: str = ""
    cancelled: bool = False
    passenger_count: int = 0
    group: str = ""
    agency: AgencyView = AgencyView()
    itinerary: tuple[ItineraryView, ...] = ()
    passengers: tuple[PassengerView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    addresses: tuple[AddressView, ...] = ()
    payments: tuple[PaymentView, ...] = ()
    tickets: tuple[TicketView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    services: tuple[ServiceView, ...] = ()
    remarks: tuple[RemarkView, ...] = ()
    splits: tuple[SplitView, ...] = ()
    history: tuple[ChangeView, ...] = ()
    excess_baggage: str = ""


class ResponseView(_Part, frozen=True):
    """A government's answer about one traveller or one request. `status`: ok, no_board, advisory."""

    code: str = ""
    text: str = ""
    status: str = ""
    level: str = ""
    letter: str = ""
    passenger_reference: str = ""
    locator: str = ""
    surname: str = ""
    given_name: str = ""


class MessageView(_Part, frozen=True):
    """One message: envelope, flights, bookings or passengers, answers, and what is wrong with it."""

    type: str = ""
    version: str = ""
    reference: str = ""
    sender: str = ""
    recipient: str = ""
    control_reference: str = ""
    access_reference: str = ""
    application: str = ""
    prepared: str = ""
    function: str = ""
    document_code: str = ""
    document_identifier: str = ""
    transaction_reference: str = ""
    contact: str = ""
    part: str = ""
    final_part: bool = True
    complete: bool = True
    test: bool = False
    announced_count: str = ""
    booking_count: int = 0
    passenger_count: int = 0
    flights: tuple[FlightView, ...] = ()
    bookings: tuple[BookingView, ...] = ()
    passengers: tuple[PassengerView, ...] = ()
    responses: tuple[ResponseView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    start: int = 0
    end: int = 0


class FileView(_Part, frozen=True):
    """One input. `outcome`: read, read_with_errors, unreadable. `papers`: zones, passes, tickets, fares."""

    name: str
    bytes: int
    kind: str
    outcome: str
    messages: tuple[MessageView, ...] = ()
    papers: tuple[dict[str, Any], ...] = ()
    findings: tuple[FindingView, ...] = ()


class DecodeDocument(_Part, frozen=True):
    """Everything one run of `najava decode` read, in the order of its arguments."""

    schema: str
    files: tuple[FileView, ...]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document."""
    made = msgspec.json.schema(DecodeDocument)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What najava decode reads from a message, table or paper",
        **made,
    }

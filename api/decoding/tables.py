"""Show a decoded document to a person: messages, flights, bookings, passengers, papers, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.decoding import document as doc

_STYLES = {"note": "dim", "warning": "yellow", "error": "bold red", "refused": "bold red"}
_OUTCOMES = {
    "read": "read",
    "read_with_errors": "read, with parts that could not be",
    "unreadable": "nothing could be read",
}


def show(document: doc.DecodeDocument, console: Console) -> None:
    """Print every file of the document."""
    for file in document.files:
        console.print(
            Text(f"{file.name}  {file.kind}, {file.bytes} bytes, {_OUTCOMES[file.outcome]}", style="bold")
        )
        for message in file.messages:
            console.print(Padding(_message(message), (0, 0, 1, 2)))
        for paper in file.papers:
            console.print(Padding(_paper(paper), (0, 0, 1, 2)))
        if file.findings and not file.papers:
            console.print(Padding(_findings(file.findings), (0, 0, 1, 2)))


def _message(one: doc.MessageView) -> RenderableType:
    parts: list[RenderableType] = [_facts("Message", _envelope(one))]
    if one.flights:
        parts.append(_flights(one.flights))
    for booking in one.bookings:
        parts.extend(_booking(booking))
    if one.passengers:
        parts.append(_passengers(one.passengers))
    if one.responses:
        parts.append(_responses(one.responses))
    if one.findings:
        parts.append(_findings(one.findings))
    return Group(*parts)


def _envelope(one: doc.MessageView) -> list[tuple[str, str]]:
    return [
        ("Type", f"{one.type} {one.version}".strip()),
        ("Reference", one.reference),
        ("Sender", one.sender),
        ("Recipient", one.recipient),
        ("Control reference", one.control_reference),
        ("Prepared", one.prepared),
        ("Function", " ".join(part for part in (one.function, one.document_code) if part)),
        ("Transaction", one.transaction_reference),
        ("Contact", one.contact),
        ("Part", f"{one.part}{'' if one.final_part else ', more to come'}" if one.part else ""),
        ("Test", "yes" if one.test else ""),
        ("Announced", one.announced_count),
        ("Read", f"{one.booking_count} bookings, {one.passenger_count} passengers"),
        ("Bytes", f"{one.start} to {one.end}"),
    ]


def _facts(title: str, facts: Iterable[tuple[str, str]]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", show_header=False, box=None, pad_edge=False
    )
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    return table


def _grid(title: str, headings: list[str], rows: Iterable[list[str]]) -> Table:
    """Make a table without the columns that are empty in every row."""
    filled = [list(row) for row in rows]
    used = [index for index in range(len(headings)) if any(row[index] for row in filled)]
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim"
    )
    for index in used:
        table.add_column(headings[index], overflow="fold")
    for row in filled:
        table.add_row(*[Text(row[index]) for index in used])
    return table


def _flights(flights: Iterable[doc.FlightView]) -> Table:
    return _grid(
        "Flights",
        ["Flight", "From", "To", "Departure", "Arrival", "UTC", "Border"],
        [
            [
                f"{one.carrier} {one.number}{one.suffix}",
                one.departure_airport,
                one.arrival_airport,
                _moment(one.departure_time),
                _moment(one.arrival_time),
                " to ".join(_moment(at) for at in (one.departure_utc, one.arrival_utc) if at),
                "crosses" if one.crosses_border else "",
            ]
            for one in flights
        ],
    )


def _moment(text: str) -> str:
    return text.replace("T", " ")


def _booking(one: doc.BookingView) -> list[RenderableType]:
    agency = one.agency
    parts: list[RenderableType] = [
        _facts(
            f"Booking {one.locator}",
            [
                ("Locators", ", ".join(f"{part.locator} {part.company}".strip() for part in one.locators)),
                ("Created", _moment(one.created)),
                ("Changed", _moment(one.changed)),
                ("Ticketed", _moment(one.ticketed)),
                ("Cancelled", "yes" if one.cancelled else ""),
                ("Persons announced", str(one.passenger_count or "")),
                ("Group", one.group),
                (
                    "Agency",
                    " ".join(
                        part
                        for part in (
                            agency.system,
                            agency.iata_code,
                            agency.office,
                            agency.city,
                            agency.country,
                            agency.agent,
                        )
                        if part
                    ),
                ),
                ("Contacts", ", ".join(f"{part.value} ({part.whose or part.kind})" for part in one.contacts)),
                ("Addresses", "; ".join(_address(part) for part in one.addresses)),
                ("Payments", "; ".join(_payment(part) for part in one.payments)),
                ("Divided", ", ".join(part.locator for part in one.splits)),
                ("Excess baggage", one.excess_baggage),
                ("Services", ", ".join(sorted({part.code for part in one.services}))),
                ("Remarks", str(len(one.remarks) or "")),
                ("History", str(len(one.history) or "")),
            ],
        )
    ]
    if one.itinerary:
        parts.append(_itinerary(one.itinerary))
    if one.passengers:
        parts.append(_passengers(one.passengers))
    return parts


def _address(one: doc.AddressView) -> str:
    return ", ".join(
        part for part in (one.street, one.postal_code, one.city, one.region, one.country) if part
    )


def _payment(one: doc.PaymentView) -> str:
    number = f"ending {one.card_number[-4:]}" if one.card_number else ""
    return " ".join(
        part
        for part in (
            one.meaning or one.form,
            one.card_vendor,
            number,
            one.amount,
            one.currency,
            one.payer_name,
        )
        if part
    )


def _itinerary(legs: Iterable[doc.ItineraryView]) -> Table:
    return _grid(
        "Itinerary",
        ["Flight", "Operated", "From", "To", "Departure", "Arrival", "Class", "Status"],
        [
            [
                f"{one.marketing_carrier} {one.flight_number}{one.suffix}".strip() or one.kind,
                f"{one.operating_carrier} {one.operating_flight_number}".strip(),
                one.departure_airport,
                one.arrival_airport,
                _moment(one.departure_time),
                _moment(one.arrival_time),
                one.booking_class,
                one.status,
            ]
            for one in legs
        ],
    )


def _passengers(people: Sequence[doc.PassengerView]) -> RenderableType:
    """Show who they are in one table and what they carry in another: a terminal has eighty columns."""
    persons = _grid(
        "Passengers",
        ["No.", "Name", "Type", "Born", "Sex", "Nat.", "Documents", "Seat"],
        [
            [
                str(number),
                _full_name(one),
                one.type,
                one.birth_date,
                one.sex,
                one.nationality,
                ", ".join(_document(document) for document in one.documents),
                ", ".join(dict.fromkeys(seat.number for seat in one.seats)),
            ]
            for number, one in enumerate(people, start=1)
        ],
    )
    carried = [
        [
            str(number),
            ", ".join(dict.fromkeys(_bag(bag) for bag in one.bags)),
            ", ".join(dict.fromkeys(ticket.number for ticket in one.tickets)),
            ", ".join(contact.value for contact in one.contacts),
            ", ".join(f"{card.airline} {card.number}" for card in one.frequent_flyers),
            " to ".join(part for part in (one.embarkation, one.debarkation) if part),
        ]
        for number, one in enumerate(people, start=1)
    ]
    headings = ["No.", "Bags", "Tickets", "Contacts", "Loyalty", "Route"]
    if not any(any(row[1:]) for row in carried):
        return persons
    return Group(persons, _grid("Their bags, tickets and contacts", headings, carried))


def _full_name(one: doc.PassengerView) -> str:
    names = (one.title, one.given_name, one.middle_name, one.surname, one.suffix)
    return " ".join(part for part in names if part)


def _document(one: doc.DocumentView) -> str:
    return " ".join(part for part in (one.type, one.number, one.issuing_country, one.expiry_date) if part)


def _bag(one: doc.BagView) -> str:
    weight = f"{one.weight:g} {one.unit}" if one.weight else ""
    return " ".join(part for part in (one.tag or f"{one.pieces} pieces", weight) if part)


def _responses(found: Iterable[doc.ResponseView]) -> Table:
    headings = ["Code", "Status", "Text", "Person", "Reference", "Locator"]
    return _grid(
        "Responses",
        headings,
        [
            [
                one.code,
                one.status,
                one.text,
                f"{one.given_name} {one.surname}".strip(),
                one.passenger_reference,
                one.locator,
            ]
            for one in found
        ],
    )


def _paper(one: dict[str, Any]) -> RenderableType:
    simple = [
        (name, value)
        for name, value in one.items()
        if isinstance(value, (str, int, float)) and name != "paper"
    ]
    parts: list[RenderableType] = [
        _facts(str(one["paper"]), [(_words(name), _plain(value)) for name, value in simple if value])
    ]
    for name in ("legs", "points"):
        if one.get(name):
            entries = one[name]
            headings = [key for key in entries[0] if isinstance(entries[0][key], (str, bool))]
            parts.append(
                _grid(
                    _words(name),
                    [_words(key) for key in headings],
                    [[_plain(e[key]) for key in headings] for e in entries],
                )
            )
    if one.get("checks"):
        rows = [[check["part"], check["printed"], _plain(check["passes"])] for check in one["checks"]]
        parts.append(_grid("Check digits", ["Part", "Digit", "Fits"], rows))
    if one["findings"]:
        parts.append(_findings([doc.FindingView(**finding) for finding in one["findings"]]))
    return Group(*parts)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _findings(found: Iterable[doc.FindingView]) -> Table:
    table = Table(
        title="Findings",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        header_style="dim",
    )
    for heading in ("Severity", "Where", "Bytes", "What", "Remedy"):
        table.add_column(heading, overflow="fold")
    for one in found:
        place = " ".join(part for part in (one.segment, str(one.position or ""), one.element) if part)
        span = f"{one.start} to {one.end}" if one.end else ""
        table.add_row(
            Text(one.severity, style=_STYLES.get(one.severity, "")),
            place,
            span,
            Text(one.sentence),
            Text(one.remedy),
        )
    return table

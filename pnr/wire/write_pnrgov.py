"""Writes PNRGOV from the records of the model: for the synthetic world, and to test that reading is exact.

`read(write_pnrgov(…))` gives the bookings back, apart from what EDIFACT cannot say: a contact's original
spelling, and the middle of a history line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pnr.model.booking import Booking, Change, Locator, Payment
from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import Address, Contact, Document, Name, Ticket, Traveller
from pnr.wire.edifact import STANDARD, Dialect
from pnr.wire.write_checkin import checked_in
from pnr.wire.writer import Outgoing, body_date, interchange, plain, segment, service_date, teletype

_TYPES = {"adult": "A", "child": "C", "infant": "IN"}
_PURPOSES = {"contact": "700", "mailing": "701", "home": "702", "business": "703"}
_ADDRESS_SERVICES = {"destination": "D", "residence": "R", "birth": "B"}


@dataclass(frozen=True, slots=True)
class Style:
    """Habits of a sender. `codeshare`: tra (guide 14.1 on) or pair (second TVL). `glue`: title at name."""

    codeshare: str = "tra"
    glue: bool = True


STYLE = Style()


def write_pnrgov(
    leg: FlightLeg,
    bookings: Sequence[Booking],
    envelope: Outgoing,
    *,
    function: str = "22",
    total: int | None = None,
    style: Style = STYLE,
    dialect: Dialect = STANDARD,
) -> bytes:
    """Return one interchange with one PNRGOV message: `function` 22 is the full push, 141 an update.

    `total` is the number of bookings of the whole push where this message is a part of it.
    """
    body = [
        segment("MSG", ["", function]),
        segment("ORG", [envelope.sender]),
        segment(
            "TVL", [*body_date(leg.departure), *body_date(leg.arrival)], leg.origin, leg.destination,
            leg.carrier, [leg.number + leg.suffix],
        ),
        segment("EQN", str(len(bookings) if total is None else total)),
    ]  # fmt: skip
    for booking in bookings:
        body.extend(booking_segments(booking, style))
    if not envelope.version:
        envelope = replace(envelope, version="15:1")
    return interchange("PNRGOV", body, envelope, dialect)


def write_chain(
    leg: FlightLeg, bookings: Sequence[Booking], envelope: Outgoing, *, per_part: int, function: str = "22"
) -> list[bytes]:
    """Return the push as chained parts (`01:C`, `02`, … `nn:F`) of at most `per_part` bookings."""
    slices = [bookings[at : at + per_part] for at in range(0, len(bookings), per_part)] or [bookings]
    if len(slices) == 1:
        return [write_pnrgov(leg, bookings, envelope, function=function)]
    parts: list[bytes] = []
    for number, slice_ in enumerate(slices, 1):
        flag = ":C" if number == 1 else (":F" if number == len(slices) else "")
        parts.append(
            write_pnrgov(
                leg,
                slice_,
                replace(
                    envelope, part=f"{number:02}{flag}", reference=f"{envelope.reference}{number:02}"[-14:]
                ),
                function=function,
                total=len(bookings),
            )
        )
    return parts


def booking_segments(booking: Booking, style: Style = STYLE) -> list[str]:
    """Return the segments of one booking, from SRC on."""
    out = ["SRC", segment("RCI", *[_locator(one) for one in booking.locators])]
    out.extend(_services(booking, ""))
    dates = []
    if booking.changed:
        dates.append(["700", *body_date(booking.changed)])
    if booking.ticketed:
        dates.append(["710", *body_date(booking.ticketed)])
    if dates:
        out.append(segment("DAT", *dates))
    out.extend(segment("IFT", ["4", "28"], plain(one.text)) for one in booking.remarks if one.kind != "LTS")
    out.extend(_contact_remark(one) for one in booking.contacts)
    out.append("ORG" if booking.cancelled else _agency(booking))
    out.extend(_address(one) for one in booking.addresses)
    if booking.group:
        out.append(segment("TIF", [plain(booking.group), "G", str(booking.party)]))
    for traveller in booking.travellers:
        out.extend(_traveller(traveller, booking, style))
    for leg in booking.itinerary:
        if leg.kind != "other":
            out.extend(_leg(leg, booking, style))
    for split in booking.splits:
        out.append(segment("EQN", str(split.travellers) if split.travellers else "1"))
        out.append(segment("RCI", [split.company, split.locator]))
    for leg in booking.itinerary:
        if leg.kind == "other":
            out.append(segment("MSG", "8"))
            out.append(_tvl(leg))
    out.extend(_history(booking.changes))
    out.extend(segment("LTS", plain(one.text)) for one in booking.remarks if one.kind == "LTS")
    return out


def _locator(one: Locator) -> list[str]:
    return [one.company, one.code, one.kind, *body_date(one.created)]


def _agency(booking: Booking) -> str:
    agency = booking.agency
    return segment(
        "ORG", [agency.system, agency.system_city], [agency.iata_code, agency.office], agency.city, "",
        agency.kind, [agency.country, agency.currency], agency.agent,
    )  # fmt: skip


def _contact_remark(one: Contact) -> str:
    code = one.origin if one.origin.startswith("CTC") and len(one.origin) == 4 else ""
    if one.kind == "email":
        return segment("IFT", ["4", "28"], f"{code or 'CTCE'} {teletype(one.value)}")
    return segment("IFT", ["4", "28"], f"{code or ('CTCT' if one.whose == 'agency' else 'CTCM')} {one.value}")


def _contact_service(one: Contact, reference: str) -> str:
    code = one.origin if one.origin.startswith("CTC") and len(one.origin) == 4 else ""
    text = "/" + teletype(one.value) if one.kind == "email" else "/" + one.value
    code = code or ("CTCE" if one.kind == "email" else "CTCM")
    return _ssr(code, text, [("", reference)] if reference else [])


def _address(one: Address) -> str:
    purpose = _PURPOSES.get(one.kind, "700")
    return segment(
        "ADD", "",
        [purpose, plain(one.street), plain(one.city), "", plain(one.region), one.country,
         plain(one.postcode)],
    )  # fmt: skip


def _ssr(
    code: str,
    text: str,
    items: Sequence[tuple[str, str]],
    *,
    route: str = "",
    status: str = "HK",
    carrier: str = "",
) -> str:
    board, _, off = route.partition("-")
    head = [code, status, str(max(1, len(items))), carrier, "", "", board, off, plain(text)]
    return segment("SSR", head, *[[data, "", reference] for data, reference in items])


def _services(booking: Booking, route: str) -> list[str]:
    return [
        _ssr(
            one.code,
            one.text,
            [("", reference) for reference in one.travellers],
            route=one.leg,
            status=one.status,
            carrier=one.carrier,
        )
        for one in booking.services
        if one.leg == route or (not route and one.leg not in _routes(booking))
    ]


def _routes(booking: Booking) -> set[str]:
    return {f"{leg.origin}-{leg.destination}" for leg in booking.itinerary if leg.kind != "other"}


def tif_of(traveller: Traveller) -> tuple[str, str]:
    """Return surname and given names as the booking spells them; the document may spell another name."""
    name = traveller.name
    if traveller.other_names and any(one.name.received == name.received for one in traveller.documents):
        name = traveller.other_names[0]
    return written(name)


def written(name: Name, *, glue: bool = True) -> tuple[str, str]:
    """Return surname and given names of a name as sent, or as a sender would write it: title at the end."""
    if name.received:
        surname, _, rest = name.received.partition("/")
        return surname, rest.replace("/", " ")
    given = " ".join(part for part in (name.given, name.middle) if part)
    surname = f"{name.surname} {name.suffix}" if name.suffix else name.surname
    return surname, f"{given}{'' if glue else ' '}{name.title}".strip() if name.title else given


def _traveller(one: Traveller, booking: Booking, style: Style) -> list[str]:
    surname, given = tif_of(one)
    flag = "1" if one.accompanied_by_infant else ""
    out = [segment("TIF", plain(surname), [plain(given), _TYPES.get(one.kind, ""), one.reference, flag])]
    if not style.glue and not one.name.received:
        surname, given = written(one.name, glue=False)
        out = [segment("TIF", plain(surname), [plain(given), _TYPES.get(one.kind, ""), one.reference, flag])]
    if one.frequent_flyers:
        out.append(segment("FTI", *[[f.airline, f.number, "", "", f.status] for f in one.frequent_flyers]))
    if one.unique_reference:
        out.append(segment("REF", ["", one.unique_reference]))
    basis = next((ticket.fare_basis for ticket in one.tickets if ticket.fare_basis), "")
    if basis:
        out.append(segment("FAR", _TYPES.get(one.kind, "A"), "", "", "", "", *basis.split()))
    reference = [("", one.reference)] if one.reference else []
    for document in one.documents:
        out.append(_ssr("DOCS" if document.kind != "V" else "DOCO", _document(document, one), reference))
    out.extend(_contact_service(contact, one.reference) for contact in one.contacts)
    for place in one.addresses:
        if place.kind in _ADDRESS_SERVICES:
            fields = (
                _ADDRESS_SERVICES[place.kind],
                place.country,
                place.street,
                place.city,
                place.region,
                place.postcode,
            )
            out.append(_ssr("DOCA", "/" + "/".join(fields), reference))
        else:
            out.append(_address(place))
    for ticket in one.tickets:
        own = [
            p for p in booking.payments if p.ticket == ticket.number and p.traveller in {one.reference, ""}
        ]
        out.extend(_ticket(ticket, own))
    return out


def _document(document: Document, one: Traveller) -> str:
    if document.kind == "V":
        return "/".join(
            (
                "",
                one.birth_place,
                "V",
                document.number,
                document.issued_at,
                service_date(document.issued),
                document.issuer,
            )
        )
    name = document.name if document.name.received or document.name.surname else one.name
    names = name.received or "/".join(part for part in (name.surname, name.given, name.middle) if part)
    return "/".join(
        (
            "",
            document.kind,
            document.issuer,
            document.number,
            document.nationality,
            service_date(document.birth or one.birth),
            document.sex or one.sex,
            service_date(document.expiry),
            names,
        )
    )


def _ticket(ticket: Ticket, payments: Sequence[Payment]) -> list[str]:
    booklets = str(ticket.booklets) if ticket.booklets else "1"
    out = [segment("TKT", [ticket.number, ticket.kind, booklets])]
    amounts = [
        [kind, value, ticket.currency] for kind, value in (("B", ticket.base), ("T", ticket.total)) if value
    ]
    if amounts:
        out.append(segment("MON", *amounts))
    if ticket.taxes:
        taxes = [tax.split() for tax in ticket.taxes]
        out.append(
            segment(
                "TXD", "", *[[tax[0], "", *(tax[1:] if len(tax) > 2 else ["", *tax[1:]])] for tax in taxes]
            )
        )
    if ticket.issued:
        out.append(segment("DAT", ["710", *body_date(ticket.issued)]))
    if ticket.fare_calculation:
        out.append(segment("IFT", ["4", "15"], plain(ticket.fare_calculation)))
    for payment in payments:
        if payment.form:
            out.append(
                segment(
                    "FOP", [payment.form, "", payment.amount, payment.vendor, payment.number, payment.expiry]
                )
            )
        if payment.payer:
            lines = (plain(payment.payer), plain(payment.payer_address), payment.payer_phone)
            out.append(segment("IFT", ["4", "43"], *lines))
    return out


def _tvl(leg: ItineraryLeg) -> str:
    if leg.kind in {"arnk", "open"} and not leg.origin:
        return segment("TVL", "", "", "", "", leg.kind.upper())
    number = leg.kind.upper() if leg.kind in {"arnk", "open"} else leg.number
    return segment(
        "TVL", [*body_date(leg.departure), *body_date(leg.arrival)], leg.origin, leg.destination,
        [leg.carrier, leg.operating_carrier], [number, leg.booking_class, leg.suffix],
    )  # fmt: skip


def _leg(leg: ItineraryLeg, booking: Booking, style: Style) -> list[str]:
    out = [_tvl(leg)]
    pair = style.codeshare == "pair"
    if leg.operating_number and not pair:
        out.append(segment("TRA", leg.operating_carrier, [leg.operating_number, leg.booking_class]))
    if leg.status:
        seats = sum(1 for one in booking.travellers if one.kind != "infant")
        out.append(segment("RPI", str(max(1, seats)), leg.status))
    if leg.equipment:
        out.append(segment("APD", leg.equipment))
    route = f"{leg.origin}-{leg.destination}"
    out.extend(_services(booking, route))
    seats_ = [
        (seat.number, one.reference)
        for one in booking.travellers
        for seat in one.seats
        if seat.leg == route and seat.origin == "ssr"
    ]
    if seats_:
        out.append(_ssr("SEAT", "", seats_, route=route, carrier=leg.carrier))
    if leg.operating_number and pair:
        out.append(segment("TVL", "", "", "", "", [leg.operating_number]))
    out.extend(checked_in(booking.travellers, route, tif_of))
    return out


def _history(changes: Sequence[Change]) -> list[str]:
    out: list[str] = []
    last: tuple[str, str] | None = None
    for change in changes:
        if (change.at, change.agent) != last:
            last = (change.at, change.agent)
            out.append(segment("ABI", "4", change.agent.split(" ")))
            if change.at:
                out.append(segment("DAT", ["T", *body_date(change.at)]))
        out.append(segment("SAC", "", "", {"added": "A", "cancelled": "X"}.get(change.act, change.act)))
        out.append(_changed(change))
    return out


def _changed(change: Change) -> str:
    if change.subject == "service":
        return segment("SSR", [change.value, "HK", "1"])
    if change.subject == "name":
        surname, _, given = change.value.partition("/")
        return segment("TIF", plain(surname), plain(given))
    if change.subject == "flight":
        parts = change.value.split(" ")
        if len(parts) == 4:
            return segment("TVL", [*body_date(parts[3])], parts[1], parts[2], parts[0][:2], parts[0][2:])
    return segment("IFT", ["4", "19"], plain(change.value))

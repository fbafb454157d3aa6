"""PNRGOV in XML (`IATA_PNRGOV_NotifRQ`): the same bookings as in EDIFACT, read by local names.

Senders use prefixes, other namespaces or none, and put values in attributes or child elements; what is not
known is passed over. Document types and entities are refused. Check-in elements are not read: their names are
not settled in any public source.
"""

from __future__ import annotations

import hashlib
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pnr.model.booking import Agency, Booking, Locator, Message, Payment, Service
from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import Address, Contact, Document, FrequentFlyer, Name, Ticket, Traveller
from pnr.names_received import meant
from pnr.quality import Finding, severity
from pnr.wire.documents import coded, full_name
from pnr.wire.drafts import kind_of
from pnr.wire.pnrgov_flight import number_parts

_ROOT = re.compile(rb"<(?:[\w.-]+:)?IATA_PNRGOV_NotifRQ[\s>/]")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")


def is_pnrgov_xml(data: bytes) -> bool:
    """Return whether `data` is a PNRGOV notification in XML."""
    return _ROOT.search(data[:4000]) is not None


def read_pnrgov_xml(data: bytes) -> Message:
    """Read one notification. Never raises; broken XML, or XML with entities, is refused with a finding."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        finding = Finding("xml.broken", severity("xml.broken"), 0, len(data))
        return Message(type="PNRGOV", version="XML", complete=False, findings=(finding,), end=len(data))
    origin, leg, pnrs = _first(root, "Originator"), _first(root, "FlightLeg"), _first(root, "PNRs")
    flight = _pushed(leg) if leg is not None else FlightLeg()
    bookings = tuple([_booking(one) for one in _all(pnrs, "PNR")]) if pnrs is not None else ()
    announced = _value(pnrs, "NumberOfPnrs") if pnrs is not None else ""
    findings: list[Finding] = []

    def note(code: str, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        findings.append(Finding(code, severity(code), 0, len(data), params=pairs))

    if flight == FlightLeg():
        note("flight.missing")
    counted = announced.isdecimal() and int(announced[:9]) != len(bookings)
    if counted:
        note("count.bookings", announced=announced[:9], counted=len(bookings))
    return Message(
        type="PNRGOV",
        version=f"XML {_value(root, 'Version')}".strip(),
        reference=_value(root, "TransactionIdentifier"),
        sender=_value(origin, "AirlineCode") if origin is not None else "",
        access_reference=_value(root, "CorrelationID"),
        function="22",
        complete=not counted,
        announced=announced,
        legs=(flight,) if flight != FlightLeg() else (),
        bookings=bookings,
        findings=tuple(findings),
        digest=hashlib.sha256(data).hexdigest(),
        end=len(data),
    )


# elements by local name


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element | None, name: str) -> list[Element]:
    return [one for one in element if _name(one) == name] if element is not None else []


def _first(element: Element | None, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _value(element: Element | None, name: str) -> str:
    """Return an attribute, or the text of the child of that name."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value.strip()
    child = _first(element, name)
    return (child.text or "").strip() if child is not None else ""


def _moment(text: str) -> str:
    """Return an ISO date-time to the minute, its zone left out: times are local to their airport."""
    match = _MOMENT.match(text)
    if match is None:
        return ""
    return f"{match[1]}T{match[2]}" if match[2] else match[1]


def _airport(element: Element, name: str) -> str:
    return _value(_first(element, name), "LocationCode")


def _pushed(element: Element) -> FlightLeg:
    number, suffix = number_parts(_value(element, "FlightNumber"), _value(element, "CarrierCode"))
    return FlightLeg(
        _value(element, "CarrierCode"),
        number,
        suffix,
        _airport(element, "DepartureAirport"),
        _airport(element, "ArrivalAirport"),
        _moment(_value(element, "DepartureDateTime")),
        _moment(_value(element, "ArrivalDateTime")),
    )


def _booking(element: Element) -> Booking:
    created = _moment(_value(element, "PNR_CreationDate"))
    people = _all(element, "Passenger")
    documents = [_document(one) for one in _all(element, "DOC_SSR")]
    travellers = tuple([_traveller(one, documents, alone=len(people) == 1) for one in people])
    contact = _first(element, "ContactInfo")
    source = _first(_first(element, "POS"), "Source")
    return Booking(
        locators=tuple(
            [
                Locator(_value(_first(one, "CompanyName"), "Code"), _value(one, "ID"), "", created)
                for one in _all(element, "BookingRefID")
            ]
        ),
        created=created,
        changed=_moment(_value(element, "PNR_TransDate")),
        ticketed=_moment(_value(element, "LastTktDate")),
        agency=_agency(source) if source is not None else Agency(),
        travellers=travellers,
        party=max(len(travellers), _count(_value(element, "NumberOfPassengers"))),
        itinerary=tuple([_leg(one) for one in _all(element, "Flight")]),
        contacts=_contacts(contact),
        addresses=_addresses(contact),
        payments=tuple([payment for one in people for payment in _payments(one)]),
        services=tuple([service for one in people for service in _services(one)]),
    )


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def _agency(source: Element) -> Agency:
    requestor = _first(source, "RequestorID")
    return Agency(
        system=_value(source, "AirlineVendorID") or _value(_first(requestor, "CompanyName"), "Code"),
        iata_code=_value(requestor, "ID"),
        office=_value(source, "PseudoCityCode"),
        city=_value(source, "AirportCode"),
        country=_value(source, "ISOCountry"),
        currency=_value(source, "ISOCurrency"),
        agent=_value(source, "AgentSine"),
    )


def _contacts(element: Element | None) -> tuple[Contact, ...]:
    found = []
    for kind, name in (("phone", "PhoneNumber"), ("email", "EmailAddress")):
        value = _value(element, name)
        if value:
            digits = ("+" if value[0] == "+" else "") + "".join(char for char in value if char.isdecimal())
            found.append(Contact(kind, digits if kind == "phone" else value, "", "ContactInfo", value))
    return tuple(found)


def _addresses(element: Element | None) -> tuple[Address, ...]:
    if element is None:
        return ()
    street = " ".join(
        (one.text or "").strip() for one in (*_all(element, "StreetNmbr"), *_all(element, "AddressLine"))
    )
    address = Address(
        "contact",
        street.strip(),
        _value(element, "CityName"),
        _value(element, "StateProv"),
        _value(element, "PostalCode"),
        _value(element, "CountryName"),
    )
    return (address,) if address != Address("contact") else ()


class _Paper:
    __slots__ = ("birth_place", "document", "reference", "residence")

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.document: Document | None = None
        self.birth_place = ""
        self.residence = ""


def _document(element: Element) -> _Paper:
    """Read DOCS, DOCO or DOCA of a DOC_SSR."""
    info = _first(element, "FlightInfo")
    paper = _Paper(_value(element, "SurnameRefNumber") or _value(element, "RPH"))
    docs = _first(element, "DOCS")
    docs = docs if docs is not None else _first(info, "DOCS")
    visa = _first(element, "DOCO")
    visa = visa if visa is not None else _first(info, "DOCO")
    place = _first(element, "DOCA")
    place = place if place is not None else _first(info, "DOCA")
    if docs is not None:
        paper.document = Document(
            kind=coded(_value(docs, "TravelDocType")),
            number=coded(_value(docs, "TravelDocNbr")),
            issuer=coded(_value(docs, "IssuingLoc")),
            expiry=_moment(_value(docs, "ExpiryDate"))[:10],
            nationality=coded(_value(docs, "PaxNationality")),
            birth=_moment(_value(docs, "DateOfBirth"))[:10],
            sex=_value(docs, "Gender"),
            name=full_name(
                _value(docs, "Surname"), _value(docs, "FirstGivenName"), _value(docs, "SecondGivenName")
            ),
        )
    elif visa is not None:
        paper.birth_place = _value(visa, "BirthLocation")
        paper.document = Document(
            kind=coded(_value(visa, "TravelDocType")),
            number=coded(_value(visa, "TravelDocNbr")),
            issuer=coded(_value(visa, "CountryState")),
            issued=_moment(_value(visa, "DateOfIssue"))[:10],
            issued_at=coded(_value(visa, "PlaceOfIssue")),
        )
    elif place is not None and _value(place, "AddressType") == "R":
        paper.residence = coded(_value(place, "Country"))
    return paper


def _traveller(element: Element, papers: list[_Paper], *, alone: bool) -> Traveller:
    references = {_value(element, "RPH"), _value(element, "SurnameRefNumber")} - {""}
    given = " ".join((one.text or "").strip() for one in _all(element, "GivenName"))
    surname = _value(element, "Surname")
    own_papers = [
        one
        for one in papers
        if one.reference in references or (not one.reference and (alone or _spells(one, surname, given)))
    ]
    documents = [one.document for one in own_papers if one.document is not None and one.document.number]
    best = next((one for one in documents if one.name.received), Document())
    own = meant(surname, given, confirmed=best.name.given)
    tickets = tuple([_ticket(one) for one in _all(element, "TicketDocument")])
    return Traveller(
        reference=_value(element, "RPH") or _value(element, "SurnameRefNumber"),
        kind=kind_of(_value(_first(element, "FareInfo"), "PTC_Code")[:3]),
        name=best.name if best.name.received else own,
        other_names=(own,) if best.name.received and best.name.received != own.received else (),
        birth=best.birth,
        sex=best.sex,
        nationality=best.nationality,
        residence=next((one.residence for one in own_papers if one.residence), ""),
        birth_place=next((one.birth_place for one in own_papers if one.birth_place), ""),
        documents=tuple(documents),
        frequent_flyers=tuple(
            [
                FrequentFlyer(_value(one, "ProgramID"), _value(one, "MembershipID"), "")
                for one in _all(element, "CustLoyalty")
            ]
        ),
        tickets=tickets,
    )


def _spells(paper: _Paper, surname: str, given: str) -> bool:
    """Return whether a document without a reference spells this traveller's name."""
    name = paper.document.name if paper.document is not None else Name()
    return bool(name.surname) and name.surname == surname.upper() and given.upper().startswith(name.given[:3])


def _ticket(element: Element) -> Ticket:
    fare = _first(element, "TotalFare")
    taxes = [
        " ".join(
            part
            for part in (_value(one, "Amount"), _value(one, "CurrencyCode"), _value(one, "TaxType"))
            if part
        )
        for group in _all(element, "Taxes")
        for one in _all(group, "Tax")
    ]
    return Ticket(
        _value(element, "TicketDocumentNbr"),
        _value(element, "Type"),
        _moment(_value(element, "DateOfIssue")),
        1,
        "",
        _value(fare, "Amount"),
        _value(fare, "CurrencyCode"),
        taxes=tuple(taxes),
    )


def _payments(element: Element) -> list[Payment]:
    reference = _value(element, "RPH") or _value(element, "SurnameRefNumber")
    return [
        Payment(
            _value(one, "PaymentType"),
            _value(one, "VendorCode"),
            _value(one, "AccountNbr"),
            _value(one, "ExpiryDate"),
            _value(one, "PaymentAmount"),
            _value(_first(ticket, "TotalFare"), "CurrencyCode"),
            _value(one, "CardHolderName"),
            "",
            "",
            _value(ticket, "TicketDocumentNbr"),
            reference,
        )
        for ticket in _all(element, "TicketDocument")
        for one in _all(ticket, "PaymentInfo")
    ]


def _services(element: Element) -> list[Service]:
    reference = _value(element, "RPH") or _value(element, "SurnameRefNumber")
    found = []
    for one in _all(element, "SSR"):
        board, off = _value(one, "BoardPoint"), _value(one, "OffPoint")
        found.append(
            Service(
                _value(one, "SSR_Code"),
                _value(one, "Status"),
                _value(_first(one, "Airline"), "Code"),
                f"{board}-{off}" if board or off else "",
                (reference,) if reference else (),
                _value(one, "Text"),
            )
        )
    return found


def _leg(element: Element) -> ItineraryLeg:
    operator, marketing = _first(element, "OperatingAirline"), _first(element, "MarketingAirline")
    carrier = _value(marketing, "Code") or _value(operator, "Code")
    number, suffix = number_parts(_value(element, "FlightNumber"), carrier)
    other = _value(operator, "FlightNumber")
    return ItineraryLeg(
        carrier,
        number,
        suffix,
        _airport(element, "DepartureAirport"),
        _airport(element, "ArrivalAirport"),
        _moment(_value(element, "DepartureDateTime")),
        _moment(_value(element, "ArrivalDateTime")),
        _value(operator, "Code"),
        number_parts(other)[0] if other else "",
        _value(element, "ResBookDesigCode"),
        _value(element, "Status"),
        "air",
        _value(_first(element, "Equipment"), "AirEquipType"),
    )

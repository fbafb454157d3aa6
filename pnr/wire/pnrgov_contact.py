"""Originator, free texts and addresses of a booking: ORG, IFT, ADD, EBD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pnr.model.booking import Agency, Remark
from pnr.model.traveller import Contact
from pnr.wire import contacts, pnrgov_checkin, pnrgov_fares
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import BOOKING, CHECK_IN, CHECKED, HISTORY, PAYMENT, TICKET, TRAVELLER, WIDE

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader


def org(reader: BookingReader, text: str) -> None:
    context = reader.context
    if CHECK_IN <= context <= CHECKED:
        agents = reader.frame.agents
        if text not in agents:
            agents[text] = pnrgov_checkin.agent_of([part.split(COMPONENT) for part in text.split(ELEMENT)])
        reader.event_agent = agents[text]
        return
    if context == HISTORY or (reader.agency is not None and context != BOOKING):
        return
    agencies = reader.frame.agencies
    if text not in agencies:
        parts = [part.split(COMPONENT) for part in (text + WIDE).split(ELEMENT)]
        filled = any(component.strip() for element in parts[1:] for component in element)
        agencies[text] = _agency(parts) if filled else None
    agency = agencies[text]
    if agency is None:
        reader.empty_origin = reader.empty_origin or reader.agency is None
    elif reader.agency is None:
        reader.agency = agency


def ift(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)
    head = parts[1].split(COMPONENT) if len(parts) > 1 else [""]
    coded, kind = head[0].strip(), head[1].strip() if len(head) > 1 else ""
    lines = parts[2:]
    if text.count(COMPONENT) >= len(head):
        lines = [line.replace(COMPONENT, ":") for line in lines]
    if len(coded) > 3 or (coded and not coded.isalnum()):
        reader.faults.once("text.unqualified", reader.at, "1.1")
        lines.insert(0, parts[1].replace(COMPONENT, ":"))
        kind = ""
    if reader.context == HISTORY:
        reader.change("remark", " ".join(lines))
        return
    if kind == "15":
        pnrgov_fares.calculation(reader, lines)
        return
    if kind == "43":
        pnrgov_fares.payer(reader, lines)
        return
    joined_text = " ".join(lines)
    reader.remarks.append(Remark(kind or "IFT", joined_text))
    contact = contact_in(kind, joined_text)
    if contact is not None:
        own_contact(reader, contact)


def contact_in(kind: str, text: str) -> Contact | None:
    """Return the contact a free text of qualifier `kind` holds."""
    if kind in {"3", "4", "5", "P01"}:
        value = contacts.phone(text)
        return (
            Contact("fax" if kind == "P01" else "phone", value, "traveller", "IFT", text) if value else None
        )
    if kind == "6":
        value = contacts.phone(text)
        return Contact("phone", value, "agency", "IFT", text) if value else None
    if kind == "P02":
        value = contacts.email(text)
        return Contact("email", value, "traveller", "IFT", text) if value else None
    return contacts.remark(text) if "CTC" in text else None


def own_contact(reader: BookingReader, contact: Contact) -> None:
    """Give a contact to the open traveller, or to the booking."""
    own = reader.traveller if TRAVELLER <= reader.context <= PAYMENT else None
    target = own.contacts if own is not None else reader.contacts
    target.append(contact)


def add(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)[1:]
    if parts and parts[0].count(COMPONENT) < 3:
        parts = parts[1:]
    address, found = pnrgov_fares.address(parts)
    if reader.context == PAYMENT:
        pnrgov_fares.billing(reader, address, found)
        return
    traveller = reader.traveller if reader.context in {TRAVELLER, TICKET} else None
    if address is not None:
        (traveller.addresses if traveller is not None else reader.addresses).append(address)
    for contact in found:
        own_contact(reader, contact)


def ebd(reader: BookingReader, text: str) -> None:
    reader.excess = reader.excess or pnrgov_fares.excess(text)


def _agency(parts: list[list[str]]) -> Agency:
    """Read the originator; some systems shift the elements after the agency by one."""

    def at(element: int, component: int = 0) -> str:
        return parts[element][component].strip() if len(parts[element]) > component else ""

    kind, place = at(5), 6
    if not kind and len(at(6)) == 1:
        kind, place = at(6), 7
    if len(kind) > 1:  # company in the place of the type
        kind = ""
    country, currency, agent = at(place), at(place, 1), at(place + 1)
    return Agency(
        system=at(1),
        system_city=at(1, 1),
        iata_code=at(2),
        office=at(2, 1),
        city=at(3) or at(4, 1),
        country=country if len(country) in {2, 3} else "",
        currency=currency,
        kind=kind,
        agent=agent,
    )

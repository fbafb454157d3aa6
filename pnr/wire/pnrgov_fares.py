"""Tickets, fares, taxes, payments and addresses of a booking (PNRGOV groups 2-4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from pnr.model.booking import Payment, Remark
from pnr.model.traveller import Address, Contact
from pnr.wire import contacts
from pnr.wire.drafts import TicketDraft
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import PAYMENT, TICKET

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader

_PAD = COMPONENT * 12
_WIDE = ELEMENT * 9
_AMOUNT = re.compile(r"(?P<amount>\d[\d.,]*)(?P<currency>[A-Z]{3})?")
_PURPOSES = {"700": "contact", "701": "mailing", "702": "home", "703": "business"}
_LETTERS = {"E", "M", "H", "O", "N"}


def amount(text: str) -> tuple[str, str]:
    """Return an amount with a decimal point, and the currency glued to it; FREE and BULK as sent."""
    if text[-3:-2] == "." and text[:-3].isdecimal() and text[-2:].isdecimal():
        return text, ""
    text = text.strip()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return text, ""
    value = match.group("amount")
    if "," in value:
        head, _, tail = value.rpartition(",")
        value = f"{head.replace('.', '')}.{tail}" if len(tail) != 3 or "." in head else value.replace(",", "")
    return value, match.group("currency") or ""


def tkt(reader: BookingReader, text: str) -> None:
    """TKT: open a ticket; the number of booklets sometimes stands in the place of the type."""
    parts = text.split(ELEMENT)
    columns = parts[1].split(COMPONENT) if len(parts) > 1 else [""]
    number, kind, booklets = (
        columns[0],
        columns[1] if len(columns) > 1 else "",
        columns[2] if len(columns) > 2 else "",
    )
    if not booklets and len(kind) == 1 and kind != "1" and kind.isdecimal():
        kind, booklets = "", kind
    if not number.isdecimal():
        number = number.replace("-", "").replace(" ", "")
    ticket = TicketDraft(
        number, kind, (int(booklets) if booklets.isdecimal() and len(booklets) < 3 else 1) or 1
    )
    pending = reader.pending_calculation
    if pending is not None and pending[0] is reader.traveller:
        ticket.calculation, reader.pending_calculation = pending[1], None
    reader.ticket, reader.context = ticket, TICKET
    if reader.traveller is not None:
        reader.traveller.tickets.append(ticket)
    else:
        reader.loose_tickets.append(ticket)


def mon(reader: BookingReader, text: str) -> None:
    """MON: base and total of the ticket, counted from the first composite on."""
    ticket = reader.ticket
    if ticket is None:
        return
    for composite in text.split(ELEMENT)[1:]:
        columns = composite.split(COMPONENT)
        if len(columns) < 2 or not columns[1]:
            continue
        kind = columns[0]
        value, currency = amount(columns[1])
        if kind == "T" or (not kind and ticket.base and not ticket.total):
            ticket.total = value
        elif (kind == "B" or not kind) and not ticket.base:
            ticket.base = value
        else:
            continue
        ticket.currency = (columns[2] if len(columns) > 2 else "") or currency or ticket.currency


def ptk(_reader: BookingReader, _text: str) -> None:
    """PTK: pricing facts nobody of the model asks for."""


def txd(reader: BookingReader, text: str) -> None:
    """TXD: taxes, each as `amount currency code`."""
    if reader.ticket is None:
        return
    for composite in text.split(ELEMENT)[2:]:
        columns = composite.split(COMPONENT)
        if not columns[0]:
            continue
        value, glued = amount(columns[0])
        columns += _FOUR
        currency, code = columns[2] or glued, columns[3] or columns[1]
        reader.ticket.taxes.append(f"{value}{' ' if currency else ''}{currency}{' ' if code else ''}{code}")


_FOUR = ["", "", "", ""]


def fop(reader: BookingReader, text: str) -> None:
    """FOP: the forms of payment of the open ticket."""
    ticket, traveller = reader.ticket, reader.traveller
    number = ticket.number if ticket is not None else ""
    reference = traveller.reference if traveller is not None else ""
    for composite in text.split(ELEMENT)[1:]:
        form, _, value, vendor, account, expiry, *_ = (composite + _PAD).split(COMPONENT)
        if not (form or value or vendor or account):
            continue
        currency = ""
        if value:
            value, currency = amount(value)
            currency = currency or (ticket.currency if ticket is not None else "")
        reader.payments.append(
            Payment(form, vendor, account, expiry, value, currency, "", "", "", number, reference)
        )
    reader.context = PAYMENT


def payer(reader: BookingReader, lines: list[str]) -> None:
    """IFT 4:43: who paid, with address and phone; belongs to the payments of the open ticket."""
    lines = [line.strip() for line in lines] + ["", "", ""]
    name, place, number = lines[0], lines[1], lines[2]
    ticket = reader.ticket.number if reader.ticket is not None else ""
    reference = reader.traveller.reference if reader.traveller is not None else ""
    own: list[int] = []
    for at in range(len(reader.payments) - 1, -1, -1):
        payment = reader.payments[at]
        if payment.ticket != ticket or payment.traveller != reference or payment.payer:
            break
        own.append(at)
    phone = contacts.phone(number) or number
    for at in own:
        reader.payments[at] = msgspec.structs.replace(
            reader.payments[at], payer=name, payer_address=place, payer_phone=phone
        )
    if not own:
        reader.payments.append(Payment("", "", "", "", "", "", name, place, phone, ticket, reference))


def billing(reader: BookingReader, place: Address | None, found: list[Contact]) -> None:
    """ADD under FOP: the payer's address, and a phone that is the payer's, not the traveller's."""
    if not reader.payments:
        return
    last = reader.payments[-1]
    if place is not None and not last.payer_address:
        text = ", ".join(part for part in (place.street, place.city, place.postcode, place.country) if part)
        last = msgspec.structs.replace(last, payer_address=text)
    number = next((one.value for one in found if one.kind == "phone"), "")
    if number and not last.payer_phone:
        last = msgspec.structs.replace(last, payer_phone=number)
    reader.payments[-1] = last


def calculation(reader: BookingReader, lines: list[str]) -> None:
    """IFT 15: the fare calculation, which senders split over elements in the middle of a word."""
    text = ""
    for line in lines:
        text = f"{text} {line}" if text and text[-1:].isalpha() and line[:1].isalpha() else text + line
    if reader.ticket is not None:
        reader.ticket.calculation = reader.ticket.calculation or text
    elif reader.traveller is not None and not reader.traveller.tickets:
        reader.pending_calculation = (reader.traveller, text)
    else:
        reader.remarks.append(Remark("15", text))


def address(parts: list[str]) -> tuple[Address | None, list[Contact]]:
    """Read the C032 composites of ADD: an address, and the phones and e-mails senders hide in it."""
    found: list[Contact] = []
    place: Address | None = None
    for composite in parts:
        columns = [part.strip() for part in composite.split(COMPONENT)]
        columns += [""] * (9 - len(columns))
        purpose, street, city, state, region, country, postcode = columns[:7]
        texts = [text for text in columns[7:] if text]
        if postcode.isdecimal() and len(postcode) > 9 and not texts:  # a phone in the place of the postcode
            texts, postcode = [postcode], ""
        if texts and not postcode and not any(char.isspace() for char in texts[0]) and len(texts[0]) < 9:
            postcode, texts = texts[0], texts[1:]
        for text in texts:
            contact = contacts.anything(text, "ADD")
            if contact is not None:
                found.append(contact)
        if place is None and (street or city or postcode or country):
            kind = _PURPOSES.get(purpose, "contact" if purpose in _LETTERS else purpose)
            place = Address(kind, street, city, region or state, postcode, country)
    if not found and parts and parts[-1].isdecimal() and len(parts[-1]) > 5:  # `…:::::::M+<digits>`
        found.append(Contact("phone", "+" + parts[-1], "", "ADD", parts[-1]))
    return place, found


def excess(text: str) -> str:
    """EBD: excess baggage paid for, as plain text: `4 PIECES 40.00 GBP`."""
    parts = (text + _WIDE).split(ELEMENT)
    currency, rate, *_ = (parts[1] + _PAD).split(COMPONENT)
    words = []
    for composite in parts[2:]:
        quantity, _, kind, unit, *_ = (composite + _PAD).split(COMPONENT)
        if quantity:
            words = [f"{quantity} {'PIECES' if kind == 'N' else {'K': 'KG', 'L': 'LB'}.get(unit, 'KG')}"]
            break
    if rate.strip():
        words.append(f"{rate.strip()} {currency.strip()}".strip())
    return " ".join(words)

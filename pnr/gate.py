"""The only door to the store: what a booking may hold before anything of it is sealed or written.

An allow-list, never a search for what to remove: closed field list with one shape per field
(`pnr.gate_shapes`), admitted service codes without their text, values taken out of free text by grammar
(`pnr.gate_extract`), then every remark is dropped. What was dropped is counted by class and never beside a
record; the filter's version travels with every record, so a better filter can run over older ones.

Source: Directive (EU) 2016/681 art. 13(4), Annex I; C-817/19 on headings 5, 6, 8, 12 and 18.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from pnr import codes
from pnr.gate_extract import NOTHING, Extracted, email, extracted, full_card, minor_age, phone
from pnr.gate_shapes import SHAPES, Shape, never
from pnr.model.booking import Booking, Change, Payment, Service
from pnr.model.traveller import Address, Contact, Document, Name, Ticket, Traveller
from pnr.sensitive import Class, admits_service, revealed_by, service_class, title_class

FILTER_VERSION = "2026-11.1"
"""Changes with every change of what is admitted: the test of the gate holds a digest of the tables."""

SMALL = 10  # counts below are shown as "<10": one diabetic on one flight is a person

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
S = TypeVar("S", bound=msgspec.Struct)
_FREE_TEXT = frozenset({"OTHS", "UMNR", "CKIN", "RMKS"})
_FOREIGN = frozenset({"emergency", "payer"})  # people who are not in the booking


class Admitted(msgspec.Struct, frozen=True, gc=False):
    """What may be kept of a booking, what was dropped by class, and full card numbers for tokens only."""

    booking: Booking
    dropped: dict[str, int]
    cards: tuple[str, ...]


def admit(booking: Booking) -> Admitted:
    """Return what may be stored of `booking`.

    The result holds no remark, no service outside the allow-list and no service text but a minor's age
    (`UM08`), no group's name (only that there is one), no card number beyond its last four digits, no contact
    of a person outside the booking. Contacts, a single traveller's ticket numbers and card ends found in free
    text are added where they belong. `cards` are the full numbers for keyed tokens; never store them.
    """
    dropped: Counter[str] = Counter()
    found = [extracted(remark.text, origin="remark") for remark in booking.remarks]
    found += [_from_service(service) for service in booking.services]
    dropped[Class.TEXT] += sum(1 for remark in booking.remarks if remark.text)
    cards = [card for one in found for card in one.cards]
    cards += [card for payment in booking.payments if (card := full_card(payment.number))]
    kept = msgspec.structs.replace(
        booking,
        group=_group(booking.group, dropped),
        travellers=tuple([_traveller(one, dropped) for one in booking.travellers]),
        documents=_documents(booking.documents, dropped),
        contacts=_contacts((*booking.contacts, *(c for one in found for c in one.contacts)), dropped),
        addresses=_addresses(booking.addresses, dropped),
        payments=_payments(booking.payments, found),
        services=_services(booking.services, dropped),
        remarks=(),
        changes=tuple([_change(one, dropped) for one in booking.changes]),
    )
    kept = _with_tickets(kept, found)
    return Admitted(
        _shaped(kept, dropped), {name: n for name, n in dropped.items() if n}, tuple(dict.fromkeys(cards))
    )


def shown(dropped: Mapping[str, int]) -> dict[str, str]:
    """Return counts of dropped values as they may be shown or logged: below ten only `<10`."""
    return {
        name: f"<{SMALL}" if count < SMALL else str(count) for name, count in sorted(dropped.items()) if count
    }


def admit_traveller(traveller: Traveller) -> tuple[Traveller, dict[str, int]]:
    """Return what may be stored of one traveller of a passenger list, and what was dropped by class."""
    dropped: Counter[str] = Counter()
    return _shaped(_traveller(traveller, dropped), dropped), {name: n for name, n in dropped.items() if n}


def _group(name: str, dropped: Counter[str]) -> str:
    if name and name != "group":
        dropped[Class.GROUP] += 1
    return "group" if name else ""


def _traveller(traveller: Traveller, dropped: Counter[str]) -> Traveller:
    return msgspec.structs.replace(
        traveller,
        name=_name(traveller.name, dropped),
        other_names=tuple([_name(one, dropped) for one in traveller.other_names]),
        documents=_documents(traveller.documents, dropped),
        contacts=_contacts(traveller.contacts, dropped),
        addresses=_addresses(traveller.addresses, dropped),
    )


def _documents(documents: tuple[Document, ...], dropped: Counter[str]) -> tuple[Document, ...]:
    return tuple(
        [
            msgspec.structs.replace(one, name=_name(one.name, dropped)) if one.name.received else one
            for one in documents
        ]
    )


def _name(name: Name, dropped: Counter[str]) -> Name:
    """Take a title that tells a belief or an office off a name, out of `received` too."""
    found = title_class(name.title)
    if found is None and not _says_more(name):
        return name
    dropped[found or Class.TEXT] += 1
    plain = f"{name.surname}/{name.given}" if name.given else name.surname
    return msgspec.structs.replace(name, title="" if found else name.title, received=plain)


def _says_more(name: Name) -> bool:
    """Tell whether `received` gives away what the cleaned name does not say (a remark in the name field)."""
    if not name.received or len(name.received) <= len(name.surname) + len(name.given) + 1:
        return False
    rest = name.received.upper()
    for part in (name.surname, name.given, name.title):
        rest = rest.replace(part.upper(), " ", 1) if part else rest
    return bool(rest.strip(" /")) and revealed_by(rest) is not None


def _contacts(contacts: tuple[Contact, ...], dropped: Counter[str]) -> tuple[Contact, ...]:
    kept: dict[tuple[str, str], Contact] = {}
    for one in contacts:
        if one.whose in _FOREIGN:
            dropped[Class.THIRD_PERSON] += 1
            continue
        value = email(one.value) if one.kind == "email" else phone(one.value) if one.kind == "phone" else ""
        if value:
            kept.setdefault((one.kind, value), msgspec.structs.replace(one, value=value, received=""))
        else:
            dropped[Class.VALUE] += 1
    return tuple(kept.values())


def _addresses(addresses: tuple[Address, ...], dropped: Counter[str]) -> tuple[Address, ...]:
    kept = tuple([one for one in addresses if one.kind != "birth"])
    dropped[Class.BEYOND] += len(addresses) - len(kept)
    return kept


def _payments(payments: tuple[Payment, ...], found: list[Extracted]) -> tuple[Payment, ...]:
    kept = [
        msgspec.structs.replace(one, form=_form(one.form), number=_last_four(one.number), payer_phone="")
        for one in payments
    ]
    known = {one.number for one in kept}
    ends = dict.fromkeys(end for one in found for end in one.last_four if end not in known)
    return (*kept, *(Payment(form="CC", number=end) for end in ends))


def _form(form: str) -> str:
    """Keep a form of payment that a table knows, or a short code; a phrase becomes what it says or OTHER."""
    if not form or len(form) <= 3 or codes.payment_form(form) != "other":
        return form
    return "CASH" if "CASH" in form.upper() else "OTHER"


def _last_four(number: str) -> str:
    return _NOT_ALNUM.sub("", number)[-4:]


def _from_service(service: Service) -> Extracted:
    """Read a service's text where it is free text; a structured one was read by the message's own grammar."""
    if service.code not in _FREE_TEXT:
        return NOTHING
    found = extracted(service.text, origin=service.code)
    if service.code == "UMNR":
        guardians = tuple([msgspec.structs.replace(one, whose="guardian") for one in found.contacts])
        return found._replace(contacts=guardians)
    return found


def _services(services: tuple[Service, ...], dropped: Counter[str]) -> tuple[Service, ...]:
    kept: list[Service] = []
    for one in services:
        code = one.code.upper()
        if not admits_service(code):
            dropped[service_class(code)] += 1
            continue
        text = minor_age(one.text) if code == "UMNR" else ""
        if one.text and code in {"OTHS", "UMNR"} and text != one.text:
            dropped[Class.TEXT] += 1
        kept.append(msgspec.structs.replace(one, code=code, text=text))
    return tuple(kept)


def _change(change: Change, dropped: Counter[str]) -> Change:
    """Keep of a history line its time and kind; of its value a plain name, or an admitted service code."""
    value = change.value
    if not value:
        return change
    if change.subject == "service":
        code = value[:4].upper()
        kept = code if admits_service(code) else ""
        dropped[Class.TEXT if kept else service_class(code)] += int(kept != value)
    elif change.subject in {"remark", "contact"} or revealed_by(value):
        kept = ""
        dropped[Class.TEXT] += 1
    elif change.subject == "name":
        kept = value if "/" in value and not any(c.isdigit() for c in value) else ""
        dropped[Class.TEXT] += int(kept != value)
    else:
        kept = value if codes_only(value) else ""
        dropped[Class.TEXT] += int(kept != value)
    return msgspec.structs.replace(change, value=kept)


def codes_only(value: str) -> bool:
    """Tell whether a history value is codes and numbers only: every word short, or holding a digit."""
    return len(value) <= 80 and all(
        len(word) <= 3 or any(c.isdigit() for c in word) for word in value.split()
    )


def _with_tickets(booking: Booking, found: list[Extracted]) -> Booking:
    """Give ticket numbers of the free text to the traveller, where only one can be meant."""
    numbers = dict.fromkeys(number for one in found for number in one.tickets)
    if not numbers or len(booking.travellers) != 1:
        return booking
    only = booking.travellers[0]
    known = {"".join(c for c in ticket.number if c.isdigit())[:13] for ticket in only.tickets}
    added = tuple([Ticket(number=number) for number in numbers if number not in known])
    if not added:
        return booking
    return msgspec.structs.replace(
        booking, travellers=(msgspec.structs.replace(only, tickets=only.tickets + added),)
    )


class _Holds(Enum):
    """What a field of a struct holds, as far as shaping it goes."""

    TEXT = 0
    TEXTS = 1
    PART = 2
    PARTS = 3


@cache
def _plan(
    struct: type[msgspec.Struct],
) -> tuple[attrgetter[tuple[Any, ...]], tuple[tuple[str, Shape, _Holds], ...]]:
    """List the fields that hold text, with their shape, and what fetches them all in one call.

    A text without a shape may hold nothing. Numbers pass.
    """
    shapes = SHAPES.get(struct, {})
    steps: list[tuple[str, Shape, _Holds]] = []
    for name, hint in get_type_hints(struct).items():
        many = get_origin(hint) is tuple
        inner = get_args(hint)[0] if many else hint
        if inner is str:
            steps.append((name, shapes.get(name, never), _Holds.TEXTS if many else _Holds.TEXT))
        elif issubclass(inner, msgspec.Struct):
            steps.append((name, never, _Holds.PARTS if many else _Holds.PART))
    names = [name for name, _, _ in steps]
    return attrgetter(*names, names[0]), tuple(steps)  # one name too many: always a tuple


def _shaped(record: S, dropped: Counter[str]) -> S:
    """Return `record` with every text that has not its field's shape emptied, and none without a shape."""
    changed: dict[str, Any] = {}
    fetch, steps = _plan(type(record))
    for value, (name, shape, holds) in zip(fetch(record), steps, strict=False):
        if not value:
            continue
        kept: Any
        if holds is _Holds.TEXT:
            kept, found = shape(value)
            if found is not None:
                dropped[found] += 1
        elif holds is _Holds.PARTS:
            kept = tuple([_shaped(one, dropped) for one in value])
        elif holds is _Holds.PART:
            kept = _shaped(value, dropped)
        else:
            kept = _texts(value, shape, dropped)
        if kept is not value and kept != value:
            changed[name] = kept
    return msgspec.structs.replace(record, **changed) if changed else record


def _texts(values: tuple[str, ...], shape: Shape, dropped: Counter[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for value in values:
        text, found = shape(value)
        if found is not None:
            dropped[found] += 1
        if text:
            kept.append(text)
    return tuple(kept)

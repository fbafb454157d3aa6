"""Travellers of a booking: names, loyalty cards, references, services (PNRGOV group 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pnr.model.traveller import FrequentFlyer
from pnr.wire import pnrgov_checkin
from pnr.wire.drafts import TravellerDraft, kind_of
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import PAD, Context, ServiceDraft

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader


def tif(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)
    family = (parts[1] + PAD).split(COMPONENT) if len(parts) > 1 else [""] * 10
    surname = family[0].strip()
    if reader.context in {Context.CHECK_IN, Context.CHECKED}:
        given, _, reference, *_ = (parts[2] + PAD).split(COMPONENT) if len(parts) > 2 else [""] * 10
        pnrgov_checkin.named(reader, surname, given.strip(), reference.strip())
        return
    if reader.context == Context.HISTORY:
        given = parts[2].partition(COMPONENT)[0] if len(parts) > 2 else ""
        reader.change("name", f"{surname}/{given}")
        return
    if family[1].strip() == "G" or (len(parts) == 3 and parts[2] == "G"):
        reader.group = surname
        reader.group_size = int(family[2]) if family[2].strip().isdecimal() else reader.group_size
        if len(parts) < 3 or not parts[2].partition(COMPONENT)[0].strip() or parts[2] == "G":
            return
    if surname in {"EXST", "CBBG"}:
        reader.extra_seats += 1
        reader.services.append(ServiceDraft(reader.at, None, surname, "", "", "", "", ()))
        return
    givens = parts[2:] or [""]
    for composite in givens:
        person(reader, surname, (composite + PAD).split(COMPONENT), alone=len(givens) == 1)


def person(reader: BookingReader, surname: str, given: list[str], *, alone: bool) -> None:
    """Open a traveller, or return to one that is already there (a TIF out of its place)."""
    name, code, reference = given[0].strip(), given[1].strip().upper(), given[2].strip()
    others = " ".join(part.strip() for part in given[4:] if part.strip())
    if others:
        name = f"{name} {others}".strip()
    if not (surname or name):
        if not alone:
            return
        reader.faults.add("traveller.name_missing", reader.at, "1.1")
    if reader.context >= Context.FLIGHT:
        for known in reader.travellers:
            if known.surname == surname and known.given == name and known.reference in {reference, ""}:
                reader.traveller, reader.context = known, Context.TRAVELLER
                return
    draft = TravellerDraft(surname, name, kind_of(code), reference, reader.at)
    draft.accompanied = given[3].strip() == "1"
    if code in {"M", "F"}:
        draft.sex = code
    reader.travellers.append(draft)
    reader.traveller, reader.context = draft, Context.TRAVELLER
    reader.ticket = None


def fti(reader: BookingReader, text: str) -> None:
    for composite in text.split(ELEMENT)[1:]:
        airline, number, reference, _, tier, _, late_tier, *_ = (composite + PAD).split(COMPONENT)
        if not number.strip():
            continue
        flyer = FrequentFlyer(airline.strip(), number.strip(), (tier or late_tier).strip())
        owner = reader.by_reference(reference) or reader.traveller
        if owner is None and len(reader.travellers) == 1:
            owner = reader.travellers[0]
        if owner is not None and flyer not in owner.flyers:
            owner.flyers.append(flyer)


def ref(reader: BookingReader, text: str) -> None:
    if reader.traveller is None:
        return
    for composite in text.split(ELEMENT)[1:]:
        _, separator, value = composite.partition(COMPONENT)
        value = value.partition(COMPONENT)[0].strip() if separator else composite.strip()
        if value:
            reader.traveller.unique = value
            return


def far(reader: BookingReader, text: str) -> None:
    if reader.traveller is not None:
        parts = text.split(ELEMENT)
        basis = [part.partition(COMPONENT)[0].strip() for part in parts[6:]]
        reader.traveller.fares = " ".join(part for part in basis if part) or reader.traveller.fares
        if not reader.traveller.kind and len(parts) > 1:
            reader.traveller.kind = kind_of(parts[1].partition(COMPONENT)[0].strip())


def ssr(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)
    head = parts[1].split(COMPONENT) if len(parts) > 1 else []
    size = len(head)
    if size < 9:
        head += [""] * (9 - size)
    code = head[0].strip().upper()
    free = head[8] if size == 9 else "".join(head[8:])
    if not free and size > 4 and (code[:3] in {"DOC", "CTC"} or code == "INFT"):
        at = next((i for i in range(4, size) if "/" in head[i]), 0)
        if at:
            free, head[6], head[7] = "".join(head[at:]), "", ""
    items: tuple[tuple[str, str], ...] = ()
    if len(parts) > 2:
        items = tuple([_item(part) for part in parts[2:] if part])
    board, off = head[6].strip(), head[7].strip()
    if reader.context == Context.HISTORY:
        reader.change("service", code)
        return
    route = f"{board}-{off}" if board or off else ""
    if not route and reader.context >= Context.FLIGHT and reader.leg is not None:
        route = reader.leg.route
    owner = (
        reader.traveller if reader.context in {Context.TRAVELLER, Context.TICKET, Context.PAYMENT} else None
    )
    if not code:
        reader.faults.add("service.code_missing", reader.at, "1.1")
    reader.services.append(
        ServiceDraft(reader.at, owner, code, head[1].strip(), head[3].strip(), route, free, items)
    )


def _item(part: str) -> tuple[str, str]:
    if COMPONENT not in part:
        return part.strip(), ""
    data, _, reference, *_ = (part + PAD).split(COMPONENT)
    return data.strip(), reference.strip()

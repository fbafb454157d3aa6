"""Travellers of a booking: names, loyalty cards, references, services (PNRGOV group 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pnr.model.traveller import FrequentFlyer
from pnr.wire import pnrgov_checkin
from pnr.wire.drafts import TravellerDraft, kind_of
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import (
    CHECK_IN,
    CHECKED,
    FLIGHT,
    HISTORY,
    PAD,
    PAYMENT,
    TRAVELLER,
    ServiceDraft,
)

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader


def tif(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)
    surname = parts[1] if len(parts) > 1 else ""
    family: list[str] = []
    if COMPONENT in surname:
        family = surname.split(COMPONENT)
        surname = family[0]
    context = reader.context
    if CHECK_IN <= context <= CHECKED:
        given = parts[2].split(COMPONENT) if len(parts) > 2 else [""]
        pnrgov_checkin.named(reader, surname, given[0], given[2] if len(given) > 2 else "")
        return
    if context == HISTORY:
        reader.change("name", f"{surname}/{parts[2].partition(COMPONENT)[0] if len(parts) > 2 else ''}")
        return
    if (len(family) > 1 and family[1] == "G") or (len(parts) == 3 and parts[2] == "G"):
        reader.group = surname
        if len(family) > 2 and family[2].isdecimal() and len(family[2]) < 5:
            reader.group_size = int(family[2])
        if len(parts) < 3 or not parts[2].partition(COMPONENT)[0] or parts[2] == "G":
            return
    if surname in _EXTRA_SEATS:
        reader.extra_seats += 1
        reader.services.append(ServiceDraft(reader.at, None, surname, "", "", "", "", ()))
        return
    if len(parts) == 3:
        person(reader, surname, parts[2].split(COMPONENT), alone=True)
        return
    for composite in parts[2:] or [""]:
        person(reader, surname, composite.split(COMPONENT), alone=len(parts) < 4)


_SEXES = frozenset({"M", "F"})
_EXTRA_SEATS = frozenset({"EXST", "CBBG"})


def person(reader: BookingReader, surname: str, given: list[str], *, alone: bool) -> None:
    """Open a traveller, or return to one that is already there (a TIF out of its place)."""
    size = len(given)
    name = given[0]
    code, reference = given[1] if size > 1 else "", given[2] if size > 2 else ""
    if size > 4:
        name = " ".join(part for part in (name, *given[4:]) if part)
    if not (surname or name):
        if not alone:
            return
        reader.faults.add("traveller.name_missing", reader.at, "1.1")
    if reader.context >= FLIGHT:
        known = reader.named.get((surname, name))
        if known is not None and known.reference in {reference, ""}:
            reader.traveller, reader.context = known, TRAVELLER
            return
    draft = TravellerDraft(surname, name, kind_of(code), reference, reader.at)
    if size > 3 and given[3] == "1":
        draft.accompanied = True
    if code in _SEXES:
        draft.sex = code
    reader.travellers.append(draft)
    reader.named.setdefault((surname, name), draft)
    if reference:
        reader.references.setdefault(reference.lstrip("0"), draft)
    reader.traveller, reader.context = draft, TRAVELLER
    reader.ticket = None


def fti(reader: BookingReader, text: str) -> None:
    for composite in text.split(ELEMENT)[1:]:
        airline, number, reference, _, tier, _, late_tier, *_ = (composite + PAD).split(COMPONENT)
        if not number:
            continue
        flyer = FrequentFlyer(airline, number, tier or late_tier)
        owner = (reader.by_reference(reference) if reference else None) or reader.traveller
        if owner is None and len(reader.travellers) == 1:
            owner = reader.travellers[0]
        if owner is not None:
            owner.flyers.append(flyer)


def ref(reader: BookingReader, text: str) -> None:
    if reader.traveller is None:
        return
    for composite in text.split(ELEMENT)[1:]:
        _, separator, value = composite.partition(COMPONENT)
        value = value.partition(COMPONENT)[0] if separator else composite
        if value:
            reader.traveller.unique = value
            return


def far(reader: BookingReader, text: str) -> None:
    if reader.traveller is not None:
        parts = text.split(ELEMENT)
        if len(parts) == 7 and COMPONENT not in parts[6]:
            reader.traveller.fares = parts[6] or reader.traveller.fares
        else:
            basis = [part.partition(COMPONENT)[0] for part in parts[6:]]
            reader.traveller.fares = " ".join(part for part in basis if part) or reader.traveller.fares
        if not reader.traveller.kind and len(parts) > 1:
            reader.traveller.kind = kind_of(parts[1].partition(COMPONENT)[0].strip())


def ssr(reader: BookingReader, text: str) -> None:
    parts = text.split(ELEMENT)
    head = parts[1].split(COMPONENT) if len(parts) > 1 else []
    size = len(head)
    if size < 9:
        head += _NINE[size:]
    code = head[0]
    free = head[8] if size == 9 else "".join(head[8:])
    if not free and size > 4 and (code[:3] in {"DOC", "CTC"} or code == "INFT"):
        at = next((i for i in range(4, size) if "/" in head[i]), 0)
        if at:
            free, head[6], head[7] = "".join(head[at:]), "", ""
    items: tuple[tuple[str, str], ...] = ()
    if len(parts) > 2:
        items = tuple([_item(part) for part in parts[2:] if part])
    board, off = head[6], head[7]
    if reader.context == HISTORY:
        reader.change("service", code)
        return
    route = f"{board}-{off}" if board or off else ""
    if not route and reader.context >= FLIGHT and reader.leg is not None:
        route = reader.leg.route
    owner = reader.traveller if TRAVELLER <= reader.context <= PAYMENT else None
    if not code:
        reader.faults.add("service.code_missing", reader.at, "1.1")
    reader.services.append(ServiceDraft(reader.at, owner, code, head[1], head[3], route, free, items))


_NINE = [""] * 9


def _item(part: str) -> tuple[str, str]:
    columns = part.split(COMPONENT)
    return columns[0], columns[2] if len(columns) > 2 else ""

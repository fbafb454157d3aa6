"""The end of a booking: services handed out, infants merged, names and documents weighed, record frozen."""

from __future__ import annotations

from pnr.model.booking import Agency, Booking, Locator, Service
from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import CheckIn, Document, Name, Seat, Traveller
from pnr.names_received import meant
from pnr.wire.documents import Docs
from pnr.wire.drafts import Checked, LegDraft, TravellerDraft
from pnr.wire.pnrgov_booking import BookingReader
from pnr.wire.pnrgov_context import Frame
from pnr.wire.pnrgov_flight import same_flight
from pnr.wire.pnrgov_services import Assigned, Infant, assign, letters

_RANK = {"P": 0, "IP": 1, "I": 2, "C": 2, "A": 2, "AC": 3, "F": 5}
_LONGEST_NAME = 200  # a TIF has seventy; beyond this it is damage, not a name
_MOST_INFANTS = 30  # of one booking among which a text is looked for
_GONE = frozenset({"HX", "UN", "XX", "XK", "XL", "NO", "UC", "XN", "OX", "IX", "NX", "UX", "US", "UU"})


def finish(reader: BookingReader) -> Booking:
    """Return the booking the reader gathered."""
    if len(reader.travellers) == 1 and reader.loose_tickets:
        reader.travellers[0].tickets.extend(reader.loose_tickets)
        reader.loose_tickets = []
    assigned = assign(reader)
    _merge_infants(reader, assigned)
    _seat_checked(reader, assigned)
    by_traveller: dict[int, list[Docs]] = {}
    for owner, read in assigned.documents:
        by_traveller.setdefault(id(owner), []).append(read)
    travellers = tuple(
        [
            _traveller(one, by_traveller.get(id(one), []), assigned.birth_places.get(id(one), ""))
            for one in reader.travellers
        ]
    )
    held = [leg for leg in reader.legs if same_flight(leg.values, reader.frame.leg)]
    for leg in held:
        _unswapped(leg, reader.frame.leg)
    cancelled = _cancelled(reader, held)
    _report(reader, travellers, held, cancelled=cancelled)
    legs = tuple([ItineraryLeg(*leg.values) for leg in reader.legs])
    assigned.services.extend(_loose_ticket(one.number, one.coupon) for one in reader.loose_tickets)
    locators = _ranked(reader.locators, reader.frame, held)
    return Booking(
        "pnr",
        locators,
        next((one.created for one in locators if one.created), ""),
        reader.changed,
        reader.ticketed or _first_issue(reader),
        reader.agency or Agency(),
        travellers,
        max(len(travellers), reader.group_size),
        reader.group,
        legs,
        tuple(dict.fromkeys(reader.contacts)),
        tuple(dict.fromkeys(reader.addresses)),
        tuple(reader.payments),
        tuple(dict.fromkeys(assigned.services)),
        tuple(reader.remarks),
        tuple(reader.splits),
        tuple(reader.changes),
        cancelled,
        tuple(assigned.loose_documents),
        reader.excess,
    )


def _unswapped(leg: LegDraft, pushed: FlightLeg) -> None:
    """Put the numbers of a codeshare right: some hosts exchange them, the pushed flight tells."""
    values = leg.values
    shared = values[8] != "" and values[7] == pushed.carrier != values[0]
    if shared and values[1] == pushed.number != values[8]:
        values[1], values[8] = values[8], values[1]


def _loose_ticket(number: str, coupon: str) -> Service:
    return Service("TKNE", "", "", "", (), f"{number}C{coupon}" if coupon else number)


def _first_issue(reader: BookingReader) -> str:
    dates = [ticket.issued for one in reader.travellers for ticket in one.tickets if ticket.issued]
    return min(dates, default="")


def _ranked(locators: list[Locator], frame: Frame, held: list[LegDraft]) -> tuple[Locator, ...]:
    """Put *the* locator first: the pushed carrier's, else the marketing carrier's, else the first sent."""
    if len(locators) < 2:
        return tuple(locators)
    marketing = {leg.values[0] for leg in held}

    def rank(locator: Locator) -> int:
        if locator.company == frame.leg.carrier:
            return 0
        return 1 if locator.company in marketing else 2

    return tuple(sorted(locators, key=rank))


def _cancelled(reader: BookingReader, held: list[LegDraft]) -> bool:
    """Return whether the message says that the booking no longer holds a seat on the pushed flight."""
    if held:
        return all(leg.values[10] in _GONE for leg in held)
    if reader.empty_origin:
        return True
    return not reader.travellers and not reader.legs and not reader.group


def _report(
    reader: BookingReader, travellers: tuple[Traveller, ...], held: list[LegDraft], *, cancelled: bool
) -> None:
    faults, at = reader.faults, reader.first
    if not reader.locators:
        faults.add("booking.locator_missing", at)
    if not travellers and not reader.group and not cancelled:
        faults.add("booking.no_travellers", at)
    if reader.legs and not cancelled and not held:
        faults.add("booking.not_on_flight", at)
    references = [one.reference for one in travellers if one.reference]
    if len(references) != len(set(references)):
        faults.add("traveller.reference_repeated", at)


def _traveller(draft: TravellerDraft, reads: list[Docs], birth_place: str) -> Traveller:
    """Weigh the sources: the best document gives birth, sex, nationality and the name to show."""
    if not reads:
        return draft.freeze(_own(draft, ""), (), birth_place)
    if len(reads) > 1:
        reads.sort(key=lambda read: _RANK.get(read.document.kind, 4))
    best = next((read for read in reads if read.document.name.received), None)
    own = _own(draft, best.document.name.given if best is not None else "")
    name, others = chosen(best.document.name, own) if best is not None else (own, ())
    for read in reads:
        document = read.document
        if read is best:
            draft.birth = document.birth or draft.birth
            draft.sex = document.sex or draft.sex
        else:
            draft.birth = draft.birth or document.birth
            draft.sex = draft.sex or document.sex
            if best is not None and _other(document.name, (name, *others)):
                others = (*others, document.name)
        draft.nationality = draft.nationality or document.nationality
    draft.documents = [read.document for read in reads]  # what is repeated is dropped when frozen
    return draft.freeze(name, others, birth_place)


def _own(draft: TravellerDraft, confirmed: str) -> Name:
    """Return the name the booking spells."""
    return meant(draft.surname[:_LONGEST_NAME], draft.given[:_LONGEST_NAME], confirmed=confirmed)


def chosen(document: Name, own: Name) -> tuple[Name, tuple[Name, ...]]:
    """Return the name to show (the document's) and the others; a title of the booking goes with it."""
    if not document.title and own.title:
        document = Name(
            document.surname, document.given, document.middle, own.title, document.suffix, document.received
        )
    return document, (own,) if own.received and own.received != document.received else ()


def _other(name: Name, known: tuple[Name, ...]) -> bool:
    return bool(name.received) and all(one.received != name.received for one in known)


# infants


def _merge_infants(reader: BookingReader, assigned: Assigned) -> None:
    """Make one person of an infant's own TIF, the adult's INFT text and a DOCS with FI or MI."""
    accompanied = [one for one in reader.travellers if one.accompanied]
    if not (accompanied or assigned.infants):
        return
    infants = [one for one in reader.travellers if one.kind == "infant"]
    for infant in assigned.infants:
        draft = _same_infant(infants, infant)
        if draft is None:
            draft = TravellerDraft(infant.surname, infant.given, "infant", "", reader.first)
            reader.travellers.append(draft)
            infants.append(draft)
        draft.birth = draft.birth or infant.birth
        if infant.document is not None:
            assigned.documents.append((draft, infant.document))
    named_adults = {id(infant.adult) for infant in assigned.infants if infant.adult is not None}
    missing = len(accompanied) - len(infants)
    for adult in accompanied:
        if missing > 0 and id(adult) not in named_adults:
            reader.faults.add("traveller.infant_unnamed", adult.index, "2.4")
            reader.group_size = max(reader.group_size, len(reader.travellers) + missing)
            missing -= 1


def _same_infant(infants: list[TravellerDraft], infant: Infant) -> TravellerDraft | None:
    """Return the infant a text is about: given names begin alike, births agree, or one has no name."""
    infants = infants[-_MOST_INFANTS:]
    given = letters(infant.given)
    family = letters(infant.surname)
    for one in infants:
        other = letters(one.given)
        alike = bool(given and other) and (other.startswith(given) or given.startswith(other))
        surname = letters(one.surname)
        if alike and (not family or not surname or surname == family or len(infants) == 1):
            return one
    same_birth = [one for one in infants if infant.birth and one.birth == infant.birth]
    if len(same_birth) == 1:
        return same_birth[0]
    unnamed = [one for one in infants if not letters(one.given)]
    return unnamed[0] if len(unnamed) == 1 else None


# check-in


def _seat_checked(reader: BookingReader, assigned: Assigned) -> None:
    """Give check-in entries to travellers: by the name inside the group, then by reference."""
    for event in reader.checked:
        owner = _checked_owner(reader, assigned, event)
        if owner is None:
            if event.surname or event.seat or event.bags or event.sequence:
                reader.faults.add("check_in.unassigned", event.index)
            continue
        if event.seat:
            owner.seats.append(Seat(event.seat, event.cabin, event.leg, "checkin"))
        owner.bags.extend(event.bags)
        owner.check_ins.append(CheckIn(event.leg, event.at, event.sequence, event.agent))


def _checked_owner(reader: BookingReader, assigned: Assigned, event: Checked) -> TravellerDraft | None:
    if event.surname or event.given:
        exact = reader.named.get((event.surname, event.given))
        if exact is not None and exact.reference == event.reference:
            return exact
        same = assigned.people.same(event.surname, event.given)
        for one in same if len(same) > 1 else ():
            if one.reference == event.reference:
                return one
        if same:
            return same[0]
        found = assigned.people.named(event.surname, event.given)
        if found is not None:
            return found
    for reference in (event.reference, event.tri if not event.surname else ""):
        found = reader.by_reference(reference)
        if found is not None and (not event.surname or letters(found.surname) == letters(event.surname)):
            return found
    if len(reader.travellers) == 1 and not event.surname:
        return reader.travellers[0]
    return None


__all__ = ["Document", "finish"]

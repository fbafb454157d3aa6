"""Special services of a booking, given to the travellers they are about and read for what they hold.

A service belongs to the traveller it stands under, or to those it refers to, or (documents) to the one whose
name it spells, or to the only traveller there is. What fits nobody is kept with the booking.
"""

from __future__ import annotations

import re

from pnr.model.booking import Service
from pnr.model.traveller import Document, FrequentFlyer, Name, Seat, Ticket
from pnr.wire import contacts
from pnr.wire.dates import Moment, birth_service
from pnr.wire.documents import Docs, doca, doco, docs, foid
from pnr.wire.drafts import TicketDraft, TravellerDraft
from pnr.wire.pnrgov_booking import BookingReader
from pnr.wire.pnrgov_checkin import seat_number
from pnr.wire.pnrgov_context import ServiceDraft

_TICKET = re.compile(
    r"[./ ]*(?P<infant>INF)?[ ]?(?P<number>\d{3}[- ]?\d{10}\d?)[ ]?(?:[C/](?P<coupon>\d(?:-\d)?))?"
)
_TICKET_TEXT = re.compile(r"TKT NBR (?P<number>\d{10,14})")
_LETTERS = re.compile(r"[^A-Z]")
_COMBINED = re.compile(r"(\d{1,3}[A-Z])(?=[NSAWH]*(?:\d|$))")
_INFANT_DAY = re.compile(r"[ /](?P<day>\d{2}[A-Z]{3}\d{2}(?:\d{2})?)\b")
_SEAT_CODES = frozenset({"SEAT", "RQST", "SMST", "NSSA", "NSSW", "NSSB", "SMSA", "SMSW"})


def letters(text: str) -> str:
    """Return only the letters of a name, upper case: how names are compared inside one message."""
    return _LETTERS.sub("", text.upper())


class Infant:
    """An infant a service text names: under whom, its name as sent, its birth."""

    __slots__ = ("adult", "birth", "document", "given", "sex", "surname")

    def __init__(
        self, adult: TravellerDraft | None, surname: str, given: str, birth: str, document: Docs | None = None
    ) -> None:
        self.adult = adult
        self.surname = surname
        self.given = given
        self.birth = birth
        self.document = document
        self.sex = document.document.sex if document is not None else ""


class Assigned:
    """What the services of one booking came to."""

    __slots__ = (
        "_people",
        "birth_places",
        "documents",
        "infants",
        "loose_documents",
        "services",
        "travellers",
    )

    def __init__(self, travellers: list[TravellerDraft]) -> None:
        self.travellers = travellers
        self._people: People | None = None
        self.services: list[Service] = []
        self.documents: list[tuple[TravellerDraft, Docs]] = []
        self.loose_documents: list[Document] = []
        self.infants: list[Infant] = []
        self.birth_places: dict[int, str] = {}

    @property
    def people(self) -> People:
        """The travellers by name, worked out when the first is asked for."""
        if self._people is None:
            self._people = People(self.travellers)
        return self._people


def assign(reader: BookingReader) -> Assigned:
    """Give every service to its travellers."""
    result = Assigned(list(reader.travellers))
    for draft in reader.services:
        owners = _owners(reader, draft, reader.references)
        _HANDLERS.get(draft.code, _other)(reader, result, draft, owners)
    return result


def _owners(
    reader: BookingReader, draft: ServiceDraft, references: dict[str, TravellerDraft]
) -> list[TravellerDraft]:
    if draft.items:
        found = [
            references[key] for _, reference in draft.items if (key := reference.lstrip("0")) in references
        ]
        if found:
            return list(dict.fromkeys(found))
    if draft.owner is not None:
        return [draft.owner]
    if len(reader.travellers) == 1:
        return [reader.travellers[0]]
    return []


def _keep(result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft], text: str) -> None:
    references = tuple([one.reference for one in owners if one.reference])
    result.services.append(Service(draft.code, draft.status, draft.carrier, draft.route, references, text))


def _other(
    _reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    _keep(result, draft, owners, draft.text)


def _docs(reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]) -> None:
    read = docs(draft.text, reader.frame.moment)
    for code in read.faults:
        reader.faults.add(code, draft.at, "1.9")
    owner = owners[0] if len(owners) == 1 else None
    if read.infant:
        result.infants.append(Infant(owner, read.surname, read.given, read.document.birth, read))
        return
    if owner is None:
        owner = result.people.named(read.surname, read.given)
    if owner is None:
        reader.faults.add("service.unassigned", draft.at, "2.3")
        result.loose_documents.append(read.document)
        return
    result.documents.append((owner, read))


class People:
    """The travellers of a booking by the letters of their names."""

    __slots__ = ("families",)

    def __init__(self, travellers: list[TravellerDraft]) -> None:
        self.families: dict[str, list[tuple[str, TravellerDraft]]] = {}
        for one in travellers:
            self.families.setdefault(letters(one.surname), []).append((letters(one.given), one))

    def same(self, surname: str, given: str) -> list[TravellerDraft]:
        """Return those of exactly this name."""
        first = letters(given)
        return [one for known, one in self.families.get(letters(surname), ()) if known == first]

    def named(self, surname: str, given: str) -> TravellerDraft | None:
        """Return the one traveller of this name: same surname, and given names that begin alike."""
        first = letters(given)
        family = self.families.get(letters(surname), [])
        if len(family) > _CROWD:
            return next((one for known, one in family if known == first), None)
        if len(family) == 1 and first and not family[0][0].startswith(first[:2]):
            return None
        if len(family) > 1 or not first:
            family = [pair for pair in family if first and pair[0].startswith(first[:12])] or [
                pair for pair in family if first and pair[0][:3] == first[:3]
            ]
        return family[0][1] if len(family) == 1 else None


_CROWD = 50  # persons of one surname in one booking beyond which only the whole name decides


def _doco(reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]) -> None:
    document, place = doco(draft.text, reader.frame.moment)
    if len(owners) != 1:
        reader.faults.add("service.unassigned", draft.at, "2.3")
        if document.number:
            result.loose_documents.append(document)
        return
    if place:
        result.birth_places.setdefault(id(owners[0]), place)
    if document.number:
        result.documents.append((owners[0], Docs(document, infant=False, faults=())))


def _doca(reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]) -> None:
    place = doca(draft.text)
    if not (place.street or place.city or place.country or place.postcode):
        return
    (owners[0].addresses if len(owners) == 1 else reader.addresses).append(place)
    if place.kind == "residence" and len(owners) == 1:
        owners[0].residence = owners[0].residence or place.country
    if place.kind == "birth" and len(owners) == 1:
        where = " ".join(part for part in (place.city, place.country) if part)
        result.birth_places.setdefault(id(owners[0]), where)


def _foid(
    _reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    document = foid(draft.text)
    if document is None or len(owners) != 1:
        _keep(result, draft, owners, draft.text)
        return
    result.documents.append((owners[0], Docs(document, infant=False, faults=())))


def _contact(
    reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    contact = contacts.service(draft.code, draft.text)
    if contact is None:
        _keep(result, draft, owners, draft.text)
        return
    (owners[0].contacts if len(owners) == 1 else reader.contacts).append(contact)


def _emergency(
    reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    contact = contacts.anything(draft.text, "PCTC", "emergency")
    _keep(result, draft, owners, draft.text)
    if contact is not None:
        (owners[0].contacts if len(owners) == 1 else reader.contacts).append(contact)


def _flyer(
    _reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    text = re.sub(r"-\d*[A-Z].*$", "", draft.text.strip().lstrip("/").replace(" ", "")).partition("/")[0]
    if len(owners) != 1 or not any(char.isdecimal() for char in text):
        _keep(result, draft, owners, "")
        return
    airline = draft.carrier
    match = re.match(r"[A-Z][A-Z0-9]|[0-9][A-Z]", text)
    if match is not None and len(text) > 4:
        airline, text = match.group(), text[2:]
    owners[0].flyers.append(FrequentFlyer(airline, text, ""))


def _seat(reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]) -> None:
    placed = False
    for data, reference in draft.items:
        number = seat_number(data.lstrip("."))
        owner = reader.by_reference(reference) or (owners[0] if len(owners) == 1 else None)
        if not number or owner is None:
            placed = placed or not number
            continue
        placed = True
        _seated(owner, number, draft.route)
    text = draft.text.strip().lstrip(".")
    if text and not placed:
        numbers = [seat_number(match) for match in _COMBINED.findall(text)]
        numbers = [number for number in numbers if number]
        takers = owners or [one for one in reader.travellers if one.kind != "infant"]
        if numbers and len(numbers) == len(takers):
            for owner, number in zip(takers, numbers, strict=True):
                _seated(owner, number, draft.route)
            placed = True
    if not placed:
        _keep(result, draft, owners, draft.text)


def _seated(owner: TravellerDraft, number: str, route: str) -> None:
    owner.seats.append(Seat(number, "", route, "ssr"))


def _infant(
    reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    _keep(result, draft, owners, "")
    text = re.sub(r"-\d+[A-Z][^/]*/.*$", "", draft.text.strip().lstrip("/"))
    match = _INFANT_DAY.search(" " + text)
    birth = ""
    if match is not None:
        birth = birth_service(match.group("day"), reader.frame.moment)
        text = text[: match.start() - 1] if match.start() else text
    surname, _, given = text.strip().strip("/").partition("/")
    if surname.strip() or given.strip():
        adult = owners[0] if len(owners) == 1 else None
        result.infants.append(Infant(adult, surname.strip(), given.strip().rstrip("/"), birth))


def _child(
    reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    _keep(result, draft, owners, "")
    if len(owners) != 1:
        return
    owner = owners[0]
    owner.kind = owner.kind if owner.kind == "infant" else "child"
    match = _INFANT_DAY.search(" " + draft.text.strip().lstrip("/"))
    if match is not None and not owner.birth:
        owner.birth = birth_service(match.group("day"), reader.frame.moment)


def _minor(
    _reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    _keep(result, draft, owners, draft.text)
    if len(owners) == 1 and not owners[0].kind:
        owners[0].kind = "child"


def _ticket(
    reader: BookingReader, result: Assigned, draft: ServiceDraft, owners: list[TravellerDraft]
) -> None:
    match = _TICKET.match(draft.text.strip())
    text = match.group("number") if match is not None else ""
    coupon = (match.group("coupon") or "") if match is not None else ""
    if not text:
        found = _TICKET_TEXT.search(draft.text)
        if found is None:
            _keep(result, draft, owners, draft.text)
            return
        text = found.group("number")
        if len(owners) == 1 and any(known.number.startswith(text) for known in owners[0].tickets[:_CROWD]):
            return
    number = text.replace("-", "").replace(" ", "")
    if match is not None and match.group("infant"):
        infants = [one for one in reader.travellers[:_CROWD] if one.kind == "infant"]
        if len(infants) != 1:
            return
        owners = infants
    if len(owners) != 1:
        reader.loose_tickets.append(_coupon(TicketDraft(number, "T"), coupon))
        return
    for known in owners[0].tickets[-_CROWD:]:
        if known.number == number:
            if isinstance(known, TicketDraft) and coupon not in known.coupon.split(","):
                known.coupon = f"{known.coupon},{coupon}".strip(",")
            return
    owners[0].tickets.append(_coupon(TicketDraft(number, "T"), coupon))


def _coupon(ticket: TicketDraft, coupon: str) -> TicketDraft:
    ticket.coupon = coupon
    return ticket


_HANDLERS = {
    "DOCS": _docs, "DOCO": _doco, "DOCA": _doca, "FOID": _foid, "PCTC": _emergency, "INFT": _infant,
    "CHLD": _child, "UMNR": _minor, "TKNE": _ticket, "TKNA": _ticket, "TKNM": _ticket, "TKNO": _ticket,
    **dict.fromkeys(("CTCM", "CTCE", "CTCH", "CTCB", "CTCP", "CTCF", "CTCT", "CTCR", "CTCA"), _contact),
    **dict.fromkeys(("FQTV", "FQTR", "FQTU", "FQTS"), _flyer),
    **dict.fromkeys(_SEAT_CODES, _seat),
}  # fmt: skip

__all__ = ["Assigned", "Infant", "Moment", "Name", "Ticket", "assign", "letters"]

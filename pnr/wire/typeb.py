"""PNL and ADL: the teletype name lists a reservation system sends to a check-in system (Type B).

Week-one material of a unit without a feed: names, locators, documents and infants, class by class.
A list has no year; it is the one nearest to the day the list came, and unknown where nobody says that day.
Source: IATA RP 1708 as read from public implementations; sender's lines differ, so unknown ones are kept out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date

from pnr.model.booking import Booking, Locator, Message, Service
from pnr.model.flight import FlightLeg, ItineraryLeg
from pnr.model.traveller import Contact, Document, Name, Ticket, Traveller
from pnr.names_received import meant
from pnr.quality import Finding, severity
from pnr.wire import contacts
from pnr.wire.dates import Moment, service_day
from pnr.wire.documents import doca, doco, docs
from pnr.wire.pnrgov_finish import chosen
from pnr.wire.pnrgov_flight import number_parts

_KINDS = frozenset({"PNL", "ADL"})
_FLIGHT = re.compile(
    r"(?P<carrier>[A-Z0-9]{2,3}?)(?P<number>\d{1,4}[A-Z]?)/(?P<day>\d{2}[A-Z]{3}(?:\d{2})?)"
    r"(?:[ /](?P<origin>[A-Z]{3}))?(?:[ ](?P<part>PART ?\d+))?"
)
_CLASS = re.compile(r"-(?P<destination>[A-Z]{3})(?P<count>\d{1,3})(?P<class>[A-Z])?.*")
_NAME = re.compile(r"(?P<count>\d{1,3})(?P<surname>[A-Z][^/]*)/(?P<given>.+)|(?P<alone>\d{1,3}[A-Z][^/]*)")
_GROUP_TAIL = re.compile(r"-[A-Z]{1,2}\d{1,3}$")
_REMARK = re.compile(r"\.(?P<kind>[A-Z])/ ?(?P<text>.*)")
_STATUS = re.compile(
    r"(?P<code>[A-Z0-9]{4})(?: (?P<status>[A-Z]{2})(?P<count>\d+))?[ ]?(?P<text>.*)", re.DOTALL
)
_TICKET = re.compile(r"(?P<number>\d{13})(?:/(?P<coupon>\d))?")


def is_list(text: str) -> bool:
    """Return whether `text` is a PNL or ADL: its identifier stands alone on one of the first lines."""
    return any(line.strip() in _KINDS for line in text.splitlines()[:12])


def read_list(text: str, received: date | None) -> tuple[str, Message]:
    """Read one PNL or ADL; return its kind (`pnl`, `adl`) and the message."""
    return _ListReader(text, received).read()


class _Entry:
    """One name element: the persons of one surname, with the remarks that follow."""

    __slots__ = ("act", "destination", "givens", "lines", "offset", "service_class", "surname")

    def __init__(self, surname: str, givens: list[str], offset: int) -> None:
        self.surname = surname
        self.givens = givens
        self.offset = offset
        self.lines: list[tuple[str, str]] = []
        self.destination = self.service_class = self.act = ""


class _ListReader:
    def __init__(self, text: str, received: date | None) -> None:
        self.text = text
        self.received = received
        self.kind = ""
        self.flight = FlightLeg()
        self.day = ""
        self.part = ""
        self.ended = self.final = False
        self.entries: list[_Entry] = []
        self.classes: list[tuple[str, str, int, int]] = []
        self.findings: list[Finding] = []
        self.act = ""
        self.number = 0  # of the line being read

    def read(self) -> tuple[str, Message]:
        offset = 0
        for number, line in enumerate(self.text.splitlines(keepends=True), 1):
            self.number = number
            self.line(line.strip(" \r\n\t\x01\x02\x03"), offset, len(line))
            offset += len(line)
        if not self.ended:
            self.note("list.end_missing", max(0, offset - 1), offset)
        self.resolve_day()
        self.check_counts()
        moment = Moment(self.received, _day(self.flight.departure))
        bookings = self.bookings(moment)
        message = Message(
            type=self.kind,
            function=self.kind,
            part=self.part,
            final=self.final,
            complete=self.kind == "PNL" and self.final and self.ended and self.part in {"", "1"},
            legs=(self.flight,) if self.flight != FlightLeg() else (),
            bookings=tuple(bookings),
            digest=hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest(),
            findings=tuple(self.findings),
            closed=self.ended,
            end=offset,
        )
        return self.kind.lower(), message

    def note(self, code: str, start: int, end: int, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        self.findings.append(Finding(code, severity(code), start, end, "line", 0, "", pairs))

    def line(self, line: str, offset: int, size: int) -> None:
        """Read one line."""
        if not line or self.ended:
            return
        if not self.kind:
            self.kind = line if line in _KINDS else ""
            return
        if self.flight == FlightLeg():
            self.header(line, offset, size)
            return
        match = _REMARK.match(line)
        if match is not None and self.entries:
            kind, text = match.group("kind"), match.group("text")
            if kind == "R" and text.startswith("/") and self.entries[-1].lines:  # a remark that goes on
                last_kind, last = self.entries[-1].lines[-1]
                self.entries[-1].lines[-1] = (last_kind, last + text[1:])
            else:
                self.entries[-1].lines.append((kind, text))
        elif line.startswith("END"):
            self.ended = True
            self.final = line.startswith("END" + self.kind)
        elif line in {"DEL", "ADD", "CHG"}:
            self.act = line
        elif (match := _CLASS.fullmatch(line)) is not None:
            self.classes.append(
                (match.group("destination"), match.group("class") or "", int(match.group("count")), offset)
            )
        elif line[:1].isdecimal() and "/" in line:
            self.name(line, offset)
        elif not line.startswith(("CFG/", "RBD/", "AVAIL", "ANA/", "SPEQ", "CODESHARE")) and self.classes:
            self.note("list.line_unreadable", offset, offset + size, line=self.number)

    def header(self, line: str, offset: int, size: int) -> None:
        match = _FLIGHT.match(line)
        if match is None:
            self.note("list.line_unreadable", offset, offset + size, line=self.number)
            return
        number, suffix = number_parts(match.group("number"))
        self.day = match.group("day")
        self.part = (match.group("part") or "").removeprefix("PART").strip()
        self.flight = FlightLeg(match.group("carrier"), number, suffix, match.group("origin") or "")

    def name(self, line: str, offset: int) -> None:
        """Read `2SMITH/JOHNMR/ANNAMRS .L/ABC123` with the remarks that stand on the same line."""
        head, *rest = re.split(r" (?=\.[A-Z]/)", line)
        match = _NAME.match(_GROUP_TAIL.sub("", head))
        if match is None or match.group("surname") is None:
            self.note("list.line_unreadable", offset, offset + len(line), line=self.number)
            return
        givens = [given.strip() for given in match.group("given").split("/") if given.strip()]
        entry = _Entry(match.group("surname").strip(), givens, offset)
        if self.classes:
            entry.destination, entry.service_class = self.classes[-1][0], self.classes[-1][1]
        entry.act = self.act
        self.entries.append(entry)
        for text in rest:
            found = _REMARK.match(text)
            if found is not None:
                entry.lines.append((found.group("kind"), found.group("text")))

    def resolve_day(self) -> None:
        """Give the day of the flight its year."""
        found = service_day(self.day, self.received)
        destination = self.classes[0][0] if self.classes else ""
        if self.flight == FlightLeg():
            self.note("flight.missing", 0, 0)
            return
        if found is None:
            self.note("list.date_unresolved", 0, 0, day=self.day)
        flight = self.flight
        self.flight = FlightLeg(
            flight.carrier,
            flight.number,
            flight.suffix,
            flight.origin,
            destination,
            found.isoformat() if found is not None else "",
        )

    def check_counts(self) -> None:
        """Compare the numbers of the class lines with the names that follow them."""
        counted = Counter[tuple[str, str]]()
        for entry in self.entries:
            counted[entry.destination, entry.service_class] += len(entry.givens)
        for destination, service_class, announced, offset in self.classes:
            present = counted[destination, service_class]
            if self.kind == "PNL" and not self.part.strip("1") and announced != present:
                self.note("list.count", offset, offset, announced=announced, counted=present)

    def bookings(self, moment: Moment) -> list[Booking]:
        """Return the entries as bookings, those of one locator together."""
        found: dict[str, list[_Entry]] = {}
        for number, entry in enumerate(self.entries):
            locator = next((text.split("/")[0].strip() for kind, text in entry.lines if kind == "L"), "")
            found.setdefault(locator or f"#{number}", []).append(entry)
        return [self._booking(locator, entries, moment) for locator, entries in found.items()]

    def _booking(self, locator: str, entries: list[_Entry], moment: Moment) -> Booking:
        travellers: list[Traveller] = []
        services: list[Service] = []
        reach: list[Contact] = []
        for entry in entries:
            people, kept, found = _people(entry, moment, len(travellers))
            travellers.extend(people)
            services.extend(kept)
            reach.extend(found)
        flight = self.flight
        first = entries[0]
        leg = ItineraryLeg(
            flight.carrier, flight.number, flight.suffix, flight.origin,
            first.destination or flight.destination, flight.departure,
            booking_class=first.service_class, status="HK",
        )  # fmt: skip
        return Booking(
            locators=() if locator.startswith("#") else (Locator(flight.carrier, locator),),
            travellers=tuple(travellers),
            party=len(travellers),
            itinerary=(leg,),
            contacts=tuple(reach),
            services=tuple(services),
            cancelled=all(entry.act == "DEL" for entry in entries),
        )


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _people(
    entry: _Entry, moment: Moment, before: int
) -> tuple[list[Traveller], list[Service], list[Contact]]:
    """Return the persons of one name element with their documents, infants last."""
    documents: list[list[Document]] = [[] for _ in entry.givens]
    tickets: list[list[Ticket]] = [[] for _ in entry.givens]
    infants: list[Traveller] = []
    services: list[Service] = []
    reach: list[Contact] = []
    residences = ["" for _ in entry.givens]
    places = ["" for _ in entry.givens]
    for kind, text in entry.lines:
        match = _STATUS.match(text) if kind == "R" else None
        if match is None:
            continue
        code, value = match.group("code"), match.group("text")
        at = _whose(entry, value)
        if code == "DOCS":
            read = docs(value, moment)
            if read.infant:
                infants.append(_infant(read.surname, read.given, read.document))
            else:
                documents[_named(entry, read.surname, read.given, at)].append(read.document)
        elif code == "DOCO":
            document, place = doco(value, moment)
            places[at] = places[at] or place
            if document.number:
                documents[at].append(document)
        elif code == "DOCA":
            address = doca(value)
            if address.kind == "residence":
                residences[at] = residences[at] or address.country
        elif code[:3] == "TKN":
            ticket = _TICKET.search(value)
            if ticket is not None and not value.lstrip().startswith("INF"):
                tickets[at].append(Ticket(ticket.group("number"), "T", coupon=ticket.group("coupon") or ""))
        elif code[:3] == "CTC":
            contact = contacts.service(code, value)
            if contact is not None:
                reach.append(contact)
        else:
            status = match.group("status") or ""
            services.append(Service(code, status, "", "", (str(before + at + 1),), value))
    people = [
        _person(
            (entry.surname, given),
            str(before + at + 1),
            documents[at],
            tickets[at],
            (residences[at], places[at]),
        )
        for at, given in enumerate(entry.givens)
    ]
    return [*people, *infants], services, reach


def _whose(entry: _Entry, text: str) -> int:
    """Return the index of the person a remark is about: `-1SURNAME/GIVEN` at its end, else the first."""
    match = re.search(r"-\d[A-Z][^/]*/(?P<given>[^/]+)$", text)
    if match is not None:
        for at, given in enumerate(entry.givens):
            if given == match.group("given").strip():
                return at
    return 0


def _named(entry: _Entry, surname: str, given: str, otherwise: int) -> int:
    for at, own in enumerate(entry.givens):
        if given and (own.startswith(given) or given.startswith(own)) and surname[:3] == entry.surname[:3]:
            return at
    return otherwise


def _infant(surname: str, given: str, document: Document) -> Traveller:
    name: Name = meant(surname, given)
    return Traveller(
        kind="infant", name=name, birth=document.birth, sex=document.sex, nationality=document.nationality,
        documents=(document,),
    )  # fmt: skip


def _person(
    sent: tuple[str, str],
    reference: str,
    documents: list[Document],
    tickets: list[Ticket],
    places: tuple[str, str],
) -> Traveller:
    surname, given = sent
    best = documents[0] if documents else Document()
    own = meant(surname, given, confirmed=best.name.given)
    kind = (
        "child"
        if given.upper().endswith("CHD")
        else ("infant" if given.upper().endswith(" INF") else "adult")
    )
    name, others = chosen(best.name, own) if best.name.received else (own, ())
    return Traveller(
        reference=reference,
        kind=kind,
        name=name,
        other_names=others,
        birth=next((one.birth for one in documents if one.birth), ""),
        sex=next((one.sex for one in documents if one.sex), ""),
        nationality=next((one.nationality for one in documents if one.nationality), ""),
        residence=places[0],
        birth_place=places[1],
        documents=tuple(documents),
        tickets=tuple(dict.fromkeys(tickets)),
    )

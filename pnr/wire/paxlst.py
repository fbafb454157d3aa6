"""PAXLST: passenger and crew lists (API, interactive API), UN directories D.02B to D.20A, air mode.

A traveller's segments come in any order, so each group is read as a bag until the next person; a document
owns what follows it. Lists that are not about a flight are refused politely.
Source: WCO/IATA/ICAO PAXLST guide.
"""

from __future__ import annotations

from pnr.model.booking import Message
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Traveller
from pnr.wire.contacts import phone
from pnr.wire.dates import Moment, day_of, list_time
from pnr.wire.edifact import COMPONENT, elements
from pnr.wire.faults import Faults, shown
from pnr.wire.header import Header
from pnr.wire.interchange import RawMessage
from pnr.wire.paxlst_people import Person
from pnr.wire.paxlst_us import read_us
from pnr.wire.pnrgov_flight import number_parts

_ROLES = {"FL": "", "FM": "crew", "DDU": "transit", "DDT": "transit-crew", "ZZZ": "", "CR": "crew"}
_PEOPLE = frozenset({"FL", "FM", "DDU", "DDT", "ZZZ"})
_FLIGHT_DOCUMENTS = frozenset({"745", "250", "266", "336", "655", ""})
_AIR = frozenset({"20", "34", ""})
_PLACES = frozenset({"125", "87", "92", "130"})
_IDENTIFIERS_NOT_COMPLETE = frozenset({"CP", "XR", "RP", "CL", "XF", "CF", "CLNB", "G", "H", "I"})


def read_paxlst(raw: RawMessage, header: Header, faults: Faults) -> Message:
    """Read one PAXLST message; a list of another mode of transport gives a refusal, not an error."""
    reader = _ListReader(raw, header, faults)
    reader.read()
    if reader.us_dialect:
        faults.drafts.clear()
        for code, index, params in raw.faults:
            faults.add(code, index, **params)
        return read_us(raw, header, faults)
    if reader.not_air:
        faults.add(
            "message.not_air", raw.first, document=reader.document or "?", transport=reader.transport or "?"
        )
        return header.message(document_code=reader.document, complete=False)
    people = reader.travellers()
    legs = tuple(reader.legs)
    _check(reader, header, raw, people, faults)
    announced = reader.totals.get("42") or reader.totals.get("41") or reader.total
    complete = (
        header.single
        and raw.closed
        and reader.identifier not in _IDENTIFIERS_NOT_COMPLETE
        and reader.document in {"745", "250", "266"}
        and (not announced.isdecimal() or int(announced[:9]) == len(people))
    )
    return header.message(
        function=reader.identifier or reader.document,
        document_code=reader.document,
        document_identifier=reader.identifier,
        transaction_reference=reader.transaction,
        contact=reader.contact,
        announced=announced,
        legs=legs,
        border=legs.index(reader.border) if reader.border is not None else 0,
        travellers=people,
        complete=complete,
    )


class _Leg:
    __slots__ = ("arrival", "carrier", "departure", "destination", "number", "origin", "suffix")

    def __init__(self, carrier: str, number: str, suffix: str) -> None:
        self.carrier, self.number, self.suffix = carrier, number, suffix
        self.origin = self.destination = self.departure = self.arrival = ""

    def freeze(self) -> FlightLeg:
        return FlightLeg(
            self.carrier,
            self.number,
            self.suffix,
            self.origin,
            self.destination,
            self.departure,
            self.arrival,
        )


class _ListReader:
    def __init__(self, raw: RawMessage, header: Header, faults: Faults) -> None:
        self.raw, self.header, self.faults = raw, header, faults
        self.document = self.identifier = self.transaction = self.contact = self.transport = ""
        self.total = ""
        self.totals: dict[str, str] = {}
        self.not_air = False
        self.legs: list[FlightLeg] = []
        self.border: FlightLeg | None = None
        self.open: _Leg | None = None
        self.flight: tuple[str, str, str] = ("", "", "")
        self.place = ""  # the last airport of a leg that has only one so far
        self.people: list[Person] = []
        self.person: Person | None = None
        self.saw_flight = False
        self.us_dialect = False

    def read(self) -> None:
        """Read every segment; one that cannot be read costs itself."""
        segments = self.raw.tokens.segments
        for at in range(self.raw.first + 1, self.raw.last):
            parts = elements(segments[at])
            tag = parts[0][0][:3]
            try:
                if tag == "NAD":
                    self.nad(parts, at)
                elif tag == "CNT":
                    self.count(parts)
                elif self.person is not None:
                    self.person.read(tag, parts, at)
                else:
                    self.head(tag, parts, at)
            except Exception:  # noqa: BLE001  # whatever one segment holds, it costs itself only
                self.faults.add("segment.unreadable", at, tag=shown(tag))
        self.close_leg()

    def travellers(self) -> tuple[Traveller, ...]:
        """Return the persons, entries of one person merged."""
        leg = self.border or (self.legs[0] if self.legs else FlightLeg())
        moment = Moment(self.header.prepared_day, day_of(leg.departure))
        merged: dict[tuple[str, ...], Person] = {}
        kept: list[Person] = []
        for person in self.people:
            key = person.key(moment)
            known = merged.get(key) if key else None
            if known is not None:
                known.merge(person)
                self.faults.add("traveller.duplicated", person.index)
                continue
            if key:
                merged[key] = person
            kept.append(person)
        boarded = {"CLOB": "yes", "CLNB": "no"}.get(self.identifier, "")
        return tuple([person.freeze(moment, boarded, leg) for person in kept])

    def count(self, parts: list[list[str]]) -> None:
        kind, number = _at(parts, 1), _at(parts, 1, 1) or _at(parts, 2)
        number = number.replace(" ", "")
        self.totals[kind] = number
        self.total = self.total or number
        self.person = None

    def nad(self, parts: list[list[str]], at: int) -> None:
        role = parts[1][0].strip().upper() if len(parts) > 1 else ""
        if role in {"MS", "WPA", "VW"} or (not self.saw_flight and role not in _PEOPLE):
            self.person = None
            if role != "MS" and not self.saw_flight and role == "VW":
                self.not_air = True
            name = _at(parts, 4) or _at(parts, 2)
            self.contact = (
                self.contact or " ".join(part.strip() for part in parts[4] if part.strip())
                if len(parts) > 4
                else name
            )
            return
        self.close_leg()
        if role not in _ROLES:
            self.faults.add("traveller.role_unknown", at, "1")
        crew_list = self.document in {"250", "336"} and role == "FL"
        self.person = Person(parts, at, "crew" if crew_list else _ROLES.get(role, ""), self.faults)
        self.people.append(self.person)

    def head(self, tag: str, parts: list[list[str]], at: int) -> None:
        """Read a segment of the header or of a flight."""
        if tag == "BGM":
            self.document, self.identifier = _at(parts, 1), _at(parts, 2).upper()
            self.not_air = self.not_air or self.document not in _FLIGHT_DOCUMENTS
            if self.document == "10":
                self.not_air = True
        elif tag == "RFF":
            if _at(parts, 1) == "TN":
                self.transaction = _at(parts, 1, 1)
        elif tag == "TDT":
            self.tdt(parts, at)
        elif tag == "LOC":
            self.loc(parts, at)
        elif tag == "DTM":
            self.dtm(parts, at)
        elif tag in {"UNS", "PDT"}:
            self.us_dialect = True
        elif tag not in {
            "COM",
            "CTA",
            "ATT",
            "MEA",
            "GEI",
            "FTX",
            "EMP",
            "NAT",
            "DOC",
            "AUT",
            "UNS",
            "TDT",
            "ERC",
        }:
            self.faults.once("segment.unknown", at, tag=shown(tag), type="PAXLST")

    def tdt(self, parts: list[list[str]], at: int) -> None:
        self.close_leg()
        self.saw_flight = True
        self.transport = _at(parts, 1)
        if self.transport not in _AIR:
            self.not_air = True
            return
        text, carrier = _at(parts, 2).upper().replace(" ", ""), _at(parts, 5).upper()
        self.flight = self.designator(text, carrier, at)

    def designator(self, text: str, carrier: str, at: int) -> tuple[str, str, str]:
        """Split carrier and number; the carrier element wins where they disagree."""
        if carrier and text.startswith(carrier):
            return carrier, *number_parts(text[len(carrier) :])
        digits = 3 if text[:3].isalpha() and len(text) > 3 else 2
        if text.isdecimal() and len(text) <= 4:
            return carrier, *number_parts(text)
        head, rest = text[:digits], text[digits:]
        if rest[:1].isdecimal() or rest.endswith("MCL"):
            if carrier and carrier != head:
                self.faults.add("flight.carrier_contradicted", at, "2.1")
            return carrier or head, *number_parts(rest)
        return carrier, *number_parts(text)

    def loc(self, parts: list[list[str]], at: int) -> None:
        qualifier, place = _at(parts, 1), _at(parts, 2).upper()
        if qualifier not in _PLACES:
            if qualifier not in {"188", "172", "91", "22"}:
                self.faults.add("location.qualifier_unknown", at, "1", qualifier=qualifier[:3])
            return
        if not place:
            self.faults.add("flight.airport_missing", at, "2.1")
            return
        if self.open is None or (self.open.origin and self.open.destination):
            start_again = qualifier == "125" or self.open is None or self.open.destination == ""
            previous = self.open.destination if self.open is not None else ""
            arrived = self.open is not None and bool(self.open.arrival)
            self.close_leg()
            self.open = _Leg(*self.flight)
            # all points under one TDT (125 A, 87 B, 92 C): the arrival airport is reused as a departure
            if (
                previous
                and not start_again
                and qualifier in {"87", "92", "130"}
                and arrived
                and not self.departs_next(at)
            ):
                self.open.origin = previous
        if qualifier == "125" or (not self.open.origin and qualifier not in {"87", "130"}):
            self.open.origin = place
        elif qualifier == "87" and not self.open.origin:
            self.open.destination = place
        else:
            self.open.destination = place
        if qualifier in {"125", "87"}:
            self.crossing = True

    crossing = False

    def departs_next(self, at: int) -> bool:
        """Return whether the times after this place say that the flight leaves from it."""
        segments = self.raw.tokens.segments
        for text in segments[at + 1 : at + 3]:
            if text[:3] != "DTM":
                return text[:3] == "LOC" and "\x1d92" in text
            if text[4:7] == "189":
                return True
            if text[4:7] == "232":
                return False
        return False

    def dtm(self, parts: list[list[str]], at: int) -> None:
        qualifier, value, form = _at(parts, 1), _at(parts, 1, 1), _at(parts, 1, 2)
        if self.open is None or qualifier not in {"189", "232"}:
            return
        when = list_time(value, form, self.header.prepared_day)
        if value and not when:
            self.faults.add("date.invalid", at, "1.2")
        if qualifier == "189":
            self.open.departure = self.open.departure or when
        else:
            self.open.arrival = self.open.arrival or when

    def close_leg(self) -> None:
        """Freeze the open leg; the leg from 125 to 87 is the one that crosses the border."""
        if self.open is None:
            return
        leg = self.open.freeze()
        self.legs.append(leg)
        if self.crossing and self.border is None:
            self.border = leg
        self.crossing = False
        self.open = None


def _at(parts: list[list[str]], element: int, component: int = 0) -> str:
    return (
        parts[element][component].strip() if len(parts) > element and len(parts[element]) > component else ""
    )


def _check(
    reader: _ListReader, header: Header, raw: RawMessage, people: tuple[Traveller, ...], faults: Faults
) -> None:
    if not reader.document:
        faults.add("message.function_missing", raw.first)
    if not reader.legs:
        faults.add("flight.missing", raw.first)
    elif reader.border is None:
        faults.add("flight.no_border_leg", raw.first)
    for leg in reader.legs:
        if not (leg.origin and leg.destination):
            faults.add("flight.airport_missing", raw.first)
        if not leg.number:
            faults.add("flight.number_missing", raw.first)
        if not leg.departure:
            faults.add("flight.date_missing", raw.first)
    if reader.identifier in {"XF", "CL"}:
        return
    announced = reader.totals.get("42") or reader.totals.get("41") or reader.total
    if not announced:
        faults.add("count.travellers_missing", raw.first)
    elif not header.single:
        faults.add("count.part", raw.first, part=header.part)
    elif not announced.isdecimal() or int(announced[:9]) != len(people):
        faults.add(
            "count.travellers",
            raw.first,
            announced=announced[:9] if announced.isdecimal() else "?",
            counted=len(people),
        )


__all__ = ["COMPONENT", "phone", "read_paxlst"]

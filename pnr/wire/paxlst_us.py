"""The passenger list of the older US dialect: UNS, PDT, places with their country in front.

`PDT+P/<number>:<expiry>:<issuer>+<surname>:<given>:<middle>:<birth>:<sex>+PAX+<from>:<to>`, LOC 5 departure,
LOC 8 arrival, DTM 136 and 132 with date and time as elements.
"""

from __future__ import annotations

from pnr.model.booking import Message
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Document, Traveller
from pnr.wire.dates import Moment, birth_list, day_of, expiry_list, list_time
from pnr.wire.documents import coded, full_name
from pnr.wire.edifact import elements
from pnr.wire.faults import Faults, shown
from pnr.wire.header import Header
from pnr.wire.interchange import RawMessage
from pnr.wire.paxlst_people import at
from pnr.wire.pnrgov_flight import number_parts

_ROLES = {"PAX": "", "CRW": "crew", "ITI": "transit"}
_COUNTRY_AND_AIRPORT = 5


def read_us(raw: RawMessage, header: Header, faults: Faults) -> Message:
    """Read one list of the dialect."""
    flight = {
        "carrier": "",
        "number": "",
        "suffix": "",
        "origin": "",
        "destination": "",
        "189": "",
        "232": "",
    }
    people: list[list[list[str]]] = []
    contact = ""
    for index in range(raw.first + 1, raw.last):
        parts = elements(raw.tokens.segments[index])
        tag = parts[0][0][:3]
        if tag == "CTA":
            contact = at(parts, 2, 1)
        elif tag == "TDT":
            _flight(parts, flight)
        elif tag == "LOC":
            place = {"5": "origin", "8": "destination"}.get(at(parts, 1).lstrip("0"), "")
            if place:
                flight[place] = flight[place] or _airport(at(parts, 2))
        elif tag == "DTM":
            when = {"136": "189", "132": "232"}.get(at(parts, 1), "")
            if when:
                flight[when] = flight[when] or list_time(at(parts, 2) + at(parts, 3), "", header.prepared_day)
        elif tag == "PDT":
            people.append(parts)
        elif tag != "UNS":
            faults.once("segment.unknown", index, tag=shown(tag), type="PAXLST")
    leg = FlightLeg(*flight.values())
    if not leg.number:
        faults.add("flight.missing", raw.first)
    moment = Moment(header.prepared_day, day_of(leg.departure))
    return header.message(
        function="745",
        document_code="",
        contact=contact,
        legs=(leg,),
        travellers=tuple([_person(parts, moment) for parts in people]),
        complete=header.single and raw.closed,
    )


def _airport(text: str) -> str:
    return text[2:] if len(text) == _COUNTRY_AND_AIRPORT else text


def _flight(parts: list[list[str]], flight: dict[str, str]) -> None:
    text, carrier = at(parts, 2).upper(), at(parts, 4) or at(parts, 2)[:2]
    number = text.removeprefix(carrier)
    flight["carrier"] = carrier
    flight["number"], flight["suffix"] = number_parts(
        number.removesuffix("C") if number.endswith("C") else number
    )


def _person(parts: list[list[str]], moment: Moment) -> Traveller:
    kind, _, number = at(parts, 1).partition("/")
    if not number:
        kind, number = "", kind
    document = Document(
        kind=coded(kind),
        number=coded(number),
        expiry=expiry_list(at(parts, 1, 1), moment),
        issuer=coded(at(parts, 1, 2)),
    )
    return Traveller(
        kind=_ROLES.get(at(parts, 3).upper(), ""),
        name=full_name(at(parts, 2), at(parts, 2, 1), at(parts, 2, 2)),
        birth=birth_list(at(parts, 2, 3), moment),
        sex=at(parts, 2, 4)[:1],
        documents=(document,) if document.number else (),
        embarkation=_airport(at(parts, 4)),
        debarkation=_airport(at(parts, 4, 1)),
    )

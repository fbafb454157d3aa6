"""PNRGOV: the bookings an airline pushes about one flight (IATA PADIS, versions 10:1 to the newest).

Parsed by content, never by version number: the guide's number and the message's are different things, and
most senders still write 11:1. A booking that cannot be read costs itself, under a finding.
"""

from __future__ import annotations

from pnr.model.booking import Booking, Message
from pnr.model.flight import FlightLeg
from pnr.wire.dates import Moment, day_of
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.faults import Faults, shown
from pnr.wire.header import Header
from pnr.wire.interchange import RawMessage
from pnr.wire.pnrgov_booking import BookingReader
from pnr.wire.pnrgov_context import Frame
from pnr.wire.pnrgov_finish import finish
from pnr.wire.pnrgov_flight import pushed

_FUNCTIONS = frozenset({"22", "141"})


def read_pnrgov(raw: RawMessage, header: Header, faults: Faults) -> Message:
    """Read one PNRGOV message, whatever is wrong with it."""
    segments = raw.tokens.segments
    first, last = raw.first + 1, raw.last
    starts = [at for at in range(first, last) if segments[at][:3] == "SRC"]
    level = _Level(header, faults)
    level.read(segments, first, starts[0] if starts else last)
    frame = Frame(Moment(header.prepared_day, day_of(level.leg.departure)), level.leg, {}, {}, {}, {})
    bookings: list[Booking] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else last
        if end - start > 1:
            bookings.append(read_booking(frame, faults, segments[start + 1 : end], start + 1))
    _check(level, header, raw, bookings, faults)
    complete = (
        level.function == "22"
        and header.single
        and raw.closed
        and (not level.announced.isdecimal() or int(level.announced) == len(bookings))
    )
    return header.message(
        function=level.function,
        announced=level.announced,
        legs=(level.leg,) if level.leg != FlightLeg() else (),
        bookings=tuple(bookings),
        complete=complete,
        origin=level.origin,
    )


def read_booking(frame: Frame, faults: Faults, segments: list[str], first: int) -> Booking:
    """Read the segments of one booking, the trigger SRC left out."""
    reader = BookingReader(frame, faults)
    reader.first = first
    reader.read(segments, first)
    try:
        return finish(reader)
    except Exception:  # noqa: BLE001  # whatever one booking holds, it costs itself only, under a finding
        faults.add("booking.failed", first)
        return Booking(locators=tuple(reader.locators), itinerary=())


class _Level:
    """Level 0: what the message is for, who sent it, which flight, how many bookings."""

    def __init__(self, header: Header, faults: Faults) -> None:
        self.header = header
        self.faults = faults
        self.function = ""
        self.origin = ""
        self.announced = ""
        self.leg = FlightLeg()

    def read(self, segments: list[str], first: int, last: int) -> None:
        for at in range(first, last):
            text = segments[at]
            tag = text[:3]
            parts = (text + ELEMENT * 3).split(ELEMENT)
            head = (parts[1] + COMPONENT * 3).split(COMPONENT)
            if tag == "MSG":
                business, function = head[0].strip(), head[1].strip()
                self.function = function or (business if business in _FUNCTIONS else "")
            elif tag == "ORG":
                self.origin = head[0].strip()
            elif tag == "TVL":
                if self.leg == FlightLeg():
                    self.leg, notes = pushed(text, self.header.prepared_day)
                    for code, element in notes:
                        self.faults.add(code, at, element)
            elif tag == "EQN":
                self.announced = head[0].strip()
            elif tag not in {"RCI", "DAT", "IFT", "ERC", "LTS"}:
                self.faults.once("segment.misplaced", at, tag=shown(tag))


def _check(level: _Level, header: Header, raw: RawMessage, bookings: list[Booking], faults: Faults) -> None:
    if not level.function:
        faults.add("message.function_missing", raw.first)
    elif level.function not in _FUNCTIONS:
        faults.add("message.function_unknown", raw.first, function=level.function[:3])
    if not level.origin:
        faults.add("message.sender_missing", raw.first)
    if level.leg == FlightLeg():
        faults.add("flight.missing", raw.first)
    if not level.announced:
        faults.add("count.bookings_missing", raw.first)
    elif header.single and level.announced.isdecimal() and int(level.announced[:9]) != len(bookings):
        faults.add("count.bookings", raw.first, announced=level.announced[:9], counted=len(bookings))
    elif not header.single:
        faults.add("count.part", raw.first, part=header.part)

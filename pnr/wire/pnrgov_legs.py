"""The itinerary of a booking: flights, codeshares in their three forms, surface gaps (PNRGOV group 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pnr.wire.drafts import LegDraft
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import FLIGHT, HISTORY, OTHER, WIDE
from pnr.wire.pnrgov_flight import leg_values, operating

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader


def tvl(reader: BookingReader, text: str) -> None:
    if reader.context == HISTORY:
        values = leg_of(reader, text)
        reader.change(
            "flight",
            " ".join(part for part in (values[0] + values[1], values[3], values[4], values[5]) if part),
        )
        return
    if text.startswith("TVL\x1d\x1d\x1d\x1d\x1d") and reader.leg is not None and reader.context != OTHER:
        number, service_class = operating(text)
        if number not in {"ARNK", "OPEN"}:
            second(reader, number, service_class)
            return
    values = leg_of(reader, text)
    draft = LegDraft(list(values))
    if reader.context == OTHER:
        draft.values[11] = "other"
    reader.legs.append(draft)
    if reader.context != OTHER:
        reader.leg, reader.context, reader.event = draft, FLIGHT, None


def leg_of(reader: BookingReader, text: str) -> list[str]:
    """Return the leg of a TVL text; the same text fills many bookings, so it is read once a message."""
    found = reader.frame.flights.get(text)
    if found is None:
        found = reader.frame.flights[text] = leg_values(text, reader.near)
    for code, element in found[1]:
        reader.faults.add(code, reader.at, element)
    return found[0]


def second(reader: BookingReader, number: str, service_class: str) -> None:
    """Read the second TVL of a codeshare pair: the operating number of the leg that is open."""
    if reader.leg is None:
        return
    reader.leg.values[8] = number
    if service_class and not reader.leg.values[9]:
        reader.leg.values[9] = service_class
    reader.context = FLIGHT


def tra(reader: BookingReader, text: str) -> None:
    if reader.leg is None:
        reader.faults.add("segment.misplaced", reader.at, tag="TRA")
        return
    parts = (text + WIDE).split(ELEMENT)
    carrier = parts[1].partition(COMPONENT)[0].strip()
    number = parts[2].partition(COMPONENT)[0].strip().lstrip("0")
    reader.leg.values[7] = carrier or reader.leg.values[7]
    reader.leg.values[8] = number or reader.leg.values[8]


def rpi(reader: BookingReader, text: str) -> None:
    if reader.context == HISTORY or reader.leg is None:
        return
    parts = text.split(ELEMENT)
    if len(parts) > 2 and reader.context != OTHER:
        reader.leg.values[10] = parts[2].partition(COMPONENT)[0].strip()


def apd(reader: BookingReader, text: str) -> None:
    if reader.leg is not None and reader.context >= FLIGHT:
        reader.leg.values[12] = (text + WIDE).split(ELEMENT)[1].partition(COMPONENT)[0].strip()

"""Check-in, seats and bags of a flight (PNRGOV groups 6 and 7)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pnr.model.traveller import Bag
from pnr.wire.dates import joined, service_day
from pnr.wire.drafts import Checked
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.pnrgov_context import CHECKED, HISTORY

if TYPE_CHECKING:
    from pnr.wire.pnrgov_booking import BookingReader

_PAD = COMPONENT * 11
_WIDE = ELEMENT * 6
_UNITS = {"700": "kg", "701": "lb", "K": "kg", "L": "lb"}
_FREE_TIME = re.compile(r"(?P<day>\d{2}[A-Z]{3}(?:\d{2})?)(?P<clock>\d{4})(?P<zulu>Z?)(?![\d])")
_SERIAL = re.compile(r"(?P<head>.*?)(?P<tail>\d{1,6})")
_MOST_BAGS = 99
_SEAT = re.compile(r"0*(\d{1,3}[A-Z])")


def seat_number(text: str) -> str:
    """Return a seat without leading zeros; empty for `XXX`, `INF` and what is no seat."""
    match = _SEAT.match(text.upper())
    return match.group(1) if match is not None and len(text) <= 5 else ""


def free_time(text: str, near: date | None) -> str:
    """Find the time of check-in in a free text: DDMMMYYHHMMZ or DDMMMHHMMZ anywhere."""
    match = _FREE_TIME.search(text.upper())
    if match is None:
        return ""
    at = joined(service_day(match.group("day"), near), match.group("clock"))
    return at + "Z" if at and match.group("zulu") else at


def agent_of(parts: list[list[str]]) -> str:
    """Return the check-in agent of ORG: sign, else agent number, else office."""
    for element, component in ((7, 0), (2, 0), (2, 1)):
        if len(parts) > element and len(parts[element]) > component and parts[element][component].strip():
            return parts[element][component].strip()
    return ""


def _open(reader: BookingReader) -> Checked:
    event = Checked(
        reader.leg.route if reader.leg is not None else "", reader.event_at, reader.event_agent, reader.at
    )
    reader.checked.append(event)
    reader.event = event
    reader.context = CHECKED
    return event


def tri(reader: BookingReader, text: str) -> None:
    """TRI: open a checked-in traveller; the reference may be the check-in system's own."""
    event = _open(reader)
    parts = text.split(ELEMENT)
    if len(parts) > 2:
        columns = parts[2].split(COMPONENT)
        event.sequence = columns[0]
        event.tri = columns[3] if len(columns) > 3 else ""


def named(reader: BookingReader, surname: str, given: str, reference: str) -> None:
    """TIF inside a check-in event: who it is. A second name without TRI opens the next traveller."""
    event = reader.event
    if event is None or event.surname or event.given:
        event = _open(reader)
    event.surname, event.given, event.reference = surname, given, reference


def ssd(reader: BookingReader, text: str) -> None:
    """SSD: the seat given at check-in and its cabin."""
    event = reader.event
    if event is None:
        if reader.leg is None:
            reader.faults.add("segment.misplaced", reader.at, tag="SSD")
            return
        event = _open(reader)
    parts = text.split(ELEMENT)
    event.seat = seat_number(parts[1].partition(COMPONENT)[0]) if len(parts) > 1 else ""
    event.cabin = parts[5].partition(COMPONENT)[0] if len(parts) > 5 else ""


def tbd(reader: BookingReader, text: str) -> None:
    """TBD: the bags of one traveller on one leg; pieces, weight, pool, tags."""
    event = reader.event
    if reader.context == HISTORY:
        reader.change("bag", "")
        return
    if event is None:
        if reader.leg is None:
            reader.faults.add("segment.misplaced", reader.at, tag="TBD")
            return
        event = _open(reader)
    event.bags.extend(bags(reader, text, event.leg))


def bags(reader: BookingReader, text: str, leg: str) -> list[Bag]:
    """Read the bags of a TBD by content: pool and tags may stand in any element from the third on."""
    pieces, weight, unit, pool = 0, 0.0, "", ""
    tags: list[list[str]] = []
    for place, element in enumerate(text.split(ELEMENT)[1:], 1):
        if not element:
            continue
        columns = (element + _PAD).split(COMPONENT)
        if columns[0] in {"HP", "MP"}:
            pool = "head" if columns[0] == "HP" else "member"
        elif place in {2, 3} and (columns[2] in _UNITS or columns[2] == "702" or _quantity(columns)):
            count = int(columns[0]) if columns[0].isdecimal() and len(columns[0]) < 4 else 0
            pieces = pieces or count
            if _decimal(columns[1]) and not weight:
                weight = float(columns[1].replace(",", "."))
                unit = _UNITS.get(columns[2]) or _UNITS.get(columns[3], "")
        elif place > 1 and columns[1]:
            tags.append(columns)
    if pool == "member":
        return [Bag("", 0, 0.0, unit, "", pool, leg)]
    numbers = _expanded(reader, tags, pieces)
    if not numbers:
        return [Bag("", pieces, weight, unit, "", pool, leg)] if pieces or weight else []
    found = [Bag(numbers[0][0], 1, weight, unit, numbers[0][1], pool, leg)]
    found.extend(Bag(number, 1, 0.0, unit, destination, pool, leg) for number, destination in numbers[1:])
    return found


def _quantity(columns: list[str]) -> bool:
    """Return whether a composite is a quantity: only digits, and nothing where a tag goes on."""
    return (
        not any(columns[3:]) and all(not part or _decimal(part) for part in columns[:2]) and any(columns[:2])
    )


def _decimal(text: str) -> bool:
    return bool(text) and len(text) < 8 and text.replace(",", ".").replace(".", "", 1).isdecimal()


def _expanded(reader: BookingReader, tags: list[list[str]], pieces: int) -> list[tuple[str, str]]:
    """Return every bag's number and destination: sequences counted out where the counts agree with TBD."""
    counts = [int(tag[2]) if tag[2].isdecimal() and len(tag[2]) < 4 else 0 for tag in tags]
    total = sum(counts)
    sequences = total <= _MOST_BAGS and (total == pieces or (pieces == 0 and total > 0))
    if tags and not sequences and len(tags) != pieces and pieces:
        reader.faults.add("bag.count_contradicted", reader.at, "2.1", announced=pieces, counted=len(tags))
    found: list[tuple[str, str]] = []
    for tag, count in zip(tags, counts, strict=True):
        airline, number, destination = tag[0], tag[1].replace(" ", ""), tag[3]
        prefixed = not airline or number.startswith(airline) or (len(number) == 10 and number.isdecimal())
        whole = number if prefixed else airline + number
        steps = range(min(count, _MOST_BAGS) if sequences and count else 1)
        found.extend((stepped(whole, step), destination) for step in steps)
    return found


def stepped(tag: str, step: int) -> str:
    """Return the tag `step` further on: only the serial of up to six digits counts, 999999 goes to 000000."""
    if step == 0:
        return tag
    tail = len(tag) - len(tag.rstrip("0123456789"))
    width = min(6, tail)
    if width == 0:
        return tag
    serial = (int(tag[-width:]) + step) % 10**width
    return f"{tag[:-width]}{serial:0{width}}"

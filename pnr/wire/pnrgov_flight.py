"""TVL: a flight as PNRGOV names it, pushed or in an itinerary, and the second TVL of a codeshare pair."""

from __future__ import annotations

import re
from datetime import date

from pnr.model.flight import FlightLeg
from pnr.wire.dates import body_day, clock_is_valid, day_of, joined
from pnr.wire.edifact import COMPONENT, ELEMENT

_PAD = COMPONENT * 5
_WIDE = ELEMENT * 6
_NUMBER = re.compile(r"(?P<carrier>[A-Z][A-Z0-9]|[0-9][A-Z])?[ ]?0*(?P<number>\d{1,5})(?P<suffix>[A-Z]?)")


def number_parts(text: str, carrier: str = "") -> tuple[str, str]:
    """Return a flight number without carrier and leading zeros, and its operational suffix."""
    text = text.strip().upper()
    if text.isdecimal():
        return text.lstrip("0") or "0", ""
    match = _NUMBER.fullmatch(text)
    if match is None or (match.group("carrier") and carrier and match.group("carrier") != carrier):
        return text, ""
    return match.group("number"), match.group("suffix")


def operating(text: str) -> tuple[str, str]:
    """Return number and class of a TVL that has only element 5."""
    number, service_class, *_ = ((text + _WIDE).split(ELEMENT)[5] + _PAD).split(COMPONENT)
    number = number.strip()
    return (number_parts(number)[0] if number else ""), service_class.strip()


def leg_values(text: str, near: date | None) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the fields of an `ItineraryLeg` in order, and what is odd (code, element)."""
    parts = (text + _WIDE).split(ELEMENT)
    carrier, operator, *_ = (parts[4] + _PAD).split(COMPONENT)
    number, service_class, suffix, *_ = (parts[5] + _PAD).split(COMPONENT)
    departure, arrival, notes = times(parts[1], near)
    carrier, number = carrier.strip(), number.strip().upper()
    kind = "air"
    if number in {"ARNK", "OPEN"}:
        kind, number = number.lower(), ""
    elif number:
        number, found = number_parts(number, carrier)
        suffix = suffix or found
    origin = parts[2].partition(COMPONENT)[0].strip()
    destination = parts[3].partition(COMPONENT)[0].strip()
    values = [
        carrier,
        number,
        suffix.strip(),
        origin,
        destination,
        departure,
        arrival,
        operator.strip(),
        "",
        service_class.strip(),
        "",
        kind,
        "",
    ]
    return values, notes


def times(element: str, near: date | None) -> tuple[str, str, list[tuple[str, str]]]:
    """Return departure and arrival as local ISO text, and what is odd about them."""
    day, clock, day2, clock2, variation, *_ = (element + _PAD).split(COMPONENT)
    notes: list[tuple[str, str]] = []
    if len(day2) == 4 and not clock2:
        day2, clock2 = "", day2
        notes.append(("date.time_in_date_slot", "1.3"))
    first = _day(day, near, "1.1", notes)
    for value, place in ((clock, "1.2"), (clock2, "1.4")):
        if not clock_is_valid(value):
            notes.append(("time.invalid", place))
    last = _day(day2, near, "1.3", notes)
    departure = joined(first, clock)
    if last is None and not day2 and clock2 and first is not None:
        last = _shifted(first, variation)
    arrival = joined(last, clock2) if last is not None else ""
    if first is not None and last is not None and (last - first).days < -1:
        notes.append(("flight.arrival_before_departure", "1.3"))
    return departure, arrival, notes


def _shifted(day: date, variation: str) -> date | None:
    """Return the day of arrival: the day of departure unless the variation says otherwise."""
    if variation in {"1", "2", "3"}:
        return date.fromordinal(day.toordinal() + int(variation))
    return day


def _day(text: str, near: date | None, element: str, notes: list[tuple[str, str]]) -> date | None:
    if not text:
        return None
    found, reversed_order = body_day(text, near)
    if found is None:
        notes.append(("date.invalid", element))
    elif reversed_order:
        notes.append(("date.order_reversed", element))
    return found


def pushed(text: str, near: date | None) -> tuple[FlightLeg, list[tuple[str, str]]]:
    """Return the leg a message is about (TVL at level 0): there the first carrier is the operating one."""
    values, notes = leg_values(text, near)
    if not values[1]:
        notes.append(("flight.number_missing", "5.1"))
    for place, element in ((3, "2.1"), (4, "3.1")):
        if not values[place]:
            notes.append(("flight.airport_missing", element))
        elif not (values[place].isalpha() and len(values[place]) in {3, 4}):
            notes.append(("flight.airport_invalid", element))
    if not values[5] and ("date.invalid", "1.1") not in notes:
        notes.append(("flight.date_missing", "1.1"))
    return FlightLeg(*values[:7]), notes


def same_flight(values: list[str], leg: FlightLeg) -> bool:
    """Return whether an itinerary line is the pushed leg: same local day, and number or airports agree."""
    if values[11] != "air" or values[5][:10] != leg.departure[:10]:
        return False
    same_route = values[3] == leg.origin and values[4] == leg.destination
    same_number = leg.number != "" and leg.number in {values[1], values[8]}
    return (same_route and (same_number or not values[1])) or (same_number and values[3] == leg.origin)


__all__ = ["day_of", "leg_values", "number_parts", "operating", "pushed", "same_flight", "times"]

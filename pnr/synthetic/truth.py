"""What is true about a world, row by row: written beside it, read by whoever scores, never by the service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pnr.synthetic.carriers import CARRIERS
from pnr.synthetic.moments import iso, iso_day
from pnr.synthetic.passengers import Passenger
from pnr.synthetic.pushes import PLAN, Kind, flight_key
from pnr.synthetic.schedule import Leg
from pnr.synthetic.trips import Mark, Trip

_NEVER = 1 << 40


class Row(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One traveller on one leg. Moments are UTC, ISO to the minute.

    `person` is who they are in truth, whatever was typed. `group` is a letter for reports on disparate
    impact. `detectable` is when the first message arrived that holds what is needed to notice a planted case.
    """

    person: int
    trip: int
    flight: str
    departure: str
    arrival: str
    carrier: str
    locator: str
    reference: str
    surname: str
    given: str
    birth: str
    true_birth: str
    document: str
    nationality: str
    sex: str
    group: str
    kind: str
    party: int = 1
    faults: tuple[str, ...] = ()
    cancelled: bool = False
    shows: bool = True
    role: str = ""
    detectable: str = ""
    mark: Mark | None = None


def rows(leg: Leg, trips: Sequence[Trip]) -> Iterator[Row]:
    """Give one row for every traveller on a leg."""
    flight = flight_key(leg)
    departure, arrival = iso(leg.departure), iso(leg.arrival)
    for trip in trips:
        cancelled = trip.cancelled < leg.departure
        for place, one in enumerate(trip.passengers):
            mark = trip.mark
            role = mark.roles[place] if mark is not None and place < len(mark.roles) else ""
            yield Row(
                one.person.id,
                trip.id,
                flight,
                departure,
                arrival,
                leg.carrier,
                trip.locator,
                one.unique,
                one.surname,
                one.given,
                iso_day(one.birth),
                iso_day(one.person.birth),
                one.number,
                one.person.nationality,
                one.person.sex,
                one.person.group,
                trip.kind,
                len(trip.passengers),
                one.faults,
                cancelled,
                one.shows,
                role,
                detectable(trip, one) if mark is not None else "",
                mark,
            )


def detectable(trip: Trip, one: Passenger) -> str:
    """Return when the first message goes out that holds what the trip's mark needs; empty for never."""
    if trip.mark is None:
        return ""
    leg = trip.leg
    habits = CARRIERS[leg.carrier].habits
    needed, only_lists = trip.created, False
    match trip.mark.needs:
        case "documents":
            needed = next((change.at for change in trip.changes if change.field == "documents"), trip.created)
        case "bags":
            needed, only_lists = one.bags_at, not habits.check_in_data
        case "check-in":
            needed, only_lists = one.check_in, not habits.check_in_data
        case "change":
            needed = max((change.at for change in trip.changes), default=trip.created)
        case "departure":
            needed, only_lists = leg.departure, True
    if needed >= _NEVER:
        return ""
    for before, kind, _, _ in PLAN:
        if only_lists and kind in (Kind.FULL, Kind.UPDATE):
            continue
        at = leg.departure - before
        if at >= needed:
            return iso(at)
    return ""

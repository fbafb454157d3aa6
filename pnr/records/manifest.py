"""The people on one flight, opened for a page: seat, name, documents, route, and what each was read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pnr.feed.schedule import Leg, find
from pnr.model.booking import Booking
from pnr.model.traveller import Document, Name, Traveller
from pnr.records.bookings import Stored, current
from pnr.records.travellers import OnLeg, TravellerState, on_leg
from retention.unit_of_work import Consulting

_SOURCE_ORDER = {"api": 0, "manifest": 1, "pnr": 2}  # nearest to the passport first


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One person: the best known value of each field over all records, nearest to the passport first.

    `screened_on` is None while not screened. `route` lists airports in order of travel.
    """

    traveller_id: UUID
    seat: str
    name: Name
    names: tuple[Name, ...]
    nationality: str
    birth: str
    sex: str
    document: Document | None
    documents: tuple[Document, ...]
    route: tuple[str, ...]
    kind: str
    sources: tuple[str, ...]
    merge: str
    state: TravellerState
    screened_on: tuple[str, ...] | None
    bags: int
    locators: tuple[str, ...]
    party: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The flight and everyone known on it, gone travellers last."""

    leg: Leg
    rows: tuple[ManifestRow, ...]


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _route(booking: Booking, leg: Leg) -> tuple[str, ...]:
    stops: list[str] = []
    for part in booking.itinerary:
        if part.kind != "air" or part.status in {"HX", "UN", "XX"}:
            continue
        for stop in (part.origin, part.destination):
            if stop and (not stops or stops[-1] != stop):
                stops.append(stop)
    return tuple(stops) or (leg.origin, leg.destination)


def sighted(row: OnLeg, stored: dict[UUID, Stored]) -> tuple[tuple[Stored, Traveller], ...]:
    """Return the records a person appears in, nearest to the passport first, with the traveller in each."""
    found = [
        (stored[record], stored[record].booking.travellers[place])
        for record, place in row.appearances
        if record in stored and place < len(stored[record].booking.travellers)
    ]
    return tuple(sorted(found, key=lambda pair: _SOURCE_ORDER.get(pair[0].source, 9)))


def _row(row: OnLeg, seen: tuple[tuple[Stored, Traveller], ...], leg: Leg) -> ManifestRow:
    travellers = [traveller for _, traveller in seen]
    documents = tuple(dict.fromkeys(doc for one in travellers for doc in one.documents if doc.number))
    passports = [doc for doc in documents if doc.kind.startswith("P")]
    names = tuple(dict.fromkeys(name for one in travellers for name in (one.name, *one.other_names)))
    bookings = [record.booking for record, _ in seen if record.source == "pnr"]
    routes = [_route(booking, leg) for booking in bookings]
    ends = [(one.embarkation, one.debarkation) for one in travellers if one.embarkation and one.debarkation]
    return ManifestRow(
        traveller_id=row.id,
        seat=_first(seat.number for one in travellers for seat in one.seats),
        name=names[0] if names else Name(),
        names=names,
        nationality=_first(one.nationality for one in travellers),
        birth=_first(one.birth for one in travellers),
        sex=_first(one.sex for one in travellers),
        document=next(iter(passports or documents), None),
        documents=documents,
        route=max(routes, key=len) if routes else (ends[0] if ends else (leg.origin, leg.destination)),
        kind=_first(one.kind for one in travellers),
        sources=row.sources,
        merge=row.merge,
        state=row.state,
        screened_on=row.screened_on,
        bags=max((sum(bag.pieces for bag in one.bags) for one in travellers), default=0),
        locators=tuple(
            dict.fromkeys(
                code
                for record, one in seen
                for code in (*(locator.code for locator in record.booking.locators), *one.locators)
                if code
            )
        ),
        party=max((len(booking.travellers) for booking in bookings), default=1),
    )


def of_flight(scope: Consulting, leg_id: UUID) -> Manifest | None:
    """Open everyone on a flight; None when the tenant has no such leg.

    The scope's audit leaf names every traveller shown (decision 9).
    """
    leg = find(scope, leg_id)
    if leg is None:
        return None
    stored = {one.id: one for one in current(scope, leg_id)}
    people = on_leg(scope, leg_id)
    shown = [(row, seen) for row in people if (seen := sighted(row, stored))]
    scope.show((str(row.id) for row, _ in shown), elements=(4, 7, 14, 16, 18))
    rows = [_row(row, seen, leg) for row, seen in shown]
    return Manifest(leg, tuple(sorted(rows, key=lambda row: row.state is TravellerState.GONE)))

"""Where a traveller was seen before: earlier flights that share an exact identifier, without any name index.

Four identifiers only (decision 8): document, name with birth, phone, card. Tokens change with the month,
so each identifier is asked once per month still alive. A card number is no longer known after intake, so it
is found among the bookings of its own month only. One query answers a whole flight. What was not observed
(before go-live, past retention) is unknown, not zero: `observed_from` says since when counting is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select

from pnr.feed.schedule import Leg, flight_leg
from pnr.model.booking import Booking
from pnr.model.traveller import Traveller
from pnr.reconcile import document_key, fold
from pnr.records.bookings import BookingState, booking_table
from pnr.records.tokens import token_table
from retention.buckets import bucket
from retention.unit_of_work import Writing

_BATCH = 500  # tokens in one query: below every driver's limit of parameters


class Identifier(StrEnum):
    """What two sightings share, strongest first."""

    DOCUMENT = "document"
    NAME_BIRTH = "name_birth"
    CARD = "card"
    PHONE = "phone"


_STRENGTH = {one: place for place, one in enumerate(Identifier)}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One earlier or other flight of a person, and the strongest identifier that says so."""

    leg_id: UUID
    booking_id: UUID
    shared: Identifier
    flight: str
    origin: str
    destination: str
    departs: datetime | None


class Asked(NamedTuple):
    """One person to look for: every record they appear in, with the traveller in it."""

    person: UUID
    seen: Sequence[tuple[UUID, Booking, Traveller]]


def identifying(booking: Booking, traveller: Traveller) -> Iterator[tuple[Identifier, str]]:
    """Give the identifiers of one traveller as tokens are made of them (see `pnr.records.tokens`)."""
    for document in traveller.documents:
        if number := document_key(document.number):
            yield Identifier.DOCUMENT, f"{document.issuer}|{number}"
    if traveller.birth and traveller.name.surname:
        name = f"{fold(traveller.name.surname)}|{fold(traveller.name.given)[:1]}"
        yield Identifier.NAME_BIRTH, f"{name}|{traveller.birth}"
    own = (*traveller.contacts, *(booking.contacts if len(booking.travellers) == 1 else ()))
    for contact in own:
        if contact.kind == "phone" and contact.value and contact.whose != "agency":
            yield Identifier.PHONE, contact.value.lower()


def months(now: datetime, life: timedelta) -> tuple[date, ...]:
    """Return the first days of the months in which data may still be alive, newest first."""
    found = [now.date().replace(day=1)]
    oldest = (now - life).date().replace(day=1)
    while found[-1] > oldest:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return tuple(found)


def observed_from(scope: Writing, regimes: Sequence[str]) -> datetime | None:
    """Return since when this tenant has seen everything of these regimes: the first transfer still kept."""
    query = select(func.min(bucket.c.first_transfer)).where(
        bucket.c.tenant == scope.actor.tenant, bucket.c.regime.in_(regimes)
    )
    found: datetime | None = scope.connection.execute(query).scalar()
    return found


def _alive(scope: Writing, regime: str) -> tuple[date, ...]:
    terms = scope.policy.regime(regime)
    return months(scope.now, (terms.unlinked_delete or terms.delete).longest())


def _rows(scope: Writing, tokens: Iterable[int], leg: Leg) -> Iterator[tuple[int, Sighting]]:
    columns = token_table.c
    listed = list(tokens)
    for start in range(0, len(listed), _BATCH):
        query = (
            select(
                columns.token,
                booking_table.c.id,
                flight_leg.c.id.label("leg"),
                flight_leg.c.carrier,
                flight_leg.c.number,
                flight_leg.c.origin,
                flight_leg.c.destination,
                flight_leg.c.departs,
            )
            .join(booking_table, booking_table.c.id == columns.booking_id)
            .join(flight_leg, flight_leg.c.id == booking_table.c.leg_id)
            .where(
                columns.token.in_(listed[start : start + _BATCH]),
                columns.tenant == scope.actor.tenant,
                and_(
                    booking_table.c.leg_id != leg.id, booking_table.c.state != BookingState.SUPERSEDED.value
                ),
            )
        )
        for row in scope.connection.execute(query):
            yield (
                row.token,
                Sighting(
                    row.leg,
                    row.id,
                    Identifier.DOCUMENT,
                    f"{row.carrier} {row.number}",
                    row.origin,
                    row.destination,
                    row.departs,
                ),
            )


def sightings(
    scope: Writing, leg: Leg, people: Sequence[Asked], *, regimes: Sequence[str]
) -> Mapping[UUID, tuple[Sighting, ...]]:
    """Find the other flights of everyone on a leg: newest first, each once, by its strongest identifier."""
    alive = [(regime, month) for regime in regimes for month in _alive(scope, regime)]
    wanted: dict[int, list[tuple[UUID, Identifier]]] = {}
    for person in people:
        for shared, value in dict.fromkeys(
            pair for _, booking, traveller in person.seen for pair in identifying(booking, traveller)
        ):
            for regime, month in alive:
                token = scope.opener.token(regime, month, shared.value, value)
                wanted.setdefault(token, []).append((person.person, shared))
        for token in dict.fromkeys(token for _, booking, _ in person.seen for token in booking.card_tokens):
            wanted.setdefault(token, []).append((person.person, Identifier.CARD))
    best: dict[UUID, dict[UUID, Sighting]] = {}
    for token, row in _rows(scope, wanted, leg):
        for person_id, shared in wanted[token]:
            known = best.setdefault(person_id, {}).get(row.leg_id)
            if known is None or _STRENGTH[shared] < _STRENGTH[known.shared]:
                best[person_id][row.leg_id] = Sighting(
                    row.leg_id, row.booking_id, shared, row.flight, row.origin, row.destination, row.departs
                )
    return {
        person: tuple(sorted(found.values(), key=lambda one: str(one.departs or ""), reverse=True))
        for person, found in best.items()
    }

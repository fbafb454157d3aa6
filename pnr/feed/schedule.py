"""Flight legs: the schedule, actual times, and the leg a message is about.

A leg is known by operating carrier, number, suffix, board point and the *local* date of departure
(PNRGOV guide, level-0 TVL). It comes from the schedule, from a person, or from the first message about it.
Its `bucket` is the UTC day of the first accepted message (decision 4) and never changes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Integer, Row, String, Table, UniqueConstraint, select, update

from pnr.codes import local, utc
from pnr.model.flight import FlightLeg
from retention.engines import insert_new
from retention.metadata import Holds, Instant, column, key, metadata
from retention.unit_of_work import Reading, Writing

_DATE_TOLERANCE = timedelta(days=1)  # a message may name the operational day (quirks: flight dates)


class LegState(StrEnum):
    """What is known of the flight itself."""

    SCHEDULED = "scheduled"
    DEPARTED = "departed"
    LANDED = "landed"
    CANCELLED = "cancelled"


flight_leg = Table(
    "flight_leg",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("carrier", String(3), Holds.PUBLIC),
    column("number", String(8), Holds.PUBLIC),
    column("suffix", String(3), Holds.PUBLIC),
    column("origin", String(4), Holds.PUBLIC),
    column("destination", String(4), Holds.PUBLIC),
    column("departure_date", Date(), Holds.PUBLIC),
    column("departs", Instant(), Holds.PUBLIC, nullable=True),
    column("arrives", Instant(), Holds.PUBLIC, nullable=True, index=True),
    column("estimated", Instant(), Holds.PUBLIC, nullable=True),
    column("expected", Integer(), Holds.COUNT, nullable=True),
    column(
        "expects", String(120), Holds.CODE
    ),  # pushes agreed with the carrier, minutes before departure: "pnr-24@1440 api-close@40"
    column("state", String(16), Holds.CODE),
    column("source", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, nullable=True),
    column("owner", String(64), Holds.STAFF, nullable=True),
    column("owned_since", Instant(), Holds.TIME, nullable=True),
    UniqueConstraint("tenant", "carrier", "number", "suffix", "origin", "departure_date"),
)


@dataclass(frozen=True, slots=True)
class ScheduledLeg:
    """One line of a schedule, times aware UTC.

    `expects` are the pushes agreed with the carrier, as `label@minutes before departure`: `pnr-24@1440`,
    `api-close@40`, `api-out@-8`.
    """

    carrier: str
    number: str
    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    suffix: str = ""
    expected: int | None = None
    expects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """A stored leg. Times are aware UTC; `estimated` is the latest known arrival, if other than scheduled."""

    id: UUID
    carrier: str
    number: str
    suffix: str
    origin: str
    destination: str
    departure_date: date
    departs: datetime | None
    arrives: datetime | None
    estimated: datetime | None
    expected: int | None
    expects: tuple[str, ...]
    state: LegState
    bucket: date | None
    owner: str | None

    @property
    def lands(self) -> datetime | None:
        """The best known time of arrival."""
        return self.estimated or self.arrives

    @property
    def flight(self) -> str:
        """The flight as a person says it: `Q4 318`."""
        return f"{self.carrier} {self.number}{self.suffix}"


_COLUMNS = [
    flight_leg.c[name]
    for name in (
        "id", "carrier", "number", "suffix", "origin", "destination", "departure_date", "departs", "arrives",
        "estimated", "expected", "expects", "state", "bucket", "owner",
    )
]  # fmt: skip


def _leg(row: Row[tuple[object, ...]]) -> Leg:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented accessor
    values["expects"] = tuple(str(values["expects"]).split())
    values["state"] = LegState(str(values["state"]))
    return Leg(**values)


def _row(tenant: str, leg: ScheduledLeg) -> dict[str, object]:
    return {
        "tenant": tenant,
        "carrier": leg.carrier,
        "number": leg.number,
        "suffix": leg.suffix,
        "origin": leg.origin,
        "destination": leg.destination,
        "departure_date": local(leg.departs, leg.origin).date(),
        "departs": leg.departs,
        "arrives": leg.arrives,
        "expected": leg.expected,
        "expects": " ".join(leg.expects),
        "state": LegState.SCHEDULED.value,
        "source": "schedule",
    }


_KEY = ("tenant", "carrier", "number", "suffix", "origin", "departure_date")


def plan(scope: Writing, legs: Iterable[ScheduledLeg]) -> int:
    """Add legs of a schedule that are not known yet; return how many were new."""
    rows = [_row(scope.actor.tenant, leg) for leg in legs]
    return insert_new(scope.connection, flight_leg, rows, keys=_KEY)


def find(scope: Reading, leg_id: UUID) -> Leg | None:
    """Return one leg of the tenant, or nothing."""
    query = select(*_COLUMNS).where(flight_leg.c.id == leg_id, flight_leg.c.tenant == scope.actor.tenant)
    row = scope.connection.execute(query).first()
    return _leg(row) if row else None


def arriving(scope: Reading, airport: str, *, after: datetime, before: datetime) -> tuple[Leg, ...]:
    """Return the legs landing at `airport` in the window, earliest first."""
    columns = flight_leg.c
    query = (
        select(*_COLUMNS)
        .where(
            columns.tenant == scope.actor.tenant,
            columns.destination == airport,
            columns.arrives >= after,
            columns.arrives < before,
        )
        .order_by(columns.arrives, columns.carrier, columns.number)
    )
    return tuple(_leg(row) for row in scope.connection.execute(query))


class UnplaceableLegError(ValueError):
    """A message does not say which flight it is about: no number, board point or date."""


def _departure_date(leg: FlightLeg, fallback: date | None) -> date | None:
    text = leg.departure or leg.arrival
    return date.fromisoformat(text[:10]) if len(text) >= 10 else fallback


def known(scope: Reading, leg: FlightLeg, *, prepared: date | None = None) -> Leg | None:
    """Return the stored leg a message is about, or nothing when none fits.

    Matches carrier, number, suffix and board point on the local departure date, one day either side
    when the time of arrival fits. `prepared` (the envelope's date) stands in for a missing departure date.
    """
    day = _departure_date(leg, prepared)
    if not leg.number or day is None:
        return None
    columns = flight_leg.c
    rows = scope.connection.execute(
        select(*_COLUMNS).where(
            columns.tenant == scope.actor.tenant,
            columns.carrier == leg.carrier,
            columns.number == leg.number,
            columns.suffix == leg.suffix,
            columns.origin == leg.origin,
            columns.departure_date.between(day - _DATE_TOLERANCE, day + _DATE_TOLERANCE),
        )
    )
    near = [_leg(row) for row in rows]
    arrival = utc(leg.arrival, leg.destination) if leg.arrival else None
    for one in near:
        if one.departure_date == day:
            return one
    for one in near:
        if arrival and one.arrives and abs(one.arrives - arrival) < timedelta(hours=6):
            return one
    return None


def locate(scope: Writing, leg: FlightLeg, *, prepared: date | None = None) -> Leg:
    """Return the stored leg a message is about (see `known`); make it when the schedule does not know it.

    Raises `UnplaceableLegError` when the message names no flight.
    """
    found = known(scope, leg, prepared=prepared)
    if found is not None:
        return found
    day = _departure_date(leg, prepared)
    if not leg.number or day is None:
        raise UnplaceableLegError("the message names no flight number or no date")
    row = {
        "tenant": scope.actor.tenant,
        "carrier": leg.carrier,
        "number": leg.number,
        "suffix": leg.suffix,
        "origin": leg.origin,
        "destination": leg.destination,
        "departure_date": day,
        "departs": utc(leg.departure, leg.origin) if leg.departure else None,
        "arrives": utc(leg.arrival, leg.destination) if leg.arrival else None,
        "expects": "",
        "state": LegState.SCHEDULED.value,
        "source": "message",
    }
    insert_new(scope.connection, flight_leg, [row], keys=_KEY)
    made = known(scope, leg, prepared=prepared)
    if made is None:
        raise UnplaceableLegError("the flight could not be planned")
    return made


def open_bucket(scope: Writing, leg: Leg) -> Leg:
    """Give the leg its bucket on the first accepted message: today, UTC (decision 4)."""
    if leg.bucket is not None:
        return leg
    today = scope.now.date()
    scope.connection.execute(update(flight_leg).where(flight_leg.c.id == leg.id).values(bucket=today))
    return replace(leg, bucket=today)


def expect(scope: Writing, leg: Leg, persons: int) -> None:
    """Record how many persons the latest complete list announces for the leg."""
    scope.connection.execute(update(flight_leg).where(flight_leg.c.id == leg.id).values(expected=persons))


def lock(scope: Writing, leg_id: UUID) -> Leg | None:
    """Hold the leg for this transaction: messages about one flight are worked one after the other.

    SQLite has one writer anyway; PostgreSQL locks the row (decision 12).
    """
    query = select(*_COLUMNS).where(flight_leg.c.id == leg_id).with_for_update()
    row = scope.connection.execute(query).first()
    return _leg(row) if row else None


def take(scope: Writing, leg_id: UUID) -> None:
    """Make the acting person the owner of the flight."""
    query = update(flight_leg).where(flight_leg.c.id == leg_id, flight_leg.c.tenant == scope.actor.tenant)
    scope.connection.execute(query.values(owner=scope.actor.id, owned_since=scope.now))


def next_flight(scope: Reading, flight: str) -> Leg | None:
    """Return the next leg of a flight written as carrier and number (`Q7412`), not landed six hours ago."""
    columns = flight_leg.c
    query = (
        select(*_COLUMNS)
        .where(
            columns.tenant == scope.actor.tenant,
            columns.carrier + columns.number + columns.suffix == flight,
            columns.arrives >= scope.now - timedelta(hours=6),
        )
        .order_by(columns.arrives)
    )
    row = scope.connection.execute(query).first()
    return _leg(row) if row else None


def correct(
    scope: Writing, leg_id: UUID, *, estimated: datetime | None = None, state: LegState | None = None
) -> None:
    """Record an actual or expected arrival, or what became of the flight. Absent values stay as they are."""
    values: dict[str, object] = {}
    if estimated is not None:
        values["estimated"] = estimated
    if state is not None:
        values["state"] = state.value
    if values:
        query = update(flight_leg).where(flight_leg.c.id == leg_id, flight_leg.c.tenant == scope.actor.tenant)
        scope.connection.execute(query.values(**values))
    scope.note(leg=str(leg_id), **({"state": state.value} if state else {}), corrected=len(values))

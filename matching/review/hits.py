"""Hits: a possible match of one traveller and one list entry, waiting for a person.

The row holds ids, versions and states; what was compared is sealed (`ID`), the weights without values too
(`FX`). A hit follows the data: when corrected data no longer support it, it closes with its history and is
never silently lost (product capability 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    Float,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    func,
    select,
    update,
)
from uuid_utils.compat import uuid7

from matching.screening.model import Match
from pnr.feed.schedule import Leg, find, flight_leg
from retention.buckets import belongs
from retention.metadata import Holds, Instant, column, key, metadata
from retention.places import Place
from retention.tiers import Tier
from retention.unit_of_work import Consulting, Reading, Writing
from watchlists.registry import Registered, registered


class HitState(StrEnum):
    """Where a hit stands. Only a person moves it to `decided`; only data move it to `unsupported`."""

    OPEN = "open"
    ESCALATED = "escalated"
    DECIDED = "decided"
    UNSUPPORTED = "unsupported"


SEVERITIES = ("critical", "high", "medium", "low")
WAITING = (HitState.OPEN, HitState.ESCALATED)

hit_table = Table(
    "hit",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    column("leg_id", Uuid(), Holds.ID, index=True),
    column("traveller_id", Uuid(), Holds.ID, index=True),
    column("list_id", String(64), Holds.CODE),
    column("source_id", String(128), Holds.LISTED),
    column("snapshot", String(64), Holds.CODE),
    column("matcher", String(64), Holds.CODE),
    column("severity", String(12), Holds.CODE),
    column("probability", Float(), Holds.COUNT),
    column("fingerprint", BigInteger(), Holds.TOKEN),
    column("state", String(12), Holds.CODE),
    column("verdict", String(12), Holds.CODE, nullable=True),
    column("raised_at", Instant(), Holds.TIME),
    column("changed_at", Instant(), Holds.TIME),
    column("version", Integer(), Holds.COUNT),
    column("sealed_version", Integer(), Holds.COUNT),
    column("match_blob", LargeBinary(), Holds.SEALED),
    UniqueConstraint("traveller_id", "list_id", "source_id"),
)
belongs(hit_table, blobs={"match_blob": Tier.ID}, version="sealed_version")


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit as a list shows it: no value of the traveller, no value of the entry."""

    id: UUID
    leg_id: UUID
    traveller_id: UUID
    list_id: str
    list_title: str
    source_id: str
    severity: str
    state: HitState
    verdict: str | None
    raised_at: datetime
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class HitCard:
    """A hit opened for a person: the line, the flight, and what was compared."""

    line: HitLine
    leg: Leg
    match: Match
    registered: Registered | None


_LINE = [
    hit_table.c[name]
    for name in (
        "id", "leg_id", "traveller_id", "list_id", "source_id", "severity", "state", "verdict", "raised_at",
        "changed_at", "version",
    )
]  # fmt: skip


def _line(row: Row[*tuple[Any, ...]], titles: dict[str, Registered]) -> HitLine:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented accessor
    list_id = str(values["list_id"])
    title = titles[list_id].title if list_id in titles else list_id
    values["state"] = HitState(str(values["state"]))
    return HitLine(list_title=title, **{name: values[name] for name in (c.name for c in _LINE)})


def _ordered(lines: Iterable[HitLine]) -> tuple[HitLine, ...]:
    return tuple(
        sorted(
            lines, key=lambda one: (one.state not in WAITING, SEVERITIES.index(one.severity), one.raised_at)
        )
    )


def _mine(scope: Reading) -> Select[tuple[object, ...]]:
    return select(*_LINE).where(hit_table.c.tenant == scope.actor.tenant)


def of_flight(scope: Reading, leg_id: UUID) -> tuple[HitLine, ...]:
    """Return the hits on a flight: waiting ones first, then by severity and age."""
    titles = {one.id: one for one in registered(scope)}
    rows = scope.connection.execute(_mine(scope).where(hit_table.c.leg_id == leg_id))
    return _ordered(_line(row, titles) for row in rows)


def of_traveller(scope: Reading, traveller_id: UUID) -> tuple[HitLine, ...]:
    """Return the hits of one traveller in the same order."""
    titles = {one.id: one for one in registered(scope)}
    rows = scope.connection.execute(_mine(scope).where(hit_table.c.traveller_id == traveller_id))
    return _ordered(_line(row, titles) for row in rows)


def queue(scope: Reading, airports: Sequence[str], *, after: datetime) -> tuple[HitLine, ...]:
    """Return the waiting hits of flights landing at `airports` from `after` on: next landing first.

    Severity decides between hits of one flight; time is the constraint (product capability 9).
    """
    titles = {one.id: one for one in registered(scope)}
    lands = func.coalesce(flight_leg.c.estimated, flight_leg.c.arrives)
    query = (
        _mine(scope)
        .add_columns(lands.label("lands"))
        .join(flight_leg, flight_leg.c.id == hit_table.c.leg_id)
        .where(
            flight_leg.c.destination.in_(airports),
            lands >= after,
            hit_table.c.state.in_([state.value for state in WAITING]),
        )
    )
    rows = list(scope.connection.execute(query))
    lines = [(row.lands, _line(row, titles)) for row in rows]
    lines.sort(key=lambda pair: (pair[0], SEVERITIES.index(pair[1].severity), pair[1].raised_at))
    return tuple(line for _, line in lines)


def line(scope: Reading, hit_id: UUID) -> HitLine | None:
    """Return one hit without opening anything, or nothing when the tenant has none of that id."""
    row = scope.connection.execute(_mine(scope).where(hit_table.c.id == hit_id)).first()
    return _line(row, {one.id: one for one in registered(scope)}) if row else None


def opened(scope: Consulting, hit_id: UUID) -> HitCard | None:
    """Open what was compared; the scope's leaf names the traveller."""
    columns = hit_table.c
    query = select(*_LINE, columns.regime, columns.bucket, columns.sealed_version, columns.match_blob)
    row = scope.connection.execute(
        query.where(columns.id == hit_id, columns.tenant == scope.actor.tenant)
    ).first()
    if row is None:
        return None
    lists = {one.id: one for one in registered(scope)}
    leg = find(scope, row.leg_id)
    if leg is None:
        return None
    place = Place(row.regime, row.bucket, row.id, row.sealed_version)
    match = scope.opener.open(place, Tier.ID, row.match_blob, Match)
    scope.show([str(row.traveller_id)], elements=(4, 18))
    return HitCard(_line(row, lists), leg, match, lists.get(row.list_id))


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits of one flight by standing, and the worst severity among those that wait."""

    waiting: int
    decided: int
    worst: str | None


def count(scope: Reading, leg_ids: Sequence[UUID]) -> dict[UUID, Tally]:
    """Count hits per leg, in one query."""
    columns = hit_table.c
    query = (
        select(columns.leg_id, columns.state, columns.severity, func.count())
        .where(columns.leg_id.in_(leg_ids), columns.tenant == scope.actor.tenant)
        .group_by(columns.leg_id, columns.state, columns.severity)
    )
    waiting: dict[UUID, list[tuple[str, int]]] = {}
    decided: dict[UUID, int] = {}
    for leg, state, severity, number in scope.connection.execute(query):
        if HitState(state) in WAITING:
            waiting.setdefault(leg, []).append((severity, number))
        elif HitState(state) is HitState.DECIDED:
            decided[leg] = decided.get(leg, 0) + number
    return {
        leg: Tally(
            sum(number for _, number in waiting.get(leg, ())),
            decided.get(leg, 0),
            min((severity for severity, _ in waiting.get(leg, ())), key=SEVERITIES.index, default=None),
        )
        for leg in {*waiting, *decided}
    }


@dataclass(frozen=True, slots=True)
class Person:
    """Whose hits are brought up to date: the row, its place in law and time."""

    traveller_id: UUID
    leg_id: UUID
    regime: str
    bucket: date


@dataclass(frozen=True, slots=True)
class Followed:
    """What following the data did to hits."""

    raised: int = 0
    reopened: int = 0
    closed: int = 0


class Standing(NamedTuple):
    """One stored hit, as following the data needs it."""

    id: UUID
    fingerprint: int
    state: HitState
    version: int


def standing(scope: Reading, leg_id: UUID) -> dict[UUID, dict[tuple[str, str], Standing]]:
    """Return the hits on a flight by traveller, then by (list, entry): read once for everyone on it."""
    columns = hit_table.c
    query = select(
        columns.traveller_id,
        columns.list_id,
        columns.source_id,
        columns.id,
        columns.fingerprint,
        columns.state,
        columns.version,
    ).where(columns.leg_id == leg_id, columns.tenant == scope.actor.tenant)
    found: dict[UUID, dict[tuple[str, str], Standing]] = {}
    for row in scope.connection.execute(query):
        one = Standing(row.id, row.fingerprint, HitState(row.state), row.version)
        found.setdefault(row.traveller_id, {})[(row.list_id, row.source_id)] = one
    return found


def follow(
    scope: Writing, person: Person, matches: Sequence[Match], rows: Mapping[tuple[str, str], Standing]
) -> Followed:
    """Make the hits of a person (`rows`, see `standing`) agree with the matches found now.

    A new match raises a hit. A known one with new evidence gets it, and opens again when it was decided on
    other evidence. A hit without a match closes as no longer supported.
    """
    if not rows and not matches:
        return Followed()
    columns = hit_table.c
    month = person.bucket.replace(day=1)
    raised = reopened = 0
    found: set[tuple[str, str]] = set()
    for match in matches:
        pair = (match.list_id, match.source_id)
        found.add(pair)
        text = "|".join(f"{one.name}={one.finding}:{one.left}" for one in match.features)
        fingerprint = scope.sealer.token(person.regime, month, "evidence", text)
        row = rows.get(pair)
        if row is None:
            raised += 1
            _raise(scope, person, match, fingerprint)
        elif row.fingerprint != fingerprint or row.state is HitState.UNSUPPORTED:
            reopened += row.state is not HitState.OPEN
            _renew(scope, person, match, fingerprint, hit_id=row.id, version=row.version + 1)
    lost = [row.id for pair, row in rows.items() if pair not in found and row.state in WAITING]
    if lost:
        scope.connection.execute(
            update(hit_table)
            .where(columns.id.in_(lost))
            .values(state=HitState.UNSUPPORTED.value, changed_at=scope.now, version=columns.version + 1)
        )
    return Followed(raised, reopened, len(lost))


def _compared(match: Match, fingerprint: int) -> dict[str, object]:
    return {
        "snapshot": match.snapshot,
        "matcher": match.matcher,
        "severity": match.severity,
        "probability": match.probability,
        "fingerprint": fingerprint,
        "state": HitState.OPEN.value,
    }


def _raise(scope: Writing, person: Person, match: Match, fingerprint: int) -> None:
    hit_id = uuid7()
    place = Place(person.regime, person.bucket, hit_id, 1)
    scope.connection.execute(
        hit_table.insert(),
        {
            **_compared(match, fingerprint),
            "id": hit_id,
            "tenant": scope.actor.tenant,
            "regime": person.regime,
            "bucket": person.bucket,
            "leg_id": person.leg_id,
            "traveller_id": person.traveller_id,
            "list_id": match.list_id,
            "source_id": match.source_id,
            "raised_at": scope.now,
            "changed_at": scope.now,
            "version": 1,
            "sealed_version": 1,
            "match_blob": scope.sealer.seal(place, Tier.ID, match),
        },
    )


def _renew(
    scope: Writing, person: Person, match: Match, fingerprint: int, *, hit_id: UUID, version: int
) -> None:
    place = Place(person.regime, person.bucket, hit_id, version)
    scope.connection.execute(
        update(hit_table)
        .where(hit_table.c.id == hit_id)
        .values(
            **_compared(match, fingerprint),
            changed_at=scope.now,
            version=version,
            sealed_version=version,
            match_blob=scope.sealer.seal(place, Tier.ID, match),
        )
    )

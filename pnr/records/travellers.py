"""The persons on a leg: one row each, however many records speak of them.

A row holds no value: tokens to recognise the person in the next message, which records it appears in, when
it was screened and on what. It is computed from the current records of the leg each time one changes, so
it converges whatever the order of arrival, and can always be computed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Date, LargeBinary, String, Table, Uuid, bindparam, func, select, update
from uuid_utils.compat import uuid7

from pnr.feed.schedule import Leg, flight_leg
from pnr.reconcile import Appearance, Person, document_key, fold
from retention.buckets import belongs
from retention.metadata import Holds, Instant, column, key, metadata
from retention.tiers import Tier
from retention.unit_of_work import Reading, Writing


class TravellerState(StrEnum):
    """How far the person has come, as the messages say."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    BOARDED = "boarded"
    NOT_BOARDED = "not_boarded"
    GONE = "gone"


traveller_table = Table(
    "traveller",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    column("leg_id", Uuid(), Holds.ID, index=True),
    column("keys", LargeBinary(), Holds.TOKEN),
    column("appearances", LargeBinary(), Holds.ID),
    column("sources", String(24), Holds.CODE),
    column("merge", String(32), Holds.CODE),
    column("state", String(12), Holds.CODE),
    column("evidence", BigInteger(), Holds.TOKEN),  # keyed digest of what was screened
    column("screened_at", Instant(), Holds.TIME, nullable=True),
    column("screener", String(64), Holds.CODE, nullable=True),
    column("screened_on", String(64), Holds.CODE, nullable=True),
    column("fx_blob", LargeBinary(), Holds.SEALED, nullable=True),
    column("version", BigInteger(), Holds.COUNT),
)
belongs(traveller_table, blobs={"fx_blob": Tier.FX}, version="version")

_NOT_COMING = (TravellerState.GONE.value, TravellerState.NOT_BOARDED.value)
_keys = msgspec.msgpack.Decoder(tuple[int, ...])
_appearances = msgspec.msgpack.Decoder(tuple[tuple[str, int], ...])


@dataclass(frozen=True, slots=True)
class OnLeg:
    """One person on a leg: `appearances` are (booking row, place in it)."""

    id: UUID
    regime: str
    keys: tuple[int, ...]
    appearances: tuple[tuple[UUID, int], ...]
    sources: tuple[str, ...]
    merge: str
    state: TravellerState
    evidence: int
    screened_at: datetime | None
    screener: str | None
    screened_on: tuple[str, ...] | None
    version: int


_COLUMNS = [
    traveller_table.c[name]
    for name in (
        "id", "regime", "keys", "appearances", "sources", "merge", "state", "evidence", "screened_at",
        "screener", "screened_on", "version",
    )
]  # fmt: skip


def on_leg(scope: Reading, leg_id: UUID) -> tuple[OnLeg, ...]:
    """Return every person known on a leg, also those who are gone, in order of first appearance."""
    columns = traveller_table.c
    query = select(*_COLUMNS).where(columns.leg_id == leg_id, columns.tenant == scope.actor.tenant)
    rows = scope.connection.execute(query.order_by(columns.id))
    return tuple(
        OnLeg(
            id=row.id,
            regime=row.regime,
            keys=_keys.decode(row.keys),
            appearances=tuple(
                (UUID(record), place) for record, place in _appearances.decode(row.appearances)
            ),
            sources=tuple(row.sources.split()),
            merge=row.merge,
            state=TravellerState(row.state),
            evidence=row.evidence,
            screened_at=row.screened_at,
            screener=row.screener,
            screened_on=None if row.screened_on is None else tuple(row.screened_on.split()),
            version=row.version,
        )
        for row in rows
    )


def _identifying(one: Appearance) -> Iterable[tuple[str, str]]:
    traveller = one.traveller
    for document in traveller.documents:
        if number := document_key(document.number):
            yield "person", f"doc|{number}"
    if traveller.unique_reference:
        yield "person", f"ref|{one.source}|{traveller.unique_reference}"
    surname, given = fold(traveller.name.surname), fold(traveller.name.given)
    if traveller.birth and surname:
        yield "person", f"born|{surname}|{given[:3]}|{traveller.birth}"
    for code in one.locators:
        yield "person", f"loc|{code}|{surname}|{given[:3]}|{traveller.reference}"


def _state(person: Person, *, listed: bool) -> TravellerState:
    boarded = {one.traveller.boarded for one in person.appearances}
    if "yes" in boarded:
        return TravellerState.BOARDED
    if "no" in boarded:
        return TravellerState.NOT_BOARDED
    if any(one.source in {"api", "manifest"} for one in person.appearances):
        return TravellerState.CHECKED_IN
    if listed:
        return TravellerState.NOT_BOARDED
    checked_in = any(one.traveller.check_ins for one in person.appearances)
    return TravellerState.CHECKED_IN if checked_in else TravellerState.BOOKED


@dataclass(frozen=True, slots=True)
class Placed:
    """A person with the row that is theirs, and whether what screening sees has changed."""

    id: UUID
    person: Person
    state: TravellerState
    version: int


def settle(
    scope: Writing,
    leg: Leg,
    people: Sequence[Person],
    records: Sequence[UUID],
    *,
    regime: str,
    listed: bool = False,
) -> tuple[Placed, ...]:
    """Make the rows of a leg agree with the persons its current records show.

    A person keeps their row while any identifying token is shared with it; rows of persons no record shows
    any more are marked gone, with their history. `records[i]` is the booking row of record i. `listed` says
    that a complete check-in list is here: who is booked and not on it is not coming.
    """
    if leg.bucket is None:
        raise ValueError("the leg has no bucket yet")
    month = leg.bucket.replace(day=1)
    known = [row for row in on_leg(scope, leg.id) if row.regime == regime]
    by_key: dict[int, OnLeg] = {token: row for row in reversed(known) for token in row.keys}
    taken: set[UUID] = set()
    placed: list[Placed] = []
    fresh: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    for person in people:
        state = _state(person, listed=listed)
        tokens = tuple(
            dict.fromkeys(
                scope.sealer.token(regime, month, field, value)
                for one in person.appearances
                for field, value in _identifying(one)
            )
        )
        row = next((by_key[t] for t in tokens if t in by_key and by_key[t].id not in taken), None)
        appearances = tuple((str(records[one.record]), one.ordinal) for one in person.appearances)
        sources = " ".join(sorted({one.source for one in person.appearances}))
        values = {
            "keys": msgspec.msgpack.encode(tokens),
            "appearances": msgspec.msgpack.encode(appearances),
            "sources": sources,
            "merge": person.reason,
            "state": state.value,
        }
        if row is None:
            row_id = uuid7()
            fresh.append(
                {
                    **values,
                    "id": row_id,
                    "tenant": scope.actor.tenant,
                    "regime": regime,
                    "bucket": leg.bucket,
                    "leg_id": leg.id,
                    "evidence": 0,
                    "version": 1,
                }
            )
            placed.append(Placed(row_id, person, state, 1))
            continue
        taken.add(row.id)
        placed.append(Placed(row.id, person, state, row.version))
        same = (
            row.keys == tokens
            and row.sources == tuple(sources.split())
            and row.state is state
            and tuple((str(record), place) for record, place in row.appearances) == appearances
        )
        if not same:
            changed.append({**values, "row": row.id})
    gone = [row.id for row in known if row.id not in taken and row.state is not TravellerState.GONE]
    if fresh:
        scope.connection.execute(traveller_table.insert(), fresh)
    if changed:
        fields = ("keys", "appearances", "sources", "merge", "state")
        query = update(traveller_table).where(traveller_table.c.id == bindparam("row"))
        scope.connection.execute(query.values({name: bindparam(name) for name in fields}), changed)
    if gone:
        query = update(traveller_table).where(traveller_table.c.id.in_(gone))
        scope.connection.execute(query.values(state=TravellerState.GONE.value))
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class Screened:
    """What a screening leaves on a person's row: the evidence digest, the screener, what it had to go on."""

    id: UUID
    evidence: int
    screened_on: tuple[str, ...]
    version: int
    fx_blob: bytes


def record_screening(scope: Writing, screened: Sequence[Screened], *, screener: str) -> None:
    """Write what was screened, when, by which version of lists and matcher."""
    if not screened:
        return
    query = (
        update(traveller_table)
        .where(traveller_table.c.id == bindparam("row"))
        .values(
            evidence=bindparam("digest"),
            screened_at=scope.now,
            screener=screener,
            screened_on=bindparam("had"),
            version=bindparam("next"),
            fx_blob=bindparam("blob"),
        )
    )
    rows = [
        {
            "row": one.id,
            "digest": one.evidence,
            "had": " ".join(one.screened_on),
            "next": one.version,
            "blob": one.fx_blob,
        }
        for one in screened
    ]
    scope.connection.execute(query, rows)


@dataclass(frozen=True, slots=True)
class Counted:
    """Persons on a leg who are coming: all, screened, and screened without a birth date."""

    received: int
    screened: int
    without_birth: int


def count(scope: Reading, leg_ids: Sequence[UUID]) -> dict[UUID, Counted]:
    """Count persons per leg, in one query."""
    columns = traveller_table.c
    query = (
        select(
            columns.leg_id,
            func.count(),
            func.count(columns.screened_at),
            func.count().filter(columns.screened_on.is_not(None), columns.screened_on.not_like("%birth%")),
        )
        .where(columns.leg_id.in_(leg_ids), columns.state.not_in(_NOT_COMING))
        .group_by(columns.leg_id)
    )
    return {leg: Counted(*numbers) for leg, *numbers in scope.connection.execute(query)}


def screened_otherwise(scope: Reading, screener: str, *, landed_after: datetime) -> set[UUID]:
    """Return the legs, landed after a time or still to land, with anyone screened by another screener."""
    columns = traveller_table.c
    query = (
        select(columns.leg_id)
        .join(flight_leg, flight_leg.c.id == columns.leg_id)
        .where(
            columns.tenant == scope.actor.tenant,
            columns.screener != screener,
            columns.state != TravellerState.GONE.value,
            flight_leg.c.arrives >= landed_after,
        )
        .distinct()
    )
    return set(scope.connection.execute(query).scalars())


def leg_bucket(scope: Reading, traveller_id: UUID) -> tuple[UUID, str, date] | None:
    """Return (leg, regime, bucket) of a person's row, or nothing when the tenant has no such row."""
    columns = traveller_table.c
    query = select(columns.leg_id, columns.regime, columns.bucket)
    row = scope.connection.execute(
        query.where(columns.id == traveller_id, columns.tenant == scope.actor.tenant)
    ).first()
    return (row.leg_id, row.regime, row.bucket) if row else None

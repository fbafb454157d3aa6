"""Work that follows from a change: rows committed with their cause (decision 12).

Whoever works takes rows inside a writing scope, acts, and calls `done` in the same commit: the effect and the
end of the row are one. When the work fails, the scope is rolled back and `failed` counts the attempt in a
scope of its own; after `MOST_ATTEMPTS` the row is dead and waits for a person. Rows hold ids only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Index, Integer, LargeBinary, String, Table, delete, func, select, update
from uuid_utils.compat import uuid7

from retention.metadata import Holds, Instant, column, key, metadata

if TYPE_CHECKING:
    from retention.unit_of_work import Reading, Writing

S = TypeVar("S", bound=msgspec.Struct)

MOST_ATTEMPTS = 8
READY, DEAD = "ready", "dead"

outbox = Table(
    "outbox",
    metadata,
    key(),
    column("topic", String(40), Holds.CODE),
    column("key", String(64), Holds.ID),
    column("tenant", String(40), Holds.ID),
    column("payload", LargeBinary, Holds.ID),
    column("state", String(8), Holds.CODE),
    column("attempts", Integer, Holds.COUNT),
    column("fault", String(80), Holds.CODE, nullable=True),
    column("created_at", Instant(), Holds.TIME),
    column("due_at", Instant(), Holds.TIME),
)
Index("ix_outbox_due", outbox.c.topic, outbox.c.state, outbox.c.due_at)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work. `key` groups what concerns one thing (a flight)."""

    id: UUID
    topic: str
    key: str
    tenant: str
    attempts: int
    fault: str
    created_at: datetime
    packed: bytes

    def payload(self, kind: type[S]) -> S:
        """Return what `emit` was given."""
        return msgspec.msgpack.decode(self.packed, type=kind)


def _item(row: Any) -> Item:
    return Item(
        row.id, row.topic, row.key, row.tenant, row.attempts, row.fault or "", row.created_at, row.payload
    )


def row_for(topic: str, mark: str, payload: msgspec.Struct, *, tenant: str, now: datetime) -> dict[str, Any]:
    """Return the row of a new piece of work; `Writing.emit` inserts it."""
    return {
        "id": uuid7(),
        "topic": topic,
        "key": mark,
        "tenant": tenant,
        "payload": msgspec.msgpack.encode(payload),
        "state": READY,
        "attempts": 0,
        "created_at": now,
        "due_at": now,
    }


def take(writing: Writing, topic: str, *, limit: int = 1) -> list[Item]:
    """Return up to `limit` due rows in order, locked until the scope ends; other workers pass over them."""
    rows = writing.connection.execute(
        select(outbox)
        .where(outbox.c.topic == topic, outbox.c.state == READY, outbox.c.due_at <= writing.now)
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_item(row) for row in rows]


def due_keys(reading: Reading, topic: str, *, limit: int) -> list[str]:
    """Return the keys that have due rows, longest waiting first: work on one thing is done once."""
    rows = reading.connection.execute(
        select(outbox.c.key)
        .where(outbox.c.topic == topic, outbox.c.state == READY, outbox.c.due_at <= reading.now)
        .group_by(outbox.c.key)
        .order_by(func.min(outbox.c.created_at))
        .limit(limit)
    )
    return list(rows.scalars())


def keys(reading: Reading, topic: str) -> list[str]:
    """Return the keys that have work not done, due or put off."""
    rows = reading.connection.execute(
        select(outbox.c.key).where(outbox.c.topic == topic, outbox.c.state == READY).distinct()
    )
    return list(rows.scalars())


def take_key(writing: Writing, topic: str, mark: str) -> list[Item]:
    """Return every due row of one key, locked until the scope ends; none when another worker holds them."""
    rows = writing.connection.execute(
        select(outbox)
        .where(
            outbox.c.topic == topic,
            outbox.c.key == mark,
            outbox.c.state == READY,
            outbox.c.due_at <= writing.now,
        )
        .order_by(outbox.c.id)
        .with_for_update(skip_locked=True)
    )
    return [_item(row) for row in rows]


def done(writing: Writing, items: Iterable[Item]) -> None:
    """End the rows, in the same commit as what they caused."""
    ids = [item.id for item in items]
    if ids:
        writing.connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))


def failed(writing: Writing, item: Item, fault: str) -> bool:
    """Count a failed attempt and put the row off (doubling from 2 s); returns whether it is dead now.

    `fault` is a code (an exception's class name), never a message.
    """
    attempts = item.attempts + 1
    dead = attempts >= MOST_ATTEMPTS
    writing.connection.execute(
        update(outbox)
        .where(outbox.c.id == item.id)
        .values(
            attempts=attempts,
            fault=fault[:80],
            state=DEAD if dead else READY,
            due_at=writing.now + timedelta(seconds=2.0**attempts),
        )
    )
    return dead


def pending(reading: Reading, topic: str | None = None) -> int:
    """Count rows that are due now: what a worker asks before it opens a writing scope."""
    asked = select(func.count()).where(outbox.c.state == READY, outbox.c.due_at <= reading.now)
    if topic is not None:
        asked = asked.where(outbox.c.topic == topic)
    return reading.connection.execute(asked).scalar_one()


def waiting(reading: Reading) -> dict[str, tuple[int, datetime]]:
    """Return per topic how many rows are not done and how old the oldest is."""
    rows = reading.connection.execute(
        select(outbox.c.topic, func.count(), func.min(outbox.c.created_at))
        .where(outbox.c.state == READY)
        .group_by(outbox.c.topic)
    )
    return {topic: (count, oldest) for topic, count, oldest in rows}


def dead(reading: Reading, *, limit: int = 100) -> Sequence[Item]:
    """Return the rows that wait for a person."""
    rows = reading.connection.execute(
        select(outbox).where(outbox.c.state == DEAD).order_by(outbox.c.id).limit(limit)
    )
    return [_item(row) for row in rows]


def revive(writing: Writing, item_id: UUID) -> None:
    """Let a dead row be tried again from the beginning."""
    writing.connection.execute(
        update(outbox)
        .where(outbox.c.id == item_id, outbox.c.state == DEAD)
        .values(state=READY, attempts=0, due_at=writing.now)
    )

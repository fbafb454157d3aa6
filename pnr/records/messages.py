"""The register of received messages: envelope, hash, counts and findings, never the bytes (decision 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy import Integer, LargeBinary, String, Table, UniqueConstraint, Uuid, func, select
from uuid_utils.compat import uuid7

from pnr.model.booking import Message
from pnr.quality import Finding
from retention.metadata import Holds, Instant, column, key, metadata
from retention.unit_of_work import Reading, Writing


class MessageState(StrEnum):
    """What became of a message. Every received one is in exactly one of these."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    TEST = "test"  # test indicator set, or the carrier's feed is in test: read, counted, never targeted
    UNPLACED = "unplaced"  # readable, but names no flight: quarantined
    QUARANTINED = "quarantined"  # nothing of it could be read
    IGNORED = "ignored"  # readable, but carries no traveller (an answer, an acknowledgement)


message_table = Table(
    "message",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("leg_id", Uuid(), Holds.ID, nullable=True, index=True),
    column("carrier", String(3), Holds.PUBLIC),
    column("regime", String(16), Holds.CODE),
    column("channel", String(16), Holds.CODE),
    column("type", String(16), Holds.CODE),
    column("function", String(16), Holds.CODE),
    column("payload_hash", LargeBinary(32), Holds.HASH),
    column("received_at", Instant(), Holds.TIME, index=True),
    column("prepared", String(20), Holds.STAMP),
    column("bytes", Integer(), Holds.COUNT),
    column("bookings", Integer(), Holds.COUNT),
    column("travellers", Integer(), Holds.COUNT),
    column("refused", Integer(), Holds.COUNT),
    column("complete", Integer(), Holds.CODE),
    column("whole", Integer(), Holds.CODE),  # 1 when absence from it means gone
    column("state", String(16), Holds.CODE),
    column("filter_version", String(16), Holds.CODE),
    column("findings", LargeBinary(), Holds.PUBLIC),  # codes and places, no values
    UniqueConstraint("tenant", "payload_hash", "state"),
)


@dataclass(frozen=True, slots=True)
class Received:
    """One line of the register."""

    id: UUID
    leg_id: UUID | None
    carrier: str
    regime: str
    channel: str
    type: str
    function: str
    received_at: datetime
    prepared: str
    bookings: int
    travellers: int
    refused: int
    complete: bool
    state: MessageState
    findings: tuple[Finding, ...]


def known(scope: Reading, payload_hash: bytes) -> bool:
    """Say whether these bytes were stored before: the same push again writes only its own line."""
    columns = message_table.c
    query = select(columns.id).where(
        columns.tenant == scope.actor.tenant,
        columns.payload_hash == payload_hash,
        columns.state == MessageState.STORED.value,
    )
    return scope.connection.execute(query).first() is not None


def register(
    scope: Writing,
    message: Message,
    *,
    state: MessageState,
    carrier: str,
    regime: str,
    channel: str,
    payload_hash: bytes,
    leg_id: UUID | None = None,
    filter_version: str = "",
    bookings: int = 0,
    travellers: int = 0,
    refused: int = 0,
    whole: frozenset[str] = frozenset(),
    findings: Sequence[Finding] = (),
) -> UUID:
    """Write one line of the register and return its id.

    A state other than `stored` mixes the line's own id into the hash, so that each receipt has its line.
    """
    line = uuid7()
    scope.connection.execute(
        message_table.insert(),
        {
            "id": line,
            "tenant": scope.actor.tenant,
            "leg_id": leg_id,
            "carrier": carrier[:3],
            "regime": regime,
            "channel": channel,
            "type": message.type[:16],
            "function": message.function[:16],
            "payload_hash": payload_hash if state is MessageState.STORED else payload_hash[:16] + line.bytes,
            "received_at": scope.now,
            "prepared": message.prepared[:20],
            "bytes": message.end - message.start,
            "bookings": bookings,
            "travellers": travellers,
            "refused": refused,
            "complete": int(message.complete),
            "whole": int(bool(whole)),
            "state": state.value,
            "filter_version": filter_version,
            "findings": msgspec.msgpack.encode([*message.findings, *findings]),
        },
    )
    return line


_SHOWN = [
    message_table.c[name]
    for name in (
        "id", "leg_id", "carrier", "regime", "channel", "type", "function", "received_at", "prepared",
        "bookings", "travellers", "refused", "complete", "state", "findings",
    )
]  # fmt: skip
_findings = msgspec.msgpack.Decoder(tuple[Finding, ...])


def _received(values: dict[str, object]) -> Received:
    blob = values["findings"]
    return Received(
        **{
            **values,
            "complete": bool(values["complete"]),
            "state": MessageState(str(values["state"])),
            "findings": _findings.decode(blob if isinstance(blob, bytes) else b"\x90"),
        }  # type: ignore[arg-type]  # the columns are the fields, in name and type
    )


def of_leg(scope: Reading, leg_id: UUID) -> tuple[Received, ...]:
    """Return the messages about one leg, oldest first."""
    query = select(*_SHOWN).where(
        message_table.c.leg_id == leg_id, message_table.c.tenant == scope.actor.tenant
    )
    rows = scope.connection.execute(query.order_by(message_table.c.received_at, message_table.c.id))
    return tuple(_received(dict(row._mapping)) for row in rows)  # noqa: SLF001 - documented accessor


def latest(scope: Reading, *, limit: int = 50) -> tuple[Received, ...]:
    """Return the newest lines of the register, newest first."""
    query = select(*_SHOWN).where(message_table.c.tenant == scope.actor.tenant)
    rows = scope.connection.execute(query.order_by(message_table.c.id.desc()).limit(limit))
    return tuple(_received(dict(row._mapping)) for row in rows)  # noqa: SLF001 - documented accessor


def last_heard(scope: Reading) -> dict[str, datetime]:
    """Return when each carrier's last message arrived."""
    columns = message_table.c
    query = (
        select(columns.carrier, func.max(columns.received_at).label("latest"))
        .where(columns.tenant == scope.actor.tenant)
        .group_by(columns.carrier)
    )
    return {row.carrier: row.latest for row in scope.connection.execute(query)}


def latest_whole(scope: Reading, leg_id: UUID, type_: str) -> str:
    """Return the sender's time of the latest complete full message of a type about a leg; empty for none."""
    columns = message_table.c
    query = select(func.max(columns.prepared)).where(
        columns.leg_id == leg_id,
        columns.tenant == scope.actor.tenant,
        columns.type == type_,
        columns.state == MessageState.STORED.value,
        columns.whole == 1,
    )
    return str(scope.connection.execute(query).scalar() or "")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages, travellers and refused parts are in one state."""

    messages: int
    travellers: int
    refused: int


def tally(scope: Reading) -> dict[MessageState, Tally]:
    """Count the register by state: received is the sum of all, and nothing is in two."""
    columns = message_table.c
    query = (
        select(columns.state, func.count(), func.sum(columns.travellers), func.sum(columns.refused))
        .where(columns.tenant == scope.actor.tenant)
        .group_by(columns.state)
    )
    return {
        MessageState(state): Tally(count, int(travellers or 0), int(refused or 0))
        for state, count, travellers, refused in scope.connection.execute(query)
    }

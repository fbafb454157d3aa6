"""What could not be read: sealed for 72 hours, its shape for analysts, its bytes for two persons together.

The one exception to "raw messages are never stored" (decision 11). The shape shows letters as A and digits
as 9 and keeps service characters, which is what a repair needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import Date, Integer, LargeBinary, String, Table, Uuid, func, select
from uuid_utils.compat import uuid7

from pnr.quality import Finding
from pnr.shape import shape
from retention.buckets import belongs
from retention.metadata import Holds, Instant, column, key, metadata
from retention.places import Place
from retention.tiers import Tier
from retention.unit_of_work import Reading, Writing

REGIME = "quarantine"
PERIOD = timedelta(hours=72)
_SHAPE_LIMIT = 4000  # characters shown around the first finding


class Body(msgspec.Struct, frozen=True, array_like=True):
    """The bytes of an unreadable input."""

    data: bytes = b""


quarantine_table = Table(
    "quarantine",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    column("message_id", Uuid(), Holds.ID, index=True),
    column("received_at", Instant(), Holds.TIME),
    column("until", Instant(), Holds.TIME),
    column("bytes", Integer(), Holds.COUNT),
    column("findings", LargeBinary(), Holds.PUBLIC),
    column("shape", LargeBinary(), Holds.SEALED),
    column("body", LargeBinary(), Holds.SEALED),
)
belongs(quarantine_table, blobs={"shape": Tier.OP, "body": Tier.ID})


@dataclass(frozen=True, slots=True)
class Held:
    """One quarantined input as an analyst sees it in a list."""

    id: UUID
    message_id: UUID
    received_at: datetime
    until: datetime
    bytes: int
    findings: tuple[Finding, ...]


def hold(scope: Writing, data: bytes, findings: Sequence[Finding], *, message_id: UUID) -> UUID:
    """Seal an unreadable input for the quarantine period and return its id."""
    row = uuid7()
    bucket = scope.now.date()
    place = Place(REGIME, bucket, row, 1)
    first = findings[0].start if findings else 0
    around = data[max(0, first - _SHAPE_LIMIT // 2) : first + _SHAPE_LIMIT // 2]
    drawn = Body(shape(around.decode("latin-1")).encode())
    scope.connection.execute(
        quarantine_table.insert(),
        {
            "id": row,
            "tenant": scope.actor.tenant,
            "regime": REGIME,
            "bucket": bucket,
            "message_id": message_id,
            "received_at": scope.now,
            "until": scope.now + PERIOD,
            "bytes": len(data),
            "findings": msgspec.msgpack.encode(list(findings)),
            "shape": scope.sealer.seal(place, Tier.OP, drawn),
            "body": scope.sealer.seal(place, Tier.ID, Body(data)),
        },
    )
    return row


_findings = msgspec.msgpack.Decoder(tuple[Finding, ...])


def held(scope: Reading) -> tuple[Held, ...]:
    """Return what is in quarantine now, newest first; past its period nothing is returned, purged or not."""
    columns = quarantine_table.c
    query = select(
        columns.id, columns.message_id, columns.received_at, columns.until, columns.bytes, columns.findings
    ).where(columns.tenant == scope.actor.tenant, columns.until > scope.now)
    return tuple(
        Held(row.id, row.message_id, row.received_at, row.until, row.bytes, _findings.decode(row.findings))
        for row in scope.connection.execute(query.order_by(columns.id.desc()))
    )


def count(scope: Reading) -> int:
    """Count what is in quarantine now."""
    columns = quarantine_table.c
    query = select(func.count()).where(columns.tenant == scope.actor.tenant, columns.until > scope.now)
    return int(scope.connection.execute(query).scalar_one())

"""Which policies were ever in force here: a row per activation, never changed.

The history decides how long data live (`retention.terms`); its length stands in the head row of the log, so
a process notices a new policy at its next scope.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Integer, LargeBinary, String, Table, insert, select, update

from retention.audit import log
from retention.metadata import Holds, Instant, column, metadata
from retention.policy import Policy
from retention.terms import Terms

activations = Table(
    "policy_activation",
    metadata,
    column("number", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("policy", String(40), Holds.CODE),
    column("version", Integer, Holds.COUNT),
    column("hash", String(64), Holds.HASH),
    column("activated_at", Instant(), Holds.TIME),
    column("document", LargeBinary, Holds.PUBLIC),  # canonical JSON
    column("signatures", LargeBinary, Holds.STAFF),  # JSON: role -> signature
)


def terms(connection: Connection) -> Terms | None:
    """Return the terms under which data live here; None in a store without any policy yet."""
    rows = connection.execute(
        select(activations.c.activated_at, activations.c.document).order_by(activations.c.number)
    ).all()
    past = tuple((row.activated_at, Policy.model_validate_json(row.document)) for row in rows)
    return Terms(past) if past else None


def add(connection: Connection, policy: Policy, signatures: Mapping[str, str], *, now: datetime) -> int:
    """Put a policy in force from `now` on. Whether it may be is decided by `retention.activation`."""
    number = log.lock(connection).policies + 1
    connection.execute(
        insert(activations).values(
            number=number,
            policy=policy.id,
            version=policy.version,
            hash=policy.hash,
            activated_at=now,
            document=policy.canonical(),
            signatures=json.dumps(dict(signatures), sort_keys=True).encode(),
        )
    )
    connection.execute(update(log.heads).where(log.heads.c.id == 1).values(policies=number))
    return number

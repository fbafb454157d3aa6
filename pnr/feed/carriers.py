"""Carriers: who may send, under which name and key, and whether their traffic counts yet.

A carrier goes from `test` over `certified` to `live`. Traffic of a carrier in test is parsed and counted,
never targeted (decision 22). Keys are random, kept as a hash, shown once, and two may be valid at a time so
that one can be replaced without a gap.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import LargeBinary, String, Table, select, update

from retention.engines import insert_new
from retention.metadata import Holds, Instant, column, metadata
from retention.unit_of_work import Reading, Writing

OVERLAP = timedelta(days=7)  # the old key lives this long after a new one was issued
_PREFIX = "njv"


class CarrierState(StrEnum):
    """How far a carrier's feed has come."""

    TEST = "test"
    CERTIFIED = "certified"
    LIVE = "live"


carrier_table = Table(
    "carrier",
    metadata,
    column("tenant", String(64), Holds.CODE, primary_key=True),
    column("code", String(3), Holds.PUBLIC, primary_key=True),
    column("name", String(80), Holds.PUBLIC),
    column("state", String(16), Holds.CODE),
    column("contact", String(120), Holds.PUBLIC),
    column("expects", String(120), Holds.CODE),
    column("registered_at", Instant(), Holds.TIME),
)

carrier_key = Table(
    "carrier_key",
    metadata,
    column("digest", LargeBinary(32), Holds.HASH, primary_key=True),
    column("tenant", String(64), Holds.CODE),
    column("carrier", String(3), Holds.PUBLIC),
    column("issued_at", Instant(), Holds.TIME),
    column("until", Instant(), Holds.TIME, nullable=True),
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A registered airline: its code as messages write it, and the name officers know it by.

    `contact` is the office to write to about data, `expects` the pushes agreed for its flights when the
    schedule does not say (`pnr-24@1440 api-close@40`).
    """

    code: str
    name: str
    state: CarrierState = CarrierState.LIVE
    contact: str = ""
    expects: tuple[str, ...] = ()


class UnknownCarrierError(LookupError):
    """No carrier of that code is registered."""


def register(scope: Writing, carriers: Sequence[Carrier]) -> int:
    """Add carriers that are not registered yet; return how many were new."""
    rows = [
        {
            "tenant": scope.actor.tenant,
            "code": one.code,
            "name": one.name,
            "state": one.state.value,
            "contact": one.contact,
            "expects": " ".join(one.expects),
            "registered_at": scope.now,
        }
        for one in carriers
    ]
    return insert_new(scope.connection, carrier_table, rows, keys=("tenant", "code"))


def change(scope: Writing, carrier: Carrier) -> None:
    """Change name, state, contact or agreed pushes. Raises `UnknownCarrierError`."""
    columns = carrier_table.c
    done = scope.connection.execute(
        update(carrier_table)
        .where(columns.tenant == scope.actor.tenant, columns.code == carrier.code)
        .values(
            name=carrier.name,
            state=carrier.state.value,
            contact=carrier.contact,
            expects=" ".join(carrier.expects),
        )
    )
    if done.rowcount == 0:
        raise UnknownCarrierError(carrier.code)
    scope.note(carrier=carrier.code, state=carrier.state.value)


def registered(scope: Reading) -> dict[str, Carrier]:
    """Return every carrier of the tenant by code."""
    columns = carrier_table.c
    rows = scope.connection.execute(select(carrier_table).where(columns.tenant == scope.actor.tenant))
    return {
        row.code: Carrier(
            row.code, row.name, CarrierState(row.state), row.contact, tuple(row.expects.split())
        )
        for row in rows
    }


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def issue_key(scope: Writing, code: str) -> str:
    """Make a key for a carrier's pushes and return it, once; earlier ones end after `OVERLAP`.

    Raises `UnknownCarrierError`.
    """
    if code not in registered(scope):
        raise UnknownCarrierError(code)
    columns = carrier_key.c
    scope.connection.execute(
        update(carrier_key)
        .where(columns.tenant == scope.actor.tenant, columns.carrier == code, columns.until.is_(None))
        .values(until=scope.now + OVERLAP)
    )
    key = f"{_PREFIX}_{code}_{secrets.token_urlsafe(32)}"
    row = {
        "digest": _digest(key),
        "tenant": scope.actor.tenant,
        "carrier": code,
        "issued_at": scope.now,
    }
    scope.connection.execute(carrier_key.insert(), row)
    scope.note(carrier=code, step="key_issued")
    return key


def revoke_keys(scope: Writing, code: str) -> int:
    """End every key of a carrier now; return how many were valid."""
    columns = carrier_key.c
    done = scope.connection.execute(
        update(carrier_key)
        .where(
            columns.tenant == scope.actor.tenant,
            columns.carrier == code,
            columns.until.is_(None) | (columns.until > scope.now),
        )
        .values(until=scope.now)
    )
    scope.note(carrier=code, step="keys_revoked")
    return done.rowcount


def holder(scope: Reading, key: str) -> str | None:
    """Return the code of the carrier a key belongs to, or nothing for a wrong or ended one."""
    digest = _digest(key)
    columns = carrier_key.c
    row = scope.connection.execute(
        select(columns.digest, columns.carrier, columns.until).where(
            columns.digest == digest, columns.tenant == scope.actor.tenant
        )
    ).first()
    if row is None or not hmac.compare_digest(row.digest, digest):
        return None
    return None if row.until is not None and row.until <= scope.now else str(row.carrier)


def keys(scope: Reading, code: str) -> tuple[tuple[datetime, datetime | None], ...]:
    """Return when each key of a carrier was issued and when it ends; newest first, never the key."""
    columns = carrier_key.c
    query = select(columns.issued_at, columns.until).where(
        columns.tenant == scope.actor.tenant, columns.carrier == code
    )
    return tuple(
        (row.issued_at, row.until)
        for row in scope.connection.execute(query.order_by(columns.issued_at.desc()))
    )

"""What a key is, where it belongs, and the tables of the key store's own database.

Each row says from when its data count (`anchor`) and under which policy they were collected; both are
authenticated with the wrapped key, so no one lengthens a life by editing a row.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import BigInteger, Date, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint, Uuid

from retention.metadata import Holds, Instant, column

keys_metadata = MetaData()

identity = Table(
    "key_store",
    keys_metadata,
    column("id", Integer, Holds.COUNT, primary_key=True),
    column("store", Uuid(), Holds.ID),
    column("epoch", Integer, Holds.COUNT),
)

seen_head = Table(
    "seen_head",
    keys_metadata,
    column("id", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("size", BigInteger, Holds.COUNT),
    column("root", LargeBinary(32), Holds.HASH),
)
"""The last signed head of the log, kept away from the log: data that are behind it were rolled back."""

epochs = Table(
    "epoch",
    keys_metadata,
    column("number", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("created_at", Instant(), Holds.TIME),
    column("destroyed_at", Instant(), Holds.TIME, nullable=True),
    column("answer", String(120), Holds.CODE, nullable=True),
)

wrapped_keys = Table(
    "wrapped_key",
    keys_metadata,
    column("id", LargeBinary(16), Holds.HASH, primary_key=True),
    column("purpose", String(8), Holds.CODE),
    column("tenant", String(32), Holds.ID),
    column("regime", String(32), Holds.CODE),
    column("tier", String(4), Holds.CODE),
    column("period", Date, Holds.TIME),
    column("generation", Integer, Holds.COUNT),
    column("anchor", Instant(), Holds.TIME),
    column("policy", String(64), Holds.CODE),
    column("epoch", Integer, Holds.COUNT, index=True),
    column("wrapped", LargeBinary, Holds.SEALED, nullable=True),  # null once destroyed
    column("created_at", Instant(), Holds.TIME),
    column("destroyed_at", Instant(), Holds.TIME, nullable=True),
    UniqueConstraint("purpose", "tenant", "regime", "tier", "period", "generation"),
)


class KeyPurpose(StrEnum):
    """What a key is for."""

    BUCKET = "bucket"
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    AUDIT = "audit"
    SIGN = "sign"


class Slot(NamedTuple):
    """Where a key belongs. `period` is a bucket day, or the first day of a month."""

    purpose: KeyPurpose
    tenant: str
    regime: str
    tier: str
    period: date


@dataclass(frozen=True, slots=True)
class Key:
    """An unwrapped key. `id` is also a commitment to its bytes. `anchor` is the first transfer."""

    slot: Slot
    id: bytes
    generation: int
    anchor: datetime
    policy: str
    secret: bytes = field(repr=False)
    cipher: AESGCM = field(repr=False, compare=False)


def commitment(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=16, person=b"najava-key-id").digest()


def context(row: Any) -> bytes:
    """Return what is authenticated with a wrapped key: everything the row says about it but the epoch."""
    parts = (
        row.purpose,
        row.tenant,
        row.regime,
        row.tier,
        row.period.isoformat(),
        str(row.generation),
        row.anchor.astimezone(UTC).isoformat(),
        row.policy,
    )
    fixed = b"".join(len(p).to_bytes(4, "big") + p for p in (part.encode() for part in parts))
    return fixed + bytes(row.id)


class FreshRow(NamedTuple):
    """A row about to be written; the same names as the table, so that `context` reads both."""

    id: bytes
    purpose: str
    tenant: str
    regime: str
    tier: str
    period: date
    generation: int
    anchor: datetime
    policy: str


def at(slot: Slot) -> list[Any]:
    return [
        wrapped_keys.c.purpose == slot.purpose,
        wrapped_keys.c.tenant == slot.tenant,
        wrapped_keys.c.regime == slot.regime,
        wrapped_keys.c.tier == slot.tier,
        wrapped_keys.c.period == slot.period,
    ]


def bucket_slot(tenant: str, regime: str, tier: str, day: date) -> Slot:
    """Return the slot of one bucket key."""
    return Slot(KeyPurpose.BUCKET, tenant, regime, tier, day)


def token_slot(tenant: str, regime: str, day: date) -> Slot:
    """Return the slot of the token key of the calendar month `day` is in."""
    return Slot(KeyPurpose.TOKEN, tenant, regime, "", day.replace(day=1))


def signing_slot() -> Slot:
    """Return the slot of the key that signs the checkpoints of the log."""
    return Slot(KeyPurpose.SIGN, "", "", "", date(1970, 1, 1))


def audit_slot(day: date) -> Slot:
    """Return the slot of the key that seals the bodies of audit entries of a month."""
    return Slot(KeyPurpose.AUDIT, "", "", "", day.replace(day=1))

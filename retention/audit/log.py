"""The audit log: rows of leaves, one head row, appended inside the transaction of the act.

The head row is the lock: taken as the last statement before commit, so that leaves stand in the order of
their commits and no gap is possible. It also holds the ratchet of the clock, the number of policy
activations, and which key store belongs to these data.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from typing import Any, NamedTuple

import rfc8785
from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    insert,
    select,
    update,
)

from retention import engines
from retention.audit import leaf, merkle, tiles
from retention.keys import Key
from retention.metadata import Holds, Instant, column, metadata

heads = Table(
    "log_head",
    metadata,
    column("id", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("size", BigInteger, Holds.COUNT),
    column("frontier", LargeBinary, Holds.HASH),
    column("ratchet", Instant(), Holds.TIME, nullable=True),
    column("policies", Integer, Holds.COUNT),
    column("key_store", Uuid(), Holds.ID),
)

leaves = Table(
    "log_leaf",
    metadata,
    column("seq", BigInteger, Holds.COUNT, primary_key=True, autoincrement=False),
    column("at", Instant(), Holds.TIME, index=True),
    column("act", String(40), Holds.CODE, index=True),
    column("tenant", String(40), Holds.ID),
    column("actor", String(64), Holds.STAFF, index=True),
    column("hash", LargeBinary(32), Holds.HASH),
    column("envelope", LargeBinary, Holds.PUBLIC),  # canonical JSON: ids, codes and numbers only
)

bodies = Table(
    "log_body",
    metadata,
    column("seq", BigInteger, Holds.COUNT, primary_key=True, autoincrement=False),
    column("at", Instant(), Holds.TIME, index=True),
    column("salt", LargeBinary(32), Holds.HASH),
    column("body", LargeBinary, Holds.SEALED),
)


class Head(NamedTuple):
    """The head row."""

    size: int
    frontier: bytes
    ratchet: datetime | None
    policies: int
    key_store: Any

    @property
    def tree(self) -> merkle.Frontier:
        """The frontier of the Merkle tree."""
        return merkle.Frontier.unpack(self.size, self.frontier)


def head(connection: Connection) -> Head | None:
    """Return the head row as it is, without locking; None in a store that was never opened."""
    row = connection.execute(
        select(heads.c.size, heads.c.frontier, heads.c.ratchet, heads.c.policies, heads.c.key_store).where(
            heads.c.id == 1
        )
    ).one_or_none()
    return None if row is None else Head(*row)


def lock(connection: Connection) -> Head:
    """Return the head row, locked until commit (SQLite holds its write lock since BEGIN IMMEDIATE)."""
    row = connection.execute(
        select(heads.c.size, heads.c.frontier, heads.c.ratchet, heads.c.policies, heads.c.key_store)
        .where(heads.c.id == 1)
        .with_for_update()
    ).one()
    return Head(*row)


def begin(connection: Connection, key_store: Any) -> None:
    """Write the head row of a new store."""
    first = {"id": 1, "size": 0, "frontier": b"", "ratchet": None, "policies": 0, "key_store": key_store}
    engines.insert_new(connection, heads, [first], keys=["id"])


def advance(connection: Connection, ratchet: datetime) -> None:
    """Move the ratchet forward, never back."""
    at = lock(connection)
    if at.ratchet is None or ratchet > at.ratchet:
        connection.execute(update(heads).where(heads.c.id == 1).values(ratchet=ratchet))


def append(
    connection: Connection,
    entry: leaf.Entry,
    *,
    now: datetime,
    ratchet: datetime,
    policy: str,
    body_key: Key | None = None,
) -> int:
    """Append one entry and return its number (from 0). Must be the last statement of its transaction.

    `body_key` is the month's audit key; needed only where the entry has a body or a case.
    """
    at = lock(connection)
    latest = ratchet if at.ratchet is None or ratchet > at.ratchet else at.ratchet
    number = at.size
    case = entry.purpose.case if entry.purpose is not None else ""
    body = dict(entry.body) | ({"case": case} if case else {})
    body_commit = case_commit = ""
    if body:
        if body_key is None:
            raise ValueError("an entry with a body needs the key of its month")
        salt = os.urandom(32)
        packed = rfc8785.dumps(body)
        body_commit = leaf.commitment(salt, packed)
        case_commit = case_mark(body_key, case) if case else ""
        nonce = os.urandom(12)
        sealed = body_key.id + nonce + body_key.cipher.encrypt(nonce, packed, number.to_bytes(8, "big"))
        connection.execute(insert(bodies).values(seq=number, at=now, salt=salt, body=sealed))
    envelope = leaf.canonical(
        entry,
        seq=number,
        now=now,
        ratchet=latest,
        policy=policy,
        case_commit=case_commit,
        body_commit=body_commit,
    )
    hashed = merkle.leaf_hash(envelope)
    connection.execute(
        insert(leaves).values(
            seq=number,
            at=now,
            act=str(entry.act),
            tenant=entry.actor.tenant,
            actor=entry.actor.id,
            hash=hashed,
            envelope=envelope,
        )
    )
    tree = at.tree.push(hashed)
    connection.execute(
        update(heads).where(heads.c.id == 1).values(size=tree.size, frontier=tree.pack(), ratchet=latest)
    )
    if tree.size % tiles.WIDTH == 0:
        tiles.close(connection, tree.size, lambda start, end: hashes(connection, start, end))
    return number


def hashes(connection: Connection, start: int, end: int) -> list[bytes]:
    """Return the leaf hashes of [start, end), as they were written."""
    rows = connection.execute(
        select(leaves.c.hash).where(leaves.c.seq >= start, leaves.c.seq < end).order_by(leaves.c.seq)
    )
    return list(rows.scalars())


def root_at(connection: Connection, size: int) -> bytes:
    """Return the root of the first `size` leaves."""
    return subtree(connection)(0, size)


def subtree(connection: Connection) -> merkle.Subtree:
    """Return the function that `merkle.inclusion` and `merkle.consistency` ask for roots."""
    return tiles.subtree(connection, lambda start, end: hashes(connection, start, end))


def case_mark(body_key: Key, case: str) -> str:
    """Return a keyed mark of a case: entries of one case in one month can be counted without reading it."""
    return hashlib.blake2b(case.encode(), digest_size=16, key=body_key.secret, person=b"case").hexdigest()


def envelope(connection: Connection, number: int) -> dict[str, Any] | None:
    """Return one entry's envelope, or None."""
    found = connection.execute(select(leaves.c.envelope).where(leaves.c.seq == number)).scalar_one_or_none()
    return None if found is None else json.loads(found)


def open_body(key: Key, number: int, sealed: bytes) -> dict[str, str]:
    """Return the body of an entry. `key` is the key its first sixteen bytes name."""
    opened = key.cipher.decrypt(sealed[16:28], sealed[28:], number.to_bytes(8, "big"))
    found: dict[str, str] = json.loads(opened)
    return found

"""Signing the head of the log every hour, keeping the notes, and taking in what witnesses signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, Table, insert, select, update

from retention.actors import Actor
from retention.acts import Act
from retention.audit import leaf, log
from retention.audit.checkpoint import Checkpoint, NoteRefused, Verifier, sign, signed_by, verifier_of
from retention.ending import PURPOSE
from retention.keystore import KeyStore
from retention.metadata import Holds, Instant, column, metadata
from retention.unit_of_work import Reading, Store

checkpoints = Table(
    "log_checkpoint",
    metadata,
    column("size", BigInteger, Holds.COUNT, primary_key=True, autoincrement=False),
    column("at", Instant(), Holds.TIME),
    column("note", LargeBinary, Holds.PUBLIC),
)


@dataclass(frozen=True, slots=True)
class Signed:
    """One signed head."""

    size: int
    at: datetime
    note: str


def origin(keys: KeyStore) -> str:
    """Return the name of this log: unique, because its keys are."""
    return f"najava/{keys.identity}"


def verifier(store: Store) -> Verifier:
    """Return the public key of this log."""
    return verifier_of(origin(store.keys), store.keys.signer())


def checkpoint(store: Store, actor: Actor) -> Signed:
    """Sign the head as it is, keep the note, and remember the head in the key store.

    The entry about it is the first leaf the next checkpoint covers.
    """
    with store.writing(actor, Act.LOG_CHECKPOINT, PURPOSE) as writing:
        head = log.lock(writing.connection)
        root = head.tree.root
        extensions = (f"ratchet {leaf.when(head.ratchet or writing.now)}", f"policy {writing.policy.hash}")
        made = Checkpoint(origin(store.keys), head.size, root, extensions)
        note = sign(made, store.keys.signer())
        held = select(checkpoints.c.size).where(checkpoints.c.size == head.size)
        if writing.connection.execute(held).first() is None:
            row = {"size": head.size, "at": writing.now, "note": note.encode()}
            writing.connection.execute(insert(checkpoints).values(row))
        writing.note(size=head.size, root=root.hex())
    store.keys.keep_head(head.size, root)
    return Signed(head.size, writing.now, note)


def due(store: Store, actor: Actor) -> bool:
    """Tell whether the policy wants a checkpoint now."""
    with store.reading(actor) as reading:
        last = latest(reading)
        return last is None or store.policy.audit.checkpoint_every.after(last.at) <= reading.now


def latest(reading: Reading) -> Signed | None:
    """Return the newest signed head."""
    row = reading.connection.execute(
        select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)
    ).one_or_none()
    return None if row is None else Signed(row.size, row.at, row.note.decode())


def every(reading: Reading) -> list[Signed]:
    """Return all signed heads, oldest first."""
    rows = reading.connection.execute(select(checkpoints).order_by(checkpoints.c.size))
    return [Signed(row.size, row.at, row.note.decode()) for row in rows]


def take_in(store: Store, actor: Actor, line: str, witness: Verifier, size: int) -> int:
    """Add a witness's line to a kept note. Raises `NoteRefused` where it does not verify.

    Returns the number of the audit entry.
    """
    with store.writing(actor, Act.LOG_WITNESS, PURPOSE) as writing:
        found = writing.connection.execute(
            select(checkpoints.c.note).where(checkpoints.c.size == size)
        ).scalar_one_or_none()
        if found is None:
            raise NoteRefused("no checkpoint of that size was ever signed here")
        note = found.decode() + line
        if not signed_by(note, witness):
            raise NoteRefused("the line is not a valid co-signature of that checkpoint by this witness")
        writing.connection.execute(
            update(checkpoints).where(checkpoints.c.size == size).values(note=note.encode())
        )
        writing.note(size=size, witness=witness.key_id.hex())
    return writing.entry

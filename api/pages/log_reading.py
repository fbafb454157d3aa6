"""The audit log as an auditor reads it: its entries without a passenger, and whether it is whole.

Wholeness is worked out here from the entries themselves: every hash again, the tree again, compared with the
head. It proves that nobody changed or removed an entry behind the head's back; that the head itself is the
one others saw is proved with exported checkpoints and `retention/audit/verify_log.py`, on another machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from retention.audit import log, merkle
from retention.buckets import BucketState, bucket
from retention.unit_of_work import Reading

PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry's envelope, the parts a page shows. `subjects` is how many records it names."""

    number: int
    at: datetime
    act: str
    actor: str
    role: str
    agency: str
    outcome: str
    mode: str
    offence: str
    subjects: int
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """What checking the whole log found: entries, the root that others can compare, the first fault."""

    size: int
    root: str
    intact: bool
    first_fault: int | None


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _entry(number: int, at: datetime, envelope: bytes) -> Entry:
    found = json.loads(envelope)
    purpose = found.get("purpose", {})
    subjects = found.get("subjects", [])
    facts = tuple((name.replace("_", " "), _text(value)) for name, value in found.get("facts", {}).items())
    return Entry(
        number,
        at,
        found.get("type", ""),
        found.get("actor", ""),
        found.get("actor_role", ""),
        found.get("actor_org", ""),
        found.get("outcome", ""),
        purpose.get("mode", ""),
        purpose.get("offence", ""),
        int(found.get("subject_set", {}).get("count", len(subjects))),
        facts,
    )


def latest(scope: Reading, *, before: int | None = None, act: str = "") -> tuple[Entry, ...]:
    """Return up to `PAGE` entries of the tenant, newest first, older than `before`, of one kind of act."""
    columns = log.leaves.c
    query = select(columns.seq, columns.at, columns.envelope).where(columns.tenant == scope.actor.tenant)
    if before is not None:
        query = query.where(columns.seq < before)
    if act:
        query = query.where(columns.act == act)
    rows = scope.connection.execute(query.order_by(columns.seq.desc()).limit(PAGE))
    return tuple(_entry(row.seq, row.at, row.envelope) for row in rows)


def acts(scope: Reading) -> tuple[tuple[str, int], ...]:
    """Count the entries of the tenant by kind of act, most frequent first."""
    columns = log.leaves.c
    query = (
        select(columns.act, func.count().label("number"))
        .where(columns.tenant == scope.actor.tenant)
        .group_by(columns.act)
        .order_by(func.count().desc())
    )
    return tuple((row.act, int(row.number)) for row in scope.connection.execute(query))


def check_whole(scope: Reading) -> Whole:
    """Read every entry, hash it again and rebuild the tree. About 150,000 entries a second."""
    head = log.head(scope.connection)
    if head is None:
        return Whole(0, merkle.Frontier().root.hex(), intact=False, first_fault=0)
    tree = merkle.Frontier()
    columns = log.leaves.c
    query = select(columns.seq, columns.hash, columns.envelope).where(columns.seq < head.size)
    for row in scope.connection.execute(query.order_by(columns.seq).execution_options(yield_per=2000)):
        hashed = merkle.leaf_hash(row.envelope)
        if row.seq != tree.size or hashed != row.hash:
            return Whole(head.size, head.tree.root.hex(), intact=False, first_fault=tree.size)
        tree = tree.push(hashed)
    intact = tree == head.tree
    return Whole(head.size, head.tree.root.hex(), intact=intact, first_fault=None if intact else tree.size)


def size(scope: Reading) -> int:
    """Return how many entries the log has."""
    head = log.head(scope.connection)
    return head.size if head else 0


@dataclass(frozen=True, slots=True)
class Held:
    """The buckets of one regime: how many are open, closed and gone, and the oldest that is not gone."""

    regime: str
    open: int
    closed: int
    gone: int
    oldest: datetime | None


def held(scope: Reading) -> tuple[Held, ...]:
    """Count the buckets of the tenant by regime and state."""
    columns = bucket.c
    query = select(columns.regime, columns.state, columns.closes_at, columns.first_transfer).where(
        columns.tenant == scope.actor.tenant
    )
    found: dict[str, list[tuple[str, datetime, datetime]]] = {}
    for row in scope.connection.execute(query):
        found.setdefault(row.regime, []).append((row.state, row.closes_at, row.first_transfer))
    return tuple(
        Held(
            regime,
            open=sum(state == BucketState.OPEN.value for state, _closes, _first in rows),
            closed=sum(
                state not in {BucketState.OPEN.value, BucketState.GONE.value}
                for state, _closes, _first in rows
            ),
            gone=sum(state == BucketState.GONE.value for state, _closes, _first in rows),
            oldest=min(
                (first for state, _closes, first in rows if state != BucketState.GONE.value), default=None
            ),
        )
        for regime, rows in sorted(found.items())
    )

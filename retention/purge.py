"""The end of a bucket: intent in the log, then the keys, then the rows, then the proof (§D.6).

1. `erase.intent` commits: the bucket is doomed, nothing is sealed there any more.
2. Its keys are destroyed, and a ciphertext kept in memory is tried: it must not open.
3. The rows are deleted in small steps; `erase.done` commits with the last of them.

Log first (no silent destruction), keys second, rows last: rows without keys are harmless, keys without rows
are not provably so. A run killed anywhere is finished by the next; two runs at once do no harm. Nothing is
destroyed while the clock is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, tuple_

from retention import buckets, engines
from retention.actors import Actor
from retention.acts import Act
from retention.audit.merkle import leaf_hash, tree_hash
from retention.buckets import Bucket, BucketState, Part
from retention.deadlines import Step, due
from retention.ending import PURPOSE, Hook, held_state, no_hook, prove, sample_of, set_bucket, working_for
from retention.keys import bucket_slot
from retention.refusals import ClockRefused, Refused
from retention.sieve import mask
from retention.tiers import Tier
from retention.unit_of_work import Store, Writing

POINTS = (
    "purge.begin",
    "intent.committed",
    "key.destroyed",
    "keys.destroyed",
    "keys.verified",
    "rows.batch",
    "rows.deleted",
    "done.committed",
)
"""The crash points of one bucket's end, in order; `Hook` is called with each name."""

_BATCH = 400


class Erased(NamedTuple):
    """One bucket's end: the numbers of its two audit entries and what went."""

    bucket: Bucket
    intent: int
    done: int
    rows: dict[str, int]
    keys: int


@dataclass(slots=True)
class Report:
    """What one run did, and what it could not."""

    at: datetime
    erased: list[Erased] = field(default_factory=list)
    masked: list[Bucket] = field(default_factory=list)
    faults: list[tuple[Bucket, str]] = field(default_factory=list)


def run(store: Store, actor: Actor, *, hook: Hook = no_hook) -> Report:
    """End and mask what is due now, oldest first. One bucket's fault does not keep the others.

    Raises `ClockRefused` while a jump of the clock is unconfirmed.
    """
    moment = store.moment()
    if moment.jumped:
        raise ClockRefused("the clock jumped forward: nothing is destroyed until two people confirm the time")
    report = Report(moment.now)
    with store.reading(actor) as reading:
        found = due(reading.connection, store.terms, moment.now)
    for one in found:
        try:
            if one.step is Step.MASK:
                mask(store, actor, one.bucket, hook=hook)
                report.masked.append(one.bucket)
            elif (ended := erase(store, actor, one.bucket, since=one.since, hook=hook)) is not None:
                report.erased.append(ended)
        except Refused as fault:
            report.faults.append((one.bucket, fault.code))
    return report


def erase(
    store: Store, actor: Actor, bucket: Bucket, *, since: datetime, hook: Hook = no_hook
) -> Erased | None:
    """End one bucket. Returns None where another run has ended it meanwhile."""
    hook("purge.begin")
    actor = working_for(actor, bucket)
    intent = _intend(store, actor, bucket, since)
    hook("intent.committed")
    sample = sample_of(store, actor, bucket)
    destroyed = 0
    for tier in Tier:
        destroyed += store.keys.destroy(bucket_slot(bucket.tenant, bucket.regime, tier, bucket.day))
        hook("key.destroyed")
    hook("keys.destroyed")
    prove(store, bucket, sample)
    hook("keys.verified")
    rows = _delete_rows(store, bucket, hook)
    hook("rows.deleted")
    done = _finish(store, actor, bucket, intent=intent, rows=rows, keys=destroyed)
    hook("done.committed")
    engines.shrink(store.engine)
    return None if done is None else Erased(bucket, intent or 0, done, rows, destroyed)


def _intend(store: Store, actor: Actor, bucket: Bucket, since: datetime) -> int | None:
    """Commit the intent; None where it stands already, from a run that was interrupted."""
    with store.writing(actor, Act.ERASE_INTENT, PURPOSE) as writing:
        state = held_state(writing, bucket)
        if state in (None, BucketState.DOOMED, BucketState.GONE):
            writing.abandon()
            return None
        ids = [row for part in buckets.in_order() for row in _ids(writing, part, bucket)]
        writing.note(
            regime=bucket.regime,
            bucket=bucket.day.isoformat(),
            since=since.isoformat(),
            rows=len(ids),
            root=tree_hash([leaf_hash(one) for one in sorted(ids)]).hex(),
        )
        set_bucket(writing, bucket, state=BucketState.DOOMED)
    return writing.entry


def _ids(writing: Writing, part: Part, bucket: Bucket) -> list[bytes]:
    """Return the row ids of a table that has its own, as bytes for the commitment."""
    if part.through is not None or not part.blobs:
        return []
    rows = writing.connection.execute(
        select(part.table.c[part.row]).where(part.within(bucket.tenant, bucket.regime, bucket.day))
    ).scalars()
    return [one.bytes if hasattr(one, "bytes") else str(one).encode() for one in rows]


def _delete_rows(store: Store, bucket: Bucket, hook: Hook) -> dict[str, int]:
    rows: dict[str, int] = {}
    for part in buckets.in_order():
        within = part.within(bucket.tenant, bucket.regime, bucket.day)
        primary = list(part.table.primary_key.columns)
        while True:
            batch = select(*primary).where(within).limit(_BATCH)
            count = store.sweep(delete(part.table).where(_is_in(primary, batch)))
            if count:
                rows[part.table.name] = rows.get(part.table.name, 0) + count
                hook("rows.batch")
            if count < _BATCH:
                break
    return rows


def _is_in(primary: list[Any], batch: Any) -> Any:
    return primary[0].in_(batch) if len(primary) == 1 else tuple_(*primary).in_(batch)


def _finish(
    store: Store, actor: Actor, bucket: Bucket, *, intent: int | None, rows: dict[str, int], keys: int
) -> int | None:
    with store.writing(actor, Act.ERASE_DONE, PURPOSE) as writing:
        if held_state(writing, bucket) is not BucketState.DOOMED:
            writing.abandon()
            return None
        writing.note(
            regime=bucket.regime,
            bucket=bucket.day.isoformat(),
            deleted=rows,
            keys=keys,
            verified=True,
            resumed=intent is None,
        )
        if intent is not None:
            writing.note(intent=intent)
        set_bucket(writing, bucket, state=BucketState.GONE, gone_at=writing.now)
    return writing.entry

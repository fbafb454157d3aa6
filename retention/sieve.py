"""Masking: at the policy's term the `ID` tier of a bucket ends, and what was derived from it.

A `seal` profile keeps `OP` and `FX`; a `sieve` profile has `unlinked_delete` at the same term, so the whole
bucket ends (`retention.purge`). No objective link exists without an external approver's key (decision 14),
and nobody could open a sealed `ID` tier: its key is therefore destroyed, not put away.

Source: Directive (EU) 2016/681 art. 12(2).
"""

from __future__ import annotations

from sqlalchemy import delete, update

from retention import buckets, engines
from retention.actors import Actor
from retention.acts import Act
from retention.buckets import Bucket, BucketState
from retention.ending import PURPOSE, Hook, held_state, no_hook, prove, set_bucket, working_for
from retention.keys import bucket_slot
from retention.tiers import Tier
from retention.unit_of_work import Store

POINTS = ("mask.begin", "mask.intended", "mask.key_destroyed", "mask.blobs_dropped", "mask.done")


def mask(store: Store, actor: Actor, bucket: Bucket, *, hook: Hook = no_hook) -> int | None:
    """End the `ID` tier of a bucket. Returns the number of its last entry; None where another run ended it.

    As in `retention.purge`: intent, key, proof, dead blobs and tokens, done. Run again after a crash it
    finishes.
    """
    hook("mask.begin")
    actor = working_for(actor, bucket)
    _intend(store, actor, bucket)
    hook("mask.intended")
    destroyed = store.keys.destroy(bucket_slot(bucket.tenant, bucket.regime, Tier.ID, bucket.day))
    hook("mask.key_destroyed")
    prove(store, bucket, [], tiers=(Tier.ID,))
    dropped = _drop(store, bucket)
    hook("mask.blobs_dropped")
    with store.writing(actor, Act.MASK, PURPOSE) as writing:
        if held_state(writing, bucket) is not BucketState.MASKING:
            writing.abandon()
            return None
        writing.note(
            regime=bucket.regime,
            bucket=bucket.day.isoformat(),
            step="done",
            keys=destroyed,
            rows=dropped,
            verified=True,
        )
        set_bucket(writing, bucket, state=BucketState.MASKED)
    hook("mask.done")
    engines.shrink(store.engine)
    return writing.entry


def _intend(store: Store, actor: Actor, bucket: Bucket) -> None:
    with store.writing(actor, Act.MASK, PURPOSE) as writing:
        if held_state(writing, bucket) not in (BucketState.OPEN, BucketState.CLOSED):
            writing.abandon()
            return
        writing.note(regime=bucket.regime, bucket=bucket.day.isoformat(), step="intent")
        set_bucket(writing, bucket, state=BucketState.MASKING)


def _drop(store: Store, bucket: Bucket) -> dict[str, int]:
    """Null the dead `ID` blobs and delete the tokens. Returns rows touched by table."""
    touched: dict[str, int] = {}
    for part in buckets.in_order():
        within = part.within(bucket.tenant, bucket.regime, bucket.day)
        nullable = {
            name: None for name, tier in part.blobs.items() if tier is Tier.ID and part.table.c[name].nullable
        }
        if part.holds_tokens:
            touched[part.table.name] = store.sweep(delete(part.table).where(within))
        elif nullable:
            touched[part.table.name] = store.sweep(update(part.table).where(within).values(nullable))
    return {name: count for name, count in touched.items() if count}

"""The steps that every end of data is made of: hold the bucket, keep a ciphertext, destroy, try it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import select, update

from retention import buckets
from retention.actors import Actor, Mode, Purpose
from retention.blobs import header_of
from retention.buckets import Bucket, BucketState
from retention.keys import bucket_slot
from retention.places import Place
from retention.refusals import CannotOpen, Refused
from retention.tiers import Tier
from retention.unit_of_work import Store, Writing

Hook = Callable[[str], None]
"""Called with the name of each crash point, so that tests can kill the process there."""

PURPOSE = Purpose("", Mode.RETENTION)


def no_hook(_point: str) -> None:
    """Do nothing: what runs in service."""


class DestructionUnproven(Refused):
    """A key said to be destroyed is still there. The rows stay, the intent stays, the alarm is this error."""

    code = "destruction_unproven"


def working_for(actor: Actor, bucket: Bucket) -> Actor:
    """Return the actor working for the bucket's tenant."""
    return (
        actor
        if actor.tenant == bucket.tenant
        else Actor(actor.id, bucket.tenant, actor.agency, actor.unit, actor.role, actor.session)
    )


def held_state(writing: Writing, bucket: Bucket) -> BucketState | None:
    """Return the state of the bucket, its row locked until commit."""
    c = buckets.bucket.c
    state = writing.connection.execute(
        select(c.state)
        .where(c.tenant == bucket.tenant, c.regime == bucket.regime, c.day == bucket.day)
        .with_for_update()
    ).scalar_one_or_none()
    return None if state is None else BucketState(state)


def set_bucket(writing: Writing, bucket: Bucket, **values: object) -> None:
    c = buckets.bucket.c
    writing.connection.execute(
        update(buckets.bucket)
        .where(c.tenant == bucket.tenant, c.regime == bucket.regime, c.day == bucket.day)
        .values(**values)
    )


class Sample(NamedTuple):
    """A ciphertext kept in memory, to try after its key was destroyed."""

    place: Place
    tier: Tier
    blob: bytes


def sample_of(store: Store, actor: Actor, bucket: Bucket) -> list[Sample]:
    """Keep one ciphertext of each sealed column in memory, to try it after the keys are gone."""
    found: list[Sample] = []
    with store.reading(actor) as reading:
        for part in buckets.in_order():
            for name, tier in part.blobs.items():
                row = reading.connection.execute(
                    select(part.table.c[part.row], part.table.c[name])
                    .where(
                        part.within(bucket.tenant, bucket.regime, bucket.day),
                        part.table.c[name].is_not(None),
                    )
                    .limit(1)
                ).one_or_none()
                if row is not None:
                    place = Place(bucket.regime, bucket.day, row[0], 0)
                    found.append(Sample(place, tier, row[1]))
    return found


def prove(
    store: Store, bucket: Bucket, sample: Iterable[Sample], *, tiers: Iterable[Tier] = tuple(Tier)
) -> None:
    """Try what was kept: neither the slot nor the blob's own key id may give a key."""
    store.keys.forget()
    for tier in tiers:
        if store.keys.live(bucket_slot(bucket.tenant, bucket.regime, tier, bucket.day)):
            raise DestructionUnproven("a key of the bucket is still in the key store")
    for one in sample:
        slot = bucket_slot(bucket.tenant, bucket.regime, one.tier, bucket.day)
        try:
            store.keys.by_id(slot, header_of(one.blob).key_id)
        except CannotOpen:
            continue
        raise DestructionUnproven("a record of the bucket still finds its key")

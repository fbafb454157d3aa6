"""Erasing one person, and rectifying: the bucket is rewritten under fresh keys, the old ones destroyed.

There are no per-record keys (decision 7). The rows of the person go, or are changed, in the same commit as
the intent; from then on the bucket seals under the next generation of its keys. Every other blob is moved
there in small steps, without being read; when none is left behind, the old generation is destroyed, and with
it what any backup of the data still holds of the person.

Source: Directive (EU) 2016/680 art. 16; data-protection.md §F.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Update, and_, delete, func, select, update

from retention import buckets, engines
from retention.actors import Actor
from retention.acts import Act
from retention.blobs import KEY_ID_AT
from retention.buckets import Bucket, BucketState, Part
from retention.ending import Hook, held_state, no_hook, set_bucket, working_for
from retention.keys import Key, Slot, bucket_slot
from retention.places import Place
from retention.refusals import BucketClosed, Refused
from retention.tiers import Tier
from retention.unit_of_work import Store, Writing

POINTS = (
    "erase_one.intended",
    "erase_one.batch",
    "erase_one.moved",
    "erase_one.key_destroyed",
    "erase_one.done",
)
_BATCH = 200


class _Sealed(NamedTuple):
    """One sealed column."""

    part: Part
    name: str
    tier: Tier


class LeftBehind(Refused):
    """A blob is still under a key that was to be destroyed: the key stays, nothing is lost."""

    code = "left_behind"


def start(writing: Writing, regime: str, day: date) -> None:
    """Start rewriting a bucket, in the scope that deletes or changes the person's rows.

    What this and every later scope seals is under the next generation. `finish` moves the rest.
    """
    found = buckets.find(writing.connection, writing.actor.tenant, regime, day)
    if found is None or held_state(writing, found) in (BucketState.DOOMED, BucketState.GONE):
        raise BucketClosed("the bucket is being destroyed or gone: nothing is left to rewrite")
    generation = writing.renew_bucket(found)
    set_bucket(writing, found, generation=generation, rewriting=generation)


def erase_rows(
    store: Store,
    actor: Actor,
    regime: str,
    day: date,
    rows: Mapping[str, Collection[UUID]],
    *,
    hook: Hook = no_hook,
) -> int:
    """Erase rows of one bucket, by table name, and rewrite the bucket. Returns the number of the last entry.

    Tables that point at an erased row through `buckets.belongs_through`, or hold its id as theirs, go too.
    """
    subjects = [str(one) for ids in rows.values() for one in ids]
    with store.writing(actor, Act.ERASE_ONE) as writing:
        writing.show(subjects, [])
        writing.note(regime=regime, bucket=day.isoformat(), step="intent")
        for part in buckets.in_order():
            _delete(writing, part, rows)
        start(writing, regime, day)
    hook("erase_one.intended")
    return finish(store, actor, regime, day, hook=hook)


def _delete(writing: Writing, part: Part, rows: Mapping[str, Collection[UUID]]) -> None:
    name = part.table.name if part.through is None else part.through.name
    column = part.row if part.through is None else part.foreign
    ids = list(rows.get(name, ()))
    if ids:
        writing.connection.execute(delete(part.table).where(part.table.c[column].in_(ids)))


def finish(store: Store, actor: Actor, regime: str, day: date, *, hook: Hook = no_hook) -> int:
    """Move what is left of a bucket to its new generation and destroy the older keys.

    Safe to run again after a crash, and beside writers. Returns the number of the last entry; 0 where there
    was nothing to finish.
    """
    with store.reading(actor) as reading:
        found = buckets.find(reading.connection, actor.tenant, regime, day)
    if found is None or not found.rewriting:
        return 0
    moved = sum(_move(store, sealed, found, hook) for sealed in _blobs())
    _check_none_left(store, actor, found)
    hook("erase_one.moved")
    destroyed = 0
    for slot in _slots(found):
        destroyed += store.keys.destroy(slot, below=found.rewriting)
        hook("erase_one.key_destroyed")
    with store.writing(actor, Act.ERASE_ONE) as writing:
        now = buckets.find(writing.connection, actor.tenant, regime, day)
        if now is None or now.rewriting != found.rewriting:
            writing.abandon()
            return 0
        writing.note(regime=regime, bucket=day.isoformat(), step="done", moved=moved, keys=destroyed)
        set_bucket(writing, found, rewriting=0)
    hook("erase_one.done")
    engines.shrink(store.engine)
    return writing.entry


def unfinished(store: Store, actor: Actor) -> list[Bucket]:
    """Return the buckets whose rewriting was interrupted."""
    with store.reading(actor) as reading:
        rows = reading.connection.execute(
            select(buckets.bucket).where(
                buckets.bucket.c.rewriting > 0,
                buckets.bucket.c.state.not_in((BucketState.DOOMED, BucketState.GONE)),
            )
        )
        return [buckets.made(row) for row in rows]


def finish_all(store: Store, actor: Actor, *, hook: Hook = no_hook) -> int:
    """Finish every interrupted rewriting. Returns how many there were."""
    found = unfinished(store, actor)
    for one in found:
        finish(store, working_for(actor, one), one.regime, one.day, hook=hook)
    return len(found)


def _slots(found: Bucket) -> list[Slot]:
    return [bucket_slot(found.tenant, found.regime, tier, found.day) for tier in Tier]


def _blobs() -> list[_Sealed]:
    return [_Sealed(part, name, tier) for part in buckets.in_order() for name, tier in part.blobs.items()]


def _move(store: Store, sealed: _Sealed, found: Bucket, hook: Hook) -> int:
    """Reseal one column of one table under the bucket's new key, a few rows at a time."""
    slot = bucket_slot(found.tenant, found.regime, sealed.tier, found.day)
    new = store.keys.current(slot, generation=found.rewriting)
    if new is None:
        return 0  # the tier is masked: nothing of it opens, nothing of it moves
    old_ones = select(sealed.part.table).where(_older(sealed, found, new))
    moved = 0
    while True:
        with store.engine.connect().execution_options(**engines.READ) as connection:
            rows = connection.execute(old_ones.limit(_BATCH)).all()
        if not rows:
            return moved
        changed = store.sweep(*(_resealed(store, sealed, row, new) for row in rows))
        if not changed:
            raise LeftBehind("records of the bucket are changing too fast to be moved; it is tried again")
        moved += changed
        hook("erase_one.batch")


def _older(sealed: _Sealed, found: Bucket, new: Key) -> ColumnElement[bool]:
    """Return the condition for rows whose blob is under any other key than the newest."""
    column = sealed.part.table.c[sealed.name]
    return and_(
        sealed.part.within(found.tenant, found.regime, found.day),
        column.is_not(None),
        func.substr(column, KEY_ID_AT, len(new.id)) != new.id,
    )


def _check_none_left(store: Store, actor: Actor, found: Bucket) -> None:
    """Count once more before a key is destroyed: a blob left behind would be lost. Raises `LeftBehind`."""
    with store.reading(actor) as reading:
        for sealed in _blobs():
            slot = bucket_slot(found.tenant, found.regime, sealed.tier, found.day)
            new = store.keys.current(slot, generation=found.rewriting)
            if (
                new is not None
                and reading.connection.execute(
                    select(func.count()).select_from(sealed.part.table).where(_older(sealed, found, new))
                ).scalar_one()
            ):
                raise LeftBehind("records of the bucket are still under the old keys; nothing is destroyed")


def _resealed(store: Store, sealed: _Sealed, row: Row[Any], new: Key) -> Update:
    part, name, slot = sealed.part, sealed.name, new.slot
    blob = getattr(row, name)
    version = 1 if part.version is None else getattr(row, part.version)
    place = Place(slot.regime, slot.period, getattr(row, part.row), version)
    same = [column == getattr(row, column.name) for column in part.table.primary_key.columns]
    return (
        update(part.table)
        .where(*same, part.table.c[name] == blob)  # not if a writer changed it meanwhile: that is sealed anew
        .values({name: store.resealed(slot, place, blob, new)})
    )

"""What lives by the month: token keys, which end with their month's last bucket, and bodies of the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, select

from retention import buckets, engines
from retention.actors import Actor
from retention.acts import Act
from retention.audit import log
from retention.buckets import BucketState
from retention.ending import PURPOSE
from retention.keys import KeyPurpose, Slot, wrapped_keys
from retention.refusals import RegimeUnknown
from retention.unit_of_work import Store


def _last_instant(month: date) -> datetime:
    following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return datetime.combine(following, time(), UTC) - timedelta(microseconds=1)


def _live(store: Store, purpose: KeyPurpose) -> list[Slot]:
    with store.keys.engine.connect().execution_options(**engines.READ) as connection:
        rows = connection.execute(
            select(
                wrapped_keys.c.tenant, wrapped_keys.c.regime, wrapped_keys.c.tier, wrapped_keys.c.period
            ).where(wrapped_keys.c.purpose == purpose, wrapped_keys.c.wrapped.is_not(None))
        ).all()
    return [Slot(purpose, *row) for row in rows]


def end_token_keys(store: Store, actor: Actor) -> list[Slot]:
    """Destroy the token keys of months whose every bucket is gone and whose last day's term is over.

    The entry is written first: a key that is announced and still there is destroyed by the next run.
    """
    moment = store.moment()
    ended: list[Slot] = []
    for slot in _live(store, KeyPurpose.TOKEN):
        last = _last_instant(slot.period)
        try:
            over = store.terms.ends(slot.regime, last) <= moment.now
        except RegimeUnknown:
            over = False
        if over and not _has_bucket(store, actor, slot, last):
            _destroy(store, actor, slot)
            ended.append(slot)
    return ended


def _has_bucket(store: Store, actor: Actor, slot: Slot, last: datetime) -> bool:
    c = buckets.bucket.c
    with store.reading(actor) as reading:
        found = reading.connection.execute(
            select(c.day).where(
                c.tenant == slot.tenant,
                c.regime == slot.regime,
                c.day.between(slot.period, last.date()),
                c.state != BucketState.GONE,
            )
        ).first()
    return found is not None


def _destroy(store: Store, actor: Actor, slot: Slot) -> None:
    with store.writing(actor, Act.KEY_DESTROY, PURPOSE) as writing:
        writing.note(purpose=str(slot.purpose), regime=slot.regime, month=slot.period.isoformat())
    store.keys.destroy(slot)


def end_bodies(store: Store, actor: Actor) -> int:
    """Erase bodies and salts of entries past the log's retention, and the month keys that sealed them.

    The leaves stay, and the tree still verifies. Returns how many bodies went.
    """
    moment = store.moment()
    policy = store.policy
    over = [
        slot
        for slot in _live(store, KeyPurpose.AUDIT)
        if policy.audit.retention.after(_last_instant(slot.period)) <= moment.now
    ]
    count = 0
    for slot in over:
        _destroy(store, actor, slot)
        count += store.sweep(delete(log.bodies).where(log.bodies.c.at <= _last_instant(slot.period)))
    return count

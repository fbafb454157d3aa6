"""Root epochs: every week a new root key wraps all live keys, and the old one is destroyed.

Whatever copy of the key store exists from before is dead then: erasure from all backups is bound to an epoch,
without touching a backup (data-protection.md §D.2).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from retention import engines
from retention.keys import context, epochs, identity, wrapped_keys
from retention.keystore import KeyStore

_BATCH = 200
Hook = Callable[[str], None]


class Rotation(NamedTuple):
    """What a rotation did. `answer` is the provider's about the last epoch destroyed."""

    epoch: int
    rewrapped: int
    destroyed: tuple[int, ...]
    answer: str


def _nothing(_point: str) -> None:
    return


def rotate(keys: KeyStore, *, hook: Hook = _nothing) -> Rotation:
    """Begin a new root epoch, wrap every live key anew, destroy the older epochs.

    May be killed anywhere and run again: an epoch is destroyed only when no live key is wrapped by it. Keys
    made meanwhile are made under the new epoch. `hook` is called with the name of each crash point.
    """
    new = _begin(keys)
    hook("epoch.begun")
    rewrapped = _rewrap(keys, new, hook)
    hook("epoch.rewrapped")
    destroyed, answer = _destroy_older(keys, new, hook)
    return Rotation(new, rewrapped, destroyed, answer)


def started(keys: KeyStore) -> datetime:
    """Return when the current epoch began: what says whether the next is due."""
    with keys.engine.connect().execution_options(**engines.READ) as connection:
        found: datetime = connection.execute(
            select(epochs.c.created_at).join(identity, identity.c.epoch == epochs.c.number)
        ).scalar_one()
    return found


def _begin(keys: KeyStore) -> int:
    with keys.engine.begin() as connection:
        new = int(connection.execute(select(identity.c.epoch).with_for_update()).scalar_one()) + 1
        keys.provider.create_epoch(new)
        row = {"number": new, "created_at": keys.now()}
        engines.insert_new(connection, epochs, [row], keys=["number"])
        connection.execute(update(identity).values(epoch=new))
    return new


def _rewrap(keys: KeyStore, new: int, hook: Hook) -> int:
    total = 0
    while True:
        with keys.engine.begin() as connection:
            rows = connection.execute(
                select(wrapped_keys)
                .where(wrapped_keys.c.epoch < new, wrapped_keys.c.wrapped.is_not(None))
                .order_by(wrapped_keys.c.id)
                .limit(_BATCH)
                .with_for_update()
            ).all()
            for row in rows:
                secret = keys.provider.unwrap(row.epoch, row.wrapped, context(row))
                connection.execute(
                    update(wrapped_keys)
                    .where(wrapped_keys.c.id == row.id, wrapped_keys.c.wrapped.is_not(None))
                    .values(epoch=new, wrapped=keys.provider.wrap(new, secret, context(row)))
                )
        hook("epoch.batch")
        total += len(rows)
        if len(rows) < _BATCH:
            return total


def _destroy_older(keys: KeyStore, new: int, hook: Hook) -> tuple[tuple[int, ...], str]:
    engines.shrink(keys.engine)
    with keys.engine.connect().execution_options(**engines.READ) as connection:
        old = connection.execute(
            select(epochs.c.number)
            .where(epochs.c.number < new, epochs.c.destroyed_at.is_(None))
            .order_by(epochs.c.number)
        ).scalars()
        doomed = list(old)
        used = set(
            connection.execute(
                select(wrapped_keys.c.epoch).where(wrapped_keys.c.wrapped.is_not(None)).distinct()
            ).scalars()
        )
    answer = ""
    gone: list[int] = []
    for number in doomed:
        if number in used:
            continue
        answer = keys.provider.destroy_epoch(number)
        hook("epoch.destroyed")
        gone.append(number)
        with keys.engine.begin() as connection:
            connection.execute(
                update(epochs)
                .where(epochs.c.number == number)
                .values(destroyed_at=keys.now(), answer=answer[:120])
            )
    return tuple(gone), answer

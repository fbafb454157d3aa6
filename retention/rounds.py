"""One round of everything the policy lets end by itself: what a worker calls every few minutes.

A round that comes late exposes nothing (the read path knows the terms); one that comes twice does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

from retention import epochs, erasure, months, purge
from retention.actors import Actor
from retention.acts import Act
from retention.audit import signing
from retention.ending import PURPOSE, Hook, no_hook
from retention.refusals import ClockRefused
from retention.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did. `stopped` says that the clock is in doubt and nothing was destroyed."""

    purge: purge.Report | None = None
    rewritten: int = 0
    token_keys: int = 0
    bodies: int = 0
    epoch: int = 0
    checkpoint: int = 0
    stopped: bool = False


def turn(store: Store, actor: Actor, *, hook: Hook = no_hook) -> Round:
    """End what is due, finish what was interrupted, begin a new root epoch and sign the log when due."""
    if store.heartbeat(actor).jumped:
        return Round(stopped=True)
    try:
        report = purge.run(store, actor, hook=hook)
    except ClockRefused:
        return Round(stopped=True)
    return Round(
        purge=report,
        rewritten=erasure.finish_all(store, actor, hook=hook),
        token_keys=len(months.end_token_keys(store, actor)),
        bodies=months.end_bodies(store, actor),
        epoch=_epoch(store, actor, hook),
        checkpoint=signing.checkpoint(store, actor).size if signing.due(store, actor) else 0,
    )


def _epoch(store: Store, actor: Actor, hook: Hook) -> int:
    """Rotate when due. Returns the new epoch's number, 0 where it was not due."""
    due = store.policy.backup.key_epoch.after(epochs.started(store.keys))
    if due > store.moment().now:
        return 0
    return rotate(store, actor, hook=hook).epoch


def rotate(store: Store, actor: Actor, *, hook: Hook = no_hook) -> epochs.Rotation:
    """Begin a new root epoch now, with its audit entry."""
    done = epochs.rotate(store.keys, hook=hook)
    with store.writing(actor, Act.KEY_EPOCH, PURPOSE) as writing:
        writing.note(epoch=done.epoch, rewrapped=done.rewrapped, destroyed=done.destroyed)
        writing.justify(answer=done.answer)
    return done

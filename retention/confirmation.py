"""Two people confirm the time after the clock jumped; only then the ratchet moves and destruction goes on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import String, Table, delete, select

from retention import engines
from retention.actors import Actor, Role
from retention.acts import Act
from retention.audit import log
from retention.ending import PURPOSE
from retention.metadata import Holds, Instant, column, metadata
from retention.refusals import ClockRefused
from retention.unit_of_work import Store

PEOPLE = 2
_WITHIN = timedelta(hours=1)
_MAY = frozenset({Role.SUPERVISOR, Role.UNIT_HEAD, Role.DPO, Role.ADMIN})

confirmations = Table(
    "clock_confirmation",
    metadata,
    column("person", String(64), Holds.STAFF, primary_key=True),
    column("at", Instant(), Holds.TIME),
)


def confirm(store: Store, actor: Actor) -> bool:
    """Record that a person has checked the time; returns whether it is confirmed now, by two within an hour.

    Raises `ClockRefused` for who may not, and while the clock gives no cause.
    """
    if actor.role not in _MAY:
        raise ClockRefused(
            "supervisor, head of unit, data protection officer or administrator confirm the time"
        )
    if not store.moment().jumped:
        raise ClockRefused("the clock has not jumped: there is nothing to confirm")
    with store.writing(actor, Act.CLOCK_CONFIRM, PURPOSE) as writing:
        row = {"person": actor.id, "at": writing.now}
        engines.insert_or_replace(writing.connection, confirmations, [row], keys=["person"])
        people = writing.connection.execute(
            select(confirmations.c.person).where(confirmations.c.at >= writing.now - _WITHIN)
        ).scalars()
        enough = len(set(people)) >= PEOPLE
        writing.note(people=PEOPLE if enough else 1, moved=enough)
        if enough:
            writing.connection.execute(delete(confirmations))
            log.advance(writing.connection, writing.now)
    return enough

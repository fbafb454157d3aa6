"""The worker: takes what the outbox says is due and brings those flights up to date.

The outbox is the truth; a doorbell (Redis) only wakes the worker earlier (decision 12). A flight named ten
times is assessed once, and a crash anywhere repeats the assessment, which then changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from uuid import UUID

import structlog

from api.running.intake import ASSESS, LegReference
from api.running.screeners import Screeners
from matching.review.assessment import BOOKINGS, Assessed, assess
from pnr.records import travellers
from retention import outbox
from retention.actors import Actor, Mode, Offence, Purpose
from retention.acts import Act
from retention.ending import Hook, no_hook
from retention.unit_of_work import Store

log = structlog.get_logger("worker")
_PURPOSE = Purpose(Offence.TERRORISM, Mode.ASSESSMENT)
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Worked:
    """What one round of the worker did. `failed` flights are tried again later (see `retention.outbox`)."""

    flights: int = 0
    screened: int = 0
    raised: int = 0
    failed: int = 0


def work(
    store: Store,
    screener: Screeners,
    *,
    on_flight: Callable[[Assessed], None] | None = None,
    hook: Hook = no_hook,
) -> Worked:
    """Work the outbox until nothing is due; return what was done.

    Each flight is one transaction: its outbox rows end in the commit that assesses it. A fault rolls that
    flight back, is counted on its rows by class name only, and never stops the others.
    """
    total = Worked()
    while True:
        with store.reading(screener.actor) as scope:
            due = outbox.due_keys(scope, ASSESS, limit=_BATCH)
        claimed = 0
        for leg_id in due:
            try:
                done = _flight(store, screener, leg_id, hook)
            except Exception as error:  # noqa: BLE001 - whatever one flight does must not stop the others
                _put_off(store, screener.actor, leg_id, error)
                total = replace(total, failed=total.failed + 1)
                continue
            if done is None:
                continue
            claimed += 1
            if on_flight:
                on_flight(done)
            total = replace(
                total,
                flights=total.flights + 1,
                screened=total.screened + done.screened,
                raised=total.raised + done.raised,
            )
        if not claimed:
            return total


def _flight(store: Store, screener: Screeners, leg_id: str, hook: Hook) -> Assessed | None:
    """Assess one flight; None when another worker holds its work."""
    ready = screener()
    with store.writing(screener.actor, Act.COMBINATION, _PURPOSE) as scope:
        claimed = outbox.take_key(scope, ASSESS, leg_id)
        hook("work.taken")
        if not claimed:
            scope.abandon()
            return None
        done = assess(scope, UUID(leg_id), ready)
        outbox.done(scope, claimed)
        hook("work.assessed")
    hook("work.committed")
    return done


def _put_off(store: Store, actor: Actor, leg_id: str, error: Exception) -> None:
    code = type(error).__name__
    log.error("assessment_failed", code=code)
    with store.writing(actor, Act.WORK_FAILED) as scope:
        for item in outbox.take_key(scope, ASSESS, leg_id):
            outbox.failed(scope, item, code)
        scope.note(leg=leg_id, fault=code)


def rescreen(store: Store, screener: Screeners) -> int:
    """Leave work for every flight of the operational window that was screened with other lists or weights.

    Returns how many flights. Only the window: looking at older flights again needs an approval (decision 17).
    """
    version = screener().version
    with store.reading(screener.actor) as scope:
        window = scope.policy.regime(BOOKINGS).operational_after_arrival.longest()
        stale = travellers.screened_otherwise(scope, version, landed_after=scope.now - window)
        stale -= {UUID(leg) for leg in outbox.keys(scope, ASSESS)}
    if stale:
        with store.writing(screener.actor, Act.COMBINATION, _PURPOSE) as scope:
            for leg in sorted(stale):
                scope.emit(ASSESS, str(leg), LegReference(str(leg)))
            scope.note(step="rescreen", flights=len(stale), screener=version)
    return len(stale)


def run(store: Store, screener: Screeners, *, stop: Event, wait: Callable[[], None]) -> None:
    """Work until told to stop; `wait` returns when there may be something to do.

    A list that changed meets every flight of the window at the next turn.
    """
    known = ""
    while not stop.is_set():
        if screener().version != known:
            rescreen(store, screener)
            known = screener().version
        done = work(store, screener)
        if done.flights or done.failed:
            log.info("assessed", flights=done.flights, screened=done.screened, raised=done.raised)
        wait()

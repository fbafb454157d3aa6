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

from api.running.intake import ASSESS
from api.running.screeners import Screeners
from matching.review.assessment import Assessed, assess
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
        if not due:
            return total
        for leg_id in due:
            try:
                done = _flight(store, screener, leg_id, hook)
            except Exception as error:  # noqa: BLE001 - whatever one flight does must not stop the others
                _put_off(store, screener.actor, leg_id, error)
                total = replace(total, failed=total.failed + 1)
                continue
            if on_flight:
                on_flight(done)
            total = replace(
                total,
                flights=total.flights + 1,
                screened=total.screened + done.screened,
                raised=total.raised + done.raised,
            )


def _flight(store: Store, screener: Screeners, leg_id: str, hook: Hook) -> Assessed:
    ready = screener()
    with store.writing(screener.actor, Act.COMBINATION, _PURPOSE) as scope:
        claimed = outbox.take_key(scope, ASSESS, leg_id)
        hook("work.taken")
        done = assess(scope, UUID(leg_id), ready) if claimed else Assessed()
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


def run(store: Store, screener: Screeners, *, stop: Event, wait: Callable[[], None]) -> None:
    """Work until told to stop; `wait` returns when there may be something to do."""
    while not stop.is_set():
        done = work(store, screener)
        if done.flights or done.failed:
            log.info("assessed", flights=done.flights, screened=done.screened, raised=done.raised)
        wait()

"""What the worker does between flights: let the policy's terms end what is due, and sign the log."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from retention import rounds
from retention.actors import Actor
from retention.providers.protocol import ProviderError
from retention.refusals import Refused
from retention.unit_of_work import Store

log = structlog.get_logger("upkeep")
EVERY = 600.0  # seconds; a late round exposes nothing, for the read path knows the terms


def between(
    store: Store, actor: Actor, wait: Callable[[], None], *, ticks: Callable[[], float] = time.monotonic
) -> Callable[[], None]:
    """Return a `wait` that runs one round of retention first whenever the last is ten minutes ago."""
    due = ticks()

    def waiting() -> None:
        nonlocal due
        if ticks() >= due:
            due = ticks() + EVERY
            turn(store, actor)
        wait()

    return waiting


def turn(store: Store, actor: Actor) -> rounds.Round | None:
    """Run one round; a refusal or a key server that is down is logged and tried again in the next."""
    try:
        done = rounds.turn(store, actor)
    except (Refused, ProviderError) as fault:
        log.error("retention_failed", code=getattr(fault, "code", "provider"))  # noqa: TRY400 - codes only, no trace
        return None
    if done.stopped:
        log.error("retention_stopped", reason="the clock jumped: two people must confirm the time")
    elif done.purge is not None and (done.purge.erased or done.purge.masked or done.purge.faults):
        log.info(
            "retention",
            erased=len(done.purge.erased),
            masked=len(done.purge.masked),
            faults=[code for _, code in done.purge.faults],
        )
    return done

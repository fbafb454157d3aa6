"""Filling an empty installation with a day of invented traffic around now, as real messages.

Everything goes the ordinary way: lists are registered and loaded, a schedule planned, bytes received, gated,
sealed and screened (decision 23). A second start finds the traffic there and adds nothing, until it is old.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.bootstrap import Application
from api.running.intake import Feed, receive
from api.running.worker import work
from pnr.feed import carriers, schedule
from pnr.feed.carriers import Carrier
from pnr.feed.schedule import ScheduledLeg
from pnr.synthetic import day
from pnr.synthetic.lists import lists
from retention.actors import Actor
from retention.acts import Act
from retention.purpose import Offence
from watchlists import registry, snapshot
from watchlists.preparation import prepare
from watchlists.registration import ListSeverity, Registration

_OFFENCES = (Offence.DRUGS, Offence.FORGED_DOCUMENTS)
_AHEAD = timedelta(hours=3)  # a demo without a flight in the next hours has nothing to show


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the filling is: what is being done, done and total units of it."""

    doing: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What the filling brought."""

    flights: int = 0
    messages: int = 0
    travellers: int = 0
    raised: int = 0


def has_traffic(application: Application) -> bool:
    """Say whether flights with passenger data land at a watched airport in the next hours."""
    now = application.now()
    with application.store.reading(application.actor) as scope:
        return any(
            leg.bucket is not None
            for airport in application.settings.airports
            for leg in schedule.arriving(scope, airport, after=now, before=now + _AHEAD)
        )


def seed_of(now: datetime) -> int:
    """Return the seed of a day: the same day gives the same traffic."""
    return zlib.crc32(now.date().isoformat().encode())


def fill(application: Application, *, scale: float = 1.0, told: Callable[[Progress], None]) -> Filled:
    """Register lists and carriers, plan the schedule, receive every push so far, and assess the flights."""
    now = application.now()
    seed = seed_of(now)
    airports = application.settings.airports
    told(Progress("Loading lists", 0, 1))
    _lists(application, seed, application.actor)
    planned = day.schedule(seed, now=now, airports=airports, scale=scale)
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        names = {leg.carrier: leg.carrier_name for leg in planned}
        carriers.register(scope, [Carrier(code, name) for code, name in sorted(names.items())])
        schedule.plan(
            scope,
            [
                ScheduledLeg(
                    leg.carrier,
                    leg.number,
                    leg.origin,
                    leg.destination,
                    leg.departure,
                    leg.arrival,
                    expected=leg.expected,
                    expects=tuple(
                        f"{kind.replace(' ', '-')}@{int((leg.departure - due).total_seconds() // 60)}"
                        for kind, due in leg.pushes
                    ),
                )
                for leg in planned
            ],
        )
        scope.note(carriers=len(names), flights=len(planned))
    feed = Feed("folder", application.actor, airports=airports)
    pushes = list(day.day(seed, now=now, airports=airports, scale=scale))
    travellers = 0
    for index, push in enumerate(pushes):
        told(Progress("Receiving messages", index, len(pushes)))
        travellers += receive(application.store, push.data, feed, name=push.name).travellers
    told(Progress("Screening flights", 0, len(planned)))
    screened = 0

    def counted(_: object) -> None:
        nonlocal screened
        screened += 1
        told(Progress("Screening flights", screened, len(planned)))

    done = work(application.store, application.screener, on_flight=counted)
    return Filled(len(planned), len(pushes), travellers, done.raised)


def _lists(application: Application, seed: int, actor: Actor) -> None:
    for one in lists(seed):
        registration = Registration(
            id=one.id,
            title=one.title,
            owner=one.owner,
            legal_basis=one.legal_basis,
            offences=_OFFENCES,
            severity=ListSeverity(one.severity),
            refresh_hours=24,
        )
        with application.store.writing(actor, Act.LIST_REGISTER) as scope:
            registry.register(scope, registration)
        prepared = prepare(one.data, kinds=registration.kinds)
        with application.store.writing(actor, Act.LIST_LOAD) as scope:
            snapshot.load(scope, one.id, prepared)

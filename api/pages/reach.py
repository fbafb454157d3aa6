"""Need to know: a person reaches flights of their own airports inside the operational window, no others."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException

from api.identity.principals import Person
from matching.review import hits
from matching.review.hits import HitLine
from pnr.feed import schedule
from pnr.feed.schedule import Leg

WINDOW = timedelta(hours=24)  # assessment ends a day after arrival (decision 17, C-817/19)


def leg_within(person: Person, hidden: str) -> Leg:
    """Return the flight an address names.

    Raises 404 when it names none, `Forbidden` (recorded) when it is another unit's or its window is over.
    """
    leg_id = person.opaque.reveal("leg", hidden)
    found = None
    if leg_id is not None:
        with person.application.store.reading(person.actor) as scope:
            found = schedule.find(scope, leg_id)
    if found is None:
        raise HTTPException(404)
    check(person, found)
    return found


def hit_within(person: Person, hidden: str) -> tuple[HitLine, Leg]:
    """Return the hit an address names, and its flight: checked before anything is opened."""
    hit_id = person.opaque.reveal("hit", hidden)
    found = leg = None
    if hit_id is not None:
        with person.application.store.reading(person.actor) as scope:
            found = hits.line(scope, hit_id)
            leg = schedule.find(scope, found.leg_id) if found else None
    if found is None or leg is None:
        raise HTTPException(404)
    check(person, leg)
    return found, leg


def check(person: Person, leg: Leg) -> None:
    """Raise `Forbidden` (recorded) unless the flight is one this person may look at now."""
    if leg.destination not in person.account.airports:
        raise person.refuse("flight.elsewhere")
    if leg.lands is not None and person.application.now() > leg.lands + WINDOW:
        raise person.refuse("window.over")

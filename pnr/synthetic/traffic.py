"""Who is on a leg: trips drawn until it is as full as the season says, with seats and bag tags given out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random

from pnr.model.traveller import Bag
from pnr.synthetic.carriers import ACCOUNTING
from pnr.synthetic.chance import mix
from pnr.synthetic.itineraries import BEYOND, stays
from pnr.synthetic.moments import DAY
from pnr.synthetic.passengers import Passenger
from pnr.synthetic.schedule import Leg, Route
from pnr.synthetic.trips import (
    AWAY_AT_HUB,
    AWAY_KINDS,
    HOME_KINDS,
    Change,
    Halves,
    Setting,
    Trip,
    draw_household,
    make,
    month_of,
)

_LETTERS = "ABCDEF"
_NARROW = "ACDF"


def wanted(chance: Random, leg: Leg) -> int:
    """Return how many persons hold a seat: a load factor from Beta(18, 4), 82 % on average."""
    return max(6, min(leg.seats, round(leg.seats * chance.betavariate(18, 4))))


def fresh_trips(
    chance: Random,
    setting: Setting,
    leg: Leg,
    route: Route,
    *,
    count: int,
    taken: set[int],
    first_half: Callable[[Random], bool],
) -> list[Trip]:
    """Draw trips for `leg` until they hold about `count` persons.

    `taken` holds the households already travelling and grows. `first_half` decides whether a trip begins with
    this leg; one that began earlier has its first half on the leg of the schedule some days before.
    """
    found: list[Trip] = []
    persons = 0
    serial = 0
    while persons < count and serial < 4 * leg.seats:
        serial += 1
        starts = first_half(chance)
        at_home = starts is not leg.inbound  # a trip that starts here starts where its people live
        if at_home:
            kind = HOME_KINDS.pick(chance.random())
        else:
            kind = (AWAY_AT_HUB if leg.home == "BEG" else AWAY_KINDS).pick(chance.random())
        beyond = _beyond(chance, kind, leg.partner)
        family = draw_household(
            chance, setting, kind="visitor" if kind == "business" and not at_home else kind,
            home=leg.home, partner=leg.partner, beyond=beyond if kind != "leisure" else "",
        )  # fmt: skip
        if family.id in taken:
            continue
        taken.add(family.id)
        halves = _halves(chance, leg, route, kind=kind, starts=starts)
        identity = mix(leg.code, serial)
        trip = make(identity, setting, kind=kind, halves=halves, family=family, beyond=beyond)
        if trip.created >= leg.departure - 60:
            continue
        found.append(trip)
        persons += len(trip.passengers)
    return found


def _beyond(chance: Random, kind: str, partner: str) -> str:
    """Return the far airport a trip comes from over a hub, empty for most."""
    known = BEYOND.get(partner)
    if known is None:
        return ""
    share = {"transit": 1.0, "visitor": 0.25, "leisure": 0.15, "business": 0.15, "diaspora": 0.05}.get(
        kind, 0.0
    )
    if chance.random() >= share:
        return ""
    return known[int(len(known) * chance.random() ** 1.3)]


def _halves(chance: Random, leg: Leg, route: Route, *, kind: str, starts: bool) -> Halves:
    """Return the two halves of a trip of which `leg` is one; nine in a hundred have only one."""
    if starts and chance.random() < 0.09:
        return Halves(leg, None, leg)
    stay = max(1, stays(chance, kind, month_of(leg)))
    day = leg.local_departure // DAY
    if starts:
        other = route.next_outbound(day + stay) if leg.inbound else route.next_inbound(day + stay)
        return Halves(leg, other, leg)
    other = route.next_outbound(day - stay) if leg.inbound else route.next_inbound(day - stay)
    if other.arrival >= leg.departure:
        other = route.outbound(day - stay - 3) if leg.inbound else route.inbound(day - stay - 3)
    return Halves(other, leg, leg)


def seat_all(chance: Random, leg: Leg, trips: Iterable[Trip]) -> None:
    """Give seats, boarding numbers and bag tags to everybody who checks in; some change seat afterwards."""
    letters = _NARROW if leg.seats < 100 else _LETTERS
    rows = list(range(1, leg.seats // len(letters) + 2))
    chance.shuffle(rows)
    free = [f"{row}{letter}" for row in rows for letter in letters]
    place = 0
    everyone: list[tuple[int, Passenger]] = []
    serial = mix(leg.code, 3) % 800_000
    for trip in trips:
        head = ""
        for one in trip.passengers:
            if not one.shows:
                continue
            everyone.append((one.check_in, one))
            if one.kind != "infant":
                one.seat = free[
                    (place + (37 if trip.apart and one is not trip.passengers[0] else 0)) % len(free)
                ]
                place += 1
            if one.bags:
                pooled = one.bags[0].pool
                if trip.pooled:
                    pooled = "member" if head else "head"
                head = head or one.reference
                one.bags = tagged(leg, one.bags[0], serial, pooled)
                serial += len(one.bags)
        if trip.passengers[0].seat and chance.random() < 0.06:
            _reseat(chance, leg, trip, free[-1 - place % 7])
    everyone.sort(key=lambda pair: pair[0])
    for sequence, (_, one) in enumerate(everyone, 1):
        one.sequence = sequence


def tagged(leg: Leg, announced: Bag, serial: int, pool: str = "") -> tuple[Bag, ...]:
    """Return announced pieces as bags with tags in sequence; a pool's members have no tags of their own."""
    pair = f"{leg.origin}-{leg.destination}"
    if pool == "member":
        return (Bag("", 0, 0.0, "", "", pool, pair),)
    return tuple(
        Bag(
            f"0{ACCOUNTING}{(serial + step) % 1_000_000:06}",
            1,
            announced.weight if step == 0 else 0.0,
            announced.unit,
            announced.destination or leg.destination,
            pool,
            pair,
        )
        for step in range(announced.pieces)
    )


def _reseat(chance: Random, leg: Leg, trip: Trip, former: str) -> None:
    one = trip.passengers[0]
    at = one.check_in + 20 + int(chance.random() * max(1, leg.departure - one.check_in - 40))
    if at < leg.departure:
        trip.changes = sorted([*trip.changes, Change(at, "seat", 0, former)], key=lambda change: change.at)


def persons(trips: Sequence[Trip]) -> int:
    """Return how many persons hold a booking that was not cancelled."""
    return sum(len(trip.passengers) for trip in trips if trip.cancelled > trip.leg.departure)

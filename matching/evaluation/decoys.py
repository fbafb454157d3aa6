"""Set the review line for a wanted alert rate by decoys: invented travellers who are certainly on no list.

A decoy takes the surname of one passenger, the given names of another and the birth date of a third, of the
same nationality where known: the mix of the traffic stays, the persons go. Passengers who match strongly
themselves do not lend their names. Seeded, so the same files give the same line.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from matching.screening.model import Subject, SubjectName
from matching.screening.screener import EntryScreener

FEWEST = 300  # below so many passengers the shipped line is kept: chance would set it
MOST = 40_000
STRONG = -3.0  # nats from the shipped line at which a passenger no longer lends a name


def line_for_rate(screener: EntryScreener, passengers: Sequence[Subject], alerts_per_1000: float) -> float:
    """Return the line (nats) at which so many of 1,000 decoys alert. `screener` must have a low line."""
    shipped = screener.weights.review_line
    if len(passengers) < FEWEST:
        return shipped
    own = screener.screen(passengers)
    lenders = [
        passenger
        for passenger, matches in zip(passengers, own, strict=True)
        if not matches or matches[0].score < shipped + STRONG
    ]
    if len(lenders) < FEWEST:
        lenders = list(passengers)
    decoys = make_decoys(lenders, count=min(MOST, max(len(lenders), 5_000)))
    tops = sorted((matches[0].score for matches in screener.screen(decoys) if matches), reverse=True)
    allowed = int(len(decoys) * alerts_per_1000 / 1000)
    return tops[allowed] + 1e-6 if allowed < len(tops) else screener.line


def make_decoys(passengers: Sequence[Subject], *, count: int, seed: int = 20261125) -> list[Subject]:
    """Return `count` invented travellers from the parts of real ones."""
    order = random.Random(seed)  # noqa: S311 - a reproducible shuffle, not a secret
    groups: dict[tuple[str, ...], list[Subject]] = {}
    for passenger in passengers:
        if passenger.names:
            groups.setdefault(passenger.nationalities, []).append(passenger)
    lenders = [passenger for members in groups.values() for passenger in members]
    return [_decoy(order.choice(lenders), groups, order) for _ in range(count)] if lenders else []


MEMBERS = 20  # of fewer of one nationality, all passengers lend


def _decoy(one: Subject, groups: dict[tuple[str, ...], list[Subject]], order: random.Random) -> Subject:
    members = groups[one.nationalities]
    if len(members) < MEMBERS:
        members = [passenger for others in groups.values() for passenger in others]
    two = three = one
    while two is one and len(members) > 1:
        two = order.choice(members)
    while three in (one, two) and len(members) > MEMBERS:
        three = order.choice(members)
    return Subject(
        names=(SubjectName(one.names[0].surname, two.names[0].given),),
        births=three.births,
        sex=two.sex,
        nationalities=one.nationalities,
    )

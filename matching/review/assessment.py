"""Assessing a flight: who is on it now, what changed, whom the lists may know, and the hits that follow.

One call brings everything about a leg up to date with its current records, whatever arrived in whatever
order; a second call changes nothing. What was decided, on what and by which versions is frozen per person in
the `FX` tier: no names, no numbers (decision 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from sqlalchemy import select

from matching.review.hits import Followed, Person, follow, standing
from matching.review.subjects import subject
from matching.screening.model import Match, Screener, Subject
from pnr.feed.schedule import Leg, lock
from pnr.model.booking import Booking
from pnr.model.traveller import Traveller
from pnr.reconcile import Appearance, persons
from pnr.records.bookings import Stored, current
from pnr.records.history import Asked, Sighting, observed_from, sightings
from pnr.records.messages import latest_whole
from pnr.records.travellers import (
    OnLeg,
    Placed,
    Screened,
    TravellerState,
    on_leg,
    record_screening,
    settle,
    traveller_table,
)
from retention.places import Place
from retention.policy import Policy
from retention.tiers import Kept, Tier
from retention.unit_of_work import Consulting, Writing

_FX = Kept(Tier.FX, 0)
BOOKINGS = "pnr"  # the regime of the law-enforcement copy


class Trace(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One match without a value: which entry of which snapshot, what each feature found and weighed."""

    list_id: Annotated[str, _FX] = ""
    source_id: Annotated[str, _FX] = ""
    snapshot: Annotated[str, _FX] = ""
    probability: Annotated[float, _FX] = 0.0
    findings: Annotated[tuple[tuple[str, str, float], ...], _FX] = ()


class Seen(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A pointer to another flight of the same person: which leg, and how strongly it is the same person."""

    leg_id: Annotated[str, _FX] = ""
    shared: Annotated[str, _FX] = ""
    departs: Annotated[str, _FX] = ""


class Assessment(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What was computed about one person at one time, and by what.

    `observed_from` says since when `seen` is complete; empty means history was not looked at (decision 17).
    """

    assessed_at: Annotated[str, _FX] = ""
    screener: Annotated[str, _FX] = ""
    screened_on: Annotated[tuple[str, ...], _FX] = ()
    merge: Annotated[str, _FX] = ""
    traces: tuple[Trace, ...] = ()
    observed_from: Annotated[str, _FX] = ""
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one assessment of a flight did, in numbers."""

    persons: int = 0
    screened: int = 0
    raised: int = 0
    reopened: int = 0
    closed: int = 0


def _appearances(records: Sequence[Stored]) -> list[Appearance]:
    found: list[Appearance] = []
    for index, stored in enumerate(records):
        codes = tuple(locator.code for locator in stored.booking.locators if locator.code)
        for place, traveller in enumerate(stored.booking.travellers):
            if stored.boarded:
                traveller = msgspec.structs.replace(traveller, boarded=stored.boarded)  # noqa: PLW2901 - as closed
            found.append(Appearance(index, place, stored.source, traveller, (*codes, *traveller.locators)))
    return found


def _pairs(placed: Placed, records: Sequence[Stored]) -> list[tuple[Booking, Traveller]]:
    return [(records[one.record].booking, one.traveller) for one in placed.person.appearances]


def _digest(scope: Writing, leg: Leg, regime: str, one: Subject) -> int:
    if leg.bucket is None:
        raise ValueError("the leg has no bucket yet")
    return scope.sealer.token(regime, leg.bucket.replace(day=1), "subject", msgspec.msgpack.encode(one).hex())


def _traces(matches: Sequence[Match]) -> tuple[Trace, ...]:
    return tuple(
        Trace(
            match.list_id,
            match.source_id,
            match.snapshot,
            match.probability,
            tuple((one.name, one.finding, one.weight) for one in match.features),
        )
        for match in matches
    )


@dataclass(frozen=True, slots=True)
class _History:
    """Other flights of everyone due on a leg; `since` is None where history is not looked at."""

    since: datetime | None
    found: Mapping[UUID, tuple[Sighting, ...]]

    def of(self, person: UUID) -> tuple[Seen, ...]:
        return tuple(
            Seen(str(one.leg_id), one.shared.value, one.departs.isoformat() if one.departs else "")
            for one in self.found.get(person, ())
        )


def _history(
    scope: Writing, leg: Leg, due: Sequence[Placed], records: Sequence[Stored], regime: str
) -> _History:
    """Look back inside the retention window, behind the policy's switch and only for arriving passengers."""
    if not scope.policy.history.in_assessment:
        return _History(None, {})
    asked = [
        Asked(
            one.id,
            [
                (records[at.record].id, records[at.record].booking, at.traveller)
                for at in one.person.appearances
            ],
        )
        for one in due
    ]
    regimes = joined(scope.policy) if regime == BOOKINGS else (regime,)
    return _History(observed_from(scope, regimes), sightings(scope, leg, asked, regimes=regimes))


def screened_on(one: Subject) -> tuple[str, ...]:
    """Name what a screening of this subject had to go on."""
    had = {
        "name": one.names,
        "birth": one.births,
        "sex": one.sex,
        "nationality": one.nationalities,
        "document": one.documents,
    }
    return tuple(name for name, value in had.items() if value)


def together(records: Sequence[Stored], policy: Policy) -> dict[str, list[Stored]]:
    """Group records by the regime they are brought together under (decision 5).

    A regime whose copy may be reused for law enforcement joins the bookings; any other stays by itself, so a
    border-control copy is never merged into them.
    """
    groups: dict[str, list[Stored]] = {}
    for one in records:
        groups.setdefault(BOOKINGS if one.regime in joined(policy) else one.regime, []).append(one)
    return groups


def joined(policy: Policy) -> tuple[str, ...]:
    """Name the regimes that may be brought together with the bookings."""
    return (
        BOOKINGS,
        *(n for n, one in policy.regimes.items() if n != BOOKINGS and one.reuse_for_law_enforcement),
    )


def assess(scope: Writing, leg_id: UUID, screener: Screener) -> Assessed:
    """Bring persons, screenings and hits of one flight up to date; the leg is held until the commit.

    Only persons whose evidence, lists or matcher changed are screened again. Travellers who are gone keep
    their row, and their waiting hits close.
    """
    leg = lock(scope, leg_id)
    if leg is None or leg.bucket is None:
        return Assessed()
    groups = together(current(scope, leg_id), scope.policy)
    known = {row.regime for row in on_leg(scope, leg_id)}
    total = Assessed()
    for regime in sorted({*groups, *known}):
        total = _sum(total, _assess(scope, leg, groups.get(regime, []), screener, regime=regime))
    scope.note(
        leg=str(leg_id),
        persons=total.persons,
        screened=total.screened,
        hits=total.raised,
        screener=screener.version,
    )
    return total


def _assess(
    scope: Writing, leg: Leg, records: Sequence[Stored], screener: Screener, *, regime: str
) -> Assessed:
    if leg.bucket is None:
        raise ValueError("the leg has no bucket yet")
    before = {row.id: row for row in on_leg(scope, leg.id) if row.regime == regime}
    listed = regime == BOOKINGS and bool(latest_whole(scope, leg.id, "PAXLST"))
    people = persons(_appearances(records))
    placed = settle(scope, leg, people, [one.id for one in records], regime=regime, listed=listed)
    subjects = [subject(_pairs(one, records)) for one in placed]
    digests = [_digest(scope, leg, regime, one) for one in subjects]
    due = [
        index
        for index, one in enumerate(placed)
        if not _is_current(before.get(one.id), digests[index], screener.version)
    ]
    answers = screener.screen([subjects[index] for index in due])
    history = _history(scope, leg, [placed[index] for index in due], records, regime)
    done: list[Screened] = []
    total = Followed()
    hits = standing(scope, leg.id)
    for index, matches in zip(due, answers, strict=True):
        one = placed[index]
        had = screened_on(subjects[index])
        place = Place(regime, leg.bucket, one.id, one.version + 1)
        record = Assessment(
            assessed_at=scope.now.isoformat(),
            screener=screener.version,
            screened_on=had,
            merge=one.person.reason,
            traces=_traces(matches),
            observed_from=history.since.isoformat() if history.since else "",
            seen=history.of(one.id),
        )
        blob = scope.sealer.seal(place, Tier.FX, record)
        done.append(Screened(one.id, digests[index], had, one.version + 1, blob))
        total = _add(
            total, follow(scope, Person(one.id, leg.id, regime, leg.bucket), matches, hits.get(one.id, {}))
        )
    record_screening(scope, done, screener=screener.version)
    here = {one.id for one in placed}
    for row in before.values():
        if row.id not in here and row.state is not TravellerState.GONE:
            total = _add(
                total, follow(scope, Person(row.id, leg.id, regime, leg.bucket), (), hits.get(row.id, {}))
            )
    return Assessed(len(placed), len(due), total.raised, total.reopened, total.closed)


def _sum(one: Assessed, other: Assessed) -> Assessed:
    return Assessed(*(getattr(one, name) + getattr(other, name) for name in Assessed.__slots__))


def _is_current(row: OnLeg | None, digest: int, screener: str) -> bool:
    return (
        row is not None
        and row.evidence == digest
        and row.screener == screener
        and row.screened_at is not None
    )


def _add(one: Followed, other: Followed) -> Followed:
    return Followed(one.raised + other.raised, one.reopened + other.reopened, one.closed + other.closed)


def opened(scope: Consulting, traveller_id: UUID) -> Assessment | None:
    """Open the latest assessment of a person; the scope's leaf names them."""
    columns = traveller_table.c
    query = select(columns.regime, columns.bucket, columns.version, columns.fx_blob)
    row = scope.connection.execute(
        query.where(columns.id == traveller_id, columns.tenant == scope.actor.tenant)
    ).first()
    if row is None or row.fx_blob is None:
        return None
    place = Place(row.regime, row.bucket, traveller_id, row.version)
    return scope.opener.open(place, Tier.FX, row.fx_blob, Assessment)

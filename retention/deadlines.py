"""Which buckets are due, and what is to happen to each: the question, without the act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select

from retention import buckets
from retention.buckets import Bucket, BucketState
from retention.terms import Terms
from retention.tiers import Tier
from retention.unit_of_work import Reading


class Step(StrEnum):
    """What a bucket is due for."""

    MASK = "mask"  # the `ID` tier ends, the rest stays
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Due:
    """One bucket, what it is due for, since when; and how many rows of each table that concerns."""

    bucket: Bucket
    step: Step
    since: datetime
    rows: dict[str, int]


def alive(connection: Connection) -> Iterator[Bucket]:
    """Give every bucket that is not gone, oldest first."""
    rows = connection.execute(
        select(buckets.bucket)
        .where(buckets.bucket.c.state != BucketState.GONE)
        .order_by(buckets.bucket.c.first_transfer)
    )
    yield from map(buckets.made, rows.all())


def step_of(found: Bucket, terms: Terms, now: datetime) -> tuple[Step, datetime] | None:
    """Return what a bucket is due for at `now`, and since when; None while its term runs."""
    end = terms.ends(found.regime, found.first_transfer)
    if found.state is BucketState.DOOMED or end <= now:
        return Step.ERASE, end
    hidden = terms.hidden(found.regime, found.first_transfer, Tier.ID)
    if found.state is BucketState.MASKING or (found.state is not BucketState.MASKED and hidden <= now):
        return Step.MASK, hidden
    return None


def due(connection: Connection, terms: Terms, now: datetime) -> list[Due]:
    """Return every bucket that is due at `now`, with the rows that would go: the rehearsal of a run."""
    found: list[Due] = []
    for one in alive(connection):
        step = step_of(one, terms, now)
        if step is not None:
            found.append(Due(one, *step, rows=rows_of(connection, one)))
    return found


def rehearse(reading: Reading, terms: Terms, at: datetime) -> list[Due]:
    """Say what a run at `at` would destroy. Changes nothing."""
    return due(reading.connection, terms, at)


def rows_of(connection: Connection, one: Bucket) -> dict[str, int]:
    """Count a bucket's rows by table; tables without any are left out."""
    counts = {
        part.table.name: connection.execute(
            select(func.count()).select_from(part.table).where(part.within(one.tenant, one.regime, one.day))
        ).scalar_one()
        for part in buckets.in_order()
    }
    return {name: count for name, count in counts.items() if count}

"""Buckets: the unit in which data are collected, hidden and destroyed; and which tables have a part in them.

A bucket is a UTC day of one tenant under one regime (decision 4). Every table that holds data of a bucket
says so once, beside its definition::

    bookings = Table("booking", metadata, …)
    buckets.belongs(bookings, blobs={"sealed_id": Tier.ID, "sealed_op": Tier.OP})

Masking, rewriting and destruction walk that register, so no table can be forgotten: a test refuses one that
has a sealed or token column and is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Index,
    Integer,
    String,
    Table,
    and_,
    select,
    update,
)

from retention.metadata import Holds, Instant, column, metadata
from retention.refusals import BucketClosed
from retention.tiers import Tier

if TYPE_CHECKING:
    from retention.unit_of_work import Writing


class BucketState(StrEnum):
    """The life of a bucket. `masking` and `doomed`: from the intent to the end of the destruction."""

    OPEN = "open"
    CLOSED = "closed"
    MASKING = "masking"
    MASKED = "masked"
    DOOMED = "doomed"
    GONE = "gone"


bucket = Table(
    "bucket",
    metadata,
    column("tenant", String(40), Holds.ID, primary_key=True),
    column("regime", String(40), Holds.CODE, primary_key=True),
    column("day", Date, Holds.TIME, primary_key=True),
    column("state", String(8), Holds.CODE, index=True),
    column("first_transfer", Instant(), Holds.TIME),
    column("closes_at", Instant(), Holds.TIME),
    column("policy", String(64), Holds.HASH),  # hash of the policy it was collected under
    column("generation", Integer, Holds.COUNT),  # of the keys new blobs are sealed with
    column("rewriting", Integer, Holds.COUNT),  # generation the blobs are being moved to; 0: none
    column("gone_at", Instant(), Holds.TIME, nullable=True),
)
Index("ix_bucket_first_transfer", bucket.c.first_transfer)


@dataclass(frozen=True, slots=True)
class Part:
    """One table's part in buckets. Columns by name; `through` where another table knows the bucket."""

    table: Table
    blobs: Mapping[str, Tier] = field(default_factory=dict)
    tenant: str = "tenant"
    regime: str = "regime"
    bucket: str = "bucket"
    row: str = "id"
    version: str | None = None  # no column: every row is version 1
    through: Table | None = None
    foreign: str = ""

    def within(self, tenant: str, regime: str, day: date) -> ColumnElement[bool]:
        """Return the condition that selects this table's rows of one bucket."""
        if self.through is None:
            c = self.table.c
            return and_(c[self.tenant] == tenant, c[self.regime] == regime, c[self.bucket] == day)
        owner = parts[self.through.name]
        ids = select(self.through.c[owner.row]).where(owner.within(tenant, regime, day))
        return self.table.c[self.foreign].in_(ids)

    @property
    def holds_tokens(self) -> bool:
        """Whether this is a table of tokens, which end with the `ID` tier."""
        return not self.blobs and any(c.info.get("holds") is Holds.TOKEN for c in self.table.columns)


parts: dict[str, Part] = {}
"""Every table with a part in buckets, by name. Filled at import of the packages that own the tables."""


def belongs(
    table: Table,
    *,
    blobs: Mapping[str, Tier] | None = None,
    tenant: str = "tenant",
    regime: str = "regime",
    bucket: str = "bucket",
    row: str = "id",
    version: str | None = None,
) -> Table:
    """Register a table that knows its bucket. `blobs` says which sealed column is of which tier.

    `row` and `version` name the columns that were given to `Place` when the blobs were sealed (no version
    column: sealed with version 1). Returns the table.
    """
    parts[table.name] = Part(table, dict(blobs or {}), tenant, regime, bucket, row, version)
    return table


def belongs_through(table: Table, owner: Table, *, foreign: str) -> Table:
    """Register a table whose column `foreign` points at a registered `owner`. It holds no sealed column."""
    parts[table.name] = Part(table, through=owner, foreign=foreign)
    return table


def in_order() -> list[Part]:
    """Return every part, children before the tables they point at: the order of deletion."""
    place = {table.name: index for index, table in enumerate(metadata.sorted_tables)}
    return sorted(parts.values(), key=lambda part: (part.through is None, -place.get(part.table.name, 0)))


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket row."""

    tenant: str
    regime: str
    day: date
    state: BucketState
    first_transfer: datetime
    closes_at: datetime
    policy: str
    generation: int
    rewriting: int


def _where(tenant: str, regime: str, day: date) -> ColumnElement[bool]:
    return and_(bucket.c.tenant == tenant, bucket.c.regime == regime, bucket.c.day == day)


def find(connection: Connection, tenant: str, regime: str, day: date) -> Bucket | None:
    """Return a bucket's row, or None."""
    row = connection.execute(select(bucket).where(_where(tenant, regime, day))).one_or_none()
    return None if row is None else made(row)


def made(row: object) -> Bucket:
    """Return the value of a row of `bucket`."""
    values = {name: getattr(row, name) for name in Bucket.__dataclass_fields__}
    values["state"] = BucketState(values["state"])
    return Bucket(**values)


def keep_open(writing: Writing, regime: str, day: date, until: datetime) -> None:
    """Let a bucket accept data until `until` (arrival + 7 days), if that is later than known so far.

    Never moves a deadline. Raises `BucketClosed` for a bucket that has closed for good.
    """
    writing.open_bucket(regime, day)
    writing.connection.execute(
        update(bucket)
        .where(_where(writing.actor.tenant, regime, day), bucket.c.closes_at < until)
        .values(closes_at=until)
    )


def held(connection: Connection, tenant: str, regime: str, day: date) -> Bucket:
    """Return the bucket, held against destruction until commit. Raises `BucketClosed` once that began."""
    row = connection.execute(
        select(bucket).where(_where(tenant, regime, day)).with_for_update(read=True)
    ).one_or_none()
    if row is None or row.state in (BucketState.DOOMED, BucketState.GONE):
        raise BucketClosed("the bucket of this flight is being destroyed or gone")
    return made(row)

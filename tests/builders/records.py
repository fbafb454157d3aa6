"""A small sealed record of tests: one name, one route, and a table that keeps both."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from sqlalchemy import Date, Integer, LargeBinary, String, Table, insert, select

from retention import buckets
from retention.metadata import Holds, column, key, metadata
from retention.places import Place
from retention.tiers import Kept, Tier, part
from retention.unit_of_work import Consulting, Reading, Writing

CANARY = "ZZCANARYNAME"


class Card(msgspec.Struct, frozen=True, array_like=True):
    """What the probe table seals."""

    name: Annotated[str, Kept(Tier.ID, 4)] = ""
    route: Annotated[str, Kept(Tier.OP, 7)] = ""


card_table = Table(
    "probe_card",
    metadata,
    key(),
    column("tenant", String(40), Holds.ID),
    column("regime", String(40), Holds.CODE),
    column("bucket", Date, Holds.TIME),
    column("version", Integer, Holds.COUNT),
    column("sealed_id", LargeBinary, Holds.SEALED, nullable=True),
    column("sealed_op", LargeBinary, Holds.SEALED, nullable=True),
)
buckets.belongs(card_table, blobs={"sealed_id": Tier.ID, "sealed_op": Tier.OP}, version="version")


def put(writing: Writing, place: Place, card: Card) -> None:
    """Seal a card and store it."""
    writing.connection.execute(
        insert(card_table).values(
            id=place.row,
            tenant=writing.actor.tenant,
            regime=place.regime,
            bucket=place.bucket,
            version=place.version,
            sealed_id=writing.sealer.seal(place, Tier.ID, part(card, Tier.ID)),
            sealed_op=writing.sealer.seal(place, Tier.OP, part(card, Tier.OP)),
        )
    )


def get(consulting: Consulting, row: UUID, tier: Tier = Tier.ID) -> Card:
    """Open a card's part of one tier."""
    found = consulting.connection.execute(select(card_table).where(card_table.c.id == row)).one()
    place = Place(found.regime, found.bucket, found.id, found.version)
    blob = found.sealed_id if tier is Tier.ID else found.sealed_op
    return consulting.opener.open(place, tier, blob, Card)


def count(reading: Reading, regime: str, day: date) -> int:
    """Count the cards of a bucket."""
    rows = reading.connection.execute(
        select(card_table.c.id).where(card_table.c.regime == regime, card_table.c.bucket == day)
    )
    return len(rows.all())

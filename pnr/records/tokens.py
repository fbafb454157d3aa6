"""Finding a booking by an exact identifier without any identifier in clear: keyed 64-bit tokens.

PostgreSQL and SQLite both hold one narrow row per token. There is no index on names (decision 8); the name
occurs only together with the birth date, as one compound value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Date, String, Table, Uuid, select

from pnr.model.booking import Booking
from pnr.reconcile import document_key, fold
from retention.buckets import belongs
from retention.engines import load
from retention.metadata import Holds, column, metadata
from retention.unit_of_work import Consulting, Writing

token_table = Table(
    "booking_token",
    metadata,
    column("token", BigInteger(), Holds.TOKEN, primary_key=True),
    column("booking_id", Uuid(), Holds.ID, primary_key=True),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    sqlite_with_rowid=False,
)
belongs(token_table, row="booking_id")


class Entry(NamedTuple):
    """One token of one booking row, and the bucket it dies with."""

    token: int
    booking_id: UUID
    regime: str
    bucket: date


def searchable(booking: Booking, cards: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Give (field, normalised value) of everything a booking may be looked up by.

    Documents, name with birth date, phone and card are the four history identifiers; the rest is look-up
    only (decision 8). `cards` are full numbers, in memory only.
    """
    for locator in booking.locators:
        yield "locator", f"{locator.company}|{locator.code}"
    contacts = list(booking.contacts)
    for one in booking.travellers:
        contacts.extend(one.contacts)
        for document in one.documents:
            if number := document_key(document.number):
                yield "document", f"{document.issuer}|{number}"
        if one.birth and one.name.surname:
            yield "name_birth", f"{fold(one.name.surname)}|{fold(one.name.given)[:1]}|{one.birth}"
        for ticket in one.tickets:
            if ticket.number:
                yield "ticket", ticket.number
        for card in one.frequent_flyers:
            yield "frequent_flyer", f"{card.airline}|{card.number}"
        for code in one.locators:
            yield "locator", f"|{code}"
    for contact in contacts:
        if contact.whose != "agency" and contact.value:
            yield contact.kind, contact.value.lower()
    for number in cards:
        yield "card", number


def write(scope: Writing, entries: Iterable[Entry]) -> None:
    """Store tokens, sorted so that neighbouring rows land on neighbouring pages."""
    tenant = scope.actor.tenant
    rows = ((one.token, one.booking_id, tenant, one.regime, one.bucket) for one in sorted(set(entries)))
    load(scope.connection, token_table, ("token", "booking_id", "tenant", "regime", "bucket"), rows)


def bookings_with(scope: Consulting, tokens: Iterable[int]) -> frozenset[UUID]:
    """Return the booking rows that carry any of the tokens."""
    query = select(token_table.c.booking_id).where(
        token_table.c.token.in_(list(tokens)), token_table.c.tenant == scope.actor.tenant
    )
    return frozenset(scope.connection.execute(query).scalars())

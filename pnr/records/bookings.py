"""Stored bookings: one row per accepted version, two sealed blobs (`ID`, `OP`), tokens to find it by.

The same table holds what a booking message says of a booking, what a check-in list says of one traveller
and one row of a manifest (`source`); they differ in regime and key (decision 5). A newer version of a
booking supersedes the older in the order of *their* times, not of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Date, Integer, LargeBinary, String, Table, Uuid, select, update
from uuid_utils.compat import uuid7

from pnr.feed.schedule import Leg
from pnr.model.booking import Booking
from pnr.records import tokens
from retention.buckets import belongs
from retention.engines import load
from retention.metadata import Holds, Instant, column, key, metadata
from retention.places import Place
from retention.tiers import Tier, join, part
from retention.unit_of_work import Consulting, Reading, Writing


class BookingState(StrEnum):
    """Whether a version still speaks for the booking."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    GONE = "gone"  # cancelled, moved, or absent from a later complete push


booking_table = Table(
    "booking",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    column("leg_id", Uuid(), Holds.ID, index=True),
    column("message_id", Uuid(), Holds.ID, index=True),
    column("source", String(8), Holds.CODE),
    column("slot", BigInteger(), Holds.TOKEN, index=True),  # which booking this is a version of
    column("slice", BigInteger(), Holds.TOKEN, nullable=True),  # of its raw bytes, where a push could be cut
    column("content", BigInteger(), Holds.TOKEN),  # keyed digest: an unchanged booking is not stored again
    column("boarded", String(3), Holds.CODE),  # yes, no: what a close-out said of it; empty: nothing
    column("version", Integer(), Holds.COUNT),
    column(
        "changed", String(20), Holds.STAMP
    ),  # the sender's own time of the last change, else of the message
    column("received_at", Instant(), Holds.TIME),
    column("state", String(12), Holds.CODE),
    column("id_blob", LargeBinary(), Holds.SEALED, nullable=True),
    column("op_blob", LargeBinary(), Holds.SEALED, nullable=True),
)
belongs(booking_table, blobs={"id_blob": Tier.ID, "op_blob": Tier.OP}, version="version")


class Stored(NamedTuple):
    """A stored version as the pipeline needs it: the row's place, and the booking opened."""

    id: UUID
    source: str
    regime: str
    changed: str
    booking: Booking
    boarded: str = ""


class Outcome(NamedTuple):
    """What storing a message's bookings did."""

    stored: int
    unchanged: int
    gone: int
    closed: int = 0  # records a close-out said something about


def slot_value(booking: Booking) -> str:
    """Return what says which booking this is, whatever its version: locator with company and creation date.

    Locators are recycled after months, so the date belongs to it (quirks: pushes over time). A check-in or
    manifest record is known by the sender's reference, else by document, else by name and birth.
    """
    if booking.source == "pnr" and booking.locators:
        first = booking.locators[0]
        return f"pnr|{first.company}|{first.code}|{first.created[:10]}"
    one = booking.travellers[0] if booking.travellers else None
    if one is None:
        return f"{booking.source}|empty"
    if one.unique_reference:
        return f"{booking.source}|ref|{one.unique_reference}"
    numbers = [doc for doc in one.documents if doc.number]
    if numbers:
        return f"{booking.source}|doc|{numbers[0].issuer}|{numbers[0].number}"
    return f"{booking.source}|name|{one.name.surname}|{one.name.given}|{one.birth}"


class _Prior(NamedTuple):
    id: UUID
    content: int
    version: int
    changed: str
    slice: int | None


def _priors(scope: Reading, leg: Leg, source: str) -> dict[int, _Prior]:
    columns = booking_table.c
    query = select(
        columns.slot, columns.id, columns.content, columns.version, columns.changed, columns.slice
    ).where(columns.leg_id == leg.id, columns.source == source, columns.state == BookingState.CURRENT.value)
    return {slot: _Prior(*rest) for slot, *rest in scope.connection.execute(query)}


class MovedError(RuntimeError):
    """A booking that was to be skipped as unchanged is no longer current: read the message whole."""


@dataclass(frozen=True, slots=True)
class Push:
    """What is known of the message that carries bookings, beside them.

    `prepared` is the sender's time, ISO. `whole` names the sources for which it is the complete truth: their
    bookings that it does not mention are gone. `cards[i]` are full card numbers of booking i, of which only
    tokens are written. `slices[i]` is the digest of booking i's raw bytes; `confirmed` are digests of further
    bookings in it that were not read because a current one has the same bytes. `outdated` says that a later
    complete message is known: then nothing of this one is current. `closing` is `CLOB` or `CLNB` for a
    close-out: a list of references on or not on board, which changes no data of anyone.
    """

    message_id: UUID
    regime: str
    prepared: str
    whole: frozenset[str] = frozenset()
    cards: Sequence[Sequence[str]] = ()
    slices: Sequence[bytes] = ()
    confirmed: Sequence[bytes] = ()
    outdated: bool = False
    closing: str = ""


def unchanged(scope: Writing, leg: Leg, digests: Sequence[bytes], *, regime: str) -> frozenset[bytes]:
    """Return which raw bookings are, byte for byte, current bookings of the leg."""
    if leg.bucket is None:
        return frozenset()
    columns = booking_table.c
    rows = scope.connection.execute(
        select(columns.slice).where(
            columns.leg_id == leg.id, columns.source == "pnr", columns.state == BookingState.CURRENT.value
        )
    )
    known = {row.slice for row in rows}
    month = leg.bucket.replace(day=1)
    return frozenset(one for one in digests if scope.sealer.token(regime, month, "slice", one.hex()) in known)


class _Batch:
    """One message's bookings of one leg, compared with what is stored of them."""

    def __init__(self, scope: Writing, leg: Leg, push: Push) -> None:
        if leg.bucket is None:
            raise ValueError("the leg has no bucket yet")
        self.scope, self.leg, self.push, self.regime = scope, leg, push, push.regime
        self.bucket = leg.bucket
        self.rows: list[dict[str, object]] = []
        self.tokens: list[tokens.Entry] = []
        self.superseded: list[UUID] = []
        self.unchanged = 0
        self.seen: set[tuple[str, int]] = set()
        self._priors: dict[str, dict[int, _Prior]] = {}

    def token(self, field: str, value: str) -> int:
        return self.scope.sealer.token(self.regime, self.bucket.replace(day=1), field, value)

    def priors(self, source: str) -> dict[int, _Prior]:
        if source not in self._priors:
            self._priors[source] = _priors(self.scope, self.leg, source)
        return self._priors[source]

    def _slot(self, booking: Booking, position: int) -> int:
        """Return the booking's slot; two bookings of one message never share one."""
        slot = self.token("slot", slot_value(booking))
        if (booking.source, slot) in self.seen:
            slot = self.token("slot", f"{slot_value(booking)}|{position}")
        self.seen.add((booking.source, slot))
        return slot

    def confirm(self, digests: Sequence[bytes]) -> None:
        """Take bookings for seen that were not read. Raises `MovedError` when one is not current any more."""
        current = {prior.slice: slot for slot, prior in self.priors("pnr").items()}
        for digest in digests:
            slot = current.get(self.token("slice", digest.hex()))
            if slot is None:
                raise MovedError
            self.seen.add(("pnr", slot))
        self.unchanged += len(digests)

    def add(self, booking: Booking, position: int) -> None:
        cards = self.push.cards[position] if position < len(self.push.cards) else ()
        digest = self.push.slices[position] if position < len(self.push.slices) else b""
        slot = self._slot(booking, position)
        prior = self.priors(booking.source).get(slot)
        content = self.token("content", msgspec.msgpack.encode(booking).hex())
        if prior and prior.content == content:
            self.unchanged += 1
            return
        prepared = self.push.prepared
        changed = max(booking.changed, prepared) if booking.source == "pnr" else prepared
        state = BookingState.GONE if booking.cancelled else BookingState.CURRENT
        if self.push.outdated or (prior and changed < prior.changed):
            state = BookingState.SUPERSEDED  # arrived late: it never speaks over a newer one
        elif prior:
            self.superseded.append(prior.id)
        if cards:
            paid_with = tuple(self.token("card", number) for number in cards)
            booking = msgspec.structs.replace(booking, card_tokens=paid_with)
        place = Place(self.regime, self.bucket, uuid7(), prior.version + 1 if prior else 1)
        self.rows.append(
            {
                "id": place.row,
                "tenant": self.scope.actor.tenant,
                "regime": self.regime,
                "bucket": self.bucket,
                "leg_id": self.leg.id,
                "message_id": self.push.message_id,
                "source": booking.source,
                "slot": slot,
                "slice": self.token("slice", digest.hex()) if digest else None,
                "content": content,
                "version": place.version,
                "boarded": "",
                "changed": changed,
                "received_at": self.scope.now,
                "state": state.value,
                "id_blob": self.scope.sealer.seal(place, Tier.ID, part(booking, Tier.ID)),
                "op_blob": self.scope.sealer.seal(place, Tier.OP, part(booking, Tier.OP)),
            }
        )
        self.tokens.extend(
            tokens.Entry(self.token(field, value), place.row, self.regime, self.bucket)
            for field, value in tokens.searchable(booking, cards)
        )

    def absent(self, source: str) -> list[UUID]:
        """Return the stored bookings of a source that the message, later than they, does not mention."""
        return [
            prior.id
            for slot, prior in self.priors(source).items()
            if (source, slot) not in self.seen and prior.changed <= self.push.prepared
        ]


def keep(scope: Writing, leg: Leg, bookings: Sequence[Booking], push: Push) -> Outcome:
    """Store what one message says of the bookings of a leg, superseding older versions.

    `leg.bucket` must be open. Raises `MovedError` (see `Push.confirmed`).
    """
    batch = _Batch(scope, leg, push)
    batch.confirm(push.confirmed)
    if push.closing:
        return _close(batch, bookings)
    for position, booking in enumerate(bookings):
        batch.add(booking, position)
    gone = [] if push.outdated else [row for source in push.whole for row in batch.absent(source)]
    _mark(scope, batch.superseded, BookingState.SUPERSEDED)
    _mark(scope, gone, BookingState.GONE)
    if batch.rows:
        columns = tuple(batch.rows[0])
        load(scope.connection, booking_table, columns, (tuple(row.values()) for row in batch.rows))
        tokens.write(scope, batch.tokens)
    return Outcome(len(batch.rows), batch.unchanged, len(gone))


def _close(batch: _Batch, bookings: Sequence[Booking]) -> Outcome:
    """Note who is on board. Whoever a complete close-out does not name is the other way round."""
    listed, others = ("yes", "no") if batch.push.closing == "CLOB" else ("no", "yes")
    named = {batch.token("slot", slot_value(one)) for one in bookings}
    rows = batch.priors("api")
    here = [prior.id for slot, prior in rows.items() if slot in named]
    rest = [prior.id for slot, prior in rows.items() if slot not in named]
    for ids, state in ((here, listed), (rest, others)):
        if ids:
            query = update(booking_table).where(booking_table.c.id.in_(ids)).values(boarded=state)
            batch.scope.connection.execute(query)
    return Outcome(0, len(here), 0, closed=len(rows))


def _mark(scope: Writing, ids: Iterable[UUID], state: BookingState) -> None:
    listed = list(ids)
    if listed:
        query = update(booking_table).where(booking_table.c.id.in_(listed)).values(state=state.value)
        scope.connection.execute(query)


_PLACE = [
    booking_table.c[name]
    for name in ("id", "source", "regime", "bucket", "version", "changed", "id_blob", "op_blob", "boarded")
]


def current(scope: Consulting | Writing, leg_id: UUID) -> tuple[Stored, ...]:
    """Open the current bookings of a leg, in order of arrival. Tiers the actor may not open stay empty."""
    columns = booking_table.c
    query = select(*_PLACE).where(
        columns.leg_id == leg_id,
        columns.tenant == scope.actor.tenant,
        columns.state == BookingState.CURRENT.value,
    )
    rows = scope.connection.execute(query.order_by(columns.id))
    return tuple(
        Stored(row.id, row.source, row.regime, row.changed, _open(scope, row), row.boarded) for row in rows
    )


def versions(scope: Consulting, booking_id: UUID) -> tuple[Stored, ...]:
    """Open every kept version of the booking that `booking_id` is one of, oldest first."""
    columns = booking_table.c
    same = select(columns.slot, columns.leg_id).where(
        columns.id == booking_id, columns.tenant == scope.actor.tenant
    )
    found = scope.connection.execute(same).first()
    if found is None:
        return ()
    query = select(*_PLACE).where(columns.slot == found.slot, columns.leg_id == found.leg_id)
    rows = scope.connection.execute(query.order_by(columns.changed, columns.version))
    return tuple(
        Stored(row.id, row.source, row.regime, row.changed, _open(scope, row), row.boarded) for row in rows
    )


class _Sealed(NamedTuple):
    id: UUID
    source: str
    regime: str
    bucket: date
    version: int
    changed: str
    id_blob: bytes | None
    op_blob: bytes | None
    boarded: str


def _open(scope: Consulting | Writing, row: object) -> Booking:
    sealed = _Sealed(*row)  # type: ignore[misc]  # a row of exactly these columns
    place = Place(sealed.regime, sealed.bucket, sealed.id, sealed.version)
    identity = operations = Booking()
    if sealed.op_blob and scope.opener.can(sealed.regime, sealed.bucket, Tier.OP):
        operations = scope.opener.open(place, Tier.OP, sealed.op_blob, Booking)
    if not (sealed.id_blob and scope.opener.can(sealed.regime, sealed.bucket, Tier.ID)):
        return operations
    identity = scope.opener.open(place, Tier.ID, sealed.id_blob, Booking)
    return join(identity, operations)

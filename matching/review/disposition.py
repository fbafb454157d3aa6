"""A person's decision on a hit: verdict, reason, note; undone within half a minute; never overwritten.

Automated results are decided by a person before anything else happens (Directive (EU) 2016/681 art. 6(5)).
Two officers cannot overwrite each other: a decision names the version of the hit it was made on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy import Date, Integer, LargeBinary, String, Table, Uuid, select, update
from uuid_utils.compat import uuid7

from matching.review.hits import HitState, hit_table
from retention.buckets import belongs
from retention.metadata import Holds, Instant, column, key, metadata
from retention.places import Place
from retention.tiers import Tier
from retention.unit_of_work import Consulting, Reading, Writing

UNDO_PERIOD = timedelta(seconds=30)


class Verdict(StrEnum):
    """What the person concluded about the pair."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"
    ESCALATE = "escalate"


class Reason(StrEnum):
    """Why, from a closed list, so that decisions can be counted and compared."""

    DOCUMENT_AGREES = "document_agrees"
    BIRTH_AND_NAME_AGREE = "birth_and_name_agree"
    KNOWN_TO_UNIT = "known_to_unit"
    BIRTH_DIFFERS = "birth_differs"
    DOCUMENT_DIFFERS = "document_differs"
    NAME_ONLY_ALIKE = "name_only_alike"
    OTHER_PERSON_KNOWN = "other_person_known"
    DATA_MISSING = "data_missing"
    NEEDS_SECOND_LOOK = "needs_second_look"


REASONS: dict[Verdict, tuple[Reason, ...]] = {
    Verdict.SAME: (Reason.DOCUMENT_AGREES, Reason.BIRTH_AND_NAME_AGREE, Reason.KNOWN_TO_UNIT),
    Verdict.DIFFERENT: (
        Reason.BIRTH_DIFFERS,
        Reason.DOCUMENT_DIFFERS,
        Reason.NAME_ONLY_ALIKE,
        Reason.OTHER_PERSON_KNOWN,
    ),
    Verdict.CANNOT_TELL: (Reason.DATA_MISSING, Reason.NEEDS_SECOND_LOOK),
    Verdict.ESCALATE: (Reason.NEEDS_SECOND_LOOK, Reason.DATA_MISSING, Reason.KNOWN_TO_UNIT),
}

disposition_table = Table(
    "disposition",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("regime", String(16), Holds.CODE),
    column("bucket", Date(), Holds.TIME, index=True),
    column("hit_id", Uuid(), Holds.ID, index=True),
    column("hit_version", Integer(), Holds.COUNT),
    column("verdict", String(12), Holds.CODE),
    column("reason", String(32), Holds.CODE),
    column("note_blob", LargeBinary(), Holds.SEALED, nullable=True),
    column("actor", String(64), Holds.STAFF),
    column("agency", String(64), Holds.STAFF),
    column("decided_at", Instant(), Holds.TIME),
    column("undone_at", Instant(), Holds.TIME, nullable=True),
)
belongs(disposition_table, blobs={"note_blob": Tier.ID})


class Note(msgspec.Struct, frozen=True, array_like=True):
    """What the officer wrote; it may name people, so it is sealed like them."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Disposition:
    """One recorded decision."""

    id: UUID
    hit_id: UUID
    verdict: Verdict
    reason: Reason
    actor: str
    agency: str
    decided_at: datetime
    undone_at: datetime | None


class ConflictError(RuntimeError):
    """Someone decided first, or the data changed since the page was made: yours is not recorded."""

    def __init__(self, standing: Disposition | None) -> None:
        super().__init__("the hit changed since it was shown")
        self.standing = standing


class UnknownHitError(LookupError):
    """The tenant has no such hit."""


class ReasonError(ValueError):
    """The reason does not belong to the verdict."""


class UndoError(RuntimeError):
    """Too late, not yours, or nothing to undo."""


_COLUMNS = [
    disposition_table.c[name]
    for name in ("id", "hit_id", "verdict", "reason", "actor", "agency", "decided_at", "undone_at")
]


def history(scope: Reading, hit_id: UUID) -> tuple[Disposition, ...]:
    """Return every decision on a hit, undone ones too, newest first."""
    columns = disposition_table.c
    query = select(*_COLUMNS).where(columns.hit_id == hit_id, columns.tenant == scope.actor.tenant)
    return tuple(
        Disposition(
            row.id, row.hit_id, Verdict(row.verdict), Reason(row.reason), row.actor, row.agency,
            row.decided_at, row.undone_at,
        )
        for row in scope.connection.execute(query.order_by(columns.id.desc()))
    )  # fmt: skip


def _standing(scope: Reading, hit_id: UUID) -> Disposition | None:
    return next((one for one in history(scope, hit_id) if one.undone_at is None), None)


def decide(
    scope: Writing, hit_id: UUID, *, verdict: Verdict, reason: Reason, note: str = "", seen_version: int
) -> UUID:
    """Record a decision on the version of the hit that was shown; return its id.

    Raises `ReasonError`, `UnknownHitError`, or `ConflictError` when the hit is no longer that version or
    no longer waits for a decision.
    """
    if reason not in REASONS[verdict]:
        raise ReasonError(f"{reason} is not a reason for {verdict}")
    columns = hit_table.c
    query = select(columns.regime, columns.bucket).where(
        columns.id == hit_id, columns.tenant == scope.actor.tenant
    )
    row = scope.connection.execute(query).first()
    if row is None:
        raise UnknownHitError(hit_id)
    state = HitState.ESCALATED if verdict is Verdict.ESCALATE else HitState.DECIDED
    moved = scope.connection.execute(
        update(hit_table)
        .where(
            columns.id == hit_id,
            columns.version == seen_version,
            columns.state.in_([HitState.OPEN.value, HitState.ESCALATED.value]),
        )
        .values(state=state.value, verdict=verdict.value, changed_at=scope.now, version=seen_version + 1)
    )
    if moved.rowcount == 0:
        raise ConflictError(_standing(scope, hit_id))
    disposition_id = uuid7()
    place = Place(row.regime, row.bucket, disposition_id, 1)
    scope.connection.execute(
        disposition_table.insert(),
        {
            "id": disposition_id,
            "tenant": scope.actor.tenant,
            "regime": row.regime,
            "bucket": row.bucket,
            "hit_id": hit_id,
            "hit_version": seen_version + 1,
            "verdict": verdict.value,
            "reason": reason.value,
            "note_blob": scope.sealer.seal(place, Tier.ID, Note(note)) if note else None,
            "actor": scope.actor.id,
            "agency": scope.actor.agency,
            "decided_at": scope.now,
        },
    )
    scope.note(hit=str(hit_id), verdict=verdict.value, reason=reason.value)
    return disposition_id


def undo(scope: Writing, hit_id: UUID) -> None:
    """Take back one's own latest decision within `UNDO_PERIOD`. The record of both stays.

    Raises `UndoError` otherwise.
    """
    standing = _standing(scope, hit_id)
    if standing is None or standing.actor != scope.actor.id:
        raise UndoError("only your own latest decision can be undone")
    if scope.now - standing.decided_at > UNDO_PERIOD:
        raise UndoError("the time for undoing has passed; decide again instead")
    scope.connection.execute(
        update(disposition_table).where(disposition_table.c.id == standing.id).values(undone_at=scope.now)
    )
    scope.connection.execute(
        update(hit_table)
        .where(hit_table.c.id == hit_id)
        .values(
            state=HitState.OPEN.value, verdict=None, changed_at=scope.now, version=hit_table.c.version + 1
        )
    )
    scope.note(hit=str(hit_id), undone=standing.verdict.value)


def note(scope: Consulting, disposition_id: UUID) -> str:
    """Open the note of a decision; empty when there is none."""
    columns = disposition_table.c
    query = select(columns.regime, columns.bucket, columns.note_blob)
    row = scope.connection.execute(
        query.where(columns.id == disposition_id, columns.tenant == scope.actor.tenant)
    ).first()
    if row is None or row.note_blob is None:
        return ""
    place = Place(row.regime, row.bucket, disposition_id, 1)
    return scope.opener.open(place, Tier.ID, row.note_blob, Note).text

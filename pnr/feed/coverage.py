"""What should have arrived about a flight, what did, and what is missing, said by name.

Zero hits never looks like "clear": a flight is covered only when its final list is in, nothing of it was
cut, and everyone expected was received and screened (product capability 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from pnr.feed.schedule import Leg
from pnr.records.messages import MessageState, message_table
from pnr.records.travellers import Counted
from retention.unit_of_work import Reading

_EARLY = timedelta(minutes=15)  # carriers send a little before the agreed time
GRACE = timedelta(minutes=20)  # a push this late is late, not missing


class PushState(StrEnum):
    """What became of one expected push."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    DUE = "due"  # not yet time
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ExpectedPush:
    """One push agreed with the carrier: `kind` is `pnr-48`, `api-close` …, `due` its time."""

    kind: str
    due: datetime | None
    state: PushState


@dataclass(frozen=True, slots=True)
class Heard:
    """What arrived about a leg: time, kind of feed, whether it was the whole truth."""

    type: str
    function: str
    received_at: datetime
    complete: bool
    refused: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Expected, received and screened persons of one leg; `expected` is None when nobody said.

    `final` says whether the closing list is in and complete. `gaps` are sentence ids with parameters.
    """

    expected: int | None
    received: int
    screened: int
    final: bool
    pushes: tuple[ExpectedPush, ...]
    gaps: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def not_received(self) -> int:
        """Persons announced and not in any record."""
        return max(0, (self.expected or 0) - self.received)

    @property
    def not_screened(self) -> int:
        """Persons received and not screened."""
        return self.received - self.screened

    @property
    def full(self) -> bool:
        """Everyone expected is here and was screened, and the final list says so."""
        return self.final and self.expected is not None and not self.not_received and not self.not_screened


def heard(scope: Reading, leg_ids: Sequence[UUID]) -> dict[UUID, tuple[Heard, ...]]:
    """Return the stored messages about each leg, oldest first."""
    columns = message_table.c
    query = select(
        columns.leg_id, columns.type, columns.function, columns.received_at, columns.complete, columns.refused
    ).where(
        columns.leg_id.in_(leg_ids),
        columns.tenant == scope.actor.tenant,
        columns.state == MessageState.STORED.value,
    )
    found: dict[UUID, list[Heard]] = {}
    for row in scope.connection.execute(query.order_by(columns.received_at, columns.id)):
        one = Heard(row.type, row.function, row.received_at, bool(row.complete), row.refused)
        found.setdefault(row.leg_id, []).append(one)
    return {leg: tuple(messages) for leg, messages in found.items()}


def _due(leg: Leg, kind: str) -> datetime | None:
    _, _, minutes = kind.partition("@")
    return None if leg.departs is None else leg.departs - timedelta(minutes=int(minutes or 0))


def _pushes(leg: Leg, messages: Sequence[Heard], now: datetime) -> tuple[ExpectedPush, ...]:
    found: list[ExpectedPush] = []
    for kind in leg.expects:
        due = _due(leg, kind)
        wanted = "PAXLST" if kind.startswith("api") else "PNRGOV"
        after = due - _EARLY if due else None
        here = [one for one in messages if one.type == wanted and (after is None or one.received_at >= after)]
        if here:
            state = PushState.RECEIVED if here[-1].complete else PushState.INCOMPLETE
        elif due is None or now < due + GRACE:
            state = PushState.DUE
        else:
            state = PushState.LATE
        found.append(ExpectedPush(kind.partition("@")[0], due, state))
    return tuple(found)


def covered(leg: Leg, counted: Counted, messages: Sequence[Heard], *, now: datetime) -> Coverage:
    """Work out the coverage of one leg. Pure: everything it needs is an argument."""
    pushes = _pushes(leg, messages, now)
    lists = [one for one in messages if one.type in {"PAXLST", "MANIFEST"}]
    departed = leg.departs is not None and now >= leg.departs
    final = bool(lists) and lists[-1].complete and (departed or lists[-1].function in {"CL", "CLOB"})
    if not lists:
        closing = [one for one in messages if one.type == "PNRGOV"]
        final = (
            departed
            and bool(closing)
            and closing[-1].complete
            and not any(k.startswith("api") for k in leg.expects)
        )
    gaps: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    missing = max(0, (leg.expected or 0) - counted.received)
    if not messages:
        gaps.append(("nothing_received", ()))
    elif messages[-1].refused or not messages[-1].complete:
        gaps.append(("message_cut_short", (("received", str(counted.received)),)))
    if missing and messages:
        gaps.append(("not_received", (("count", str(missing)),)))
    if counted.received > counted.screened:
        gaps.append(("not_screened", (("count", str(counted.received - counted.screened)),)))
    gaps.extend(("push_late", (("kind", one.kind),)) for one in pushes if one.state is PushState.LATE)
    return Coverage(leg.expected, counted.received, counted.screened, final, pushes, tuple(gaps))

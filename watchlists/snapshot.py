"""Snapshots in force: what travellers are compared with now, and how a new edition takes the place of an old.

A snapshot is immutable; its version is a sequence number and a short digest of its content (`7-3fa09c1d22`).
A file that is damaged, of another list, much shorter than the last or older than it changes nothing: the
snapshot in force stays in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import String, Table, Uuid, delete, insert, select
from uuid_utils.compat import uuid7

from retention.metadata import Holds, Instant, column, key, metadata
from retention.unit_of_work import Reading, Writing
from watchlists import archive, registry
from watchlists.acceptance import judge
from watchlists.archive import Stored
from watchlists.entry import Entry
from watchlists.findings import ListError
from watchlists.preparation import Given, Prepared, prepare
from watchlists.registration import ListState
from watchlists.registry import InForce, Registered

watchlist_activation = Table(
    "watchlist_activation",
    metadata,
    key(),
    column("tenant", String(40), Holds.ID),
    column("list_id", String(40), Holds.ID),
    column("snapshot_id", Uuid(), Holds.ID),
    column("cause", String(16), Holds.CODE),
    column("at", Instant(), Holds.TIME),
    column("by", String(64), Holds.STAFF),
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot in force with the entries that count on the day it is asked for."""

    list_id: str
    version: str
    severity: str
    published: str
    loaded_at: datetime
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading: the snapshot in force now, and how it differs from the one before."""

    stored: Stored
    unchanged: bool
    before: Stored | None
    prepared: Prepared


def load(
    scope: Writing, list_id: str, data: Given | Prepared, *, confirmed: frozenset[str] = frozenset()
) -> Loaded:
    """Load an edition and put it in force. The same content again only renews its freshness.

    Prepare large lists before the scope is opened (`prepare`), so that nobody waits for the parsing.
    `confirmed` holds the codes of refusals a person has looked at and accepts (`watchlists.acceptance`).
    Raises `ListError`; the snapshot in force then stays.
    """
    owner = registry.find(scope, list_id)
    _may_load(owner)
    before = _in_force(scope, owner)
    prepared = (
        data if isinstance(data, Prepared) else prepare(data, kinds=owner.kinds, programmes=owner.programmes)
    )
    if not prepared.edition.complete and before and not isinstance(data, Prepared):
        prepared = prepare(
            data,
            kinds=owner.kinds,
            programmes=owner.programmes,
            carried=lambda: archive.entries(scope, before),
        )
    scope.note(list=list_id, source=prepared.edition.sha256[:16])
    if before and before.digest == prepared.digest:
        registry.checked(scope, list_id)
        scope.note(step="unchanged", snapshot=before.version)
        return Loaded(before, unchanged=True, before=before, prepared=prepared)
    judge(scope, owner, before, prepared, confirmed=confirmed)
    stored = archive.keep(scope, list_id, prepared)
    activate(scope, stored, cause="load")
    registry.checked(scope, list_id)
    scope.note(
        step="load", entries=stored.entries, rejected=prepared.rejected, confirmed=tuple(sorted(confirmed))
    )
    return Loaded(stored, unchanged=False, before=before, prepared=prepared)


def stage(scope: Writing, prepared: Prepared, *, start: int = 0, budget: int = 4 << 20) -> int:
    """Keep some parts ahead of `load`, at most `budget` bytes; return where to go on.

    A very large list is staged in several short transactions, so that pages are not starved (decision 10).
    """
    spent = 0
    place = start
    while place < len(prepared.parts) and spent < budget:
        spent += len(prepared.parts[place].blob)
        place += 1
    archive.keep_content(scope, prepared, start, place)
    scope.note(step="stage", parts=place - start)
    return place


def activate(scope: Writing, stored: Stored, *, cause: str = "activate") -> None:
    """Put a stored snapshot in force, and keep that it was: a hit can be replayed as of its date."""
    registry.put_in_force(
        scope,
        stored.list_id,
        InForce(stored.id, stored.version, stored.entries, stored.published_on, stored.loaded_at),
    )
    scope.connection.execute(
        insert(watchlist_activation).values(
            id=uuid7(),
            tenant=scope.actor.tenant,
            list_id=stored.list_id,
            snapshot_id=stored.id,
            cause=cause,
            at=scope.now,
            by=scope.actor.id,
        )
    )
    scope.note(list=stored.list_id, snapshot=stored.version)


def rollback(scope: Writing, list_id: str, version: str = "") -> Stored:
    """Put an earlier snapshot in force: the one before, or the one named. Raises `ListError` without one."""
    owner = registry.find(scope, list_id)
    now = _in_force(scope, owner)
    known = archive.newest(scope, list_id)
    if version:
        found = next((one for one in known if one.version == version), None)
    else:
        found = next((one for one in known if now and one.sequence < now.sequence), None)
    if found is None:
        raise ListError(
            "no_such_snapshot",
            f"The list {list_id} has no {f'snapshot {version}' if version else 'earlier snapshot'}",
            remedy="najava lists show names those there are",
        )
    activate(scope, found, cause="rollback")
    scope.note(step="rollback")
    return found


def active_versions(scope: Reading) -> tuple[tuple[str, str], ...]:
    """Return (list, version) of every snapshot in force, and the day: entries begin and end on days."""
    day = scope.now.date().isoformat()
    return (
        *((one.id, one.snapshot) for one in registry.registered(scope) if _compared(one) and one.snapshot),
        ("day", day),
    )


def active(scope: Reading) -> tuple[Snapshot, ...]:
    """Return every snapshot in force, with the entries that are valid today."""
    today = scope.now.date()
    found: list[Snapshot] = []
    for owner in registry.registered(scope):
        stored = _in_force(scope, owner)
        if stored and _compared(owner):
            entries = tuple(
                _completed(entry, owner) for entry in archive.entries(scope, stored) if in_force(entry, today)
            )
            found.append(
                Snapshot(
                    owner.id, stored.version, owner.severity, stored.published_on, stored.loaded_at, entries
                )
            )
    return tuple(found)


def entry(scope: Reading, list_id: str, version: str, source_id: str) -> Entry | None:
    """Return one entry as a snapshot has it: what a hit was raised on, also when the list went on since."""
    stored = archive.find(scope, list_id, version)
    found = archive.entry(scope, stored, source_id) if stored else None
    return _completed(found, registry.find(scope, list_id)) if found else None


@dataclass(frozen=True, slots=True)
class Activation:
    """When a snapshot came into force, why and by whom."""

    at: datetime
    cause: str
    by: str
    snapshot_id: UUID


def history(scope: Reading, list_id: str) -> tuple[Activation, ...]:
    """Return when which snapshot came into force, newest first: what a replay as of a date needs."""
    columns = watchlist_activation.c
    query = (
        select(columns.at, columns.cause, columns.by, columns.snapshot_id)
        .where(columns.tenant == scope.actor.tenant, columns.list_id == list_id)
        .order_by(columns.at.desc(), columns.id.desc())
    )
    return tuple(Activation(*row) for row in scope.connection.execute(query))


def prune(scope: Writing, list_id: str, *, keep: int) -> int:
    """Forget all but the newest `keep` snapshots and the one in force; return how many went."""
    gone = archive.prune(scope, list_id, keep=keep, spare=registry.find(scope, list_id).snapshot_id)
    scope.connection.execute(delete(watchlist_activation).where(watchlist_activation.c.snapshot_id.in_(gone)))
    scope.note(list=list_id, step="prune", pruned=len(gone))
    return len(gone)


def in_force(entry: Entry, day: date) -> bool:
    """Tell whether an entry counts on a day: listed, begun, not run out."""
    today = day.isoformat()
    return (
        entry.status == "listed"
        and not (entry.valid_from and entry.valid_from > today)
        and not (entry.valid_until and entry.valid_until < today)
    )


def _compared(owner: Registered) -> bool:
    return owner.state is ListState.ACTIVE and not owner.lacking()


def _completed(entry: Entry, owner: Registered) -> Entry:
    """Return the entry with what its list says for entries that say nothing."""
    if (entry.category or not owner.category) and (entry.assertion or not owner.assertion):
        return entry
    return msgspec.structs.replace(
        entry, category=entry.category or owner.category, assertion=entry.assertion or owner.assertion
    )


def _may_load(owner: Registered) -> None:
    if lacking := owner.lacking():
        raise ListError(
            "registration_incomplete",
            f"The list {owner.id} states no {', '.join(lacking)}",
            remedy="Complete its registration first",
        )
    if owner.state is not ListState.ACTIVE:
        raise ListError(
            "not_active", f"The list {owner.id} is {owner.state.value}", remedy="Set it active first"
        )


def _in_force(scope: Reading, owner: Registered) -> Stored | None:
    return archive.by_id(scope, owner.snapshot_id) if owner.snapshot_id else None

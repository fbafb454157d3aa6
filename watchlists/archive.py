"""The archive of snapshots: every edition that was ever loaded, in parts that are kept once each.

An unchanged part of a list is one row whatever number of snapshots hold it, so a daily edition costs what
changed. List data are kept as their owner gave them, unsealed: nothing about a passenger is here, and access
is guarded by the store, not by passenger keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

import msgspec
import zstandard
from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    Uuid,
    delete,
    func,
    insert,
    select,
)
from uuid_utils.compat import uuid7

from retention.metadata import Holds, Instant, column, key, metadata
from retention.unit_of_work import Reading, Writing
from watchlists.entry import Entry
from watchlists.findings import Finding
from watchlists.packing import part_of, unpack
from watchlists.preparation import Prepared

watchlist_snapshot = Table(
    "watchlist_snapshot",
    metadata,
    key(),
    column("tenant", String(40), Holds.ID, index=True),
    column("list_id", String(40), Holds.ID),
    column("sequence", Integer, Holds.COUNT),
    column("digest", String(64), Holds.HASH),
    column("source_digest", String(64), Holds.HASH),
    column("format", String(40), Holds.CODE),
    column("generated_at", String(40), Holds.PUBLIC),
    column("published_on", String(40), Holds.PUBLIC),
    column("entries", Integer, Holds.COUNT),
    column("parts", Integer, Holds.COUNT),
    column("records", Integer, Holds.COUNT),
    column("findings", LargeBinary, Holds.LISTED),
    column("loaded_at", Instant(), Holds.TIME),
    column("loaded_by", String(64), Holds.STAFF),
)
watchlist_part = Table(
    "watchlist_part",
    metadata,
    column("snapshot_id", Uuid(), Holds.ID, primary_key=True),
    column("place", Integer, Holds.COUNT, primary_key=True),
    column("digest", String(64), Holds.HASH, index=True),
)
watchlist_content = Table(
    "watchlist_content",
    metadata,
    column("digest", String(64), Holds.HASH, primary_key=True),
    column("entries", Integer, Holds.COUNT),
    column("blob", LargeBinary, Holds.LISTED),
)


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a reading: findings, their totals, what was set aside, rejected records."""

    findings: tuple[Finding, ...] = ()
    totals: dict[str, int] = {}
    set_aside: dict[str, int] = {}
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored snapshot, without its entries."""

    id: UUID
    list_id: str
    sequence: int
    digest: str
    source_digest: str
    format: str
    generated_at: str
    published_on: str
    entries: int
    parts: int
    records: int
    loaded_at: datetime
    loaded_by: str

    @property
    def version(self) -> str:
        """The name of the snapshot: sequence and short digest."""
        return f"{self.sequence}-{self.digest[:10]}"


def newest(scope: Reading, list_id: str) -> tuple[Stored, ...]:
    """Return the stored snapshots of a list, newest first."""
    return _select(scope, watchlist_snapshot.c.list_id == list_id)


def by_id(scope: Reading, snapshot_id: UUID) -> Stored | None:
    """Return a stored snapshot by its id, or nothing."""
    return next(iter(_select(scope, watchlist_snapshot.c.id == snapshot_id)), None)


def find(scope: Reading, list_id: str, version: str) -> Stored | None:
    """Return a stored snapshot by its version, or nothing."""
    return next((one for one in newest(scope, list_id) if one.version == version), None)


def entries(scope: Reading, stored: Stored) -> Iterator[Entry]:
    """Yield every entry of a snapshot, valid today or not, part by part."""
    for blob in scope.connection.execute(_blobs(stored).execution_options(yield_per=50)).scalars():
        yield from unpack(blob)


def part(scope: Reading, stored: Stored, place: int) -> tuple[Entry, ...]:
    """Return the entries of one part of a snapshot."""
    blob = scope.connection.execute(_blobs(stored).where(watchlist_part.c.place == place)).scalar()
    return unpack(blob) if blob is not None else ()


def entry(scope: Reading, stored: Stored, source_id: str) -> Entry | None:
    """Return one entry of a snapshot by opening the part that would hold it, or nothing."""
    held = part(scope, stored, part_of(source_id, stored.parts))
    return next((one for one in held if one.source_id == source_id), None)


def part_digests(scope: Reading, stored: Stored) -> tuple[str, ...]:
    """Return the digests of a snapshot's parts, in order."""
    query = (
        select(watchlist_part.c.digest)
        .where(watchlist_part.c.snapshot_id == stored.id)
        .order_by(watchlist_part.c.place)
    )
    return tuple(scope.connection.execute(query).scalars())


def findings(scope: Reading, stored: Stored) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """Return what was found when the snapshot was read: the first findings of each code, and all totals."""
    blob = scope.connection.execute(
        select(watchlist_snapshot.c.findings).where(watchlist_snapshot.c.id == stored.id)
    ).scalar_one()
    kept = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(blob), type=_Kept)
    return kept.findings, kept.totals


def keep(scope: Writing, list_id: str, prepared: Prepared) -> Stored:
    """Store a prepared edition as a new snapshot, not yet in force."""
    last = scope.connection.execute(
        select(func.max(watchlist_snapshot.c.sequence)).where(
            watchlist_snapshot.c.tenant == scope.actor.tenant, watchlist_snapshot.c.list_id == list_id
        )
    ).scalar()
    kept = _Kept(prepared.findings, prepared.totals, prepared.set_aside, prepared.rejected)
    stored = Stored(
        id=uuid7(),
        list_id=list_id,
        sequence=(last or 0) + 1,
        digest=prepared.digest,
        source_digest=prepared.edition.sha256,
        format=prepared.edition.format,
        generated_at=prepared.edition.generated_at[:40],
        published_on=prepared.edition.published_on[:40],
        entries=prepared.entries,
        parts=len(prepared.parts),
        records=prepared.records,
        loaded_at=scope.now,
        loaded_by=scope.actor.id,
    )
    scope.connection.execute(
        insert(watchlist_snapshot).values(
            tenant=scope.actor.tenant,
            findings=zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(kept)),
            **{name: getattr(stored, name) for name in _NAMES},
        )
    )
    keep_content(scope, prepared, 0, len(prepared.parts))
    rows = [
        {"snapshot_id": stored.id, "place": place, "digest": one.digest}
        for place, one in enumerate(prepared.parts)
    ]
    scope.connection.execute(insert(watchlist_part), rows)
    return stored


def keep_content(scope: Writing, prepared: Prepared, start: int, end: int) -> None:
    """Insert the content of parts that is not kept yet."""
    wanted = {one.digest: one for one in prepared.parts[start:end]}
    known = watchlist_content.c.digest
    digests = list(wanted)
    for first in range(0, len(digests), 500):
        query = select(known).where(known.in_(digests[first : first + 500]))
        for digest in scope.connection.execute(query).scalars():
            wanted.pop(digest, None)
    rows = [{"digest": one.digest, "entries": one.entries, "blob": one.blob} for one in wanted.values()]
    for first in range(0, len(rows), 200):
        scope.connection.execute(insert(watchlist_content), rows[first : first + 200])


def prune(scope: Writing, list_id: str, *, keep: int, spare: UUID | None) -> tuple[UUID, ...]:
    """Forget all but the newest `keep` snapshots and the one to `spare`; return the ids of those gone.

    Content that no snapshot holds any more goes with them, staged content that was never loaded too.
    """
    gone = tuple(one.id for one in newest(scope, list_id)[keep:] if one.id != spare)
    scope.connection.execute(delete(watchlist_part).where(watchlist_part.c.snapshot_id.in_(gone)))
    scope.connection.execute(delete(watchlist_snapshot).where(watchlist_snapshot.c.id.in_(gone)))
    scope.connection.execute(
        delete(watchlist_content).where(watchlist_content.c.digest.not_in(select(watchlist_part.c.digest)))
    )
    return gone


_NAMES = tuple(one.name for one in fields(Stored))


def _select(scope: Reading, condition: ColumnElement[bool]) -> tuple[Stored, ...]:
    query = (
        select(*(watchlist_snapshot.c[name] for name in _NAMES))
        .where(watchlist_snapshot.c.tenant == scope.actor.tenant, condition)
        .order_by(watchlist_snapshot.c.sequence.desc())
    )
    return tuple(Stored(**dict(zip(_NAMES, row, strict=True))) for row in scope.connection.execute(query))


def _blobs(stored: Stored) -> Select[bytes]:
    return (
        select(watchlist_content.c.blob)
        .join(watchlist_part, watchlist_part.c.digest == watchlist_content.c.digest)
        .where(watchlist_part.c.snapshot_id == stored.id)
        .order_by(watchlist_part.c.place)
    )

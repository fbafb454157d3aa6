"""The register of lists: who owns each, on what law it stands, for which offences, how fresh it must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Date, Integer, String, Table, Text, Uuid, insert, select, update

from retention.metadata import Holds, Instant, column, metadata
from retention.purpose import Offence
from retention.unit_of_work import Reading, Writing
from watchlists.findings import ListError
from watchlists.registration import NEEDED, ListState, Registration

__all__ = ["Registered", "Registration", "register", "registered"]

watchlist = Table(
    "watchlist",
    metadata,
    column("tenant", String(40), Holds.ID, primary_key=True),
    column("id", String(40), Holds.ID, primary_key=True),
    column("title", String(200), Holds.PUBLIC),
    column("owner", String(200), Holds.PUBLIC),
    column("legal_basis", Text, Holds.PUBLIC),
    column("offences", Text, Holds.PUBLIC),
    column("category", String(16), Holds.CODE),
    column("assertion", String(16), Holds.CODE),
    column("severity", String(16), Holds.CODE),
    column("caveat", Text, Holds.PUBLIC),
    column("sharing", Text, Holds.PUBLIC),
    column("refresh_hours", Integer, Holds.COUNT),
    column("review_on", Date, Holds.TIME, nullable=True),
    column("state", String(16), Holds.CODE),
    column("kinds", String(200), Holds.CODE),
    column("programmes", Text, Holds.PUBLIC),
    column("format", String(40), Holds.CODE),
    column("floor_percent", Integer, Holds.COUNT),
    column("snapshot_id", Uuid(), Holds.ID, nullable=True),
    column("snapshot", String(40), Holds.CODE, nullable=True),
    column("entries", Integer, Holds.COUNT, nullable=True),
    column("published_on", String(40), Holds.PUBLIC, nullable=True),
    column("loaded_at", Instant(), Holds.TIME, nullable=True),
    column("checked_at", Instant(), Holds.TIME, nullable=True),
    column("changed_at", Instant(), Holds.TIME),
    column("changes", Integer, Holds.COUNT),
)


@dataclass(frozen=True, slots=True)
class Registered:
    """A list as registered, with its snapshot in force: `snapshot` is its version, `None` before the first.

    `checked_at` is when the list was last loaded or found unchanged: freshness is counted from it.
    """

    id: str
    title: str
    owner: str
    legal_basis: str
    offences: tuple[Offence, ...]
    category: str
    assertion: str
    severity: str
    caveat: str
    sharing: str
    refresh: timedelta
    review_on: date | None
    state: ListState
    kinds: tuple[str, ...]
    programmes: tuple[str, ...]
    format: str
    floor_percent: int
    snapshot_id: UUID | None = None
    snapshot: str | None = None
    entries: int | None = None
    published_on: str = ""
    loaded_at: datetime | None = None
    checked_at: datetime | None = None

    def stale_since(self) -> datetime | None:
        """Return when the list stops, or stopped, being fresh; `None` where it was never loaded."""
        return self.checked_at + self.refresh if self.checked_at else None

    def stale(self, now: datetime) -> bool:
        """Tell whether an active list is older than its owner allows, or was never loaded."""
        if self.state is not ListState.ACTIVE:
            return False
        since = self.stale_since()
        return since is None or now > since

    def review_due(self, now: datetime) -> bool:
        """Tell whether the registration itself is due for review (Directive (EU) 2016/680 art. 5)."""
        return self.review_on is not None and now.astimezone(UTC).date() >= self.review_on

    def lacking(self) -> tuple[str, ...]:
        """Return what the registration lacks before the list may be loaded."""
        have: dict[str, object] = {
            "owner": self.owner,
            "legal_basis": self.legal_basis,
            "offences": self.offences,
            "refresh_hours": self.refresh,
        }
        return tuple(name for name in NEEDED if not have[name])


def register(scope: Writing, registration: Registration) -> None:
    """Register a list, or change its registration; the snapshot in force stays. The audit entry counts it."""
    values = registration.model_dump(mode="python", exclude={"id", "offences", "kinds", "programmes"})
    values = {name: str(one) if isinstance(one, str) else one for name, one in values.items()}
    values["offences"] = ",".join(registration.offences)
    values["kinds"] = ",".join(registration.kinds)
    values["programmes"] = "\n".join(registration.programmes)
    where = (watchlist.c.tenant == scope.actor.tenant, watchlist.c.id == registration.id)
    before = scope.connection.execute(select(watchlist).where(*where)).mappings().first()
    if before is None:
        scope.connection.execute(
            insert(watchlist).values(
                tenant=scope.actor.tenant, id=registration.id, changed_at=scope.now, changes=0, **values
            )
        )
    elif any(before[name] != one for name, one in values.items()):
        scope.connection.execute(
            update(watchlist)
            .where(*where)
            .values(changed_at=scope.now, changes=before["changes"] + 1, **values)
        )
    scope.note(list=registration.id, state=registration.state.value, severity=registration.severity.value)


def registered(scope: Reading) -> tuple[Registered, ...]:
    """Return every registered list of the tenant, by id."""
    query = select(watchlist).where(watchlist.c.tenant == scope.actor.tenant).order_by(watchlist.c.id)
    return tuple(
        Registered(
            id=row.id,
            title=row.title,
            owner=row.owner,
            legal_basis=row.legal_basis,
            offences=tuple(Offence(one) for one in row.offences.split(",") if one),
            category=row.category,
            assertion=row.assertion,
            severity=row.severity,
            caveat=row.caveat,
            sharing=row.sharing,
            refresh=timedelta(hours=row.refresh_hours),
            review_on=row.review_on,
            state=ListState(row.state),
            kinds=tuple(row.kinds.split(",")),
            programmes=tuple(row.programmes.split("\n")) if row.programmes else (),
            format=row.format,
            floor_percent=row.floor_percent,
            snapshot_id=row.snapshot_id,
            snapshot=row.snapshot,
            entries=row.entries,
            published_on=row.published_on or "",
            loaded_at=row.loaded_at,
            checked_at=row.checked_at,
        )
        for row in scope.connection.execute(query)
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """What the register says of the snapshot in force."""

    snapshot_id: UUID
    version: str
    entries: int
    published_on: str
    loaded_at: datetime


def put_in_force(scope: Writing, list_id: str, snapshot: InForce) -> None:
    """Make a snapshot the one that travellers are compared with, from this commit on."""
    _change(
        scope,
        list_id,
        snapshot_id=snapshot.snapshot_id,
        snapshot=snapshot.version,
        entries=snapshot.entries,
        published_on=snapshot.published_on,
        loaded_at=snapshot.loaded_at,
    )


def checked(scope: Writing, list_id: str) -> None:
    """Note that the list was fetched now: loaded, or found unchanged. Freshness starts again."""
    _change(scope, list_id, checked_at=scope.now)


def _change(scope: Writing, list_id: str, **values: object) -> None:
    scope.connection.execute(
        update(watchlist)
        .where(watchlist.c.tenant == scope.actor.tenant, watchlist.c.id == list_id)
        .values(**values)
    )


def find(scope: Reading, list_id: str) -> Registered:
    """Return one list. Raises `ListError` for one that is not registered."""
    for one in registered(scope):
        if one.id == list_id:
            return one
    raise ListError(
        "not_registered",
        f"There is no registered list {list_id}",
        remedy="Register it with owner, legal basis, offence scope and refresh interval",
    )


def suspend(scope: Writing, list_id: str) -> None:
    """Stop comparing with a list; its snapshots stay."""
    find(scope, list_id)
    _change(scope, list_id, state=ListState.SUSPENDED.value, changed_at=scope.now)
    scope.note(list=list_id, state=ListState.SUSPENDED.value)

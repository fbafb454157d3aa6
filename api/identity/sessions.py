"""Sessions: kept on the server, revocable at once, fifteen minutes unused or eight hours at most (ASVS V7).

The cookie holds a random token; the table only its hash, so a stolen table opens nothing. The purpose of
looking at passengers belongs to the session: asked once, bound to every view, gone with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Row, String, Table, Uuid, select, update

from api.identity.accounts import Account, account_table
from retention.metadata import Holds, Instant, column, metadata
from retention.purpose import Mode, Purpose
from retention.unit_of_work import Reading, Writing

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
RENEW = timedelta(minutes=5)  # how often use is written down: one log entry each time, so not at every click

session_table = Table(
    "session",
    metadata,
    column("token_hash", LargeBinary(32), Holds.HASH, primary_key=True),
    column("tenant", String(64), Holds.CODE),
    column("account_id", Uuid(), Holds.ID, index=True),
    column("reference", String(16), Holds.CODE),  # names the session in the log, opens nothing
    column("began_at", Instant(), Holds.TIME),
    column("used_at", Instant(), Holds.TIME),
    column("ended_at", Instant(), Holds.TIME, nullable=True),
    column("offence", String(32), Holds.CODE, nullable=True),
    column("mode", String(16), Holds.CODE, nullable=True),
    column("airport", String(4), Holds.PUBLIC),
)


@dataclass(frozen=True, slots=True)
class Session:
    """A running session: whose, since when, looking at which airport, for which purpose."""

    token_hash: bytes
    account_id: UUID
    reference: str
    began_at: datetime
    used_at: datetime
    purpose: Purpose | None
    airport: str

    @property
    def ends_at(self) -> datetime:
        """When it ends however much it is used."""
        return self.began_at + LONGEST


def token_hash(token: str) -> bytes:
    """Return what is kept of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


def begin(scope: Writing, account: Account) -> str:
    """Begin a session and return the token for its cookie. Ended ones of long ago are forgotten."""
    token = secrets.token_urlsafe(32)
    columns = session_table.c
    scope.connection.execute(session_table.delete().where(columns.began_at < scope.now - timedelta(days=30)))
    scope.connection.execute(
        session_table.insert(),
        {
            "token_hash": token_hash(token),
            "tenant": account.tenant,
            "account_id": account.id,
            "reference": secrets.token_hex(6),
            "began_at": scope.now,
            "used_at": scope.now,
            "airport": account.airports[0] if account.airports else "",
        },
    )
    return token


_SESSION = ("token_hash", "account_id", "reference", "began_at", "used_at", "offence", "mode", "airport")
_COLUMNS = [session_table.c[name] for name in _SESSION]


def _session(row: Row[*tuple[Any, ...]]) -> Session:
    purpose = Purpose(row.offence, Mode(row.mode)) if row.offence and row.mode else None
    return Session(
        row.token_hash, row.account_id, row.reference, row.began_at, row.used_at, purpose, row.airport
    )


def running(scope: Reading, token: str) -> tuple[Session, Account] | None:
    """Return the session of a token and its account; None when there is none, it ended, or it grew too old.

    Whether it lay unused too long is for `Uses` to say, who sees every request.
    """
    columns = session_table.c
    query = (
        select(*_COLUMNS, account_table)
        .join(account_table, account_table.c.id == columns.account_id)
        .where(
            columns.token_hash == token_hash(token),
            columns.tenant == scope.actor.tenant,
            columns.ended_at.is_(None),
            columns.began_at > scope.now - LONGEST,
            account_table.c.active,
        )
    )
    row = scope.connection.execute(query).first()
    if row is None:
        return None
    values = {name: row._mapping[account_table.c[name]] for name in account_table.c.keys()}  # noqa: SLF001, SIM118
    return _session(row), Account.of(values)


def open_now(scope: Reading) -> int:
    """Count the sessions that may still be in use."""
    columns = session_table.c
    query = select(columns.token_hash).where(
        columns.tenant == scope.actor.tenant,
        columns.ended_at.is_(None),
        columns.used_at > scope.now - IDLE - RENEW,
        columns.began_at > scope.now - LONGEST,
    )
    return len(scope.connection.execute(query).all())


def end(scope: Writing, session: Session) -> None:
    """End a session at once."""
    _change(scope, session, ended_at=scope.now)


def renew(scope: Writing, session: Session) -> None:
    """Write down that the session is in use."""
    _change(scope, session, used_at=scope.now)


def look_for(scope: Writing, session: Session, purpose: Purpose) -> None:
    """Bind a purpose to the session: every look at a passenger from now on is for it."""
    _change(scope, session, offence=str(purpose.offence), mode=purpose.mode.value, used_at=scope.now)


def look_at(scope: Writing, session: Session, airport: str, allowed: Sequence[str]) -> None:
    """Turn the session to another of the account's airports. Raises `ValueError` for any other."""
    if airport not in allowed:
        raise ValueError("the account is not assigned to this airport")
    _change(scope, session, airport=airport, used_at=scope.now)


def _change(scope: Writing, session: Session, **values: object) -> None:
    query = update(session_table).where(session_table.c.token_hash == session.token_hash)
    scope.connection.execute(query.values(**values))


class Uses:
    """When each session was last used, as this process saw it; the table holds it to within `RENEW`.

    With several page processes a session is idle when neither this one nor the table knows of use.
    """

    def __init__(self) -> None:
        self._seen: dict[bytes, datetime] = {}
        self._lock = Lock()

    def idle(self, session: Session, now: datetime) -> bool:
        """Tell whether the session lay unused too long."""
        return now - max(session.used_at, self._seen.get(session.token_hash, session.used_at)) > IDLE

    def saw(self, session: Session, now: datetime) -> bool:
        """Note a use; tell whether it is time to write it down."""
        with self._lock:
            self._seen[session.token_hash] = now
            if len(self._seen) > 10_000:
                self._seen = {key: at for key, at in self._seen.items() if now - at <= IDLE}
        return now - session.used_at > RENEW

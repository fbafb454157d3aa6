"""The keys, in a database of their own (`NAJAVA_KEYS`), wrapped by the root epoch's key.

One key per tenant, regime, tier and bucket day; one token key per tenant, regime and calendar month; one
audit body key per month. Each row also says from when its data count (`anchor`) and under which policy they
were collected; both are authenticated with the wrapped key, so no one lengthens a life by editing a row.

Never in the data database: an ordinary row delete stays in files, logs and backups. Here, what an old copy
still holds is dead once the root epoch that wrapped it is destroyed.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Connection,
    Date,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    func,
    select,
    update,
)

from retention import engines
from retention.metadata import Holds, Instant, column
from retention.providers.file import FileProvider
from retention.providers.protocol import RootProvider
from retention.refusals import CannotOpen, KeysRefused

keys_metadata = MetaData()

_identity = Table(
    "key_store",
    keys_metadata,
    column("id", Integer, Holds.COUNT, primary_key=True),
    column("store", Uuid(), Holds.ID),
    column("epoch", Integer, Holds.COUNT),
)

epochs = Table(
    "epoch",
    keys_metadata,
    column("number", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("created_at", Instant(), Holds.TIME),
    column("destroyed_at", Instant(), Holds.TIME, nullable=True),
    column("answer", String(120), Holds.CODE, nullable=True),
)

wrapped_keys = Table(
    "wrapped_key",
    keys_metadata,
    column("id", LargeBinary(16), Holds.HASH, primary_key=True),
    column("purpose", String(8), Holds.CODE),
    column("tenant", String(32), Holds.ID),
    column("regime", String(32), Holds.CODE),
    column("tier", String(4), Holds.CODE),
    column("period", Date, Holds.TIME),
    column("generation", Integer, Holds.COUNT),
    column("anchor", Instant(), Holds.TIME),
    column("policy", String(64), Holds.CODE),
    column("epoch", Integer, Holds.COUNT, index=True),
    column("wrapped", LargeBinary, Holds.SEALED, nullable=True),  # null once destroyed
    column("created_at", Instant(), Holds.TIME),
    column("destroyed_at", Instant(), Holds.TIME, nullable=True),
    UniqueConstraint("purpose", "tenant", "regime", "tier", "period", "generation"),
)


class KeyPurpose(StrEnum):
    """What a key is for."""

    BUCKET = "bucket"
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    AUDIT = "audit"


class Slot(NamedTuple):
    """Where a key belongs. `period` is a bucket day, or the first day of a month."""

    purpose: KeyPurpose
    tenant: str
    regime: str
    tier: str
    period: date


@dataclass(frozen=True, slots=True)
class Key:
    """An unwrapped key. `id` is also a commitment to its bytes. `anchor` is the first transfer."""

    slot: Slot
    id: bytes
    generation: int
    anchor: datetime
    policy: str
    secret: bytes = field(repr=False)
    cipher: AESGCM = field(repr=False, compare=False)


_KEY_BYTES = 32
_CACHED = 512
_CACHE_SECONDS = 300.0


def _commitment(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=16, person=b"najava-key-id").digest()


def _context(row: Any) -> bytes:
    """Return what is authenticated with a wrapped key: everything the row says about it but the epoch."""
    parts = (
        row.purpose,
        row.tenant,
        row.regime,
        row.tier,
        row.period.isoformat(),
        str(row.generation),
        row.anchor.astimezone(UTC).isoformat(),
        row.policy,
    )
    fixed = b"".join(len(p).to_bytes(4, "big") + p for p in (part.encode() for part in parts))
    return fixed + bytes(row.id)


class _Fresh(NamedTuple):
    """A row about to be written; the same names as the table, so that `_context` reads both."""

    id: bytes
    purpose: str
    tenant: str
    regime: str
    tier: str
    period: date
    generation: int
    anchor: datetime
    policy: str


class KeyStore:
    """Creates, finds, destroys and re-wraps keys. Safe for threads and for several processes."""

    def __init__(self, engine: Engine, provider: RootProvider, clock: Callable[[], datetime]) -> None:
        self.engine = engine
        self.provider = provider
        self._clock = clock
        self._lock = threading.Lock()
        self._cache: OrderedDict[bytes, tuple[float, Key]] = OrderedDict()
        self._current: dict[Slot, tuple[float, bytes]] = {}
        self._prepare()

    def _prepare(self) -> None:
        keys_metadata.create_all(self.engine)
        now = self._clock()
        with self.engine.begin() as connection:
            found = connection.execute(select(_identity)).one_or_none()
            if found is None:
                self.provider.create_epoch(1)
                engines.insert_new(
                    connection, _identity, [{"id": 1, "store": uuid4(), "epoch": 1}], keys=["id"]
                )
                engines.insert_new(connection, epochs, [{"number": 1, "created_at": now}], keys=["number"])
            self.identity: UUID = connection.execute(select(_identity.c.store)).scalar_one()

    # --- finding and creating -------------------------------------------------------------------------

    def current(self, slot: Slot) -> Key | None:
        """Return the newest live key of `slot`, or None."""
        with self._lock:
            known = self._current.get(slot)
        if known is not None and known[0] > time.monotonic():
            cached = self._cached(known[1])
            if cached is not None:
                return cached
        with self.engine.connect().execution_options(**engines.READ) as connection:
            row = self._newest(connection, slot)
        return None if row is None else self._unwrap(row)

    def by_id(self, slot: Slot, key_id: bytes) -> Key:
        """Return the key with this id if it is one of `slot` and alive. Raises `CannotOpen`."""
        cached = self._cached(key_id)
        if cached is None:
            with self.engine.connect().execution_options(**engines.READ) as connection:
                row = connection.execute(
                    select(wrapped_keys).where(
                        wrapped_keys.c.id == key_id, wrapped_keys.c.wrapped.is_not(None)
                    )
                ).one_or_none()
            if row is None:
                raise CannotOpen
            cached = self._unwrap(row)
        if cached.slot != slot:
            raise CannotOpen
        return cached

    def ensure(self, slots: Iterable[Slot], *, anchor: datetime, policy: str) -> dict[Slot, Key]:
        """Return the live key of each slot, creating what is missing with this anchor and policy.

        Idempotent under concurrency: two processes get the same keys, and the earlier anchor stands. A slot
        whose keys were all destroyed is not revived: `KeysRefused`.
        """
        wanted = list(slots)
        found = {slot: key for slot in wanted if (key := self.current(slot)) is not None}
        missing = [slot for slot in wanted if slot not in found]
        if missing:
            with self.engine.begin() as connection:
                epoch = self._epoch(connection)
                for slot in missing:
                    self._create(connection, slot, generation=1, anchor=anchor, policy=policy, epoch=epoch)
                rows = [(slot, self._newest(connection, slot)) for slot in missing]
            for slot, row in rows:
                if row is None:
                    raise KeysRefused("the keys of this period were destroyed; nothing new is sealed there")
                found[slot] = self._unwrap(row)
        return found

    def renew(self, key: Key) -> Key:
        """Make the next generation of a key, same anchor and policy: the start of rewriting its bucket."""
        with self.engine.begin() as connection:
            epoch = self._epoch(connection)
            self._create(
                connection,
                key.slot,
                generation=key.generation + 1,
                anchor=key.anchor,
                policy=key.policy,
                epoch=epoch,
            )
            row = self._newest(connection, key.slot)
        if row is None:
            raise KeysRefused("the keys of this period were destroyed; nothing new is sealed there")
        return self._unwrap(row)

    def _epoch(self, connection: Connection) -> int:
        """Return the current epoch, held still until commit so that no key is made under a dying one."""
        return int(connection.execute(select(_identity.c.epoch).with_for_update(read=True)).scalar_one())

    def _create(
        self,
        connection: Connection,
        slot: Slot,
        *,
        generation: int,
        anchor: datetime,
        policy: str,
        epoch: int,
    ) -> None:
        secret = secrets.token_bytes(_KEY_BYTES)
        fresh = _Fresh(_commitment(secret), *slot, generation, anchor, policy)
        row = fresh._asdict() | {
            "epoch": epoch,
            "wrapped": self.provider.wrap(epoch, secret, _context(fresh)),
            "created_at": self._clock(),
        }
        engines.insert_new(
            connection,
            wrapped_keys,
            [row],
            keys=["purpose", "tenant", "regime", "tier", "period", "generation"],
        )

    def _newest(self, connection: Connection, slot: Slot) -> Any:
        return connection.execute(
            select(wrapped_keys)
            .where(*_is(slot), wrapped_keys.c.wrapped.is_not(None))
            .order_by(wrapped_keys.c.generation.desc())
            .limit(1)
        ).one_or_none()

    def _unwrap(self, row: Any) -> Key:
        secret = self.provider.unwrap(row.epoch, row.wrapped, _context(row))
        if _commitment(secret) != row.id:
            raise CannotOpen
        slot = Slot(KeyPurpose(row.purpose), row.tenant, row.regime, row.tier, row.period)
        key = Key(slot, row.id, row.generation, row.anchor, row.policy, secret, AESGCM(secret))
        until = time.monotonic() + _CACHE_SECONDS
        with self._lock:
            self._cache[row.id] = (until, key)
            self._cache.move_to_end(row.id)
            self._current[slot] = (until, row.id)
            while len(self._cache) > _CACHED:
                _, (_, old) = self._cache.popitem(last=False)
                self._current.pop(old.slot, None)
        return key

    def _cached(self, key_id: bytes) -> Key | None:
        with self._lock:
            held = self._cache.get(key_id)
            if held is None:
                return None
            if held[0] < time.monotonic():
                del self._cache[key_id]
                return None
            return held[1]

    def forget(self) -> None:
        """Drop every key from memory."""
        with self._lock:
            self._cache.clear()
            self._current.clear()

    # --- ending --------------------------------------------------------------------------------------

    def destroy(self, slot: Slot, *, below: int | None = None) -> int:
        """Destroy the keys of a slot (only generations below `below`, if given). Returns how many.

        The wrapped bytes are overwritten, then nulled; the row stays as the record of the destruction. What
        an old copy of the key store holds dies with the root epoch.
        """
        doomed = [*_is(slot), wrapped_keys.c.wrapped.is_not(None)]
        if below is not None:
            doomed.append(wrapped_keys.c.generation < below)
        with self.engine.begin() as connection:
            count = connection.execute(
                update(wrapped_keys).where(*doomed).values(wrapped=None, destroyed_at=self._clock())
            ).rowcount
        self._shrink()
        with self._lock:
            for key_id in [k for k, (_, key) in self._cache.items() if key.slot == slot]:
                if below is None or self._cache[key_id][1].generation < below:
                    del self._cache[key_id]
            self._current.pop(slot, None)
        return count

    def _shrink(self) -> None:
        """Empty SQLite's log file, where the old page would otherwise stay until it is reused."""
        if engines.is_sqlite(self.engine):
            with self.engine.connect() as connection:
                raw = connection.connection.cursor()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                raw.close()

    def live(self, slot: Slot) -> int:
        """Count the keys of a slot that are still there."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            return connection.execute(
                select(func.count()).where(*_is(slot), wrapped_keys.c.wrapped.is_not(None))
            ).scalar_one()

    # --- epochs --------------------------------------------------------------------------------------

    def epoch(self) -> int:
        """Return the number of the current root epoch."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            return int(connection.execute(select(_identity.c.epoch)).scalar_one())

    def rotate(self) -> tuple[int, int, str]:
        """Begin a new root epoch, wrap every live key anew, destroy the older epochs.

        Returns (new epoch, keys wrapped anew, the provider's last answer). May be interrupted anywhere and
        run again: an epoch is destroyed only when no key is wrapped by it.
        """
        with self.engine.begin() as connection:
            new = connection.execute(select(_identity.c.epoch).with_for_update()).scalar_one() + 1
            self.provider.create_epoch(new)
            engines.insert_new(
                connection, epochs, [{"number": new, "created_at": self._clock()}], keys=["number"]
            )
            connection.execute(update(_identity).values(epoch=new))
        return new, self._rewrap(new), self._destroy_epochs(new)

    def _rewrap(self, new: int) -> int:
        total = 0
        while True:
            with self.engine.begin() as connection:
                rows = connection.execute(
                    select(wrapped_keys)
                    .where(wrapped_keys.c.epoch < new, wrapped_keys.c.wrapped.is_not(None))
                    .order_by(wrapped_keys.c.id)
                    .limit(200)
                    .with_for_update()
                ).all()
                for row in rows:
                    secret = self.provider.unwrap(row.epoch, row.wrapped, _context(row))
                    wrapped = self.provider.wrap(new, secret, _context(row))
                    connection.execute(
                        update(wrapped_keys)
                        .where(wrapped_keys.c.id == row.id, wrapped_keys.c.wrapped.is_not(None))
                        .values(epoch=new, wrapped=wrapped)
                    )
            total += len(rows)
            if len(rows) < 200:
                return total

    def _destroy_epochs(self, new: int) -> str:
        self._shrink()
        with self.engine.connect().execution_options(**engines.READ) as connection:
            old = connection.execute(
                select(epochs.c.number)
                .where(epochs.c.number < new, epochs.c.destroyed_at.is_(None))
                .order_by(epochs.c.number)
            ).scalars()
            doomed = list(old)
            still_used = set(
                connection.execute(
                    select(wrapped_keys.c.epoch).where(wrapped_keys.c.wrapped.is_not(None)).distinct()
                ).scalars()
            )
        answer = ""
        for number in doomed:
            if number in still_used:
                continue
            answer = self.provider.destroy_epoch(number)
            with self.engine.begin() as connection:
                connection.execute(
                    update(epochs)
                    .where(epochs.c.number == number)
                    .values(destroyed_at=self._clock(), answer=answer[:120])
                )
        return answer


def _is(slot: Slot) -> list[Any]:
    return [
        wrapped_keys.c.purpose == slot.purpose,
        wrapped_keys.c.tenant == slot.tenant,
        wrapped_keys.c.regime == slot.regime,
        wrapped_keys.c.tier == slot.tier,
        wrapped_keys.c.period == slot.period,
    ]


def bucket_slot(tenant: str, regime: str, tier: str, day: date) -> Slot:
    """Return the slot of one bucket key."""
    return Slot(KeyPurpose.BUCKET, tenant, regime, tier, day)


def token_slot(tenant: str, regime: str, day: date) -> Slot:
    """Return the slot of the token key of the calendar month `day` is in."""
    return Slot(KeyPurpose.TOKEN, tenant, regime, "", day.replace(day=1))


def audit_slot(day: date) -> Slot:
    """Return the slot of the key that seals the bodies of audit entries of a month."""
    return Slot(KeyPurpose.AUDIT, "", "", "", day.replace(day=1))


def open_keys(url: str, *, clock: Callable[[], datetime], provider: RootProvider | None = None) -> KeyStore:
    """Open the key store at `url`. Without a provider an SQLite key store keeps root keys beside its file.

    Raises `KeysRefused` for a server URL without a provider: its root keys have no obvious place.
    """
    if provider is None:
        parsed = engines.address(url)
        if parsed.get_backend_name() != "sqlite" or not parsed.database:
            raise KeysRefused("a key store on a server needs a provider of root keys")
        path = Path(parsed.database)
        provider = FileProvider(path.parent / f"{path.stem}-root")
    return KeyStore(engines.open(url), provider, clock)

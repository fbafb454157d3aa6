"""The keys, in a database of their own (`NAJAVA_KEYS`), wrapped by the root epoch's key.

One key per tenant, regime, tier and bucket day; one token key per tenant, regime and calendar month; one
audit body key per month.

Never in the data database: an ordinary row delete stays in files, logs and backups. Here, what an old copy
still holds is dead once the root epoch that wrapped it is destroyed (`retention.epochs`).
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, func, select, update

from retention import engines
from retention.clock import Clock, system
from retention.keys import (
    FreshRow,
    Key,
    KeyPurpose,
    Slot,
    at,
    commitment,
    context,
    epochs,
    identity,
    keys_metadata,
    seen_head,
    signing_slot,
    wrapped_keys,
)
from retention.providers.file import FileProvider
from retention.providers.protocol import RootProvider
from retention.refusals import CannotOpen, KeysRefused

_KEY_BYTES = 32
_CACHED = 512
_CACHE_SECONDS = 300.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class KeyStore:
    """Creates, finds, destroys and re-wraps keys. Safe for threads and for several processes."""

    def __init__(self, engine: Engine, provider: RootProvider, clock: Clock = system) -> None:
        self.engine = engine
        self.provider = provider
        self.now = clock
        self._lock = threading.Lock()
        self._cache: OrderedDict[bytes, tuple[float, Key]] = OrderedDict()
        self._current: dict[Slot, tuple[float, bytes]] = {}
        self._prepare()

    def _prepare(self) -> None:
        keys_metadata.create_all(self.engine)
        now = self.now()
        with self.engine.begin() as connection:
            found = connection.execute(select(identity)).one_or_none()
            if found is None:
                self.provider.create_epoch(1)
                engines.insert_new(
                    connection, identity, [{"id": 1, "store": uuid4(), "epoch": 1}], keys=["id"]
                )
                engines.insert_new(connection, epochs, [{"number": 1, "created_at": now}], keys=["number"])
            self.identity: UUID = connection.execute(select(identity.c.store)).scalar_one()

    # --- finding and creating -------------------------------------------------------------------------

    def current(self, slot: Slot, *, generation: int = 1) -> Key | None:
        """Return the newest live key of `slot`, or None. A remembered one older than `generation` is not."""
        with self._lock:
            known = self._current.get(slot)
        if known is not None and known[0] > time.monotonic():
            cached = self._cached(known[1])
            if cached is not None and cached.generation >= generation:
                return cached
        return self.newest(slot)

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

    def newest(self, slot: Slot) -> Key | None:
        """Return the newest live key of `slot` as the store has it now, whatever is remembered here."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            row = self._newest(connection, slot)
        return None if row is None else self._unwrap(row)

    def renew(self, key: Key, *, generation: int) -> Key:
        """Make a later generation of a key, same anchor and policy: the start of rewriting its bucket."""
        with self.engine.begin() as connection:
            epoch = self._epoch(connection)
            self._create(
                connection,
                key.slot,
                generation=generation,
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
        return int(connection.execute(select(identity.c.epoch).with_for_update(read=True)).scalar_one())

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
        fresh = FreshRow(commitment(secret), *slot, generation, anchor, policy)
        row = fresh._asdict() | {
            "epoch": epoch,
            "wrapped": self.provider.wrap(epoch, secret, context(fresh)),
            "created_at": self.now(),
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
            .where(*at(slot), wrapped_keys.c.wrapped.is_not(None))
            .order_by(wrapped_keys.c.generation.desc())
            .limit(1)
        ).one_or_none()

    def _unwrap(self, row: Any) -> Key:
        secret = self.provider.unwrap(row.epoch, row.wrapped, context(row))
        if commitment(secret) != row.id:
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

    # --- the log's signature --------------------------------------------------------------------------

    def signer(self) -> Ed25519PrivateKey:
        """Return the key that signs the checkpoints of the log."""
        slot = signing_slot()
        key = self.ensure([slot], anchor=_EPOCH, policy="log")[slot]
        return Ed25519PrivateKey.from_private_bytes(key.secret)

    def keep_head(self, size: int, root: bytes) -> None:
        """Remember a signed head of the log."""
        with self.engine.begin() as connection:
            row = {"id": 1, "size": size, "root": root}
            engines.insert_or_replace(connection, seen_head, [row], keys=["id"])

    def kept_head(self) -> tuple[int, bytes] | None:
        """Return the last remembered head of the log."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            row = connection.execute(select(seen_head.c.size, seen_head.c.root)).one_or_none()
        return None if row is None else (row.size, row.root)

    # --- ending --------------------------------------------------------------------------------------

    def destroy(self, slot: Slot, *, below: int | None = None) -> int:
        """Destroy the keys of a slot (only generations below `below`, if given). Returns how many.

        The wrapped bytes are overwritten, then nulled; the row stays as the record of the destruction. What
        an old copy of the key store holds dies with the root epoch.
        """
        doomed = [*at(slot), wrapped_keys.c.wrapped.is_not(None)]
        if below is not None:
            doomed.append(wrapped_keys.c.generation < below)
        with self.engine.begin() as connection:
            count = connection.execute(
                update(wrapped_keys).where(*doomed).values(wrapped=None, destroyed_at=self.now())
            ).rowcount
        engines.shrink(self.engine)
        with self._lock:
            for key_id in [k for k, (_, key) in self._cache.items() if key.slot == slot]:
                if below is None or self._cache[key_id][1].generation < below:
                    del self._cache[key_id]
            self._current.pop(slot, None)
        return count

    def live(self, slot: Slot) -> int:
        """Count the keys of a slot that are still there."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            return connection.execute(
                select(func.count()).where(*at(slot), wrapped_keys.c.wrapped.is_not(None))
            ).scalar_one()

    def epoch(self) -> int:
        """Return the number of the current root epoch."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            return int(connection.execute(select(identity.c.epoch)).scalar_one())


def open_keys(url: str, *, clock: Clock = system, provider: RootProvider | None = None) -> KeyStore:
    """Open the key store at `url`, making it if it is new.

    Without a provider an SQLite key store keeps its root keys in a folder beside its file. Raises
    `KeysRefused` for a server URL without a provider: its root keys have no obvious place.
    """
    if provider is None:
        parsed = engines.address(url)
        if parsed.get_backend_name() != "sqlite" or not parsed.database:
            raise KeysRefused("a key store on a server needs a provider of root keys")
        path = Path(parsed.database)
        provider = FileProvider(path.parent / f"{path.stem}-root")
    return KeyStore(engines.open(url), provider, clock)

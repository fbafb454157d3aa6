"""Which key a scope gets for which place: the read path's own enforcement, with no job running.

A key is handed out only while the terms of its data say so, reckoned from the anchor that is authenticated
with the key. A late, dead or doubled purge therefore exposes nothing.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from retention import buckets, engines
from retention.actors import Actor
from retention.acts import Act
from retention.buckets import Bucket, BucketState
from retention.clock import Moment
from retention.keys import Key, Slot, bucket_slot, token_slot
from retention.keystore import KeyStore
from retention.places import Place
from retention.refusals import BucketClosed, CannotOpen, RegimeUnknown
from retention.terms import Terms
from retention.tiers import Tier

_STAYS_OPEN = timedelta(days=10)  # until the flight's arrival is known (`buckets.keep_open`)
_COLLECTING = frozenset({Act.COLLECTION})


class Access:
    """What one scope of one actor may do with keys. `act` is None in a scope that only reads."""

    def __init__(
        self,
        connection: Connection,
        keys: KeyStore,
        *,
        terms: Terms,
        actor: Actor,
        moment: Moment,
        act: Act | None,
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._terms = terms
        self._actor = actor
        self._moment = moment
        self._act = act
        self._opened: dict[tuple[str, date], int] = {}
        self.born: list[tuple[str, date, datetime]] = []  # buckets made here, with the end of their term

    def _slot(self, place: Place, tier: str) -> Slot:
        return bucket_slot(self._actor.tenant, place.regime, tier, place.bucket)

    def key_to_read(self, place: Place, tier: str, key_id: bytes | None) -> Key:
        """Return the key of a blob while its tier may be seen. Raises `CannotOpen`."""
        slot = self._slot(place, tier)
        key = self._keys.current(slot) if key_id is None else self._keys.by_id(slot, key_id)
        if key is None:
            raise CannotOpen
        try:
            hidden = self._terms.hidden(place.regime, key.anchor, Tier(tier))
        except RegimeUnknown:
            raise CannotOpen from None
        if self._moment.now >= hidden:
            raise CannotOpen
        return key

    def key_to_write(self, place: Place, tier: str, _key_id: bytes | None) -> Key:
        """Return the newest key of a place that accepts this act. Raises `BucketClosed`."""
        self.open_bucket(place.regime, place.bucket)
        slot = self._slot(place, tier)
        key = self._keys.current(slot, generation=self._opened[place.regime, place.bucket])
        if key is None or self._moment.now >= self._terms.hidden(place.regime, key.anchor, Tier(tier)):
            raise BucketClosed("this part of the bucket is masked or gone")
        return key

    def open_bucket(self, regime: str, day: date) -> None:
        """Make the bucket and its keys on first use; hold it against closing until commit.

        What is collected needs an open bucket. What is added to a record later (a disposition, a note) may go
        in until the bucket's end, so that it dies with the record.
        """
        if (regime, day) in self._opened:
            return
        policy = self._terms.policy
        policy.regime(regime)
        anchor = min(self._moment.now, _last_instant(day))
        if self._terms.ends(regime, anchor) <= self._moment.now:
            raise BucketClosed("the term of this bucket is over")
        slots = [bucket_slot(self._actor.tenant, regime, tier, day) for tier in Tier]
        known = buckets.find(self._connection, self._actor.tenant, regime, day)
        if known is None:
            keys = self._keys.ensure(slots, anchor=anchor, policy=policy.id)
            first = min(key.anchor for key in keys.values())
            row = {
                "tenant": self._actor.tenant,
                "regime": regime,
                "day": day,
                "state": BucketState.OPEN,
                "first_transfer": first,
                "closes_at": first + _STAYS_OPEN,
                "policy": policy.hash,
                "generation": 1,
                "rewriting": 0,
            }
            keys_of_row = ["tenant", "regime", "day"]
            if engines.insert_new(self._connection, buckets.bucket, [row], keys=keys_of_row):
                self.born.append((regime, day, self._terms.ends(regime, first)))
        found = buckets.held(self._connection, self._actor.tenant, regime, day)
        if self._act in _COLLECTING and (
            found.state is not BucketState.OPEN or found.closes_at <= self._moment.now
        ):
            raise BucketClosed("the bucket of this flight accepts no more messages")
        if self._terms.ends(regime, found.first_transfer) <= self._moment.now:
            raise BucketClosed("the term of this bucket is over")
        self._opened[regime, day] = found.generation

    def renew_bucket(self, found: Bucket) -> int:
        """Make the next generation of every key the bucket still has, and use it from now on.

        Later than any generation that exists, so that nothing older than this act is under the new keys.
        """
        slots = [bucket_slot(found.tenant, found.regime, tier, found.day) for tier in Tier]
        live = [key for slot in slots if (key := self._keys.newest(slot)) is not None]
        generation = 1 + max([found.generation, *(key.generation for key in live)])
        for key in live:
            self._keys.renew(key, generation=generation)
        if (found.regime, found.day) in self._opened:
            self._opened[found.regime, found.day] = generation
        return generation

    def token_key_to_write(self, regime: str, month: date) -> Key:
        """Return the token key of a month, made on first use."""
        slot = token_slot(self._actor.tenant, regime, month)
        anchor = datetime.combine(slot.period, time(), UTC)
        return self._keys.ensure([slot], anchor=anchor, policy=self._terms.policy.id)[slot]

    def token_key_to_read(self, regime: str, month: date) -> Key:
        """Return the token key of a month; where there is none, a key that nothing was made with."""
        slot = token_slot(self._actor.tenant, regime, month)
        return self._keys.current(slot) or _nothing(slot)


def _nothing(slot: Slot) -> Key:
    secret = secrets.token_bytes(32)
    return Key(slot, bytes(16), 0, datetime.now(UTC), "", secret, AESGCM(secret))


def _last_instant(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)

"""The sealed blob: how a record becomes bytes that only its key, at its own place, opens again.

    suite(1) schema(2) dictionary(2) key id(16) | nonce(12) | AES-256-GCM( padded( zstd( msgpack array ) ) )

Everything before the bar is authenticated, and with it tenant, regime, tier, bucket, row, version and policy
id, each with its length in front. A blob moved to another row, tier, bucket or tenant does not open.

Only `retention.unit_of_work` constructs a `Sealer` or an `Opener` (decision 9).
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag

from retention import dictionaries
from retention.blobs import LAYOUT, NONCE, SUITE_AES_256_GCM, header_of
from retention.keys import Key
from retention.places import Place
from retention.refusals import CannotOpen, Refused, TierRefused
from retention.tiers import Tier
from retention.tokens import Tokenizer

S = TypeVar("S", bound=msgspec.Struct)

_STEP = 64  # bodies are padded to this many bytes, or their length would tell who has remarks
_LARGEST = 64 * 1024 * 1024  # a blob that unpacks to more is not one of ours
_ROW = struct.Struct(">I16sIq")
_NO_ROW = UUID(int=0)
_local = threading.local()


def schema_of(kind: type[msgspec.Struct]) -> int:
    """Return the schema version of a stored struct: its `SCHEMA`, 1 where it never changed shape."""
    version = getattr(kind, "SCHEMA", 1)
    return version if isinstance(version, int) else 1


def prefix(key: Key) -> bytes:
    """Return the part of the authenticated text that is the same for every blob under one key."""
    slot = key.slot
    parts = ("najava/1", slot.tenant, slot.regime, slot.tier, slot.period.isoformat(), key.policy)
    return b"".join(len(p).to_bytes(4, "big") + p for p in (part.encode() for part in parts))


def _bound(fixed: bytes, header: bytes, place: Place) -> bytes:
    return fixed + header + _ROW.pack(16, place.row.bytes, 8, place.version)


def _pad(body: bytes) -> bytes:
    """Pad with 0x80 and zeros (ISO/IEC 7816-4) to a multiple of the step."""
    return body + b"\x80" + bytes(-(len(body) + 1) % _STEP)


def _unpad(padded: bytes) -> bytes:
    body = padded.rstrip(b"\0")
    if not body.endswith(b"\x80"):
        raise CannotOpen
    return body[:-1]


def _compressor(dictionary: int) -> zstandard.ZstdCompressor:
    """Return this thread's compressor: they may not be shared between threads."""
    made: dict[int, zstandard.ZstdCompressor] = _local.__dict__.setdefault("compressors", {})
    if dictionary not in made:
        made[dictionary] = zstandard.ZstdCompressor(
            level=dictionaries.LEVEL,
            dict_data=dictionaries.find(dictionary),
            write_checksum=False,
            write_dict_id=False,
        )
    return made[dictionary]


def _decompressor(dictionary: int) -> zstandard.ZstdDecompressor:
    made: dict[int, zstandard.ZstdDecompressor] = _local.__dict__.setdefault("decompressors", {})
    if dictionary not in made:
        made[dictionary] = zstandard.ZstdDecompressor(dict_data=dictionaries.find(dictionary))
    return made[dictionary]


_encoder = msgspec.msgpack.Encoder()
_decoders: dict[type[msgspec.Struct], msgspec.msgpack.Decoder[msgspec.Struct]] = {}


def seal(key: Key, fixed: bytes, place: Place, record: msgspec.Struct) -> bytes:
    """Return `record` sealed under `key` at `place`. `fixed` is `prefix(key)`."""
    packed = _encoder.encode(record)
    return _seal_packed(key, fixed, place, packed, schema_of(type(record)))


def _seal_packed(key: Key, fixed: bytes, place: Place, packed: bytes, schema: int) -> bytes:
    dictionary = dictionaries.CURRENT
    header = LAYOUT.pack(SUITE_AES_256_GCM, schema, dictionary, key.id)
    nonce = os.urandom(NONCE)
    body = _pad(_compressor(dictionary).compress(packed))
    return header + nonce + key.cipher.encrypt(nonce, body, _bound(fixed, header, place))


def open_packed(key: Key, fixed: bytes, place: Place, blob: bytes) -> bytes:
    """Return the packed record in a blob. Raises `CannotOpen`, whatever the cause."""
    header = header_of(blob)
    if header.suite != SUITE_AES_256_GCM or header.key_id != key.id:
        raise CannotOpen
    start = LAYOUT.size + NONCE
    try:
        body = key.cipher.decrypt(
            blob[LAYOUT.size : start], blob[start:], _bound(fixed, blob[: LAYOUT.size], place)
        )
        return _decompressor(header.dictionary).decompress(_unpad(body), max_output_size=_LARGEST)
    except (InvalidTag, zstandard.ZstdError, dictionaries.DictionaryError):
        raise CannotOpen from None


def unpack(packed: bytes, kind: type[S]) -> S:
    """Return the record in `packed`. A record written before a field existed gets the field's default."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders.setdefault(kind, msgspec.msgpack.Decoder(kind))
    try:
        found = decoder.decode(packed)
    except msgspec.DecodeError:
        raise CannotOpen from None
    if not isinstance(found, kind):
        raise CannotOpen
    return found


def reseal(old: Key, new: Key, place: Place, blob: bytes) -> bytes:
    """Return the same record under another key of the same place: how a bucket is rewritten.

    The record is never decoded, and its plaintext leaves this function only sealed.
    """
    packed = open_packed(old, prefix(old), place, blob)
    return _seal_packed(new, prefix(new), place, packed, header_of(blob).schema)


class Vault:
    """The keys one scope may use: asks `find` once per bucket and tier, and remembers."""

    def __init__(self, find: Callable[[Place, str, bytes | None], Key]) -> None:
        self._find = find
        self._known: dict[tuple[str, object, str, bytes | None], tuple[Key, bytes]] = {}

    def forget(self) -> None:
        """Ask again for every key."""
        self._known.clear()

    def key(self, place: Place, tier: str, key_id: bytes | None) -> tuple[Key, bytes]:
        """Return the key for reading (`key_id` of the blob) or for writing (None), and its fixed text."""
        where = (place.regime, place.bucket, tier, key_id)
        known = self._known.get(where)
        if known is None:
            key = self._find(place, tier, key_id)
            known = self._known[where] = (key, prefix(key))
        return known


class Sealer:
    """Seals records of the buckets one writing scope may write to, and makes tokens."""

    def __init__(self, vault: Vault, tokenizer: Tokenizer) -> None:
        self._vault = vault
        self._tokenizer = tokenizer
        self.sealed = 0

    def forget(self) -> None:
        """Ask again for every key: the bucket was given new ones."""
        self._vault.forget()

    def seal(self, place: Place, tier: Tier, record: msgspec.Struct) -> bytes:
        """Return `record` sealed for `place` under the tier's key.

        Give it the tier's part of the record (`retention.tiers.part`). Raises `BucketClosed` where the
        bucket accepts nothing more.
        """
        key, fixed = self._vault.key(place, tier, None)
        self.sealed += 1
        return seal(key, fixed, place, record)

    def token(self, regime: str, month: date, field: str, value: str) -> int:
        """Return the token of an exact identifier in the month of `month`: signed, 64 bits."""
        return self._tokenizer.token(regime, month, field, value)


class Opener:
    """Opens records of the tiers its actor may open, for one scope, and counts what it opened."""

    def __init__(self, vault: Vault, tokenizer: Tokenizer, tiers: frozenset[Tier]) -> None:
        self._vault = vault
        self._tokenizer = tokenizer
        self._tiers = tiers
        self._closed = False
        self.opened: dict[UUID, None] = {}  # rows, in the order they were opened

    def open(self, place: Place, tier: Tier, blob: bytes, kind: type[S]) -> S:
        """Return the record in `blob`, which lies at `place`.

        Raises `TierRefused` for a tier the actor never opens, `CannotOpen` for everything else: moved,
        damaged, past its term, erased, or read after the scope ended.
        """
        if tier not in self._tiers:
            raise TierRefused("your role does not open this part of a record")
        if self._closed:
            raise CannotOpen
        key, fixed = self._vault.key(place, tier, header_of(blob).key_id)
        record = unpack(open_packed(key, fixed, place, blob), kind)
        self.opened[place.row] = None
        return record

    def can(self, regime: str, bucket: date, tier: Tier) -> bool:
        """Tell whether this tier of a bucket opens for this actor now: not masked, not gone."""
        if tier not in self._tiers or self._closed:
            return False
        try:
            self._vault.key(Place(regime, bucket, _NO_ROW, 0), tier, None)
        except Refused:
            return False
        return True

    def token(self, regime: str, month: date, field: str, value: str) -> int:
        """Return the token to look a value up by, in the month of `month`.

        Needs the `ID` tier. A month that has no key any more gives a number that stands for nothing.
        """
        if Tier.ID not in self._tiers:
            raise TierRefused("your role does not look identifiers up")
        return self._tokenizer.token(regime, month, field, value)

    def close(self) -> None:
        """End it: nothing opens after its scope."""
        self._closed = True

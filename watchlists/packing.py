"""Entries packed for keeping: in parts by reference, each part ordered, hashed and compressed.

A part holds the entries whose reference hashes to it, so one entry is found by opening one part, two editions
are compared by the parts that differ, and an unchanged part is kept once for all snapshots. While a list is
read, only compressed entries are in memory: a million entries need some hundred megabytes, not gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256

import msgspec
import zstandard

from watchlists.entry import Entry
from watchlists.findings import Report, Severity

SHARDS = 4096  # the finest division; a power of two, like the number of parts
PER_PART = 256  # entries a part should hold
SPILL = 24 << 20  # bytes of encoded entries before they are compressed
MAX_PART = 64 << 20  # bytes one part may unpack to

_LEVEL = 6
_PACKED = msgspec.msgpack.Decoder(tuple[Entry, ...])
_ENTRY = msgspec.msgpack.Decoder(Entry)
_FRAMES = msgspec.msgpack.Decoder(list[msgspec.Raw])
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a snapshot. `digest` is SHA-256 of the unpacked content, `blob` its zstd frame."""

    digest: str
    entries: int
    blob: bytes


def shard_of(source_id: str) -> int:
    """Return the shard a reference belongs to: the same in every edition and on every machine."""
    return int.from_bytes(blake2b(source_id.encode(), digest_size=2).digest()) * SHARDS >> 16


def part_of(source_id: str, parts: int) -> int:
    """Return the part a reference belongs to in a snapshot of `parts` parts."""
    return shard_of(source_id) * parts // SHARDS


def parts_for(entries: int) -> int:
    """Return the number of parts for a snapshot of this size: a power of two, at least one."""
    parts = 1
    while parts < SHARDS and parts * PER_PART < entries:
        parts *= 2
    return parts


def unpack(blob: bytes) -> tuple[Entry, ...]:
    """Return the entries of a part, ordered by reference."""
    return _PACKED.decode(zstandard.ZstdDecompressor().decompress(blob, max_output_size=MAX_PART))


class Packer:
    """Takes entries in any order, then gives the parts. The first of two entries with one reference stays."""

    def __init__(self) -> None:
        self._pending: dict[int, list[bytes]] = {}
        self._held: dict[int, list[bytes]] = {}
        self._bytes = 0
        self._compressor = zstandard.ZstdCompressor(level=3)
        self.count = 0

    def add(self, entry: Entry) -> None:
        """Take one entry."""
        packed = _ENCODER.encode(entry)
        self._pending.setdefault(shard_of(entry.source_id), []).append(packed)
        self._bytes += len(packed)
        self.count += 1
        if self._bytes > SPILL:
            self._press()

    def _press(self) -> None:
        for shard, packed in self._pending.items():
            frame = self._compressor.compress(b"".join(packed))
            self._held.setdefault(shard, []).append(len(packed).to_bytes(4) + frame)
        self._pending = {}
        self._bytes = 0

    def parts(self, report: Report) -> Iterator[Part]:
        """Yield the parts in order and give up what was held; the packer is empty afterwards."""
        number = parts_for(self.count)
        width = SHARDS // number
        compressor = zstandard.ZstdCompressor(level=_LEVEL)
        for first in range(0, SHARDS, width):
            entries = self._take(range(first, first + width), report)
            content = _ENCODER.encode(entries)
            yield Part(sha256(content).hexdigest(), len(entries), compressor.compress(content))

    def _take(self, shards: Iterable[int], report: Report) -> list[Entry]:
        found: dict[str, Entry] = {}
        decompressor = zstandard.ZstdDecompressor()
        for shard in shards:
            for held in self._held.pop(shard, ()):
                content = decompressor.decompress(held[4:])
                frames = _FRAMES.decode(_array_header(int.from_bytes(held[:4])) + content)
                _keep(found, (_ENTRY.decode(frame) for frame in frames), report)
            _keep(found, (_ENTRY.decode(packed) for packed in self._pending.pop(shard, ())), report)
        return [found[source_id] for source_id in sorted(found)]


def _keep(found: dict[str, Entry], entries: Iterable[Entry], report: Report) -> None:
    for entry in entries:
        if entry.source_id in found:
            report.at(0, entry.source_id)
            report.add("id_repeated", Severity.ERROR)
        else:
            found[entry.source_id] = entry


def _array_header(count: int) -> bytes:
    """Return the msgpack header of an array of `count` values."""
    return b"\xdd" + count.to_bytes(4)


def aligned(old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield which parts of two snapshots hold the same references, for their numbers of parts.

    Both numbers are powers of two, so several parts of the finer one stand against one of the coarser.
    """
    steps = min(old, new)
    for step in range(steps):
        yield (
            range(step * old // steps, (step + 1) * old // steps),
            range(step * new // steps, (step + 1) * new // steps),
        )


def digest_of(parts: Iterable[str]) -> str:
    """Return the digest of a snapshot: SHA-256 over the digests of its parts in order."""
    total = sha256()
    for part in parts:
        total.update(bytes.fromhex(part))
    return total.hexdigest()

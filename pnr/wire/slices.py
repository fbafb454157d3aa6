"""The bookings of a raw PNRGOV message as slices of bytes, each with a hash: what did not change is not read.

A carrier pushes the same flight five times, and most bookings in a push are those of the push before. Their
bytes are equal, so a hash of the raw slice says it before anything is decoded. Slices are taken only where
they are sure: default separators (`?` or a backslash releases) and an unreleased `'SRC'`. Everything else
falls back to reading.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

_TRIGGER = re.compile(rb"'[\r\n ]*(?=SRC[\r\n]*')")
_RELEASES = {mark: re.compile(re.escape(mark) + b"+$") for mark in (b"?", b"\\")}
_STANDARD = re.compile(rb"UNA:\+.([?\\]).'")
_HEADER = re.compile(rb"UNH\+[^']*PNRGOV")


class Slice(NamedTuple):
    """One booking: its half-open byte span in the input, and the hash of what it says."""

    start: int
    end: int
    digest: bytes


class Slices(NamedTuple):
    """A message as its head (envelope and level 0), its bookings and its tail."""

    head: bytes
    bookings: tuple[Slice, ...]
    tail: bytes


def release(data: bytes) -> bytes | None:
    """Return the release character of one PNRGOV message with default separators; None where not certain."""
    una = data.find(b"UNA")
    mark = b"?"
    if 0 <= una < data.find(b"UNB"):
        default = _STANDARD.match(data, una)
        if default is None:
            return None
        mark = default[1]
    elif data.find(b"UNB+") < 0:
        return None
    return mark if len(_HEADER.findall(data)) == 1 and data.count(b"UNH+") == 1 else None


def standard(data: bytes) -> bool:
    """Return whether `data` is one PNRGOV message in default service characters: what may be cut unread."""
    return release(data) is not None


def slices(data: bytes) -> Slices | None:
    """Cut one PNRGOV interchange into its bookings, or return None where that is not certain.

    The digest is SHA-256 over the slice as sent, apart from blanks and line breaks at its end.
    """
    mark = release(data)
    if mark is None:
        return None
    released = _RELEASES[mark]
    starts: list[int] = []
    for match in _TRIGGER.finditer(data):
        releases = released.search(data, max(0, match.start() - 64), match.start())
        if releases is not None and len(releases.group()) % 2:
            continue  # the apostrophe is data
        starts.append(match.end())
    end = data.rfind(b"UNT+")
    if not starts:
        return None
    if end < starts[-1]:
        return None  # cut short: the last booking is not whole
    bounds = [*starts[1:], end]
    found = tuple(
        [
            Slice(start, stop, hashlib.sha256(data[start:stop].rstrip(b" \r\n")).digest())
            for start, stop in zip(starts, bounds, strict=True)
        ]
    )
    return Slices(data[: starts[0]], found, data[end:])


def changed(data: bytes, known: frozenset[bytes] | set[bytes]) -> tuple[bytes, int] | None:
    """Return the message with only the bookings whose digest is not in `known`, and how many were left out.

    `known` holds digests of the same flight only: how a booking reads depends on the flight it is pushed for.
    None where the message cannot be cut: read it whole then. The trailer's counts no longer fit what is left,
    so counts are checked on the whole message, by `len(slices(data).bookings)`.
    """
    cut = slices(data)
    if cut is None:
        return None
    kept = [data[one.start : one.end] for one in cut.bookings if one.digest not in known]
    return b"".join((cut.head, *kept, cut.tail)), len(cut.bookings) - len(kept)

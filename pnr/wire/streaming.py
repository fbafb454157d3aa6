"""Reads a PNRGOV push of any size from a stream: memory is bounded by its largest booking.

For files of a whole day or a bulk replay. The trailer's counts are not checked, and what `pnr.wire.slices`
cannot cut (odd service characters, several messages) is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pnr.model.booking import Booking
from pnr.reading import read
from pnr.wire.slices import release, standard

_TRIGGER = re.compile(rb"'[\r\n ]*SRC[\r\n]*'")
_END = re.compile(rb"'[\r\n ]*UNT\+")
LARGEST = 4_000_000
"""Bytes of one booking beyond which the stream is not believed to hold bookings at all."""


class StreamError(ValueError):
    """The stream cannot be read by bookings: it is no plain PNRGOV push, or a booking never ends."""


def bookings(chunks: Iterable[bytes]) -> Iterator[Booking]:
    """Yield the bookings of one PNRGOV interchange as they arrive, in order.

    Raises `StreamError` before the first where the head is no plain PNRGOV push; read it whole then.
    """
    buffer, head = b"", b""
    for chunk in chunks:
        buffer += chunk
        while (cut := _cut(buffer, release(head or buffer) or b"?")) is not None:
            piece, buffer = buffer[:cut], buffer[cut:]
            if not head:
                head = _head(piece)
            else:
                yield from _read(head, piece)
        if len(buffer) > LARGEST:
            raise StreamError("a booking larger than any can be")
    if not head:
        head = _head(buffer)
        return
    end = _END.search(buffer)
    yield from _read(head, buffer[: end.start() + 1] if end is not None else buffer)


def _cut(buffer: bytes, mark: bytes) -> int | None:
    """Return where the next booking begins (its SRC), the first one in the buffer left out."""
    for match in _TRIGGER.finditer(buffer, 4):
        at = match.start()
        while buffer[at - 1 : at] == mark:
            at -= 1
        if (match.start() - at) % 2 == 0:
            return match.start() + 1
    return None


def _head(piece: bytes) -> bytes:
    """Return envelope and level 0, or refuse."""
    if not standard(piece):
        raise StreamError("no plain PNRGOV push")
    return piece


def _read(head: bytes, piece: bytes) -> Iterator[Booking]:
    for message in read(head + piece).messages:
        yield from message.bookings

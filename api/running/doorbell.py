"""The doorbell: tells workers that the outbox has something, and carries nothing but ids.

Redis (or Valkey) Streams wake consumer groups on any number of machines; without it a worker looks at the
outbox twice a second. Losing every ring loses no work: the outbox is the truth (decision 12).
"""

from __future__ import annotations

import socket
import time
from typing import Protocol

import redis
import structlog

log = structlog.get_logger("doorbell")
STREAM = "najava:outbox"
GROUP = "workers"
POLL_SECONDS = 0.5
_MAX_RINGS = 100_000  # the stream is trimmed to about this: rings are worth nothing once heard
_ABANDONED_MS = 30_000  # longer than the longest assessment of one flight


class Doorbell(Protocol):
    """Rings after a commit; waits until there may be work."""

    def ring(self, key: str) -> None:
        """Say that the outbox row with this key was committed."""
        ...

    def wait(self) -> None:
        """Return when there may be work, or after a moment."""
        ...


class Silent:
    """No bell: look at the outbox twice a second. What the embedded installation uses."""

    def ring(self, key: str) -> None:
        """Do nothing; the next look finds the row."""

    def wait(self) -> None:
        """Sleep a moment."""
        time.sleep(POLL_SECONDS)


class StreamBell:
    """A Redis stream with one consumer group. Every fault falls back to looking at the outbox."""

    def __init__(self, url: str, *, consumer: str = "", stream: str = STREAM) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=5)
        self._consumer = consumer or f"{socket.gethostname()}:{time.monotonic_ns()}"
        self._stream = stream
        self._ready = False

    def _group(self) -> None:
        if self._ready:
            return
        try:
            self._redis.xgroup_create(self._stream, GROUP, id="0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        self._ready = True

    def ring(self, key: str) -> None:
        """Add an entry with the outbox key; a silent bell is only noted."""
        try:
            self._redis.xadd(self._stream, {"key": key}, maxlen=_MAX_RINGS, approximate=True)
        except redis.RedisError as error:
            log.warning("bell_silent", error=type(error).__name__)

    def wait(self) -> None:
        """Block up to a second for rings, also those a dead worker took, and acknowledge them.

        A ring is acknowledged before its work on purpose: the work is the outbox row, which stays due until
        the commit that settles it.
        """
        try:
            self._group()
            self._redis.xautoclaim(self._stream, GROUP, self._consumer, _ABANDONED_MS, justid=True)
            heard = self._redis.xreadgroup(GROUP, self._consumer, {self._stream: ">"}, count=256, block=1000)
            ids = [entry for _, entries in heard for entry, _ in entries] if isinstance(heard, list) else []
            if ids:
                self._redis.xack(self._stream, GROUP, *ids)
        except redis.RedisError as error:
            log.warning("bell_silent", error=type(error).__name__)
            self._ready = False
            time.sleep(POLL_SECONDS)


def doorbell(url: str) -> Doorbell:
    """Return the bell for a settings URL; an empty one gives the silent bell."""
    return StreamBell(url) if url else Silent()

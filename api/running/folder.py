"""A watched folder: message files appear, are read, stored and removed; nothing is archived (decision 11).

Bridges for SFTP, MQ, AS2 and Type B write into it. A file is taken when its size has stood still for a
moment, or at once when it arrives by an atomic rename. It is removed only after the commit; a crash between
the two stores nothing twice, because the bytes are known by their hash.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import structlog

from api.running.intake import Feed, Receipt, TooLargeError, receive
from retention.unit_of_work import Store

log = structlog.get_logger("folder")
SETTLED_SECONDS = 2.0  # a file that did not grow for this long is whole
_UNFINISHED = (".part", ".tmp", ".filepart", ".writing")
_REFUSED = "refused"


class Watched:
    """One folder and what is known of the files in it. `limit` is the largest file taken, in bytes."""

    def __init__(self, folder: Path, *, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._sizes: dict[Path, tuple[int, float]] = {}

    def ready(self, now: float) -> Iterator[Path]:
        """Give the files that have stood still, oldest first. `now` is a monotonic time in seconds."""
        seen: dict[Path, tuple[int, float]] = {}
        with os.scandir(self._folder) as entries:
            listed = [
                (Path(entry.path), entry.stat()) for entry in entries if entry.is_file(follow_symlinks=False)
            ]
        whole: list[tuple[float, Path]] = []
        for path, stat in listed:
            if path.name.startswith(".") or path.suffix in _UNFINISHED:
                continue
            size, since = self._sizes.get(path, (-1, now))
            since = since if size == stat.st_size else now
            seen[path] = (stat.st_size, since)
            if now - since >= SETTLED_SECONDS:
                whole.append((stat.st_mtime, path))
        self._sizes = seen
        yield from (path for _, path in sorted(whole))

    def take(self, store: Store, feed: Feed, *, now: float) -> list[Receipt]:
        """Store every file that is ready, and remove it after its commit. A file too large is set aside."""
        receipts: list[Receipt] = []
        for path in self.ready(now):
            try:
                data = path.read_bytes()
                receipts.append(receive(store, data, feed, limit=self._limit))
            except FileNotFoundError:
                continue  # another process took it
            except TooLargeError:
                aside = self._folder / _REFUSED
                aside.mkdir(mode=0o700, exist_ok=True)
                path.rename(aside / path.name)
                log.warning(
                    "file_refused", code="too_large", bytes=path.stat().st_size if path.exists() else 0
                )
                continue
            feed.hook("folder.stored")
            path.unlink(missing_ok=True)
            self._sizes.pop(path, None)
        return receipts


def watch(store: Store, feed: Feed, folder: Path, *, limit: int, stop: Event) -> None:
    """Take files until told to stop; look once a second."""
    watched = Watched(folder, limit=limit)
    while not stop.is_set():
        taken = watched.take(store, feed, now=time.monotonic())
        if taken:
            log.info(
                "files_taken",
                messages=sum(len(one.taken) for one in taken),
                travellers=sum(one.travellers for one in taken),
            )
        stop.wait(1.0)

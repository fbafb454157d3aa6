"""The screener in force: built from the active snapshots, kept, and rebuilt when they change."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from matching.screening.model import Screener
from matching.screening.screener import ListedEntries, build
from retention.actors import Actor
from retention.unit_of_work import Store
from watchlists import snapshot


class Screeners(Protocol):
    """Gives a worker its identity and the screener to assess a flight with."""

    @property
    def actor(self) -> Actor:
        """The service identity that assesses."""
        ...

    def __call__(self) -> Screener:
        """Return the screener in force now."""
        ...


@dataclass(slots=True)
class ScreenerSource:
    """Keeps the screener built from the active snapshots, and rebuilds it when they change.

    The old one answers until the new one is ready, so nobody waits for an index.
    """

    store: Store
    actor: Actor
    review_line: float | None = None
    _versions: tuple[tuple[str, str], ...] = ()
    _built: Screener | None = None
    _lock: Lock = field(default_factory=Lock)

    def __call__(self) -> Screener:
        """Return the screener for what is active now."""
        with self.store.reading(self.actor) as scope:
            versions = snapshot.active_versions(scope)
        if self._built is not None and versions == self._versions:
            return self._built
        with self._lock:
            if self._built is None or versions != self._versions:
                with self.store.reading(self.actor) as scope:
                    lists = [
                        ListedEntries(one.list_id, one.version, one.severity, one.entries)
                        for one in snapshot.active(scope)
                    ]
                self._built = build(lists, line=self.review_line)
                self._versions = versions
        return self._built

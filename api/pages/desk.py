"""Files handed in by hand, while a person looks at them: in memory of this process, ten minutes, then gone.

Nothing of a file touches a disk before the gate (decision 11). What a message file became is a receipt
without a passenger value; a manifest waits with its bytes until its columns were looked over.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from api.running.intake import Receipt
from pnr.wire.manifest import ManifestPreview

STAYS = timedelta(minutes=10)
_MOST_BYTES = 96 * 1024 * 1024
_MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal: its place, what is wrong, what to do; the text around it as shapes, the fault marked."""

    place: str
    sentence: str
    remedy: str
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One file on the desk: read already (`receipt`), or a manifest that waits (`data`, `preview`)."""

    key: str
    owner: str
    name: str
    at: datetime
    data: bytes = b""
    preview: ManifestPreview | None = None
    mapping: dict[int, str] = field(default_factory=dict)
    receipt: Receipt | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has to look it over before anything is stored."""
        return self.receipt is None


class Desk:
    """The files of everyone in this process; each sees their own. Oldest go first when it is full."""

    def __init__(self) -> None:
        self._items: OrderedDict[str, Item] = OrderedDict()
        self._lock = Lock()

    def put(self, item: Item) -> None:
        """Lay a file down, or a changed one back."""
        with self._lock:
            self._items.pop(item.key, None)
            self._items[item.key] = item
            self._clear(item.at)

    def take(self, key: str, owner: str, now: datetime) -> Item | None:
        """Return a file of this person, None when it is not theirs or no longer here."""
        with self._lock:
            self._clear(now)
            found = self._items.get(key)
        return found if found is not None and found.owner == owner else None

    def of(self, owner: str, now: datetime) -> tuple[Item, ...]:
        """Return this person's files, newest first."""
        with self._lock:
            self._clear(now)
            return tuple(one for one in reversed(self._items.values()) if one.owner == owner)

    def discard(self, key: str, owner: str) -> None:
        """Forget a file of this person."""
        with self._lock:
            found = self._items.get(key)
            if found is not None and found.owner == owner:
                del self._items[key]

    def _clear(self, now: datetime) -> None:
        for key in [key for key, one in self._items.items() if now - one.at > STAYS]:
            del self._items[key]
        while self._items and (
            len(self._items) > _MOST_ITEMS or sum(len(one.data) for one in self._items.values()) > _MOST_BYTES
        ):
            self._items.popitem(last=False)


def new_key() -> str:
    """Return a random name for a file on the desk."""
    return secrets.token_urlsafe(9)

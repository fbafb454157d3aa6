"""The keys of the console: one table, read by the script in the browser and by the help page here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from api.pages.wording import word


@dataclass(frozen=True, slots=True)
class Key:
    """One key, or two pressed after each other (`g b`), and the action it stands for."""

    group: str
    keys: str
    action: str

    @property
    def caps(self) -> tuple[str, ...]:
        """What is printed on the key caps."""
        return tuple(
            {"Control": "Ctrl", "Escape": "Esc"}.get(part, part.upper() if len(part) == 1 else part)
            for part in self.keys.replace("+", " ").split()
        )

    @property
    def text(self) -> str:
        """What the key does, in the language of the page."""
        return word(f"key.{self.action}")


@cache
def table() -> tuple[Key, ...]:
    """Return every key in the order of the help page."""
    rows = json.loads((Path(__file__).parent / "keys.json").read_text(encoding="utf-8"))
    return tuple(Key(**row) for row in rows)


def grouped() -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """Return the keys by group, for the help page."""
    return tuple((group, tuple(keys)) for group, keys in groupby(table(), key=lambda key: key.group))


def legend(*actions: str) -> tuple[Key, ...]:
    """Return the keys of some actions, for the bar at the foot of a page."""
    by_action = {key.action: key for key in table()}
    return tuple(by_action[action] for action in actions)


def shortcut(action: str) -> str:
    """Return the value of `aria-keyshortcuts` for an action; empty when it has no key."""
    return next((key.keys for key in table() if key.action == action and " " not in key.keys), "")

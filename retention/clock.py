"""Time that never goes back, and a jump forward that stops what cannot be undone (data-protection.md §D.10).

The ratchet is the latest time the log has seen. Retention reckons with whichever of clock and ratchet is
later, so turning the clock back shows nothing again. A forward jump beyond the policy's limit is believed for
*hiding* (the stricter view) but not for *destroying*, and leaves the ratchet, until two people confirm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system() -> datetime:
    """Return the machine's time, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the clock against the ratchet.

    `now` is what the scope works with. `ratchet` is what the log will remember. `jumped` means: nothing
    irreversible. `behind` means the machine's clock was set back.
    """

    now: datetime
    ratchet: datetime
    jumped: bool = False
    behind: bool = False


def reckon(wall: datetime, ratchet: datetime | None, *, limit: timedelta) -> Moment:
    """Compare the machine's time with the ratchet. `ratchet` is None in a log that is still empty."""
    if wall.tzinfo is None:
        raise ValueError("the clock must return aware times")
    wall = wall.astimezone(UTC)
    if ratchet is None:
        return Moment(wall, wall)
    if wall < ratchet:
        return Moment(ratchet, ratchet, behind=ratchet - wall > timedelta(seconds=5))
    if wall - ratchet > limit:
        return Moment(wall, ratchet, jumped=True)
    return Moment(wall, wall)

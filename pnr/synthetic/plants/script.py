"""The vocabulary of a planted case: who is in it, which bookings they sit on, and what shows.

A script is data. It says nothing of dates or flights; `pnr.synthetic.plants.placing` finds those.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from random import Random

import msgspec


class Difficulty(StrEnum):
    """How many of the signs of a case are visible."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Part(msgspec.Struct, frozen=True):
    """One person of a case: role, age, family. People of one family share a surname, unless `apart`."""

    role: str
    low: int = 22
    high: int = 50
    sex: str = ""
    family: int = 0
    apart: bool = False


class Sitting(msgspec.Struct, frozen=True):
    """One booking of a case on one leg, `day` days after the case begins.

    `people` are places in the cast. `inbound` means towards one of the six; `over` are the partner airports
    that
    will do, empty for any. `lead` is hours before departure. `stay` is the days until the way back on the
    same
    booking, 0 for one way. Empty or -1 means: as chance has it. `card` and `phone` number what is shared.
    """

    day: int
    people: tuple[int, ...]
    inbound: bool = True
    over: tuple[str, ...] = ()
    beyond: str = ""
    separate: bool = False  # the leg from beyond is on a ticket of its own
    lead: float = -1.0
    stay: int = 0
    form: str = ""
    card: int = -1
    payer: str = ""  # stranger, employer
    phone: int = -1
    agency: str = ""  # licensed, unknown
    pieces: int = -1
    weight: float = 0.0  # of each piece, kg
    pooled: int = -1  # number of a baggage pool shared over bookings
    tag_to: str = ""
    document: str = ""  # new, emergency, second, borrowed, one-off
    change: str = ""  # name, document: changed six hours before departure
    fare_basis: str = ""
    minutes: int = -1  # before departure, at check-in
    absent: str = ""  # never, boarded: checks in and does not fly
    apart: bool = False  # seated far from each other
    service: str = ""  # WEAP, UMNR …
    marked: bool = True  # earlier and later trips of a pattern may be harmless by themselves


class Script(msgspec.Struct, frozen=True):
    """A case: cast, bookings, what is needed to notice, what should notice it, what a control would find."""

    name: str
    threat: str
    cast: tuple[Part, ...]
    sittings: tuple[Sitting, ...]
    needs: str = "booking"
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    outcome: str = ""
    exonerated: str = ""

    @property
    def span(self) -> int:
        """Days from the first departure to the last."""
        return max(one.day + one.stay for one in self.sittings) + 1


class Draft(msgspec.Struct, frozen=True):
    """What a script is asked for: chance, difficulty, and 0 for the case itself or 1 to 3 for its decoys."""

    chance: Random
    difficulty: Difficulty
    decoy: int

    def late(self) -> float:
        """Return hours before departure at which the booking is made: the easier, the later."""
        return {
            Difficulty.EASY: 12 + 36 * self.chance.random(),
            Difficulty.MEDIUM: 40 + 50 * self.chance.random(),
            Difficulty.HARD: 150 + 300 * self.chance.random(),
        }[self.difficulty]

    def cash(self) -> str:
        """Return the form of payment: cash, or a card where the case is hard."""
        return "CC" if self.difficulty is Difficulty.HARD else "CA"

    def choose(self, *values: str) -> str:
        """Return one of `values`."""
        return values[int(self.chance.random() * len(values))]


Writer = Callable[[Draft], Script]

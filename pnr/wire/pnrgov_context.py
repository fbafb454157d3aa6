"""The groups of a booking, and what is gathered of a service before anybody owns it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from pnr.model.flight import FlightLeg
from pnr.wire.dates import Moment
from pnr.wire.drafts import TravellerDraft
from pnr.wire.edifact import COMPONENT, ELEMENT

PAD = COMPONENT * 12
WIDE = ELEMENT * 9


class Context(IntEnum):
    """The innermost open group."""

    BOOKING = 1
    TRAVELLER = 2
    TICKET = 3
    PAYMENT = 4
    FLIGHT = 5
    CHECK_IN = 6
    CHECKED = 7
    SPLIT = 8
    OTHER = 9
    HISTORY = 10


class ServiceDraft(NamedTuple):
    """A special service as sent, not yet given to anybody."""

    at: int
    owner: TravellerDraft | None
    code: str
    status: str
    carrier: str
    route: str
    text: str
    items: tuple[tuple[str, str], ...]  # data (a seat), traveller reference


class Frame(NamedTuple):
    """What a booking needs to know of its message."""

    moment: Moment
    leg: FlightLeg
    flights: dict[str, list[str]]  # TVL text to leg values: the same few flights fill a message

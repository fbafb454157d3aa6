"""The groups of a booking, and what is gathered of a service before anybody owns it."""

from __future__ import annotations

from typing import NamedTuple

from pnr.model.booking import Agency
from pnr.model.flight import FlightLeg
from pnr.wire.dates import Moment
from pnr.wire.drafts import TravellerDraft
from pnr.wire.edifact import COMPONENT, ELEMENT

PAD = COMPONENT * 12
WIDE = ELEMENT * 9


class Context:
    """The innermost open group. Plain numbers: the machine compares them for every segment."""

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


# bound once: a class attribute costs a look-up for every segment
BOOKING, TRAVELLER, TICKET, PAYMENT = Context.BOOKING, Context.TRAVELLER, Context.TICKET, Context.PAYMENT
FLIGHT, CHECK_IN, CHECKED = Context.FLIGHT, Context.CHECK_IN, Context.CHECKED
SPLIT, OTHER, HISTORY = Context.SPLIT, Context.OTHER, Context.HISTORY


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
    """What a booking needs to know of its message, and segments read before: the same few fill a message."""

    moment: Moment
    leg: FlightLeg
    flights: dict[str, tuple[list[str], list[tuple[str, str]]]]  # TVL text to leg values and what is odd
    agencies: dict[str, Agency | None]  # ORG text
    agents: dict[str, str]  # ORG text of a check-in event
    dates: dict[
        str, list[tuple[str, str, str, str]]
    ]  # DAT text: qualifier, ISO, code of a fault, day as sent

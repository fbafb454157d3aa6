"""A flight leg and a line of an itinerary, as messages name them.

Times are local to the airport they belong to, written `2026-09-16T01:15`, or `2026-09-16` where the message
gives no time: a message carries no zone (PNRGOV guide, TVL; PAXLST guide, DTM 189/232). `pnr.codes` turns
them into aware UTC where the airport is known.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from retention.tiers import Kept, Tier

_ITINERARY = Kept(Tier.OP, 7)
_CODESHARE = Kept(Tier.OP, 15)


class FlightLeg(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The leg a message is about: operating carrier, number without leading zeros, airports, local times."""

    carrier: Annotated[str, _ITINERARY] = ""
    number: Annotated[str, _ITINERARY] = ""
    suffix: Annotated[str, _ITINERARY] = ""
    origin: Annotated[str, _ITINERARY] = ""
    destination: Annotated[str, _ITINERARY] = ""
    departure: Annotated[str, _ITINERARY] = ""
    arrival: Annotated[str, _ITINERARY] = ""


class ItineraryLeg(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One line of a booking's itinerary; `kind`: air, arnk (surface gap), open, other (hotel, car)."""

    carrier: Annotated[str, _ITINERARY] = ""  # marketing
    number: Annotated[str, _ITINERARY] = ""
    suffix: Annotated[str, _ITINERARY] = ""
    origin: Annotated[str, _ITINERARY] = ""
    destination: Annotated[str, _ITINERARY] = ""
    departure: Annotated[str, _ITINERARY] = ""
    arrival: Annotated[str, _ITINERARY] = ""
    operating_carrier: Annotated[str, _CODESHARE] = ""
    operating_number: Annotated[str, _CODESHARE] = ""
    booking_class: Annotated[str, _ITINERARY] = ""
    status: Annotated[str, Kept(Tier.OP, 10)] = ""  # HK, HL, UN … as sent in RPI
    kind: Annotated[str, _ITINERARY] = "air"
    equipment: Annotated[str, _ITINERARY] = ""

"""What changed about a traveller between messages: late changes are what an officer looks for.

Compares the kept versions of a record pairwise, oldest first. Only values that a page may show anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages import times
from api.pages.language import gettext as _
from pnr.model.booking import Booking
from pnr.model.traveller import Traveller
from pnr.records.bookings import Stored


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was, what it became. Empty means not stated."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One version: when the sender changed it, from which source, and what differs from the one before."""

    at: str
    source: str
    changes: tuple[Change, ...]
    first: bool


def _joined(values: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(value for value in values if value))


def _facts(booking: Booking, traveller: Traveller) -> dict[str, str]:
    phones = [one.value for one in (*traveller.contacts, *booking.contacts) if one.kind == "phone"]
    mails = [one.value for one in (*traveller.contacts, *booking.contacts) if one.kind == "email"]
    legs = [
        f"{one.origin}–{one.destination}" for one in booking.itinerary if one.kind == "air" and one.origin
    ]
    pieces = sum(bag.pieces for bag in traveller.bags)
    return {
        _("Name"): traveller.name.received,
        _("Born"): times.partial_date(traveller.birth),
        _("Document"): _joined([one.number for one in traveller.documents]),
        _("Seat"): _joined([one.number for one in traveller.seats]),
        _("Bags"): str(pieces) if pieces else "",
        _("Phone"): _joined(phones),
        _("E-mail"): _joined(mails),
        _("Flights"): _joined(legs),
        _("Party"): str(len(booking.travellers)) if len(booking.travellers) > 1 else "",
    }


def _same(booking: Booking, known: Traveller) -> Traveller | None:
    """Find the traveller in another version: by the sender's stable reference, else by name."""
    for one in booking.travellers:
        if known.unique_reference and one.unique_reference == known.unique_reference:
            return one
    for one in booking.travellers:
        if (one.name.surname, one.name.given) == (known.name.surname, known.name.given):
            return one
    return None


def steps(versions: Sequence[Stored], known: Traveller) -> tuple[Step, ...]:
    """Return one step per version that says anything new about the traveller."""
    made: list[Step] = []
    before: dict[str, str] = {}
    for version in versions:
        traveller = _same(version.booking, known)
        if traveller is None:
            continue
        facts = _facts(version.booking, traveller)
        differing = tuple(
            Change(label, before.get(label, ""), value)
            for label, value in facts.items()
            if before and before.get(label, "") != value
        )
        if not before or differing:
            made.append(Step(version.changed, version.source, differing, first=not before))
        before = facts
    return tuple(made)

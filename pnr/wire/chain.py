"""Puts the parts of a chained message together (`01:C`, `02`, … `nn:F`), in whatever order they came.

Parts share sender, recipient, type and common access reference; control references mean nothing here. A part
that comes twice counts once: the last wins. Pure: what waits, and how long, is the caller's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from pnr.model.booking import Booking, Message
from pnr.model.traveller import Traveller
from pnr.quality import Finding, severity


class Key(NamedTuple):
    """What the parts of one chain have in common."""

    sender: str
    recipient: str
    type: str
    reference: str


class Chain(NamedTuple):
    """The parts of one chain; `missing` numbers are known to be absent, `closed`: the final part is here."""

    key: Key
    parts: tuple[Message, ...]
    missing: tuple[int, ...]
    closed: bool

    @property
    def complete(self) -> bool:
        """Whether every part from the first to the final one is here."""
        return self.closed and not self.missing


def key_of(message: Message) -> Key:
    """Return the key of the chain a message is a part of.

    Without a common access reference the flight, its day and the message's function stand for it.
    """
    reference = message.access_reference
    if not reference:
        leg = message.legs[message.border] if message.legs else None
        flight = (
            f"{leg.carrier}{leg.number}{leg.suffix}/{leg.departure[:10]}/{leg.origin}"
            if leg is not None
            else ""
        )
        reference = f"{flight}/{message.function}/{message.prepared[:10]}"
    return Key(message.sender, message.recipient, message.type, reference)


def number_of(message: Message) -> int:
    """Return the number of a part; 1 where the message is not part of a chain."""
    return int(message.part) if message.part.isdecimal() and len(message.part) < 5 else 1


def is_part(message: Message) -> bool:
    """Return whether a message is one of several parts."""
    return bool(message.part) and not (message.final and number_of(message) <= 1)


def chain(parts: Iterable[Message]) -> Chain | None:
    """Order the parts of one chain, later copies winning; None without any. All must share one key."""
    by_number: dict[int, Message] = {}
    key: Key | None = None
    for part in parts:
        key = key or key_of(part)
        if key_of(part) != key:
            raise ValueError("parts of different chains")
        by_number[number_of(part)] = part
    if key is None:
        return None
    numbers = sorted(by_number)
    last = max((number for number, part in by_number.items() if part.final), default=0)
    missing = tuple([number for number in range(1, last or numbers[-1]) if number not in by_number])
    return Chain(key, tuple([by_number[number] for number in numbers]), missing, bool(last))


def join(parts: Iterable[Message]) -> Message | None:
    """Return one message with the bookings, travellers and findings of all parts; None without any.

    `complete` says whether absence may be concluded from it: every part is here, none is cut, the function is
    a full push or list, and the announced total is met. Travellers come once, by their unique reference.
    """
    linked = chain(parts)
    if linked is None:
        return None
    first = linked.parts[0]
    bookings: list[Booking] = []
    travellers: list[Traveller] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for part in linked.parts:
        bookings.extend(part.bookings)
        findings.extend(one for one in part.findings if one.code != "count.part")
        for traveller in part.travellers:
            if traveller.unique_reference and traveller.unique_reference in seen:
                continue
            seen.add(traveller.unique_reference)
            travellers.append(traveller)
    announced = next((part.announced for part in linked.parts if part.announced), "")
    counted = len(bookings) or len(travellers)
    met = not announced.isdecimal() or int(announced[:9]) == counted
    if linked.complete and not met:
        code = "count.bookings" if bookings else "count.travellers"
        pairs = (("announced", announced[:9]), ("counted", str(counted)))
        findings.append(Finding(code, severity(code), first.start, first.end, params=pairs))
    whole = linked.complete and met and all(part.closed for part in linked.parts)
    return msgspec.structs.replace(
        first,
        bookings=tuple(bookings),
        travellers=tuple(travellers),
        findings=tuple(findings),
        part="",
        final=linked.closed,
        complete=whole and _conclusive(first),
        announced=announced,
    )


def _conclusive(message: Message) -> bool:
    """Return whether the message is of a kind that names everybody: a full push, a plain list."""
    if message.type == "PNRGOV":
        return message.function == "22"
    return message.document_code in {"745", "250", "266"} and message.document_identifier in {
        "",
        "CLOB",
        "C",
        "CI",
        "DC",
    }

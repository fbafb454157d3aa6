"""A message behind the gate: what intake stores. Of a repeated push only what changed is read.

A carrier pushes a flight about five times, and most bookings of a push are those of the push before, byte for
byte. Those are recognised by the keyed digest of their raw slice and never decoded again (performance notes).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from pnr import gate
from pnr.feed import schedule
from pnr.model.booking import Booking, Message
from pnr.model.flight import FlightLeg
from pnr.quality import Finding, Severity
from pnr.reading import Decoded, read
from pnr.records import bookings
from pnr.wire.slices import Slice, Slices, changed, slices
from retention.actors import Actor
from retention.acts import Act
from retention.unit_of_work import Store

_LOST = {Severity.ERROR, Severity.REFUSED}
_COUNTS = frozenset(
    {"envelope.unt_count", "count.bookings", "count.bookings_missing"}
)  # wrong of a part only


@dataclass(frozen=True, slots=True)
class Gated:
    """One message with its bookings behind the gate.

    `bookings` counts all of them; `admitted` are those that were read, `slices` the digests of their raw
    bytes where the message could be cut, `confirmed` those of bookings that did not change and were not read.
    """

    message: Message
    body: bytes
    admitted: tuple[gate.Admitted, ...]
    regime: str
    bookings: int
    slices: tuple[bytes, ...] = ()
    confirmed: tuple[bytes, ...] = ()

    @property
    def travellers(self) -> int:
        """Travellers in the bookings that were read."""
        return sum(len(one.booking.travellers) for one in self.admitted)

    @property
    def dropped(self) -> Counter[str]:
        """What the gate refused, by class."""
        total: Counter[str] = Counter()
        for one in self.admitted:
            total.update(one.dropped)
        return total

    @property
    def whole(self) -> frozenset[str]:
        """The source for which absence from this message means "gone": a complete full push or list only."""
        message = self.message
        if not message.complete or refusals(message.findings):
            return frozenset()
        if message.type == "PNRGOV" and message.function == "22":
            return frozenset({"pnr"})
        closing = message.document_code == "745" and message.document_identifier in {"", "CL", "CLOB"}
        return frozenset({"api"}) if message.type == "PAXLST" and closing else frozenset()


def as_bookings(message: Message) -> tuple[Booking, ...]:
    """Return the bookings of a message; a list's travellers are one booking each, with its source."""
    if message.bookings:
        return message.bookings
    source = "manifest" if message.type == "MANIFEST" else "api"
    return tuple(Booking(source=source, travellers=(one,), party=1) for one in message.travellers)


def target_leg(legs: Sequence[FlightLeg], airports: Sequence[str]) -> FlightLeg | None:
    """Choose the leg a message is about: the one that lands at a watched airport, else the first."""
    return next((leg for leg in legs if leg.destination in airports), legs[0] if legs else None)


def refusals(findings: Iterable[Finding]) -> int:
    """Count the findings by which something was lost."""
    return sum(one.severity in _LOST for one in findings)


def gated(data: bytes, message: Message, regimes: Mapping[str, str]) -> Gated:
    """Put a message that was read whole behind the gate."""
    admitted = tuple(gate.admit(one) for one in as_bookings(message))
    cut = slices(data) if message.type == "PNRGOV" else None
    raw = tuple(one.digest for one in cut.bookings) if cut and len(cut.bookings) == len(admitted) else ()
    body = data[message.start : message.end] or data
    return Gated(message, body, admitted, regimes.get(message.type, "pnr"), len(admitted), raw)


def prepared_on(message: Message) -> date | None:
    """Return the day the envelope was made."""
    return date.fromisoformat(message.prepared[:10]) if len(message.prepared) >= 10 else None


def only_changed(
    store: Store, data: bytes, *, actor: Actor, airports: Sequence[str], regimes: Mapping[str, str]
) -> tuple[Decoded, Gated] | None:
    """Read only the bookings of a push that are not, byte for byte, current already.

    None where the message cannot be cut for certain or nothing of it is known: read it whole then.
    """
    cut = slices(data)
    if cut is None or len(cut.bookings) < 2:
        return None
    head = read(cut.head + cut.tail)
    if len(head.messages) != 1 or head.messages[0].type != "PNRGOV":
        return None
    regime = regimes.get("PNRGOV", "pnr")
    same = _unchanged(store, head.messages[0], cut, actor=actor, airports=airports, regime=regime)
    if not same:
        return None
    kept = [one for one in cut.bookings if one.digest not in same]
    part = changed(data, same) if kept else None
    decoded = read(part[0]) if part else head
    if len(decoded.messages) != 1 or len(decoded.messages[0].bookings) != len(kept):
        return None
    message = _in_place(decoded.messages[0], cut, kept)
    one = Gated(
        message,
        data[message.start : message.end],
        tuple(gate.admit(booking) for booking in message.bookings),
        regime,
        len(cut.bookings),
        tuple(one.digest for one in kept),
        tuple(one.digest for one in cut.bookings if one.digest in same),
    )
    return msgspec.structs.replace(decoded, messages=(message,)), one


def _unchanged(
    store: Store, message: Message, cut: Slices, *, actor: Actor, airports: Sequence[str], regime: str
) -> frozenset[bytes]:
    wanted = target_leg(message.legs, airports)
    if wanted is None:
        return frozenset()
    with store.writing(actor, Act.COLLECTION) as scope:
        leg = schedule.known(scope, wanted, prepared=prepared_on(message))
        digests = [one.digest for one in cut.bookings]
        same = bookings.unchanged(scope, leg, digests, regime=regime) if leg else frozenset()
        scope.abandon()  # tokens were compared, nothing was opened
    return same


def _in_place(message: Message, cut: Slices, kept: Sequence[Slice]) -> Message:
    """Give findings and spans their places in the whole input; leave out counts that fit only the part."""
    moves: list[tuple[int, int]] = [(0, 0)]  # from this byte of the part on, add so many
    at = len(cut.head)
    for one in kept:
        moves.append((at, one.start - at))
        at += one.end - one.start
    last = cut.bookings[-1].end
    moves.append((at, last - at))

    def placed(byte: int) -> int:
        return byte + next(add for start, add in reversed(moves) if byte >= start)

    findings = tuple(
        msgspec.structs.replace(
            one, start=placed(one.start), end=placed(max(one.end - 1, 0)) + 1 if one.end else 0
        )
        for one in message.findings
        if one.code not in _COUNTS
    )
    announced = message.announced
    return msgspec.structs.replace(
        message,
        findings=findings,
        end=placed(message.end),
        complete=message.final and announced in {"", str(len(cut.bookings))},
    )

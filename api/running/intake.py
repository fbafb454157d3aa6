"""Taking bytes in: read, gate, seal, commit, then answer. Nothing is written before the gate (decision 11).

One input may hold many messages; each is stored in its own transaction, so a bad one never costs the next.
The raw bytes live in memory only, except what nobody could read, which is sealed for 72 hours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import msgspec

from api.running.doorbell import Doorbell, Silent
from api.running.gated import Gated, gated, only_changed, prepared_on, refusals, target_leg
from pnr import gate
from pnr.feed.carriers import CarrierState, registered
from pnr.feed.schedule import Leg, UnplaceableLegError, expect, locate, open_bucket
from pnr.model.booking import Message
from pnr.quality import Finding, Severity
from pnr.reading import Decoded, read
from pnr.records import bookings, messages, quarantine
from pnr.records import dropped as dropped_counts
from pnr.records.bookings import MovedError
from pnr.records.messages import MessageState
from retention import buckets
from retention.actors import Actor
from retention.acts import Act
from retention.ending import Hook, no_hook
from retention.refusals import BucketClosed
from retention.unit_of_work import Store, Writing

_STAYS_OPEN = timedelta(days=7)  # after arrival (decision 4)
ASSESS = "assess"  # outbox topic: bring one flight up to date


@dataclass(frozen=True, slots=True)
class Feed:
    """How bytes reached us: the channel, who vouches for it, and the regime it arrives under (decision 5)."""

    channel: str  # https, folder, page, command
    actor: Actor
    carrier: str = ""
    airports: tuple[str, ...] = ()
    bell: Doorbell = field(default_factory=Silent)
    hook: Hook = no_hook  # called with the name of each crash point
    regimes: Mapping[str, str] = field(
        default_factory=lambda: {"PNRGOV": "pnr", "PAXLST": "api", "MANIFEST": "manifest"}
    )


class LegReference(msgspec.Struct, frozen=True):
    """What an outbox row carries: the id of a leg, nothing else."""

    leg_id: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one message. `dropped` counts sensitive classes the gate refused."""

    id: UUID
    type: str
    state: MessageState
    leg: Leg | None
    bookings: int
    travellers: int
    stored: int
    unchanged: int
    refused: int
    dropped: Mapping[str, str]
    findings: tuple[Finding, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one input, message by message."""

    name: str
    kind: str
    bytes: int
    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...]

    @property
    def travellers(self) -> int:
        """Travellers read and stored or already known."""
        return sum(
            one.travellers for one in self.taken if one.state in {MessageState.STORED, MessageState.DUPLICATE}
        )

    @property
    def refused(self) -> int:
        """Parts that could not be read."""
        return sum(one.refused for one in self.taken)


class TooLargeError(ValueError):
    """The input is larger than the limit; send it in parts."""


def receive(
    store: Store, data: bytes, feed: Feed, *, name: str = "", limit: int = 32 * 1024 * 1024
) -> Receipt:
    """Read an input and store what it holds, one transaction a message. Raises `TooLargeError`."""
    if len(data) > limit:
        raise TooLargeError(f"{len(data)} bytes; the limit is {limit}")
    partly = only_changed(store, data, actor=feed.actor, airports=feed.airports, regimes=feed.regimes)
    if partly is not None:
        decoded, one = partly
        try:
            return Receipt(name, decoded.kind, len(data), (_store(store, one, feed),), decoded.findings)
        except (MovedError, BucketClosed):
            pass  # another process was faster: read it whole
    return store_decoded(store, data, read(data, name=name), feed, name=name)


def store_decoded(store: Store, data: bytes, decoded: Decoded, feed: Feed, *, name: str = "") -> Receipt:
    """Store what `read` made of an input; whatever it could not read goes to quarantine."""
    taken = [_take(store, data, message, feed) for message in decoded.messages]
    if not decoded.messages:
        taken.append(_without_message(store, data, decoded, feed))
    return Receipt(name, decoded.kind, len(data), tuple(taken), decoded.findings)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is to become of a message: its state, the flight it is about, and what else is wrong with it."""

    state: MessageState
    leg: Leg | None = None
    faults: tuple[Finding, ...] = ()
    outdated: bool = False


def _take(store: Store, data: bytes, message: Message, feed: Feed) -> Taken:
    one = gated(data, message, feed.regimes)
    try:
        return _store(store, one, feed)
    except BucketClosed:
        late = Finding("flight.closed", Severity.ERROR, message.start, message.end)
        return _store(store, one, feed, closed=late)


def _store(store: Store, one: Gated, feed: Feed, *, closed: Finding | None = None) -> Taken:
    message = one.message
    carrier = message.legs[0].carrier if message.legs else feed.carrier
    digest = hashlib.sha256(one.body).digest()
    feed.hook("intake.read")
    with store.writing(feed.actor, Act.COLLECTION) as scope:
        judged = (
            _judge(scope, one, feed, carrier=carrier, digest=digest)
            if closed is None
            else _Judged(MessageState.UNPLACED, faults=(closed,))
        )
        refused = refusals(message.findings) + len(judged.faults)
        line = messages.register(
            scope,
            message,
            state=judged.state,
            carrier=carrier,
            regime=one.regime,
            channel=feed.channel,
            payload_hash=digest,
            leg_id=judged.leg.id if judged.leg else None,
            filter_version=gate.FILTER_VERSION,
            bookings=one.bookings,
            travellers=one.travellers,
            refused=refused,
            whole=one.whole,
            findings=judged.faults,
        )
        dropped_counts.count(scope, carrier, one.dropped)
        if judged.state is MessageState.UNPLACED:
            quarantine.hold(scope, one.body, (*message.findings, *judged.faults), message_id=line)
        outcome = bookings.Outcome(0, 0, 0)
        if judged.leg is not None:
            outcome = _keep(scope, one, judged.leg, line, outdated=judged.outdated)
            feed.hook("intake.kept")
        scope.note(
            message=str(line), type=message.type, state=judged.state.value, bookings=one.bookings,
            stored=outcome.stored,
        )  # fmt: skip
    feed.hook("intake.committed")
    if judged.leg is not None:
        feed.bell.ring(str(judged.leg.id))
    return Taken(
        line, message.type, judged.state, judged.leg, one.bookings, one.travellers, outcome.stored,
        outcome.unchanged, refused, gate.shown(one.dropped), (*message.findings, *judged.faults), scope.entry,
    )  # fmt: skip


def _judge(scope: Writing, one: Gated, feed: Feed, *, carrier: str, digest: bytes) -> _Judged:
    message = one.message
    if messages.known(scope, digest):
        return _Judged(MessageState.DUPLICATE)
    if message.type not in feed.regimes:
        return _Judged(MessageState.IGNORED)
    if message.test or _in_test(scope, carrier):
        return _Judged(MessageState.TEST)
    try:
        leg = _leg(scope, message, feed)
    except UnplaceableLegError:
        fault = Finding("flight.unplaced", Severity.ERROR, message.start, message.end)
        return _Judged(MessageState.UNPLACED, faults=(fault,))
    later = messages.latest_whole(scope, leg.id, message.type) > message.prepared
    return _Judged(MessageState.STORED, leg, outdated=later)


def _keep(scope: Writing, one: Gated, leg: Leg, line: UUID, *, outdated: bool) -> bookings.Outcome:
    message = one.message
    if leg.bucket is not None and leg.lands is not None:
        buckets.keep_open(scope, one.regime, leg.bucket, leg.lands + _STAYS_OPEN)
    push = bookings.Push(
        line,
        one.regime,
        message.prepared,
        whole=one.whole,
        cards=[admitted.cards for admitted in one.admitted],
        slices=one.slices,
        confirmed=one.confirmed,
        outdated=outdated,
        closing=message.function if message.function in {"CLOB", "CLNB"} else "",
    )
    outcome = bookings.keep(scope, leg, [admitted.booking for admitted in one.admitted], push)
    if message.type == "PAXLST" and message.complete and message.announced.isdecimal():
        expect(scope, leg, max(int(message.announced), one.travellers))
    if outcome.stored or outcome.gone or outcome.closed:
        scope.emit(ASSESS, str(leg.id), LegReference(str(leg.id)))
    return outcome


def _in_test(scope: Writing, carrier: str) -> bool:
    known = registered(scope).get(carrier)
    return known is not None and known.state is CarrierState.TEST


def _leg(scope: Writing, message: Message, feed: Feed) -> Leg:
    wanted = target_leg(message.legs, feed.airports)
    if wanted is None:
        raise UnplaceableLegError("the message names no flight")
    return open_bucket(scope, locate(scope, wanted, prepared=prepared_on(message)))


def _without_message(store: Store, data: bytes, decoded: Decoded, feed: Feed) -> Taken:
    """Register an input that is no message: a paper is only noted, whatever else is held."""
    if not decoded.papers:
        return _unreadable(store, data, decoded.findings, feed, kind=decoded.kind)
    noted = (*decoded.findings, Finding("input.paper", Severity.NOTE, 0, len(data)))
    message = Message(type=decoded.kind.upper()[:16], start=0, end=len(data), findings=noted)
    return _store(store, Gated(message, data, (), "", 0), feed)


def _unreadable(store: Store, data: bytes, findings: tuple[Finding, ...], feed: Feed, *, kind: str) -> Taken:
    with store.writing(feed.actor, Act.QUARANTINE_HOLD) as scope:
        empty = Message(type=kind.upper()[:16], start=0, end=len(data), findings=findings)
        line = messages.register(
            scope,
            empty,
            state=MessageState.QUARANTINED,
            carrier=feed.carrier,
            regime=quarantine.REGIME,
            channel=feed.channel,
            payload_hash=hashlib.sha256(data).digest(),
            filter_version=gate.FILTER_VERSION,
            refused=max(1, refusals(findings)),
        )
        quarantine.hold(scope, data, findings, message_id=line)
        scope.note(message=str(line), state=MessageState.QUARANTINED.value)
    refused = max(1, refusals(findings))
    return Taken(line, kind, MessageState.QUARANTINED, None, 0, 0, 0, 0, refused, {}, findings, scope.entry)

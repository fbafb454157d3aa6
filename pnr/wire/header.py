"""UNH and UNB as a reader of messages needs them: type, version, parts of a chain, when it was prepared."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from pnr.model.booking import Message
from pnr.wire.dates import day_of, envelope
from pnr.wire.edifact import TERMINATOR
from pnr.wire.interchange import RawMessage


class Header:
    """The header of one message."""

    def __init__(self, raw: RawMessage, received: date | None = None) -> None:
        self.raw = raw
        self.received = received
        self.reference = self.at(1)
        self.access_reference = self.at(3)
        self.type, self.version = _type(raw.header)
        self.part, flag = self.at(4), self.at(4, 1).upper()
        number = int(self.part) if self.part.isdecimal() and len(self.part) < 4 else 0
        self.single = not self.part or (flag == "F" and number <= 1) or (not flag and number == 1)
        self.final = self.single or flag == "F"
        self.first = self.single or flag == "C" or number == 1
        prepared = envelope(raw.envelope.date, raw.envelope.clock)
        self.prepared = prepared
        self.prepared_day = day_of(prepared) or received

    def at(self, element: int, component: int = 0) -> str:
        """Return a component of UNH, empty where it is absent."""
        header = self.raw.header
        return (
            header[element][component].strip()
            if len(header) > element and len(header[element]) > component
            else ""
        )

    def message(self, *, origin: str = "", **values: Any) -> Message:
        """Return the message record with the envelope filled in."""
        raw, envelope_ = self.raw, self.raw.envelope
        segments = raw.tokens.segments
        start, end = raw.extent()
        return Message(
            type=self.type,
            version=self.version,
            reference=self.reference,
            sender=envelope_.sender or envelope_.group_sender or origin,
            recipient=envelope_.recipient,
            control_reference=envelope_.reference,
            access_reference=self.access_reference,
            prepared=self.prepared,
            part=self.part,
            final=self.final,
            test=envelope_.test,
            closed=raw.closed,
            application=envelope_.application,
            digest=payload_digest(segments[raw.first + 1 : raw.last]),
            start=start,
            end=end,
            **values,
        )


def payload_digest(segments: list[str]) -> str:
    """Return SHA-256 over the business segments, from BGM or the first SRC on: the same however it was sent.

    Line breaks, service characters and the envelope leave it unchanged, so a re-sent message is recognised.
    """
    begin = 0
    for at, text in enumerate(segments):
        if text[:3] in {"BGM", "SRC"}:
            begin = at
            break
    payload = TERMINATOR.join(segments[begin:]).encode("utf-8", "surrogatepass")
    return hashlib.sha256(payload).hexdigest()


def _type(header: list[list[str]]) -> tuple[str, str]:
    """Return message type and version; `PNRGOV:IA` and `PNRGOV:UN:D:11B` name no version in its place."""
    composite = [part.strip() for part in header[2]] if len(header) > 2 else []
    kind = composite[0].upper() if composite else ""
    rest = composite[1:]
    if rest[:1] and rest[0] in {"UN", "IA"}:
        rest = rest[1:]
    version = ":".join(part for part in rest[:2] if part)
    return kind, version

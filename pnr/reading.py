"""The front door of reading: any bytes in, what they hold and what is wrong with them out.

Pure: no database, clock, network or settings. Never raises on any input; what cannot be read is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from pnr.model.booking import Message
from pnr.quality import Finding, severity
from pnr.wire.edifact import Tokens
from pnr.wire.faults import Faults
from pnr.wire.header import Header
from pnr.wire.interchange import Interchange, RawMessage, interchanges
from pnr.wire.normalise import Normalised, normalise
from pnr.wire.paxlst import read_paxlst
from pnr.wire.pnrgov import read_pnrgov
from pnr.wire.replies import read_ackres, read_cusres

_Reader = Callable[[RawMessage, Header, Faults], Message]
_READERS: dict[str, _Reader] = {
    "PNRGOV": read_pnrgov,
    "PAXLST": read_paxlst,
    "CUSRES": read_cusres,
    "ACKRES": read_ackres,
    "GOVREQ": read_ackres,
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # never repaired as text: every byte counts
_EDIFACT = re.compile(rb"U[\r\n\x00]*N[\r\n\x00]*[BH][ \t\r\n\x00]*[^A-Za-z0-9\s\x00]")


class Decoded(msgspec.Struct, frozen=True, gc=False):
    """What one input holds.

    `kind`: edifact, pnl, adl, apps, manifest, xml, bcbp, mrz, ticket …, unknown. `papers` are boarding
    passes and passport zones. `findings` are about the input and its envelopes; a message has its own.
    """

    kind: str = "unknown"
    messages: tuple[Message, ...] = ()
    papers: tuple[Any, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        """Findings of the input and of its messages, in order of place."""
        own = [finding for message in self.messages for finding in message.findings]
        return tuple(sorted((*self.findings, *own), key=lambda one: one.start))


def read(data: bytes, *, name: str = "", received: date | None = None) -> Decoded:
    """Read whatever an airline, a colleague or an officer hands over.

    `name` is the file's, a hint for tables only. `received` is the day it came: the last resort for years
    that a message writes with two digits or leaves out and nothing in it says.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Decoded("unknown", findings=(_whole("input.empty", data),))
    try:
        return _dispatch(data, name, received)
    except Exception:  # noqa: BLE001  # the last line of defence: one bad input must not stop the service
        return Decoded("unknown", findings=(_whole("input.failed", data),))


def _dispatch(data: bytes, name: str, received: date | None) -> Decoded:
    from pnr.wire.other import read_other, read_table  # noqa: PLC0415  # loaded when one is met

    if data[:4] in _WORKBOOKS:
        return Decoded("manifest", (read_table(data, name, received),))
    normal = normalise(data)
    if _EDIFACT.search(normal.data) is not None:
        decoded = _edifact(normal, received)
        if decoded is not None:
            return decoded
    other = read_other(normal.data, data, name, received)
    if other is None:
        return Decoded("unknown", findings=(_whole("input.unrecognised", data),))
    return Decoded(*other)


def _whole(code: str, data: bytes) -> Finding:
    return Finding(code, severity(code), 0, len(data))


def _edifact(normal: Normalised, received: date | None) -> Decoded | None:
    messages: list[Message] = []
    findings = _input_findings(normal)
    seen = False
    for interchange in interchanges(normal.data):
        seen = True
        findings.extend(_envelope_findings(interchange))
        messages.extend(read_message(raw, received) for raw in interchange.messages)
    if not seen:
        return None
    return Decoded("edifact", tuple(messages), (), tuple(findings))


def read_message(raw: RawMessage, received: date | None = None) -> Message:
    """Read one message of an interchange by its type; a type we do not read is refused, not failed."""
    header = Header(raw, received)
    faults = Faults(raw.tokens, raw.first)
    for code, index, params in raw.faults:
        faults.add(code, index, **params)
    if raw.envelope.date and not header.prepared:
        faults.add("envelope.date_invalid", 0)
    if raw.envelope.test:
        faults.add("message.test", raw.first)
    reader = _READERS.get(header.type)
    if reader is None:
        if header.type:
            faults.add("message.type_not_read", raw.first, type=header.type[:6])
        else:
            faults.add("message.type_missing", raw.first)
        message = header.message(complete=False)
    else:
        try:
            message = reader(raw, header, faults)
        except Exception:  # noqa: BLE001  # a bad message costs itself, never its file
            faults.add("input.failed", raw.first)
            message = header.message(complete=False)
    return msgspec.structs.replace(message, findings=faults.findings()) if faults.drafts else message


def _input_findings(normal: Normalised) -> list[Finding]:
    found: list[Finding] = []

    def note(code: str, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        found.append(Finding(code, severity(code), 0, min(3, len(normal.data)), params=pairs))

    if normal.bom:
        note("encoding.bom")
    if normal.utf16:
        note("encoding.utf16")
    if normal.control:
        note("encoding.control_characters", count=normal.control)
    if normal.curly:
        note("envelope.apostrophe_typographic", count=normal.curly)
    if normal.encoded:
        note("envelope.mail_encoding", count=normal.encoded)
    return found


def _envelope_findings(interchange: Interchange) -> tuple[Finding, ...]:
    faults = Faults(interchange.tokens)
    for code, index, params in interchange.faults:
        faults.add(code, index, **params)
    return faults.findings()


__all__ = ["Decoded", "Tokens", "read", "read_message"]

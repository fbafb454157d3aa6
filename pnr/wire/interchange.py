"""Envelopes: finds every interchange in any bytes, its service characters, its messages and their trailers.

Transport framing (Type B addresses, host-to-host lines, mail footers, logs) is whatever stands outside UNA or
UNB … UNZ. Nothing here raises on any input; what is wrong with an envelope becomes findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pnr.wire.edifact import COMPONENT, ELEMENT, STANDARD, Dialect, Tokens, elements
from pnr.wire.repair import repair

_BREAK = rb"[\r\n\x00]*"
_UNB = (
    rb"[Uu]"
    + _BREAK
    + rb"[Nn]"
    + _BREAK
    + rb"[Bb][ \t\r\n\x00]*(?P<element>[^A-Za-z0-9\s\x00]|[\x1c-\x1f])[ \r\n\x00]*"
    rb"(?P<syntax>(?:[A-Za-z][\r\n\x00]*){4})"
    + rb"(?P<component>[^A-Za-z0-9\s\x00]|[\x1c-\x1f])"
    + _BREAK
    + rb"[0-9]"
)
_CANDIDATE = re.compile(rb"UNB|U[\r\n\x00]+N[\r\n\x00]*B|UN[\r\n\x00]+B|unb")
_BROKEN = (b"U\r", b"U\n", b"U\x00", b"UN\r", b"UN\n", b"UN\x00")
_HEADER = re.compile(_UNB, re.DOTALL)
_BEFORE = re.compile(
    rb"U" + _BREAK + rb"N" + _BREAK + rb"A(?P<una>[^A-Za-z0-9].{0,18}?)[\s\x00]*\Z", re.DOTALL
)
_WINDOW = 600  # bytes in which the segment after UNB begins
_FURTHEST = 40  # bytes that UNA with its blanks may stand before UNB
_UNA = re.compile(rb"UNA(?P<una>.{6})[\s\x00]*UNH", re.DOTALL)
_UNH = re.compile(
    rb"U"
    + _BREAK
    + rb"N"
    + _BREAK
    + rb"H[ \t\r\n\x00]*(?P<element>[^A-Za-z0-9\s\x00])[^\x00]{0,40}?(?P=element)"
    rb"(?P<type>[A-Z]{6})" + _BREAK + rb"(?P<component>[^A-Za-z0-9\s\x00])"
)
_NEXT = rb"U[\r\n\x00]*N[\r\n\x00]*[GH][ \r\n\x00]*"


@dataclass(slots=True)
class Envelope:
    """What UNB and UNG say."""

    syntax: str = ""
    sender: str = ""
    recipient: str = ""
    date: str = ""
    clock: str = ""
    reference: str = ""
    application: str = ""
    test: bool = False
    group_sender: str = ""


@dataclass(slots=True)
class RawMessage:
    """One message before its type is read: indexes of UNH and of the segment after the last one it owns."""

    tokens: Tokens
    envelope: Envelope
    first: int
    last: int  # index of UNT, or one past the end where there is none
    header: list[list[str]]
    closed: bool
    alone: bool = True  # the only message of its interchange
    faults: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)

    def extent(self) -> tuple[int, int]:
        """Return the byte span: of the whole interchange where this is its only message (no scan needed)."""
        if self.alone:
            return self.tokens.base, self.tokens.base + len(self.tokens.raw)
        last = min(self.last, len(self.tokens.segments) - 1)
        return self.tokens.span(self.first)[0], self.tokens.span(last)[1]


@dataclass(slots=True)
class Interchange:
    """One UNB … UNZ with its messages; `faults` are those of the envelope, by code, segment index, params."""

    tokens: Tokens
    envelope: Envelope
    messages: list[RawMessage]
    faults: list[tuple[str, int, dict[str, str]]]
    start: int
    end: int


def interchanges(data: bytes) -> Iterator[Interchange]:
    """Find and read every interchange of `data` (already normalised), in order."""
    starts = list(_starts(data))
    for number, (_, body, dialect, notes) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(data)
        yield _interchange(data, body, end, dialect, notes)


def _starts(data: bytes) -> Iterator[tuple[int, int, Dialect, list[str]]]:
    """Yield where interchanges start: offset with UNA, offset of UNB, service characters, what is odd."""
    found = False
    for position in _candidates(data):
        match = _HEADER.match(data, position)
        if match is None or (found and not _at_boundary(data, match.start())):
            continue
        before = data[max(0, match.start() - _FURTHEST) : match.start()]
        advice = _BEFORE.search(before)
        una = advice.group("una") if advice is not None else None
        start = match.start() - (len(before) - advice.start() if advice is not None else 0)
        found = True
        dialect, notes = _dialect(data, match, una)
        yield start, match.start(), dialect, notes
    if found:
        return
    headless = _UNH.search(data)
    if headless is not None:
        yield headless.start(), headless.start(), _headless(data, headless), ["envelope.unb_missing"]


def _candidates(data: bytes) -> Iterator[int]:
    """Yield where UNB may begin. A line broken inside the tag makes the slow search worth its while."""
    if any(pair in data for pair in _BROKEN) or b"unb" in data:
        yield from (match.start() for match in _CANDIDATE.finditer(data))
        return
    position = data.find(b"UNB")
    while position >= 0:
        yield position
        position = data.find(b"UNB", position + 3)


def _at_boundary(data: bytes, offset: int) -> bool:
    """Return whether a header can begin here: after a terminator, a line break or a control character."""
    before = data[max(0, offset - 200) : offset].rstrip(b" \t\x00")
    return not before or not before[-1:].isalnum() or data[offset - 1 : offset] in b"\r\n"


def _headless(data: bytes, match: re.Match[bytes]) -> Dialect:
    """Return the service characters of a message that has no interchange header."""
    una = _UNA.search(data)
    if una is not None:
        char = una.group("una")
        return Dialect(char[0], char[1], char[2], char[3] if char[3] != 0x20 else -1, char[5])
    element, component = match.group("element")[0], match.group("component")[0]
    escaped = re.escape(bytes((element,)))
    after = re.search(rb"([^A-Za-z0-9\s\x00])[ \t\r\n\x00]*[A-Z]{3}[ ]*" + escaped, data[match.end() :])
    terminator = after.group(1)[0] if after is not None else STANDARD.terminator
    if terminator in {element, component}:
        terminator = STANDARD.terminator
    return Dialect(component, element, STANDARD.decimal, STANDARD.release, terminator)


def _dialect(data: bytes, match: re.Match[bytes], una: bytes | None) -> tuple[Dialect, list[str]]:
    """Take the service characters from UNA where it agrees with what follows, else from the text."""
    element, component = match.group("element")[0], match.group("component")[0]
    if una is None:
        detected = _detected(data, match, element, component)
        usual = detected == STANDARD
        return detected, [] if usual else ["envelope.separators_detected"]
    service = una.translate(None, b"\r\n\x00")
    if len(service) > 6 and not service[6:].strip():
        service = service[:6]
    if len(service) != 6:
        return _detected(data, match, element, component), ["envelope.una_invalid"]
    distinct = {service[0], service[1], service[3], service[5]}
    if len(distinct) < 4 or any(bytes((one,)).isalnum() for one in distinct):
        return _detected(data, match, element, component), ["envelope.una_invalid"]
    stated = Dialect(service[0], service[1], service[2], service[3] if service[3] != 0x20 else -1, service[5])
    if stated.element != element or stated.component != component or not _ends(data, match, stated):
        return _detected(data, match, element, component), ["envelope.una_contradicted"]
    return stated, []


def _ends(data: bytes, match: re.Match[bytes], stated: Dialect) -> bool:
    """Return whether the stated terminator stands before the next service segment."""
    before = _before_next(data[match.end() : match.end() + _WINDOW], stated.element)
    return not before or before[-1] == stated.terminator


def _before_next(window: bytes, element: int) -> bytes:
    """Return what stands before the next UNG or UNH, blanks taken off; empty where there is none."""
    following = re.search(_NEXT + re.escape(bytes((element,))), window)
    return window[: following.start()].rstrip(b" \t\r\n\x00") if following is not None else b""


def _detected(data: bytes, match: re.Match[bytes], element: int, component: int) -> Dialect:
    """Work the service characters out from UNB and the segment after it."""
    window = data[match.end() : match.end() + _WINDOW]
    before = _before_next(window, element)
    terminator = STANDARD.terminator
    if before and not before[-1:].isalnum():
        terminator = before[-1]
    elif match.group("syntax").upper().startswith(b"SIRE") and b"'" not in window:
        terminator = 0x22
    if terminator in {element, component}:
        terminator = STANDARD.terminator
    release = STANDARD.release
    if release in {element, component, terminator}:
        release = 0x5C
    return Dialect(component, element, STANDARD.decimal, release, terminator)


def _interchange(data: bytes, body: int, end: int, dialect: Dialect, notes: list[str]) -> Interchange:
    syntax_at = data[body : body + 40].translate(None, b"\r\n\x00 ")
    syntax = syntax_at[4:8].decode("ascii", "replace") if syntax_at[:3].upper() == b"UNB" else ""
    raw = data[body:end]
    tokens = Tokens(raw, dialect, base=body, syntax=syntax)
    faults: list[tuple[str, int, dict[str, str]]] = [(code, 0, {}) for code in notes]
    faults.extend(repair(tokens))
    if not raw.isascii():
        faults.append(("encoding.not_ascii", 0, {"repertoire": syntax or "?"}))
    envelope = Envelope(syntax=syntax)
    messages: list[RawMessage] = []
    closing = _walk(tokens, envelope, messages, faults)
    finish = end
    if closing == len(tokens.segments) - 1 and not tokens.truncated:
        pass  # nothing stands behind UNZ: no need to look where it ends
    elif closing is not None:
        finish = tokens.span(closing)[1]
        rest = data[finish:end].strip(b" \t\r\n\x00\x03\x1a\x0c")
        if rest:
            faults.append(("envelope.text_after", closing, {"bytes": str(len(rest))}))
        tokens.truncated = False
        del tokens.segments[closing + 1 :]
    elif tokens.truncated:
        faults.append(("envelope.truncated", len(tokens.segments) - 1, {}))
    if closing is None and "envelope.unb_missing" not in notes:
        faults.append(("envelope.unz_missing", max(0, len(tokens.segments) - 1), {}))
    for message in messages:
        message.alone = len(messages) == 1
    if not messages:
        faults.append(("envelope.no_message", 0, {}))
    return Interchange(tokens, envelope, messages, faults, body, finish)


def _walk(
    tokens: Tokens,
    envelope: Envelope,
    messages: list[RawMessage],
    faults: list[tuple[str, int, dict[str, str]]],
) -> int | None:
    """Split the segments into messages; return the index of UNZ, or None."""
    segments = tokens.segments
    state = _Walk(envelope, messages, faults)
    for index in tokens.service():
        parts = elements(segments[index])
        tag = parts[0][0].strip()
        if tag == "UNB":
            _unb(envelope, parts, index, faults)
        elif tag == "UNG":
            state.open_group(parts, index)
        elif tag == "UNH":
            state.close_message(index, closed=False)
            if messages or state.after >= 0:
                state.stray(index)
            messages.append(RawMessage(tokens, envelope, index, len(segments), parts, closed=False))
            state.current = messages[-1]
        elif tag == "UNT":
            state.trailer(parts, index)
        elif tag == "UNE":
            state.close_message(index, closed=False)
            state.close_group(parts, index)
        elif tag == "UNZ":
            state.close_message(index, closed=False)
            state.close_interchange(parts, index)
            return index
    state.close_message(len(segments), closed=False)
    return None


def _unb(
    envelope: Envelope, parts: list[list[str]], index: int, faults: list[tuple[str, int, dict[str, str]]]
) -> None:
    def at(element: int, component: int = 0) -> str:
        return (
            parts[element][component].strip()
            if len(parts) > element and len(parts[element]) > component
            else ""
        )

    envelope.sender, envelope.recipient = at(2), at(3)
    envelope.date, envelope.clock = at(4), at(4, 1)
    envelope.reference = at(5)
    envelope.application = at(7) or (at(6) if at(6).isalpha() else "")
    envelope.test = at(11) == "1"
    if len(parts) < 6:
        faults.append(("envelope.unb_short", index, {}))


class _Walk:
    """Keeps count while the service segments of an interchange pass by."""

    def __init__(
        self, envelope: Envelope, messages: list[RawMessage], faults: list[tuple[str, int, dict[str, str]]]
    ) -> None:
        self.envelope = envelope
        self.messages = messages
        self.faults = faults
        self.current: RawMessage | None = None
        self.groups = 0
        self.group_reference: str | None = None
        self.group_first = 0
        self.after = -1  # index behind the last trailer

    def close_message(self, index: int, *, closed: bool) -> None:
        """End the open message before segment `index`."""
        if self.current is None:
            return
        self.current.last = index
        self.current.closed = closed
        if not closed:
            self.current.faults.append(("envelope.unt_missing", max(self.current.first, index - 1), {}))
        self.current = None
        self.after = index + 1

    def stray(self, index: int) -> None:
        """Note segments between the last trailer and a new header."""
        if self.after >= 0 and index > self.after:
            self.faults.append(("envelope.outside_message", self.after, {"count": str(index - self.after)}))

    def trailer(self, parts: list[list[str]], index: int) -> None:
        """Check UNT: number of segments from UNH to UNT inclusive, and the reference."""
        message = self.current
        if message is None:
            return
        counted = index - message.first + 1
        announced = parts[1][0].strip() if len(parts) > 1 else ""
        if not announced.isdecimal() or int(announced[:12]) != counted:
            message.faults.append(
                (
                    "envelope.unt_count",
                    index,
                    {"announced": announced[:12] if announced.isdecimal() else "?", "counted": str(counted)},
                )
            )
        expected = message.header[1][0].strip() if len(message.header) > 1 else ""
        if (parts[2][0].strip() if len(parts) > 2 else "") != expected:
            message.faults.append(("envelope.unt_reference", index, {}))
        self.close_message(index, closed=True)

    def open_group(self, parts: list[list[str]], index: int) -> None:
        """Note a functional group; a shifted header is left alone."""
        self.groups += 1
        self.group_first = len(self.messages)
        reference = parts[5][0].strip() if len(parts) > 5 else ""
        if reference in {"", "UN", "IA"} or len(parts) < 8:
            self.group_reference = None
            self.faults.append(("envelope.ung_malformed", index, {}))
        else:
            self.group_reference = reference
            self.envelope.group_sender = parts[2][0].strip()
        self.after = index + 1

    def close_group(self, parts: list[list[str]], index: int) -> None:
        """Check UNE: number of messages and the reference."""
        counted = len(self.messages) - self.group_first
        announced = parts[1][0].strip() if len(parts) > 1 else ""
        if announced.isdecimal() and int(announced[:12]) != counted:
            self.faults.append(
                ("envelope.une_count", index, {"announced": announced[:12], "counted": str(counted)})
            )
        if (
            self.group_reference is not None
            and (parts[2][0].strip() if len(parts) > 2 else "") != self.group_reference
        ):
            self.faults.append(("envelope.une_reference", index, {}))
        self.after = index + 1

    def close_interchange(self, parts: list[list[str]], index: int) -> None:
        """Check UNZ: number of groups where groups are used, else of messages, and the reference."""
        self.stray(index)
        announced = parts[1][0].strip() if len(parts) > 1 else ""
        counted = self.groups or len(self.messages)
        if announced.isdecimal() and int(announced[:12]) != counted:
            self.faults.append(
                ("envelope.unz_count", index, {"announced": announced[:12], "counted": str(counted)})
            )
        if (parts[2][0].strip() if len(parts) > 2 else "") != self.envelope.reference:
            self.faults.append(("envelope.unz_reference", index, {}))


__all__ = ["COMPONENT", "ELEMENT", "Envelope", "Interchange", "RawMessage", "interchanges"]

"""Writes EDIFACT: segments as elements of components in, one escaped interchange out, every count computed.

Used for what we answer (ACKRES, CUSRES, GOVREQ) and for the synthetic world. Text keeps to the repertoire of
IATA:1: upper case, no diacritics, the four service characters released.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from anyascii import anyascii

from pnr.wire.edifact import COMPONENT, ELEMENT, STANDARD, Dialect

Element = str | Sequence[str]
SERVICE_STRING = "UNA:+.?*'"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The envelope of one message: who to whom, when (UTC), under which references.

    `part` is empty for a single message, else `01:C`, `02`, `03:F`. `syntax` is `IATA:1` for PNRGOV and its
    replies, `UNOA:4` for PAXLST and CUSRES; `group` adds UNG and UNE as passenger lists have them.
    """

    sender: str
    recipient: str
    prepared: datetime
    reference: str
    version: str = ""
    access_reference: str = ""
    part: str = ""
    message_reference: str = "1"
    application: str = ""
    syntax: str = ""
    test: bool = False
    group: bool = False
    newlines: bool = True


def plain(text: str) -> str:
    """Return `text` in the repertoire of IATA:1: upper case, transliterated, control characters gone."""
    if not text.isascii():
        text = anyascii(text)
    return "".join(char for char in text.upper() if " " <= char <= "~")


def teletype(address: str) -> str:
    """Return an e-mail address as teletype writes it: `@` is `//`, `_` is `..`, `-` is `./`."""
    return plain(address).replace("-", "./").replace("_", "..").replace("@", "//")


def segment(tag: str, *elements: Element) -> str:
    """Return one segment in canonical form, trailing empty components and elements left out."""
    parts = [tag]
    for element in elements:
        if isinstance(element, str):
            parts.append(element)
        else:
            parts.append(COMPONENT.join(element).rstrip(COMPONENT))
    return ELEMENT.join(parts).rstrip(ELEMENT)


def encode(segments: Sequence[str], dialect: Dialect = STANDARD, *, newlines: bool = True) -> bytes:
    """Return canonical segments as bytes of a dialect, its separators released where they are data."""
    release = chr(dialect.release) if dialect.release >= 0 else ""
    component, element, end = chr(dialect.component), chr(dialect.element), chr(dialect.terminator)
    text = "\x1c".join(segments) + "\x1c"
    for char in (release, component, element, end):  # the release first: it must not be released twice
        if release and char > "\x1f" and char in text:  # control characters are no data: `plain` drops them
            text = text.replace(char, release + char)
    text = text.replace(COMPONENT, component).replace(ELEMENT, element)
    return text.replace("\x1c", end + ("\r\n" if newlines else "")).encode("ascii", "replace")


def interchange(kind: str, body: Sequence[str], envelope: Outgoing, dialect: Dialect = STANDARD) -> bytes:
    """Return a whole interchange around the business segments of one message of type `kind`.

    `envelope.version` is `15:1` (agency IA) or `D:05B` (agency UN, association IATA).
    """
    stamp = (envelope.prepared.strftime("%y%m%d"), envelope.prepared.strftime("%H%M"))
    united = envelope.version.startswith("D")
    syntax = (envelope.syntax or ("UNOA:4" if united else "IATA:1")).split(":")
    application = envelope.application or ("APIS" if kind == "PAXLST" else kind)
    header = segment(
        "UNB", syntax, envelope.sender, envelope.recipient, stamp, envelope.reference, "", application,
        "", "", "", "1" if envelope.test else "",
    )  # fmt: skip
    agency = ["UN", "IATA"] if united else ["IA"]
    version = envelope.version.split(":")
    opening = segment(
        "UNH",
        envelope.message_reference,
        [kind, *version, *agency],
        envelope.access_reference,
        envelope.part.split(":"),
    )
    closing = segment("UNT", str(len(body) + 2), envelope.message_reference)
    segments = [header, opening, *body, closing]
    if envelope.group:
        group = segment("UNG", kind, envelope.sender, envelope.recipient, stamp, "1", agency[0], version)
        segments = [header, group, opening, *body, closing, segment("UNE", "1", "1")]
    segments.append(segment("UNZ", "1", envelope.reference))
    una = f"UNA{chr(dialect.component)}{chr(dialect.element)}{chr(dialect.decimal)}"
    una += chr(dialect.release) if dialect.release >= 0 else " "
    una += (" " if united else "*") + chr(dialect.terminator)
    return (una + ("\r\n" if envelope.newlines else "")).encode("ascii") + encode(
        segments, dialect, newlines=envelope.newlines
    )


def body_date(iso: str) -> tuple[str, str]:
    """Return DDMMYY and HHMM of an ISO text; empty parts where it has none."""
    if len(iso) < 10:
        return "", ""
    clock = iso[11:13] + iso[14:16] if len(iso) >= 16 else ""
    return f"{iso[8:10]}{iso[5:7]}{iso[2:4]}", clock


def list_date(iso: str) -> str:
    """Return YYMMDD of a full ISO date, CCYYMMDD with zeros where it is partial."""
    if len(iso) >= 10:
        return f"{iso[2:4]}{iso[5:7]}{iso[8:10]}"
    if len(iso) == 7:
        return f"{iso[:4]}{iso[5:7]}00"
    return f"{iso}0000" if len(iso) == 4 else ""


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def service_date(iso: str) -> str:
    """Return DDMMMYY of a full ISO date."""
    return f"{iso[8:10]}{_MONTHS[int(iso[5:7]) - 1]}{iso[2:4]}" if len(iso) >= 10 else ""

"""The EDIFACT tokeniser: any service characters, exact releases, line breaks anywhere, spans on demand.

A stretch of bytes is turned into *canonical* text once: control characters (line breaks among them) removed,
release sequences undone, and the sender's separators replaced by three control characters that can no longer
occur in data. From there `str.split` is exact, however odd the sender's service string was.

Offsets are not carried along: `Tokens.span` scans the original bytes the first time somebody asks, which only
findings do. Source: ISO 9735 syntax rules as IATA PADIS and WCO PAXLST use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

COMPONENT = "\x1f"
ELEMENT = "\x1d"
TERMINATOR = "\x1c"

_PAIR, _LITERAL_TERMINATOR, _LITERAL_ELEMENT, _LITERAL_COMPONENT = b"\x11", b"\x12", b"\x13", b"\x14"
_CONTROL = bytes(range(0x20)) + b"\x7f"


class Dialect(NamedTuple):
    """The service characters of one interchange, as byte values. `release` is -1 where there is none."""

    component: int = 0x3A
    element: int = 0x2B
    decimal: int = 0x2E
    release: int = 0x3F
    terminator: int = 0x27


STANDARD = Dialect()


class Plan(NamedTuple):
    """What `canonical` does for one dialect, worked out once."""

    deleted: bytes
    table: bytes
    release: bytes
    pairs: tuple[tuple[bytes, bytes], ...]
    boundary: re.Pattern[bytes]


@lru_cache(maxsize=64)
def plan(dialect: Dialect) -> Plan:
    """Return the translation tables of a dialect."""
    separators = bytes((dialect.component, dialect.element, dialect.terminator))
    deleted = bytes(byte for byte in _CONTROL if byte not in separators and byte not in b"\t")
    table = bytearray(range(256))
    table[0x09] = 0x20
    for mask, byte in zip(
        _PAIR + _LITERAL_TERMINATOR + _LITERAL_ELEMENT + _LITERAL_COMPONENT,
        (max(dialect.release, 0), dialect.terminator, dialect.element, dialect.component),
        strict=True,
    ):
        table[mask] = byte
    table[dialect.component] = ord(COMPONENT)
    table[dialect.element] = ord(ELEMENT)
    table[dialect.terminator] = ord(TERMINATOR)
    release = bytes((dialect.release,)) if dialect.release >= 0 else b""
    end = re.escape(bytes((dialect.terminator,)))
    dropped = b"[" + re.escape(deleted) + b"]*"
    pattern = re.escape(release) + dropped + b".|" + end if release else end
    pairs = (
        (release + release, _PAIR),
        (release + bytes((dialect.terminator,)), _LITERAL_TERMINATOR),
        (release + bytes((dialect.element,)), _LITERAL_ELEMENT),
        (release + bytes((dialect.component,)), _LITERAL_COMPONENT),
    )
    return Plan(deleted, bytes(table), release, pairs if release else (), re.compile(pattern, re.DOTALL))


def canonical(raw: bytes, dialect: Dialect = STANDARD) -> bytes:
    """Return `raw` with canonical separators, releases undone and control characters gone.

    A pair of releases is replaced first, from the left, so a terminator is real exactly when an even number
    of release characters stands before it (`A??'` ends with the value `A?`).
    """
    steps = plan(dialect)
    text = raw.translate(None, steps.deleted)
    if steps.release and steps.release in text:
        for pair, mask in steps.pairs:
            text = text.replace(pair, mask)
        text = text.replace(steps.release, b"")
    return text.translate(steps.table)


_CHARSETS = {
    "UNOC": "latin-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7", "UNOY": "utf-8",
}  # fmt: skip


def decode(text: bytes, syntax: str = "") -> str:
    """Decode canonical bytes by the declared repertoire, UTF-8, or Latin-1: never fails."""
    if text.isascii():
        return text.decode("ascii")
    declared = _CHARSETS.get(syntax, "")
    for charset in (declared, "utf-8", "latin-1"):
        if not charset:
            continue
        try:
            return text.decode(charset).replace("\u00a0", " ")
        except UnicodeDecodeError:
            continue
    return text.decode("latin-1")


class Tokens:
    """The segments of one stretch of input, and where each of them stands in it.

    `segments[i]` is canonical text (`TVL` + ELEMENT + …). `truncated` says that text without a terminator was
    cut off at the end. `base` is the offset of `raw` in the whole input.
    """

    __slots__ = ("_scan", "_spans", "base", "dialect", "raw", "segments", "sources", "text", "truncated")

    def __init__(self, raw: bytes, dialect: Dialect, *, base: int = 0, syntax: str = "") -> None:
        self.raw = raw
        self.dialect = dialect
        self.base = base
        text = decode(canonical(raw, dialect), syntax)
        self.text = text  # dropped once repairs are done
        segments = text.split(TERMINATOR)
        tail = segments.pop().strip(" ")
        if "\x1c " in text or " \x1c" in text or text.startswith((" ", TERMINATOR)) or "\x1c\x1c" in text:
            segments = [chunk for chunk in map(_trim, segments) if chunk]
        if " " in text and any(pair in text for pair in _BLANK_PAIRS):
            segments = [chunk if " " not in chunk else _tidied(chunk) for chunk in segments]
        self.truncated = bool(tail)
        if tail[:3] in {"UNT", "UNE", "UNZ"}:  # only its terminator was lost
            segments.append(tail)
            self.truncated = False
        self.segments = segments
        self.sources: list[int] | None = None  # after a repair: the chunk each segment begins in
        self._spans: list[tuple[int, int]] = []  # grows as far as somebody asks
        self._scan = spans(raw, dialect)

    def service(self) -> list[int]:
        """Return the indexes of the segments that may be of the envelope (UNB, UNH, UNT …)."""
        return [at for at, text in enumerate(self.segments) if text[:2] == "UN"]

    def span(self, index: int) -> tuple[int, int]:
        """Return the half-open byte span of segment `index` in the whole input, terminator included."""
        first, last = index, index
        if self.sources is not None and index < len(self.sources):
            first = self.sources[index]
            following = self.sources[index + 1] if index + 1 < len(self.sources) else first + 1
            last = max(first, following - 1)
        while len(self._spans) <= last and (span := next(self._scan, None)) is not None:
            self._spans.append(span)
        if not self._spans:
            return self.base, self.base + len(self.raw)
        first, last = min(first, len(self._spans) - 1), min(last, len(self._spans) - 1)
        return self.base + self._spans[first][0], self.base + self._spans[last][1]


_BLANK_PAIRS = (" \x1d", "\x1d ", " \x1f", "\x1f ")
_FREE_TEXT = frozenset({"IFT", "LTS", "FTX"})


def _trim(chunk: str) -> str:
    return chunk.strip(" ")


def _tidied(chunk: str) -> str:
    """Take blanks away beside separators, where they are padding; a free text keeps them."""
    if chunk[:3] in _FREE_TEXT:
        return chunk
    return ELEMENT.join(
        [COMPONENT.join([part.strip(" ") for part in one.split(COMPONENT)]) for one in chunk.split(ELEMENT)]
    )


def spans(raw: bytes, dialect: Dialect) -> Iterator[tuple[int, int]]:
    """Yield the span of every segment of `raw`, in the order and number `Tokens.segments` has them."""
    blank = plan(dialect).deleted + b"\t "
    nothing = blank + plan(dialect).release  # a released blank is nothing, a released release is something
    start, size = 0, len(raw)
    for match in plan(dialect).boundary.finditer(raw):
        if match.end() - match.start() != 1 or match.group()[0] != dialect.terminator:
            continue
        while start < match.start() and raw[start] in blank:
            start += 1
        piece = raw[start : match.start()]
        if piece and (piece.translate(None, nothing) or canonical(piece, dialect).strip(b" ")):
            yield start, match.end()
        start = match.end()
    while start < size and raw[start] in blank:
        start += 1
    if start < size:
        yield start, size


def elements(segment: str) -> list[list[str]]:
    """Return a canonical segment as elements of components; index 0 is the tag."""
    return [element.split(COMPONENT) for element in segment.split(ELEMENT)]

"""The tokeniser against the algorithm of the standard, written out character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pnr.wire.edifact import STANDARD, TERMINATOR, Dialect, Tokens, canonical, elements, spans

_DIALECTS = (STANDARD, Dialect(release=0x5C), Dialect(element=0x2D, terminator=0x2A), Dialect(release=-1))
_TEXTS = st.text("AB?'+:*-\\\r\n ", max_size=60).map(str.encode)


def reference(raw: bytes, dialect: Dialect) -> list[list[list[str]]]:
    """Split as ISO 9735 says, one character at a time; line breaks are transparent, also after a release."""
    segments: list[list[list[str]]] = []
    parts: list[list[str]] = [[""]]
    released = False
    for byte in raw:
        char = chr(byte)
        if char in "\r\n":
            continue
        if released:
            parts[-1][-1] += char
            released = False
        elif byte == dialect.release:
            released = True
        elif byte == dialect.component:
            parts[-1].append("")
        elif byte == dialect.element:
            parts.append([""])
        elif byte == dialect.terminator:
            segments.append(parts)
            parts = [[""]]
        else:
            parts[-1][-1] += char
    return segments


@given(_TEXTS, st.sampled_from(_DIALECTS))
def test_the_fast_way_is_the_standards_way(raw: bytes, dialect: Dialect) -> None:
    pieces = canonical(raw, dialect).decode().split(TERMINATOR)[:-1]
    assert [elements(piece) for piece in pieces] == reference(raw, dialect)


@given(_TEXTS, st.sampled_from(_DIALECTS))
def test_every_segment_has_its_span(raw: bytes, dialect: Dialect) -> None:
    tokens = Tokens(raw, dialect, base=7)
    found = list(spans(raw, dialect))
    assert len(found) - len(tokens.segments) in {0, 1}  # what is cut off at the end has a span too
    for index in range(len(tokens.segments)):
        start, end = tokens.span(index)
        assert (start - 7, end - 7) == found[index]
        again = Tokens(raw[start - 7 : end - 7], dialect).segments
        assert again == [tokens.segments[index]]


def test_values_of_the_vectors() -> None:
    for raw, value in (
        ("O?'NEILL", "O'NEILL"),
        ("A??B", "A?B"),
        ("A???'B", "A?'B"),
        ("50?+5", "50+5"),
        ("??", "?"),
    ):
        assert elements(canonical(f"X+{raw}'".encode()).decode()[:-1])[1] == [value]

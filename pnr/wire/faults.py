"""Collects what is wrong with one message while it is read; spans are worked out only when needed.

A fault is noted by code and segment index; severity comes from the catalogue in `pnr.quality`.
"""

from __future__ import annotations

from pnr.quality import Finding, severity
from pnr.wire.edifact import ELEMENT, Tokens
from pnr.wire.repair import TAGS


def shown(tag: str) -> str:
    """Return a tag as a finding may hold it: one of the directory, else `???`: it may be a piece of text."""
    return tag[:3] if tag[:3] in TAGS else "???"


class Faults:
    """The findings of one message. `first` is the index of its UNH: positions count from 1 there."""

    __slots__ = ("_seen", "drafts", "first", "tokens")

    def __init__(self, tokens: Tokens, first: int = 0) -> None:
        self.tokens = tokens
        self.first = first
        self.drafts: list[tuple[str, int, str, tuple[tuple[str, str], ...]]] = []
        self._seen: set[str] = set()

    def add(self, code: str, index: int, element: str = "", **params: object) -> None:
        """Note fault `code` at segment `index` (of the tokens); parameters never hold passenger values."""
        self.drafts.append(
            (code, index, element, tuple((name, str(value)) for name, value in params.items()))
        )

    def once(self, code: str, index: int, element: str = "", **params: object) -> None:
        """Note a fault of the sender's habit only where it first shows."""
        if code not in self._seen:
            self._seen.add(code)
            self.add(code, index, element, **params)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings with their byte spans, in the order they were noted."""
        found: list[Finding] = []
        for code, index, element, params in self.drafts:
            segments = self.tokens.segments
            present = 0 <= index < len(segments)
            tag = shown(segments[index].partition(ELEMENT)[0]) if present else ""
            start, end = self.tokens.span(index) if present else (self.tokens.base, self.tokens.base)
            found.append(
                Finding(
                    code,
                    severity(code),
                    start,
                    end,
                    tag,
                    index - self.first + 1 if tag else 0,
                    element,
                    params,
                )
            )
        return tuple(found)

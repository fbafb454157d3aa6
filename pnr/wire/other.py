"""Everything that is not EDIFACT: teletype lists, APPS lines, manifests, boarding passes, passport zones."""

from __future__ import annotations

from datetime import date
from typing import Any

from pnr.model.booking import Message
from pnr.quality import Finding

Other = tuple[str, tuple[Message, ...], tuple[Any, ...], tuple[Finding, ...]]


def read_other(normal: bytes, data: bytes, name: str, received: date | None) -> Other | None:
    """Return kind, messages, papers and findings of the first reader that knows the input, or None."""
    return None

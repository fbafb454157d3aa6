"""What is wrong with a message, as facts: a stable code, where, how grave, and what to do about it.

A finding never carries a passenger value. Its sentence is rendered from the code and its parameters, in any
language, later (decision 13); parameters are counts, tags, positions and code-table values only.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much was lost."""

    NOTE = "note"  # read as meant, sender should know
    WARNING = "warning"  # a value is missing or doubtful
    ERROR = "error"  # a segment, traveller, booking or message could not be read
    REFUSED = "refused"  # nothing of the input could be read


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One fault at one place. `start` and `end` are byte offsets in the input, half open."""

    code: str
    severity: Severity
    start: int = 0
    end: int = 0
    segment: str = ""  # tag: TVL, NAD; or "row" in a spreadsheet
    position: int = 0  # number of the segment in its message, or of the row
    element: str = ""  # "1.1", or a column letter
    params: tuple[tuple[str, str], ...] = ()

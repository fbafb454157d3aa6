"""Tell which paper a text is, and read it: passport zone, boarding pass, ticket, bag tag, fare line."""

from __future__ import annotations

from datetime import date

from pnr.paper.bcbp import BoardingPass, is_bcbp, read_bcbp
from pnr.paper.fare import FareCalculation, is_fare, read_fare
from pnr.paper.mrz import Zone, read_mrz
from pnr.paper.ticket import BagTag, TicketNumber, read_bag_tag, read_ticket

Paper = Zone | BoardingPass | TicketNumber | BagTag | FareCalculation

_LONGEST = 20_000  # bytes: no heap of papers is longer, and longer texts are messages or tables


def paper(data: bytes, *, today: date | None = None) -> tuple[Paper, ...] | None:
    """Return the papers of a text, one each, or None when it holds something else. Never raises.

    A text is one zone, or one paper a line. `today` settles the years that papers leave out; without it the
    first day of 2026 does, and findings say that a year was assumed.
    """
    if not data or len(data) > _LONGEST:
        return None
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    day = today or date(2026, 1, 1)
    zone = read_mrz(text, today=day)
    if zone is not None:
        return (zone,)
    lines = [line for line in text.splitlines() if line.strip("\x00 \t")]
    found = [_line(line, day) for line in lines]
    whole = [one for one in found if one is not None]
    return tuple(whole) if whole and len(whole) == len(lines) else None


def _line(line: str, day: date) -> Paper | None:
    if is_bcbp(line):
        return read_bcbp(line, today=day)
    if is_fare(line):
        return read_fare(line)
    return read_ticket(line) or read_bag_tag(line)


def kind(one: Paper) -> str:
    """Return the name under which a paper is reported: mrz, bcbp, ticket, bag tag, fare."""
    return str(one.__struct_config__.tag)

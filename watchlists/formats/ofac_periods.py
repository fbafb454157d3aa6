"""Dates of the advanced OFAC model: pairs of points, read at the precision that reproduces them."""

from __future__ import annotations

from calendar import monthrange

from watchlists import dates
from watchlists.entry import EntryBirth
from watchlists.formats.xml_records import Node


def day_of(node: Node) -> EntryBirth:
    """Return the date of a `Year`/`Month`/`Day` node; missing parts give a coarser one."""
    year, month, day = (
        int(text) if (text := node.first(part)).isdigit() else 0 for part in ("Year", "Month", "Day")
    )
    return dates.of_parts(year, month, day)


def period(node: Node) -> EntryBirth:
    """Return the date of a `DatePeriod`: a day, month or year where its ends span exactly one, else a range.

    `Approximate` on either end makes it circa. Without an end the start stands for both.
    """
    starts, ends = node.all("Start"), node.all("End") or node.all("Start")
    circa = any(one.get("Approximate").lower() == "true" for one in (*starts, *ends))
    first = next((day_of(one) for start in starts for one in start.all("From")), EntryBirth())
    last = next((day_of(one) for end in ends for one in end.all("To") or end.all("From")), first)
    written = f"{first.earliest}/{last.latest}" if first.earliest != last.latest else first.earliest
    if first.precision == "none" or last.precision == "none":
        return EntryBirth(as_written=written.strip("/"), circa=circa)
    return EntryBirth(first.earliest, last.latest, _precision(first.earliest, last.latest), circa, written)


def _precision(earliest: str, latest: str) -> str:
    if earliest == latest:
        return "day"
    if earliest[:4] == latest[:4]:
        if (earliest[5:], latest[5:]) == ("01-01", "12-31"):
            return "year"
        month = monthrange(int(latest[:4]), int(latest[5:7]))[1]
        if earliest[:7] == latest[:7] and earliest.endswith("-01") and latest.endswith(f"-{month:02}"):
            return "month"
    return "range"

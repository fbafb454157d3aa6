"""Write passenger lists (API) as PAXLST interchanges: at check-in close, and of those on board at departure.

Layout follows the WCO/IATA/ICAO message guide's public descriptions (D.02B, D.05B, D.12B).
"""

from __future__ import annotations

from collections.abc import Sequence

from pnr.model.traveller import Traveller
from pnr.synthetic.carriers import Habits
from pnr.synthetic.moments import CLOCK_DIGITS, DAY, date_of, iso
from pnr.synthetic.render_pnrgov import RECIPIENT
from pnr.synthetic.schedule import Leg


def _short(text: str) -> str:
    """Return `260916` for `2026-09-16…`."""
    return text[2:4] + text[5:7] + text[8:10]


def _moment(text: str) -> str:
    """Return `2609160115` for `2026-09-16T01:15`."""
    return _short(text) + text[11:13] + text[14:16]


class ListPen:
    """Writes passenger lists for one carrier."""

    __slots__ = ("_end", "_escape", "_release", "_rich", "habits", "service")

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.service = habits.list_service
        self._release = habits.list_service[6]
        self._end = habits.list_service[8] + habits.line_end
        self._escape = {ord(sign): self._release + sign for sign in "+:'" + self._release}
        self._rich = habits.release == "12B"  # seats, bags and tags were added by later practice

    def interchange(
        self, leg: Leg, entries: Sequence[str], *, prepared: int, reference: str, document: str = "745"
    ) -> str:
        """Return a whole list of one flight, counts made right. `document` is BGM: `745`, `266+CLOB`."""
        end = self._end
        day, clock = date_of(prepared // DAY), CLOCK_DIGITS[prepared % DAY]
        departure, arrival = iso(leg.local_departure), iso(leg.local_arrival)
        flight = f"{leg.carrier}{leg.number:0>4}"
        access = f"{flight}/{_short(arrival)}/{_moment(arrival)[6:]}"
        head = end.join(
            (
                f"UNH+PAX001+PAXLST:D:{self.habits.release}:UN:IATA+{access}+01:F",
                f"BGM+{document}",
                f"RFF+TN:{flight}{_short(departure)}{document[:3]}:::1",
                f"NAD+MS+++{leg.carrier} OPERATIONS",
                f"COM+999 70 000 000:TE+OPS//{leg.carrier}.EXAMPLE:EM",
                f"TDT+20+{leg.carrier}{leg.number}+++{leg.carrier}",
                f"LOC+125+{leg.origin}",
                f"DTM+189:{_moment(departure)}:201",
                f"LOC+87+{leg.destination}",
                f"DTM+232:{_moment(arrival)}:201",
                "",
            )
        )
        body = "".join(entries)
        count = head.count(end[0]) + body.count(end[0]) - body.count(self._release + end[0]) + 2
        stamp = f"{day:%y%m%d}:{clock}"
        return (
            f"{self.service}{self.habits.line_end}UNB+UNOA:4+{leg.carrier}+{RECIPIENT}+{stamp}+{reference}++APIS{end}"
            f"UNG+PAXLST+{leg.carrier}+{RECIPIENT}+{stamp}+1+UN+D:{self.habits.release}{end}"
            f"{head}{body}CNT+42:{len(entries)}{end}UNT+{count}+PAX001{end}UNE+1+1{end}UNZ+1+{reference}{end}"
        )

    def entry(self, one: Traveller, *, locator: str, embarked: str, debarked: str, leg: Leg) -> str:
        """Return the segments of one person, from NAD on."""
        paper = one.documents[0] if one.documents else None
        name = paper.name if paper is not None else one.name
        out = [f"NAD+FL+++{name.surname}:{name.given}".rstrip(":")]
        if paper is not None:
            out += (f"ATT+2++{paper.sex[:1]}", f"DTM+329:{_short(paper.birth)}")
        pieces = sum(bag.pieces for bag in one.bags)
        if self._rich and pieces:
            out.append(f"MEA+CT++:{pieces}")
            weight = sum(bag.weight for bag in one.bags)
            if weight:
                out.append(f"MEA+WT++KGM:{weight:.0f}")
            if one.bags[0].tag:
                out.append(f"FTX+BAG+++{one.bags[0].tag}:{pieces}")
        out += (f"LOC+22+{leg.destination}", f"LOC+178+{embarked}", f"LOC+179+{debarked}")
        if paper is not None:
            out.append(f"NAT+2+{paper.nationality}")
        out += (f"RFF+AVF:{locator}", f"RFF+ABO:{one.unique_reference}")
        if self._rich and one.seats and one.seats[0].number:
            out.append(f"RFF+SEA:{one.seats[0].number:0>4}")
        if paper is not None:
            out += (
                f"DOC+{paper.kind}:110:ZZZ+{paper.number}",
                f"DTM+36:{_short(paper.expiry)}",
                f"LOC+91+{paper.issuer}",
            )
        out.append("")
        return self._end.join(out)

    def on_board(self, *, locator: str, reference: str) -> str:
        """Return the segments of one person in a flight-close message: references only."""
        return self._end.join(("NAD+ZZZ", f"RFF+AVF:{locator}", f"RFF+ABO:{reference}", ""))

"""Writes check-in, seats and bags of one leg (PNRGOV groups 6 and 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pnr.model.traveller import Bag, CheckIn, Traveller
from pnr.wire.pnrgov_checkin import stepped
from pnr.wire.writer import body_date, plain, segment

_UNITS = {"kg": "700", "lb": "701"}
_POOLS = {"head": "HP", "member": "MP"}


def checked_in(
    travellers: Sequence[Traveller], route: str, spelled: Callable[[Traveller], tuple[str, str]]
) -> list[str]:
    """Return the check-in groups of one leg, an event for each time and agent."""
    out: list[str] = []
    last: tuple[str, str] | None = None
    for one in travellers:
        for event in one.check_ins:
            if event.leg != route:
                continue
            if (event.at, event.agent) != last:
                last = (event.at, event.agent)
                day, clock = body_date(event.at)
                out.append(segment("DAT", ["2", day, clock]) if day else "DAT")
                if event.agent:
                    out.append(segment("ORG", "", event.agent))
            out.extend(_entry(one, event, route, spelled(one)))
    return out


def _entry(one: Traveller, event: CheckIn, route: str, name: tuple[str, str]) -> list[str]:
    surname, given = name
    out = [
        segment("TRI", "", [event.sequence, "", "", one.reference]),
        segment("TIF", plain(surname), [plain(given), "", one.reference]),
    ]
    seat = next((seat for seat in one.seats if seat.leg == route and seat.origin == "checkin"), None)
    if seat is not None:
        out.append(segment("SSD", seat.number, "", "", "", seat.cabin))
    bags = [bag for bag in one.bags if bag.leg == route]
    if bags:
        out.append(_bags(bags))
    return out


def _bags(bags: Sequence[Bag]) -> str:
    """Return TBD: consecutive tags as one sequence, others one by one."""
    first = bags[0]
    pool = [_POOLS[first.pool]] if first.pool else []
    if first.pool == "member":
        return segment("TBD", "", ["", "", _UNITS.get(first.unit, "")], "", pool)
    pieces = sum(bag.pieces for bag in bags)
    weight = sum(bag.weight for bag in bags)
    amount = f"{weight:g}" if weight else ""
    quantity = [str(pieces) if pieces else "", amount, _UNITS.get(first.unit, "700")]
    runs: list[list[Bag]] = []
    for bag in bags:
        if not bag.tag:
            continue
        if (
            runs
            and stepped(runs[-1][0].tag, len(runs[-1])) == bag.tag
            and runs[-1][0].destination == bag.destination
        ):
            runs[-1].append(bag)
        else:
            runs.append([bag])
    tags = [["", run[0].tag, str(len(run)), run[0].destination] for run in runs]
    return segment("TBD", "", quantity, "", pool, *tags)

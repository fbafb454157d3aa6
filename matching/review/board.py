"""The arrivals board: which flight next, what is known of it, and whether anything waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matching.review import hits
from matching.review.hits import Tally
from pnr.codes import airport as airport_of
from pnr.feed import carriers, coverage
from pnr.feed.coverage import Coverage
from pnr.feed.schedule import Leg, arriving
from pnr.records.messages import last_heard
from pnr.records.travellers import Counted, count
from retention.unit_of_work import Reading
from watchlists.registry import Registered, registered

_LOOK_BACK = timedelta(hours=1)  # landed flights stay in sight this long
SILENCE = timedelta(hours=3)
_NOBODY = Counted(0, 0, 0)
_NO_HITS = Tally(0, 0, None)


class ArrivalState(StrEnum):
    """The one word for a flight. `clear` has to be earned."""

    CLEAR = "clear"
    NOT_CLEAR = "not_clear"
    PROVISIONAL = "provisional"
    IN_REVIEW = "in_review"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of the board. Times aware UTC; `worst` is the gravest severity that waits, None for none."""

    leg: Leg
    carrier_name: str
    origin_city: str
    coverage: Coverage
    hits: Tally
    state: ArrivalState


@dataclass(frozen=True, slots=True)
class Board:
    """The window's arrivals, and how fresh what they were screened with is."""

    airport: str
    now: datetime
    arrivals: tuple[Arrival, ...]
    lists: tuple[Registered, ...]
    stale_lists: tuple[Registered, ...]
    carriers: tuple[tuple[str, str, datetime | None], ...]  # code, name, last message


def judge(found: Coverage, tally: Tally, *, owned: bool, lists_fresh: bool, departed: bool) -> ArrivalState:
    """Choose the one word for a flight, gravest obstacle first."""
    gap = bool(found.not_screened) or (departed and bool(found.gaps))
    if gap:
        return ArrivalState.NOT_CLEAR
    if tally.waiting:
        return ArrivalState.IN_REVIEW if owned else ArrivalState.UNASSIGNED
    if not found.final:
        return ArrivalState.PROVISIONAL
    return ArrivalState.CLEAR if found.full and lists_fresh else ArrivalState.NOT_CLEAR


def board(scope: Reading, airport: str, *, hours: int) -> Board:
    """Return the arrivals of the next hours at one airport. Opens nothing about a passenger."""
    now = scope.now
    legs = arriving(scope, airport, after=now - _LOOK_BACK, before=now + timedelta(hours=hours))
    return _board(scope, airport, legs)


def _board(scope: Reading, airport: str, legs: Sequence[Leg]) -> Board:
    now = scope.now
    ids = [leg.id for leg in legs]
    counted = count(scope, ids)
    messages = coverage.heard(scope, ids)
    tallies = hits.count(scope, ids)
    known = carriers.registered(scope)
    lists = registered(scope)
    stale = tuple(one for one in lists if one.stale(now))
    arrivals: list[Arrival] = []
    for leg in legs:
        found = coverage.covered(leg, counted.get(leg.id, _NOBODY), messages.get(leg.id, ()), now=now)
        tally = tallies.get(leg.id, _NO_HITS)
        departed = leg.departs is not None and leg.departs <= now
        state = judge(
            found,
            tally,
            owned=leg.owner is not None,
            lists_fresh=bool(lists) and not stale,
            departed=departed,
        )
        name = known[leg.carrier].name if leg.carrier in known else ""
        origin = airport_of(leg.origin)
        arrivals.append(Arrival(leg, name, origin.city if origin else leg.origin, found, tally, state))
    silent = last_heard(scope)
    flying = dict.fromkeys(leg.carrier for leg in legs)
    heard = tuple((code, known[code].name if code in known else "", silent.get(code)) for code in flying)
    return Board(airport, now, tuple(arrivals), lists, stale, heard)

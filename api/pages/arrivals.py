"""What the board says about each flight: plain texts and shares, worked out from the arrivals it is given.

Rules: the word *Clear* appears only where the judgement says so; a gap without a hit is *Not known*, never
zero; countdown first inside three hours, clock time first beyond (docs/architecture, board).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from api.pages import times
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.wording import sentence, word
from matching.review.board import SILENCE, Arrival, ArrivalState, Board
from pnr.codes import local
from pnr.feed.coverage import Coverage, ExpectedPush, PushState

_PUSH_LOOKS = {
    PushState.RECEIVED: "in",
    PushState.INCOMPLETE: "cut",
    PushState.DUE: "due",
    PushState.LATE: "missing",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Expected, received and screened as numbers and as percentages of the longest; `short` names the gap."""

    expected: int | None
    received: int
    screened: int
    received_share: str
    screened_share: str
    short: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Push:
    """One box of the data column."""

    look: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The dashed row under a flight: who was not screened, why, and where to see them."""

    said: str
    why: str
    see: str
    see_link: str


@dataclass(frozen=True, slots=True)
class Row:
    """One flight of the board."""

    link: str
    take_link: str
    edge: str
    lands: str
    lands_note: str
    until: datetime | None
    landed_utc: str
    flight: str
    carrier: str
    origin: str
    origin_city: str
    bar: Bar
    worst: str
    hits: str
    hits_note: str
    pushes: tuple[Push, ...]
    data_note: str
    owner: str
    state: ArrivalState
    state_note: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Hour:
    """The flights that land within one local hour."""

    title: str
    about: str
    gap: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the side column: a carrier or a list, and since when."""

    name: str
    note: str
    when: str
    late: bool


def bar(found: Coverage) -> Bar:
    """Draw the coverage of one flight."""
    whole = max(found.expected or 0, found.received, 1)
    missing, unscreened = found.not_received, found.not_screened
    short = "received" if missing else "screened" if unscreened else ""
    expected = _("unknown number") if found.expected is None else str(found.expected)
    spoken = _("%(expected)s expected, %(received)s received, %(screened)s screened") % {
        "expected": expected,
        "received": found.received,
        "screened": found.screened,
    }
    return Bar(
        found.expected,
        found.received,
        found.screened,
        f"{100 * found.received / whole:.2f}",
        f"{100 * found.screened / whole:.2f}",
        "screened" if short == "screened" or (short and found.screened < found.received) else short,
        spoken,
    )


def gap_text(not_screened: int, not_received: int) -> str:
    """Return `12 not screened`, `2 not received`, both, or nothing."""
    texts: list[str] = []
    if not_screened:
        texts.append(_("%(count)s not screened") % {"count": f"{not_screened:,}"})
    if not_received:
        texts.append(_("%(count)s not received") % {"count": f"{not_received:,}"})
    return " · ".join(texts)


def _push(push: ExpectedPush, airport: str) -> Push:
    due = f", {times.clock(push.due, airport)}" if push.due else ""
    return Push(_PUSH_LOOKS[push.state], f"{push.kind.upper()}: {word('push.' + push.state.value)}{due}")


def _data_note(found: Coverage, airport: str) -> str:
    if found.gaps:
        return sentence(f"gap.{found.gaps[0][0]}", found.gaps[0][1])
    due = next((push for push in found.pushes if push.state is PushState.DUE and push.due), None)
    if due is not None and due.due is not None:
        return _("next message due %(time)s") % {"time": times.clock(due.due, airport)}
    return _("complete") if found.final else _("final list awaited")


def _unknown(arrival: Arrival) -> bool:
    """A gap or an old list, and nothing that waits: what is on board is not known."""
    return arrival.state is ArrivalState.NOT_CLEAR and not arrival.hits.waiting


def _hits(arrival: Arrival) -> tuple[str, str]:
    found, tally = arrival.coverage, arrival.hits
    if tally.waiting:
        decided = (
            ngettext("%(num)s decided", "%(num)s decided", tally.decided)
            if tally.decided
            else _("none decided")
        )
        return str(tally.waiting), decided
    if _unknown(arrival):
        if not found.received:
            return "?", _("no data to screen")
        if found.not_screened or found.not_received:
            return "?", _("nothing among %(count)s") % {"count": found.screened}
        return "?", _("on old lists")
    if arrival.state is ArrivalState.PROVISIONAL:
        return "0", _("so far")
    return "0", _("screened in full")


def _state_note(arrival: Arrival, *, stale: Sequence[str]) -> str:
    found, tally = arrival.coverage, arrival.hits
    match arrival.state:
        case ArrivalState.CLEAR:
            return _("%(screened)s of %(expected)s, lists fresh") % {
                "screened": found.screened,
                "expected": max(found.expected or 0, found.screened),
            }
        case ArrivalState.IN_REVIEW:
            return _("%(decided)s of %(all)s decided") % {
                "decided": tally.decided,
                "all": tally.decided + tally.waiting,
            }
        case ArrivalState.UNASSIGNED:
            return _("nobody has taken it")
        case ArrivalState.PROVISIONAL:
            return _("check-in open") if found.received else _("nothing due yet")
        case ArrivalState.NOT_CLEAR:
            if not found.received:
                return _("nothing received")
            gap = gap_text(found.not_screened, found.not_received)
            return gap or (_("%(list)s not fresh") % {"list": stale[0]} if stale else _("no final list"))


def _gap(arrival: Arrival, link: str) -> Gap | None:
    count = arrival.coverage.not_screened
    if not count:
        return None
    why = next(
        (sentence(f"gap.{name}", params) for name, params in arrival.coverage.gaps if name != "not_screened"),
        "",
    )
    said = ngettext(
        "%(num)s passenger on {flight} has not been screened.",
        "%(num)s passengers on {flight} have not been screened.",
        count,
    )
    see = ngettext("See the passenger", "See the %(num)s", count)
    return Gap(
        said.format(flight=arrival.leg.flight),
        f"{why[:1].upper()}{why[1:]}." if why else _("Screening is behind."),
        see,
        f"{link}?show=unscreened",
    )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, so that rows can say *You*; names of owners by id; how a leg is addressed."""

    id: str
    names: Mapping[str, str]
    leg_link: Callable[[Arrival], str]


def row(arrival: Arrival, board: Board, viewer: Viewer) -> Row:
    """Say everything the board shows about one flight."""
    leg, found = arrival.leg, arrival.coverage
    lands = leg.lands
    link = viewer.leg_link(arrival)
    unknown = _unknown(arrival)
    left = lands - board.now if lands else timedelta(0)
    at = times.clock(lands, board.airport) if lands else "–"
    count, note = _hits(arrival)
    if left < timedelta(0):
        first, second = at, _("landed")
    elif left < times.COUNTDOWN:
        first, second = times.span(left), at
    else:
        first, second = at, times.span(left)
    worst = arrival.hits.worst or (
        "unknown" if unknown else "none_yet" if arrival.state is ArrivalState.PROVISIONAL else "none"
    )
    owner = ""
    if leg.owner:
        owner = _("You") if leg.owner == viewer.id else viewer.names.get(leg.owner, _("another officer"))
    return Row(
        link=link,
        take_link=f"{link}/take",
        edge=arrival.hits.worst or ("gap" if unknown else ""),
        lands=first,
        lands_note=second,
        until=lands if timedelta(0) <= left < times.COUNTDOWN else None,
        landed_utc=f"{times.clock_utc(lands)} UTC" if lands else "",
        flight=leg.flight,
        carrier=arrival.carrier_name,
        origin=leg.origin,
        origin_city=arrival.origin_city,
        bar=bar(found),
        worst=worst,
        hits=count,
        hits_note=note,
        pushes=tuple(_push(one, board.airport) for one in found.pushes),
        data_note=_data_note(found, board.airport),
        owner=owner,
        state=arrival.state,
        state_note=_state_note(arrival, stale=[one.title for one in board.stale_lists]),
        gap=_gap(arrival, link),
    )


def _hour(arrivals: Sequence[Arrival], board: Board, viewer: Viewer, start: datetime) -> Hour:
    people = sum(max(one.coverage.expected or 0, one.coverage.received) for one in arrivals)
    waiting = sum(one.hits.waiting for one in arrivals)
    about = " · ".join(
        (
            ngettext("%(num)s flight", "%(num)s flights", len(arrivals)),
            ngettext("%(num)s passenger", "%(num)s passengers", people),
            ngettext("%(num)s open hit", "%(num)s open hits", waiting),
        )
    )
    gap = gap_text(
        sum(one.coverage.not_screened for one in arrivals),
        sum(one.coverage.not_received for one in arrivals if one.state is ArrivalState.NOT_CLEAR),
    )
    title = f"{start:%H}:00 \u2013 {start + timedelta(hours=1):%H}:00"
    return Hour(title, about, gap, tuple(row(one, board, viewer) for one in arrivals))


def hours(arrivals: Sequence[Arrival], board: Board, viewer: Viewer) -> tuple[Hour, ...]:
    """Group the flights by the local hour they land in."""

    def starts(arrival: Arrival) -> datetime:
        lands = arrival.leg.lands or board.now
        return local(lands, board.airport).replace(minute=0, second=0, microsecond=0)

    ordered = sorted(arrivals, key=lambda one: (starts(one), one.leg.lands or board.now))
    return tuple(_hour(list(some), board, viewer, start) for start, some in groupby(ordered, key=starts))


def carriers(board: Board) -> tuple[Source, ...]:
    """Say when each carrier of the window was last heard; silence is marked."""
    lines: list[Source] = []
    for code, name, heard in board.carriers:
        late = heard is None or board.now - heard > SILENCE
        if heard is None:
            note, when = _("nothing yet"), ""
        else:
            note = _("silent %(span)s") % {"span": times.span(board.now - heard)} if late else ""
            when = times.clock(heard, board.airport)
        lines.append(Source(f"{name} {code}".strip(), note, when, late))
    return tuple(sorted(lines, key=lambda one: one.late))

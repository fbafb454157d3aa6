"""The arrivals board: which flight next, and what of it was not screened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.identity import accounts
from api.identity.principals import BoardReader, Decider, Person
from api.identity.roles import Right, allows
from api.pages import arrivals, times
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.reach import leg_within
from api.pages.rendering import iso, render
from api.pages.shell import frame
from matching.review import hits
from matching.review.board import Arrival, ArrivalState, Board, board
from matching.review.hits import HitLine
from pnr.feed import schedule
from pnr.feed.schedule import Leg
from retention.acts import Act
from retention.unit_of_work import Reading

router = APIRouter()

KEYS = ("list.next", "list.previous", "list.open", "filter", "news", "print")
_WINDOWS = (6, 24)
_QUEUE = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the officer narrowed the board to."""

    origin: str = ""
    carrier: str = ""
    state: str = ""
    attention: bool = False

    def fits(self, arrival: Arrival) -> bool:
        """Tell whether a flight is to be shown."""
        troubled = bool(arrival.hits.waiting) or arrival.state is ArrivalState.NOT_CLEAR
        return (
            self.origin in {"", arrival.leg.origin}
            and self.carrier in {"", arrival.leg.carrier}
            and self.state in {"", arrival.state.value}
            and (troubled or not self.attention)
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the short queue: no name, since the board opens nothing about a passenger."""

    link: str
    severity: str
    title: str
    about: str
    lands: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    """What came in since the page was made."""

    count: str
    about: str
    link: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything the board's template shows."""

    about: str
    gap: str
    window: int
    wanted: Wanted
    origins: tuple[str, ...]
    carrier_codes: tuple[str, ...]
    states: tuple[str, ...]
    hours: tuple[arrivals.Hour, ...]
    foot: str
    empty_title: str
    empty_text: str
    queue: tuple[Waiting, ...]
    waiting: int
    carriers: tuple[arrivals.Source, ...]
    lists: tuple[arrivals.Source, ...]
    may_take: bool
    sees_passengers: bool
    news_link: str
    news: News | None = None


def _lists(found: Board) -> tuple[arrivals.Source, ...]:
    stale = {one.id for one in found.stale_lists}
    lines: list[arrivals.Source] = []
    for one in found.lists:
        at = one.loaded_at
        if at is None:
            when = ""
        elif found.now - at < timedelta(hours=24):
            when = times.clock(at, found.airport)
        else:
            when = times.day_clock(at, found.airport)
        note = _("not loaded") if at is None else _("old") if one.id in stale else ""
        lines.append(arrivals.Source(one.title, note, when, one.id in stale or at is None))
    return tuple(lines)


def _queue(
    lines: Sequence[HitLine], legs: dict[UUID, Leg], found: Board, person: Person
) -> tuple[Waiting, ...]:
    shown: list[Waiting] = []
    for line in lines[:_QUEUE]:
        leg = legs.get(line.leg_id)
        lands = leg.lands if leg else None
        left = lands - found.now if lands else timedelta(0)
        raised = _("raised %(time)s") % {"time": times.clock(line.raised_at, found.airport)}
        shown.append(
            Waiting(
                f"/hits/{person.opaque.hide('hit', line.id)}",
                line.severity,
                line.list_title,
                f"{leg.flight} · {raised}" if leg else raised,
                times.span(left),
                lands if timedelta(0) < left < times.COUNTDOWN else None,
            )
        )
    return tuple(shown)


def present(
    found: Board, viewer: arrivals.Viewer, *, window: int, wanted: Wanted, now: datetime
) -> BoardView:
    """Work out what the board shows, the queue apart. Pure: the gallery of tests uses it too."""
    shown = [one for one in found.arrivals if wanted.fits(one)]
    people = sum(max(one.coverage.expected or 0, one.coverage.received) for one in shown)
    unclear = [one.coverage for one in shown if one.state is ArrivalState.NOT_CLEAR]
    gap = arrivals.gap_text(
        sum(one.not_screened for one in unclear), sum(one.not_received for one in unclear)
    )
    heard = [at for _code, _name, at in found.carriers if at]
    last = (
        _("Last message received %(time)s.") % {"time": times.clock(max(heard), found.airport)}
        if heard
        else ""
    )
    return BoardView(
        about=" · ".join(
            (
                ngettext("%(num)s flight", "%(num)s flights", len(shown)),
                ngettext("%(num)s passenger", "%(num)s passengers", people),
            )
        ),
        gap=gap,
        window=window,
        wanted=wanted,
        origins=tuple(sorted({one.leg.origin for one in found.arrivals})),
        carrier_codes=tuple(sorted({one.leg.carrier for one in found.arrivals})),
        states=tuple(state.value for state in ArrivalState),
        hours=arrivals.hours(shown, found, viewer),
        foot=_("End of the %(hours)s-hour window.") % {"hours": window},
        empty_title=_("No arrivals in the next %(hours)s hours.") % {"hours": window}
        if not found.arrivals
        else _("No arrival fits the filter."),
        empty_text=last or _("No message has been received yet."),
        queue=(),
        waiting=0,
        carriers=arrivals.carriers(found),
        lists=_lists(found),
        may_take=False,
        sees_passengers=False,
        news_link=f"/board/news?since={iso(now)}&hours={window}",
    )


def _viewer(scope: Reading, person: Person) -> arrivals.Viewer:
    opaque = person.opaque
    return arrivals.Viewer(
        str(person.account.id),
        accounts.persons(scope),
        lambda arrival: f"/flights/{opaque.hide('leg', arrival.leg.id)}",
    )


@router.get("/")
def show_board(
    request: Request,
    person: BoardReader,
    *,
    hours: int = 6,
    origin: Annotated[str, Query(max_length=4)] = "",
    carrier: Annotated[str, Query(max_length=3)] = "",
    state: Annotated[str, Query(max_length=16)] = "",
    attention: Annotated[str, Query(max_length=1)] = "",
) -> HTMLResponse:
    """Show the arrivals of the next hours."""
    window = hours if hours in _WINDOWS else _WINDOWS[0]
    wanted = Wanted(origin, carrier, state, bool(attention))
    sees = allows(person.account.role, Right.PASSENGERS)
    with person.application.store.reading(person.actor) as scope:
        found = board(scope, person.airport, hours=window)
        viewer = _viewer(scope, person)
        lines = hits.queue(scope, [person.airport], after=scope.now) if sees else ()
        legs = {line.leg_id: leg for line in lines[:_QUEUE] if (leg := schedule.find(scope, line.leg_id))}
        now = scope.now
    shown = replace(
        present(found, viewer, window=window, wanted=wanted, now=now),
        queue=_queue(lines, legs, found, person),
        waiting=len(lines),
        may_take=allows(person.account.role, Right.DECIDE),
        sees_passengers=sees,
    )
    return render("board.html", frame=frame(request, person, active="board", keys=KEYS), shown=shown)


@router.get("/board/news")
def show_news(person: BoardReader, since: datetime, hours: int = 6) -> Response:
    """Say in one bar how many hits were raised since the page was made; nothing when there is none."""
    if since.tzinfo is None:
        return Response(status_code=204)
    with person.application.store.reading(person.actor) as scope:
        fresh = [one for one in hits.queue(scope, [person.airport], after=scope.now) if one.raised_at > since]
        flights = {one.leg_id: schedule.find(scope, one.leg_id) for one in fresh}
    if not fresh:
        return Response(status_code=204)
    names = sorted({leg.flight for leg in flights.values() if leg})
    news = News(
        ngettext("%(num)s new hit", "%(num)s new hits", len(fresh)),
        _("on %(flights)s since %(time)s")
        % {"flights": ", ".join(names[:3]), "time": times.clock(since, person.airport)},
        f"/?hours={hours if hours in _WINDOWS else 6}",
    )
    return render("board_news.html", news=news)


@router.post("/flights/{leg}/take")
def take_flight(person: Decider, leg: str) -> RedirectResponse:
    """Make the person the owner of a flight of their airport."""
    found = leg_within(person, leg)
    with person.application.store.writing(person.actor, Act.REFERENCE) as scope:
        schedule.take(scope, found.id)
        scope.note(leg=str(found.id), taken=1)
    return RedirectResponse("/", status_code=303)


@router.post("/find")
def find_flight(person: BoardReader, q: Annotated[str, Form(max_length=12)] = "") -> RedirectResponse:
    """Go to the flight of a number among those of the next day: `Q4 318`, `q4318` or `318`."""
    wanted = "".join(q.split()).upper()
    with person.application.store.reading(person.actor) as scope:
        legs = schedule.arriving(
            scope,
            person.airport,
            after=scope.now - timedelta(hours=6),
            before=scope.now + timedelta(hours=24),
        )
    matching = [one for one in legs if wanted and wanted in {one.flight.replace(" ", ""), one.number}]
    if not matching or not allows(person.account.role, Right.PASSENGERS):
        return RedirectResponse("/?hours=24", status_code=303)
    return RedirectResponse(f"/flights/{person.opaque.hide('leg', matching[0].id)}", status_code=303)

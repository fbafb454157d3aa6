"""Hit review: the queue, the evidence, the decision; one key a verdict, half a minute to undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.identity import accounts
from api.identity.principals import Decider, PassengerReader, Person
from api.pages import comparison, decisions, times
from api.pages.comparison import Comparison
from api.pages.decisions import Choice, Past, past
from api.pages.language import gettext as _
from api.pages.reach import hit_within
from api.pages.rendering import render
from api.pages.shell import frame
from api.pages.wording import word
from matching.review import disposition, hits
from matching.review.disposition import (
    REASONS,
    UNDO_PERIOD,
    ConflictError,
    Reason,
    ReasonError,
    UndoError,
    Verdict,
)
from matching.review.hits import HitCard, HitLine
from pnr.feed import schedule
from pnr.feed.schedule import Leg
from retention.acts import Act

router = APIRouter()

KEYS = (
    "list.next",
    "list.previous",
    "verdict.same",
    "verdict.different",
    "verdict.cannot_tell",
    "verdict.escalate",
    "note",
    "undo",
    "confirm",
)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One hit of the queue."""

    link: str
    severity: str
    name: str
    about: str
    flight: str
    lands: str
    until: datetime | None
    selected: bool
    escalated: bool


@dataclass(frozen=True, slots=True)
class Work:
    """The hit being decided."""

    link: str
    dossier_link: str
    line: HitLine
    name: str
    flight: str
    lands: str
    lands_note: str
    until: datetime | None
    compared: Comparison
    past: tuple[Past, ...]
    screened_on: str
    chosen: str = ""
    reason: str = ""
    note: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """The last decision of this person, while it can be taken back."""

    link: str
    text: str
    reason: str
    ends: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody decided first, or the data changed: yours is not recorded."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything the review's template shows."""

    lines: tuple[QueueLine, ...]
    choices: tuple[Choice, ...]
    work: Work | None = None
    undo: Undo | None = None
    conflict: Conflict | None = None
    wrong: str = ""
    place: str = ""
    next_link: str = ""


def _line(card: HitCard, person: Person, now: datetime, selected: UUID | None) -> QueueLine:
    lands = card.leg.lands
    left = lands - now if lands else timedelta(0)
    return QueueLine(
        f"/hits?hit={person.opaque.hide('hit', card.line.id)}",
        card.line.severity,
        comparison.person(card.match),
        f"{card.line.list_title} · {card.line.source_id}",
        card.leg.flight,
        times.span(left),
        lands if timedelta(0) < left < times.COUNTDOWN else None,
        card.line.id == selected,
        card.line.state is hits.HitState.ESCALATED,
    )


def _work(card: HitCard, person: Person, now: datetime, history: tuple[Past, ...], *, chosen: str) -> Work:
    lands = card.leg.lands
    left = lands - now if lands else timedelta(0)
    hidden = person.opaque.hide("hit", card.line.id)
    name = comparison.person(card.match)
    compared = comparison.compare(card.match)
    verdict = next((one for one in Verdict if one.value == chosen), None)
    return Work(
        f"/hits/{hidden}/decide",
        f"/hits/{hidden}",
        card.line,
        name,
        card.leg.flight,
        times.span(left),
        times.clock(lands, person.airport) if lands else "",
        lands if timedelta(0) < left < times.COUNTDOWN else None,
        compared,
        history,
        ", ".join(word(f"screened_on.{one}") for one in compared.screened_on),
        chosen=verdict.value if verdict else "",
        sentence=decisions.recorded(verdict, None, who=name, entry=card.line.source_id) if verdict else "",
    )


def _undo(person: Person, hidden: str) -> Undo | None:
    """Offer to take back the decision just made, with the seconds left by the store's clock."""
    hit_id = person.opaque.reveal("hit", hidden) if hidden else None
    if hit_id is None:
        return None
    with person.application.store.reading(person.actor) as scope:
        line = hits.line(scope, hit_id)
        leg = schedule.find(scope, line.leg_id) if line else None
        made = next((one for one in disposition.history(scope, hit_id) if one.undone_at is None), None)
        now = scope.now
    if line is None or leg is None or made is None or made.actor != str(person.account.id):
        return None
    left = made.decided_at + UNDO_PERIOD - now
    if left <= timedelta(0):
        return None
    return Undo(
        f"/hits/{hidden}/undo",
        _("%(list)s %(entry)s on %(flight)s: %(verdict)s.")
        % {
            "list": line.list_title,
            "entry": line.source_id,
            "flight": leg.flight,
            "verdict": word(f"verdict.{made.verdict.value}").lower(),
        },
        word(f"reason.{made.reason.value}"),
        made.decided_at + UNDO_PERIOD,
        int(left.total_seconds()),
    )


def _page(
    request: Request,
    person: Person,
    *,
    hidden: str = "",
    chosen: str = "",
    done: str = "",
    conflict: Conflict | None = None,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    purpose = person.purpose
    wanted = person.opaque.reveal("hit", hidden) if hidden else None
    with person.application.store.consulting(person.actor, purpose) as scope:
        waiting = hits.queue(scope, [person.airport], after=scope.now - timedelta(hours=1))
        cards = [card for one in waiting if (card := hits.opened(scope, one.id))]
        selected = next((card for card in cards if card.line.id == wanted), None)
        if selected is None and wanted is None and cards:
            selected = cards[0]
        names = accounts.persons(scope)
        history = (
            _history(selected, disposition.history(scope, selected.line.id), names, person)
            if selected
            else ()
        )
        now = scope.now
    lines = tuple(_line(card, person, now, selected.line.id if selected else None) for card in cards)
    place = cards.index(selected) if selected else -1
    view = ReviewView(
        lines,
        decisions.choices(),
        work=_work(selected, person, now, history, chosen=chosen) if selected else None,
        undo=_undo(person, done),
        conflict=conflict,
        wrong=wrong,
        place=_("hit %(place)s of %(all)s") % {"place": place + 1, "all": len(cards)} if selected else "",
        next_link=lines[place + 1].link if place + 1 < len(lines) else "",
    )
    shell = frame(request, person, active="hits", keys=KEYS, entry=scope.entry)
    return render("review.html", status=status, frame=shell, shown=view)


def _history(
    card: HitCard, made: tuple[disposition.Disposition, ...], names: Mapping[str, str], person: Person
) -> tuple[Past, ...]:
    return tuple(past(one, names, person.airport) for one in made if one.hit_id == card.line.id)


@router.get("/hits")
def show_queue(
    request: Request,
    person: PassengerReader,
    *,
    hit: Annotated[str, Query(max_length=24)] = "",
    verdict: Annotated[str, Query(max_length=12)] = "",
    done: Annotated[str, Query(max_length=24)] = "",
) -> HTMLResponse:
    """Show the hits that wait, next landing first, and one of them to decide on."""
    return _page(request, person, hidden=hit, chosen=verdict, done=done)


@router.post("/hits/{hit}/preview")
def preview(
    person: Decider,
    hit: str,
    *,
    verdict: Annotated[str, Form(max_length=12)] = "",
    who: Annotated[str, Form(max_length=120)] = "",
    reason_same: Annotated[str, Form(max_length=32)] = "",
    reason_different: Annotated[str, Form(max_length=32)] = "",
    reason_cannot_tell: Annotated[str, Form(max_length=32)] = "",
    reason_escalate: Annotated[str, Form(max_length=32)] = "",
) -> HTMLResponse:
    """Write the sentence that would be recorded, while the choice is made. Nothing is opened or kept."""
    line, _leg = hit_within(person, hit)
    reasons = {
        "same": reason_same,
        "different": reason_different,
        "cannot_tell": reason_cannot_tell,
        "escalate": reason_escalate,
    }
    chosen = next((one for one in Verdict if one.value == verdict), None)
    reason = next((one for one in Reason if one.value == reasons.get(verdict, "")), None)
    text = decisions.recorded(chosen, reason, who=who, entry=line.source_id) if chosen else ""
    return render("preview.html", text=text)


@router.post("/hits/{hit}/decide")
def decide(
    request: Request,
    person: Decider,
    hit: str,
    *,
    verdict: Annotated[str, Form(max_length=12)] = "",
    version: Annotated[int, Form()] = 0,
    note: Annotated[str, Form(max_length=2000)] = "",
    reason_same: Annotated[str, Form(max_length=32)] = "",
    reason_different: Annotated[str, Form(max_length=32)] = "",
    reason_cannot_tell: Annotated[str, Form(max_length=32)] = "",
    reason_escalate: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    """Record a decision on the version of the hit that was shown; never overwrite another officer's."""
    purpose = person.purpose
    line, leg = hit_within(person, hit)
    reasons = {
        "same": reason_same,
        "different": reason_different,
        "cannot_tell": reason_cannot_tell,
        "escalate": reason_escalate,
    }
    chosen = next((one for one in Verdict if one.value == verdict), None)
    reason = next((one for one in Reason if one.value == reasons.get(verdict, "")), None)
    if chosen is None or reason is None or reason not in REASONS[chosen]:
        text = (
            _("Choose what you conclude, and why.")
            if chosen is None
            else _("Choose why: one reason is needed.")
        )
        return _page(request, person, hidden=hit, chosen=verdict, wrong=text, status=422)
    try:
        with person.application.store.writing(person.actor, Act.REVIEW, purpose) as scope:
            disposition.decide(
                scope, line.id, verdict=chosen, reason=reason, note=note.strip(), seen_version=version
            )
    except ConflictError as error:
        return _page(request, person, hidden=hit, conflict=_conflict(person, error, leg), status=409)
    except ReasonError:
        raise HTTPException(422) from None
    return RedirectResponse(f"/hits?done={hit}", status_code=303)


def _conflict(person: Person, error: ConflictError, leg: Leg) -> Conflict:
    standing = error.standing
    if standing is None:
        return Conflict(
            _("The data of this traveller changed since you opened the hit."),
            _("Your choice was not recorded. Look at the evidence again; the hit may be closed by the data."),
        )
    with person.application.store.reading(person.actor) as scope:
        names = accounts.persons(scope)
        ago = scope.now - standing.decided_at
    who = _("You") if standing.actor == str(person.account.id) else names.get(standing.actor, standing.actor)
    return Conflict(
        _("%(who)s decided this %(span)s ago.") % {"who": who, "span": times.span(ago)},
        _("%(verdict)s: %(reason)s. Your choice on %(flight)s was not recorded.")
        % {
            "verdict": word(f"verdict.{standing.verdict.value}"),
            "reason": word(f"reason.{standing.reason.value}").lower(),
            "flight": leg.flight,
        },
    )


@router.post("/hits/{hit}/undo")
def undo(request: Request, person: Decider, hit: str) -> Response:
    """Take back one's own decision within half a minute; the record of both stays."""
    purpose = person.purpose
    line, _leg = hit_within(person, hit)
    try:
        with person.application.store.writing(person.actor, Act.REVIEW, purpose) as scope:
            disposition.undo(scope, line.id)
    except UndoError:
        late = Conflict(
            _("It is too late to undo."),
            _("The decision is sealed. Decide again when the hit opens again, or tell the supervisor."),
        )
        return _page(request, person, conflict=late, status=409)
    return RedirectResponse(f"/hits?hit={hit}", status_code=303)

"""What an auditor sees first: whether the log is whole, what is kept how long, who did what. No passenger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse

from api.identity import accounts
from api.identity.principals import Overseer, Person
from api.pages import log_reading, times
from api.pages.language import gettext as _
from api.pages.log_reading import Entry, Held, Whole
from api.pages.rendering import render
from api.pages.shell import frame
from api.running.standing import Standing, standing
from pnr.records import dropped
from retention.policy import Policy
from retention.purpose import Mode, Purpose

router = APIRouter()

_VERIFYING = Purpose("", Mode.AUDIT)


@dataclass(frozen=True, slots=True)
class Term:
    """How long one legal regime keeps data."""

    regime: str
    unlinked: str
    linked: str
    results: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log as a row."""

    entry: Entry
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class OversightView:
    """Everything the auditor's page shows."""

    policy: str
    modelled_on: str
    terms: tuple[Term, ...]
    size: int
    whole: Whole | None
    standing: Standing
    held: tuple[Held, ...]
    dropped: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    acts: tuple[tuple[str, int], ...]
    act: str
    older: int | None


def _terms(policy: Policy) -> tuple[Term, ...]:
    return tuple(
        Term(
            name,
            times.period(regime.unlinked_delete or regime.delete),
            times.period(regime.delete),
            times.period(regime.result_ttl),
        )
        for name, regime in policy.regimes.items()
    )


def _page(
    request: Request, person: Person, *, act: str = "", before: int | None = None, verify: bool = False
) -> HTMLResponse:
    with person.application.store.consulting(person.actor, _VERIFYING) as scope:
        entries = log_reading.latest(scope, before=before, act=act)
        names = accounts.persons(scope)
        view = OversightView(
            policy=_("%(id)s, version %(version)s")
            % {"id": scope.policy.id, "version": scope.policy.version},
            modelled_on="; ".join(scope.policy.modelled_on),
            terms=_terms(scope.policy),
            size=log_reading.size(scope),
            whole=log_reading.check_whole(scope) if verify else None,
            standing=standing(scope),
            held=log_reading.held(scope),
            dropped=tuple(dropped.shown(scope, since=scope.now.date().replace(day=1)).items()),
            lines=tuple(
                Line(one, times.day_clock(one.at, person.airport), names.get(one.actor, one.actor))
                for one in entries
            ),
            acts=log_reading.acts(scope),
            act=act,
            older=entries[-1].number if len(entries) == log_reading.PAGE else None,
        )
        scope.note(page="oversight", verified=int(verify))
    shell = frame(request, person, active="audit", entry=scope.entry)
    return render("oversight.html", frame=shell, shown=view)


@router.get("/oversight")
def show_oversight(
    request: Request,
    person: Overseer,
    *,
    act: Annotated[str, Query(max_length=40)] = "",
    before: Annotated[int | None, Query(ge=0)] = None,
) -> HTMLResponse:
    """Show the state of the log and of what is kept. Looking is itself an entry."""
    return _page(request, person, act=act, before=before)


@router.post("/oversight")
def verify_log(
    request: Request, person: Overseer, *, act: Annotated[str, Form(max_length=40)] = ""
) -> HTMLResponse:
    """Check the whole log now and say what was found."""
    return _page(request, person, act=act, verify=True)

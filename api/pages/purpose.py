"""The purpose of looking at passengers: asked once a session, bound to every view, kept in every log entry.

Source: Directive (EU) 2016/681 arts 1(2) and 6, Annex II; data-protection by purpose binding.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.identity import sessions
from api.identity.principals import PassengerReader, inside
from api.pages.language import gettext as _
from api.pages.rendering import render
from api.pages.shell import frame
from retention.acts import Act
from retention.purpose import ANNEX_II, Mode, Offence, Purpose
from retention.refusals import PurposeRefused

router = APIRouter()

EVERYDAY = (
    Offence.DRUGS,
    Offence.HUMAN_TRAFFICKING,
    Offence.WEAPONS,
    Offence.UNAUTHORISED_ENTRY,
    Offence.FORGED_DOCUMENTS,
    Offence.ENVIRONMENT,
    Offence.LAUNDERING,
    Offence.TERRORISM,
)
"""What airport units meet daily, shown first; the other headings stand below."""


def _page(
    request: Request, person: PassengerReader, to: str, *, wrong: str = "", status: int = 200
) -> HTMLResponse:
    rest = [one for one in Offence if one not in EVERYDAY]
    return render(
        "purpose.html",
        status=status,
        frame=frame(request, person, active=""),
        everyday=EVERYDAY,
        rest=rest,
        numbers=ANNEX_II,
        chosen=person.session.purpose.offence if person.session.purpose else "",
        to=inside(to),
        wrong=wrong,
    )


@router.get("/purpose")
def show_purpose(
    request: Request, person: PassengerReader, to: Annotated[str, Query(max_length=300)] = "/"
) -> HTMLResponse:
    """Ask which offence the person works on."""
    return _page(request, person, to)


@router.post("/purpose")
def set_purpose(
    request: Request,
    person: PassengerReader,
    offence: Annotated[str, Form(max_length=32)] = "",
    to: Annotated[str, Form(max_length=300)] = "/",
) -> Response:
    """Bind the purpose to the session."""
    try:
        purpose = Purpose(offence, Mode.ASSESSMENT)
    except PurposeRefused:
        return _page(request, person, to, wrong=_("Choose the offence you are working on."), status=422)
    with person.application.store.writing(person.actor, Act.LOGIN, purpose) as scope:
        sessions.look_for(scope, person.session, purpose)
        scope.note(purpose="stated")
    return RedirectResponse(inside(to), status_code=303)

"""How a person wants pages: theme, row height, single-letter keys, language, airport. No script needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.identity import sessions
from api.identity.principals import Anyone, inside
from api.pages import language
from api.pages.shell import LOOK_COOKIE, Look, look_of
from retention.acts import Act

router = APIRouter()


class ChosenLanguage:
    """Makes the language of the look cookie the one every text of this request is written in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            language.choose(look_of(Request(scope)).language)
        await self._app(scope, receive, send)


@router.post("/look")
def change_look(
    request: Request,
    *,
    theme: Annotated[str, Form(max_length=12)] = "",
    density: Annotated[str, Form(max_length=12)] = "",
    keys: Annotated[str, Form(max_length=3)] = "",
    chosen: Annotated[str, Form(alias="language", max_length=12)] = "",
    back: Annotated[str, Form(max_length=300)] = "/",
) -> RedirectResponse:
    """Keep a choice in a cookie that says nothing about the person."""
    look = look_of(request)
    if theme:
        look = replace(look, theme="" if theme == "auto" else theme)
    if density:
        look = replace(look, density="" if density == "normal" else density)
    if keys:
        look = replace(look, keys=keys)
    if chosen:
        look = replace(look, language=chosen)
    answer = RedirectResponse(inside(back), status_code=303)
    answer.set_cookie(
        LOOK_COOKIE, Look.read(look.written()).written(), max_age=31_536_000, httponly=True, samesite="strict"
    )
    return answer


@router.post("/airport")
def change_airport(person: Anyone, airport: Annotated[str, Form(max_length=4)]) -> RedirectResponse:
    """Turn the session to another airport of the account; any other is refused and logged."""
    if airport not in person.account.airports:
        raise person.refuse("airport.unassigned")
    with person.application.store.writing(person.actor, Act.REFERENCE) as scope:
        sessions.look_at(scope, person.session, airport, person.account.airports)
        scope.note(airport=airport)
    return RedirectResponse("/", status_code=303)

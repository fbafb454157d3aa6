"""Signing in and out. Nothing about flights or people is shown before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.bootstrap import Application
from api.identity import accounts, passwords, sessions
from api.identity.accounts import Account
from api.identity.principals import COOKIE, Anyone, application, door, inside
from api.identity.roles import landing
from api.pages.language import gettext as _
from api.pages.rendering import render
from api.pages.shell import outer_frame, staff_of
from api.settings import Mode
from retention.acts import Act

router = APIRouter()


def _page(
    request: Request, *, name: str = "", to: str = "/", wrong: str = "", status: int = 200
) -> HTMLResponse:
    found = application(request)
    shown: tuple[Account, ...] = ()
    if found.settings.mode is Mode.DEMONSTRATION:
        with found.store.reading(found.actor) as scope:
            shown = tuple(one for one in accounts.everyone(scope) if one.active)
    return render(
        "sign_in.html",
        status=status,
        frame=outer_frame(request, found),
        name=name,
        to=inside(to),
        wrong=wrong,
        accounts=[(one.user_name, staff_of(one)) for one in shown],
        unit=found.settings.tenant,
        minutes=int(sessions.IDLE.total_seconds() // 60),
        hours=int(sessions.LONGEST.total_seconds() // 3600),
    )


@router.get("/sign-in")
def show_sign_in(
    request: Request,
    to: Annotated[str, Query(max_length=300)] = "/",
    name: Annotated[str, Query(alias="as", max_length=64)] = "",
) -> HTMLResponse:
    """Show the form, and in a demonstration which accounts there are (never their passwords)."""
    return _page(request, to=to, name=name)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=64)] = "",
    password: Annotated[str, Form(max_length=256)] = "",
    to: Annotated[str, Form(max_length=300)] = "/",
) -> Response:
    """Begin a session, or say that name and password do not fit; both are recorded."""
    found = application(request)
    throttle = door(request).throttle
    if not throttle.open(name, _client(request)):
        text = _("Too many tries. Wait five minutes, or ask the unit head.")
        return _page(request, name=name, to=to, wrong=text, status=429)
    with found.store.reading(found.actor) as scope:
        account = accounts.named(scope, name)
    if (
        not passwords.fits(account.password_hash if account and account.active else None, password)
        or not account
    ):
        throttle.refused(name, _client(request))
        with found.store.writing(account.acting() if account else found.actor, Act.LOGIN_REFUSED):
            pass
        text = _("User name and password do not fit together.")
        return _page(request, name=name, to=to, wrong=text, status=401)
    return _begin(request, found, account, to)


def _begin(request: Request, found: Application, account: Account, to: str) -> Response:
    with found.store.writing(account.acting(), Act.LOGIN) as scope:
        token = sessions.begin(scope, account)
    wanted = inside(to)
    answer = RedirectResponse(landing(account.role) if wanted == "/" else wanted, status_code=303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(sessions.LONGEST.total_seconds()),
        secure=found.settings.mode is Mode.LIVE or request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/sign-out")
def sign_out(person: Anyone) -> RedirectResponse:
    """End the session at once."""
    with person.application.store.writing(person.actor, Act.LOGOUT) as scope:
        sessions.end(scope, person.session)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer

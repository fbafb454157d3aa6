"""The help page of keys, for who has no script or switched single-letter keys off."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse

from api.identity.principals import Anyone
from api.identity.roles import landing
from api.pages.rendering import render
from api.pages.shell import frame

router = APIRouter()


@router.get("/keys")
def show_keys(request: Request, person: Anyone) -> HTMLResponse:
    """List every key and what it does."""
    return render("keys.html", frame=frame(request, person, active=""))


@router.get("/start")
def start(person: Anyone) -> RedirectResponse:
    """Go to the page this person's role begins on."""
    return RedirectResponse(landing(person.account.role), status_code=303)

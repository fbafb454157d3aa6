"""What an administrator sees first: health, lists, carriers, accounts. No passenger."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.identity import accounts, sessions
from api.identity.accounts import Account
from api.identity.principals import Administrator
from api.pages import times
from api.pages.rendering import render
from api.pages.shell import frame
from api.running.standing import Standing, standing
from pnr.feed import carriers
from pnr.feed.carriers import Carrier
from pnr.records.messages import last_heard
from retention import outbox
from watchlists.registry import Registered, registered

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ListLine:
    """One registered list."""

    one: Registered
    checked: str
    stale: bool


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """One registered carrier."""

    one: Carrier
    heard: str


@dataclass(frozen=True, slots=True)
class AdministrationView:
    """Everything the administrator's page shows."""

    standing: Standing
    pending: int
    dead: int
    sessions: int
    database: str
    redis: bool
    lists: tuple[ListLine, ...]
    carriers: tuple[CarrierLine, ...]
    accounts: tuple[Account, ...]


@router.get("/administration")
def show_administration(request: Request, person: Administrator) -> HTMLResponse:
    """Show the health of the service and its registers."""
    settings = person.application.settings
    with person.application.store.reading(person.actor) as scope:
        heard = last_heard(scope)
        view = AdministrationView(
            standing=standing(scope),
            pending=outbox.pending(scope),
            dead=len(outbox.dead(scope)),
            sessions=sessions.open_now(scope),
            database=settings.data_url.partition(":")[0].partition("+")[0],
            redis=bool(settings.redis),
            lists=tuple(
                ListLine(
                    one,
                    times.day_clock(one.checked_at, person.airport) if one.checked_at else "",
                    one.stale(scope.now),
                )
                for one in registered(scope)
            ),
            carriers=tuple(
                CarrierLine(one, times.day_clock(heard[code], person.airport) if code in heard else "")
                for code, one in sorted(carriers.registered(scope).items())
            ),
            accounts=accounts.everyone(scope),
        )
    return render("administration.html", frame=frame(request, person, active="admin"), shown=view)

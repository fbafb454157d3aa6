"""Who asks, as handlers see it: a person signed in, with a right; or the route is visibly public.

A handler names what it needs in its signature (`person: PassengerReader`). A test lists the routes without
one and compares them with a golden list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.bootstrap import Application
from api.identity import sessions
from api.identity.accounts import Account
from api.identity.opaque import Opaque
from api.identity.roles import Right, allows
from api.identity.sessions import Session, Uses
from api.identity.throttle import Throttle
from retention.actors import Actor
from retention.acts import Act
from retention.purpose import Purpose

COOKIE = "najava_session"


class SignInNeeded(Exception):  # noqa: N818 - an expected turn of the conversation, not a fault
    """Nobody is signed in, or no longer. `to` is where the person wanted to go."""

    def __init__(self, to: str = "/") -> None:
        super().__init__("sign in first")
        self.to = to


class PurposeNeeded(Exception):  # noqa: N818
    """Passengers were asked for before the session has a purpose."""

    def __init__(self, to: str) -> None:
        super().__init__("a purpose is needed first")
        self.to = to


class Forbidden(Exception):  # noqa: N818
    """The person may not. `reason` is a code; `who` says in words who could allow it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Door:
    """What sign-in needs and one process shares: last uses of sessions, refused tries."""

    uses: Uses
    throttle: Throttle


@dataclass(frozen=True, slots=True)
class Person:
    """A person signed in, and the installation they work with."""

    application: Application
    account: Account
    session: Session
    path: str

    @property
    def actor(self) -> Actor:
        """The person as the store sees them."""
        return self.account.acting(self.session.reference)

    @property
    def airport(self) -> str:
        """The airport being looked at."""
        return self.session.airport

    @property
    def purpose(self) -> Purpose:
        """Why passengers are looked at. Raises `PurposeNeeded` when the session has not said it yet."""
        if self.session.purpose is None:
            raise PurposeNeeded(self.path)
        return self.session.purpose

    @property
    def opaque(self) -> Opaque:
        """What hides ids in this person's addresses."""
        return Opaque(self.account.password_hash)

    def refuse(self, reason: str) -> Forbidden:
        """Record that a look was refused, and return what to raise."""
        self.application.store.deny(self.actor, reason, self.session.purpose)
        return Forbidden(reason)


def inside(target: str) -> str:
    """Return a path of our own from what an address or form names; the start for anything else."""
    parts = urlsplit(target)
    if (
        parts.scheme
        or parts.netloc
        or not parts.path.startswith("/")
        or parts.path.startswith("//")
        or "\\" in target
    ):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def application(request: Request) -> Application:
    """Return the installation this process serves."""
    found: Application = request.app.state.application
    return found


def door(request: Request) -> Door:
    """Return what sign-in shares in this process."""
    found: Door = request.app.state.door
    return found


def _wanted(request: Request) -> str:
    if request.method != "GET" or request.headers.get("hx-request"):
        return "/"
    return inside(str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""))


def signed_in(request: Request) -> Person:
    """Return the person whose cookie came with the request. Raises `SignInNeeded`."""
    found = application(request)
    token = request.cookies.get(COOKIE, "")
    if not token:
        raise SignInNeeded(_wanted(request))
    with found.store.reading(found.actor) as scope:
        pair = sessions.running(scope, token)
        now = scope.now
    if pair is None:
        raise SignInNeeded(_wanted(request))
    session, account = pair
    uses = door(request).uses
    if uses.idle(session, now):
        with found.store.writing(account.acting(session.reference), Act.LOGOUT) as change:
            sessions.end(change, session)
            change.note(cause="idle")
        raise SignInNeeded(_wanted(request))
    polled = request.headers.get("hx-trigger") == "news" or request.url.path.endswith("/news")
    if not polled and uses.saw(session, now):  # a page that refreshes itself is not a person at the keyboard
        with found.store.writing(account.acting(session.reference), Act.LOGIN) as change:
            sessions.renew(change, session)
            change.note(renewed=1)
    return Person(found, account, session, _wanted(request))


def _with(right: Right) -> Callable[[Person], Person]:
    def check(person: Annotated[Person, Depends(signed_in)]) -> Person:
        if not allows(person.account.role, right):
            raise person.refuse(f"role.{right}")
        return person

    return check


Anyone = Annotated[Person, Depends(signed_in)]
BoardReader = Annotated[Person, Depends(_with(Right.BOARD))]
PassengerReader = Annotated[Person, Depends(_with(Right.PASSENGERS))]
Decider = Annotated[Person, Depends(_with(Right.DECIDE))]
Uploader = Annotated[Person, Depends(_with(Right.INTAKE))]
Reader = Annotated[Person, Depends(_with(Right.DECODE))]
Overseer = Annotated[Person, Depends(_with(Right.OVERSIGHT))]
Administrator = Annotated[Person, Depends(_with(Right.ADMINISTRATION))]

"""The frame around every page: who, where, when, under which purpose, and what the rail offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request

from api.bootstrap import Application
from api.identity.accounts import Account
from api.identity.principals import Person
from api.identity.roles import Right, allows
from api.pages import language
from api.pages.keyboard import Key, grouped, legend
from matching.review import hits
from pnr import codes
from pnr.records import quarantine
from retention.actors import Role
from retention.purpose import Purpose


@dataclass(frozen=True, slots=True)
class Look:
    """How one person wants pages: kept in a cookie that says nothing about them."""

    theme: str = ""  # light, dark, contrast; empty follows the terminal
    density: str = ""  # compact, comfortable; empty is normal
    keys: str = "on"
    language: str = "en"

    THEMES = ("", "light", "dark", "contrast")
    DENSITIES = ("", "compact", "comfortable")

    @classmethod
    def read(cls, cookie: str) -> Look:
        """Return the look a cookie asks for; what is not known is left at its default."""
        theme, density, keys, chosen, *_rest = (*cookie.split("."), "", "", "", "")
        return cls(
            theme if theme in cls.THEMES else "",
            density if density in cls.DENSITIES else "",
            "off" if keys == "off" else "on",
            chosen if chosen in language.LANGUAGES else "en",
        )

    def written(self) -> str:
        """Return the cookie's value."""
        return f"{self.theme}.{self.density}.{self.keys}.{self.language}"


@dataclass(frozen=True, slots=True)
class Staff:
    """The person signed in, as pages show them."""

    id: str
    name: str
    role: Role
    agency: str
    unit: str
    airports: tuple[str, ...]

    @property
    def sees_passengers(self) -> bool:
        """Whether the role sees identities at all: auditors, administrators and analysts never do."""
        return allows(self.role, Right.PASSENGERS)


@dataclass(frozen=True, slots=True)
class RailItem:
    """One destination of the rail; `count` is what waits there."""

    name: str
    link: str
    icon: str
    title: str
    action: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the frame shows. Times aware UTC; `airport` is the one being looked at."""

    now: datetime
    look: Look
    demonstration: bool
    staff: Staff | None = None
    airport: str = ""
    active: str = ""
    here: str = "/"  # where a form of the frame returns to
    purpose: Purpose | None = None
    purpose_ends: datetime | None = None
    entry: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    legend: tuple[Key, ...] = ()

    @property
    def place(self) -> str:
        """The airport's city, empty when unknown."""
        found = codes.airport(self.airport)
        return found.city if found else ""

    @property
    def zone(self) -> str:
        """The IANA zone the page's clocks run in."""
        found = codes.airport(self.airport)
        return found.zone if found else "UTC"

    @property
    def help(self) -> tuple[tuple[str, tuple[Key, ...]], ...]:
        """All keys, for the help overlay."""
        return grouped()

    @property
    def languages(self) -> dict[str, str]:
        """The languages that have a catalogue, by their own names."""
        return language.LANGUAGES

    @property
    def rail(self) -> tuple[RailItem, ...]:
        """The destinations this person's role has a use for."""
        if self.staff is None:
            return ()
        _ = language.gettext
        everything = {
            "board": RailItem("board", "/", "plane-landing", _("Board"), "go.board"),
            "hits": RailItem(
                "hits", "/hits", "list-checks", _("Hits"), "go.hits", self.counts.get("hits", 0)
            ),
            "intake": RailItem(
                "intake", "/intake", "inbox", _("Intake"), "go.intake", self.counts.get("held", 0)
            ),
            "decode": RailItem("decode", "/decode", "scan-text", _("Decode"), "go.decode"),
            "audit": RailItem("audit", "/oversight", "scroll-text", _("Log"), "go.audit"),
            "admin": RailItem("admin", "/administration", "server", _("Service"), ""),
        }
        return tuple(everything[name] for name, right in _DESTINATIONS if allows(self.staff.role, right))


_DESTINATIONS = (
    ("board", Right.BOARD),
    ("hits", Right.DECIDE),
    ("intake", Right.INTAKE),
    ("decode", Right.DECODE),
    ("audit", Right.OVERSIGHT),
    ("admin", Right.ADMINISTRATION),
)


LOOK_COOKIE = "najava_look"


def look_of(request: Request) -> Look:
    """Return how the person at this browser wants pages."""
    return Look.read(request.cookies.get(LOOK_COOKIE, ""))


def staff_of(account: Account) -> Staff:
    """Return what pages show of an account."""
    return Staff(
        str(account.id), account.person, account.role, account.agency, account.unit, account.airports
    )


def waiting(person: Person) -> dict[str, int]:
    """Count what waits behind the rail's destinations: open hits, messages nobody could read."""
    if not allows(person.account.role, Right.PASSENGERS):
        return {}
    with person.application.store.reading(person.actor) as scope:
        return {
            "hits": len(hits.queue(scope, [person.airport], after=scope.now)),
            "held": quarantine.count(scope),
        }


def frame(
    request: Request,
    person: Person,
    *,
    active: str,
    keys: tuple[str, ...] = (),
    entry: int | None = None,
    purpose_ends: datetime | None = None,
) -> Frame:
    """Return the frame of a page for a person signed in. Every page of theirs begins here."""
    shown = person.application
    return Frame(
        now=shown.now(),
        look=look_of(request),
        demonstration=shown.store.policy.demonstration,
        staff=staff_of(person.account),
        airport=person.airport,
        active=active,
        here=person.path,
        purpose=person.session.purpose,
        purpose_ends=purpose_ends,
        entry=entry,
        counts=waiting(person),
        legend=legend(*keys),
    )


def outer_frame(request: Request, application: Application) -> Frame:
    """Return the frame of a page before sign-in: it knows nothing about flights or people."""
    airports = application.settings.airports
    return Frame(
        now=application.now(),
        look=look_of(request),
        demonstration=application.store.policy.demonstration,
        airport=airports[0] if airports else "",
    )

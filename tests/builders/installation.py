"""One airport unit as a person meets it: two lists, four flights to BEG, messages, accounts, a fixed clock.

Everything is invented; documents begin with ZZ. Times: it is 13:18 UTC, Q7 412 lands in 22 minutes.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from api.bootstrap import Application, open_application
from api.identity.accounts import demonstration_accounts
from api.running.intake import Feed, receive
from api.running.worker import work
from api.settings import Settings
from pnr.feed import schedule
from pnr.feed.carriers import Carrier, register
from pnr.feed.schedule import ScheduledLeg
from retention.acts import Act
from retention.purpose import Offence
from tests.builders.lists import template
from tests.builders.messages import ANA, ARRIVES, DEPARTS, MARKO, Someone, paxlst, pnrgov
from tests.builders.stores import FakeClock
from watchlists import registry, snapshot
from watchlists.preparation import prepare
from watchlists.registration import ListSeverity, Registration

NOW = ARRIVES - timedelta(minutes=22)
ORVAL = Someone(
    "TENNICK", "ORVAL", birth="610305", document="ZZ700001", locator="T7QQ1A", reference="3", seat="3F"
)
LENA = Someone(
    "SCHREIBER", "LENA", birth="", sex="F", nation="DEU", document="ZZ0000004", locator="L3NA44", seat="26E"
)


@dataclass(frozen=True, slots=True)
class Installation:
    """An opened installation with the passwords of its accounts."""

    application: Application
    passwords: dict[str, str]
    clock: FakeClock


def _load(application: Application, list_id: str, title: str, severity: ListSeverity, *rows: str) -> None:
    registration = Registration(
        id=list_id,
        title=title,
        owner="Ministry of Varnia (invented)",
        legal_basis="Border Act s.12",
        offences=(Offence.DRUGS,),
        severity=severity,
        refresh_hours=24,
    )
    with application.store.writing(application.actor, Act.LIST_REGISTER) as scope:
        registry.register(scope, registration)
    prepared = prepare(template(*rows), kinds=registration.kinds)
    with application.store.writing(application.actor, Act.LIST_LOAD) as scope:
        snapshot.load(scope, list_id, prepared)


def build_installation(folder: Path) -> Installation:
    """Return an installation in `folder`: Q7 412 has three hits, Q7 418 is silent, Q7 630 comes later."""
    cast, passwords = _cast()
    shutil.copytree(cast, folder, dirs_exist_ok=True)
    clock = FakeClock(NOW)
    return Installation(_open(folder, clock), dict(passwords), clock)


def _open(folder: Path, clock: FakeClock) -> Application:
    return open_application(Settings(home=folder, airports=("BEG", "TIA")), clock=clock)


@cache
def _cast() -> tuple[Path, tuple[tuple[str, str], ...]]:
    """Fill one installation a process; tests get copies of its files, which takes a tenth of the time."""
    folder = Path(tempfile.mkdtemp(prefix="najava-cast-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    application = _open(folder, FakeClock(NOW))
    passwords = _fill(application)
    application.store.engine.dispose()
    return folder, passwords


def _fill(application: Application) -> tuple[tuple[str, str], ...]:
    store = application.store
    _load(
        application,
        "national",
        "National notices",
        ListSeverity.HIGH,
        "VA-17;person;TENNICK;Orval Bram;;M;1961-03-05;ALB;P;ZZ700001;ALB;Border Act s.12;2026-05-01;refer",
        "VA-18;person;Петровски;Марко;;M;1984;MKD;;;;Border Act s.12;2026-05-01;refer",
    )
    _load(
        application,
        "partner",
        "Partner unit notices",
        ListSeverity.MEDIUM,
        "PU-3;person;SCHREIBER;Lena;;F;1990-01-02;DEU;;;;Border Act s.12;2026-05-01;refer",
    )
    hour = timedelta(hours=1)
    legs = [
        ScheduledLeg(
            "Q7", number, origin, "BEG", DEPARTS + shift, ARRIVES + shift, expected=expected, expects=expects
        )
        for number, origin, shift, expected, expects in (
            ("412", "VIE", 0 * hour, 4, ("pnr-0@0", "api-0@0")),
            ("418", "ATH", hour, 88, ("pnr-24@1440", "api-0@0")),
            ("630", "ZRH", 4 * hour, 61, ("pnr-0@0", "api-0@0")),
        )
    ]
    with store.writing(application.actor, Act.REFERENCE) as scope:
        register(scope, [Carrier("Q7", "Vardar Air")])
        schedule.plan(scope, legs)
    feed = Feed("folder", application.actor, airports=("BEG", "TIA"))
    people = [MARKO, ANA, ORVAL]
    receive(store, pnrgov(people), feed)
    receive(store, paxlst([*people, LENA]), feed)
    work(store, application.screener)
    accounts = demonstration_accounts(store, airports=("BEG",))
    return tuple((one.name, one.password) for one in accounts)

"""`najava doctor`: is this installation in order, and what to do where it is not."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap import open_application
from api.running.standing import standing
from api.settings import Settings
from retention.refusals import Refused

PACKAGES = ("pnr", "matching", "watchlists", "retention", "api")


class Checked(NamedTuple):
    """One thing looked at: what, whether it is right, and what was seen or what to do."""

    what: str
    right: bool
    seen: str


def packages() -> Iterator[Checked]:
    """Say where each package was loaded from: the names are generic, and a stray folder could shadow one."""
    home = Path(__file__).resolve().parents[2]
    for name in PACKAGES:
        file = importlib.import_module(name).__file__ or ""
        yield Checked(f"package {name}", Path(file).is_relative_to(home), file)


def store(settings: Settings) -> Iterator[Checked]:
    """Open the stores, and see whether the register adds up."""
    try:
        application = open_application(settings)
        with application.store.reading(application.actor) as scope:
            found = standing(scope)
    except Refused as error:
        yield Checked("store", right=False, seen=str(error))
        return
    yield Checked("store", right=True, seen=f"{found.received} messages, {found.people['here']} travellers")
    yield Checked("numbers add up", found.adds_up, "received = sum of states; here = screened + not screened")
    yield Checked("lists", bool(found.lists), f"{len(found.lists)} registered")


def doctor() -> None:
    """Check packages, stores, keys and lists; exit 1 when something needs attention."""
    settings = Settings()
    checks = [
        Checked("python", sys.version_info >= (3, 11), sys.version.split()[0]),
        *packages(),
        *store(settings),
    ]
    table = Table("", "what", "seen")
    for one in checks:
        table.add_row("ok" if one.right else "[red]no[/]", one.what, one.seen)
    Console().print(table)
    raise typer.Exit(0 if all(one.right for one in checks) else 1)

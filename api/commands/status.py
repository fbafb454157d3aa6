"""`najava status`: what was received, and what became of it, in numbers that add up."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap import open_application
from api.running.standing import Standing, standing
from api.settings import Settings


def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Say received / stored / screened / flagged / quarantined, and which lists they were screened with."""
    application = open_application(Settings())
    with application.store.reading(application.actor) as scope:
        found = standing(scope)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), indent=2))
        return
    _print(Console(), found)


def _print(console: Console, found: Standing) -> None:
    table = Table("", "messages", title="Received")
    table.add_row("received", str(found.received))
    for state, number in found.by_state.items():
        table.add_row(f"  {state}", str(number))
    console.print(table)
    people = Table("", "travellers", title="On stored flights")
    for name, number in found.people.items():
        people.add_row(name, str(number))
    console.print(people)
    lists = Table("list", "snapshot", "entries", title="Lists")
    for one in found.lists:
        lists.add_row(*one)
    console.print(lists)
    console.print(
        "The numbers add up." if found.adds_up else "[red]The numbers do not add up; run `najava doctor`.[/]"
    )

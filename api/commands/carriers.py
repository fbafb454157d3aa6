"""`najava carriers`: register airlines, issue the keys they push with, see how they do."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap import open_application
from api.settings import Settings
from pnr.feed import carriers
from pnr.feed.carriers import Carrier, CarrierState, UnknownCarrierError
from pnr.records.messages import last_heard
from retention.acts import Act

app = typer.Typer(help="Register airlines, issue the keys they push with.", no_args_is_help=True)


@app.command("register")
def register(
    code: Annotated[str, typer.Argument(help="The code messages use: Q7.")],
    name: Annotated[str, typer.Argument(help="The name officers know it by.")],
    state: Annotated[CarrierState, typer.Option(help="How far the feed has come.")] = CarrierState.TEST,
    contact: Annotated[str, typer.Option(help="Whom to write to about data.")] = "",
    expects: Annotated[str, typer.Option(help="Pushes agreed: 'pnr-24@1440 api-close@40'.")] = "",
) -> None:
    """Register an airline, or change its registration."""
    application = open_application(Settings())
    one = Carrier(code.upper(), name, state, contact, tuple(expects.split()))
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        if not carriers.register(scope, [one]):
            before = carriers.registered(scope)[one.code]
            kept = replace(one, contact=contact or before.contact, expects=one.expects or before.expects)
            carriers.change(scope, kept)
    Console().print(f"{one.code} {one.name}: {one.state.value}")


@app.command("key")
def key(
    code: Annotated[str, typer.Argument(help="The carrier's code.")],
    revoke: Annotated[bool, typer.Option("--revoke", help="End all keys now; issue none.")] = False,
) -> None:
    """Issue a key for pushing over HTTPS. It is shown once; the old one stays valid for seven days."""
    application = open_application(Settings())
    console = Console()
    try:
        with application.store.writing(application.actor, Act.REFERENCE) as scope:
            if revoke:
                console.print(f"{carriers.revoke_keys(scope, code.upper())} keys ended.")
                return
            issued = carriers.issue_key(scope, code.upper())
    except UnknownCarrierError:
        console.print(
            f"No carrier {code.upper()} is registered. Register it first: najava carriers register."
        )
        raise typer.Exit(2) from None
    console.print(issued, soft_wrap=True)


@app.command("show")
def show() -> None:
    """Show the registered airlines, and when each was last heard of."""
    application = open_application(Settings())
    with application.store.reading(application.actor) as scope:
        known, heard = carriers.registered(scope), last_heard(scope)
        valid = {
            code: sum(end is None or end > scope.now for _, end in carriers.keys(scope, code))
            for code in known
        }
    table = Table("code", "name", "state", "last message (UTC)", "valid keys", "contact")
    for code, one in sorted(known.items()):
        last = f"{heard[code]:%d %b %Y %H:%M}" if code in heard else "never"
        table.add_row(code, one.name, one.state.value, last, str(valid[code]), one.contact)
    Console().print(table)

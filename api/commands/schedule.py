"""`najava schedule`: load what flies, look at it, correct a flight by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap import open_application
from api.settings import Settings
from pnr.codes import local, utc
from pnr.feed import schedule, ssim
from pnr.quality import remedy, sentence
from retention.acts import Act

app = typer.Typer(help="Load what flies, look at it, correct a flight by hand.", no_args_is_help=True)


@app.command("load")
def load(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="SSIM chapter 7 or CSV.")],
    days: Annotated[int, typer.Option(min=1, max=370, help="Days from yesterday on to plan.")] = 60,
) -> None:
    """Plan the flights of a schedule file that land at a watched airport."""
    application = open_application(Settings())
    today = application.now().date()
    found = ssim.read(
        file.read_bytes(),
        first=today - timedelta(days=1),
        last=today + timedelta(days=days),
        airports=frozenset(application.settings.airports),
    )
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        new = schedule.plan(scope, found.legs)
        scope.note(flights=len(found.legs), new=new)
    console = Console()
    for one in found.findings:
        console.print(f"line {one.position}: {sentence(one)} {remedy(one)}")
    console.print(f"{len(found.legs)} flights read, {new} new, {len(found.findings)} lines refused.")
    raise typer.Exit(1 if found.findings else 0)


@app.command("show")
def show(
    airport: Annotated[str, typer.Argument(help="IATA code of a watched airport.")],
    hours: Annotated[int, typer.Option(min=1, max=24 * 60)] = 24,
) -> None:
    """Show the flights landing at an airport."""
    application = open_application(Settings())
    now = application.now()
    with application.store.reading(application.actor) as scope:
        legs = schedule.arriving(scope, airport.upper(), after=now, before=now + timedelta(hours=hours))
    table = Table("lands (local)", "flight", "from", "expected", "state", "pushes agreed")
    for leg in legs:
        lands = f"{local(leg.lands, leg.destination):%d %b %H:%M}" if leg.lands else "unknown"
        table.add_row(
            lands, leg.flight, leg.origin, str(leg.expected or ""), leg.state.value, " ".join(leg.expects)
        )
    Console().print(table)


@app.command("correct")
def correct(
    flight: Annotated[str, typer.Argument(help="Carrier and number: Q7412.")],
    arrival: Annotated[str, typer.Option(help="Local time of arrival: 2026-11-25T15:41, or with Z.")] = "",
    state: Annotated[schedule.LegState | None, typer.Option(help="What became of the flight.")] = None,
) -> None:
    """Correct the next flight of that number: a later arrival, a cancellation, a landing."""
    application = open_application(Settings())
    console = Console()
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        leg = schedule.next_flight(scope, flight.replace(" ", "").upper())
        if leg is None:
            console.print(f"No flight {flight} is planned from now on.")
            raise typer.Exit(2)
        estimated: datetime | None = utc(arrival, leg.destination) if arrival else None
        if arrival and estimated is None:
            console.print("The arrival is no time: write 2026-11-25T15:41.")
            raise typer.Exit(2)
        schedule.correct(scope, leg.id, estimated=estimated, state=state)
    console.print(f"{leg.flight} {leg.origin}-{leg.destination} corrected.")

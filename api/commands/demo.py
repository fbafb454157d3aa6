"""`najava demo`: a day of invented traffic for six airports, screened and served, in under two minutes."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.bootstrap import Application, open_application
from api.commands.serve import run_pages, worker_process
from api.identity.accounts import DemoAccount, demonstration_accounts
from api.running import demonstration
from api.running.telemetry import configure_logs
from api.settings import Mode, Settings


def demo(
    scale: Annotated[
        float, typer.Option(min=0.05, max=5, help="How much traffic; 1 is an ordinary day.")
    ] = 1.0,
    fill_only: Annotated[bool, typer.Option("--fill-only", help="Fill and stop; do not serve.")] = False,
    browser: Annotated[bool, typer.Option("--open", help="Open the address in a browser.")] = False,
) -> None:
    """Fill an installation with invented passengers, print the accounts, serve the pages."""
    configure_logs()
    settings = Settings()
    console = Console()
    if settings.mode is not Mode.DEMONSTRATION:
        console.print(
            "This installation is live. The demonstration only runs with NAJAVA_MODE=demonstration."
        )
        raise typer.Exit(2)
    application = open_application(settings)
    accounts = demonstration_accounts(application.store, airports=settings.airports)
    if demonstration.has_traffic(application):
        console.print("Today's traffic is already here.")
    else:
        _fill(application, console, scale)
    _introduce(console, settings, accounts)
    if fill_only:
        return
    if browser:
        webbrowser.open(f"http://{settings.host}:{settings.port}")
    with worker_process():
        run_pages(application)


def _fill(application: Application, console: Console, scale: float) -> None:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        tasks: dict[str, TaskID] = {}

        def told(step: demonstration.Progress) -> None:
            if step.doing not in tasks:
                tasks[step.doing] = progress.add_task(step.doing, total=step.total)
            progress.update(tasks[step.doing], completed=step.done, total=step.total)

        filled = demonstration.fill(application, scale=scale, told=told)
        for task in progress.task_ids:
            progress.update(task, completed=progress.tasks[task].total)
    console.print(
        f"{filled.messages} messages about {filled.flights} flights; "
        f"{filled.raised} possible matches wait for a person."
    )


def _introduce(console: Console, settings: Settings, accounts: tuple[DemoAccount, ...]) -> None:
    table = Table(
        "sign in as",
        "password",
        "role",
        "agency",
        title="Demonstration accounts: invented people, invented data",
    )
    for one in accounts:
        table.add_row(one.name, one.password, one.role, one.agency)
    console.print(table)
    console.print(
        f"[bold]http://{settings.host}:{settings.port}[/]  "
        "(stop with Ctrl C; the data erase themselves after 72 hours)"
    )

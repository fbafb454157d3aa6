"""`najava ingest`: store and screen message files, folders or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from api.bootstrap import Application, open_application
from api.running.intake import Feed, Receipt, TooLargeError, receive
from api.running.worker import work
from api.settings import Settings
from pnr.quality import Severity, sentence
from pnr.records.messages import MessageState

_GRAVE = {Severity.ERROR, Severity.REFUSED}


def inputs(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Give (name, bytes) of every file below the paths; `-` is standard input."""
    for path in paths:
        if str(path) == "-":
            yield "standard input", sys.stdin.buffer.read()
        elif path.is_dir():
            yield from ((str(one), one.read_bytes()) for one in sorted(path.rglob("*")) if one.is_file())
        else:
            yield str(path), path.read_bytes()


def command_feed(application: Application) -> Feed:
    """Return the feed of someone at the command line: the service's own identity, watched airports."""
    return Feed("command", application.actor, airports=application.settings.airports, bell=application.bell)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Message files, manifests or folders; `-` reads standard input.")
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the totals.")] = False,
) -> None:
    """Store and screen what the files hold; say what was read, what was refused and where."""
    console = Console()
    missing = [path for path in paths if str(path) != "-" and not path.exists()]
    if missing:
        console.print(f"[bold]No such file or folder:[/] {missing[0]}")
        raise typer.Exit(2)
    application = open_application(Settings())
    feed = command_feed(application)
    receipts: list[Receipt] = []
    files = list(inputs(paths))
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Reading", total=len(files))
        for name, data in files:
            try:
                receipts.append(
                    receive(application.store, data, feed, name=name, limit=application.settings.body_limit)
                )
            except TooLargeError as error:
                console.print(f"{name}: refused whole, {error}")
            progress.advance(task)
        progress.update(task, description="Screening")
        done = work(application.store, application.screener)
    if not quiet:
        for receipt in receipts:
            _print(console, receipt)
    _totals(console, receipts)
    console.print(
        f"Screened {done.screened} travellers on {done.flights} flights; {done.raised} new possible matches."
    )


def _print(console: Console, receipt: Receipt) -> None:
    console.print(f"[bold]{receipt.name}[/]  {receipt.kind}, {receipt.bytes} bytes")
    for one in receipt.taken:
        flight = f"{one.leg.flight} {one.leg.origin}-{one.leg.destination}" if one.leg else "no flight"
        console.print(
            f"  {one.type or 'unknown'}: {one.state.value}, {flight}, {one.travellers} travellers, "
            f"{one.stored} stored, {one.unchanged} unchanged, {one.refused} refused"
        )
        for finding in one.findings:
            mark = "[red]![/]" if finding.severity in _GRAVE else "-"
            place = f"byte {finding.start}-{finding.end}" if finding.end else "whole"
            console.print(
                f"    {mark} {finding.segment or 'input'} {finding.position or ''} ({place}): "
                f"{sentence(finding)}"
            )


def _totals(console: Console, receipts: list[Receipt]) -> None:
    table = Table("state", "messages", "travellers", "refused parts")
    taken = [one for receipt in receipts for one in receipt.taken]
    for state in MessageState:
        mine = [one for one in taken if one.state is state]
        if mine:
            table.add_row(
                state.value,
                str(len(mine)),
                str(sum(one.travellers for one in mine)),
                str(sum(one.refused for one in mine)),
            )
    console.print(table)

"""`najava world`: make a fictional world, let the service loose on it, score it, learn from it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.world import alerts, floors, lesson, report, scores, sending, writing
from pnr.synthetic.schedule import SIX
from pnr.synthetic.world import Parameters

app = typer.Typer(help="A fictional world to test and train in; nobody in it exists.", no_args_is_help=True)

Seed = Annotated[int, typer.Option(help="The same seed makes the same bytes.")]
Passengers = Annotated[int, typer.Option(min=200, max=20_000_000, help="Travellers on legs, about.")]
Days = Annotated[int, typer.Option(min=2, max=400, help="Days they are spread over.")]
Start = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day.")]
Cases = Annotated[float, typer.Option(min=0, max=2000, help="Planted cases in 100,000 travellers.")]
Decoys = Annotated[int, typer.Option(min=0, max=3, help="Innocent twins of each case.")]
Listed = Annotated[float, typer.Option(min=0, max=20_000, help="Listed travellers in 100,000.")]
Airports = Annotated[str, typer.Option(help="Which of the six, with commas.")]
_START = datetime(2026, 3, 2)  # noqa: DTZ001 - a calendar day


@app.command("make")
def make(  # noqa: PLR0917 - options, all given by name on the command line
    out: Annotated[Path | None, typer.Option(help="Folder to write to; must be new or empty.")] = None,
    to: Annotated[str, typer.Option(help="Address to push to instead: https://…/v1/messages.")] = "",
    rate: Annotated[float, typer.Option(min=0.01, max=10_000, help="Messages a second, with --to.")] = 5.0,
    keys: Annotated[
        Path | None, typer.Option(exists=True, help='JSON: {"Q7": key, …} or {"*": key}.')
    ] = None,
    seed: Seed = 1,
    passengers: Passengers = 20_000,
    days: Days = 28,
    start: Start = _START,
    cases: Cases = 40.0,
    decoys: Decoys = 3,
    listed: Listed = 250.0,
    airports: Airports = ",".join(SIX),
) -> None:
    """Make a world: messages by day, a schedule and lists to load, and the truth beside them."""
    console = Console()
    chosen = tuple(code.strip().upper() for code in airports.split(","))
    if unknown := sorted(set(chosen) - set(SIX)):
        console.print(f"No traffic is known for {', '.join(unknown)}. Choose from {', '.join(SIX)}.")
        raise typer.Exit(2)
    if (out is None) == (not to):
        console.print("Say where to: --out FOLDER, or --to ADDRESS.")
        raise typer.Exit(2)
    wanted = Parameters(
        seed, start.date().isoformat(), days, passengers, chosen, cases=cases, decoys=decoys, listed=listed
    )
    if out is None:
        _send(console, wanted, to, keys, rate)
        return
    with console.status("Making the world") as status:

        def told(done: writing.Progress) -> None:
            if done.flights % 20 == 0:
                status.update(
                    f"{done.flights} flights, {done.travellers} travellers, {done.messages} messages"
                )

        try:
            made = writing.write(wanted, out, told=told)
        except FileExistsError:
            console.print(f"{out} is not empty. Choose another folder; nothing was written.")
            raise typer.Exit(2) from None
    console.print(
        f"{made.flights} flights, {made.travellers} travellers, {made.messages} messages "
        f"({made.size / 1e6:.0f} MB) in {out}. The truth is in {out / 'truth'}: keep it from the service."
    )


def _send(console: Console, wanted: Parameters, to: str, keys: Path | None, rate: float) -> None:
    given: dict[str, str] = json.loads(keys.read_text()) if keys else {}
    with console.status("Sending") as status:
        try:
            answers = sending.send(
                wanted, to, given, rate=rate, told=lambda count: status.update(f"{count} messages sent")
            )
        except (sending.RefusedError, OSError) as error:
            console.print(f"Stopped: {error}")
            raise typer.Exit(1) from None
    for status_code, count in sorted(answers.items()):
        console.print(f"{status_code}: {count}")


@app.command("evaluate")
def evaluate(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A world made by `make`.")],
    found: Annotated[
        Path | None, typer.Option("--alerts", exists=True, help="Alerts of a service, JSON lines.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the report; the world's by default.")] = None,
    check: Annotated[bool, typer.Option("--check", help="End with 1 where a floor is missed.")] = False,
) -> None:
    """Read and screen a world as the service would, score what was found, write a report."""
    console = Console()
    with console.status("Reading and screening"):
        run = alerts.run(folder)
    measured = scores.score(folder, run, alerts.read_alerts(found) if found else None)
    paths = report.write(measured, out or folder / "evaluation")
    table = Table("", "share", "of", title="Fictional world: says that the machine works, no more")
    for part in report.sections(measured)[:2]:
        for name, share in part.shares.items():
            table.add_row(name, f"{share.rate:.1%}", str(share.of))
    console.print(table)
    console.print("Report: " + ", ".join(str(path) for path in paths))
    missed = floors.missed(measured)
    for line in missed if check else ():
        console.print(line)
    raise typer.Exit(1 if check and missed else 0)


@app.command("lesson")
def teach(
    out: Annotated[Path, typer.Option(help="Folder for messages, questions and answers.")],
    threat: Annotated[
        str, typer.Option(help="DRG,WLD,MED,WPN,TIP,MIG,FTF,CSH,INS,DOC,LIST; all if empty.")
    ] = "",
    cases: Annotated[int, typer.Option(min=1, max=40, help="Cases, beside their decoys.")] = 4,
    seed: Seed = 1,
) -> None:
    """Write a training exercise: a few flights, questions, and the answers in a file of their own."""
    threats = frozenset(code.strip().upper() for code in threat.split(",") if code.strip())
    wanted = Parameters(seed=seed, passengers=40_000, days=42, cases=100.0, listed=100.0)
    with Console().status("Making flights"):
        made = lesson.write(wanted, out, threats=threats, cases=cases)
    Console().print(
        f"{made.cases} cases and {made.decoys} innocent twins on {made.flights} flights, "
        f"{made.messages} messages in {out}. Give trainees messages and questions.md only."
    )

"""`najava audit`: sign the log's head, export it for an auditor, verify an export, witness it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.bootstrap import Application, open_application
from api.settings import Settings
from retention.actors import Actor, ServiceIdentity
from retention.audit import bundle, signing, verify_log
from retention.audit.checkpoint import Checkpoint, Verifier, witness_of
from retention.audit.statistics import of_year, shown
from retention.audit.witness import Witness
from retention.certificates import issue
from retention.refusals import Refused
from retention.signatures import read_key
from retention.unit_of_work import service

app = typer.Typer(
    no_args_is_help=True, help="The audit log: what was done with passengers, verifiable alone."
)

Folder = Annotated[Path, typer.Argument(help="The exported folder.", exists=True, file_okay=False)]


def _application() -> tuple[Application, Actor]:
    application = open_application(Settings())
    return application, service(ServiceIdentity.RETENTION, tenant=application.settings.tenant)


def _refuse(fault: Refused) -> typer.Exit:
    typer.echo(str(fault), err=True)
    return typer.Exit(verify_log.TAMPERED)


@app.command()
def checkpoint() -> None:
    """Sign the head of the log now and print the note."""
    application, actor = _application()
    typer.echo(signing.checkpoint(application.store, actor).note, nl=False)


@app.command()
def key() -> None:
    """Print the log's public key. Give it to the auditor on paper, once."""
    application, _ = _application()
    typer.echo(str(signing.verifier(application.store)))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new folder to write.")],
) -> None:
    """Write the log, its checkpoints and policies, and the verifier, into a new folder."""
    if folder.exists():
        typer.echo(f"{folder} exists already: name a new folder", err=True)
        raise typer.Exit(verify_log.BAD_INPUT)
    application, actor = _application()
    signed = bundle.export(application.store, actor, folder)
    typer.echo(f"{signed.size} entries in {folder}; verify: python3 {folder / 'verify_log.py'} full {folder}")


@app.command()
def verify(
    folder: Folder,
    log_key: Annotated[str, typer.Option("--key", help="The log's public key.")] = "",
    witness: Annotated[list[str] | None, typer.Option(help="A witness's public key; repeat.")] = None,
) -> None:
    """Verify an exported folder, and what its entries say about retention. Exit 0, 1, 2 or 3."""
    keyed = ["--key", log_key] if log_key else []
    witnesses = [part for one in witness or [] for part in ("--witness", one)]
    whole = verify_log.main(["full", str(folder), *keyed, *witnesses])
    if whole >= verify_log.TAMPERED:
        raise typer.Exit(whole)
    raise typer.Exit(max(whole, verify_log.main(["retention", str(folder)])))


@app.command("witness")
def witness_folder(
    folder: Folder,
    *,
    name: Annotated[str, typer.Option(help="Your name as a witness.")],
    private: Annotated[Path, typer.Option("--signing-key", help="Your private key file.", exists=True)],
    memory: Annotated[Path, typer.Option(help="Where you keep what you saw last.")],
    log_key: Annotated[str, typer.Option("--key", help="The log's public key.")],
    out: Annotated[Path, typer.Option(help="Where your co-signature is written.")],
) -> None:
    """Co-sign the checkpoint of a folder if the log continues what you saw before."""
    try:
        key_file = read_key(private)
        line = Witness(name, key_file, memory).sign(folder, Verifier.parse(log_key), now=datetime.now(UTC))
    except Refused as fault:
        raise _refuse(fault) from None
    size = Checkpoint.parse((folder / "checkpoint").read_text(encoding="utf-8")).size
    out.write_text(f"{size}\n{witness_of(name, key_file)}\n{line}", encoding="utf-8")
    typer.echo(f"co-signed size {size} in {out}")


@app.command()
def cosigned(
    path: Annotated[Path, typer.Argument(help="The file a witness gave back.", exists=True)],
) -> None:
    """Take a witness's co-signature into the store."""
    size, verifier, line = path.read_text(encoding="utf-8").split("\n", 2)
    application, actor = _application()
    try:
        signing.take_in(application.store, actor, line, Verifier.parse(verifier), int(size))
    except Refused as fault:
        raise _refuse(fault) from None
    typer.echo(f"checkpoint of size {size} is co-signed")


@app.command()
def statistics(
    year: Annotated[int, typer.Argument(help="Calendar year, UTC.")],
) -> None:
    """Print the yearly statistics as JSON: counted from the log, small numbers suppressed, nobody in them."""
    application, actor = _application()
    with application.store.reading(actor) as reading:
        figures = shown(of_year(reading, year), below=reading.policy.statistics.suppress_below)
    typer.echo(json.dumps({"year": year, **figures}, indent=2))


@app.command()
def certificate(
    regime: Annotated[str, typer.Argument(help="Regime of the bucket.")],
    day: Annotated[datetime, typer.Argument(help="Its day.", formats=["%Y-%m-%d"])],
) -> None:
    """Print the signed certificate that a bucket was erased: what, when, under which policy."""
    application, actor = _application()
    try:
        typer.echo(issue(application.store, actor, regime, day.date()))
    except Refused as fault:
        raise _refuse(fault) from None

"""`najava decode`: show what message files, passenger tables and papers hold. Nothing is stored or sent."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from api.decoding.document import json_schema
from api.decoding.tables import show
from api.decoding.view import document
from pnr.reading import read

_LARGEST = 64 * 1024 * 1024


def decode(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files to read; `-` reads standard input.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document instead of tables.")
    ] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of that document.")] = False,
) -> None:
    """Decode PNRGOV, PAXLST, CUSRES, name lists, passenger tables, boarding passes and passport zones.

    Exit code: 0 everything was read, 1 parts could not be, 2 nothing could be read.
    """
    if schema:
        _print_json(msgspec.json.encode(json_schema()))
        return
    if not files:
        typer.echo("Name a file to decode, or - for standard input.", err=True)
        raise typer.Exit(2)
    inputs = [one for one in map(_input, files) if one is not None]
    today = datetime.now(UTC).date()
    made = document([(name, data, read(data, name=name, received=today)) for name, data in inputs])
    if as_json:
        _print_json(msgspec.json.encode(made))
    else:
        show(made, Console())
    raise typer.Exit(
        exit_code([one.outcome for one in made.files] + ["unreadable"] * (len(files) - len(inputs)))
    )


def exit_code(outcomes: Sequence[str]) -> int:
    """Return 0 when all was read, 2 when nothing was, 1 in between."""
    if all(one == "read" for one in outcomes):
        return 0
    return 2 if all(one == "unreadable" for one in outcomes) else 1


def _input(path: Path) -> tuple[str, bytes] | None:
    """Return name and bytes of one argument; say on standard error when it cannot be opened."""
    if str(path) == "-":
        return "-", sys.stdin.buffer.read(_LARGEST)
    try:
        with path.open("rb") as source:
            return path.name, source.read(_LARGEST)
    except OSError as error:
        typer.echo(f"{path}: {error.strerror or 'cannot be opened'}.", err=True)
        return None


def _print_json(encoded: bytes) -> None:
    sys.stdout.buffer.write(msgspec.json.format(encoded, indent=2) + b"\n")
    sys.stdout.buffer.flush()

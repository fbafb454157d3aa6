"""The command line: one console script, one module per subject, imported only when its command runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = ("decode", "ingest", "status", "serve", "worker", "watch", "demo", "doctor")
GROUPS = ("lists", "carriers", "schedule", "names", "world", "policy", "audit", "bench")


class Subjects(TyperGroup):
    """Finds a command in the module of its name, so that `najava decode` never loads a database driver."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return [*COMMANDS, *GROUPS]

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in {*COMMANDS, *GROUPS}:
            return None
        module = import_module(f"api.commands.{cmd_name}")
        if cmd_name in GROUPS:
            return typer.main.get_command(module.app)
        single = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False)
        single.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(single)


app = typer.Typer(
    cls=Subjects,
    help="Passenger-information targeting for airport units.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # a traceback must never print a passenger
    add_completion=False,
)


@app.callback()
def _najava() -> None:
    """Passenger-information targeting for airport units."""


def main() -> None:
    """Run the command line."""
    app()

"""The commands of the console script and the settings of the environment, as the documents must list them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup

from api.commands import app
from api.settings import Settings


def commands() -> set[str]:
    """Return every command that does something, in full: `lists add`. Imports the module of each."""
    return set(_below(typer.main.get_command(app), ()))


def _below(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(command, TyperGroup):
        yield " ".join(words)
        return
    context = typer.Context(command)
    for name in command.list_commands(context):
        yield from _below(command.get_command(context, name), (*words, name))


def top_level() -> set[str]:
    """Return the first words after `najava`, without importing what is behind them."""
    group: Any = typer.main.get_command(app)
    return set(group.list_commands(typer.Context(group)))


def settings() -> set[str]:
    """Return the names of the environment variables an installation reads."""
    return {f"NAJAVA_{name.upper()}" for name in Settings.model_fields} | {"NAJAVA_SECRETS"}

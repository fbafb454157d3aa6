"""`najava bench`: measurements of this machine, one module per subject, each with a function of its name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import typer

app = typer.Typer(help="Measure this machine.", no_args_is_help=True, add_completion=False)

for _subject in sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py")):
    app.command(_subject)(getattr(import_module(f"{__name__}.{_subject}"), _subject))


@app.callback()
def _bench() -> None:
    """Measure this machine."""

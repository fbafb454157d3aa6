"""`najava watch`: take message files from a folder as they appear."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from api.bootstrap import open_application
from api.running import folder as folders
from api.running.intake import Feed
from api.running.telemetry import configure_logs
from api.settings import Settings


def watch(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, writable=True, help="Where bridges write.")
    ],
) -> None:
    """Store the files of a folder and remove them after the commit, until told to stop."""
    configure_logs()
    settings = Settings()
    application = open_application(settings)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    feed = Feed("folder", application.actor, airports=settings.airports, bell=application.bell)
    folders.watch(application.store, feed, folder, limit=settings.body_limit, stop=stop)

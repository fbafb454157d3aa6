"""`najava worker`: assess flights as messages arrive."""

from __future__ import annotations

import signal
from threading import Event

from api.bootstrap import open_application
from api.running.telemetry import configure_logs
from api.running.worker import run
from api.settings import Settings


def worker() -> None:
    """Assess flights until told to stop; finishes the flight in hand first."""
    configure_logs()
    settings = Settings()
    application = open_application(settings)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    run(application.store, application.screener, stop=stop, wait=application.bell.wait)

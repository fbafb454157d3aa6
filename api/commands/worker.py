"""`najava worker`: assess flights as messages arrive, and end what the policy says has ended."""

from __future__ import annotations

import signal
from threading import Event

from api.bootstrap import open_application
from api.running.telemetry import configure_logs
from api.running.upkeep import between
from api.running.worker import run
from api.settings import Settings
from retention.actors import ServiceIdentity
from retention.unit_of_work import service


def worker() -> None:
    """Assess flights until told to stop; finishes the flight in hand first."""
    configure_logs()
    settings = Settings()
    application = open_application(settings)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    retention = service(ServiceIdentity.RETENTION, tenant=settings.tenant)
    wait = between(application.store, retention, application.bell.wait)
    run(application.store, application.screener, stop=stop, wait=wait)

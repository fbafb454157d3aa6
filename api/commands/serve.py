"""`najava serve`: the pages, and beside them the worker, as two processes of one command."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from api.app import create_app
from api.bootstrap import Application, open_application
from api.running.telemetry import configure_logs
from api.settings import Settings


@contextlib.contextmanager
def worker_process() -> Iterator[None]:
    """Run `najava worker` beside the pages; stop it gently with them."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", "from api.commands import main; main()", "worker"]
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def run_pages(application: Application) -> None:
    """Serve the pages until interrupted."""
    settings = application.settings
    config = uvicorn.Config(
        create_app(application),
        host=settings.host,
        port=settings.port,
        access_log=False,  # a request line may hold an id; the audit log is the access log
        server_header=False,
        date_header=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run()


def serve(
    alone: Annotated[bool, typer.Option("--alone", help="Pages only; workers run elsewhere.")] = False,
) -> None:
    """Serve the pages and, unless told otherwise, work the outbox beside them."""
    configure_logs()
    application = open_application(Settings())
    beside = contextlib.nullcontext() if alone else worker_process()
    Console(stderr=True).print(f"Najava at http://{application.settings.host}:{application.settings.port}")
    with beside:
        run_pages(application)

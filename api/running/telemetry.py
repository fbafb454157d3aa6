"""Logs: structured, on standard error, only keys of an allow-list. A line with a name is a breach."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# What a log line may say. Numbers, codes and opaque ids only; anything else is dropped, not masked.
ALLOWED = frozenset(
    {
        "event", "level", "logger", "timestamp", "error", "code", "status", "method", "route", "seconds",
        "flights", "screened", "raised", "messages", "travellers", "refused", "bytes", "list_id", "snapshot",
        "entries", "entry", "state", "carrier", "channel", "type", "pid", "port", "attempt", "outbox",
        "tenant",
    }
)  # fmt: skip


def only_allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the allow-list, and say how many were dropped."""
    refused = [key for key in event if key not in ALLOWED]
    for key in refused:
        del event[key]
    if refused:
        event["refused"] = len(refused)
    return event


def configure_logs() -> None:
    """Send structured lines to standard error; libraries only say warnings."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")

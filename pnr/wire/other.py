"""Everything that is not EDIFACT: teletype lists, APP lines, manifests, boarding passes, passport zones."""

from __future__ import annotations

from datetime import date
from typing import Any

from pnr.model.booking import Message
from pnr.quality import Finding
from pnr.wire.apps import is_apps, read_apps
from pnr.wire.manifest import is_manifest, read_manifest
from pnr.wire.manifest_sheet import is_workbook
from pnr.wire.typeb import is_list, read_list

Other = tuple[str, tuple[Message, ...], tuple[Any, ...], tuple[Finding, ...]]


def read_workbook(data: bytes, name: str, received: date | None) -> Other | None:
    """Return the travellers of a workbook, or None where the input is none: bytes that are not text."""
    if not is_workbook(data):
        return None
    return "manifest", (read_manifest(data, name, today=received),), (), ()


def read_other(data: bytes, name: str, received: date | None) -> Other | None:
    """Return kind, messages, papers and findings of the first reader that knows the input, or None."""
    text = data.decode("utf-8", "replace") if not data.isascii() else data.decode("ascii")
    if is_list(text):
        kind, message = read_list(text, received)
        return kind, (message,), (), ()
    if is_apps(text):
        return "apps", (read_apps(text),), (), ()
    if is_manifest(data, name):
        return "manifest", (read_manifest(data, name, today=received),), (), ()
    return None

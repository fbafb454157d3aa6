"""Everything that is not EDIFACT: teletype lists, APP lines, manifests, boarding passes, passport zones."""

from __future__ import annotations

from datetime import date
from typing import Any

from pnr.model.booking import Message
from pnr.paper.recognise import kind as kind_of
from pnr.paper.recognise import paper
from pnr.quality import Finding
from pnr.wire.apps import is_apps, read_apps
from pnr.wire.manifest import is_manifest, read_manifest
from pnr.wire.pnrgov_xml import is_pnrgov_xml, read_pnrgov_xml
from pnr.wire.typeb import is_list, read_list

Other = tuple[str, tuple[Message, ...], tuple[Any, ...], tuple[Finding, ...]]


def read_table(data: bytes, name: str, received: date | None) -> Message:
    """Return the travellers of a workbook."""
    return read_manifest(data, name, today=received)


def read_other(normal: bytes, data: bytes, name: str, received: date | None) -> Other | None:
    """Return kind, messages, papers and findings of the first reader that knows the input, or None.

    `normal` is the input with mail encodings undone: what teletype readers see. Tables read the input itself.
    """
    text = normal.decode("ascii") if normal.isascii() else normal.decode("utf-8", "replace")
    if is_pnrgov_xml(normal):
        return "xml", (read_pnrgov_xml(data),), (), ()
    if is_list(text):
        kind, message = read_list(text, received)
        return kind, (message,), (), ()
    if is_apps(text):
        return "apps", (read_apps(text),), (), ()
    papers = paper(data, today=received)
    if papers:
        return kind_of(papers[0]), (), papers, tuple([one for found in papers for one in found.findings])
    papers = paper(normal, today=received)
    if papers:
        return kind_of(papers[0]), (), papers, ()
    if is_manifest(data, name):
        return "manifest", (read_table(data, name, received),), (), ()
    return None

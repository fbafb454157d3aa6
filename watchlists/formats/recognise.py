"""What list is this? Decided by root element, header line or magic, never by the ending of a name.

A file of another publisher is refused, never read as an empty list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from watchlists.edition import Parsed, Stream, collect
from watchlists.findings import ListError
from watchlists.formats import (
    cases,
    documents_list,
    eu_csv,
    eu_xml,
    ftm,
    ftm_simple_csv,
    interpol,
    najava_csv,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    seco,
    senzing,
    uk_csv,
    uk_xml,
    un_xml,
)
from watchlists.formats.source import ListFile, Source, source
from watchlists.formats.xml_records import root_of


@dataclass(frozen=True, slots=True)
class Format:
    """One format we read: its id, what it is called, how it is told, and its reader."""

    id: str
    title: str
    tells: Callable[[Source], bool]
    stream: Stream


def _xml(root: str) -> Callable[[Source], bool]:
    def tells(source: Source) -> bool:
        if len(source.files) != 1 or not _looks_xml(source.files[0]):
            return False
        node = root_of(source.files[0])
        return node is not None and node.name == root

    return tells


def _looks_xml(file: ListFile) -> bool:
    return file.head(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


FORMATS: tuple[Format, ...] = (
    Format(un_xml.FORMAT, "UN Security Council consolidated list (XML)", _xml(un_xml.ROOT), un_xml.stream),
    Format(ofac_csv.FORMAT, "OFAC list (CSV set)", ofac_csv.tells, ofac_csv.stream),
    Format(ofac_xml.FORMAT, "OFAC list (XML)", _xml(ofac_xml.ROOT), ofac_xml.stream),
    Format(ofac_advanced.FORMAT, "OFAC list (advanced XML)", _xml(ofac_advanced.ROOT), ofac_advanced.stream),
    Format(eu_xml.FORMAT, "EU financial sanctions list (XML 1.1)", _xml(eu_xml.ROOT), eu_xml.stream),
    Format(eu_csv.FORMAT, "EU financial sanctions list (CSV 1.1)", eu_csv.tells, eu_csv.stream),
    Format(uk_xml.FORMAT, "UK Sanctions List (XML)", _xml(uk_xml.ROOT), uk_xml.stream),
    Format(uk_csv.FORMAT, "UK Sanctions List (CSV)", uk_csv.tells, uk_csv.stream),
    Format(uk_csv.CLOSED_FORMAT, "OFSI consolidated list (2022)", uk_csv.tells_closed, uk_csv.stream_closed),
    Format(seco.FORMAT, "Swiss sanctions list (XML)", _xml(seco.ROOT), seco.stream),
    Format(ftm_simple_csv.FORMAT, "OpenSanctions simple table", ftm_simple_csv.tells, ftm_simple_csv.stream),
    Format(ftm.FORMAT, "FollowTheMoney entities", ftm.tells, ftm.stream),
    Format(interpol.FORMAT, "INTERPOL public notices", interpol.tells, interpol.stream),
    Format(senzing.FORMAT, "Senzing records", senzing.tells, senzing.stream),
    Format(documents_list.FORMAT, "Lost and stolen documents", documents_list.tells, documents_list.stream),
    Format(cases.FORMAT, "Identifiers of known cases", cases.tells, cases.stream),
    Format(najava_csv.FORMAT, "Najava national template", najava_csv.tells, najava_csv.stream),
)


def recognise(files: Source) -> Format:
    """Return the format of these files. Raises `ListError` with what was met where it is none we read."""
    if not _is_page(files.files[0]):
        for one in FORMATS:
            if one.tells(files):
                return one
    raise ListError(
        "unknown_format",
        f"This is no list format we read: {_met(files.files[0])}",
        place=files.files[0].name,
        remedy="Use the national template, or ask the publisher for another form",
    )


def by_id(format_id: str) -> Format:
    """Return a format by its id. Raises `ListError` for an unknown one."""
    for one in FORMATS:
        if one.id == format_id:
            return one
    raise ListError("unknown_format", f"There is no format {format_id}")


def open_list(paths: Path | str | bytes | ListFile | list[Path | str | ListFile]) -> Parsed:
    """Recognise and read a whole list into memory. Raises `ListError` where it cannot be taken."""
    files = source(paths)
    return collect(recognise(files).stream, files)


_UNREAD = (
    (b"source,entity_number,", "the United States Consolidated Screening List, for which there is no reader"),
    (
        b"_id,source,entity_number,",
        "the United States Consolidated Screening List, for which there is no reader",
    ),
)


def _is_page(file: ListFile) -> bool:
    return file.head(64).lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _met(file: ListFile) -> str:
    head = file.head(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    if _is_page(file):
        return "a web page, perhaps an error message of the publisher's server"
    if head.startswith(b"<"):
        root = root_of(file)
        return f"XML with the root element {root.name}" if root else "damaged XML"
    if head.startswith(b"%PDF"):
        return "a PDF document"
    for start, what in _UNREAD:
        if head.lower().startswith(start):
            return what
    if b"\0" in head:
        return "a binary file"
    if head.startswith((b"{", b"[")):
        return "JSON of an unknown shape"
    return "text with an unknown first line"

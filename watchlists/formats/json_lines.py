"""JSON as lists come in it: one document, one array, or one object a line; bounded and strict.

A line of at most four megabytes; NaN and Infinity are refused by the parser. A line that is no object is a
finding, the rest is read. Whole documents are held in memory, so they are bounded too.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from watchlists.findings import ListError, Report, Severity
from watchlists.formats.source import ListFile

MAX_LINE = 4 << 20
MAX_DOCUMENT = 256 << 20
_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"

Object = dict[str, object]
_DECODER = msgspec.json.Decoder()
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def first_object(file: ListFile) -> Object | None:
    """Return the first object of the file where it can be told from its beginning, else `None`."""
    head = file.head(1 << 20).removeprefix(_BOM).lstrip(_SPACE)
    if head[:1] not in (b"{", b"["):
        return None
    line = head.split(b"\n", 1)[0].strip(_SPACE)
    try:
        found = _DECODER.decode(line)
    except _UNREADABLE:
        if file.size() > MAX_DOCUMENT:
            return None
        try:
            found = _DECODER.decode(b"".join(file.blocks()).removeprefix(_BOM))
        except _UNREADABLE:
            return None
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else None


def objects(file: ListFile, report: Report) -> Iterator[tuple[int, Object]]:
    """Yield (line or ordinal, object). Raises `ListError` for a document that is cut short or too large."""
    head = file.head(4096).removeprefix(_BOM).lstrip(_SPACE)
    first = file.head(MAX_LINE).removeprefix(_BOM).lstrip(_SPACE).split(b"\n", 1)[0]
    if head[:1] == b"[" or not _is_object(first):
        yield from _document(file, report)
        return
    for number, line in enumerate(_lines(file, report), start=1):
        if not line:
            continue
        report.records += 1
        try:
            found = _DECODER.decode(line)
        except _UNREADABLE:
            report.at(number)
            report.add("record_unreadable", Severity.ERROR, reason="no JSON")
            continue
        if isinstance(found, dict):
            yield number, found
        else:
            report.at(number)
            report.add("record_unreadable", Severity.ERROR, reason="no object")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_DECODER.decode(line.strip(_SPACE)), dict)
    except _UNREADABLE:
        return False


def _lines(file: ListFile, report: Report) -> Iterator[bytes]:
    """Yield lines without end; one that is longer than allowed is left out with a finding, but counted."""
    with file.open() as stream:
        number = 0
        while line := stream.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE and not line.endswith(b"\n"):
                report.at(number)
                report.add("row_too_long", Severity.ERROR, cap=MAX_LINE)
                while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                    continue
                yield b""
                continue
            yield line.removeprefix(_BOM).strip(_SPACE)


def _document(file: ListFile, report: Report) -> Iterator[tuple[int, Object]]:
    if file.size() > MAX_DOCUMENT:
        raise ListError("too_large", "The document is too large to be read whole", place=file.name,
                        remedy="Supply one object a line")  # fmt: skip
    try:
        found = _DECODER.decode(b"".join(file.blocks()).removeprefix(_BOM))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ListError(
            "damaged",
            f"The file is no JSON: {_reason(error)}",
            place=file.name,
            remedy="Fetch it again; it may be cut short",
        ) from None
    except RecursionError:
        raise ListError("too_deep", "The file nests values beyond any list", place=file.name) from None
    for number, one in enumerate(found if isinstance(found, list) else [found], start=1):
        report.records += 1
        if isinstance(one, dict):
            yield number, one
        else:
            report.at(number)
            report.add("record_unreadable", Severity.ERROR, reason="no object")


def _reason(error: Exception) -> str:
    """Return what the parser says, without bytes of the file."""
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def text(value: object) -> str:
    """Return a value as text: numbers as they are, nothing for null, objects and lists."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def texts(value: object) -> tuple[str, ...]:
    """Return the distinct texts of a list (or of one value), empty ones left out."""
    if value is None:
        return ()
    if isinstance(value, list):
        if len(value) == 1:
            return (found,) if (found := text(value[0])) else ()
        return tuple(dict.fromkeys([found for one in value if (found := text(one))]))
    return (found,) if (found := text(value)) else ()


def nested(value: object) -> list[Object]:
    """Return the objects of a list, or the one object, others left out."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]

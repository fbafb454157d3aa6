"""Rows of a delimited text file, read safely: strict decoding, strict quotes, bounded cells, no sniffing.

The delimiter is chosen by the format, or by counting in the header line for formats that allow several.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from watchlists.findings import ListError, Report, Severity
from watchlists.formats.source import ListFile

MAX_CELL = 1 << 20
csv.field_size_limit(MAX_CELL)


def encoding_of(file: ListFile, report: Report, *, fallback: str = "") -> str:
    """Return `utf-8-sig` if the whole file decodes, else `fallback` with a finding; refuse without one.

    UTF-16 with a byte order mark is taken (spreadsheets write it); NUL bytes otherwise are refused.
    """
    head = file.head(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        report.add("encoding_fallback", Severity.NOTE, encoding="utf-16")
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    try:
        for block in file.blocks():
            if b"\0" in block:
                raise ListError(
                    "binary",
                    "The file holds NUL bytes and is no text",
                    place=file.name,
                    remedy="Export as CSV",
                )
            decoder.decode(block)
            place += len(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if fallback:
            report.add("encoding_fallback", encoding=fallback)
            return fallback
        raise ListError(
            "encoding",
            "The file is not UTF-8",
            place=f"{file.name}, near byte {place + error.start}",
            remedy="Save it as CSV UTF-8",
        ) from None
    return "utf-8-sig"


def rows(file: ListFile, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of every row that is not empty. A Ctrl-Z after the last row is no row.

    Raises `ListError` for a row no reader can cut: quotes that do not close, a cell beyond one megabyte.
    """
    with io.TextIOWrapper(file.open(), encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if not cells or cells == ["\x1a"]:
                    continue
                yield reader.line_num, cells
        except UnicodeDecodeError:
            raise ListError(
                "encoding",
                f"The file is not {encoding}",
                place=f"{file.name}, near line {reader.line_num}",
                remedy="Save it as CSV UTF-8",
            ) from None
        except csv.Error as error:
            raise ListError(
                "damaged",
                f"The rows cannot be read: {error}",
                place=f"{file.name}, line {reader.line_num}",
                remedy="Fetch or export the file again; it may be cut short",
            ) from None


def delimiter_of(header: str, allowed: str = ";,\t") -> str:
    """Return the delimiter that occurs most in a header line; the first allowed one if none does."""
    return max(allowed, key=header.count)


def folded(name: str) -> str:
    """Return a column name for comparison: case, blanks and punctuation dropped."""
    return "".join(letter for letter in name.casefold() if letter.isalnum() or letter == "_")


def cell_values(text: str, delimiter: str = "|") -> tuple[str, ...]:
    """Return the distinct values of a cell that holds several, in order."""
    return tuple(dict.fromkeys(part for one in text.split(delimiter) if (part := one.strip())))


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty values once each, in order."""
    return tuple(dict.fromkeys(value for value in values if value))

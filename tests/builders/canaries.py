"""Invented passenger values to plant, and a byte search that finds them however a store may have spelt them.

A test plants canaries in a message, lets the service take it in, and searches every file the service wrote
(database, journal, key store, log, temporary folder). Whatever is found lies there in clear.

Known blind spots, so plant accordingly: a value that a file format splits over two pages, one inside a
compressed stream, and text shifted by a private code. `search` therefore also reads gzip and zip content.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from anyascii import anyascii

# EDIFACT: the service characters of the default UNA, and the release character itself.
_RELEASED = str.maketrans({mark: f"?{mark}" for mark in "+:'?"})
# Shorter needles meet by chance in random (sealed) bytes: 6 bytes in 10 GB about once in 30,000 runs.
_SHORTEST = 6
_ALIGNMENTS = 3


class Kind(StrEnum):
    """What sort of passenger value a canary is."""

    NAME = "name"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    FREE_TEXT = "free text"


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented value that must never lie anywhere in clear."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """A canary in clear: in which file (and member of an archive), at which byte, spelt how."""

    path: Path
    offset: int
    canary: Canary
    spelling: str
    member: str = ""


# Surnames nobody bears, documents no state issues (ZZ), example addresses, numbers of test ranges.
CANARIES = (
    Canary(Kind.NAME, "QUOZZELBRANTH"),
    Canary(Kind.NAME, "VYXHARROWMERE"),
    Canary(Kind.NAME, "ŽĐRUBAČKOVIĆ"),
    Canary(Kind.NAME, "O'KWIZZLETHORPE"),
    Canary(Kind.DOCUMENT, "ZZ7340918265"),
    Canary(Kind.DOCUMENT, "ZZQ55190377"),
    Canary(Kind.PHONE, "+38299900173462"),
    Canary(Kind.EMAIL, "quozzel.branth+47@mail.example.org"),
    Canary(Kind.CARD, "4000001234567899"),  # passes the check digit; no issuer uses the range
    Canary(Kind.FREE_TEXT, "WCHR KOSHER MEAL ZQXV"),
)


def encodings(value: str) -> dict[str, bytes]:
    """Return the byte spellings of `value` to look for, by name; equal ones are listed once.

    UTF-8, Latin-1, Latin-2 and Windows-1251 where they can spell it, UTF-16 in both orders, base64 and its
    URL form in three alignments (the characters a neighbour decides are cut off), hex, JSON escapes, percent
    signs, EDIFACT releases, folded to ASCII and stripped to letters and digits as an index would have it:
    each in the case given and in upper and lower case.
    """
    spelt: dict[str, bytes] = {}
    for case, text in (("", value), ("upper ", value.upper()), ("lower ", value.lower())):
        for name, needle in _spellings(text):
            if len(needle) >= _SHORTEST and needle not in spelt.values():
                spelt[f"{case}{name}"] = needle
    return spelt


def _spellings(text: str) -> Iterator[tuple[str, bytes]]:
    plain = text.encode()
    yield "utf-8", plain
    for charset in ("latin-1", "iso8859-2", "cp1251", "utf-16-le", "utf-16-be"):
        try:
            yield charset, text.encode(charset)
        except UnicodeEncodeError:
            continue
    yield "hex", plain.hex().encode()
    yield "upper hex", plain.hex().upper().encode()
    for shift in range(_ALIGNMENTS):
        coded = base64.b64encode(bytes(shift) + plain)
        start = -(-shift * 8 // 6)  # the first characters mix with the bytes before
        whole = (shift + len(plain)) * 8 // 6  # the last one mixes with the bytes after
        yield f"base64 at {shift}", coded[start:whole]
        yield f"base64url at {shift}", coded[start:whole].translate(bytes.maketrans(b"+/", b"-_"))
    yield "edifact", text.translate(_RELEASED).encode()
    yield "json", json.dumps(text)[1:-1].encode()
    yield "percent", urllib.parse.quote(text, safe="").encode()
    yield "form", urllib.parse.quote_plus(text).encode()
    folded = anyascii(text)
    yield "folded", folded.encode()
    yield "stripped", "".join(one for one in folded if one.isalnum()).encode()


def search(paths: Iterable[Path], canaries: Iterable[Canary] = CANARIES) -> list[Found]:
    """Return every canary that lies in clear in the files `paths` (folders are walked), first place of each.

    Raises `FileNotFoundError` for a path that is not there: a hunt over nothing proves nothing.
    """
    needles = [(one, name, needle) for one in canaries for name, needle in encodings(one.value).items()]
    found: list[Found] = []
    for path in _files(paths):
        for member, data in _contents(path):
            for canary, name, needle in needles:
                if (offset := data.find(needle)) >= 0:
                    found.append(Found(path, offset, canary, name, member))
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())
        else:
            yield path


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    data = path.read_bytes()
    yield "", data
    if data.startswith(b"\x1f\x8b"):
        try:
            yield "gzip", gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return  # not gzip after all; its bytes were searched as they are
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)

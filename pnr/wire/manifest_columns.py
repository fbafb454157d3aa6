"""Find out what the columns of a passenger manifest hold: by headings in nine languages, and by content.

Cyrillic headings are read through their Latin transcription, so one vocabulary serves both scripts. Columns
that hold meals, assistance, belief, services or remarks are recognised only so that they are never read.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise

import msgspec

from pnr import codes
from pnr.names_received import TITLES
from pnr.sensitive import Class
from pnr.wire.manifest_dates import looks_like_date, years
from pnr.wire.manifest_sheet import Row

_HEADER_SEARCH = 20
_SAMPLE = 200
_MOST = 0.7  # of the filled cells must fit for content to decide alone
_FEW = 0.1  # of the filled cells fit: the heading is contradicted


class Meaning(StrEnum):
    """What a column is read as. The values are shown to people and accepted back as a mapping."""

    ROW_NUMBER = "row number"
    NAME = "name"  # order not known from the heading
    SURNAME_GIVEN = "surname, given"
    GIVEN_SURNAME = "given, surname"
    SURNAME = "surname"
    GIVEN = "given"
    MIDDLE = "middle"
    TITLE = "title"
    BIRTH = "birth date"
    SEX = "sex"
    NATIONALITY = "nationality"
    DOCUMENT_NUMBER = "document number"
    DOCUMENT_TYPE = "document type"
    ISSUER = "issuer"
    EXPIRY = "expiry"
    VISA = "visa"
    SEAT = "seat"
    LOCATOR = "locator"
    TICKET = "ticket"
    BAGS = "bags"
    BAG_WEIGHT = "bag weight"
    BAG_TAG = "bag tag"
    PHONE = "phone"
    EMAIL = "email"
    FREQUENT_FLYER = "frequent flyer"
    FLIGHT = "flight"
    FLIGHT_DATE = "flight date"
    ORIGIN = "origin"
    DESTINATION = "destination"
    KIND = "kind"
    CABIN = "cabin"
    SEQUENCE = "sequence"
    STATUS = "status"
    RESIDENCE = "residence"
    ADDRESS = "address"
    BIRTH_PLACE = "birth place"
    MEAL = "meal"
    ASSISTANCE = "assistance"
    BELIEF = "belief"
    SERVICES = "services"
    REMARKS = "remarks"
    UNKNOWN = "unknown"


SENSITIVE: dict[Meaning, Class] = {
    Meaning.MEAL: Class.MEAL,
    Meaning.ASSISTANCE: Class.HEALTH,
    Meaning.BELIEF: Class.RELIGION,
    Meaning.SERVICES: Class.SERVICE,
    Meaning.REMARKS: Class.TEXT,
}
"""Columns whose cells are counted and never read, and the class they are counted under."""

NOT_KEPT = frozenset(
    {Meaning.ROW_NUMBER, Meaning.STATUS, Meaning.BIRTH_PLACE, Meaning.ADDRESS, Meaning.UNKNOWN}
)
NAMES = frozenset(
    {Meaning.NAME, Meaning.SURNAME_GIVEN, Meaning.GIVEN_SURNAME, Meaning.SURNAME, Meaning.GIVEN}
)

_CYRILLIC = dict(
    pair.split("=")
    for pair in (
        "а=a б=b в=v г=g д=d ђ=dj ѓ=gj е=e ж=z з=z ѕ=dz и=i ј=j к=k ќ=kj л=l љ=lj м=m н=n њ=nj о=o п=p р=r "
        "с=s т=t ћ=c у=u ф=f х=h ц=c ч=c џ=dz ш=s"
    ).split()
)
_LATIN = {
    "đ": "dj",
    "ı": "i",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "’": "",
    "'": "",
    "°": "o",
}

_SEAT = re.compile(r"0{0,2}\d{1,2}[A-L]|[A-L]\d{1,2}|INF", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?=.*\d)[A-Z]{0,3}[ -]?\d[A-Z0-9 -]{4,14}", re.IGNORECASE)
_LOCATOR = re.compile(r"(?=.*[A-Z])[A-Z0-9]{6}", re.IGNORECASE)
_FLIGHT = re.compile(r"(?:[A-Z][A-Z0-9]|\d[A-Z])[A-Z]?\s?\d{1,4}[A-Z]?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d_@=<>{}\[\]]{1,79}")
_MEAL = re.compile(r"[A-Z]{2}ML", re.IGNORECASE)
_SERVICE = re.compile(r"(?:WCH[RSC]|MAAS|BLND|DEAF|UMNR|INFT|PETC|[A-Z]{2}ML)(?:[ ,/].*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(?:\+|00)[\d ()/-]{7,20}")
_TICKET = re.compile(r"\d{3}-?\d{10}")
_SEXES = frozenset("M F X U Ž Z Ж М H W K E MALE FEMALE MASKULIN FEMININ".split())


class Column(msgspec.Struct, frozen=True, gc=False):
    """One column: place from 0, letter, heading as found, what it is read as, filled cells, id of a note."""

    index: int
    letter: str
    header: str
    meaning: Meaning
    filled: int
    note: str = ""


class Layout(msgspec.Struct, frozen=True, gc=False):
    """Where the table is: number of the heading row (0: none), columns, data rows, lines before it."""

    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    before: tuple[Row, ...]
    strength: int  # headings understood; decides between sheets and whether this is a manifest at all


def heading(text: str) -> str:
    """Return a heading as the vocabulary spells it: lower case, plain Latin letters, single blanks."""
    lower = "".join(_CYRILLIC.get(c, _LATIN.get(c, c)) for c in text.replace("İ", "i").lower())
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def letter(index: int) -> str:
    """Return the spreadsheet letter of a column counted from 0: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


@cache
def _vocabulary() -> dict[str, Meaning]:
    with (files("pnr.data") / "manifest_headers.csv").open(encoding="utf-8") as lines:
        return {
            phrase: Meaning(row["meaning"])
            for row in csv.DictReader(lines)
            for phrase in row["phrases"].split("|")
        }


def meant_by(text: str) -> Meaning:
    """Return what a heading means, `UNKNOWN` when no phrase of the vocabulary stands in it."""
    words = heading(text).split()
    if not words or len(words) > 12:
        return Meaning.UNKNOWN
    known = _vocabulary()
    whole = known.get(" ".join(words)) or known.get("".join(words))
    if whole:
        return whole
    best: tuple[int, Meaning] = (0, Meaning.UNKNOWN)
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            phrase = " ".join(words[start:end])
            found = known.get(phrase)
            if found is None or len(phrase) < 3:
                continue
            weight = len(phrase) + (100 if found in SENSITIVE else 0)
            if weight > best[0]:
                best = (weight, found)
    return best[1]


def layout(rows: Sequence[Row]) -> Layout:
    """Find the heading row among the first twenty and say what each column holds; read no sensitive one."""
    at, strength = _header_at(rows)
    data = tuple(rows[at + 1 :]) if at >= 0 else tuple(rows)
    width = len(rows[0].cells) if rows else 0
    headers = rows[at].cells if at >= 0 else ("",) * width
    if at >= 0:
        data = tuple([row for row in data if row.cells != headers])
    by_header = [meant_by(text) for text in headers]
    columns = _settled(
        [_column(index, headers[index], by_header[index], data) for index in range(width)], data
    )
    before = tuple(rows[:at]) if at > 0 else ()
    return Layout(rows[at].number if at >= 0 else 0, tuple(columns), data, before, strength)


def _header_at(rows: Sequence[Row]) -> tuple[int, int]:
    best, best_score = -1, 1
    for index, row in enumerate(rows[:_HEADER_SEARCH]):
        meanings = [meant_by(text) for text in row.cells if text and len(text) <= 60]
        known = {meaning for meaning in meanings if meaning is not Meaning.UNKNOWN}
        digits = sum(1 for text in row.cells if sum(c.isdigit() for c in text) > 3)
        score = len(known) - digits
        if score > best_score or (
            score == 1 == best_score and best < 0 and known <= NAMES and len(meanings) == 1
        ):
            best, best_score = index, score
    return best, max(best_score, 0) if best >= 0 else 0


def _column(index: int, header: str, meaning: Meaning, rows: Sequence[Row]) -> Column:
    if meaning in SENSITIVE:
        filled = sum(1 for row in rows if row.cells[index])
        return Column(index, letter(index), header, meaning, filled, "sensitive")
    values = [row.cells[index] for row in rows if row.cells[index]]
    sample = values[:_SAMPLE]
    by_content = content(sample)
    note = ""
    if by_content in SENSITIVE:
        return Column(index, letter(index), header, by_content, len(values), "sensitive")
    if meaning is Meaning.UNKNOWN:
        meaning, note = by_content, "by_content" if by_content is not Meaning.UNKNOWN else "not_read"
    elif sample and by_content is not Meaning.UNKNOWN and _contradicted(meaning, sample):
        meaning, note = by_content, "heading_contradicted"
    return Column(index, letter(index), header, meaning, len(values), note)


def content(sample: Sequence[str]) -> Meaning:
    """Return what cells look like when most of them look alike; `UNKNOWN` otherwise."""
    if not sample:
        return Meaning.UNKNOWN
    for meaning in _BY_CONTENT:
        if _share(meaning, sample) >= _MOST:
            return meaning
    return Meaning.UNKNOWN


_BY_CONTENT = tuple(
    Meaning[name]
    for name in (
        "MEAL SERVICES EMAIL ROW_NUMBER BIRTH SEX SEAT TITLE NATIONALITY "
        "TICKET PHONE DOCUMENT_NUMBER LOCATOR NAME"
    ).split()
)


def _contradicted(meaning: Meaning, sample: Sequence[str]) -> bool:
    kind = {Meaning.EXPIRY: Meaning.BIRTH, Meaning.ISSUER: Meaning.NATIONALITY}.get(meaning, meaning)
    if meaning in NAMES:
        kind = Meaning.NAME
    if kind not in {Meaning.NAME, Meaning.BIRTH, Meaning.SEAT, Meaning.EMAIL, Meaning.NATIONALITY}:
        return False
    return _share(kind, sample) < _FEW


def _share(meaning: Meaning, sample: Sequence[str]) -> float:
    if meaning is Meaning.ROW_NUMBER:
        numbers = [
            int(value.rstrip(".")) for value in sample if value.rstrip(".").isdecimal() and len(value) < 6
        ]
        rising = len(sample) > 2 and all(b - a == 1 for a, b in pairwise(numbers))
        return 1.0 if rising and len(numbers) == len(sample) else 0.0
    return sum(1 for value in sample if _fits(meaning, value)) / len(sample)


def _fits(meaning: Meaning, value: str) -> bool:
    upper = value.upper()
    match meaning:
        case Meaning.MEAL:
            return bool(_MEAL.fullmatch(value))
        case Meaning.SERVICES:
            return bool(_SERVICE.fullmatch(value))
        case Meaning.EMAIL:
            return bool(_EMAIL.fullmatch(value))
        case Meaning.BIRTH:
            return looks_like_date(value)
        case Meaning.SEX:
            return upper in _SEXES
        case Meaning.SEAT:
            return bool(_SEAT.fullmatch(value))
        case Meaning.TITLE:
            return upper.strip(".") in TITLES
        case Meaning.NATIONALITY:
            return len(value) in {2, 3} and value.isalpha() and bool(codes.alpha3(value))
        case Meaning.TICKET:
            return bool(_TICKET.fullmatch(value))
        case Meaning.PHONE:
            return bool(_PHONE.fullmatch(value))
        case Meaning.DOCUMENT_NUMBER:
            return bool(_DOCUMENT.fullmatch(value)) and not looks_like_date(value)
        case Meaning.LOCATOR:
            return bool(_LOCATOR.fullmatch(value)) and any(c.isdigit() for c in value)
        case _:
            return bool(_NAME.fullmatch(value)) and not _FLIGHT.fullmatch(value)


def _settled(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Settle what two columns claim: earlier dates are births, the first name column is the surname."""
    guessed_dates = [c for c in columns if c.meaning is Meaning.BIRTH and c.note]
    certain = {c.meaning for c in columns if not c.note}
    if guessed_dates:
        typical = {c.index: _median_year(c.index, rows) for c in guessed_dates}
        ordered = sorted(guessed_dates, key=lambda c: typical[c.index])
        for place, column in enumerate(ordered):
            birth = place == 0 and Meaning.BIRTH not in certain and typical[column.index] < 2024
            meaning = (
                Meaning.BIRTH
                if birth
                else Meaning.EXPIRY
                if Meaning.EXPIRY not in certain
                else Meaning.UNKNOWN
            )
            columns[column.index] = msgspec.structs.replace(column, meaning=meaning)
            certain.add(meaning)
    guessed_names = [c for c in columns if c.meaning is Meaning.NAME and c.note == "by_content"]
    if guessed_names and certain & NAMES:
        for column in guessed_names:
            columns[column.index] = msgspec.structs.replace(column, meaning=Meaning.UNKNOWN, note="not_read")
    elif len(guessed_names) > 1 and len({_words(c.index, rows) > 1.6 for c in guessed_names[:2]}) == 1:
        pair = (Meaning.SURNAME, Meaning.GIVEN)
        for column, meaning in zip(guessed_names, pair, strict=False):
            columns[column.index] = msgspec.structs.replace(column, meaning=meaning)
        guessed_names = guessed_names[2:]
        for column in guessed_names:
            columns[column.index] = msgspec.structs.replace(column, meaning=Meaning.UNKNOWN, note="not_read")
    return _once(_paired(columns))


def _paired(columns: list[Column]) -> list[Column]:
    """Read `Name` beside `Vorname` or `Surname` as the other half, not as a whole name."""
    present = {c.meaning for c in columns}
    if Meaning.SURNAME in present and Meaning.GIVEN not in present:
        other = Meaning.GIVEN
    elif Meaning.GIVEN in present and Meaning.SURNAME not in present:
        other = Meaning.SURNAME
    else:
        return columns
    return [msgspec.structs.replace(c, meaning=other) if c.meaning is Meaning.NAME else c for c in columns]


def _once(columns: list[Column]) -> list[Column]:
    """Read each meaning from one column only: the best filled; the others are named and not read."""
    kept: dict[Meaning, Column] = {}
    for column in columns:
        if column.meaning in SENSITIVE or column.meaning in {Meaning.UNKNOWN, Meaning.BAG_TAG, Meaning.PHONE}:
            continue
        other = kept.get(column.meaning)
        if other is None or (other.note and not column.note) or column.filled > other.filled * 2:
            kept[column.meaning] = column
    chosen = {column.index for column in kept.values()}
    return [
        column
        if column.index in chosen or column.meaning not in kept
        else msgspec.structs.replace(column, meaning=Meaning.UNKNOWN, note="repeated")
        for column in columns
    ]


def _median_year(index: int, rows: Sequence[Row]) -> int:
    found = sorted(years(row.cells[index] for row in rows[:_SAMPLE]))
    return found[len(found) // 2] if found else 0


def _words(index: int, rows: Sequence[Row]) -> float:
    values = [row.cells[index] for row in rows[:_SAMPLE] if row.cells[index]]
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0

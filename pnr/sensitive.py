"""Which codes and words reveal what may not be kept: health, religion, politics, ethnicity, sex life.

The gate is an allow-list, so nothing here decides to keep text. The tables say which service codes are
admitted, under which class a dropped code is counted, and which words make an otherwise admitted text
(an address, a payer) be dropped.

Source: Directive (EU) 2016/681 art. 13(4); C-817/19 on headings 5, 6, 8, 12 and 18 of Annex I.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pnr.names_received import CLERGY, TITLES


class Class(StrEnum):
    """What a dropped value is counted under. A class is never written beside a record."""

    HEALTH = "health"
    RELIGION = "religion"
    POLITICS = "politics"
    ETHNICITY = "ethnicity"
    SEX_LIFE = "sex life"
    MEAL = "meal"
    LANGUAGE = "language"
    THIRD_PERSON = "third person"  # contact of somebody who does not travel
    SERVICE = "service"  # a code the allow-list does not know
    TEXT = "text"  # a line of free text
    GROUP = "group"  # the name of a group
    VALUE = "value"  # a field that does not have the shape of what belongs there
    BEYOND = "beyond the list"  # a value that Annex I, read narrowly, does not name


ADMITTED = "admitted"
_OFFICES = frozenset({"PRESIDENT", "MAYOR"})
TITLES_KEPT = TITLES - CLERGY - _OFFICES
_WORD = re.compile(r"\w+")
FARE_CLASSES = {
    "CLG": Class.RELIGION,
    "BLD": Class.HEALTH,
    "DIS": Class.HEALTH,
    "MIL": Class.VALUE,
    "MCR": Class.VALUE,
    "VET": Class.VALUE,
}
_FARE_CLASS = re.compile(r"(?:^|/)(CLG|BLD|DIS|MIL|MCR|VET)|(CLG|BLD|DIS|MIL|MCR|VET)$")


def _rows(name: str) -> list[dict[str, str]]:
    with (files("pnr.data") / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def _services() -> dict[str, str]:
    return {row["code"]: row["class"] for row in _rows("services.csv")}


@cache
def _words() -> dict[str, Class]:
    return {
        word: Class(row["class"]) for row in _rows("revealing_words.csv") for word in row["words"].split()
    }


def admits_service(code: str) -> bool:
    """Tell whether a special service of this code may be kept (its text never is)."""
    return _services().get(code) == ADMITTED


def service_class(code: str) -> Class:
    """Return the class under which a service that is not admitted is counted."""
    if len(code) == 4 and code.endswith("ML"):
        return Class.MEAL
    known = _services().get(code)
    return Class(known) if known and known != ADMITTED else Class.SERVICE


def revealed_by(text: str) -> Class | None:
    """Return the first class that a word of `text` gives away, `None` when none is known to.

    Knows English, Albanian, Bosnian/Croatian/Serbian, Macedonian, Turkish and transliterated Arabic words.
    It can only make the gate drop more: text that it does not recognise is not thereby safe. Names of persons
    and places (CHRISTIAN, PRIFTI, ROMA) are left out, or addresses and payers would go.
    """
    words = _words()
    for word in _WORD.findall(fold(text)):
        found = words.get(word)
        if found is not None:
            return found
    return None


def fold(text: str) -> str:
    """Return `text` in capitals without the marks of Latin letters (`hodočasnik` as HODOCASNIK)."""
    if text.isascii():
        return text.upper()
    spread = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("đ", "dj"))
    kept = "".join(c for c in spread if not unicodedata.combining(c) or ord(c) > 0x36F)
    return unicodedata.normalize("NFC", kept).upper()


def title_class(title: str) -> Class | None:
    """Return what a title gives away: `RABBI` religion, `MAYOR` politics, `MR` nothing."""
    if not title or title in TITLES_KEPT:
        return None
    if title in CLERGY:
        return Class.RELIGION
    return Class.POLITICS if title in _OFFICES else Class.VALUE


def fare_class(fare_basis: str) -> Class | None:
    """Return what a fare basis gives away (`Y/CLG` clergy, `YDIS` disabled, `Y/MIL`), `None` for others."""
    found = _FARE_CLASS.search(fare_basis)
    if found is None:
        return None
    return FARE_CLASSES[found[1] or found[2]]

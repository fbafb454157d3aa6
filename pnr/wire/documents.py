"""The document texts of special services: DOCS (passport, identity), DOCO (visa), DOCA (address).

The fields stand between slashes, but slashes go missing, double or shift, so the birth date anchors them:
type, issuer, number and nationality are counted back from it, sex, expiry and names forward.
Source: AIRIMP SSR DOCS, DOCO, DOCA; required behaviour of the quirks list, section 3.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pnr.model.traveller import Address, Document, Name
from pnr.names_received import meant
from pnr.wire.dates import Moment, birth_service, day_of, expiry_service

_DAY = re.compile(r"\d{2}[A-Z]{3}\d{2}(?:\d{2})?")
_ASSOCIATION = re.compile(r"-\d{1,2}[A-Z][^/\d]*(?:/[^/]*)?$")
_LONGEST = 800  # characters of a document text; beyond this it is damage
_SEXES = frozenset({"M", "F", "MI", "FI", "U", "X", "UI", "XI"})
_ABSENT = frozenset({"NULL", "NIL", "N/A", "NONE", "UNKNOWN", "-", ".", "XXX"})


class Docs(NamedTuple):
    """A DOCS text as read: the document, whose it is, and what was odd (codes of findings)."""

    document: Document
    infant: bool
    faults: tuple[str, ...]
    surname: str = ""
    given: str = ""


def coded(text: str) -> str:
    """Return a coded value trimmed, upper case, empty where it is a placeholder such as NULL or `-`."""
    text = text.strip().upper()
    return "" if text in _ABSENT else text


def full_name(surname: str, given: str, middle: str = "") -> Name:
    """Return the name of a document that has first and further given names in places of their own."""
    if not middle:
        return meant(surname, given)
    first, last = meant(surname, given), meant(surname, middle)
    return Name(
        surname=first.surname,
        given=first.given,
        middle=last.given,
        title=first.title or last.title,
        suffix=first.suffix or last.suffix,
        received=f"{surname}/{given}/{middle}",
    )


def docs(text: str, moment: Moment) -> Docs:
    """Read a DOCS text, however its slashes are shifted. Never raises; what cannot be placed stays empty."""
    text = text[:_LONGEST]
    if "-" in text:
        text = _ASSOCIATION.sub("", text)
    parts = text.split("/")
    if len(parts) in {10, 11}:
        usual = _usual(parts, moment)
        if usual is not None:
            return usual
    faults: list[str] = []
    if len(parts) > 8 and not parts[0].strip() and _DAY.fullmatch(parts[5].strip().upper()):
        at = 5
    else:
        at = next((i for i, part in enumerate(parts) if i and _DAY.fullmatch(part.strip().upper())), -1)
        if at > 6 and parts[at - 1].strip().upper() in _SEXES and not parts[at - 2].strip():
            at -= 2  # the birth date is missing: this one is the expiry
        if at < 0 or (
            len(parts) > at + 1 and parts[at + 1].strip().upper() not in _SEXES and _dated(parts, at + 1)
        ):
            at = 5  # no birth date, or only the expiry has one: trust the positions
            if len(parts) < 9:
                faults.append("document.malformed")
            if parts and parts[0].strip():
                parts.insert(0, "")
        elif at != 5:
            faults.append("document.shifted")
    return _placed(parts, at, moment, faults)


def _usual(parts: list[str], moment: Moment) -> Docs | None:
    """Read the layout nearly every sender keeps to; None where anything about it is odd."""
    lead, kind, issuer, number, nationality, birth_text, sex, expiry_text, surname, given, *more = parts
    middle = more[0] if more else ""
    if lead or sex not in _ADULT_SEXES or middle == "H" or moment.latest is None:
        return None
    birth, expiry = birth_service(birth_text, moment), expiry_service(expiry_text, moment)
    if not (birth and expiry and surname and number) or " " in (
        surname[0],
        surname[-1],
        given[:1],
        given[-1:],
    ):
        return None
    codes = kind + issuer + number + nationality
    if not (codes.isalnum() and codes.isupper() and codes.isascii()):
        return None
    if not _ABSENT.isdisjoint((kind, issuer, number, nationality)):
        return None
    name = full_name(surname, given, middle)
    return Docs(
        Document(kind, number, issuer, expiry, "", "", nationality, birth, sex, name),
        infant=False,
        faults=(),
        surname=surname,
        given=given,
    )


_ADULT_SEXES = frozenset({"M", "F"})


def _dated(parts: list[str], at: int) -> bool:
    return bool(_DAY.fullmatch(parts[at].strip().upper()))


def _placed(parts: list[str], at: int, moment: Moment, faults: list[str]) -> Docs:
    def part(index: int) -> str:
        return parts[index].strip() if 0 <= index < len(parts) else ""

    sex = part(at + 1).upper()
    names_at = at + 3
    if sex not in _SEXES:
        if sex and not _DAY.fullmatch(sex):
            sex = sex if len(sex) <= 2 else ""
        elif sex:  # the sex is missing and the expiry moved up
            names_at, sex = at + 2, ""
    expiry_text = part(names_at - 1)
    if (
        expiry_text
        and not _DAY.fullmatch(expiry_text.upper())
        and len(expiry_text) > 9
        and not part(names_at + 1)
    ):
        names_at, expiry_text = names_at - 1, ""  # the expiry is missing and the names moved up
    expiry = expiry_service(expiry_text, moment)
    if moment.latest is None and expiry:
        moment = Moment(day_of(expiry))  # a person was born before the document expired
    birth = birth_service(part(at), moment)
    if part(at) and not birth:
        faults.append("document.birth_invalid")
    if expiry_text and not expiry:
        faults.append("document.expiry_invalid")
    surname, given, middle = part(names_at), part(names_at + 1), part(names_at + 2)
    if middle == "H" and not part(names_at + 3):
        middle = ""
    number = coded(part(at - 2))
    if not number:
        faults.append("document.number_missing")
    infant = len(sex) == 2 and sex[1] == "I"
    document = Document(
        kind=coded(part(at - 4)),
        number=number,
        issuer=coded(part(at - 3)),
        expiry=expiry,
        nationality=coded(part(at - 1)),
        birth=birth,
        sex=sex,
        name=full_name(surname, given, middle) if surname or given else Name(),
    )
    return Docs(document, infant, tuple(faults), surname, given)


def doco(text: str, moment: Moment) -> tuple[Document, str]:
    """Read a DOCO text: the visa (or other document) and the place of birth it states."""
    parts = [part.strip() for part in _ASSOCIATION.sub("", text).split("/")]
    if parts and parts[0]:
        parts.insert(0, "")  # the leading slash is missing
    parts += [""] * (7 - len(parts))
    document = Document(
        kind=coded(parts[2]),
        number=coded(parts[3]),
        issuer=coded(parts[6]),
        issued=expiry_service(parts[5], moment),
        issued_at=coded(parts[4]),
    )
    return document, coded(parts[1])


_ADDRESS_KINDS = {"D": "destination", "R": "residence", "B": "birth"}


def doca(text: str) -> Address:
    """Read a DOCA text: `/type/country/street/city/state/postcode`."""
    parts = [part.strip() for part in _ASSOCIATION.sub("", text).split("/")]
    if parts and parts[0]:
        parts.insert(0, "")
    parts += [""] * (7 - len(parts))
    kind = parts[1].upper()
    return Address(_ADDRESS_KINDS.get(kind, kind), parts[3], parts[4], parts[5], parts[6], coded(parts[2]))


_FOID = {"PP": "P", "NI": "I", "ID": "I", "DL": "DL", "CC": "CC", "FF": "FF", "TN": "TN", "CN": "CN"}


def foid(text: str) -> Document | None:
    """Read a form of identification: `PP` + country + number, `NI` + number; None where it is no document."""
    text = text.strip().lstrip("/").replace(" ", "").upper()
    text = _ASSOCIATION.sub("", text)
    kind = _FOID.get(text[:2], "")
    if kind not in {"P", "I", "DL"} or len(text) < 6:
        return None
    match = re.fullmatch(r"([A-Z]{2,3})([A-Z0-9]{4,})", text[2:]) if kind == "P" else None
    if match is not None:
        return Document(kind=kind, number=match.group(2), issuer=match.group(1))
    return Document(kind=kind, number=text[2:])

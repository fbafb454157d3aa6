"""Phones and e-mails hidden in airline texts (SSR CTC*, OSI, ADD), taken out and decoded.

Teletype has no `@`, `_` or `-`, so they travel as `//`, `..` and `./`. An agency's number (CTCT) is marked as
such: it must never link two travellers.
"""

from __future__ import annotations

import re

from pnr.model.traveller import Contact

_CODE = re.compile(r"\bCTC ?(?P<kind>[ABEFHMPRT])\b(?P<text>.*)", re.DOTALL)
_CITY = re.compile(r"\bCTC ?(?P<city>[A-Z]{3})\b(?P<text>.*)", re.DOTALL)
_NUMBER = re.compile(r"\+?\(?\d[\d \-().]{3,}\d")
_CITY_PREFIX = re.compile(r"^[A-Z]{3}(?=[ ]?[+(]?\d)")
_LANGUAGE = re.compile(r"/[A-Z]{2}$")
_ASSOCIATION = re.compile(r"-\d{1,2}[A-Z][^/\d@]*(?:/[^/]*)?$")
_NOT_LOCAL = re.compile(r"[\s/:;,<>]")
_DOMAIN = re.compile(r"[A-Z0-9\-_.]*[A-Z0-9]", re.IGNORECASE)
_SHORTEST = 5  # digits
_LONGEST = 20
_LONGEST_ADDRESS = 120  # characters on either side


def phone(text: str) -> str:
    """Return the first phone number in `text` as digits with a leading + where it has one; empty if none."""
    text = text.strip().lstrip("/")
    text = _CITY_PREFIX.sub("", text).strip()
    for match in _NUMBER.finditer(text):
        digits = "".join(char for char in match.group() if char.isdecimal())
        if _SHORTEST <= len(digits) <= _LONGEST:
            return ("+" if match.group()[0] == "+" else "") + digits
    return ""


def email(text: str) -> str:
    """Return the e-mail address in `text`, decoded from its teletype form; empty if there is none."""
    text = text.strip()
    if "//" not in text and "@" not in text and ".AT." not in text.upper():
        return ""
    text = text.lstrip("/")
    text = _LANGUAGE.sub("", _ASSOCIATION.sub("", text))
    if "@" not in text:
        if "//" in text:
            head, _, tail = text.rpartition("//")
            text = f"{head}@{tail}"
        else:
            at = text.upper().find(".AT.")
            if at < 0:
                return ""
            text = f"{text[:at]}@{text[at + 4 :]}"
    text = text.replace("..", "_").replace("./", "-")
    local, _, rest = text.partition("@")
    local = _last_words(local[-_LONGEST_ADDRESS:])
    domain = _DOMAIN.match(rest[:_LONGEST_ADDRESS])
    if not local or domain is None or "." not in domain.group():
        return ""
    return f"{local}@{domain.group()}"


def _last_words(text: str) -> str:
    """Return the end of `text` that can be the local part: one word, or two where a blank was lost in it."""
    cut = max((match.end() for match in _NOT_LOCAL.finditer(text.rpartition(" ")[0])), default=0)
    words = text[cut:].split(" ")
    tail = words[-1]
    for mark in "/:;,<>":
        if mark in tail:
            return tail.rpartition(mark)[2]
    return " ".join(words[-2:]) if len(words) > 1 and words[-2] else tail


def service(code: str, text: str, whose: str = "traveller") -> Contact | None:
    """Read a contact service (CTCM, CTCE, CTCH …) or None where its text holds neither number nor address."""
    kind = code[3:4]
    if kind == "T":
        whose = "agency"
    value = email(text)
    if value:
        return Contact("email", value, whose, code, text)
    value = phone(text)
    if value:
        return Contact("fax" if kind == "F" else "phone", value, whose, code, text)
    return None


def remark(text: str) -> Contact | None:
    """Read the contact a remark (OSI) holds: `CTCM 5511…`, `CTC M 123`, `CTCBOG 57 1 …`; else None."""
    match = _CODE.search(text)
    if match is not None:
        return service("CTC" + match.group("kind"), match.group("text"))
    match = _CITY.search(text)
    if match is not None:
        value = phone(match.group("text"))
        return (
            Contact("phone", value, "agency" if "TOUR" in text or "AGENC" in text else "", "CTC", text)
            if value
            else None
        )
    return None


def anything(text: str, origin: str, whose: str = "") -> Contact | None:
    """Read whatever contact a text without a code holds (ADD, IFT P02, COM)."""
    coded = remark(text)
    if coded is not None:
        return coded
    value = email(text)
    if value:
        return Contact("email", value, whose, origin, text)
    value = phone(text)
    return Contact("phone", value, whose, origin, text) if value else None

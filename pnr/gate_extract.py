"""Take out of free text the few values that may be kept: phones, e-mails, tickets, cards, a minor's age.

Every extractor matches one closed shape; what does not match is not looked at. A number counts as a phone
only after a marker (CTCM, TEL …) or a plus sign, as a ticket only after its marker or with its hyphen, as a
card only with a right check digit or already masked: a personal number in a remark is none of these.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pnr.model.traveller import Contact

_MARKED_PHONE = re.compile(
    r"(?:\bCTC\s?[A-Z]?|\bTEL|\bPHONE|\bMOB(?:ILE)?|\bGSM|/AP[MHB]?|\bAP[MHB]?)[\s:./-]*(?:[A-Z]{2}\s)?"
    r"(\+?\d[\d ()./-]{5,22}\d)",
)
_PLUS_PHONE = re.compile(r"(?<![\d+])(\+[1-9][\d ()./-]{6,20}\d)")
_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})(?![\w-])", re.ASCII
)
_AIRLINE_EMAIL = re.compile(r"([A-Z0-9._/-]{1,64})//([A-Z0-9.-]{1,120}\.[A-Z]{2,10})(?![A-Z0-9])")
_TICKET = re.compile(
    r"(?:\b(?:E?-?TKT|TKNE|TICKET|TK|FA|ETKT)\b[\s:/.-]*(?:NO|NBR|PAX|INF)?[\s:/.-]*)"
    r"(\d{3})[- ]?(\d{10})(?!\d)"
    r"|(?<![\d-])(\d{3})-(\d{10})(?!\d)",
)
_NOT_DIGITS = re.compile(r"[^0-9]+")
_CARD = re.compile(r"(?<!\d)((?:\d[ -]?){12,18}\d)(?!\d)")
_MASKED_CARD = re.compile(r"(?<![A-Z0-9*])(?:[A-Z]{2})?(?:\d{0,6}[X*]{4,12})[ -]?(\d{4})(?!\d)")
_MINOR = re.compile(r"\bUM\s?(\d{1,2})\b")
_AGENCY = re.compile(r"\b(?:CTCT|CTC\s?T|AGT|AGY|AGENCY|AGENCIJA|AGJENCI|ACENTE|TRAVEL|TOURS?)\b")
_THIRD_PERSON = re.compile(r"\b(?:PCTC|EMERGENCY|KONTAKT OSOB[AE]|NEXT OF KIN|IN CASE OF)\b")


class Extracted(NamedTuple):
    """What one text yields. `cards` are full numbers, for tokens only; `last_four` is what is kept."""

    contacts: tuple[Contact, ...]
    tickets: tuple[str, ...]
    cards: tuple[str, ...]
    last_four: tuple[str, ...]


NOTHING = Extracted((), (), (), ())


def extracted(text: str, *, origin: str) -> Extracted:
    """Return the values of `text` that may be kept; `origin` names the remark or service they stood in."""
    if not text:
        return NOTHING
    upper = text.upper()
    cards, last_four = _cards(upper)
    tickets = tuple(dict.fromkeys((m[1] or m[3]) + (m[2] or m[4]) for m in _TICKET.finditer(upper)))
    if _THIRD_PERSON.search(upper):
        return Extracted((), tickets, cards, last_four)
    whose = "agency" if _AGENCY.search(upper) else ""
    found = [("phone", number) for number in _phones(upper, (*tickets, *cards))]
    found += [("email", address) for address in _emails(text)]
    contacts = tuple(
        Contact(kind=kind, value=value, whose=whose, origin=origin) for kind, value in dict.fromkeys(found)
    )
    return Extracted(contacts, tickets, cards, last_four)


def minor_age(text: str) -> str:
    """Return `UM08` from the text of an unaccompanied-minor service, empty when it states no age."""
    found = _MINOR.search(text.upper())
    return f"UM{int(found[1]):02d}" if found else ""


def phone(text: str) -> str:
    """Return a phone number as digits, with `+` where its country is stated; empty if it cannot be one."""
    digits = _NOT_DIGITS.sub("", text)
    international = text.lstrip().startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if international else digits
    if not 6 <= len(digits) <= 15:
        return ""
    return f"+{digits}" if international else digits


def email(text: str) -> str:
    """Return an e-mail address in lower case, empty when `text` is none."""
    found = _EMAIL.fullmatch(text.strip())
    return found[1].lower() if found else ""


def full_card(number: str) -> str:
    """Return the digits of a payment card number stated in full, empty for a masked or other number."""
    digits = number.replace(" ", "").replace("-", "")
    return digits if digits.isdecimal() and digits.isascii() and 12 <= len(digits) <= 19 else ""


def luhn(digits: str) -> bool:
    """Tell whether the check digit of a card number is right (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _phones(upper: str, others: tuple[str, ...]) -> list[str]:
    found = [phone(m[1]) for m in _MARKED_PHONE.finditer(upper)] + [
        phone(m[1]) for m in _PLUS_PHONE.finditer(upper)
    ]
    return [number for number in dict.fromkeys(found) if number and number.strip("+") not in others]


def _emails(text: str) -> list[str]:
    found = [m[1].lower() for m in _EMAIL.finditer(text)]
    for match in _AIRLINE_EMAIL.finditer(text.upper()):
        mailbox = match[1].rpartition("/AP")[2] if "/AP" in match[1] else match[1]
        plain = mailbox.replace("..", "_").replace("./", "-").lstrip("/-.")
        address = email(f"{plain}@{match[2].replace('./', '-')}")
        if address:
            found.append(address)
    return found


def _cards(upper: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    full = []
    for match in _CARD.finditer(upper):
        digits = full_card(match[1])
        if digits and digits[0] in "3456" and luhn(digits):
            full.append(digits)
    masked = [m[1] for m in _MASKED_CARD.finditer(upper)]
    return tuple(dict.fromkeys(full)), tuple(dict.fromkeys([*(d[-4:] for d in full), *masked]))

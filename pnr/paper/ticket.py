"""Read ticket numbers with their coupons, and bag tags, in the ways agents and systems write them.

Source: IATA resolutions 722 and 740; the check digit of a ticket is the serial, or the whole, modulo seven.
"""

from __future__ import annotations

import re

import msgspec

from pnr import codes
from pnr.quality import Finding, severity

_TICKET = re.compile(
    r"(?P<infant>INF)?\s*(?:E?-?TKT|TICKET|TKNE)?[:\s]*(?P<airline>\d{3})[\s-]?(?P<serial>\d{10})(?P<check>\d)?"
    r"(?:[/-](?P<last>\d{2}(?!\d)))?\s*(?:[C/]\s?(?P<coupons>[1-4](?:[-,]?[1-4])*))?",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?:(?P<airline>[A-Z0-9]{2})\s?(?P<serial>\d{6}))|(?P<plate>\d{10})", re.IGNORECASE)


class TicketNumber(msgspec.Struct, frozen=True, gc=False, tag="ticket", tag_field="paper"):
    """A ticket: accounting code of the airline, serial of ten digits, coupons (1 to 4), further booklets.

    `numbers` lists every booklet of thirteen digits. `check_digit` is the fourteenth, where there is one.
    """

    airline: str = ""
    serial: str = ""
    number: str = ""
    numbers: tuple[str, ...] = ()
    check_digit: str = ""
    coupons: tuple[int, ...] = ()
    infant: bool = False
    airline_name: str = ""
    findings: tuple[Finding, ...] = ()


class BagTag(msgspec.Struct, frozen=True, gc=False, tag="bag tag", tag_field="paper"):
    """A bag tag. `leading`: 0 interline, 1 fallback, 2 rush; airline as number or code; serial of six."""

    leading: str = ""
    airline: str = ""
    serial: str = ""
    airline_name: str = ""
    key: str = ""  # the same for both ways of writing, where the airline is known
    findings: tuple[Finding, ...] = ()


def read_ticket(text: str) -> TicketNumber | None:
    """Read one ticket number; None where `text` is not one and nothing else."""
    found = _TICKET.fullmatch(text.strip())
    if found is None:
        return None
    airline, serial, check = found["airline"], found["serial"], found["check"] or ""
    numbers = [airline + serial]
    if found["last"]:
        step = (int(found["last"]) - int(serial[-2:])) % 100
        numbers += [airline + str(int(serial) + ahead).zfill(10) for ahead in range(1, min(step, 9) + 1)]
    findings: list[Finding] = []
    if check and check not in {str(int(serial) % 7), str(int(airline + serial) % 7)}:
        findings.append(Finding("ticket.check_digit", severity("ticket.check_digit")))
    known = codes.airline(airline)
    return TicketNumber(
        airline=airline,
        serial=serial,
        number=airline + serial,
        numbers=tuple(numbers),
        check_digit=check,
        coupons=_coupons(found["coupons"] or ""),
        infant=bool(found["infant"]),
        airline_name=known.name if known else "",
        findings=tuple(findings),
    )


def _coupons(text: str) -> tuple[int, ...]:
    """Expand `1-3` and `1,4` to the coupons they name."""
    digits = [int(c) for c in text if c.isdigit()]
    if "-" in text and len(digits) == 2:
        return tuple(range(min(digits), max(digits) + 1))
    return tuple(dict.fromkeys(digits))


def read_bag_tag(text: str) -> BagTag | None:
    """Read one bag tag, `0999123456` or `ZZ123456`; None where `text` is not one and nothing else."""
    found = _TAG.fullmatch(text.strip())
    if found is None:
        return None
    if found["plate"]:
        leading, airline, serial = found["plate"][0], found["plate"][1:4], found["plate"][4:]
    else:
        leading, airline, serial = "", found["airline"].upper(), found["serial"]
    known = codes.airline(airline)
    return BagTag(
        leading=leading,
        airline=airline,
        serial=serial,
        airline_name=known.name if known else "",
        key=f"{known.iata if known else airline}{serial}",
    )

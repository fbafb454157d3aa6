"""Messages as raw text, for readers: one fictional flight, and whatever segments a test puts in.

ZZ 417 from GRU to LFW on 16 September 2026. Persons and documents are invented; numbers begin with ZZ.
"""

from __future__ import annotations

from collections.abc import Sequence

from pnr.model.booking import Booking, Message
from pnr.reading import Decoded, read

UNA = "UNA:+.?*'"
UNB = "UNB+IATA:1+ZZ+XXPIU+260915:2213+00004711++PNRGOV'"
LEVEL = ("MSG+:22'", "ORG+ZZ:HDQ'", "TVL+160926:0115:160926:1240+GRU+LFW+ZZ+417'")
FLIGHT = ("TVL+160926:0115:160926:1240+GRU+LFW+ZZ+417:V'", "RPI+1+HK'")
BOOKING = ("RCI+ZZ:K7PLM2::010926:1432'", "DAT+700:150926:2301'", "ORG+1Z:SAO+57999999+GRU++T'")
ALMEIDA = "TIF+ALMEIDA+CARLAMRS:A:1'"
DOCS = "SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ0000001/UTO/04MAR88/F/11JAN31/ALMEIDA/CARLA+::1'"


def pnrgov(
    *bookings: Sequence[str], level: Sequence[str] = LEVEL, part: str = "", eqn: int | None = None
) -> str:
    """Return one interchange; every booking is the segments that follow its SRC."""
    body = [*level, f"EQN+{len(bookings) if eqn is None else eqn}'"]
    for booking in bookings:
        body += ["SRC'", *booking]
    flag = f"++{part}" if part else ""
    header = f"UNH+1+PNRGOV:15:1:IA{'+ZZ0417/160926/0110+' + part if part else flag}'"
    return "\r\n".join([UNA, UNB, header, *body, f"UNT+{len(body) + 2}+1'", "UNZ+1+00004711'", ""])


def one_booking(*segments: str, flight: Sequence[str] = FLIGHT) -> Booking:
    """Return the booking read from its segments, a usual head before and the pushed flight after them."""
    return read_bookings([*BOOKING, *segments, *flight])[0]


def read_bookings(*bookings: Sequence[str]) -> tuple[Booking, ...]:
    """Return the bookings of one push."""
    return message_of(pnrgov(*bookings)).bookings


def message_of(text: str | bytes) -> Message:
    """Read text that holds exactly one message."""
    decoded = decoded_of(text)
    assert len(decoded.messages) == 1, decoded
    return decoded.messages[0]


def decoded_of(text: str | bytes) -> Decoded:
    return read(text if isinstance(text, bytes) else text.encode())


def codes(decoded: Decoded) -> set[str]:
    """Return the codes of every finding."""
    return {one.code for one in decoded.every_finding}


PAXLST_LEG = (
    "TDT+20+ZZ417+++ZZ'",
    "LOC+125+GRU'",
    "DTM+189:2609160115:201'",
    "LOC+87+LFW'",
    "DTM+232:2609161240:201'",
)
PERSON = (
    "NAD+FL+++ALMEIDA:CARLA:BEATRIZ'",
    "ATT+2++F'",
    "DTM+329:880304'",
    "LOC+178+GRU'",
    "LOC+179+LFW'",
    "NAT+2+UTO'",
    "RFF+AVF:K7PLM2'",
    "RFF+ABO:ZZ41700057'",
    "RFF+SEA:023C'",
    "DOC+P:110:ZZZ+ZZ0000001'",
    "DTM+36:310111'",
    "LOC+91+UTO'",
)


def paxlst(
    *people: Sequence[str],
    bgm: str = "745",
    leg: Sequence[str] = PAXLST_LEG,
    total: int | None = None,
    part: str = "",
) -> str:
    """Return one interchange with a passenger list."""
    body = [f"BGM+{bgm}'", *leg]
    for person in people:
        body += person
    body.append(f"CNT+42:{len(people) if total is None else total}'")
    header = f"UNH+1+PAXLST:D:05B:UN:IATA+ZZ417/260916/1240{'+' + part if part else ''}'"
    unb = "UNB+UNOA:4+ZZ+XXPIU+260916:0105+000004713++APIS'"
    return "\r\n".join(["UNA:+.? '", unb, header, *body, f"UNT+{len(body) + 2}+1'", "UNZ+1+000004713'", ""])

"""Messages of a fictional carrier, as bytes: a booking push and a check-in list about one flight to BEG.

Q7 412 from VIE, 25 November 2026. People, documents and phones are invented; documents begin with ZZ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

DEPARTS = datetime(2026, 11, 25, 12, 10, tzinfo=UTC)  # 13:10 in Vienna
ARRIVES = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented traveller, with what the two feeds say of them."""

    surname: str
    given: str
    birth: str = "840630"  # YYMMDD
    sex: str = "M"
    nation: str = "SRB"
    document: str = "ZZ0000001"
    locator: str = "K7PLM2"
    reference: str = "1"
    seat: str = "12A"

    def but(self, **changes: str) -> Someone:
        """Return the same person with other data."""
        return replace(self, **changes)


MARKO = Someone("PETROVSKI", "MARKO")
ANA = Someone("KRALJEVA", "ANA", birth="910212", sex="F", document="ZZ0000002", locator="M2XXA9", seat="14C")


def pnrgov(
    people: Sequence[Someone],
    *,
    prepared: str = "261125:0600",
    changed: str = "241126:2301",
    function: str = "22",
    control: str = "00001",
) -> bytes:
    """Return a booking push, one booking a traveller."""
    body = [
        f"UNH+1+PNRGOV:15:1:IA+Q7412/251126/{control}",
        f"MSG+:{function}",
        "ORG+Q7:VIE",
        "TVL+251126:1310:251126:1440+VIE+BEG+Q7+412",
        f"EQN+{len(people)}",
    ]
    for one in people:
        body += [
            "SRC",
            f"RCI+Q7:{one.locator}::011126:1432",
            f"DAT+700:{changed}",
            "ORG+1Z:VIE+57999999:VIE1Z2100+VIE+1Z+T+AT:EUR+0042AB",
            f"TIF+{one.surname}+{one.given}:A:{one.reference}",
            "FOP+CC::180.00:VI:411111XXXXXX1111:0929",
            "TVL+251126:1310:251126:1440+VIE+BEG+Q7+412:Y",
            "RPI+1+HK",
        ]
    body.append(f"UNT+{len(body) + 1}+1")
    head = ["UNA:+.?*", f"UNB+IATA:1+Q7+XXPIU+{prepared}+{control}++PNRGOV"]
    return "'\r\n".join([*head, *body, f"UNZ+1+{control}", ""]).encode()


def paxlst(
    people: Sequence[Someone],
    *,
    prepared: str = "261125:1205",
    control: str = "90001",
    announced: int | None = None,
) -> bytes:
    """Return a check-in list."""
    body = [
        "UNH+PAX001+PAXLST:D:12B:UN:IATA+Q7412/261125/1440+01:F",
        "BGM+745",
        "NAD+MS+++Q7 OPS",
        "TDT+20+Q7412+++Q7",
        "LOC+125+VIE",
        "DTM+189:2611251310:201",
        "LOC+87+BEG",
        "DTM+232:2611251440:201",
    ]
    for one in people:
        body += [
            f"NAD+FL+++{one.surname}:{one.given}",
            f"ATT+2++{one.sex}",
            f"DTM+329:{one.birth}",
            "LOC+178+VIE",
            "LOC+179+BEG",
            f"NAT+2+{one.nation}",
            f"RFF+AVF:{one.locator}",
            f"RFF+SEA:{one.seat}",
            f"DOC+P+{one.document}",
            "DTM+36:310111",
            f"LOC+91+{one.nation}",
        ]
    body.append(f"CNT+42:{len(people) if announced is None else announced}")
    body.append(f"UNT+{len(body) + 1}+PAX001")
    head = ["UNA:+.? ", f"UNB+UNOA:4+Q7+XXPIU+{prepared}+{control}++APIS"]
    return "'\r\n".join([*head, *body, f"UNZ+1+{control}", ""]).encode()

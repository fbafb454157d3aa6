"""Write a passenger manifest as a station sends it by mail when there is no other message: a CSV table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from pnr.synthetic.moments import DAY, date_of, named_day
from pnr.synthetic.passengers import Passenger
from pnr.synthetic.schedule import Leg

_HEAD = (
    "Seq",
    "Seat",
    "Surname",
    "Given names",
    "Sex",
    "Date of birth",
    "Nationality",
    "Doc no",
    "Doc issuer",
    "Bags",
    "PNR",
)


def manifest(leg: Leg, rows: Sequence[tuple[Passenger, str]]) -> bytes:
    """Return the table of `rows` (traveller, record locator): UTF-8 with byte order mark, `;` between."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    day = named_day(leg.local_departure // DAY)
    writer.writerow(
        (f"Flight {leg.carrier}{leg.number:0>4} {leg.origin}-{leg.destination} {day[:5]}20{day[5:]}",)
    )
    writer.writerow(_HEAD)
    for place, (one, locator) in enumerate(rows, 1):
        writer.writerow(
            (
                place,
                one.seat,
                one.document_surname,
                f"{one.document_given} {one.title}".strip(),
                one.person.sex,
                f"{date_of(one.birth):%d/%m/%Y}",
                one.person.nationality,
                one.number,
                one.issuer or one.passport.issuer,
                sum(bag.pieces for bag in one.bags),
                locator,
            )
        )
    return "﻿".encode() + text.getvalue().encode()

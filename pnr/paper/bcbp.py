"""Read the barcode of a boarding pass: IATA resolution 792, format M, one to four legs, all versions.

Sizes inside the code tell which items follow, so a short block ends early and nothing is guessed. Scanner
prefixes, lost trailing blanks and wrong sizes are tolerated; every doubt is a finding.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from pnr.names_received import meant, split_received
from pnr.quality import Finding, severity

_HEAD, _LEG = 23, 37
_AIM = re.compile(r"^\][A-Za-z]\d")
_START = re.compile(r"M[1-4].{20}[E L]", re.IGNORECASE)
_UNIQUE = (1, 1, 1, 4, 1, 3, 13, 13, 13)
_REPEATED = (3, 10, 1, 1, 3, 3, 16, 1, 3, 1)


class PassLeg(msgspec.Struct, frozen=True, gc=False):
    """One leg. `number` and `seat` without leading zeros; `*_received` as coded; `date` is ISO.

    `status`: 0 issued, 1 checked in, 2 to 9 and A as the resolution says. `private` is the airline's.
    """

    locator: str = ""
    origin: str = ""
    destination: str = ""
    carrier: str = ""
    number: str = ""
    number_received: str = ""
    suffix: str = ""
    day_of_year: str = ""
    date: str = ""
    cabin: str = ""
    seat: str = ""
    seat_received: str = ""
    sequence: str = ""
    status: str = ""
    ticket_airline: str = ""
    ticket_serial: str = ""
    selectee: str = ""
    document_verification: str = ""
    marketing_carrier: str = ""
    frequent_flyer_airline: str = ""
    frequent_flyer_number: str = ""
    staff_discount: str = ""
    bag_allowance: str = ""
    fast_track: str = ""
    private: str = ""


class BoardingPass(msgspec.Struct, frozen=True, gc=False, tag="bcbp", tag_field="paper"):
    """A boarding pass. `name_received` is the field of twenty places; `bag_tags` are thirteen digits each."""

    surname: str = ""
    given: str = ""
    title: str = ""
    name_received: str = ""
    electronic_ticket: bool = False
    legs: tuple[PassLeg, ...] = ()
    announced_legs: int = 0
    version: str = ""
    passenger_description: str = ""
    check_in_source: str = ""
    issuance_source: str = ""
    issued_received: str = ""  # last digit of the year and day of the year
    issued: str = ""
    document_type: str = ""
    issuer: str = ""
    bag_tags: tuple[str, ...] = ()
    security_type: str = ""
    security_length: int = 0
    security_data: str = ""
    findings: tuple[Finding, ...] = ()


def is_bcbp(text: str) -> bool:
    """Tell whether a text begins like a boarding pass of format M."""
    return bool(_START.match(_AIM.sub("", text.strip("\r\n\t\x00"))[: _HEAD + 1]))


def read_bcbp(text: str, *, today: date) -> BoardingPass | None:
    """Read one boarding pass; None where `text` is none. Never raises.

    `today` gives the year that the code leaves out: the flight is at most thirty days before it or three
    hundred and thirty after, unless the pass states the last digit of its year of issue.
    """
    plain = _AIM.sub("", text.strip("\r\n\t\x00"))
    if not is_bcbp(plain):
        return None
    return _Reader(plain if plain[:1].isupper() else plain.upper(), today).read()


class _Reader:
    def __init__(self, text: str, today: date) -> None:
        body, _, security = text.partition("^")
        self.text = body if len(body) >= _HEAD + _LEG else body.ljust(_HEAD + _LEG)
        self.short = len(body.rstrip()) < _HEAD + 30
        self.security = security
        self.today = today
        self.at = _HEAD
        self.findings: list[Finding] = []
        self.common: dict[str, str] = {}

    def note(self, code: str, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        self.findings.append(Finding(code, severity(code), params=pairs))

    def read(self) -> BoardingPass:
        announced = int(self.text[1])
        received = self.text[2:22].rstrip()
        surname, given = split_received(received)
        name = meant(surname, given)
        if len(received) == 20:
            self.note("bcbp.name_truncated")
        legs: list[PassLeg] = []
        for place in range(announced):
            if self.at + 24 > len(self.text):
                self.note("bcbp.truncated", leg=place + 1)
                break
            legs.append(self._leg(place))
        if self.short:
            self.note("bcbp.truncated", leg=1)
        issued = self._issued()
        dated = tuple([self._dated(leg, place, issued) for place, leg in enumerate(legs)])
        kind, length, data = self._security()
        return BoardingPass(
            surname=name.surname,
            given=name.given,
            title=name.title,
            name_received=received,
            electronic_ticket=self.text[22].upper() == "E",
            legs=dated,
            announced_legs=announced,
            issued=issued.isoformat() if issued else "",
            bag_tags=tuple([tag for tag in self._tags() if tag]),
            security_type=kind,
            security_length=length,
            security_data=data,
            findings=tuple(self.findings),
            **{name: self.common.get(name, "") for name in _COMMON},
        )

    def _leg(self, place: int) -> PassLeg:
        block = self.text[self.at : self.at + _LEG].ljust(_LEG)
        self.at += _LEG
        number = block[16:21].strip()
        digits = re.match(r"0*(\d*)([A-Za-z]?)$", number)
        seat = block[25:29].strip()
        leg = PassLeg(
            locator=block[0:7].strip(),
            origin=block[7:10].strip(),
            destination=block[10:13].strip(),
            carrier=block[13:16].strip(),
            number=(digits[1] or "0") if digits else number,
            number_received=number.rstrip(),
            suffix=digits[2] if digits else "",
            day_of_year=block[21:24].strip(),
            cabin=block[24].strip(),
            seat=seat.lstrip("0"),
            seat_received=seat,
            sequence=block[29:34].strip(),
            status=block[34].strip(),
        )
        size = self._hex(block[35:37])
        rest = self.text[self.at :]
        if not size and place == 0 and rest.startswith(">"):
            self.note("bcbp.size_wrong")
            size = len(rest)
        field = rest[:size]
        self.at += size
        if len(field) < size:
            self.note("bcbp.size_wrong")
        return self._conditional(leg, field, place) if field else leg

    def _conditional(self, leg: PassLeg, field: str, place: int) -> PassLeg:
        at = 0
        if place == 0 and field.startswith(">"):
            self.common["version"] = field[1:2]
            size = self._hex(field[2:4])
            items = _items(field[4 : 4 + size], _UNIQUE)
            self.common |= dict(zip(_UNIQUE_NAMES, items, strict=False))
            at = 4 + size
        size = self._hex(field[at : at + 2]) if len(field) >= at + 2 else 0
        values = dict(zip(_REPEATED_NAMES, _items(field[at + 2 : at + 2 + size], _REPEATED), strict=False))
        private = field[at + 2 + size :].rstrip()
        return msgspec.structs.replace(leg, **values, private=private)

    def _hex(self, text: str) -> int:
        if not text.strip():
            return 0
        try:
            return int(text, 16)
        except ValueError:
            self.note("bcbp.size_wrong")
            return 0

    def _tags(self) -> list[str]:
        tags = [self.common.get(name, "") for name in ("tag", "second_tag", "third_tag")]
        return [tag if len(tag) >= 10 and tag.isdigit() and tag.strip("0") else "" for tag in tags]

    def _issued(self) -> date | None:
        """Return the day of issue: of the years with the digit stated, the one nearest to today."""
        text = self.common.get("issued_received", "")
        if len(text) != 4 or not text.isdigit() or not 1 <= int(text[1:]) <= 366:
            return None
        years = (
            year for year in range(self.today.year - 9, self.today.year + 2) if year % 10 == int(text[0])
        )
        days = [day for year in years if (day := _day_of_year(year, int(text[1:]))) is not None]
        return min(days, key=lambda day: abs((day - self.today).days), default=None)

    def _dated(self, leg: PassLeg, place: int, issued: date | None) -> PassLeg:
        text = leg.day_of_year
        if not text.isdigit() or not 1 <= int(text) <= 366:
            self.note("bcbp.date_invalid", leg=place + 1)
            return leg
        number = int(text)
        if issued is not None:
            following = (_day_of_year(issued.year, number), _day_of_year(issued.year + 1, number))
            days = [day for day in following if day is not None and day >= issued]
            if days:
                return msgspec.structs.replace(leg, date=days[0].isoformat())
        first, last = self.today - timedelta(days=30), self.today + timedelta(days=330)
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        every = [day for year in years if (day := _day_of_year(year, number))]
        near = [day for day in every if first <= day <= last] or every
        if not near:
            self.note("bcbp.date_invalid", leg=place + 1)
            return leg
        self.note("bcbp.date_without_year")
        return msgspec.structs.replace(
            leg, date=min(near, key=lambda day: abs((day - self.today).days)).isoformat()
        )

    def _security(self) -> tuple[str, int, str]:
        if not self.security:
            return "", 0, ""
        size = self._hex(self.security[1:3])
        data = self.security[3 : 3 + size]
        if len(self.security[3:].rstrip()) != size:
            self.note("bcbp.size_wrong")
        return self.security[0], size, data


_UNIQUE_NAMES = (
    "passenger_description",
    "check_in_source",
    "issuance_source",
    "issued_received",
    "document_type",
    "issuer",
    "tag",
    "second_tag",
    "third_tag",
)
_COMMON = (
    "version",
    "passenger_description",
    "check_in_source",
    "issuance_source",
    "issued_received",
    "document_type",
    "issuer",
)
_REPEATED_NAMES = (
    "ticket_airline",
    "ticket_serial",
    "selectee",
    "document_verification",
    "marketing_carrier",
    "frequent_flyer_airline",
    "frequent_flyer_number",
    "staff_discount",
    "bag_allowance",
    "fast_track",
)


def _items(block: str, widths: tuple[int, ...]) -> list[str]:
    """Cut a block into its items; one that was cut short ends it."""
    items: list[str] = []
    at = 0
    for width in widths:
        if at >= len(block):
            break
        items.append(block[at : at + width].strip())
        at += width
    return items


def _day_of_year(year: int, number: int) -> date | None:
    day = date(year, 1, 1) + timedelta(days=number - 1)
    return day if day.year == year else None

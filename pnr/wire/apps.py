"""SITA-style APP lines (CIRQ, CIRS and their kin): slash-delimited check-in requests and answers.

Versions 21 and 26, as a production check-in system writes them. Read for decoding logs and uploads.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pnr.model.booking import Message, Response
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Document, Traveller
from pnr.names_received import meant
from pnr.quality import Finding, severity
from pnr.wire.dates import joined, partial
from pnr.wire.documents import coded
from pnr.wire.pnrgov_flight import number_parts

_START = re.compile(r"(?P<kind>CIRQ|CICX|CIMR|CIRS|CICC|CIMA):(?P<reference>[^/]*)/")
_GROUPS = frozenset(
    {"CHK", "INT", "EXO", "EXD", "INM", "PRQ", "PAD", "PCX", "PRS", "PCC", "MRQ", "MAK", "ERR"}
)
_RESULTS = {
    "8501": "ok",
    "8502": "no_board",
    "8503": "advisory",
    "8505": "cancelled",
    "8506": "unknown",
    "8517": "ok",
    "8630": "advisory",
}
_LETTERS = {
    "B": "ok", "D": "no_board", "X": "no_board", "U": "error", "I": "insufficient", "T": "error",
    "E": "error",     "C": "cancelled", "N": "unknown",
}  # fmt: skip


class _Group(NamedTuple):
    name: str
    fields: list[str]


def is_apps(text: str) -> bool:
    """Return whether `text` is one APP transaction."""
    return _START.match(text.strip(" \r\n\t\x02\x03\x00")) is not None


def read_apps(text: str) -> Message:
    """Read one APP transaction: requests give travellers, answers give responses."""
    size = len(text)
    text = text.strip(" \r\n\t\x02\x03\x00")
    match = _START.match(text)
    if match is None:
        return Message(type="APPS")
    groups = _groups(text[match.end() :].split("/"))
    legs = tuple([_leg(one.fields) for one in groups if one.name == "INT"])
    travellers = tuple([_traveller(one.fields) for one in groups if one.name in {"PRQ", "PCX"}])
    responses = tuple([_response(one) for one in groups if one.name in {"PRS", "PCC"}])
    findings: list[Finding] = []
    for one in responses:
        if one.status == "unknown":
            code = "response.code_unknown"
            findings.append(Finding(code, severity(code), 0, size, params=(("result", one.code[:5]),)))
    return Message(
        type="APPS",
        version=match.group("kind"),
        reference=match.group("reference"),
        function=match.group("kind"),
        legs=legs,
        travellers=travellers,
        responses=responses,
        findings=tuple(findings),
        complete=False,
        end=size,
    )


def _groups(parts: list[str]) -> list[_Group]:
    """Split the fields at the names of groups; each is followed by the number of its fields."""
    found: list[_Group] = []
    at = 0
    while at < len(parts):
        name = parts[at]
        count = parts[at + 1] if at + 1 < len(parts) else ""
        if name in _GROUPS and count.isdecimal() and len(count) < 4:
            end = at + 2 + int(count)
            found.append(_Group(name, parts[at + 2 : end]))
            at = min(end, len(parts))
        else:
            at += 1
    return found


def _at(fields: list[str], index: int) -> str:
    return fields[index].strip() if index < len(fields) else ""


def _leg(fields: list[str]) -> FlightLeg:
    flight = _at(fields, 1)
    digits = 3 if flight[:3].isalpha() and len(flight) > 3 else 2
    number, suffix = number_parts(flight[digits:])
    return FlightLeg(
        flight[:digits], number, suffix, _at(fields, 2), _at(fields, 3),
        _when(_at(fields, 4), _at(fields, 5)), _when(_at(fields, 6), _at(fields, 7)),
    )  # fmt: skip


def _when(day: str, clock: str) -> str:
    iso = partial(day)
    if len(iso) != 10:
        return iso
    return joined(date.fromisoformat(iso), clock)


def _person(fields: list[str], at: int) -> Traveller:
    """Read the common order: P or C, nationality, issuer, number, check, type, [subtype], expiry … names."""
    crew = _at(fields, at) == "C"
    dated, later = _at(fields, at + 6).isdecimal(), _at(fields, at + 7).isdecimal()
    shift = 1 if later and not dated else int(not dated and len(fields) >= 27)  # a subtype between
    document = Document(
        kind=coded(_at(fields, at + 5)), number=coded(_at(fields, at + 3)), issuer=coded(_at(fields, at + 2)),
        expiry=partial(_at(fields, at + 6 + shift)), nationality=coded(_at(fields, at + 1)),
    )  # fmt: skip
    names = at + 10 + shift
    given = _at(fields, names + 1)
    return Traveller(
        kind="crew" if crew else "",
        name=meant(_at(fields, names), "" if given == "-" else given),
        birth=partial(_at(fields, names + 2)),
        sex=_at(fields, names + 3),
        nationality=document.nationality,
        documents=(document,) if document.number else (),
    )


def _traveller(fields: list[str]) -> Traveller:
    return _person(fields, 1)


def _response(group: _Group) -> Response:
    """Read a result: the echoed person, then code, status letter, the system's passenger number, errors."""
    fields = group.fields
    at = next(
        (i for i, text in enumerate(fields) if len(text) == 4 and text[:1] == "8" and text.isdecimal()), -1
    )
    if at < 0:
        return Response(level="traveller", status="error")
    person = _person(fields, 2)
    letter = _at(fields, at + 1)
    status = _LETTERS.get(letter) or _RESULTS.get(fields[at], "unknown")
    return Response(
        reference=_at(fields, at + 2), code=fields[at], level="traveller", status=status, name=person.name,
        letter=letter, text=" ".join(text for text in fields[at + 3 :] if text.strip()),
    )  # fmt: skip

"""CUSRES and ACKRES: what a government answers. Read for decoding and tests; never stored.

In CUSRES a date belongs to its airport by qualifier (189 to 125, 232 to 87), not by its neighbour.
"""

from __future__ import annotations

from pnr.model.booking import Message, Response
from pnr.model.flight import FlightLeg
from pnr.wire.dates import list_time
from pnr.wire.edifact import elements
from pnr.wire.faults import Faults
from pnr.wire.header import Header
from pnr.wire.interchange import RawMessage
from pnr.wire.paxlst_people import at
from pnr.wire.pnrgov_flight import number_parts, pushed

_LONGEST_TEXT = 2000
_TRAVELLER = {"0": "ok", "1": "no_board", "2": "advisory", "3": "unknown", "4": "insufficient"}


def status_of(code: str, level: str) -> str:
    """Return the meaning of a result code (9321); what is not known is never taken as cleared."""
    code = code.strip().upper()
    if len(code) == 2 and not code.isdecimal() and code[0] in _TRAVELLER:
        return _TRAVELLER[code[0]]
    if level == "header" and code in {"0", "1"}:
        return "accepted" if code == "0" else "rejected"
    if code.isdecimal() and len(code) <= 3:
        return "error"
    return "unknown"


def read_cusres(raw: RawMessage, header: Header, faults: Faults) -> Message:
    """Read a CUSRES: one response per ERP group, several legs, header and traveller level."""
    document = transaction = ""
    legs: list[dict[str, str]] = []
    responses: list[dict[str, str]] = []
    for index in range(raw.first + 1, raw.last):
        parts = elements(raw.tokens.segments[index])
        tag = parts[0][0][:3]
        if tag == "BGM":
            document = at(parts, 1)
        elif tag == "ERP":
            level = "header" if at(parts, 1) == "1" else "traveller"
            responses.append({"level": level, "index": str(index)})
        elif tag == "RFF":
            transaction = _reference(parts, legs, responses) or transaction
        elif tag in {"DTM", "LOC"} and legs and not responses:
            _leg(parts, legs[-1], header)
        elif tag == "ERC" and len(responses[-1].get("code", "") if responses else "") < _LONGEST_TEXT:
            if not responses:
                responses.append({"level": "header", "index": str(index)})
            responses[-1]["code"] = " ".join(
                part for part in (responses[-1].get("code", ""), at(parts, 1)) if part
            )
        elif tag == "FTX" and responses and len(responses[-1].get("text", "")) < _LONGEST_TEXT:
            text = " ".join(part.strip() for part in parts[4] if part.strip()) if len(parts) > 4 else ""
            responses[-1]["text"] = " ".join(part for part in (responses[-1].get("text", ""), text) if part)
    answers = tuple([_response(one, faults) for one in responses])
    return header.message(
        function=document,
        document_code=document,
        transaction_reference=transaction,
        legs=tuple([_frozen(leg) for leg in legs]),
        responses=answers,
        complete=header.single and raw.closed,
    )


def _reference(parts: list[list[str]], legs: list[dict[str, str]], responses: list[dict[str, str]]) -> str:
    qualifier, value = at(parts, 1).upper(), at(parts, 1, 1)
    if qualifier == "TN" and not responses:
        return value
    if qualifier == "AF":
        legs.append({"flight": value})
    elif responses and qualifier == "AVF":
        responses[-1].setdefault("locator", value)
    elif responses and qualifier == "ABO":
        responses[-1].setdefault("reference", value)
    return ""


def _leg(parts: list[list[str]], leg: dict[str, str], header: Header) -> None:
    qualifier = at(parts, 1)
    if qualifier in {"189", "232"}:
        leg.setdefault(qualifier, list_time(at(parts, 1, 1), at(parts, 1, 2), header.prepared_day))
    elif qualifier in {"125", "87", "92", "130"}:
        place = qualifier if qualifier in {"125", "87"} else ("87" if "125" in leg else "125")
        leg.setdefault(place, at(parts, 2).upper())


def _frozen(leg: dict[str, str]) -> FlightLeg:
    text = leg.get("flight", "").upper().replace(" ", "")
    digits = 3 if text[:3].isalpha() and len(text) > 3 else 2
    number, suffix = number_parts(text[digits:])
    return FlightLeg(
        text[:digits],
        number,
        suffix,
        leg.get("125", ""),
        leg.get("87", ""),
        leg.get("189", ""),
        leg.get("232", ""),
    )


def _response(one: dict[str, str], faults: Faults) -> Response:
    code = one.get("code", "")
    status = status_of(code.partition(" ")[0], one["level"])
    if not code:
        faults.add("response.code_missing", int(one["index"]))
    elif status == "unknown":
        faults.add("response.code_unknown", int(one["index"]), result=code[:5])
    return Response(
        one.get("reference", ""),
        one.get("locator", ""),
        code,
        one.get("text", ""),
        level=one["level"],
        status=status,
    )


def read_ackres(raw: RawMessage, header: Header, faults: Faults) -> Message:
    """Read an ACKRES (and the head of a GOVREQ): function, flight where given, application errors."""
    function = response = ""
    legs: list[FlightLeg] = []
    responses: list[Response] = []
    for index in range(raw.first + 1, raw.last):
        text = raw.tokens.segments[index]
        parts = elements(text)
        tag = parts[0][0][:3]
        if tag == "MSG":
            function, response = at(parts, 1, 1) or at(parts, 1), at(parts, 2)
        elif tag == "TVL":
            leg, notes = pushed(text, header.prepared_day)
            legs.append(leg)
            for code, element in notes:
                faults.add(code, index, element)
        elif tag == "RCI":
            responses.append(Response(locator=at(parts, 1, 1), level="traveller"))
        elif tag == "ERC":
            result = at(parts, 1)
            responses.append(Response(code=result, level="header", status=status_of(result, "header")))
    return header.message(
        function=function,
        document_identifier=response,
        legs=tuple(legs),
        responses=tuple(responses),
        complete=header.single and raw.closed,
    )

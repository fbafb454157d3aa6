"""Writes what a government says to a carrier: ACKRES, CUSRES and GOVREQ.

A result code never carries its reason, and nothing is sent unless the unit has agreed it with the carrier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pnr.model.booking import Response
from pnr.model.flight import FlightLeg
from pnr.wire.writer import Outgoing, body_date, interchange, list_date, plain, segment


def write_ackres(envelope: Outgoing, errors: Sequence[str] = (), *, response: str = "") -> bytes:
    """Return an ACKRES. `errors` are application errors (9321); none means the push was accepted.

    `envelope.version` and `access_reference` are those of the push.
    """
    body = [segment("MSG", ["", "23"], response), *[segment("ERC", code) for code in errors]]
    return interchange("ACKRES", body, _versioned(envelope, "15:1"))


def write_cusres(
    envelope: Outgoing,
    legs: Sequence[FlightLeg],
    responses: Sequence[Response],
    *,
    transaction: str,
    document: str = "962",
) -> bytes:
    """Return a CUSRES: 962 answers a list, 132 is unsolicited, 312 acknowledges one.

    References of the message and the transaction echo the request; both dates precede both places.
    """
    body = [segment("BGM", document), segment("RFF", ["TN", transaction])]
    for leg in legs:
        body.append(segment("RFF", ["AF", f"{leg.carrier}{leg.number}{leg.suffix}"]))
        for qualifier, iso in (("189", leg.departure), ("232", leg.arrival)):
            if len(iso) >= 16:
                body.append(segment("DTM", [qualifier, f"{list_date(iso)}{iso[11:13]}{iso[14:16]}", "201"]))
        body.append(segment("LOC", "125", leg.origin))
        body.append(segment("LOC", "87", leg.destination))
    for one in responses:
        body.append(segment("ERP", "1" if one.level == "header" else "2"))
        if one.locator:
            body.append(segment("RFF", ["AVF", one.locator]))
        if one.reference:
            body.append(segment("RFF", ["ABO", one.reference]))
        body.append(segment("ERC", one.code))
        if one.text:
            body.append(segment("FTX", "AAP", "", "", plain(one.text)))
    return interchange("CUSRES", body, _versioned(envelope, "D:05B"))


def write_govreq(
    envelope: Outgoing, leg: FlightLeg | None = None, locator: str = "", *, function: str = "43"
) -> bytes:
    """Return a GOVREQ asking for one flight, or one record of it. Function codes are agreed bilaterally."""
    body = [segment("MSG", ["", function]), segment("ORG", envelope.sender)]
    if leg is not None:
        body.append(
            segment(
                "TVL",
                [*body_date(leg.departure)],
                leg.origin,
                leg.destination,
                leg.carrier,
                leg.number + leg.suffix,
            )
        )
    if locator:
        body.append(segment("RCI", ["", locator]))
    return interchange("GOVREQ", body, _versioned(envelope, "15:1"))


def _versioned(envelope: Outgoing, version: str) -> Outgoing:
    return envelope if envelope.version else replace(envelope, version=version)

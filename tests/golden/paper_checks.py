"""Maps the checks of other people's example papers (`what`, `at`) to what our readers give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pnr.paper.bcbp import BoardingPass, PassLeg
from pnr.paper.mrz import Zone


def _check(part: str) -> Callable[[Zone], object]:
    return lambda zone: next((one.passes for one in zone.checks if one.part == part), None)


ZONE: dict[str, Callable[[Zone], object]] = {
    "document.type": lambda z: z.document_type,
    "document.issuing_country": lambda z: z.issuer,
    "document.number": lambda z: z.number,
    "document.personal_number": lambda z: z.personal_number,
    "passenger.nationality": lambda z: z.nationality,
    "passenger.gender": lambda z: z.sex,
    "passenger.last_name": lambda z: z.surname,
    "passenger.first_name": lambda z: z.given,
    "mrz.birth_date_raw": lambda z: z.birth_received,
    "mrz.expiry_raw": lambda z: z.expiry_received,
    "mrz.format": lambda z: z.format.replace("-", ""),
    "mrz.valid": lambda z: z.valid,
    **{f"mrz.check.{part}": _check(part) for part in ("number", "birth", "expiry", "personal", "composite")},
}
PASS: dict[str, Callable[[BoardingPass], object]] = {
    "bcbp.legs": lambda p: len(p.legs),
    "bcbp.version": lambda p: p.version,
    "bcbp.passenger_description": lambda p: p.passenger_description,
    "bcbp.source_checkin": lambda p: p.check_in_source,
    "bcbp.source_issuance": lambda p: p.issuance_source,
    "bcbp.issue_date_julian": lambda p: p.issued_received,
    "bcbp.document_type": lambda p: p.document_type,
    "bcbp.issuer": lambda p: p.issuer,
    "bcbp.security_type": lambda p: p.security_type,
    "bcbp.security_length": lambda p: p.security_length,
    "bag.tag": lambda p: p.bag_tags[0] if p.bag_tags else "",
    "passenger.name": lambda p: p.name_received,
    "passenger.last_name": lambda p: p.surname,
    "passenger.first_name": lambda p: p.given,
    "ticket.electronic": lambda p: p.electronic_ticket,
}
LEG: dict[str, Callable[[PassLeg], object]] = {
    "pnr.locator": lambda leg: leg.locator,
    "flight.departure_airport": lambda leg: leg.origin,
    "flight.arrival_airport": lambda leg: leg.destination,
    "flight.carrier": lambda leg: leg.carrier,
    "flight.number": lambda leg: leg.number_received,
    "flight.day_of_year": lambda leg: leg.day_of_year,
    "flight.date": lambda leg: leg.date,
    "flight.marketing_carrier": lambda leg: leg.marketing_carrier,
    "cabin": lambda leg: leg.cabin,
    "passenger.seat": lambda leg: leg.seat_received,
    "passenger.status": lambda leg: leg.status,
    "checkin.sequence": lambda leg: leg.sequence,
    "ticket.airline_numeric": lambda leg: leg.ticket_airline,
    "ticket.serial": lambda leg: leg.ticket_serial,
    "bcbp.selectee": lambda leg: leg.selectee,
    "bcbp.doc_verification": lambda leg: leg.document_verification,
    "frequent_flyer.airline": lambda leg: leg.frequent_flyer_airline,
    "frequent_flyer.number": lambda leg: leg.frequent_flyer_number,
    "bag.allowance": lambda leg: leg.bag_allowance,
    "bcbp.fast_track": lambda leg: leg.fast_track,
    "bcbp.airline_data": lambda leg: leg.private,
}


def value_of(paper: object, what: str, at: Mapping[str, Any]) -> object:
    """Return what our reading gives for one check; raises `KeyError` for a check nobody mapped."""
    if isinstance(paper, Zone):
        return ZONE[what](paper)
    assert isinstance(paper, BoardingPass)
    return PASS[what](paper) if what in PASS else LEG[what](paper.legs[at.get("leg", 0)])

"""Writes PAXLST from the records of the model: batch and interactive lists, crew lists, close-out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pnr.model.flight import FlightLeg
from pnr.model.traveller import Bag, Document, Name, Traveller
from pnr.wire.edifact import STANDARD, Dialect
from pnr.wire.pnrgov_checkin import stepped
from pnr.wire.writer import Outgoing, interchange, list_date, plain, segment, teletype

_ROLES = {"crew": "FM", "transit": "DDU", "transit-crew": "DDT"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is: BGM document and identifier, transaction reference, reporting party, total on board.

    `document` 745 is a passenger list, 250 a crew list, 266 a change of status with CLOB, CLNB, CL or XF.
    """

    document: str = "745"
    identifier: str = ""
    transaction: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    total: int | None = None


LISTING = Listing()


def write_paxlst(
    legs: Sequence[FlightLeg],
    travellers: Sequence[Traveller],
    envelope: Outgoing,
    listing: Listing = LISTING,
    *,
    dialect: Dialect = STANDARD,
) -> bytes:
    """Return one interchange with one PAXLST. The first leg crosses the border (LOC 125, 87)."""
    body = [segment("BGM", listing.document, listing.identifier)]
    if listing.transaction:
        body.append(segment("RFF", ["TN", listing.transaction]))
    if listing.contact:
        body.append(segment("NAD", "MS", "", "", plain(listing.contact)))
    reach = [
        [number, kind] for number, kind in ((listing.phone, "TE"), (teletype(listing.email), "EM")) if number
    ]
    if reach:
        body.append(segment("COM", *reach))
    for number, leg in enumerate(legs):
        body.extend(_leg(leg, border=number == 0))
    closing = listing.document == "266"
    for one in travellers:
        body.extend(_closed(one) if closing else _traveller(one))
    total = len(travellers) if listing.total is None else listing.total
    if listing.identifier != "XF":
        body.append(segment("CNT", ["41" if listing.document == "250" else "42", str(total)]))
    if not envelope.version:
        envelope = replace(envelope, version="D:05B")
    return interchange("PAXLST", body, envelope, dialect)


def _leg(leg: FlightLeg, *, border: bool) -> list[str]:
    def when(qualifier: str, iso: str) -> list[str]:
        if not iso:
            return []
        text = list_date(iso) + (iso[11:13] + iso[14:16] if len(iso) >= 16 else "")
        return [segment("DTM", [qualifier, text, "201"] if len(iso) >= 16 else [qualifier, text])]

    return [
        segment("TDT", "20", f"{leg.carrier}{leg.number}{leg.suffix}", "", "", leg.carrier),
        segment("LOC", "125" if border else "92", leg.origin),
        *when("189", leg.departure),
        segment("LOC", "87" if border else "92", leg.destination),
        *when("232", leg.arrival),
    ]


def _closed(one: Traveller) -> list[str]:
    out = [segment("NAD", "ZZZ")]
    out.extend(segment("RFF", ["AVF", locator]) for locator in one.locators)
    if one.unique_reference:
        out.append(segment("RFF", ["ABO", one.unique_reference]))
    return out


def _name(name: Name) -> list[str]:
    if name.received:
        return [plain(part) for part in name.received.split("/", 2)]
    return [plain(part) for part in (name.surname, name.given, name.middle)]


def _traveller(one: Traveller) -> list[str]:
    place = next(iter(one.addresses), None)
    address: list[str] = []
    if place is not None:
        address = [plain(place.street), plain(place.city), plain(place.region), place.postcode, place.country]
    out = [segment("NAD", _ROLES.get(one.kind, "FL"), "", "", _name(one.name), *address)]
    if one.sex:
        out.append(segment("ATT", "2", "", one.sex))
    if one.birth:
        out.append(segment("DTM", ["329", list_date(one.birth)]))
    out.extend(_bags(one.bags))
    if one.verified:
        out.append(segment("GEI", "4", one.verified))
    for qualifier, place_ in (
        ("22", one.clearance),
        ("174", one.residence),
        ("178", one.embarkation),
        ("179", one.debarkation),
    ):
        if place_ and not (qualifier == "174" and place is not None and place.country == place_):
            out.append(segment("LOC", qualifier, place_))
    if one.birth_place:
        city, _, country = one.birth_place.rpartition(" ")
        out.append(segment("LOC", "180", country, ["", "", "", plain(city)]))
    reach = [
        [teletype(c.value) if c.kind == "email" else c.value, {"email": "EM", "fax": "FX"}.get(c.kind, "TE")]
        for c in one.contacts
    ]
    if reach:
        out.append(segment("COM", *reach))
    if one.crew_duty:
        out.append(segment("EMP", "1", [one.crew_duty, "110", "111"]))
    if one.nationality:
        out.append(segment("NAT", "2", one.nationality))
    out.extend(_references(one))
    for document in one.documents:
        out.extend(_document(document))
    return out


def _references(one: Traveller) -> list[str]:
    pairs = [("AVF", locator) for locator in one.locators]
    pairs += [("ABO", one.unique_reference), ("SEA", one.seats[0].number if one.seats else "")]
    pairs += [("AEA", one.government_reference), ("CR", one.customer_reference)]
    pairs += [("YZY", f"{t.number}C{t.coupon}" if t.coupon else t.number) for t in one.tickets]
    return [segment("RFF", [qualifier, value]) for qualifier, value in pairs if value]


def _document(document: Document) -> list[str]:
    out = [segment("DOC", [document.kind, "110", "ZZZ"], document.number)]
    if document.expiry:
        out.append(segment("DTM", ["36", list_date(document.expiry)]))
    if document.issued:
        out.append(segment("DTM", ["182", list_date(document.issued)]))
    if document.issuer:
        out.append(segment("LOC", "91", document.issuer))
    return out


def _bags(bags: Sequence[Bag]) -> list[str]:
    if not bags:
        return []
    out: list[str] = []
    pieces = sum(bag.pieces for bag in bags)
    weight = sum(bag.weight for bag in bags)
    if pieces:
        out.append(segment("MEA", "CT", "", ["", str(pieces)]))
    if weight:
        out.append(segment("MEA", "WT", "", ["LBR" if bags[0].unit == "lb" else "KGM", f"{weight:g}"]))
    tags = [bag.tag for bag in bags if bag.tag]
    while tags:
        run = 1
        while run < len(tags) and tags[run] == stepped(tags[0], run):
            run += 1
        out.append(segment("FTX", "BAG", "", "", [tags[0], str(run)] if run > 1 else tags[0]))
        tags = tags[run:]
    return out

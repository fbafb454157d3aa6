"""A person of a passenger list (PAXLST segment groups 4 and 5): read as a bag of segments, then weighed."""

from __future__ import annotations

import re

from pnr.model.flight import FlightLeg
from pnr.model.traveller import Address, Bag, Contact, Document, Seat, Ticket, Traveller
from pnr.wire import contacts
from pnr.wire.dates import Moment, birth_list, expiry_list
from pnr.wire.documents import coded, full_name
from pnr.wire.faults import Faults, shown
from pnr.wire.pnrgov_checkin import stepped

_TICKET = re.compile(r"(?P<number>\d{10,14})(?:[C/](?P<coupon>\d))?")
_RANK = {"P": 0, "IP": 1, "I": 2, "C": 2, "A": 2, "AC": 3, "F": 5, "V": 6}
_MERGED = (
    "sex birth nationality residence birth_place embarkation debarkation clearance verified duty customer "
    "government seat surname given"
).split()
_MOST_BAGS = 99
_VERIFIED = {"173": "173", "174": "174"}
_COM_KINDS = {"TE": "phone", "AL": "phone", "FX": "fax", "EM": "email"}


def at(parts: list[list[str]], element: int, component: int = 0) -> str:
    """Return a component trimmed, empty where it is absent."""
    return (
        parts[element][component].strip() if len(parts) > element and len(parts[element]) > component else ""
    )


class _Document:
    __slots__ = ("expiry", "issued", "issuer", "kind", "number")

    def __init__(self, kind: str, number: str) -> None:
        self.kind, self.number = kind, number
        self.expiry = self.issued = self.issuer = ""


class Person:
    """One NAD group."""

    def __init__(self, parts: list[list[str]], index: int, kind: str, faults: Faults) -> None:
        self.index = index
        self.kind = kind
        self.faults = faults
        name = [part.strip() for part in parts[4]] if len(parts) > 4 else []
        name = [part for part in name if part] if name and not name[0] else name
        self.surname = name[0] if name else ""
        self.given = name[1] if len(name) > 1 else ""
        self.middle = " ".join(part for part in name[2:] if part)
        self.address = self._address(parts)
        self.sex = self.birth = self.nationality = self.residence = self.birth_place = ""
        self.embarkation = self.debarkation = self.clearance = ""
        self.verified = self.duty = self.unique = self.customer = self.government = self.seat = ""
        self.pieces = 0
        self.weight, self.unit = 0.0, ""
        self.tags: list[str] = []
        self.locators: dict[str, None] = {}
        self.tickets: list[Ticket] = []
        self.contacts: list[Contact] = []
        self.documents: list[_Document] = []
        self.loose = _Document("", "")  # DTM 36 and LOC 91 that stand before any DOC

    @staticmethod
    def _address(parts: list[list[str]]) -> Address | None:
        street = " ".join(part.strip() for part in parts[5] if part.strip()) if len(parts) > 5 else ""
        city, postcode, country = at(parts, 6), at(parts, 8), coded(at(parts, 9))
        region = at(parts, 7) or at(parts, 7, 3)
        if not (street or city or postcode or country or region):
            return None
        return Address("residence", street, city, region, postcode, country)

    def read(self, tag: str, parts: list[list[str]], index: int) -> None:
        """Read one segment of the group."""
        reader = _READERS.get(tag)
        if reader is None:
            self.faults.once("segment.unknown", index, tag=shown(tag), type="PAXLST")
            return
        reader(self, parts, index)

    def att(self, parts: list[list[str]], _index: int) -> None:
        value = at(parts, 3) or at(parts, 2)
        self.sex = self.sex or coded(value)[:1]

    def dtm(self, parts: list[list[str]], _index: int) -> None:
        qualifier, value = at(parts, 1), at(parts, 1, 1)
        if qualifier == "329":
            self.birth = self.birth or value
            return
        document = self.documents[-1] if self.documents else self.loose
        if qualifier == "36":
            document.expiry = document.expiry or value
        elif qualifier == "182":
            document.issued = document.issued or value

    def mea(self, parts: list[list[str]], _index: int) -> None:
        value = at(parts, 3, 1) or at(parts, 3)
        value = value.replace(",", ".")
        if at(parts, 1) == "CT" and value.isdecimal() and len(value) < 4:
            self.pieces = int(value)
        elif at(parts, 1) == "WT" and len(value) < 8 and value.replace(".", "", 1).isdecimal():
            self.weight = float(value)
            self.unit = "lb" if at(parts, 3).startswith(("LB", "L")) else "kg"

    def gei(self, parts: list[list[str]], _index: int) -> None:
        value = at(parts, 2) or (at(parts, 1) if len(at(parts, 1)) == 3 else "")
        self.verified = _VERIFIED.get(value, self.verified)

    def ftx(self, parts: list[list[str]], index: int) -> None:
        if at(parts, 1) != "BAG":
            return
        tag, count = coded(at(parts, 4)).replace(" ", ""), at(parts, 4, 1)
        if not tag or tag == "0":
            return
        number = int(count) if count.isdecimal() and len(count) < 4 else 1
        if number > 1 and not tag[-1:].isdecimal():
            self.faults.add("bag.tag_unreadable", index, "4.1")
            number = 1
        room = max(0, _MOST_BAGS - len(self.tags))
        self.tags.extend(stepped(tag, step) for step in range(min(max(number, 1), room)))

    def loc(self, parts: list[list[str]], index: int) -> None:
        qualifier, place = at(parts, 1), coded(at(parts, 2))
        if qualifier == "178":
            self.embarkation = self.embarkation or place
        elif qualifier == "179":
            self.debarkation = self.debarkation or place
        elif qualifier == "22":
            self.clearance = self.clearance or place
        elif qualifier == "174":
            self.residence = self.residence or place
        elif qualifier == "180":
            self.birth_place = self.birth_place or _birth_place(parts)
        elif qualifier == "91":
            document = self.documents[-1] if self.documents else self.loose
            document.issuer = document.issuer or place or coded(at(parts, 2, 3))
        else:
            self.faults.add("location.qualifier_unknown", index, "1", qualifier=qualifier[:3])

    def com(self, parts: list[list[str]], _index: int) -> None:
        for element in parts[1:]:
            value, kind = element[0].strip(), element[1].strip() if len(element) > 1 else ""
            if _COM_KINDS.get(kind) == "email" or "@" in value or "//" in value:
                found = contacts.email(value)
                if found:
                    self.contacts.append(Contact("email", found, "traveller", "COM", value))
            else:
                found = contacts.phone(value)
                if found:
                    self.contacts.append(
                        Contact(_COM_KINDS.get(kind, "phone"), found, "traveller", "COM", value)
                    )

    def emp(self, parts: list[list[str]], _index: int) -> None:
        self.duty = self.duty or at(parts, 2)
        if self.duty[:2] == "CR" and not self.kind:
            self.kind = "crew"

    def nat(self, parts: list[list[str]], _index: int) -> None:
        if at(parts, 1) in {"2", ""} or not self.nationality:
            self.nationality = coded(at(parts, 2)) or self.nationality

    def rff(self, parts: list[list[str]], index: int) -> None:
        qualifier, value = at(parts, 1).upper(), at(parts, 1, 1)
        if not value:
            return
        if qualifier == "AVF":
            self.locators[value] = None
        elif qualifier == "ABO":
            self.unique = self.unique or value
        elif qualifier == "SEA":
            self.seat = self.seat or value
        elif qualifier == "AEA":
            self.government = self.government or value
        elif qualifier == "CR":
            self.customer = self.customer or value
        elif qualifier == "YZY":
            match = _TICKET.match(value.replace("-", ""))
            if match is not None:
                self.tickets.append(Ticket(match.group("number"), "T", coupon=match.group("coupon") or ""))
            else:
                self.tickets.append(Ticket(value, "T"))
        else:
            self.faults.once("reference.qualifier_unknown", index, "1.1", qualifier=qualifier[:3])

    def doc(self, parts: list[list[str]], index: int) -> None:
        kind, number = coded(at(parts, 1)), coded(at(parts, 2)).replace(" ", "")
        if not kind and number:
            self.faults.add("document.kind_missing", index, "1.1")
        if not number:
            self.faults.add("document.number_missing", index, "2.1")
        document = _Document(kind, number)
        if not self.documents:
            document.expiry, document.issued, document.issuer = (
                self.loose.expiry,
                self.loose.issued,
                self.loose.issuer,
            )
        self.documents.append(document)

    def ignored(self, _parts: list[list[str]], _index: int) -> None:
        """Segments of the group that air lists do not use."""

    # one person

    def key(self, moment: Moment) -> tuple[str, ...]:
        """Return what two entries of one person share: the carrier's reference, or name, birth and seat."""
        if self.unique:
            return ("abo", self.unique)
        birth = birth_list(self.birth, moment)
        if not (self.surname and birth and (self.seat or self.locators)):
            return ()
        where = self.seat if self.seat and any(char.isdecimal() for char in self.seat) else ""
        if not where:
            return ()
        return ("name", self.surname, self.given, birth, where)

    def merge(self, other: Person) -> None:
        """Take what another entry of the same person adds: documents, places, references."""
        known = {document.number for document in self.documents}
        self.documents.extend(document for document in other.documents if document.number not in known)
        self.tickets = list(dict.fromkeys((*self.tickets, *other.tickets)))
        self.locators.update(other.locators)
        self.tags = list(dict.fromkeys((*self.tags, *other.tags)))
        for field in _MERGED:
            if not getattr(self, field):
                setattr(self, field, getattr(other, field))

    def freeze(self, moment: Moment, boarded: str, leg: FlightLeg) -> Traveller:
        """Return the record."""
        if not (self.surname or self.given) and not (self.unique or self.locators):
            self.faults.add("traveller.name_missing", self.index, "4.1")
        name = full_name(self.surname, self.given, self.middle)
        birth = birth_list(self.birth, moment)
        if self.birth and not birth:
            self.faults.add("document.birth_invalid", self.index)
        documents = tuple([self._document(one, moment) for one in self._weighed()])
        route = f"{leg.origin}-{leg.destination}" if leg.origin or leg.destination else ""
        seat = self.seat.strip().lstrip("0").upper()
        return Traveller(
            unique_reference=self.unique,
            kind=self.kind,
            name=name,
            birth=birth,
            sex=self.sex,
            nationality=self.nationality,
            residence=self.residence or (self.address.country if self.address is not None else ""),
            birth_place=self.birth_place,
            documents=documents,
            contacts=tuple(self.contacts),
            addresses=(self.address,) if self.address is not None else (),
            seats=(Seat(seat, "", route, "api"),) if seat else (),
            bags=self._bags(route),
            tickets=tuple(self.tickets),
            locators=tuple(self.locators),
            embarkation=self.embarkation,
            debarkation=self.debarkation,
            clearance=self.clearance,
            boarded=boarded,
            customer_reference=self.customer,
            government_reference=self.government,
            verified=self.verified,
            crew_duty=self.duty,
        )

    def _weighed(self) -> list[_Document]:
        """Return the documents with a number, the primary one first: a passport, else the first sent."""
        numbered = [one for one in self.documents if one.number]
        return sorted(numbered, key=lambda one: _RANK.get(one.kind, 4))

    def _document(self, one: _Document, moment: Moment) -> Document:
        expiry = expiry_list(one.expiry, moment)
        if one.expiry and not expiry:
            self.faults.add("document.expiry_invalid", self.index)
        return Document(
            kind=one.kind,
            number=one.number,
            issuer=one.issuer,
            expiry=expiry,
            issued=expiry_list(one.issued, moment),
        )

    def _bags(self, route: str) -> tuple[Bag, ...]:
        if not self.tags:
            if not (self.pieces or self.weight):
                return ()
            return (Bag("", self.pieces, self.weight, self.unit, "", "", route),)
        if self.pieces and self.pieces != len(self.tags):
            self.faults.add(
                "bag.count_contradicted", self.index, announced=self.pieces, counted=len(self.tags)
            )
        first = Bag(self.tags[0], 1, self.weight, self.unit, "", "", route)
        return (first, *[Bag(tag, 1, 0.0, self.unit, "", "", route) for tag in self.tags[1:]])


def _birth_place(parts: list[list[str]]) -> str:
    """Join city, region and country of LOC 180 in the order people say them."""
    country, text = at(parts, 2), at(parts, 2, 3)
    city, region = at(parts, 3, 3) or at(parts, 3), at(parts, 4, 3) or at(parts, 4)
    return " ".join(part for part in (text, city, region, country) if part)


_READERS = {
    "ATT": Person.att, "DTM": Person.dtm, "MEA": Person.mea, "GEI": Person.gei, "FTX": Person.ftx,
    "LOC": Person.loc, "COM": Person.com, "EMP": Person.emp, "NAT": Person.nat, "RFF": Person.rff,
    "DOC": Person.doc,
    **dict.fromkeys(("CPI", "QTY", "GID", "TDT", "AUT", "CTA"), Person.ignored),
}  # fmt: skip

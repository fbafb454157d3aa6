"""What is being read: mutable shapes a reader fills, frozen into records at the end."""

from __future__ import annotations

from typing import TypeVar

from pnr.model.booking import Payment
from pnr.model.traveller import (
    Address,
    Bag,
    CheckIn,
    Contact,
    Document,
    FrequentFlyer,
    Name,
    Seat,
    Ticket,
    Traveller,
)

_KINDS = {"A": "adult", "ADT": "adult", "F": "adult", "M": "adult", "C": "child", "CHD": "child",
          "CNN": "child",
          "CH": "child", "IN": "infant", "INF": "infant", "IS": "infant", "INS": "infant", "I": "",
          "UN": "child", "UM": "child", "UNN": "child", "UMN": "child"}  # fmt: skip


def kind_of(code: str) -> str:
    """Return the kind of traveller a type code means, empty where it says nothing we know."""
    return _KINDS.get(code, "")


T = TypeVar("T")


def _once(items: list[T]) -> tuple[T, ...]:
    """Return the items in order, what is repeated once."""
    return tuple(dict.fromkeys(items))


class TravellerDraft:
    """A traveller under construction."""

    __slots__ = (
        "accompanied", "addresses", "bags", "birth", "check_ins", "contacts", "documents", "fares", "flyers",
        "given", "index", "kind", "names", "nationality", "received", "reference", "residence", "seats",
        "sex", "surname", "tickets", "unique",
    )  # fmt: skip

    def __init__(self, surname: str, given: str, kind: str = "", reference: str = "", index: int = 0) -> None:
        self.surname = surname
        self.given = given
        self.kind = kind
        self.reference = reference
        self.index = index
        self.unique = ""
        self.accompanied = False
        self.birth = ""
        self.sex = ""
        self.nationality = ""
        self.residence = ""
        self.fares = ""
        self.documents: list[Document] = []
        self.contacts: list[Contact] = []
        self.addresses: list[Address] = []
        self.flyers: list[FrequentFlyer] = []
        self.seats: list[Seat] = []
        self.bags: list[Bag] = []
        self.tickets: list[TicketDraft | Ticket] = []
        self.check_ins: list[CheckIn] = []

    def freeze(self, name: Name, others: tuple[Name, ...], birth_place: str = "") -> Traveller:
        """Return the record."""
        return Traveller(
            self.reference,
            self.unique,
            self.kind,
            name,
            others,
            self.birth,
            self.sex,
            self.nationality,
            self.residence,
            birth_place,
            tuple(self.documents) if len(self.documents) < 2 else _once(self.documents),
            tuple(self.contacts) if len(self.contacts) < 2 else _once(self.contacts),
            tuple(self.addresses) if len(self.addresses) < 2 else _once(self.addresses),
            tuple(self.flyers) if len(self.flyers) < 2 else _once(self.flyers),
            tuple(self.seats) if len(self.seats) < 2 else _once(self.seats),
            tuple(self.bags) if len(self.bags) < 2 else _once(self.bags),
            tuple([one if isinstance(one, Ticket) else one.freeze(self.fares) for one in self.tickets]),
            tuple(self.check_ins) if len(self.check_ins) < 2 else _once(self.check_ins),
            (),
            "",
            "",
            "",
            "",
            self.accompanied,
        )


class TicketDraft:
    """A ticket under construction, with the payments sent under it."""

    __slots__ = (
        "base",
        "booklets",
        "calculation",
        "coupon",
        "currency",
        "issued",
        "kind",
        "number",
        "payments",
        "taxes",
        "total",
    )

    def __init__(self, number: str, kind: str = "", booklets: int = 1) -> None:
        self.number = number
        self.kind = kind
        self.booklets = booklets
        self.issued = ""
        self.base = ""
        self.total = ""
        self.currency = ""
        self.calculation = ""
        self.coupon = ""
        self.taxes: list[str] = []
        self.payments: list[Payment] = []

    def freeze(self, fare_basis: str = "") -> Ticket:
        """Return the record; the fare basis belongs to the traveller in PNRGOV."""
        return Ticket(
            self.number,
            self.kind,
            self.issued,
            self.booklets,
            self.base,
            self.total,
            self.currency,
            fare_basis,
            self.calculation,
            self.coupon,
            tuple(self.taxes),
        )


class LegDraft:
    """An itinerary line under construction."""

    __slots__ = ("status", "values")

    def __init__(self, values: list[str]) -> None:
        self.values = values  # in the order of ItineraryLeg's fields
        self.status = ""

    @property
    def route(self) -> str:
        """The leg as services and bags name it: GRU-LFW."""
        return f"{self.values[3]}-{self.values[4]}" if self.values[3] or self.values[4] else ""


class Checked:
    """One traveller of a check-in event (group 7), matched to a traveller of the booking at the end."""

    __slots__ = (
        "agent",
        "at",
        "bags",
        "cabin",
        "given",
        "index",
        "leg",
        "reference",
        "seat",
        "sequence",
        "surname",
        "tri",
    )

    def __init__(self, leg: str, at: str, agent: str, index: int) -> None:
        self.leg = leg
        self.at = at
        self.agent = agent
        self.index = index
        self.sequence = ""
        self.tri = ""  # reference in TRI, not always that of TIF
        self.reference = ""
        self.surname = ""
        self.given = ""
        self.seat = ""
        self.cabin = ""
        self.bags: list[Bag] = []

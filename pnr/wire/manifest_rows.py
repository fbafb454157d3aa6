"""Turn the rows of a manifest into travellers: a bad cell costs itself, a bad row only its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from pnr.gate_extract import email, phone
from pnr.model.flight import FlightLeg
from pnr.model.traveller import Bag, Contact, Document, FrequentFlyer, Name, Seat, Ticket, Traveller
from pnr.names_received import meant
from pnr.quality import Finding, severity
from pnr.shape import shape
from pnr.wire import manifest_cells as cells
from pnr.wire.manifest_columns import NAMES, Column, Layout, Meaning, letter
from pnr.wire.manifest_dates import Order, Use, looks_like_date, order, read_date
from pnr.wire.manifest_names import NameOrder, order_of, split
from pnr.wire.manifest_sheet import Row

_DECLARED = {Meaning.SURNAME_GIVEN: NameOrder.SURNAME_FIRST, Meaning.GIVEN_SURNAME: NameOrder.GIVEN_FIRST}
_TOTAL = re.compile(
    r"(?:GRAND )?(?:TOTAL|UKUPNO|ВКУПНО|УКУПНО|VKUPNO|TOPLAM|GESAMT|SUMME|GJITHSEJ|SUMA|END|PAX|CREW)\b.*",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"[A-Z0-9]{4,15}")


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A row without a traveller, the column at fault (from 0), and the fault."""

    row: Row
    column: int
    code: str


class Rows:
    """The people of one table. After `read`: what was refused, what is doubtful, notes for columns."""

    def __init__(self, found: Layout, leg: FlightLeg | None, today: date) -> None:
        self.found = found
        self.leg = leg
        self.today = today
        self.refused: list[Refused] = []
        self.doubtful: list[int] = []
        self.findings: list[Finding] = []
        self.notes: dict[int, str] = {}
        self.filled: dict[int, int] = {}
        self.name_order: NameOrder | None = None
        self._at = {column.meaning: column for column in found.columns}
        self._dates = {c.index: order(self._values(c)) for c in found.columns if c.meaning in _DATE_USE}
        self._orders()

    def read(self) -> tuple[Traveller, ...]:
        """Return a traveller for every row that names one, in the order of the table."""
        if not NAMES & set(self._at):
            return ()
        people: list[Traveller] = []
        for row in self.found.rows:
            if self._is_footer(row):
                continue
            person = self._person(row)
            if person is not None:
                people.append(person)
        return tuple(people)

    def samples(self, index: int, count: int) -> tuple[str, ...]:
        """Return the shapes of the first cells of a column, each shape once."""
        shapes = (shape(row.cells[index]) for row in self.found.rows[:200] if row.cells[index])
        return tuple(list(dict.fromkeys(shapes))[:count])

    def _values(self, column: Column) -> Sequence[str]:
        return [row.cells[column.index] for row in self.found.rows if row.cells[column.index]]

    def _orders(self) -> None:
        for index, decided in self._dates.items():
            if decided is not Order.DAY_FIRST or any(
                "." in v or "/" in v for v in self._values(self.found.columns[index])
            ):
                self.notes[index] = str(decided)
        for meaning in (Meaning.NAME, *_DECLARED):
            column = self._at.get(meaning)
            if column is None:
                continue
            declared = _DECLARED.get(meaning)
            self.name_order = order_of(self._values(column), declared)
            if self.name_order is NameOrder.ASSUMED:
                self.notes[column.index] = "order_assumed"
                self._note("manifest.name_order_assumed", 0, column.index)
            elif declared and self.name_order is not declared:
                self.notes[column.index] = "order_contradicted"
                self._note("manifest.name_order_contradicted", 0, column.index)
        for index, decided in self._dates.items():
            if decided in {Order.DAY_FIRST_ASSUMED, Order.MIXED}:
                self._note(f"manifest.{decided}", 0, index)

    def _is_footer(self, row: Row) -> bool:
        filled = [cell for cell in row.cells if cell]
        return (
            len(filled) <= 3
            and any(_TOTAL.fullmatch(cell) for cell in filled)
            and not self._cell(row, Meaning.DOCUMENT_NUMBER)
        )

    def _cell(self, row: Row, meaning: Meaning) -> str:
        column = self._at.get(meaning)
        return row.cells[column.index] if column is not None else ""

    def _note(self, code: str, row: int, column: int, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        self.findings.append(
            Finding(code, severity(code), segment="row", position=row, element=letter(column), params=pairs)
        )

    def _refuse(self, row: Row, column: int, code: str) -> None:
        self.refused.append(Refused(row, column, code))
        self._note(code, row.number, column)

    def _name(self, row: Row) -> tuple[Name, tuple[Name, ...]] | None:
        title = self._cell(row, Meaning.TITLE)
        for meaning in (Meaning.SURNAME_GIVEN, Meaning.GIVEN_SURNAME, Meaning.NAME):
            column = self._at.get(meaning)
            if column is None or self.name_order is None:
                continue
            value = row.cells[column.index]
            fault = _not_a_name(value)
            if fault:
                self._refuse(row, column.index, fault)
                return None
            parts = split(value, self.name_order)
            if parts.other is not None:
                self.doubtful.append(row.number)
                self._note("manifest.name_fits_both_ways", row.number, column.index)
            return parts.name, (parts.other,) if parts.other else ()
        surname, given = self._cell(row, Meaning.SURNAME), self._cell(row, Meaning.GIVEN)
        column = self._at.get(Meaning.SURNAME) or self._at[Meaning.GIVEN]
        fault = _not_a_name(surname or given) or (_not_a_name(given) if given else "")
        if fault:
            self._refuse(row, column.index, fault)
            return None
        whole = f"{given} {title}".strip() if title else given
        name = meant(surname, whole)
        middle = self._cell(row, Meaning.MIDDLE)
        return msgspec.structs.replace(name, middle=middle) if middle and not _not_a_name(
            middle
        ) else name, ()

    def _person(self, row: Row) -> Traveller | None:
        named = self._name(row)
        if named is None:
            return None
        name, others = named
        for column in self.found.columns:
            if row.cells[column.index]:
                self.filled[column.index] = self.filled.get(column.index, 0) + 1
        birth = self._date(row, Meaning.BIRTH)
        nationality = self._place(row, Meaning.NATIONALITY)
        sex = self._read(row, Meaning.SEX, cells.sex, "manifest.sex_unknown")
        document = self._document(row, nationality, birth, sex)
        seat = self._read(row, Meaning.SEAT, cells.seat, "seat.unreadable")
        ticket = self._read(row, Meaning.TICKET, cells.ticket, "manifest.ticket_unreadable")
        locator = self._cell(row, Meaning.LOCATOR).upper().replace(" ", "")
        cabin = self._cell(row, Meaning.CABIN).upper()
        return Traveller(
            reference=str(row.number),
            kind=cells.kind(self._cell(row, Meaning.KIND)),
            name=name,
            other_names=others,
            birth=birth,
            sex=sex,
            nationality=nationality,
            residence=self._place(row, Meaning.RESIDENCE),
            documents=tuple([one for one in (document, self._visa(row)) if one]),
            contacts=self._contacts(row),
            frequent_flyers=self._frequent_flyer(row),
            seats=(Seat(seat, cabin if len(cabin) == 1 else "", "", "manifest"),) if seat else (),
            bags=self._bags(row),
            tickets=(Ticket(number=ticket),) if ticket else (),
            locators=(locator,) if re.fullmatch(r"[A-Z0-9]{5,8}", locator) else (),
            embarkation=self.leg.origin if self.leg else "",
            debarkation=self.leg.destination if self.leg else "",
        )

    def _read(self, row: Row, meaning: Meaning, reader: Callable[[str], str], code: str) -> str:
        column = self._at.get(meaning)
        if column is None or not row.cells[column.index]:
            return ""
        value = reader(row.cells[column.index])
        if not value and row.cells[column.index] not in {"-", "/", "."}:
            self._note(code, row.number, column.index)
        return value

    def _date(self, row: Row, meaning: Meaning) -> str:
        column = self._at.get(meaning)
        if column is None or not row.cells[column.index]:
            return ""
        value = read_date(
            row.cells[column.index], self._dates[column.index], use=_DATE_USE[meaning], today=self.today
        )
        if not value and row.cells[column.index] not in {"-", "/", "."}:
            self._note("date.invalid", row.number, column.index)
        return value

    def _place(self, row: Row, meaning: Meaning) -> str:
        return self._read(row, meaning, cells.jurisdiction, "manifest.jurisdiction_unknown")

    def _document(self, row: Row, nationality: str, birth: str, sex: str) -> Document | None:
        column = self._at.get(Meaning.DOCUMENT_NUMBER)
        value = row.cells[column.index] if column else ""
        if column is None or not value:
            return None
        number = cells.document_number(value)
        if cells.rounded(value):
            self._note("manifest.number_rounded", row.number, column.index)
            return None
        if not _DOCUMENT.fullmatch(number):
            self._note("manifest.document_unreadable", row.number, column.index)
            return None
        kind = self._cell(row, Meaning.DOCUMENT_TYPE).upper()
        return Document(
            kind=kind
            if len(kind) <= 2
            else {"PASSPORT": "P", "PASOS": "P", "ID CARD": "I"}.get(cells.plain(kind), ""),
            number=number,
            issuer=self._place(row, Meaning.ISSUER),
            expiry=self._date(row, Meaning.EXPIRY),
            nationality=nationality,
            birth=birth,
            sex=sex,
        )

    def _visa(self, row: Row) -> Document | None:
        number = cells.document_number(self._cell(row, Meaning.VISA))
        return Document(kind="V", number=number) if _DOCUMENT.fullmatch(number) else None

    def _contacts(self, row: Row) -> tuple[Contact, ...]:
        found: list[Contact] = []
        for column in self.found.columns:
            value = row.cells[column.index]
            if not value or column.meaning not in {Meaning.PHONE, Meaning.EMAIL}:
                continue
            kind = "phone" if column.meaning is Meaning.PHONE else "email"
            read = phone(value) if kind == "phone" else email(value)
            if read:
                found.append(Contact(kind, read, "traveller", "manifest"))
        return tuple(found)

    def _frequent_flyer(self, row: Row) -> tuple[FrequentFlyer, ...]:
        found = re.fullmatch(
            r"([A-Z][A-Z0-9])?[\s-]*([A-Z0-9]{5,16})", self._cell(row, Meaning.FREQUENT_FLYER).upper()
        )
        return (FrequentFlyer(found[1] or "", found[2]),) if found else ()

    def _bags(self, row: Row) -> tuple[Bag, ...]:
        count = cells.pieces(self._cell(row, Meaning.BAGS))
        heavy = cells.weight(self._cell(row, Meaning.BAG_WEIGHT))
        tags = [
            tag
            for column in self.found.columns
            if column.meaning is Meaning.BAG_TAG
            for tag in re.findall(r"\b(?:[A-Z0-9]{2}\s?)?\d{6,10}\b", row.cells[column.index].upper())
        ]
        total, unit = heavy or (0.0, "")
        if tags:
            return tuple([Bag(tag=tag.replace(" ", ""), pieces=1) for tag in tags])
        if not count and not total:
            return ()
        return (Bag(pieces=count or 1, weight=total, unit=unit),)


_DATE_USE = {Meaning.BIRTH: Use.BIRTH, Meaning.EXPIRY: Use.EXPIRY, Meaning.FLIGHT_DATE: Use.TRAVEL}


def _not_a_name(value: str) -> str:
    """Return the fault of a cell where a name belongs, empty when it may be one."""
    if not any(c.isalpha() for c in value):
        if not value.strip("-./ "):
            return "manifest.name_missing"
        return "manifest.row_shifted"
    if cells.seat(value) or looks_like_date(value) or sum(c.isdigit() for c in value) > 2:
        return "manifest.row_shifted"
    return ""

"""One booking of a PNRGOV message: a machine of contexts, not a grammar.

Senders put segments out of order, leave mandatory ones out and invent others. So each segment is given to the
innermost group that is open and can own it (PNRGOV guide, groups 1-12), and a segment nobody can own costs
itself only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pnr.model.booking import Agency, Change, Locator, Payment, Remark, Split
from pnr.model.traveller import Address, Contact
from pnr.wire import pnrgov_checkin, pnrgov_contact, pnrgov_fares, pnrgov_legs, pnrgov_people
from pnr.wire.dates import body_iso, clock_is_valid, stamped
from pnr.wire.drafts import Checked, LegDraft, TicketDraft, TravellerDraft
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.faults import Faults, shown
from pnr.wire.pnrgov_context import (
    BOOKING,
    CHECK_IN,
    CHECKED,
    FLIGHT,
    HISTORY,
    OTHER,
    PAYMENT,
    SPLIT,
    TICKET,
    WIDE,
    Frame,
    ServiceDraft,
)


class BookingReader:
    """Reads the segments of one booking in order; `pnr.wire.pnrgov_finish` freezes what it gathered."""

    __slots__ = (
        "addresses", "agency", "at", "changed", "changes", "checked", "contacts", "context", "empty_origin",
        "event", "event_agent", "event_at", "excess", "extra_seats", "faults", "first", "frame", "group",
        "group_size", "history_act", "history_agent", "history_at", "known_locators", "leg", "legs",
        "locators", "loose_payments", "loose_tickets", "named", "near", "payments", "pending_calculation",
        "references", "remarks", "services", "split_size", "splits", "ticket", "ticketed", "traveller",
        "travellers",
    )  # fmt: skip

    def __init__(self, frame: Frame, faults: Faults) -> None:
        self.frame = frame
        self.faults = faults
        self.near = frame.moment.prepared or frame.moment.departure
        self.at = 0  # index of the segment being read
        self.first = 0  # index of the first segment
        self.context: int = BOOKING
        self.locators: list[Locator] = []
        self.known_locators: set[tuple[str, str]] = set()
        self.changed = ""
        self.ticketed = ""
        self.agency: Agency | None = None
        self.empty_origin = False
        self.group = ""
        self.group_size = 0
        self.excess = ""
        self.travellers: list[TravellerDraft] = []
        self.traveller: TravellerDraft | None = None
        self.named: dict[tuple[str, str], TravellerDraft] = {}  # the first of each name
        self.references: dict[str, TravellerDraft] = {}
        self.ticket: TicketDraft | None = None
        self.legs: list[LegDraft] = []
        self.leg: LegDraft | None = None
        self.services: list[ServiceDraft] = []
        self.remarks: list[Remark] = []
        self.contacts: list[Contact] = []
        self.addresses: list[Address] = []
        self.loose_tickets: list[TicketDraft] = []
        self.loose_payments: list[Payment] = []
        self.payments: list[Payment] = []
        self.splits: list[Split] = []
        self.split_size = 0
        self.changes: list[Change] = []
        self.checked: list[Checked] = []
        self.event: Checked | None = None
        self.event_at = ""
        self.event_agent = ""
        self.history_at = ""
        self.history_agent = ""
        self.history_act = ""
        self.extra_seats = 0
        self.pending_calculation: tuple[TravellerDraft, str] | None = None

    def read(self, segments: list[str], first: int) -> None:
        """Read the booking's segments; `first` is the index of the first of them in the tokens."""
        handlers = _HANDLERS
        self.at = first - 1
        for text in segments:
            self.at += 1
            try:
                handlers[text[:3]](self, text)
            except KeyError:
                self.faults.once("segment.unknown", self.at, tag=shown(text), type="PNRGOV")
            except Exception:  # noqa: BLE001  # whatever one segment holds, it costs itself only
                self.faults.add("segment.unreadable", self.at, tag=shown(text))

    def rci(self, text: str) -> None:
        for composite in text.split(ELEMENT)[1:]:
            parts = composite.split(COMPONENT)
            size = len(parts)
            code = parts[1] if size > 1 else ""
            if not code:
                continue
            company, kind = parts[0], parts[2] if size > 2 else ""
            day, clock = parts[3] if size > 3 else "", parts[4] if size > 4 else ""
            if len(kind) > 2 and kind.isdecimal():
                kind, day, clock = "", kind, day
            if self.context == SPLIT:
                self.splits.append(Split(code, company, self.split_size))
                continue
            if (company, code) not in self.known_locators:
                self.known_locators.add((company, code))
                self.locators.append(Locator(company, code, kind, self.time(day, clock)))

    def time(self, day: str, clock: str, element: str = "") -> str:
        """Read a body date and time; a fault is noted for what is no date."""
        if not day:
            return ""
        iso, reversed_order = body_iso(day, self.near)
        if not iso:
            self.faults.add("date.invalid", self.at, element)
            return ""
        if reversed_order:
            self.faults.once("date.order_reversed", self.at, element)
        if clock and not clock_is_valid(clock):
            self.faults.add("time.invalid", self.at, element)
        return stamped(iso, clock)

    def dat(self, text: str) -> None:
        dates = self.frame.dates.get(text)
        if dates is None:
            dates = self.frame.dates[text] = dates_of(text, self.near)
        if not dates:
            self.open_event("")
            return
        context = self.context
        for qualifier, iso, fault, day in dates:
            if fault and qualifier != "3":
                self.faults.add(fault, self.at, "1.2")
            if qualifier == "700":
                self.changed = iso or self.changed
            elif qualifier == "710":
                if self.ticket is not None and context in _TICKETS:
                    self.ticket.issued = iso or self.ticket.issued
                else:
                    self.ticketed = iso or self.ticketed
            elif context == HISTORY:
                self.history_at = iso
            elif qualifier in _CHECK_IN_DATES or FLIGHT <= context <= CHECKED:
                self.open_event(iso if qualifier != "3" else pnrgov_checkin.free_time(day, self.near))
            elif qualifier in _HISTORY_DATES:
                self.history_at = iso

    def open_event(self, at: str) -> None:
        """Begin a check-in event (group 6)."""
        if self.context == HISTORY:
            return
        self.context = CHECK_IN
        self.event_at, self.event_agent, self.event = at, "", None

    def by_reference(self, reference: str) -> TravellerDraft | None:
        """Return the traveller with this reference; `1` and `01` are the same."""
        reference = reference.lstrip("0")
        return self.references.get(reference) if reference else None

    def eqn(self, text: str) -> None:
        count = (text + WIDE).split(ELEMENT)[1].partition(COMPONENT)[0].strip()
        self.context = SPLIT
        self.split_size = int(count) if count.isdecimal() and len(count) < 7 else 0

    def msg(self, _text: str) -> None:
        self.context = OTHER

    def abi(self, text: str) -> None:
        parts = (text + WIDE).split(ELEMENT)
        self.context = HISTORY
        self.history_at, self.history_act = "", ""
        self.history_agent = parts[2].replace(COMPONENT, " ").strip()

    def sac(self, text: str) -> None:
        act = (text + WIDE).split(ELEMENT)[3].partition(COMPONENT)[0].strip()
        self.context = HISTORY
        self.history_act = {"A": "added", "X": "cancelled"}.get(act, act)

    def change(self, subject: str, value: str) -> None:
        """Note one line of the booking's history."""
        self.changes.append(Change(self.history_at, self.history_act, subject, value, self.history_agent))

    def lts(self, text: str) -> None:
        self.remarks.append(Remark("LTS", text[4:].replace(ELEMENT, "+").replace(COMPONENT, ":")))


_TICKETS = frozenset({TICKET, PAYMENT})
_CHECK_IN_DATES = frozenset({"2", "3"})
_HISTORY_DATES = frozenset({"T", "ZT"})


def dates_of(text: str, near: date | None) -> list[tuple[str, str, str, str]]:
    """Return the dates of a DAT: qualifier, ISO text, the code of a fault, the day as sent."""
    found: list[tuple[str, str, str, str]] = []
    for composite in text.split(ELEMENT)[1:]:
        parts = composite.split(COMPONENT)
        size = len(parts)
        qualifier, day, clock = parts[0], parts[1] if size > 1 else "", parts[2] if size > 2 else ""
        iso, reversed_order = body_iso(day, near) if day else ("", False)
        fault = "date.order_reversed" if reversed_order else ""
        if day and not iso:
            fault = "date.invalid"
        elif clock and not clock_is_valid(clock):
            fault = "time.invalid"
        found.append((qualifier, stamped(iso, clock) if iso else "", fault, day))
    return found


_HANDLERS: dict[str, Callable[[BookingReader, str], None]] = {
    "RCI": BookingReader.rci,
    "DAT": BookingReader.dat,
    "ORG": pnrgov_contact.org,
    "IFT": pnrgov_contact.ift,
    "ADD": pnrgov_contact.add,
    "EBD": pnrgov_contact.ebd,
    "TIF": pnrgov_people.tif,
    "FTI": pnrgov_people.fti,
    "REF": pnrgov_people.ref,
    "FAR": pnrgov_people.far,
    "SSR": pnrgov_people.ssr,
    "TVL": pnrgov_legs.tvl,
    "TRA": pnrgov_legs.tra,
    "RPI": pnrgov_legs.rpi,
    "APD": pnrgov_legs.apd,
    "EQN": BookingReader.eqn,
    "MSG": BookingReader.msg,
    "ABI": BookingReader.abi,
    "SAC": BookingReader.sac,
    "LTS": BookingReader.lts,
    "TKT": pnrgov_fares.tkt,
    "MON": pnrgov_fares.mon,
    "PTK": pnrgov_fares.ptk,
    "TXD": pnrgov_fares.txd,
    "FOP": pnrgov_fares.fop,
    "TRI": pnrgov_checkin.tri,
    "SSD": pnrgov_checkin.ssd,
    "TBD": pnrgov_checkin.tbd,
}

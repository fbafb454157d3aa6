"""One booking of a PNRGOV message: a machine of contexts, not a grammar.

Senders put segments out of order, leave mandatory ones out and invent others. So each segment is given to the
innermost group that is open and can own it (PNRGOV guide, groups 1-12), and a segment nobody can own costs
itself only.
"""

from __future__ import annotations

from collections.abc import Callable

from pnr.model.booking import Agency, Change, Locator, Payment, Remark, Split
from pnr.model.traveller import Address, Contact
from pnr.wire import pnrgov_checkin, pnrgov_contact, pnrgov_fares, pnrgov_legs, pnrgov_people
from pnr.wire.dates import body_day, clock_is_valid, joined
from pnr.wire.drafts import Checked, LegDraft, TicketDraft, TravellerDraft
from pnr.wire.edifact import COMPONENT, ELEMENT
from pnr.wire.faults import Faults
from pnr.wire.pnrgov_context import PAD, WIDE, Context, Frame, ServiceDraft


class BookingReader:
    """Reads the segments of one booking in order; `pnr.wire.pnrgov_finish` freezes what it gathered."""

    def __init__(self, frame: Frame, faults: Faults) -> None:
        self.frame = frame
        self.faults = faults
        self.near = frame.moment.prepared or frame.moment.departure
        self.at = 0  # index of the segment being read
        self.first = 0  # index of the first segment
        self.context: int = Context.BOOKING
        self.locators: list[Locator] = []
        self.changed = ""
        self.ticketed = ""
        self.agency: Agency | None = None
        self.empty_origin = False
        self.group = ""
        self.group_size = 0
        self.excess = ""
        self.travellers: list[TravellerDraft] = []
        self.traveller: TravellerDraft | None = None
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
        for at, text in enumerate(segments, first):
            handler = handlers.get(text[:3])
            self.at = at
            if handler is None:
                self.faults.once("segment.unknown", at, tag=text[:3], type="PNRGOV")
                continue
            try:
                handler(self, text)
            except (IndexError, ValueError, AttributeError):
                self.faults.add("segment.unreadable", at, tag=text[:3])

    def rci(self, text: str) -> None:
        for composite in text.split(ELEMENT)[1:]:
            company, code, kind, day, clock, *_ = (composite + PAD).split(COMPONENT)
            code = code.strip()
            if not code:
                continue
            if len(kind) > 2 and kind.isdecimal():
                kind, day, clock = "", kind, day
            if self.context == Context.SPLIT:
                self.splits.append(Split(code, company.strip(), self.split_size))
                continue
            known = next((one for one in self.locators if one.code == code and one.company == company), None)
            if known is None:
                self.locators.append(Locator(company.strip(), code, kind.strip(), self.time(day, clock)))

    def time(self, day: str, clock: str, element: str = "") -> str:
        """Read a body date and time; a fault is noted for what is no date."""
        day, clock = day.strip(), clock.strip()
        if not day:
            return ""
        found, reversed_order = body_day(day, self.near)
        if found is None:
            self.faults.add("date.invalid", self.at, element)
            return ""
        if reversed_order:
            self.faults.once("date.order_reversed", self.at, element)
        if clock and not clock_is_valid(clock):
            self.faults.add("time.invalid", self.at, element)
        return joined(found, clock)

    def dat(self, text: str) -> None:
        parts = text.split(ELEMENT)[1:]
        if not parts:
            self.open_event("")
            return
        for composite in parts:
            qualifier, day, clock, *_ = (composite + PAD).split(COMPONENT)
            qualifier = qualifier.strip()
            if qualifier == "700":
                self.changed = self.time(day, clock, "1.2") or self.changed
            elif qualifier == "710":
                issued = self.time(day, clock, "1.2")
                if self.context in {Context.TICKET, Context.PAYMENT} and self.ticket is not None:
                    self.ticket.issued = issued or self.ticket.issued
                else:
                    self.ticketed = issued or self.ticketed
            elif self.context == Context.HISTORY:
                self.history_at = self.time(day, clock, "1.2")
            elif qualifier in {"2", "3"} or self.context in {
                Context.FLIGHT,
                Context.CHECK_IN,
                Context.CHECKED,
            }:
                plain = qualifier != "3"
                self.open_event(
                    self.time(day, clock, "1.2") if plain else pnrgov_checkin.free_time(day, self.near)
                )
            elif qualifier in {"T", "ZT"}:
                self.history_at = self.time(day, clock, "1.2")

    def open_event(self, at: str) -> None:
        """Begin a check-in event (group 6)."""
        if self.context == Context.HISTORY:
            return
        self.context = Context.CHECK_IN
        self.event_at, self.event_agent, self.event = at, "", None

    def by_reference(self, reference: str) -> TravellerDraft | None:
        """Return the traveller with this reference; `1` and `01` are the same."""
        reference = reference.strip().lstrip("0")
        if not reference:
            return None
        return next((one for one in self.travellers if one.reference.lstrip("0") == reference), None)

    def eqn(self, text: str) -> None:
        count = (text + WIDE).split(ELEMENT)[1].partition(COMPONENT)[0].strip()
        self.context = Context.SPLIT
        self.split_size = int(count) if count.isdecimal() and len(count) < 7 else 0

    def msg(self, _text: str) -> None:
        self.context = Context.OTHER

    def abi(self, text: str) -> None:
        parts = (text + WIDE).split(ELEMENT)
        self.context = Context.HISTORY
        self.history_at, self.history_act = "", ""
        self.history_agent = parts[2].replace(COMPONENT, " ").strip()

    def sac(self, text: str) -> None:
        act = (text + WIDE).split(ELEMENT)[3].partition(COMPONENT)[0].strip()
        self.context = Context.HISTORY
        self.history_act = {"A": "added", "X": "cancelled"}.get(act, act)

    def change(self, subject: str, value: str) -> None:
        """Note one line of the booking's history."""
        self.changes.append(Change(self.history_at, self.history_act, subject, value, self.history_agent))

    def lts(self, text: str) -> None:
        self.remarks.append(Remark("LTS", text[4:].replace(ELEMENT, "+").replace(COMPONENT, ":")))


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

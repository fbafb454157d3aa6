"""Write booking records as PNRGOV interchanges, fast: one record is one string, made once per version.

Layout and element positions follow the PADIS message guide's public descriptions (PNRGOV 11.1 to 15.1). The
general writer for any `Message` is `pnr.wire.writer`; this one knows only what the generator makes.
"""

from __future__ import annotations

from collections.abc import Sequence

from pnr.model.booking import Booking, Payment
from pnr.model.flight import ItineraryLeg
from pnr.model.traveller import Bag, CheckIn, Contact, Traveller
from pnr.synthetic.carriers import Codeshare, Habits
from pnr.synthetic.moments import CLOCK_DIGITS, DAY, date_of, iso
from pnr.synthetic.schedule import Leg

_MONTHS = ("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_KINDS = {"adult": "A", "child": "C", "infant": "IN", "": ""}
RECIPIENT = "XXPIU"


def _typed(one: Traveller) -> str:
    """Return the name field of the booking, which is the other name once a document gives the first."""
    return (one.other_names[0] if one.other_names else one.name).received


def _day(text: str) -> str:
    """Return `160926` for `2026-09-16…`."""
    return text[8:10] + text[5:7] + text[2:4]


def _clock(text: str) -> str:
    """Return `0115` for `…T01:15`, empty without a time."""
    return text[11:13] + text[14:16]


def _spelled(text: str) -> str:
    """Return `16SEP26` for `2026-09-16`."""
    return f"{text[8:10]}{_MONTHS[int(text[5:7])]}{text[2:4]}" if text else ""


def _mail(value: str) -> str:
    return value.upper().replace("@", "//").replace("_", "..").replace("-", "./")


class Pen:
    """Writes records for one carrier: its separators, line ends, version and habits."""

    __slots__ = ("_end", "_escape", "habits", "service")

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.service = habits.service
        self._end = habits.service[8] + habits.line_end
        release = habits.service[6]
        self._escape = {ord(sign): release + sign for sign in "+:'" + release}

    def text(self, value: str) -> str:
        """Return `value` with the signs that would be read as separators released."""
        return value.translate(self._escape)

    def interchange(
        self,
        leg: Leg,
        records: Sequence[str],
        *,
        function: str,
        prepared: int,
        reference: str,
        total: int,
        part: str = "01:F",
    ) -> str:
        """Return a whole interchange of one message with `records`, counts made right."""
        end = self._end
        day, clock = date_of(prepared // DAY), CLOCK_DIGITS[prepared % DAY]
        arrival, departure = iso(leg.local_arrival), iso(leg.local_departure)
        access = f"{leg.carrier}{leg.number:0>4}/{_day(departure)}/{_clock(arrival)}"
        head = end.join(
            (
                f"UNH+1+PNRGOV:{self.habits.version}:IA+{access}+{part}",
                f"MSG+:{function}",
                f"ORG+{leg.carrier}:HDQ",
                f"TVL+{_span(departure, arrival)}+{leg.origin}+{leg.destination}+{leg.carrier}+{leg.number}",
                f"EQN+{total}",
                "",
            )
        )
        body = "".join(records)
        # every segment ends with the terminator; released ones are counted out
        count = head.count(end[0]) + body.count(end[0]) - body.count(self.service[6] + end[0]) + 1
        return (
            f"{self.service}{self.habits.line_end}"
            f"UNB+IATA:1+{leg.carrier}+{RECIPIENT}+{day:%y%m%d}:{clock}+{reference}++PNRGOV{end}"
            f"{head}{body}UNT+{count}+1{end}UNZ+1+{reference}{end}"
        )

    def record(self, booking: Booking, leg: Leg) -> str:
        """Return one booking as the segments of group 1, from SRC on."""
        out = ["SRC"]
        out.append(
            "RCI+"
            + "+".join(
                f"{one.company}:{one.code}::{_day(one.created)}:{_clock(one.created)}" if one.created
                else f"{one.company}:{one.code}"
                for one in booking.locators
            )
        )  # fmt: skip
        ticketed = f"+710:{_day(booking.ticketed)}:{_clock(booking.ticketed)}" if booking.ticketed else ""
        if booking.cancelled:
            out += (f"DAT+700:{_day(booking.changed)}:{_clock(booking.changed)}", "ORG", "")
            return self._end.join(out)
        seated = f"{leg.origin}-{leg.destination}"
        out.extend(
            f"SSR+{one.code}:{one.status}:1:{one.carrier}:::{one.leg.replace('-', ':')}:{self.text(one.text)}"
            + "".join(f"+::{reference}" for reference in one.travellers)
            for one in booking.services
        )
        out.append(f"DAT+700:{_day(booking.changed)}:{_clock(booking.changed)}{ticketed}")
        company = booking.locators[0].company
        out.extend(f"IFT+4:28::{company}+{one.origin} {self.text(one.value)}" for one in booking.contacts)
        out.extend(f"IFT+4:28::{company}+{self.text(one.text)}" for one in booking.remarks)
        agency = booking.agency
        out.append(
            f"ORG+{agency.system}:{agency.system_city}+{agency.iata_code}:{agency.office}+{agency.city}++{agency.kind}"
            f"+{agency.country}:{agency.currency}+{agency.agent}"
        )
        out.extend(
            f"ADD++700:{self.text(one.street)}:{one.city}:::{one.country}:{one.postcode}"
            for one in booking.addresses
        )
        paid = {one.ticket: one for one in booking.payments}
        for one in booking.travellers:
            self._traveller(out, one, company, paid)
        for line in booking.itinerary:
            mine = f"{line.origin}-{line.destination}" == seated
            self._line(out, line, booking if mine else None, leg)
        for change in booking.changes:
            out += (
                f"ABI+4+{change.agent}+{agency.city}",
                f"DAT+T:{_day(change.at)}:{_clock(change.at)}",
                "SAC+++X",
                f"TIF+{change.value}" if change.subject == "name" else f"IFT+4:19+{self.text(change.value)}",
            )
        out.append("")
        return self._end.join(out)

    def _traveller(self, out: list[str], one: Traveller, company: str, paid: dict[str, Payment]) -> None:
        surname, _, given = _typed(one).partition("/")
        kind = _KINDS[one.kind]
        out.append(f"TIF+{surname}+{given}:{kind}:{one.reference}")
        out.extend(
            f"FTI+{card.airline}:{card.number}" + (f":::{card.status}" if card.status else "")
            for card in one.frequent_flyers
        )
        out.append(f"REF+:{one.unique_reference}")
        if one.tickets and one.tickets[0].fare_basis:
            out.append(f"FAR+{kind or 'A'}+++++{one.tickets[0].fare_basis}")
        out.extend(
            f"SSR+DOCS:HK:1:{company}:::::/{paper.kind}/{paper.issuer}/{paper.number}/{paper.nationality}"
            f"/{_spelled(paper.birth)}/{paper.sex}/{_spelled(paper.expiry)}/{paper.name.surname}/{paper.name.given}"
            for paper in one.documents
        )
        out.extend(self._contact(company, contact) for contact in one.contacts)
        for ticket in one.tickets:
            out += (
                f"TKT+{ticket.number}:{ticket.kind}:{ticket.booklets}",
                f"MON+B:{ticket.base}:{ticket.currency}+T:{ticket.total}:{ticket.currency}",
                f"DAT+710:{_day(ticket.issued)}",
            )
            payment = paid.get(ticket.number)
            if payment is not None:
                out.append(
                    f"FOP+{payment.form}::{payment.amount}:{payment.vendor}:{payment.number}:{payment.expiry}"
                    if payment.number
                    else f"FOP+{payment.form}::{payment.amount}"
                )
                if payment.payer:
                    out.append(f"IFT+4:43+{self.text(payment.payer)}")

    def _contact(self, company: str, contact: Contact) -> str:
        value = _mail(contact.value) if contact.kind == "email" else self.text(contact.value)
        return f"SSR+{contact.origin}:HK:1:{company}:::::/{value}"

    def _line(self, out: list[str], line: ItineraryLeg, booking: Booking | None, leg: Leg) -> None:
        operated = f":{line.operating_carrier}" if line.operating_carrier else ""
        out.append(
            f"TVL+{_span(line.departure, line.arrival)}+{line.origin}+{line.destination}"
            f"+{line.carrier}{operated}+{line.number}:{line.booking_class}"
        )
        second = self.habits.codeshare is Codeshare.SECOND_TVL
        if operated and not second:
            out.append(f"TRA+{line.operating_carrier}+{line.operating_number}:{line.booking_class}")
        count = len(booking.travellers) if booking is not None else 1
        out += (f"RPI+{count}+{line.status}", f"APD+{line.equipment}")
        if operated and second:
            out.append(f"TVL+++++{line.operating_number}:{line.booking_class}")
        if booking is None:
            return
        for one in booking.travellers:
            for event in one.check_ins:
                self._check_in(out, one, event, leg)

    def _check_in(self, out: list[str], one: Traveller, event: CheckIn, leg: Leg) -> None:
        surname, _, given = _typed(one).partition("/")
        agent = f"++++++{event.agent}" if event.agent else ""
        out += (
            f"DAT+2:{_day(event.at)}:{_clock(event.at)}",
            f"ORG+{leg.carrier}:{leg.origin}{agent}",
            f"TRI++{event.sequence}:::{one.reference}",
            f"TIF+{surname}+{given}:{_KINDS[one.kind]}:{one.reference}",
        )
        if one.seats:
            out.append(f"SSD+{one.seats[0].number:0>4}++++{one.seats[0].cabin}")
        if one.bags:
            out.append(_checked(one.bags, leg.carrier))


def _checked(bags: tuple[Bag, ...], carrier: str) -> str:
    pieces = sum(one.pieces for one in bags)
    weight = sum(one.weight for one in bags)
    measured = f":{weight:.0f}:700" if weight else ""
    pool = {"head": "HP", "member": "MP"}.get(bags[0].pool, "")
    if pool == "MP":
        return "TBD++++MP"
    tags = f"+{carrier}:{bags[0].tag}:{pieces}:{bags[0].destination}" if bags[0].tag else ""
    return f"TBD++{pieces}{measured}++{pool}{tags}".rstrip("+")


def _span(departure: str, arrival: str) -> str:
    if arrival[:10] == departure[:10]:
        return f"{_day(departure)}:{_clock(departure)}::{_clock(arrival)}"
    return f"{_day(departure)}:{_clock(departure)}:{_day(arrival)}:{_clock(arrival)}"

"""Hypothesis strategies for bookings and travellers that EDIFACT can say without loss."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pnr.model.booking import Agency, Booking, Change, Locator, Payment, Split
from pnr.model.flight import FlightLeg, ItineraryLeg
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

LEG = FlightLeg("ZZ", "417", "", "GRU", "LFW", "2026-09-16T01:15", "2026-09-16T12:40")
ROUTE = "GRU-LFW"

_CONSONANTS = "BCDFGHJKLMNPRSTVZ"
_SYLLABLES = st.lists(
    st.tuples(st.sampled_from(_CONSONANTS), st.sampled_from("AEIOU")), min_size=2, max_size=4
)
words = _SYLLABLES.map(lambda pairs: "".join(a + b for a, b in pairs) + "K")
codes = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=6, max_size=6)
digits = st.text("0123456789", min_size=10, max_size=10)
texts = st.text("ABC XYZ019 '+:?*/.-", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "A"
)
amounts = st.integers(100, 999_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
past = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 9, 14))
minutes = st.tuples(past, st.integers(0, 23), st.integers(0, 59)).map(
    lambda parts: f"{parts[0].isoformat()}T{parts[1]:02}:{parts[2]:02}"
)
births = st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 12, 31)).map(lambda day: day.isoformat())
expiries = st.dates(min_value=date(2026, 10, 1), max_value=date(2036, 12, 31)).map(
    lambda day: day.isoformat()
)


@st.composite
def travellers(draw: st.DrawFn, reference: str, locator: str) -> Traveller:
    """Return one adult or child with documents, contacts, seat, bags, ticket."""
    surname, given, middle = draw(words) + "OV", draw(words), draw(st.one_of(st.just(""), words))
    birth, sex = draw(births), draw(st.sampled_from("MF"))
    name = Name(surname, given, middle, received="/".join(part for part in (surname, given, middle) if part))
    document = Document("P", "ZZ" + draw(digits)[:7], "UTO", draw(expiries), "", "", "UTO", birth, sex, name)
    documents = draw(st.sampled_from([(), (document,)]))
    if not documents:
        name = Name(surname, given, received=f"{surname}/{given}")
        birth = sex = ""
    seats = draw(
        st.sampled_from([(), (Seat("12A", "Y", ROUTE, "checkin"),), (Seat("7C", "", ROUTE, "ssr"),)])
    )
    checked = bool(seats) and seats[0].origin == "checkin"
    pieces = draw(st.integers(0, 3)) if checked else 0
    first = draw(st.integers(0, 999_990))
    bags = tuple(
        Bag(f"ZZ{first + step:06}", 1, 23.0 * pieces if step == 0 else 0.0, "kg", "LFW", "", ROUTE)
        for step in range(pieces)
    )
    number = "999" + draw(digits)
    ticket = Ticket(
        number, "T", draw(minutes), 1, draw(amounts), draw(amounts), "EUR", "VLOW", "", "", ("10.00 EUR YQ",)
    )
    return Traveller(
        reference=reference,
        unique_reference=draw(codes),
        kind=draw(st.sampled_from(["adult", "child"])),
        name=name,
        other_names=(Name(surname, given, received=f"{surname}/{given}"),) if documents and middle else (),
        birth=birth,
        sex=sex,
        nationality="UTO" if documents else "",
        documents=documents,
        contacts=draw(
            st.sampled_from([(), (Contact("phone", "+551199999999", "traveller", "CTCM", "/+551199999999"),)])
        ),
        frequent_flyers=draw(st.sampled_from([(), (FrequentFlyer("ZZ", "100200300", "GOLD"),)])),
        seats=seats,
        bags=bags,
        tickets=draw(st.sampled_from([(), (ticket,)])),
        check_ins=(CheckIn(ROUTE, "2026-09-15T22:52", "057", "A12"),) if checked else (),
    )


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    """Return one booking on the fictional flight."""
    code, created = draw(codes), draw(minutes)
    size = draw(st.integers(1, 3))
    people = tuple(draw(travellers(str(number + 1), code)) for number in range(size))
    payments = tuple(
        Payment(
            "CC",
            "VI",
            "411111XXXXXX1111",
            "0929",
            ticket.total,
            "EUR",
            "",
            "",
            "",
            ticket.number,
            one.reference,
        )
        for one in people
        for ticket in one.tickets
    )
    shared = draw(st.booleans())
    leg = ItineraryLeg(
        "QX" if shared else "ZZ", "5417" if shared else "417", "", "GRU", "LFW", LEG.departure, LEG.arrival,
        "ZZ" if shared else "", "417" if shared else "", "V", "HK", "air", "332",
    )  # fmt: skip
    return Booking(
        locators=(Locator("ZZ", code, "", created),),
        created=created,
        changed=draw(minutes),
        ticketed=draw(minutes),
        agency=draw(
            st.sampled_from([Agency("1Z", "SAO", "57999999", "SAO1Z2100", "GRU", "BR", "BRL", "T", "0042AB")])
        ),
        travellers=people,
        party=size,
        itinerary=(leg, *draw(st.sampled_from([(), (ItineraryLeg(kind="arnk"),)]))),
        addresses=draw(
            st.sampled_from([(), (Address("contact", "RUA 10", "SAO PAULO", "SP", "01000", "BR"),)])
        ),
        payments=payments,
        splits=draw(st.sampled_from([(), (Split("K7PLN9", "ZZ", 1),)])),
        changes=draw(
            st.sampled_from([(), (Change("2026-09-12T09:15", "added", "service", "WEAP", "0042AB GS"),)])
        ),
    )

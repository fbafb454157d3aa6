"""A trip as a booking record at one moment: what the carrier's system holds then, no more.

Nothing is in a record before it happens: documents when they are given, seats and bags at check-in.
"""

from __future__ import annotations

from pnr.codes import alpha2
from pnr.model.booking import Booking, Change, Locator, Remark, Service
from pnr.model.traveller import (
    Address,
    CheckIn,
    Contact,
    Document,
    FrequentFlyer,
    Name,
    Seat,
    Ticket,
    Traveller,
)
from pnr.synthetic.carriers import CARRIERS
from pnr.synthetic.moments import DAY, iso, iso_day, local, named_day
from pnr.synthetic.passengers import Passenger
from pnr.synthetic.schedule import Leg, zone_of
from pnr.synthetic.trips import Trip

_MEALS = ("VGML", "MOML", "KSML", "DBML", "HNML")


def version(trip: Trip, at: int) -> tuple[int, ...]:
    """Return what has happened to `trip` by `at`, as counts: equal versions give equal records."""
    happened = sum(change.at <= at for change in trip.changes)
    if not CARRIERS[trip.leg.carrier].habits.check_in_data:
        return (happened, trip.cancelled <= at, trip.ticketed <= at)
    shown = sum(one.check_in <= at for one in trip.passengers)
    bags = sum(one.bags_at <= at for one in trip.passengers)
    return (happened, trip.cancelled <= at, shown, bags, trip.ticketed <= at)


def changed_at(trip: Trip, at: int) -> int:
    """Return the minute of the last thing that happened by `at`."""
    last = max(trip.created, trip.ticketed if trip.ticketed <= at else 0)
    for change in trip.changes:
        if last < change.at <= at:
            last = change.at
    if CARRIERS[trip.leg.carrier].habits.check_in_data:
        for one in trip.passengers:
            if last < one.check_in <= at:
                last = one.check_in
            if last < one.bags_at <= at:
                last = one.bags_at
    return last


def booking_at(trip: Trip, at: int, *, check_in_data: bool = False) -> Booking:
    """Return the record of `trip` at `at`; a cancelled one has locators and dates only.

    `check_in_data` asks for seats and bags of a carrier whose reservation system does not hold them.
    """
    leg = trip.leg
    created = iso(trip.created)
    locators: tuple[Locator, ...] = (Locator(leg.carrier, trip.locator, "", created),)
    if trip.system_locator:
        locators += (Locator(trip.agency.system, trip.system_locator),)
    changed = iso(changed_at(trip, at))
    if trip.cancelled <= at:
        return Booking(locators=locators, created=created, changed=changed, cancelled=True)
    phone, surname, seat, number, documented = trip.phone, "", "", "", False
    history: list[Change] = []
    for change in trip.changes:
        done = change.at <= at
        if change.field == "documents":
            documented = done
        elif change.field == "contact" and not done:
            phone = change.old
        elif change.field == "name" and not done:
            surname = change.old
        elif change.field == "seat" and not done:
            seat = change.old
        elif change.field == "document" and not done:
            number = change.old
        if done and change.field == "contact":
            history.append(
                Change(iso(change.at), "cancelled", "remark", f"CTCM {change.old}", trip.agency.agent)
            )
        elif done and change.field == "name":
            history.append(Change(iso(change.at), "cancelled", "name", change.old, trip.agency.agent))
    contacts, own = _contacts(trip, phone)
    ticketed = trip.ticketed <= at
    carrier = CARRIERS[leg.carrier]
    with_check_in = check_in_data or carrier.habits.check_in_data
    family = trip.household
    return Booking(
        locators=locators,
        created=created,
        changed=changed,
        ticketed=iso(trip.ticketed) if ticketed else "",
        agency=trip.agency,
        travellers=tuple(
            _traveller(
                trip,
                one,
                surname=surname if place == 0 else "",
                seat=seat if place == 0 else "",
                number=number if place == 0 else "",
                documented=documented,
                contacts=own if place == 0 else (),
                ticketed=ticketed,
                at=at if with_check_in else 0,
            )
            for place, one in enumerate(trip.passengers)
        ),
        party=len(trip.passengers),
        itinerary=trip.itinerary,
        contacts=contacts,
        addresses=(
            Address("contact", family.street, family.city, "", family.postcode, alpha2(family.country)),
        )
        if trip.address
        else (),
        payments=tuple(trip.payments) if ticketed else (),
        services=_services(trip),
        remarks=_remarks(trip),
        changes=tuple(history),
    )


def _contacts(trip: Trip, phone: str) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
    """Return the contacts of the booking and those of its first traveller."""
    own: list[Contact] = []
    whole: list[Contact] = []
    if phone and trip.agency_phone:
        whole.append(Contact("phone", phone, "agency", "CTCT"))
    elif phone and trip.id % 3:
        own.append(Contact("phone", phone, "traveller", "CTCM"))
    elif phone:
        whole.append(Contact("phone", phone, "traveller", "CTCM"))
    if trip.email:
        own.append(Contact("email", trip.email.upper(), "traveller", "CTCE"))
    return tuple(whole), tuple(own)


def leg_pair(leg: Leg) -> str:
    """Return `SKP-VIE`."""
    return f"{leg.origin}-{leg.destination}"


def _card(carrier: str, person: int) -> tuple[FrequentFlyer, ...]:
    if person % 11 or CARRIERS[carrier].low_cost:
        return ()
    return (FrequentFlyer(carrier, f"{person % 10**9:09}", "GOLD" if person % 33 == 0 else ""),)


def _traveller(
    trip: Trip,
    one: Passenger,
    *,
    surname: str,
    seat: str,
    number: str,
    documented: bool,
    contacts: tuple[Contact, ...],
    ticketed: bool,
    at: int,
) -> Traveller:
    leg = trip.leg
    surname = surname or one.surname
    name = Name(surname, one.given, "", one.title, "", f"{surname}/{one.given}{one.title}")
    others: tuple[Name, ...] = ()
    documents: tuple[Document, ...] = ()
    birth = iso_day(one.birth) if one.kind == "infant" or _stated_as_child(trip, one) else ""
    if documented and one.listed:
        documents = (document(one, number),)
        birth = documents[0].birth
        if documents[0].name.received != name.received:
            others = (name,)
            name = Name(
                one.document_surname, one.document_given, "", one.title, "", documents[0].name.received
            )
    seats: tuple[Seat, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    pair = leg_pair(leg)
    if one.check_in <= at:
        if one.seat:
            seats = (Seat(seat or one.seat, "Y", pair, "checkin"),)
        shown = iso(local(one.check_in, zone_of(leg.origin)))
        agent = f"{leg.origin}{one.sequence % 7 + 1}" if one.desk else ""
        check_ins = (CheckIn(pair, shown, f"{leg.origin}-{one.sequence:03}", agent),)
    return Traveller(
        reference=one.reference,
        unique_reference=one.unique,
        kind=one.kind,
        name=name,
        other_names=others,
        birth=birth,
        sex=documents[0].sex if documents else "",
        nationality=documents[0].nationality if documents else "",
        documents=documents,
        contacts=contacts,
        frequent_flyers=_card(leg.carrier, one.person.id),
        seats=seats,
        bags=one.bags if one.bags_at <= at else (),
        tickets=(_ticket(trip, one),) if ticketed else (),
        check_ins=check_ins,
    )


def document(one: Passenger, number: str = "") -> Document:
    """Return the document as typed into the booking (SSR DOCS); `number` is the one before a change."""
    passport = one.passport
    sex = one.person.sex + ("I" if one.kind == "infant" else "")
    return Document(
        passport.kind,
        number or one.number,
        one.issuer or alpha2(passport.issuer),
        iso_day(passport.expiry),
        "",
        "",
        one.person.nationality,
        iso_day(one.birth),
        sex,
        Name(
            one.document_surname, one.document_given, received=f"{one.document_surname}/{one.document_given}"
        ),
    )


def _ticket(trip: Trip, one: Passenger) -> Ticket:
    base, total, currency = trip.fares
    return Ticket(
        one.ticket, "T", iso_day(trip.ticketed // DAY), 1, base, total, currency, trip.fare_basis, "", "", ()
    )


def _stated_as_child(trip: Trip, one: Passenger) -> bool:
    """Tell whether the booking gives a child's birth date by a service of its own."""
    return one.kind == "child" and trip.id % 2 == 1


def _services(trip: Trip) -> tuple[Service, ...]:
    found: list[Service] = []
    pair = leg_pair(trip.leg)
    carrier = trip.leg.carrier
    spin = trip.id % 1000
    adults = sum(one.kind == "adult" for one in trip.passengers)
    infants = 0
    if spin < 60:
        found.append(Service(_MEALS[spin % 5], "HK", carrier, pair, ("1",)))
    elif spin < 78:
        found.append(Service("WCHR", "HK", carrier, pair, (trip.passengers[-1].reference,)))
    elif spin < 96:
        found.append(Service("SPEQ", "HK", carrier, pair, ("1",), "SKI 12KG"))
    found.extend(Service(code, "HK", carrier, pair, ("1",)) for code in trip.services)
    for one in trip.passengers:
        if one.kind == "infant" and infants < adults:
            infants += 1
            text = f"{one.surname}/{one.given} {named_day(one.birth)}"
            found.append(Service("INFT", "HK", carrier, pair, (str(infants),), text))
        elif _stated_as_child(trip, one):
            found.append(Service("CHLD", "HK", carrier, pair, (one.reference,), named_day(one.birth)))
    return tuple(found)


def _remarks(trip: Trip) -> tuple[Remark, ...]:
    spin = trip.id % 997
    if spin < 25:
        return (Remark("28", "GROUP TRAVELLING WITH FAMILY PLS SEAT TOGETHER"),)
    if spin < 40:
        return (Remark("28", "CORPORATE CLIENT LIPA TRADE"),)
    return ()

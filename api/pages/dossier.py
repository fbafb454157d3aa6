"""One traveller of one flight, with or without a hit: who, how they travel, what was compared, what changed.

Source of the layout: sentence, evidence, what speaks against, total. Every value names where it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from api.identity import accounts
from api.identity.principals import PassengerReader, Person
from api.pages import changes, comparison, route_map, times
from api.pages.changes import Step
from api.pages.comparison import Comparison
from api.pages.decisions import Past, past
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.manifest_rows import shown_route
from api.pages.reach import WINDOW, hit_within, leg_within
from api.pages.rendering import render
from api.pages.route_map import Map
from api.pages.shell import frame
from api.pages.wording import word
from matching.review import disposition, hits
from matching.review.hits import WAITING, HitLine
from pnr import codes
from pnr.feed.schedule import Leg
from pnr.model.booking import Booking
from pnr.model.traveller import Traveller
from pnr.records import bookings, travellers
from pnr.records.bookings import Stored
from retention.unit_of_work import Consulting

router = APIRouter()

KEYS = (
    "verdict.same",
    "verdict.different",
    "verdict.cannot_tell",
    "verdict.escalate",
    "total",
    "hit.previous",
    "hit.next",
    "print",
    "close",
)
_NEAREST = {"api": 0, "manifest": 1, "pnr": 2}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the travel box; `masked` holds the words shown instead of a value that is not kept."""

    label: str
    value: str = ""
    masked: str = ""
    mono: bool = False


@dataclass(frozen=True, slots=True)
class LegLine:
    """One flight of the journey."""

    flight: str
    route: str
    when: str
    here: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """How long this is kept: ends as words, and how far through, in percent."""

    received: str
    ends: str
    share: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another hit on the same traveller."""

    link: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything the dossier's template shows."""

    received: str
    spelled: str
    identity: tuple[Fact, ...]
    flight: str
    flight_link: str
    until: datetime | None
    lands: str
    lands_note: str
    map: Map | None
    distance: str
    legs: tuple[LegLine, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    kept: Kept | None
    hit: HitLine | None = None
    hit_link: str = ""
    owner: str = ""
    raised: str = ""
    compared: Comparison | None = None
    open: bool = False
    past: tuple[Past, ...] = ()
    others: tuple[Other, ...] = ()
    previous_link: str = ""
    next_link: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The records a traveller appears in, nearest to the passport first, each with its kept versions."""

    regime: str
    bucket: datetime
    pairs: tuple[tuple[Stored, Traveller], ...]
    versions: tuple[Stored, ...]


def look_up(scope: Consulting, traveller_id: UUID, leg: Leg) -> Seen | None:
    """Open the records of one traveller and no others."""
    placed = travellers.leg_bucket(scope, traveller_id)
    row = next((one for one in travellers.on_leg(scope, leg.id) if one.id == traveller_id), None)
    if placed is None or row is None:
        return None
    pairs: list[tuple[Stored, Traveller]] = []
    kept: list[Stored] = []
    for record, index in row.appearances:
        versions = bookings.versions(scope, record)
        current = next((one for one in versions if one.id == record), None)
        if current is None or index >= len(current.booking.travellers):
            continue
        pairs.append((current, current.booking.travellers[index]))
        kept.extend(versions)
    scope.show([str(traveller_id)], elements=(2, 4, 5, 6, 7, 9, 13, 14, 16, 17, 18, 19))
    pairs.sort(key=lambda pair: _NEAREST.get(pair[0].source, 9))
    kept.sort(key=lambda one: one.changed)
    day = datetime.combine(placed[2], time(), tzinfo=UTC)
    return Seen(placed[1], day, tuple(pairs), tuple(kept))


def _first(values: Sequence[str]) -> str:
    return next((one for one in values if one), "")


def _identity(people: Sequence[Traveller], now: datetime) -> tuple[Fact, ...]:
    birth = _first([one.birth for one in people])
    years = times.age(birth, now.date())
    born = times.partial_date(birth) + (f", {years}" if years is not None else "")
    nationality = _first([one.nationality for one in people])
    document = next((one for person in people for one in person.documents if one.number), None)
    seats = [seat.number for one in people for seat in one.seats if seat.number]
    not_received = _("not received")
    return (
        Fact(_("Born"), born or not_received),
        Fact(_("Nationality"), codes.country_name(nationality) if nationality else not_received),
        Fact(_("Sex"), _first([one.sex for one in people]) or not_received),
        Fact(
            _("Document"),
            " ".join(part for part in (document.kind, document.number, document.issuer) if part)
            if document
            else not_received,
            mono=document is not None,
        ),
        Fact(_("Seat"), seats[0] if seats else _("none yet"), mono=bool(seats)),
    )


def _legs(booking: Booking | None, leg: Leg) -> tuple[LegLine, ...]:
    lines: list[LegLine] = []
    for one in booking.itinerary if booking else ():
        if one.kind != "air" or not one.origin:
            continue
        when = one.departure.replace("T", " ")
        if len(one.departure) >= 16:
            day = times.partial_date(one.departure[:10])[:-5]
            when = f"{day} {one.departure[11:16]}"
        here = (one.origin, one.destination) == (leg.origin, leg.destination)
        lines.append(LegLine(f"{one.carrier} {one.number}", f"{one.origin} → {one.destination}", when, here))
    if not lines:
        when = times.day_clock(leg.lands, leg.destination) if leg.lands else ""
        lines.append(LegLine(leg.flight, f"{leg.origin} → {leg.destination}", when, here=True))
    return tuple(lines)


def _route(booking: Booking | None, leg: Leg) -> tuple[str, ...]:
    stops: list[str] = []
    for one in booking.itinerary if booking else ():
        if one.kind == "air":
            stops.extend(stop for stop in (one.origin, one.destination) if stop and stops[-1:] != [stop])
    return shown_route(stops, leg) if len(stops) > 1 else (leg.origin, leg.destination)


def _facts(booking: Booking | None, people: Sequence[Traveller], sources: Sequence[str]) -> tuple[Fact, ...]:
    made: list[Fact] = []
    if booking is not None:
        made.append(Fact(_("Locator"), " ".join(one.code for one in booking.locators), mono=True))
        if booking.created:
            made.append(Fact(_("Booked"), times.partial_date(booking.created[:10])))
        agency = " ".join(part for part in (booking.agency.city, booking.agency.iata_code) if part)
        made.append(Fact(_("Agency"), agency))
        for payment in booking.payments:
            form = codes.payment_form(payment.form)
            made.append(Fact(_("Paid"), form, masked=_("number kept as token") if payment.number else ""))
        party = len(booking.travellers)
        made.append(Fact(_("Party"), _("alone") if party < 2 else _("party of %(count)s") % {"count": party}))
    tickets = [ticket.number for one in people for ticket in one.tickets if ticket.number]
    made.append(Fact(_("Ticket"), ", ".join(dict.fromkeys(tickets)), mono=True))
    bags = [bag for one in people[:1] for bag in one.bags]
    weight = sum(bag.weight for bag in bags)
    text = ngettext("%(num)s piece", "%(num)s pieces", sum(bag.pieces for bag in bags))
    made.append(Fact(_("Bags"), text + (f", {weight:g} kg" if weight else "") if bags else ""))
    contacts = [one.value for person in people for one in person.contacts]
    contacts += [one.value for one in booking.contacts if one.whose != "agency"] if booking else []
    made.append(Fact(_("Contact"), ", ".join(dict.fromkeys(contacts))))
    made.append(Fact(_("Source"), ", ".join(word(f"source.{one}") for one in dict.fromkeys(sources))))
    return tuple(one for one in made if one.value or one.masked)


def _kept(seen: Seen, person: Person, now: datetime) -> Kept:
    ends = person.application.store.terms.ends(seen.regime, seen.bucket)
    whole = (ends - seen.bucket) / timedelta(days=1) or 1.0
    share = min(100.0, max(0.0, 100 * ((now - seen.bucket) / timedelta(days=1)) / whole))
    return Kept(times.day(seen.bucket.date()), times.day(ends.date()), f"{share:.1f}")


def present(seen: Seen, leg: Leg, person: Person, now: datetime, flight_link: str) -> DossierView:
    """Work out what the dossier shows of a traveller, hit apart."""
    people = [traveller for _stored, traveller in seen.pairs]
    booking = next((stored.booking for stored, _one in seen.pairs if stored.source == "pnr"), None)
    known = people[0]
    drawn = route_map.draw(_route(booking, leg))
    spellings = [
        f"{name.surname.title()} {name.given.title()}".strip()
        for one in people
        for name in (one.name, *one.other_names)
    ]
    left = leg.lands - now if leg.lands else timedelta(0)
    return DossierView(
        received=known.name.received or spellings[0].upper(),
        spelled=" · ".join(dict.fromkeys(spellings)),
        identity=_identity(people, now),
        flight=leg.flight,
        flight_link=flight_link,
        until=leg.lands if timedelta(0) < left < times.COUNTDOWN else None,
        lands=times.span(left) if left > timedelta(0) else _("landed"),
        lands_note=times.clock(leg.lands, leg.destination) if leg.lands else "",
        map=drawn,
        distance=" + ".join(f"{one:,}" for one in drawn.kilometres) + " km" if drawn else "",
        legs=_legs(booking, leg),
        facts=_facts(booking, people, [stored.source for stored, _one in seen.pairs]),
        steps=changes.steps([one for one in seen.versions if one.source == "pnr"] or seen.versions, known),
        kept=_kept(seen, person, now),
    )


@router.get("/flights/{leg}/travellers/{traveller}")
def show_traveller(request: Request, person: PassengerReader, leg: str, traveller: str) -> HTMLResponse:
    """Show a traveller who has no hit."""
    purpose = person.purpose
    flight = leg_within(person, leg)
    traveller_id = person.opaque.reveal("traveller", traveller)
    with person.application.store.consulting(person.actor, purpose) as scope:
        seen = look_up(scope, traveller_id, flight) if traveller_id else None
        now = scope.now
    if seen is None or not seen.pairs:
        raise HTTPException(404)
    view = present(seen, flight, person, now, f"/flights/{leg}")
    ends = flight.lands + WINDOW if flight.lands else None
    shell = frame(
        request, person, active="board", keys=("print", "close"), entry=scope.entry, purpose_ends=ends
    )
    return render("dossier.html", frame=shell, shown=view)


@router.get("/hits/{hit}")
def show_hit(request: Request, person: PassengerReader, hit: str) -> HTMLResponse:
    """Show a traveller with the possible match to decide on."""
    purpose = person.purpose
    opaque = person.opaque
    card, leg = hit_within(person, hit)
    with person.application.store.consulting(person.actor, purpose) as scope:
        opened = hits.opened(scope, card.id)
        seen = look_up(scope, card.traveller_id, leg)
        decided = disposition.history(scope, card.id)
        others = hits.of_traveller(scope, card.traveller_id)
        around = hits.of_flight(scope, leg.id)
        names = accounts.persons(scope)
        now = scope.now
    if opened is None or seen is None or not seen.pairs:
        raise HTTPException(404)
    view = present(seen, leg, person, now, f"/flights/{opaque.hide('leg', leg.id)}")
    before, after, place = _places(around, card, person)
    view = replace(
        view,
        hit=opened.line,
        hit_link=f"/hits/{hit}",
        owner=opened.registered.owner if opened.registered else "",
        raised=times.clock(opened.line.raised_at, person.airport),
        compared=comparison.compare(opened.match),
        open=opened.line.state in WAITING,
        past=tuple(past(one, names, person.airport) for one in decided),
        others=tuple(
            Other(
                f"/hits/{opaque.hide('hit', one.id)}",
                f"{one.list_title} · {one.source_id}",
                word(f"hit.{one.state.value}"),
            )
            for one in others
            if one.id != card.id
        ),
        previous_link=before,
        next_link=after,
        place=place,
    )
    ends = leg.lands + WINDOW if leg.lands else None
    shell = frame(request, person, active="hits", keys=KEYS, entry=scope.entry, purpose_ends=ends)
    return render("dossier.html", frame=shell, shown=view)


def _places(around: Sequence[HitLine], card: HitLine, person: Person) -> tuple[str, str, str]:
    """Return the links to the hits before and after this one on the flight, and its place among them."""
    ids = [one.id for one in around]
    place = ids.index(card.id) if card.id in ids else 0
    link = [f"/hits/{person.opaque.hide('hit', one)}" for one in ids]
    return (
        link[place - 1] if place else "",
        link[place + 1] if place + 1 < len(link) else "",
        _("Hit %(place)s of %(all)s on this flight") % {"place": place + 1, "all": len(ids)},
    )

"""The manifest of one flight: who is on it and what was received about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from api.identity.principals import PassengerReader, Person
from api.pages import arrivals, times
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.manifest_rows import Card, Group, Sources, card_of, groups
from api.pages.reach import WINDOW, leg_within
from api.pages.rendering import render
from api.pages.shell import frame
from matching.review import hits
from matching.review.hits import WAITING, HitLine, HitState
from pnr import codes
from pnr.feed import coverage, schedule
from pnr.feed.carriers import registered
from pnr.feed.schedule import Leg
from pnr.quality import remedy, sentence
from pnr.records import manifest, messages, travellers
from pnr.records.messages import Received
from pnr.records.travellers import TravellerState

router = APIRouter()

KEYS = ("list.next", "list.previous", "list.open", "list.panel", "flight.previous", "flight.next", "filter")
_NOBODY = travellers.Counted(0, 0, 0)


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message about the flight, with what was wrong with it."""

    at: str
    kind: str
    channel: str
    people: str
    state: str
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The flight itself."""

    flight: str
    origin: str
    destination: str
    carrier: str
    lands: str
    lands_note: str
    bar: arrivals.Bar
    open_hits: int
    all_hits: int
    with_booking: str


@dataclass(frozen=True, slots=True)
class ManifestView:
    """Everything the manifest's template shows."""

    tab: str
    link: str
    previous_link: str
    next_link: str
    header: Header
    people: int
    groups: tuple[Group, ...] = ()
    card: Card | None = None
    show: str = "all"
    messages: tuple[MessageLine, ...] = ()
    message_count: int = 0


def place(code: str) -> str:
    """Return an airport as `IST Istanbul`."""
    found = codes.airport(code)
    return f"{code} {found.city}" if found else code


def header(
    leg: Leg, found: coverage.Coverage, lines: Sequence[HitLine], *, carrier: str, airport: str, now: datetime
) -> Header:
    """Say what the head of the page shows of the flight."""
    lands = leg.lands
    left = lands - now if lands else timedelta(0)
    return Header(
        flight=leg.flight,
        origin=place(leg.origin),
        destination=place(leg.destination),
        carrier=carrier,
        lands=times.span(left) if left > timedelta(0) else _("landed"),
        lands_note=_("lands %(time)s") % {"time": times.clock(lands, airport)} if lands else "",
        bar=arrivals.bar(found),
        open_hits=sum(one.state in WAITING for one in lines),
        all_hits=sum(one.state is not HitState.UNSUPPORTED for one in lines),
        with_booking="",
    )


def _message(one: Received, airport: str) -> MessageLine:
    kind = f"{one.type} {one.function}".strip()
    return MessageLine(
        times.day_clock(one.received_at, airport),
        kind,
        one.channel,
        ngettext("%(num)s traveller", "%(num)s travellers", one.travellers),
        _("cut short") if not one.complete else one.state.value,
        tuple((sentence(finding, _), remedy(finding, _)) for finding in one.findings[:20]),
    )


def _neighbours(person: Person, leg: Leg) -> tuple[str, str]:
    with person.application.store.reading(person.actor) as scope:
        around = schedule.arriving(
            scope,
            person.airport,
            after=scope.now - timedelta(hours=1),
            before=scope.now + timedelta(hours=24),
        )
    ids = [one.id for one in around]
    if leg.id not in ids:
        return "", ""
    place = ids.index(leg.id)
    hide = person.opaque.hide
    before = f"/flights/{hide('leg', ids[place - 1])}" if place else ""
    after = f"/flights/{hide('leg', ids[place + 1])}" if place + 1 < len(ids) else ""
    return before, after


@router.get("/flights/{leg}")
def show_manifest(
    request: Request,
    person: PassengerReader,
    leg: str,
    *,
    show: Annotated[str, Query(max_length=12)] = "all",
    who: Annotated[str, Query(max_length=24)] = "",
    tab: Annotated[str, Query(max_length=12)] = "list",
) -> HTMLResponse:
    """Show everyone on a flight, or the messages about it. One log entry names every traveller shown."""
    purpose = person.purpose
    flight = leg_within(person, leg)
    opaque, link = person.opaque, f"/flights/{leg}"
    before, after = _neighbours(person, flight)
    with person.application.store.reading(person.actor) as scope:
        counted = travellers.count(scope, [flight.id]).get(flight.id, _NOBODY)
        heard = coverage.heard(scope, [flight.id]).get(flight.id, ())
        covered = coverage.covered(flight, counted, heard, now=scope.now)
        lines = hits.of_flight(scope, flight.id)
        known = registered(scope)
        carrier = known[flight.carrier].name if flight.carrier in known else flight.carrier
        received = messages.of_leg(scope, flight.id)
        head = header(flight, covered, lines, carrier=carrier, airport=person.airport, now=scope.now)
    view = ManifestView(
        tab, link, before, after, head, counted.received, message_count=len(received), show=show
    )
    ends = flight.lands + WINDOW if flight.lands else None
    if tab == "messages":
        view = replace(view, messages=tuple(_message(one, person.airport) for one in reversed(received)))
        return render("manifest.html", frame=frame(request, person, active="board", keys=KEYS), shown=view)
    by_traveller: dict[UUID, HitLine] = {}
    for line in lines:
        if line.state is not HitState.UNSUPPORTED:
            by_traveller.setdefault(line.traveller_id, line)
    with person.application.store.consulting(person.actor, purpose) as scope:
        people = manifest.of_flight(scope, flight.id)
        opened = {key: hits.opened(scope, line.id) for key, line in by_traveller.items()}
    if people is None:
        raise HTTPException(404)
    cards = {key: card for key, card in opened.items() if card is not None}
    first = next(iter(by_traveller), None)
    selected = opaque.reveal("traveller", who) if who else first

    def row_link(traveller: UUID, line: HitLine | None) -> str:
        if line is not None:
            return f"/hits/{opaque.hide('hit', line.id)}"
        return f"{link}/travellers/{opaque.hide('traveller', traveller)}"

    found = Sources(
        by_traveller,
        cards,
        row_link,
        lambda traveller: f"{link}?show={show}&who={opaque.hide('traveller', traveller)}",
        selected,
    )
    chosen = next((row for row in people.rows if row.traveller_id == selected), None)
    here = [row for row in people.rows if row.state is not TravellerState.GONE]
    booked = sum("pnr" in row.sources for row in here)
    view = replace(
        view,
        header=replace(head, with_booking=_("%(some)s of %(all)s") % {"some": booked, "all": len(here)}),
        groups=groups(people, found, show=show),
        card=card_of(chosen, flight, found) if chosen else None,
    )
    return render(
        "manifest.html",
        frame=frame(request, person, active="board", keys=KEYS, entry=scope.entry, purpose_ends=ends),
        shown=view,
    )

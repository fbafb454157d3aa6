"""Intake by hand: drop message files or a manifest, look over what was read, screen, see who was flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.identity.principals import Person, Uploader
from api.pages import arrivals, times
from api.pages.desk import Desk, Fault, Item, new_key
from api.pages.handed_in import as_message, columns_of, faults_of, refused_rows
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.rendering import render
from api.pages.shell import frame
from api.pages.wording import word
from api.running.intake import Feed, Receipt, TooLargeError, receive, store_decoded
from api.running.worker import work
from matching.review import hits
from pnr.feed import coverage, schedule
from pnr.feed.schedule import Leg
from pnr.reading import Decoded
from pnr.records import dropped, travellers
from pnr.records.messages import MessageState
from pnr.wire import manifest as manifests
from pnr.wire.manifest_columns import Meaning

router = APIRouter()

KEYS = ("list.next", "list.previous", "confirm")
_MOST_FILES = 20
_NOBODY = travellers.Counted(0, 0, 0)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the desk, as the list shows it."""

    link: str
    name: str
    kind: str
    read: str
    refused: int
    about: str
    waits: bool
    selected: bool


@dataclass(frozen=True, slots=True)
class Flagged:
    """A hit that the file raised, or that stands on its flight: no name here, the dossier has it."""

    link: str
    severity: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a file: what became of it."""

    kind: str
    flight: str
    flight_link: str
    text: str
    entry: int


@dataclass(frozen=True, slots=True)
class FlightChoice:
    """A flight a manifest may belong to."""

    value: str
    text: str
    selected: bool


@dataclass(frozen=True, slots=True)
class IntakeView:
    """Everything the intake's template shows."""

    files: tuple[FileLine, ...]
    dropped: tuple[tuple[str, str], ...]
    item: Item | None = None
    meanings: tuple[str, ...] = ()
    columns: tuple[object, ...] = ()
    refused: tuple[Fault, ...] = ()
    doubtful: str = ""
    flights: tuple[FlightChoice, ...] = ()
    bar: arrivals.Bar | None = None
    bar_flight: str = ""
    told: tuple[Told, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    wrong: str = ""
    held: int = 0
    limit: int = 0


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _feed(person: Person) -> Feed:
    return Feed("page", person.actor, airports=person.account.airports)


def _owner(person: Person) -> str:
    return person.session.reference


def _assess(person: Person) -> None:
    """Screen what just came in, so that the page can say who was flagged; the worker would do it too."""
    work(person.application.store, person.application.screener)


def _counts(receipt: Receipt) -> tuple[str, str]:
    kinds = Counter(one.type for one in receipt.taken)
    kind = ", ".join(f"{number} {name}" if number > 1 else name for name, number in kinds.items())
    return kind or receipt.kind, ngettext("%(num)s read", "%(num)s read", receipt.travellers)


def _file(item: Item, selected: str) -> FileLine:
    link = f"/intake?file={item.key}"
    if item.receipt is not None:
        kind, read = _counts(item.receipt)
        refused = item.receipt.refused
        about = ngettext("%(num)s message", "%(num)s messages", len(item.receipt.taken))
    else:
        found = item.preview
        kind, read = _("Manifest"), ngettext("%(num)s read", "%(num)s read", found.read if found else 0)
        refused = len(found.refused) if found else 0
        about = ngettext("%(num)s row", "%(num)s rows", found.rows if found else 0)
    return FileLine(
        link, item.name or _("pasted text"), kind, read, refused, about, item.waits, item.key == selected
    )


def _told(receipt: Receipt, person: Person) -> tuple[Told, ...]:
    words = {
        MessageState.STORED: _("%(count)s travellers stored and screened"),
        MessageState.DUPLICATE: _("the same message came before; nothing changed"),
        MessageState.TEST: _("a test: read and counted, never screened"),
        MessageState.UNPLACED: _("names no flight; held sealed for repair"),
        MessageState.QUARANTINED: _("nothing could be read; held sealed for repair"),
        MessageState.IGNORED: _("an answer or acknowledgement: carries no traveller"),
    }
    lines: list[Told] = []
    for one in receipt.taken:
        leg = one.leg
        ours = leg is not None and leg.destination in person.account.airports
        link = f"/flights/{person.opaque.hide('leg', leg.id)}" if leg and ours else ""
        text = words[one.state]
        shown = text % {"count": one.travellers} if "%(" in text else text
        lines.append(Told(one.type, leg.flight if leg else "", link, shown, one.entry))
    return tuple(lines)


def _flagged(person: Person, legs: Sequence[UUID]) -> tuple[Flagged, ...]:
    with person.application.store.reading(person.actor) as scope:
        found = [line for leg in legs for line in hits.of_flight(scope, leg) if line.state in hits.WAITING]
        flights = {leg: schedule.find(scope, leg) for leg in legs}
    return tuple(
        Flagged(
            f"/hits/{person.opaque.hide('hit', line.id)}",
            line.severity,
            f"{line.list_title} {line.source_id}",
            _("%(flight)s · raised %(time)s")
            % {
                "flight": flight.flight if (flight := flights[line.leg_id]) else "",
                "time": times.clock(line.raised_at, person.airport),
            },
        )
        for line in found
    )


def _around(person: Person) -> tuple[Leg, ...]:
    with person.application.store.reading(person.actor) as scope:
        return tuple(
            leg
            for airport in person.account.airports
            for leg in schedule.arriving(
                scope, airport, after=scope.now - timedelta(hours=12), before=scope.now + timedelta(hours=36)
            )
        )


def _bar(person: Person, leg_id: UUID) -> tuple[arrivals.Bar, str] | None:
    with person.application.store.reading(person.actor) as scope:
        leg = schedule.find(scope, leg_id)
        if leg is None:
            return None
        counted = travellers.count(scope, [leg_id]).get(leg_id, _NOBODY)
        heard = coverage.heard(scope, [leg_id]).get(leg_id, ())
        covered = coverage.covered(leg, counted, heard, now=scope.now)
    return arrivals.bar(covered), leg.flight


def _waiting_item(view: IntakeView, item: Item, person: Person) -> IntakeView:
    found = item.preview
    if found is None:
        return view
    legs = _around(person)
    guess = found.leg
    likely = next(
        (leg for leg in legs if guess and (leg.carrier, leg.number) == (guess.carrier, guess.number)), None
    )
    choices = tuple(
        FlightChoice(
            person.opaque.hide("leg", leg.id),
            f"{leg.flight}  {leg.origin} → {leg.destination}"
            + (f"  {times.day_clock(leg.lands, leg.destination)}" if leg.lands else ""),
            leg is likely,
        )
        for leg in legs
    )
    drawn = _bar(person, likely.id) if likely else None
    doubtful = ""
    if found.doubtful:
        rows = ", ".join(str(row) for row in found.doubtful[:8])
        doubtful = _("Surname first or last? Rows that fit both ways: %(rows)s.") % {"rows": rows}
    return replace(
        view,
        item=item,
        meanings=tuple(one.value for one in Meaning),
        columns=columns_of(found, item.mapping),
        refused=refused_rows(found),
        doubtful=doubtful,
        flights=choices,
        bar=drawn[0] if drawn else None,
        bar_flight=drawn[1] if drawn else "",
    )


def _read_item(view: IntakeView, item: Item, person: Person) -> IntakeView:
    if item.receipt is None:
        return view
    legs = list(dict.fromkeys(one.leg.id for one in item.receipt.taken if one.leg))
    ours = [
        one.leg.id
        for one in item.receipt.taken
        if one.leg is not None and one.leg.destination in person.account.airports
    ]
    drawn = _bar(person, ours[0]) if len(legs) == 1 and ours else None
    return replace(
        view,
        item=item,
        refused=item.faults,
        told=_told(item.receipt, person),
        flagged=_flagged(person, list(dict.fromkeys(ours))),
        bar=drawn[0] if drawn else None,
        bar_flight=drawn[1] if drawn else "",
    )


def _page(
    request: Request, person: Person, *, key: str = "", wrong: str = "", status: int = 200
) -> HTMLResponse:
    now = person.application.now()
    items = _desk(request).of(_owner(person), now)
    item = next((one for one in items if one.key == key), items[0] if items and not key else None)
    with person.application.store.reading(person.actor) as scope:
        counts = dropped.shown(scope, since=scope.now.date() - timedelta(days=30))
    view = IntakeView(
        files=tuple(_file(one, item.key if item else "") for one in items),
        dropped=tuple((word(f"class.{name}"), number) for name, number in counts.items()),
        wrong=wrong
        or (_("That file is gone: files wait ten minutes. Drop it again.") if key and not item else ""),
        limit=person.application.settings.body_limit // (1024 * 1024),
    )
    if item is not None:
        view = _waiting_item(view, item, person) if item.waits else _read_item(view, item, person)
    return render(
        "intake.html", status=status, frame=frame(request, person, active="intake", keys=KEYS), shown=view
    )


@router.get("/intake")
def show_intake(
    request: Request, person: Uploader, *, file: Annotated[str, Query(max_length=24)] = ""
) -> HTMLResponse:
    """Show what was handed in in the last ten minutes, and one file of it."""
    return _page(request, person, key=file)


@router.post("/intake")
def hand_in(
    request: Request,
    person: Uploader,
    *,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form(max_length=8_000_000)] = "",
) -> Response:
    """Take files or pasted text: messages are read, stored and screened; a manifest waits to be seen."""
    handed = [(one.filename or "", one.file.read()) for one in (files or [])[:_MOST_FILES]]
    if text.strip():
        handed.append(("", text.encode()))
    handed = [(name, data) for name, data in handed if data]
    if not handed:
        return _page(request, person, wrong=_("Choose a file or paste a text first."), status=422)
    now = person.application.now()
    last = ""
    try:
        for name, data in handed:
            item = _hand_in(person, name, data, now)
            _desk(request).put(item)
            last = item.key
    except TooLargeError:
        return _page(
            request, person, wrong=_("A file is larger than the limit. Send it in parts."), status=413
        )
    _assess(person)
    return RedirectResponse(f"/intake?file={last}", status_code=303)


def _hand_in(person: Person, name: str, data: bytes, now: datetime) -> Item:
    settings = person.application.settings
    item = Item(new_key(), _owner(person), name[:120], now)
    if manifests.is_manifest(data, name):
        if len(data) > settings.body_limit:
            raise TooLargeError(f"{len(data)} bytes; the limit is {settings.body_limit}")
        return replace(item, data=data, preview=manifests.preview(data, name, today=now.date()))
    receipt = receive(person.application.store, data, _feed(person), name=name, limit=settings.body_limit)
    return replace(item, receipt=receipt, faults=faults_of(receipt, data))


async def _mapping(request: Request) -> dict[int, str]:
    """Read the columns' meanings from a form of this page."""
    form = await request.form()
    meanings = {one.value for one in Meaning}
    return {
        int(name.removeprefix("column_")): value
        for name, value in form.items()
        if name.startswith("column_")
        and name[7:].isdecimal()
        and isinstance(value, str)
        and value in meanings
    }


@router.post("/intake/{key}")
async def go_on(
    request: Request,
    person: Uploader,
    key: str,
    *,
    act: Annotated[str, Form(max_length=12)] = "",
    flight: Annotated[str, Form(max_length=24)] = "",
) -> Response:
    """Read a waiting manifest again with other columns, screen it, or discard it."""
    mapping = await _mapping(request)
    return await run_in_threadpool(_go_on, request, person, key, act=act, flight=flight, mapping=mapping)


def _go_on(
    request: Request, person: Person, key: str, *, act: str, flight: str, mapping: dict[int, str]
) -> Response:
    desk, now = _desk(request), person.application.now()
    item = desk.take(key, _owner(person), now)
    if item is None or not item.waits:
        return _page(request, person, key=key, status=409)
    if act == "discard":
        desk.discard(key, _owner(person))
        return RedirectResponse("/intake", status_code=303)
    changed = {
        index: meaning
        for index, meaning in mapping.items()
        if item.preview is None or item.preview.columns[index].reads_as != meaning or index in item.mapping
    }
    if act != "screen":
        found = manifests.preview(item.data, item.name, mapping=changed, today=now.date())
        desk.put(replace(item, preview=found, mapping=changed, at=now))
        return RedirectResponse(f"/intake?file={key}", status_code=303)
    return _screen(request, person, replace(item, mapping=changed), flight)


def _screen(request: Request, person: Person, item: Item, flight: str) -> Response:
    leg_id = person.opaque.reveal("leg", flight) if flight else None
    leg = next((one for one in _around(person) if one.id == leg_id), None)
    if leg is None and (item.preview is None or item.preview.leg is None):
        text = _("Say which flight these travellers are on.")
        return _page(request, person, key=item.key, wrong=text, status=422)
    now = person.application.now()
    message = manifests.read_manifest(item.data, item.name, mapping=item.mapping or None, today=now.date())
    if leg is not None:
        message = as_message(message, leg)
    receipt = store_decoded(
        person.application.store, item.data, Decoded("manifest", (message,)), _feed(person), name=item.name
    )
    _desk(request).put(replace(item, data=b"", receipt=receipt, faults=refused_rows(item.preview), at=now))
    _assess(person)
    return RedirectResponse(f"/intake?file={item.key}", status_code=303)

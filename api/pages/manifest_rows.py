"""The people of a flight as rows: hits first, then who was screened on less than usual, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.pages import comparison, times
from api.pages.comparison import Comparison
from api.pages.language import gettext as _
from api.pages.language import ngettext
from api.pages.wording import word
from matching.review import hits
from matching.review.hits import WAITING, HitCard, HitLine
from pnr import codes
from pnr.feed.schedule import Leg
from pnr.records.manifest import Manifest, ManifestRow
from pnr.records.travellers import TravellerState

_USUAL = ("birth", "document", "name")


@dataclass(frozen=True, slots=True)
class Why:
    """Why a row is worth a look: severity or nothing, a headline, a second line."""

    severity: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One traveller of the list."""

    link: str
    panel_link: str
    edge: str
    seat: str
    received: str
    spelled: str
    nationality: str
    nationality_name: str
    born: str
    document: str
    route: tuple[str, ...]
    why: Why | None
    evidence: str
    state: str
    faded: bool
    selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the list under its own bar."""

    title: str
    about: str
    rows: tuple[PersonRow, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """The selected traveller, in the side panel."""

    title: str
    seat: str
    hit: HitLine | None
    compared: Comparison | None
    facts: tuple[tuple[str, str], ...]
    link: str
    place: str


def shown_route(route: Sequence[str], leg: Leg) -> tuple[str, ...]:
    """Return the way here: up to the flight's own destination, without the way back."""
    for index in range(len(route) - 1):
        if (route[index], route[index + 1]) == (leg.origin, leg.destination):
            return tuple(route[: index + 2])
    return tuple(route)


def spelled(row: ManifestRow) -> str:
    """Return the name as meant, in normal case, surname first."""
    given = " ".join(part for part in (row.name.given, row.name.middle) if part)
    return " ".join(part for part in (row.name.surname.title(), given.title()) if part)


def document(row: ManifestRow) -> str:
    """Return the document nearest to the passport: kind, number."""
    return f"{row.document.kind or '?'} {row.document.number}" if row.document else ""


def _missing(row: ManifestRow) -> tuple[str, ...]:
    return tuple(name for name in _USUAL if name not in (row.screened_on or ()))


def _why(row: ManifestRow, line: HitLine | None, card: HitCard | None) -> Why | None:
    if line is not None:
        note = line.source_id
        if card is not None:
            compared = comparison.compare(card.match)
            note = ", ".join((*compared.speaks_for[:2], *compared.speaks_against[:1])).lower()
        return Why(line.severity if line.state in WAITING else "none", line.list_title, note)
    if row.screened_on is None:
        return Why("unknown", _("Not screened"), _("screening is behind, or the record came just now"))
    if _missing(row):
        first = word(f"screened_on.{_missing(row)[0]}")
        on = ", ".join(word(f"screened_on.{one}") for one in row.screened_on)
        return Why("", _("No %(what)s received") % {"what": first}, _("screened on %(on)s") % {"on": on})
    if row.party > 1:
        return Why("", _("party of %(count)s") % {"count": row.party}, "")
    return None


def _state(row: ManifestRow, line: HitLine | None) -> str:
    if line is not None:
        return word(f"verdict.{line.verdict}") if line.verdict else word(f"hit.{line.state.value}")
    if row.state in {TravellerState.GONE, TravellerState.NOT_BOARDED}:
        return word(f"traveller.{row.state.value}")
    return _("Screened") if row.screened_on is not None else _("Waiting")


@dataclass(frozen=True, slots=True)
class Sources:
    """What rows are made from beside the records: hits by traveller, opened cards, addresses."""

    lines: Mapping[UUID, HitLine]
    cards: Mapping[UUID, HitCard]
    link: Callable[[UUID, HitLine | None], str]
    panel_link: Callable[[UUID], str]
    selected: UUID | None = None


def person_row(row: ManifestRow, leg: Leg, found: Sources) -> PersonRow:
    """Say everything the list shows about one traveller."""
    line = found.lines.get(row.traveller_id)
    card = found.cards.get(row.traveller_id)
    evidence = ""
    if card is not None:
        compared = comparison.compare(card.match)
        evidence = _("%(yes)s for, %(no)s against") % {
            "yes": sum(one.side == "for" for one in compared.lines),
            "no": sum(one.side == "against" for one in compared.lines),
        }
    decided = line is not None and line.state not in WAITING
    return PersonRow(
        link=found.link(row.traveller_id, line),
        panel_link=found.panel_link(row.traveller_id),
        edge=line.severity if line and not decided else "gap" if row.screened_on is None else "",
        seat=row.seat or "–",
        received=row.name.received or spelled(row).upper(),
        spelled=spelled(row),
        nationality=row.nationality or "–",
        nationality_name=codes.country_name(row.nationality) if row.nationality else _("not received"),
        born=times.partial_date(row.birth) if row.birth else "–",
        document=document(row) or "–",
        route=shown_route(row.route, leg),
        why=_why(row, line, card),
        evidence=evidence or (_("no list match") if _missing(row) and row.screened_on is not None else ""),
        state=_state(row, line),
        faded=decided or row.state is TravellerState.GONE,
        selected=row.traveller_id == found.selected,
    )


def groups(people: Manifest, found: Sources, *, show: str = "all") -> tuple[Group, ...]:
    """Sort the flight into hits, not screened, screened on less, no reason to look, gone."""
    here = [row for row in people.rows if row.state is not TravellerState.GONE]
    flagged = [row for row in people.rows if row.traveller_id in found.lines]
    rest = [row for row in here if row.traveller_id not in found.lines]
    waiting = [row for row in flagged if found.lines[row.traveller_id].state in WAITING]
    decided = [row for row in flagged if row not in waiting]
    severities = {
        row.traveller_id: hits.SEVERITIES.index(found.lines[row.traveller_id].severity) for row in flagged
    }
    waiting.sort(key=lambda row: severities[row.traveller_id])
    unscreened = [row for row in rest if row.screened_on is None]
    less = [row for row in rest if row.screened_on is not None and _missing(row)]
    usual = [row for row in rest if row.screened_on is not None and not _missing(row)]
    gone = [row for row in people.rows if row.state is TravellerState.GONE and row not in flagged]

    def rows(some: list[ManifestRow]) -> tuple[PersonRow, ...]:
        return tuple(person_row(row, people.leg, found) for row in some)

    def seated(some: list[ManifestRow]) -> list[ManifestRow]:
        return sorted(some, key=lambda row: (row.seat == "", row.seat.rjust(4, "0")))

    everything = {
        "hits": Group(
            _("Hits"),
            _("%(open)s open, %(decided)s decided") % {"open": len(waiting), "decided": len(decided)},
            rows(waiting + decided),
        ),
        "unscreened": Group(
            _("Not screened"), _("nothing is known about them yet"), rows(seated(unscreened)), gap=True
        ),
        "less": Group(
            _("Screened on less than usual"),
            ngettext("%(num)s traveller", "%(num)s travellers", len(less)),
            rows(seated(less)),
        ),
        "usual": Group(
            _("No reason to look"),
            ngettext("%(num)s traveller, screened", "%(num)s travellers, all screened", len(usual)),
            rows(seated(usual)),
        ),
        "gone": Group(
            _("No longer on this flight"),
            ngettext("%(num)s traveller", "%(num)s travellers", len(gone)),
            rows(seated(gone)),
        ),
    }
    return tuple(group for name, group in everything.items() if group.rows and show in {"all", name})


def card_of(row: ManifestRow, leg: Leg, found: Sources) -> Card:
    """Say what the panel shows of the selected traveller."""
    line, card = found.lines.get(row.traveller_id), found.cards.get(row.traveller_id)
    sources = ", ".join(word(f"source.{one}") for one in row.sources)
    facts = (
        (_("Name"), row.name.received),
        (_("Born"), times.partial_date(row.birth) if row.birth else _("not received")),
        (_("Document"), document(row) or _("not received")),
        (_("Route"), " – ".join(shown_route(row.route, leg))),
        (_("Party"), _("alone") if row.party <= 1 else _("party of %(count)s") % {"count": row.party}),
        (_("Bags"), ngettext("%(num)s piece", "%(num)s pieces", row.bags)),
        (_("Source"), sources),
    )
    waiting = [key for key, one in found.lines.items() if one.state in WAITING]
    place = ""
    if line is not None and row.traveller_id in waiting:
        place = _("%(place)s of %(all)s open") % {
            "place": waiting.index(row.traveller_id) + 1,
            "all": len(waiting),
        }
    return Card(
        title=spelled(row) or row.name.received,
        seat=row.seat,
        hit=line,
        compared=comparison.compare(card.match) if card else None,
        facts=facts,
        link=found.link(row.traveller_id, line),
        place=place,
    )

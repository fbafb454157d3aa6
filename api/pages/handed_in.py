"""What was read of a file and what was refused, without a person's value: places, words and shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from api.pages.desk import Fault
from api.pages.language import gettext as _
from api.running.intake import Receipt
from pnr import codes
from pnr.feed.schedule import Leg
from pnr.model.booking import Message
from pnr.model.flight import FlightLeg
from pnr.quality import Finding, Severity, remedy, sentence
from pnr.shape import shape
from pnr.wire.manifest import ManifestPreview, RefusedRow

_AROUND = 48
_MOST = 40
_GRAVE = frozenset({Severity.ERROR, Severity.REFUSED})


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a manifest, for a person to look over."""

    index: int
    letter: str
    header: str
    reads_as: str
    rows: str
    note: str
    sample: str
    kept: bool
    changed: bool


def columns_of(found: ManifestPreview, mapping: Mapping[int, str]) -> tuple[ColumnLine, ...]:
    """Say how each column was read."""
    return tuple(
        ColumnLine(
            one.index,
            one.letter,
            one.header or _("(no heading)"),
            one.reads_as,
            _("%(some)s of %(all)s") % {"some": one.rows, "all": found.rows} if one.kept else _("not kept"),
            one.note.replace("_", " "),
            " · ".join(one.sample[:2]),
            one.kept,
            one.index in mapping,
        )
        for one in found.columns
    )


def _row(one: RefusedRow) -> Fault:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    at = letters.index(one.column) if one.column in letters and len(one.column) == 1 else 0
    at = min(at, max(len(one.shapes) - 1, 0))
    finding = Finding(one.code, Severity.ERROR, segment="row", position=one.row, element=one.column)
    return Fault(
        place=_("Row %(row)s, column %(column)s") % {"row": one.row, "column": one.column or "–"},
        sentence=sentence(finding, _),
        remedy=remedy(finding, _),
        before=f"{one.row} | " + "".join(f"{cell} | " for cell in one.shapes[:at]),
        marked=(one.shapes[at] if one.shapes else "") or "      ",
        after="".join(f" | {cell}" for cell in one.shapes[at + 1 :]),
    )


def refused_rows(found: ManifestPreview | None) -> tuple[Fault, ...]:
    """Return the rows of a manifest that gave no traveller, each with its cells as shapes."""
    if found is None:
        return ()
    whole = tuple(_whole(one) for one in found.findings if one.severity in _GRAVE and not one.position)
    return (*whole, *(_row(one) for one in found.refused[:_MOST]))


def _whole(one: Finding) -> Fault:
    return Fault(_("The file"), sentence(one, _), remedy(one, _), "", "", "")


def _message_fault(one: Finding, data: bytes) -> Fault:
    place = " ".join(
        part
        for part in (
            _("Segment %(number)s") % {"number": one.position} if one.position else "",
            one.segment,
            _("element %(element)s") % {"element": one.element} if one.element else "",
            _("byte %(start)s to %(end)s") % {"start": f"{one.start:,}", "end": f"{one.end:,}"},
        )
        if part
    )
    if one.start >= one.end:
        return Fault(place, sentence(one, _), remedy(one, _), "", "", "")

    def shaped(start: int, end: int) -> str:
        return (
            shape(data[max(start, 0) : max(end, 0)].decode("latin-1")).replace("\r", " ").replace("\n", " ")
        )

    return Fault(
        place,
        sentence(one, _),
        remedy(one, _),
        shaped(one.start - _AROUND, one.start),
        shaped(one.start, min(one.end, one.start + 2 * _AROUND)) or " ",
        shaped(one.end, one.end + _AROUND),
    )


def faults_of(receipt: Receipt, data: bytes) -> tuple[Fault, ...]:
    """Return what was refused in a message file, with pointers; warnings and notes stay with the flight."""
    found = [*receipt.findings, *(finding for one in receipt.taken for finding in one.findings)]
    grave = dict.fromkeys(one for one in found if one.severity in _GRAVE)
    return tuple(_message_fault(one, data) for one in list(grave)[:_MOST])


def _local(leg: Leg, end: str) -> str:
    at, airport = (leg.departs, leg.origin) if end == "departs" else (leg.lands, leg.destination)
    return codes.local(at, airport).strftime("%Y-%m-%dT%H:%M") if at else leg.departure_date.isoformat()


def as_message(message: Message, leg: Leg) -> Message:
    """Return a manifest's message about the flight a person chose."""
    chosen = FlightLeg(
        leg.carrier,
        leg.number,
        leg.suffix,
        leg.origin,
        leg.destination,
        _local(leg, "departs"),
        _local(leg, "lands"),
    )
    return msgspec.structs.replace(message, legs=(chosen,))

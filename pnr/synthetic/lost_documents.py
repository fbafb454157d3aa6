"""Documents an invented register says are lost or stolen, and the travellers who carry them all the same.

Such a list holds no names: whoever carries the document is to be asked, and mostly it is its owner.
"""

from __future__ import annotations

import msgspec

from pnr.synthetic.disagreement import Plant, Variant
from pnr.synthetic.listed import ordinary
from pnr.synthetic.people import Person

# 2026-01-01: the day ages are drawn for, so that lists and people do not depend on the clock
REFERENCE = 20454
DOCUMENTS = "lost-documents"


class LostDocument(msgspec.Struct, frozen=True):
    """One line of the register."""

    entry_id: str
    number: str
    issuer: str
    status: str


def _holder(seed: int, serial: int) -> Person:
    codes = ("serbian", "albanian", "macedonian", "central", "turkish", "bosnian")
    return ordinary(seed, 10_000 + serial, codes[serial % len(codes)], reference=REFERENCE)


def lost_document(seed: int, serial: int) -> LostDocument:
    """Return entry `serial` of the register."""
    holder = _holder(seed, serial)
    status = ("stolen", "lost", "lost", "revoked")[serial % 4]
    return LostDocument(f"LD-{serial + 1:04}", holder.passport(REFERENCE).number, holder.nationality, status)


def carried(seed: int, entry: LostDocument, variant: Variant) -> tuple[LostDocument, Plant]:
    """Return an entry and the holder who travels on it, the number right or with an O for its last zero."""
    holder = _holder(seed, int(entry.entry_id[3:]) - 1)
    number = entry.number[:-1] + "0"
    entry = msgspec.structs.replace(entry, number=number)
    written = number[:-1] + "O" if variant is Variant.DOCUMENT_O_FOR_0 else number
    return entry, Plant(
        entry.entry_id,
        DOCUMENTS,
        (variant,),
        holder,
        holder.surname.document,
        holder.given.document,
        holder.birth,
        written,
    )

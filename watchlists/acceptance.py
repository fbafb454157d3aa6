"""Which editions a person must see before they count: an alarm is not a delisting.

A file that is empty, of another format, that would delist too much, or that is older than what is in force is
refused with a code; a person who has looked at it confirms the code.
"""

from __future__ import annotations

from retention.unit_of_work import Reading
from watchlists import archive
from watchlists.archive import Stored
from watchlists.findings import ListError
from watchlists.packing import aligned, unpack
from watchlists.preparation import Prepared
from watchlists.registry import Registered

REJECTED_PERCENT = 1  # more unreadable records than this are an alarm
SLACK = 20  # entries a list may lose without a question, as long as half of it stays


def judge(
    scope: Reading,
    owner: Registered,
    before: Stored | None,
    prepared: Prepared,
    *,
    confirmed: frozenset[str] = frozenset(),
) -> None:
    """Raise `ListError` for an edition that may not take the place of `before` unconfirmed.

    Codes: `empty_list` (always refused), `too_many_rejected`, `other_format`, `shrunk`, `older_edition`.
    """
    if not prepared.entries:
        raise ListError("empty_list", "The file holds no entry that could be compared with a traveller")
    if prepared.rejected * 100 > prepared.records * REJECTED_PERCENT and "too_many_rejected" not in confirmed:
        raise ListError(
            "too_many_rejected",
            f"{prepared.rejected} of {prepared.records} records cannot be read",
            remedy="Correct them, or confirm too_many_rejected",
        )
    wanted = owner.format or (before.format if before else "")
    if wanted not in ("", prepared.edition.format) and "other_format" not in confirmed:
        raise ListError(
            "other_format",
            f"The list comes as {wanted}, this file is {prepared.edition.format}",
            remedy="See that it is the same list, then confirm other_format",
        )
    if before is None:
        return
    _delisting(scope, owner, before, prepared, confirmed)
    new, old = prepared.edition.generated_at[:19], before.generated_at[:19]
    if new and old and new < old and "older_edition" not in confirmed:
        raise ListError(
            "older_edition",
            f"The edition of {new} is older than the one in force, of {old}",
            remedy="To go back on purpose, roll back",
        )


def _delisting(
    scope: Reading, owner: Registered, before: Stored, prepared: Prepared, confirmed: frozenset[str]
) -> None:
    if "shrunk" in confirmed:
        return
    lost = delisted(scope, before, prepared)
    half = lost * 2 > before.entries
    floor = (before.entries - lost) * 100 < before.entries * owner.floor_percent and lost >= SLACK
    if half or floor:
        raise ListError(
            "shrunk",
            f"{lost} of {before.entries} entries would be delisted; the file holds {prepared.entries}",
            remedy="See that the file is whole and the same list, then confirm shrunk",
        )


def delisted(scope: Reading, before: Stored, prepared: Prepared) -> int:
    """Return how many references in force the edition lacks; equal parts are not opened."""
    old = archive.part_digests(scope, before)
    new = prepared.parts
    lost = 0
    for left, right in aligned(len(old), len(new)):
        if [old[place] for place in left] == [new[place].digest for place in right]:
            continue
        here = {entry.source_id for place in right for entry in unpack(new[place].blob)}
        lost += sum(
            entry.source_id not in here for place in left for entry in archive.part(scope, before, place)
        )
    return lost

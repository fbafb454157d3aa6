"""One new or amended entry against many travellers: the question asked when a list changes.

The entry becomes a list of its own and the travellers a batch, so the answer is the one the full list would
have given for this entry, but for how rare a word is: `traffic` carries that over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matching.screening.listed import ListedEntries
from matching.screening.model import Match, Subject
from matching.screening.screener import build
from watchlists.entry import Entry


def retro(
    entry: Entry,
    subjects: Sequence[Subject],
    *,
    listed: ListedEntries,
    traffic: Mapping[str, int] | None = None,
) -> list[Match | None]:
    """Return the match of each traveller with `entry`, or None below the review line, in order.

    `listed` names the list, its version and its severity; its entries are not looked at.
    """
    alone = ListedEntries(listed.list_id, listed.version, listed.severity, (entry,))
    found = build([alone], traffic=traffic).screen(subjects)
    return [matches[0] if matches else None for matches in found]

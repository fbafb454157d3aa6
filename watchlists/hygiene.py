"""How good a list is: entries that are one person twice, that say too little, or that will cost alerts.

Findings are advice to the list's owner; nothing is changed. Names are compared folded (case, marks, script,
order of words), so this is no matching engine: it finds what a clerk would call the same at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from watchlists import dates
from watchlists.documents import TRAVEL_KINDS
from watchlists.entry import Entry, EntryBirth, EntryName

NEAR = 0.94  # similarity from which two names count as near; a slip of the pen in a name of ten letters
MAX_GROUP = 60  # entries that share a word and a birth year before they are no longer compared one by one
YEARS = 80  # years travellers' births are spread over, roughly
SLACK_YEARS = 2  # what `circa` adds on either side


class Advice(StrEnum):
    """What is worth a look."""

    SAME_DOCUMENT = "same_document"  # two entries hold one document number
    SAME_NAME = "same_name"  # two entries have one name and births that can agree
    NEAR_NAME = "near_name"  # two entries have nearly one name and one birth
    NO_IDENTIFIER = "no_identifier"  # neither a birth nor a document: a name alone
    ONE_WORD = "one_word"  # no name has more than one word
    ONLY_WEAK = "only_weak"  # every name is a weak alias
    FIRST_OF_JANUARY = "first_of_january"  # the only birth is a 1 January: often a year in disguise
    IMPOSSIBLE_BIRTH = "impossible_birth"  # before 1900 or after today
    EXPIRED = "expired"  # valid_until lies behind
    REVIEW_DUE = "review_due"


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of advice about one entry, or about two."""

    advice: Advice
    source_id: str
    other_id: str = ""


def folded(name: EntryName) -> str:
    """Return a name as ASCII words in alphabetical order: equal for equal names however written."""
    letters = "".join(letter if letter.isalnum() else " " for letter in anyascii(name.full).casefold())
    return " ".join(sorted(letters.split()))


def check(entries: Iterable[Entry], *, today: date) -> Iterator[Remark]:
    """Yield every remark on a list: entry by entry first, then pairs. Holds the entries in memory."""
    persons: list[Entry] = []
    for entry in entries:
        yield from _alone(entry, today)
        persons.append(entry)
    seen: set[tuple[str, str]] = set()
    for remark in (*_documents(persons), *_names(persons)):
        pair = (remark.source_id, remark.other_id)
        if pair not in seen:
            seen.add(pair)
            yield remark


def _alone(entry: Entry, today: date) -> Iterator[Remark]:
    day = today.isoformat()
    if entry.valid_until and entry.valid_until < day:
        yield Remark(Advice.EXPIRED, entry.source_id)
    if entry.review_on and entry.review_on <= day:
        yield Remark(Advice.REVIEW_DUE, entry.source_id)
    if entry.kind != "person":
        return
    births = [birth for birth in entry.births if birth.precision != "none"]
    if not births and not entry.documents:
        yield Remark(Advice.NO_IDENTIFIER, entry.source_id)
    if all(len(name.full.split()) < 2 for name in entry.names):
        yield Remark(Advice.ONE_WORD, entry.source_id)
    if entry.names and all(name.quality == "weak" for name in entry.names):
        yield Remark(Advice.ONLY_WEAK, entry.source_id)
    if not all(dates.plausible(birth, today) for birth in births):
        yield Remark(Advice.IMPOSSIBLE_BIRTH, entry.source_id)
    if births and all(birth.precision == "day" and birth.earliest.endswith("-01-01") for birth in births):
        yield Remark(Advice.FIRST_OF_JANUARY, entry.source_id)


def _documents(entries: Sequence[Entry]) -> Iterator[Remark]:
    held: dict[tuple[str, str, str], str] = {}
    for entry in entries:
        for paper in entry.documents:
            if paper.kind not in TRAVEL_KINDS or paper.range_to:
                continue
            key = (paper.kind, paper.issuer, paper.key)
            first = held.setdefault(key, entry.source_id)
            if first != entry.source_id:
                yield Remark(Advice.SAME_DOCUMENT, first, entry.source_id)


def _names(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Compare entries that share a birth year and the beginning of a word, or have one name exactly."""
    names = [_folded(entry) for entry in entries]
    exact: dict[str, list[int]] = {}
    blocks: dict[tuple[str, str], list[int]] = {}
    for place, entry in enumerate(entries):
        for key in names[place]:
            if " " in key:
                exact.setdefault(key, []).append(place)
        years = {one.earliest[:4] for one in entry.births if one.precision in {"day", "month", "year"}}
        words = {word[:3] for key in names[place] for word in key.split() if len(word) > 3}
        for year in years:
            for word in words:
                blocks.setdefault((year, word), []).append(place)
    for places in exact.values():
        for left, right in combinations(places, 2):
            if _agree(entries[left], entries[right]):
                yield Remark(Advice.SAME_NAME, entries[left].source_id, entries[right].source_id)
    compared: set[tuple[int, int]] = set()
    for places in blocks.values():
        if len(places) > MAX_GROUP:
            continue
        for left, right in combinations(places, 2):
            if (left, right) in compared:
                continue
            compared.add((left, right))
            if _near(names[left], names[right]) and _agree(entries[left], entries[right]):
                yield Remark(Advice.NEAR_NAME, entries[left].source_id, entries[right].source_id)


def _folded(entry: Entry) -> tuple[str, ...]:
    strong = (name for name in entry.names if name.quality != "weak")
    return tuple(dict.fromkeys(key for name in strong if (key := folded(name))))


def _near(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return any(
        " " in one and " " in other and JaroWinkler.similarity(one, other, score_cutoff=NEAR) >= NEAR
        for one in left
        for other in right
    )


def _agree(left: Entry, right: Entry) -> bool:
    """Tell whether some birth of one can be one of the other; without births nothing speaks against."""
    ours = [birth for birth in left.births if birth.precision != "none"]
    theirs = [birth for birth in right.births if birth.precision != "none"]
    if not ours or not theirs:
        return True
    return any(
        (not one.earliest or not other.latest or one.earliest <= other.latest)
        and (not other.earliest or not one.latest or other.earliest <= one.latest)
        for one in ours
        for other in theirs
    )


def share_born(birth: EntryBirth) -> float:
    """Return the share of travellers whose birth can be this one, spread evenly over `YEARS` years.

    A day still counts as its year: screening tolerates a wrong day, and many travellers have only a year.
    """
    if birth.precision == "none":
        return 1.0
    first = int(birth.earliest[:4]) if birth.earliest else 1900
    last = int(birth.latest[:4]) if birth.latest else 9999
    years = last - first + 1 + (2 * SLACK_YEARS if birth.circa else 0)
    return min(1.0, years / YEARS)


def expected_alerts(
    entry: Entry,
    *,
    travellers_a_week: int,
    frequency: Callable[[EntryName], float],
    births_known: float = 0.9,
) -> float:
    """Return how many alerts a week the entry would raise on travellers who are somebody else, roughly.

    `frequency` gives the share of travellers whose name would match a name; `births_known` the share whose
    birth the unit receives. Names and births are alternatives and their shares add up, so this is an upper
    estimate, meant for the moment before an entry is saved.
    """
    named = min(1.0, sum(frequency(name) for name in entry.names if name.quality != "weak"))
    born = min(1.0, sum(share_born(birth) for birth in entry.births)) if entry.births else 1.0
    return travellers_a_week * named * (births_known * born + (1 - births_known))

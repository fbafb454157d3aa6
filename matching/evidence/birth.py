"""Dates of birth as evidence: partial dates, swapped day and month, 1 January for unknown, a year off.

Missing on either side is neutral. Weights are ln(P(finding | same person) / P(finding | strangers)): the
first from usual error rates of registers (about nine in ten agree to the day), the second from a
population whose births are spread over sixty years. They are set here by hand, readable, and checked by
`najava names evaluate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from matching.evidence.finding import NOT_COMPARED, Evidence
from watchlists.entry import EntryBirth

WEIGHTS: dict[str, float] = {
    "birth.same_day": 9.6,
    "birth.day_and_month_swapped": 5.8,
    "birth.one_digit_differs": 3.6,
    "birth.days_apart": 3.4,
    "birth.month_agrees": 6.0,
    "birth.year_agrees": 3.8,
    "birth.first_of_january": 2.6,
    "birth.within_range": 2.4,
    "birth.year_one_off": 4.6,
    "birth.year_off": 1.8,
    "birth.year_agrees_day_differs": -0.4,
    "birth.year_near": -1.6,
    "birth.differs": -4.6,
}
_SHOWN = (10, 7, 4)


@lru_cache(maxsize=65_536)
def digits(value: str) -> tuple[int, int, int]:
    """Return (year, month, day) of a partial ISO date, zero where unknown; nonsense gives zeros."""
    pieces = value.strip()[:10].split("-")
    numbers = [int(piece) if piece.isascii() and piece.isdigit() else 0 for piece in pieces[:3]]
    year, month, day = (*numbers, 0, 0, 0)[:3]
    if not 1850 <= year <= 2100:
        return 0, 0, 0
    if not 1 <= month <= 12:
        return year, 0, 0
    return (year, month, day) if 1 <= day <= 31 else (year, month, 0)


def compare_births(traveller: Sequence[str], listed: Sequence[EntryBirth]) -> Evidence:
    """Return the best finding over all dates of both sides, or neutral where a side has none."""
    best = NOT_COMPARED
    for mine in traveller:
        for theirs in listed:
            finding = _compare(mine, theirs)
            if finding and (best is NOT_COMPARED or WEIGHTS[finding] > best.weight):
                shown = theirs.as_written or _shown(theirs)
                best = Evidence(mine, shown, WEIGHTS[finding], finding)
    return best


def _shown(birth: EntryBirth) -> str:
    cut = {"day": 10, "month": 7, "year": 4}.get(birth.precision)
    if cut:
        return birth.earliest[:cut]
    return f"{birth.earliest[:4]}/{birth.latest[:4]}"


def _compare(mine: str, theirs: EntryBirth) -> str:
    year, month, day = digits(mine)
    first = digits(theirs.earliest)
    last = digits(theirs.latest) if theirs.latest else first
    if not year or not first[0] or not last[0]:
        return ""
    margin = 1 if theirs.circa else 0
    if theirs.precision == "range" or last[0] > first[0] or margin:
        inside = first[0] - margin <= year <= last[0] + margin
        near = first[0] - margin - 1 <= year <= last[0] + margin + 1
        return "birth.within_range" if inside else "birth.year_near" if near else "birth.differs"
    if theirs.precision == "year" or not first[1] or not month:
        return _years(year, first[0])
    if theirs.precision == "month" or not first[2] or not day:
        if (year, month) == first[:2]:
            return "birth.month_agrees"
        return "birth.year_agrees_day_differs" if year == first[0] else _years(year, first[0])
    return compare_days((year, month, day), first)


def _years(mine: int, theirs: int) -> str:
    if mine == theirs:
        return "birth.year_agrees"
    return "birth.year_near" if abs(mine - theirs) == 1 else "birth.differs"


def compare_days(mine: tuple[int, int, int], theirs: tuple[int, int, int]) -> str:
    """Return the finding for two complete dates (year, month, day)."""
    if mine == theirs:
        return "birth.same_day"
    years = abs(mine[0] - theirs[0])
    if years == 0:
        if mine[1:] == (theirs[2], theirs[1]):
            return "birth.day_and_month_swapped"
        if (1, 1) in (mine[1:], theirs[1:]):
            return "birth.first_of_january"
        if mine[1] == theirs[1] and abs(mine[2] - theirs[2]) <= 3:
            return "birth.days_apart"
        if _digits_differing(mine, theirs) == 1:
            return "birth.one_digit_differs"
        return "birth.year_agrees_day_differs"
    if mine[1:] == theirs[1:] and mine[1:] != (1, 1):
        return "birth.year_one_off" if years == 1 or _digits_differing(mine, theirs) == 1 else _far(years)
    return "birth.year_near" if years == 1 else "birth.differs"


def _far(years: int) -> str:
    return "birth.year_off" if years <= 10 else "birth.differs"


def _digits_differing(mine: tuple[int, int, int], theirs: tuple[int, int, int]) -> int:
    one, two = (f"{date[0]:04}{date[1]:02}{date[2]:02}" for date in (mine, theirs))
    return sum(left != right for left, right in zip(one, two, strict=True))

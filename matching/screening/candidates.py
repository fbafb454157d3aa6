"""Find the listed rows worth comparing with a whole flight at once, as arrays.

Each traveller's word brings its neighbourhood (kept between flights), each neighbour its rows near the
birth year; rare words bring their rows whatever the year, so that a wrong date on file loses no strong
name. A row stays when the most that could still speak for it reaches the review line.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from matching.evidence import birth, nationality, sex
from matching.names.keys_table import Ids
from matching.names.vocabulary import spread
from matching.screening.index import FIRST_YEAR, MANY, SEXES, YEAR_BITS, NameIndex, nation_code
from matching.screening.model import Subject
from matching.screening.neighbourhood import Neighbourhoods, Reading

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

RARE = 12  # a word of at most so many rows is looked up in every year
UNDATED = 2.0  # nats of further slack for names without a birth year, which stand on the name alone
_BUCKETS = 20  # bits of the table that adds up weights before anything is sorted


class Queries(msgspec.Struct, frozen=True):
    """The names of a batch: words flat (`slots`, `owners`), the rest one element per name."""

    subjects: Longs
    slots: Longs
    owners: Longs
    words: Longs
    days: Longs
    years: Longs
    sexes: Longs
    nations: Longs
    hopes: Floats  # what short words of the name may add in the full comparison


class Candidates(msgspec.Struct, frozen=True):
    """Pairs of a name of the batch (`queries`) and a row, with what could speak for them at most."""

    queries: Longs
    rows: Longs
    scores: Floats


def make_queries(
    subjects: Sequence[Subject], names: Sequence[tuple[int, tuple[Reading, ...]]], cache: Neighbourhoods
) -> Queries:
    """Return the batch as arrays. `names` are (position of the subject, readings of its words)."""
    hopes = np.fromiter((cache.hope(readings) for _, readings in names), np.float32, len(names))
    slots = cache.slots([reading for _, readings in names for reading in readings])
    sizes = np.fromiter((len(readings) for _, readings in names), np.int64, len(names))
    owner = np.fromiter((number for number, _ in names), np.int64, len(names))
    born = np.array([_born(subject) for subject in subjects], dtype=np.int64).reshape(-1, 2)
    sexes = np.fromiter((SEXES.get(subject.sex, 0) for subject in subjects), np.int64, len(subjects))
    nations = np.fromiter((_nation(subject) for subject in subjects), np.int64, len(subjects))
    return Queries(
        owner,
        slots,
        np.repeat(np.arange(len(names)), sizes),
        sizes,
        born[owner, 0],
        born[owner, 1],
        sexes[owner],
        nations[owner],
        hopes + np.where(born[owner, 1] > 0, 0.0, UNDATED).astype(np.float32),
    )


def _born(subject: Subject) -> tuple[int, int]:
    if len(subject.births) != 1:
        return 0, 0
    year, month, day = birth.digits(subject.births[0])
    return (year * 10_000 + month * 100 + day if day else 0), year


def _nation(subject: Subject) -> int:
    if len(subject.nationalities) != 1:
        return MANY if subject.nationalities else 0
    return nation_code(subject.nationalities[0])


def find(
    queries: Queries, index: NameIndex, cache: Neighbourhoods, *, line: float, penalty: float
) -> Candidates:
    """Return the candidates whose optimistic score reaches `line` (nats, prior already taken off)."""
    owners, rows, gains = _hits(queries, index, cache)
    if not len(owners):
        return Candidates(owners, rows, gains)
    known = _others(queries, index, owners, rows) + queries.hopes[owners]
    keys = owners * index.size + rows
    kept = np.flatnonzero(_summed(keys, gains) + known >= line)
    keys, gains, known = keys[kept], gains[kept], known[kept]
    order = np.argsort(keys)
    keys, gains, known = keys[order], gains[order], known[order]
    first = (
        np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        if len(keys)
        else np.zeros(0, np.int64)
    )
    if not len(first):
        return Candidates(keys, keys, gains)
    totals = np.add.reduceat(gains, first)
    matched = np.diff(np.append(first, len(keys)))
    keys = keys[first]
    owners, rows = keys // index.size, keys % index.size
    mine = np.maximum(queries.words[owners] - matched, 0)
    theirs = np.maximum(index.rows.words[rows].astype(np.int64) - matched, 0)
    missing = mine + 0.15 * theirs + 1.1 * np.minimum(mine, theirs)
    scores = (totals + known[first] - penalty * missing).astype(np.float32)
    best = np.flatnonzero(scores >= line)
    return Candidates(owners[best], rows[best], scores[best])


def _hits(queries: Queries, index: NameIndex, cache: Neighbourhoods) -> tuple[Longs, Longs, Floats]:
    """Return (name, row, weight) for every row that a word of a name may be in."""
    starts, sizes = cache.ranges(queries.slots)
    at = spread(starts, sizes)
    owners = np.repeat(queries.owners, sizes)
    words, gains = cache.words[at], cache.gains[at]
    begin, end = index.starts[words], index.starts[words + 1]
    years = queries.years[owners]
    common = np.flatnonzero((years > 0) & (end - begin > RARE))
    whole = np.flatnonzero((years == 0) | (end - begin <= RARE))
    base = words[common].astype(np.int64) << YEAR_BITS
    codes = np.clip(years[common] - FIRST_YEAR, 2, 254)
    unknown = np.searchsorted(index.places, (base + 1).astype(np.uint32))
    low = np.searchsorted(index.places, (base + codes - 1).astype(np.uint32))
    high = np.searchsorted(index.places, (base + codes + 2).astype(np.uint32))
    chosen = np.concatenate([whole, common, common])
    first = np.concatenate([begin[whole], begin[common], low])
    counts = np.concatenate([end[whole], unknown, high]) - first
    return (
        np.repeat(owners[chosen], counts),
        index.postings[spread(first, counts)].astype(np.int64),
        np.repeat(gains[chosen], counts),
    )


def _summed(keys: Longs, gains: Floats) -> npt.NDArray[np.float64]:
    """Return for each hit at least the sum of the weights of its pair: different pairs may share a bucket."""
    mixed = (keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BUCKETS)
    buckets = mixed.astype(np.int64)
    summed = np.bincount(buckets, weights=gains, minlength=1 << _BUCKETS).astype(np.float64)
    return summed[buckets]


def _others(queries: Queries, index: NameIndex, owners: Longs, rows: Longs) -> Floats:
    """Return the most that birth, sex and nationality can weigh for each hit."""
    found = _births(
        queries.days[owners], queries.years[owners], index.rows.days[rows], index.rows.years[rows]
    )
    mine, theirs = queries.sexes[owners], index.rows.sexes[rows]
    found += np.where((mine == 0) | (theirs == 0), 0.0, np.where(mine == theirs, sex.AGREES, sex.DIFFERS))
    nation, other = queries.nations[owners], index.rows.nations[rows]
    alike = (nation == other) | (nation == MANY) | (other == MANY)
    found += np.where(
        (nation == 0) | (other == 0), 0.0, np.where(alike, nationality.AGREES, nationality.DIFFERS)
    )
    return found.astype(np.float32)


def _births(days: Longs, years: Longs, other_days: Ids, other_years: npt.NDArray[np.int16]) -> Doubles:
    weights = birth.WEIGHTS
    apart = np.abs(years - other_years)
    same_birthday = (days % 10_000 == other_days % 10_000) & (apart <= 100)
    both = (days > 0) & (other_days > 0)
    whole = np.where(
        days == other_days,
        weights["birth.same_day"],
        np.where(
            apart == 0,
            weights["birth.day_and_month_swapped"],
            np.where(
                same_birthday,
                weights["birth.year_one_off"],
                np.where(apart == 1, weights["birth.year_near"], weights["birth.differs"]),
            ),
        ),
    )
    by_year = np.where(
        apart == 0,
        weights["birth.month_agrees"],
        np.where(apart == 1, weights["birth.year_near"], weights["birth.differs"]),
    )
    found = np.where(both, whole, by_year)
    return np.where((years == 0), 0.0, np.where(other_years == 0, weights["birth.month_agrees"], found))

"""The listed names as arrays.

Which rows hold a word, sorted by birth year, and what else a row can be judged by.

A row is one name of one entry. Everything is numpy, so an index can be written to a directory, mapped by
many processes and never changes. Entries born in one known year stand under it; all others (no date,
several, a range) under year 0, which every look-up reads too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from matching.evidence.birth import digits
from matching.evidence.nationality import alpha3
from matching.names.alignment import joined_spans
from matching.names.keys_table import Ids
from matching.names.parts import Part, without_article
from matching.names.vocabulary import Vocabulary, make_vocabulary
from matching.screening.pair import entry_name
from watchlists.entry import Entry, EntryBirth

YEAR_BITS = 8
FIRST_YEAR = 1849  # year code 1 is 1850; 0 means any year
SEXES = {"M": 1, "F": 2}
MANY = 65_535  # nationality code of an entry with several


class Rows(msgspec.Struct, frozen=True):
    """One element per listed name. `days` are yyyymmdd or 0, `years` 0 where any year is possible."""

    entries: Ids
    words: npt.NDArray[np.uint8]
    days: Ids
    years: npt.NDArray[np.int16]
    sexes: npt.NDArray[np.uint8]
    nations: npt.NDArray[np.uint16]


class NameIndex(msgspec.Struct, frozen=True):
    """Vocabulary, rows and postings. `places` is word number and year code in one integer, ascending."""

    vocabulary: Vocabulary
    rows: Rows
    places: npt.NDArray[np.uint32]
    postings: Ids
    starts: npt.NDArray[np.int64]  # per word, one more than words

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.rows.entries)


def year_code(year: int) -> int:
    """Return the code of a birth year, 1 to 255."""
    return min(max(year - FIRST_YEAR, 1), 255)


def nation_code(value: str) -> int:
    """Return the code of a nationality, 0 where no table knows it."""
    code = alpha3(value)
    return (ord(code[0]) - 64) * 729 + (ord(code[1]) - 64) * 27 + ord(code[2]) - 64 if code else 0


def make_index(entries: Sequence[Entry]) -> NameIndex:
    """Return the index of all names of `entries`; its rows point to positions in that sequence."""
    named = [
        (number, parts)
        for number, entry in enumerate(entries)
        for parts in dict.fromkeys(entry_name(name) for name in entry.names)
        if parts
    ]
    vocabulary = make_vocabulary(_counts(parts for _, parts in named))
    rows = _rows(entries, named)
    word_numbers = {word: number for number, word in enumerate(vocabulary.words)}
    pairs = np.array(
        [
            (word_numbers[word], row)
            for row, (_, parts) in enumerate(named)
            for word in row_words(parts)
            if word in word_numbers
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    codes = np.where(rows.years > 0, np.clip(rows.years.astype(np.int64) - FIRST_YEAR, 1, 255), 0)
    places = (pairs[:, 0] << YEAR_BITS) | codes[pairs[:, 1]]
    order = np.lexsort((pairs[:, 1], places))
    return NameIndex(
        vocabulary,
        rows,
        places[order].astype(np.uint32),
        pairs[order, 1].astype(np.int32),
        np.searchsorted(places[order], np.arange(len(vocabulary.words) + 1) << YEAR_BITS),
    )


def row_words(parts: Sequence[Part]) -> set[str]:
    """Return the words a name is found by: its words, without a written-on article too, neighbours joined."""
    return {part.text for part in parts} | _made_up(parts)


def _made_up(parts: Sequence[Part]) -> set[str]:
    joined = {"".join([part.text for part in parts[start:end]]) for start, end in joined_spans(parts)}
    return joined | {bare for part in parts if (bare := without_article(part.text))}


def _counts(names: Iterable[tuple[Part, ...]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    made_up: set[str] = set()
    for parts in names:
        counts.update({part.text for part in parts})
        made_up |= _made_up(parts)
    return {**dict.fromkeys(made_up, 0), **counts}


def _rows(entries: Sequence[Entry], named: Sequence[tuple[int, tuple[Part, ...]]]) -> Rows:
    owners = np.array([number for number, _ in named], dtype=np.int32)
    born = [_birth(entry.births) for entry in entries]
    days = np.array([day for day, _ in born], dtype=np.int32)
    years = np.array([year for _, year in born], dtype=np.int16)
    sexes = np.array([_sex(entry) for entry in entries], dtype=np.uint8)
    nations = np.array([_nation(entry) for entry in entries], dtype=np.uint16)
    words = [sum(not part.particle for part in parts) for _, parts in named]
    return Rows(
        owners, np.array(words, dtype=np.uint8), days[owners], years[owners], sexes[owners], nations[owners]
    )


def _birth(births: Sequence[EntryBirth]) -> tuple[int, int]:
    if len(births) != 1 or births[0].circa:
        return 0, 0
    first, last = digits(births[0].earliest), digits(births[0].latest or births[0].earliest)
    if not first[0] or first[0] != last[0]:
        return 0, 0
    whole_day = births[0].precision == "day" and first[2]
    return (first[0] * 10_000 + first[1] * 100 + first[2] if whole_day else 0), first[0]


def _sex(entry: Entry) -> int:
    codes = {SEXES.get(value[:1].upper(), 0) for value in entry.sexes}
    return codes.pop() if len(codes) == 1 else 0


def _nation(entry: Entry) -> int:
    codes = {nation_code(value) for value in entry.nationalities}
    return MANY if len(codes) > 1 else codes.pop() if codes else 0

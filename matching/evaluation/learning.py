"""Learn the weights of names from labelled travellers and from strangers who look alike.

Each round compares the listed travellers with their own entries and the strangers with every entry the
index proposes, keeps the pairs above one cut on both sides (so that leaving out the hopeless ones biases
nothing) and fits a logistic regression to the terms of `matching.names.comparison`. Only persons of one
half of the sets are used; the other half stays for the report.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from matching.evaluation.fitting import Matrix, fit
from matching.evaluation.sets import Traveller
from matching.names.comparison import TERMS, NameComparison, compare_names
from matching.names.parts import Part
from matching.screening.candidates import find, make_queries
from matching.screening.index import make_index
from matching.screening.neighbourhood import Neighbourhoods
from matching.screening.pair import entry_names, subject_names
from watchlists.entry import Entry

CHUNK = 500
PENALTY = 1.3
BELOW = 2.0  # nats under even odds at which pairs stop to be collected
SHARES = {"alias": 3.0}  # natural aliases count more than noise made by a program
_PLACE = {term: number for number, term in enumerate(TERMS)}


def learning_half(target: str) -> bool:
    """Say whether a listed person belongs to the half that is learned from."""
    return zlib.crc32(target.encode()) % 2 == 0


class Learner:
    """Holds the index of the list while weights change from round to round."""

    def __init__(self, entries: Sequence[Entry], traffic: Mapping[str, int]) -> None:
        self._entries = entries
        self._by_reference = {entry.source_id: entry for entry in entries}
        self._index = make_index(entries)
        self._traffic = traffic

    def round(
        self,
        weights: Mapping[str, float],
        *,
        listed: Sequence[Traveller],
        strangers: Sequence[Traveller],
        cut: float,
    ) -> tuple[dict[str, float], float, int, int]:
        """Return new weights, their intercept, and how many pairs of each kind they rest on."""
        near = Neighbourhoods(self._index.vocabulary, weights, traffic=self._traffic)
        values: list[Matrix] = []
        shares: list[float] = []
        for one in listed:
            found = _best(subject_names(one.subject), self._by_reference[one.target], near, weights)
            if found is not None and found.score >= cut:
                values.append(_terms(found))
                shares.append(SHARES.get(one.kind, 1.0))
        same = len(values)
        for parts, entry in self._proposed(strangers, near, cut):
            found = _best(parts, entry, near, weights)
            if found is not None and found.score >= cut:
                values.append(_terms(found))
                shares.append(1.0)
        labels = np.arange(len(values)) < same
        start = np.array([*(weights[term] for term in TERMS), -cut - BELOW])
        fitted = fit(np.array(values), labels.astype(np.float64), np.array(shares), start=start, tie=2.0)
        learned = {term: float(value) for term, value in zip(TERMS, fitted, strict=False)}
        return learned, float(fitted[-1]), same, len(values) - same

    def _proposed(
        self, strangers: Sequence[Traveller], near: Neighbourhoods, cut: float
    ) -> Iterator[tuple[list[tuple[Part, ...]], Entry]]:
        for start in range(0, len(strangers), CHUNK):
            subjects = [one.subject for one in strangers[start : start + CHUNK]]
            names = [subject_names(subject) for subject in subjects]
            flat = [
                (number, tuple((part.text, part.other) for part in parts))
                for number, several in enumerate(names)
                for parts in several
            ]
            queries = make_queries(subjects, flat, near)
            found = find(queries, self._index, near, line=cut, penalty=PENALTY)
            owners = queries.subjects[found.queries].tolist()
            for number, entry in zip(owners, self._index.rows.entries[found.rows].tolist(), strict=True):
                yield names[number], self._entries[entry]


def _best(
    names: Sequence[tuple[Part, ...]], entry: Entry, near: Neighbourhoods, weights: Mapping[str, float]
) -> NameComparison | None:
    return max(
        (
            compare_names(mine, theirs, information=near.rarity, weights=weights)
            for mine in names
            for theirs in entry_names(entry)
        ),
        key=lambda comparison: comparison.score,
        default=None,
    )


def _terms(found: NameComparison) -> Matrix:
    values = np.zeros(len(TERMS))
    for reason in found.reasons:
        for term, value in reason.terms:
            values[_PLACE[term]] += value
    return values

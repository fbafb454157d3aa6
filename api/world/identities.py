"""Who is the same person on two trips: what the four identifiers of history (decision 8) can tell, scored.

Two travellers are linked when a document number, or the folded name with the birth date, is equal. Phones and
cards are left out here: families share them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from matching.names.folding import fold
from matching.screening.model import Subject


class Resolution(msgspec.Struct, frozen=True):
    """Pairs of trips by one person in truth, pairs linked, pairs linked rightly."""

    true_pairs: int
    linked_pairs: int
    right_pairs: int

    @property
    def recall(self) -> float:
        """Share of true pairs that are linked."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def precision(self) -> float:
        """Share of linked pairs that are true."""
        return self.right_pairs / self.linked_pairs if self.linked_pairs else 1.0


def resolve(seen: Mapping[tuple[str, str], Subject]) -> dict[tuple[str, str], int]:
    """Give every traveller seen the number of a cluster."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    first: dict[str, int] = {}
    numbers: dict[tuple[str, str], int] = {}
    for number, (place, one) in enumerate(seen.items()):
        parent[number] = number
        numbers[place] = number
        for key in _keys(one):
            other = first.setdefault(key, number)
            parent[root(number)] = root(other)
    return {place: root(number) for place, number in numbers.items()}


def _keys(one: Subject) -> list[str]:
    keys = [
        f"{paper.issuer}/{paper.number.replace(' ', '').upper()}" for paper in one.documents if paper.number
    ]
    for name in one.names:
        folded = f"{fold(name.surname)}/{fold(name.given)}"
        keys += [f"{folded}/{birth}" for birth in one.births if len(birth) == 10]
    return keys


def scored(truth: Mapping[tuple[str, str], int], seen: Mapping[tuple[str, str], Subject]) -> Resolution:
    """Compare clusters with the persons of truth, over travellers that are in both."""
    clusters = resolve(seen)
    by_person: dict[int, int] = defaultdict(int)
    by_cluster: dict[int, int] = defaultdict(int)
    by_both: dict[tuple[int, int], int] = defaultdict(int)
    for place, cluster in clusters.items():
        person = truth.get(place)
        if person is None:
            continue
        by_person[person] += 1
        by_cluster[cluster] += 1
        by_both[person, cluster] += 1
    return Resolution(_pairs(by_person.values()), _pairs(by_cluster.values()), _pairs(by_both.values()))


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)

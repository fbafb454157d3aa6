"""Screen travellers against the active snapshots: build once, share freely, never change.

`build` makes a screener of list entries; `screen` answers for a whole flight at once, in order. The index
proposes pairs (`matching.screening.candidates`), the full comparison decides (`matching.screening.pair`).
A traveller without name or document cannot be screened on it, and `screened_on` of a match says what
there was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from copy import copy
from math import exp, log

from matching.names.parts import Part
from matching.screening.candidates import find, make_queries
from matching.screening.identifiers import identified, make_identifiers
from matching.screening.index import NameIndex, make_index
from matching.screening.listed import ListedEntries
from matching.screening.model import Match, Subject
from matching.screening.neighbourhood import Neighbourhoods
from matching.screening.pair import PairComparison, best_names, compare_pair, entry_names, subject_names
from matching.screening.weights import Weights, load_weights
from watchlists.entry import Entry

__all__ = ["EntryScreener", "ListedEntries", "build", "probability", "screened_on"]

BATCH = 1000  # travellers looked up together; bounds the memory of a call
SLACK = 2.0  # nats by which the look-up may underrate a pair that the full comparison would raise
PENALTY = 1.3  # nats the look-up takes off for a word that found no partner; the full comparison takes more


class EntryScreener:
    """Compares travellers with the entries of several snapshots. Answers never change after construction."""

    def __init__(
        self,
        lists: Sequence[ListedEntries],
        weights: Weights,
        line: float,
        traffic: Mapping[str, int] | None = None,
        *,
        index: NameIndex | None = None,
    ) -> None:
        self.lists = tuple(lists)
        self.weights = weights
        self.line = line
        owned = [
            (listed, entry) for listed in lists for entry in listed.entries if entry.status != "delisted"
        ]
        self._owners = [listed for listed, _ in owned]
        self._entries: list[Entry] = [entry for _, entry in owned]
        self.index = make_index(self._entries) if index is None else index
        self._identifiers = make_identifiers(self._entries)
        self._near = Neighbourhoods(self.index.vocabulary, weights.names, traffic=traffic)
        self._stamp = _stamp(lists)

    @property
    def version(self) -> str:
        """Name the matcher, its line and the snapshots it compares with."""
        return f"{self.weights.version}/{self.line:g}/{self._stamp}"

    def at(self, line: float) -> EntryScreener:
        """Return the same screener with another review line (nats); index and memory are shared."""
        other = copy(self)
        other.line = line
        return other

    def at_probability(self, least: float) -> EntryScreener:
        """Return the same screener reporting at and above a probability, 0 to 1."""
        chance = min(max(least, 1e-12), 1 - 1e-12)
        return self.at(log(chance / (1 - chance)))

    def screen(self, subjects: Sequence[Subject]) -> list[tuple[Match, ...]]:
        """Return the matches at or above the review line, best first, one tuple per subject, in order."""
        found: list[tuple[Match, ...]] = []
        for start in range(0, len(subjects), BATCH):
            found += self._screen(subjects[start : start + BATCH])
        return found

    def _screen(self, subjects: Sequence[Subject]) -> list[tuple[Match, ...]]:
        names = [subject_names(subject) for subject in subjects]
        proposed = [identified(subject, self._identifiers) for subject in subjects]
        for number, entry in self._proposed(subjects, names):
            proposed[number].add(entry)
        return [
            self._matches(subject, parts, entries) if entries else ()
            for subject, parts, entries in zip(subjects, names, proposed, strict=True)
        ]

    def _proposed(
        self, subjects: Sequence[Subject], names: Sequence[list[tuple[Part, ...]]]
    ) -> list[tuple[int, int]]:
        flat = [
            (number, tuple((part.text, part.other) for part in parts))
            for number, several in enumerate(names)
            for parts in several
        ]
        if not flat or not self.index.size:
            return []
        line = self.line - self.weights.prior - SLACK
        with self._near.lock:
            queries = make_queries(subjects, flat, self._near)
            found = find(queries, self.index, self._near, line=line, penalty=PENALTY)
        subjects_found = queries.subjects[found.queries].tolist()
        return list(zip(subjects_found, self.index.rows.entries[found.rows].tolist(), strict=True))

    def _matches(
        self, subject: Subject, names: Sequence[tuple[Part, ...]], entries: set[int]
    ) -> tuple[Match, ...]:
        found = []
        for number in sorted(entries):
            pair = self._compare(subject, names, self._entries[number])
            if pair is not None:
                found.append(self._match(subject, number, pair))
        found.sort(key=lambda match: (-match.score, match.list_id, match.source_id))
        return tuple(found)

    def _compare(
        self, subject: Subject, names: Sequence[tuple[Part, ...]], entry: Entry
    ) -> PairComparison | None:
        best = best_names(names, entry_names(entry), information=self._near.rarity, weights=self.weights)
        return compare_pair(subject, entry, names=best, prior=self.weights.prior, least=self.line)

    def _match(self, subject: Subject, number: int, pair: PairComparison) -> Match:
        listed = self._owners[number]
        return Match(
            list_id=listed.list_id,
            source_id=self._entries[number].source_id,
            snapshot=listed.version,
            matcher=self.weights.version,
            score=pair.score,
            probability=probability(pair.score),
            features=pair.features,
            screened_on=screened_on(subject),
            severity=listed.severity,
        )


def probability(score: float) -> float:
    """Return the logistic of a score in nats."""
    return 1.0 / (1.0 + exp(-max(min(score, 60.0), -60.0)))


def screened_on(subject: Subject) -> tuple[str, ...]:
    """Name what the traveller had to compare: name, birth, nationality, sex, document, contact."""
    had = (
        ("name", any(name.surname or name.given for name in subject.names)),
        ("birth", any(subject.births)),
        ("nationality", any(subject.nationalities)),
        ("sex", bool(subject.sex)),
        ("document", any(document.number for document in subject.documents)),
        ("contact", any(subject.phones) or any(subject.emails)),
    )
    return tuple(name for name, present in had if present)


def _stamp(lists: Sequence[ListedEntries]) -> str:
    versions = "|".join(sorted(f"{one.list_id}@{one.version}" for one in lists))
    return hashlib.sha256(versions.encode()).hexdigest()[:12]


def build(
    lists: Sequence[ListedEntries], *, line: float | None = None, traffic: Mapping[str, int] | None = None
) -> EntryScreener:
    """Return a screener over all entries of `lists`.

    `line` overrides the shipped review line, in nats. `traffic` counts name words among own travellers
    (`matching.screening.traffic`): it sharpens how rare a word is, and the replay needs the same counts.
    """
    weights = load_weights()
    return EntryScreener(lists, weights, weights.review_line if line is None else line, traffic)

"""Screen travellers against the active snapshots: build once, share freely, never change.

`build` makes a screener of list entries; `screen` answers for a whole flight at once, in order. A traveller
without any name or document cannot be screened on it, and `screened_on` of a match says what there was.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp

from matching.evidence.contact import email_key, phone_key
from matching.evidence.document import SHORTEST, document_key
from matching.names.keys import skeleton, sound
from matching.names.parts import Part
from matching.names.variants import GROUPS
from matching.screening.listed import ListedEntries
from matching.screening.model import Match, Subject
from matching.screening.pair import best_names, compare_pair, entry_name, subject_names
from matching.screening.rarity import Rarity
from matching.screening.weights import Weights, load_weights
from watchlists.entry import Entry

__all__ = ["EntryScreener", "ListedEntries", "build", "probability", "screened_on"]


class EntryScreener:
    """Compares travellers with the entries of several snapshots. Immutable after construction."""

    def __init__(self, lists: Sequence[ListedEntries], weights: Weights, line: float) -> None:
        self._weights = weights
        self._line = line
        self._entries: list[tuple[ListedEntries, Entry]] = [
            (listed, entry) for listed in lists for entry in listed.entries if entry.status != "delisted"
        ]
        self._names: list[tuple[tuple[Part, ...], ...]] = []
        counts: Counter[str] = Counter()
        keys: defaultdict[str, set[int]] = defaultdict(set)
        for number, (_, entry) in enumerate(self._entries):
            names = tuple(parts for name in entry.names if (parts := entry_name(name)))
            self._names.append(names)
            counts.update(part.text for parts in names for part in parts)
            for key in _entry_keys(names, entry):
                keys[key].add(number)
        self._keys = {key: frozenset(numbers) for key, numbers in keys.items()}
        self._rarity = Rarity(counts)
        stamp = hashlib.sha256("|".join(sorted(f"{one.list_id}@{one.version}" for one in lists)).encode())
        self._version = f"{weights.version}/{line:g}/{stamp.hexdigest()[:12]}"

    @property
    def version(self) -> str:
        """Name the matcher, its line and the snapshots it compares with."""
        return self._version

    def screen(self, subjects: Sequence[Subject]) -> list[tuple[Match, ...]]:
        """Return the matches at or above the review line, best first, one tuple per subject, in order."""
        return [self._screen(subject) for subject in subjects]

    def _screen(self, subject: Subject) -> tuple[Match, ...]:
        names = subject_names(subject)
        found: list[Match] = []
        candidates: set[int] = set()
        for key in _subject_keys(names, subject):
            candidates |= self._keys.get(key, frozenset())
        for number in sorted(candidates):
            listed, entry = self._entries[number]
            best = best_names(names, self._names[number], information=self._rarity, weights=self._weights)
            pair = compare_pair(subject, entry, names=best, prior=self._weights.prior)
            if pair.score >= self._line:
                found.append(
                    Match(
                        list_id=listed.list_id,
                        source_id=entry.source_id,
                        snapshot=listed.version,
                        matcher=self._weights.version,
                        score=pair.score,
                        probability=probability(pair.score),
                        features=pair.features,
                        screened_on=screened_on(subject),
                        severity=listed.severity,
                    )
                )
        found.sort(key=lambda match: (-match.score, match.list_id, match.source_id))
        return tuple(found)


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


def _word_keys(part: Part) -> Iterable[str]:
    for word in filter(None, (part.text, part.other)):
        if len(word) > 1 and not part.particle:
            key = sound(word)
            yield f"s:{key}"
            yield f"k:{skeleton(word)}"
            yield from (f"v:{group}" for group in GROUPS.get(word, ()))
            if len(key) >= 4:
                yield from (f"d:{key[:n]}{key[n + 1 :]}" for n in range(len(key)))


def _name_keys(names: Sequence[tuple[Part, ...]]) -> Iterable[str]:
    for parts in names:
        for part in parts:
            yield from _word_keys(part)
        for one, two in pairwise(parts):
            yield f"s:{sound(one.text + two.text)}"


def _other_keys(documents: Iterable[str], phones: Iterable[str], emails: Iterable[str]) -> Iterable[str]:
    yield from (f"n:{key}" for number in documents if len(key := document_key(number)) >= SHORTEST)
    yield from (f"p:{key}" for number in phones if (key := phone_key(number)))
    yield from (f"e:{key}" for address in emails if (key := email_key(address)))


def _entry_keys(names: Sequence[tuple[Part, ...]], entry: Entry) -> Iterable[str]:
    yield from _name_keys(names)
    yield from _other_keys(
        (document.key or document.number for document in entry.documents),
        (contact.value for contact in entry.contacts if contact.kind == "phone"),
        (contact.value for contact in entry.contacts if contact.kind == "email"),
    )


def _subject_keys(names: Sequence[tuple[Part, ...]], subject: Subject) -> Iterable[str]:
    yield from _name_keys(names)
    yield from _other_keys(
        (document.number for document in subject.documents), subject.phones, subject.emails
    )


def build(lists: Sequence[ListedEntries], *, line: float | None = None) -> EntryScreener:
    """Return a screener over all entries of `lists`. `line` overrides the shipped review line, in nats."""
    weights = load_weights()
    return EntryScreener(lists, weights, weights.review_line if line is None else line)

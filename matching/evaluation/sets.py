"""Read evaluation sets laid out as CSV: the list side, travellers with a known target, innocents.

Columns of people: `person_id, kind, surname, given, dob, nationality, gender, doc`; of travellers: `qid,
category, target, surname, given, dob, nationality, gender, doc`. Nothing of such a set is in the
repository.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from matching.names.folding import words
from matching.names.keys import skeleton
from matching.names.parts import take_apart
from matching.screening.model import Subject, SubjectDocument, SubjectName
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName


@dataclass(frozen=True, slots=True)
class Traveller:
    """One labelled traveller. `target` is the entry it is, or empty for an innocent."""

    reference: str
    kind: str
    target: str
    subject: Subject

    @property
    def name(self) -> SubjectName:
        """The one name of the traveller."""
        return self.subject.names[0]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def people(path: Path, *, kinds: Sequence[str] = ("primary",)) -> list[Entry]:
    """Return one entry per person of the file, with the names of the given kinds."""
    names: dict[str, list[EntryName]] = {}
    first: dict[str, dict[str, str]] = {}
    for row in rows(path):
        first.setdefault(row["person_id"], row)
        if row["kind"] in kinds:
            name = EntryName(surname=row["surname"], given=row["given"], kind=row["kind"])
            names.setdefault(row["person_id"], []).append(name)
    return [_entry(first[person], tuple(found)) for person, found in names.items()]


def _entry(row: dict[str, str], names: tuple[EntryName, ...]) -> Entry:
    return Entry(
        source_id=row["person_id"],
        names=names,
        births=(partial_birth(row["dob"]),) if row["dob"] else (),
        nationalities=(row["nationality"],) if row["nationality"] else (),
        sexes=(row["gender"],) if row["gender"] else (),
        documents=(EntryDocument(number=row["doc"]),) if row["doc"] else (),
    )


def partial_birth(value: str) -> EntryBirth:
    """Return an entry's date of birth from a partial ISO date: 1984, 1984-06 or 1984-06-30."""
    precision = {10: "day", 7: "month"}.get(len(value), "year")
    tail = {"day": ("", ""), "month": ("-01", "-28"), "year": ("-01-01", "-12-31")}[precision]
    cut = value[:4] if precision == "year" else value
    return EntryBirth(cut + tail[0], cut + tail[1], precision, circa=False, as_written=value)


def travellers(path: Path) -> list[Traveller]:
    """Return the travellers of the file in order, with everything that is known of them."""
    return [
        Traveller(
            row["qid"],
            row["category"],
            row["target"],
            Subject(
                names=(SubjectName(row["surname"], row["given"]),),
                births=(row["dob"],) if row["dob"] else (),
                sex=row["gender"],
                nationalities=(row["nationality"],) if row["nationality"] else (),
                documents=(SubjectDocument(number=row["doc"]),) if row["doc"] else (),
            ),
        )
        for row in rows(path)
    ]


def name_only(found: Iterable[Traveller]) -> list[Traveller]:
    """Return the travellers with nothing but their name."""
    return [replace(one, subject=Subject(names=one.subject.names)) for one in found]


def without_documents(found: Iterable[Traveller]) -> list[Traveller]:
    """Return the travellers with name, birth, nationality and sex."""
    return [
        replace(
            one,
            subject=Subject(
                names=one.subject.names,
                births=one.subject.births,
                sex=one.subject.sex,
                nationalities=one.subject.nationalities,
            ),
        )
        for one in found
    ]


def word_set(surname: str, given: str) -> tuple[str, ...]:
    """Return the sorted words of a name, titles off: equal for exact namesakes whatever the order."""
    return tuple(sorted(part.text for part in take_apart(surname, given)))


def namesakes(entries: Iterable[Entry]) -> frozenset[tuple[str, ...]]:
    """Return the word sets of all names of the entries."""
    return frozenset(word_set(name.surname, name.given) for entry in entries for name in entry.names)


def related(one: str, two: str) -> bool:
    """Say whether a name matcher could hope to know the one name by the other: two words alike or more."""
    left, right = words(one), words(two)
    alike = 0
    for word in left:
        found = next((n for n, other in enumerate(right) if _alike(word, other)), None)
        if found is not None:
            alike += 1
            del right[found]
    return alike >= 2


def _alike(one: str, two: str) -> bool:
    return JaroWinkler.similarity(one, two) >= 0.85 or skeleton(one) == skeleton(two)

"""What a screening compares and what it answers: plain values, no store, no clock.

A match is a list of named features. Each holds the two values compared, a weight (log-odds in units of ln,
positive speaks for the same person, negative against, 0 neutral) and the id of the sentence that says it;
`matching.screening.explain` renders ids in a language. The score is the sum, the probability its logistic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec


class SubjectName(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One form of a traveller's name as a source spells it, title already taken off."""

    surname: str = ""
    given: str = ""


class SubjectDocument(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A travel document of the traveller: kind, number as received, issuer (alpha-3 where known)."""

    kind: str = ""
    number: str = ""
    issuer: str = ""


class Subject(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one traveller for comparison with lists. Empty means not known, never a miss.

    `births` are partial ISO dates; several when sources disagree. `nationalities` are alpha-3 where known.
    """

    names: tuple[SubjectName, ...] = ()
    births: tuple[str, ...] = ()
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[SubjectDocument, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


class Feature(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One compared property: `surname`, `given`, `birth`, `sex`, `nationality`, `document`.

    `finding` is a sentence id (`name.same_after_folding`, `birth.year_agrees`, `document.not_on_list` …),
    `params` what the sentence needs. `left` is the traveller's value, `right` the list's.
    """

    name: str
    left: str
    right: str
    weight: float
    finding: str
    params: tuple[tuple[str, str], ...] = ()


class Match(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A possible match, not established: one traveller and one entry of one snapshot, with reasons."""

    list_id: str
    source_id: str
    snapshot: str  # version of the list snapshot compared with
    matcher: str  # version of the comparison (weights, tables)
    score: float
    probability: float
    features: tuple[Feature, ...]
    screened_on: tuple[str, ...]  # name, birth, nationality, sex, document: what the traveller's side had
    severity: str = (
        "medium"  # critical, high, medium, low; belongs to the list's registration, not the person
    )


class Screener(Protocol):
    """Compares travellers with the active snapshots. Implementations are immutable and safe to share."""

    @property
    def version(self) -> str:
        """Name the snapshots, the matcher and its threshold: what a replay needs."""
        ...

    def screen(self, subjects: Sequence[Subject]) -> list[tuple[Match, ...]]:
        """Return the matches at or above the review line, best first, one tuple per subject, in order.

        Who carries a listed document is always among them, whatever the name says.
        """
        ...

"""Compare one traveller with one entry: all names, every other property, as one match with reasons.

This is the judgement; the index only decides which pairs are worth it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, inf

import msgspec

from matching.evidence.birth import compare_births
from matching.evidence.contact import compare_emails, compare_phones
from matching.evidence.document import compare_documents
from matching.evidence.finding import NOT_COMPARED, Evidence
from matching.evidence.nationality import compare_nationalities
from matching.evidence.sex import compare_sexes
from matching.names.comparison import Information, NameComparison, Reason, compare_names
from matching.names.parts import Part, take_apart
from matching.screening.model import Feature, Subject
from matching.screening.weights import Weights
from watchlists.entry import Entry, EntryName

NAMESAKE = 4.5
"""Added where the whole name is identical and no date of birth tells the two apart: a person shall look."""

Names = Sequence[tuple[Part, ...]]


class PairComparison(msgspec.Struct, frozen=True, gc=False):
    """The outcome of one pair: its score in nats with the prior in it, and the features in reading order."""

    score: float
    features: tuple[Feature, ...]


def subject_names(subject: Subject) -> list[tuple[Part, ...]]:
    """Return every name of the traveller taken apart; names without letters are left out."""
    found = (take_apart(name.surname, name.given) for name in subject.names)
    return [parts for parts in found if parts]


def entry_name(name: EntryName) -> tuple[Part, ...]:
    """Return a listed name taken apart, by its fields where the source tells them apart."""
    if name.surname or name.given:
        return take_apart(name.surname, name.given)
    return take_apart("", whole=name.full)


@lru_cache(maxsize=16_384)
def entry_names(entry: Entry) -> tuple[tuple[Part, ...], ...]:
    """Return the names of an entry taken apart, each once."""
    return tuple(dict.fromkeys(parts for name in entry.names if (parts := entry_name(name))))


def best_names(
    left: Names, right: Names, *, information: Information, weights: Weights
) -> NameComparison | None:
    """Return the best comparison over all names of both sides, or None where a side has no name."""
    found = [
        compare_names(mine, theirs, information=information, weights=weights.names)
        for mine in left
        for theirs in right
        if theirs
    ]
    return max(found, key=lambda comparison: comparison.score, default=None)


def compare_pair(
    subject: Subject,
    entry: Entry,
    *,
    names: NameComparison | None,
    prior: float,
    original: str = "",
    least: float = -inf,
) -> PairComparison | None:
    """Weigh everything two records have in common. `names` is their best name comparison.

    None where the sum stays below `least`: most pairs do, and their reasons need not be written down. Whoever
    carries a listed document is returned all the same, with the low score they have: a feature says why.
    """
    found = weigh(subject, entry)
    carries = any(evidence.finding == "document.same_number" for _, evidence in found)
    before, said = (prior, "prior.before_comparison")
    if carries and names is None:  # the document itself is listed: its number is the whole question
        before, said = 0.0, "prior.document_listed"
    extra = NAMESAKE if _namesake(names, found) else 0.0
    total = before + extra + sum(evidence.weight for _, evidence in found) + (names.score if names else 0.0)
    if total < least and not carries:
        return None
    features = [_name_feature(reason, original) for reason in names.reasons] if names else []
    if extra:
        features.append(Feature("name", "", "", extra, "name.namesake"))
    features += [_feature(name, evidence) for name, evidence in _with_missing(subject, entry, found)]
    features.append(Feature("prior", "", "", before, said))
    if total < least:  # one document, two people: whoever carries a listed document is shown to a person
        features.append(Feature("prior", "", "", 0.0, "prior.document_carried"))
    return PairComparison(total, tuple(features))


def _namesake(names: NameComparison | None, found: Sequence[tuple[str, Evidence]]) -> bool:
    """Say whether the whole name is identical with no date of birth to tell the two apart."""
    return bool(names and names.reasons and names.reasons[-1].kind == "identical" and not found[0][1].finding)


def weigh(subject: Subject, entry: Entry) -> list[tuple[str, Evidence]]:
    """Return what every property but the name says, in reading order."""
    return [
        ("birth", compare_births(subject.births, entry.births)),
        ("sex", compare_sexes(subject.sex, entry.sexes)),
        ("nationality", compare_nationalities(subject.nationalities, entry.nationalities)),
        ("document", compare_documents(subject.documents, entry.documents)),
        ("phone", compare_phones(subject.phones, entry.contacts)),
        ("email", compare_emails(subject.emails, entry.contacts)),
    ]


def _with_missing(
    subject: Subject, entry: Entry, found: Sequence[tuple[str, Evidence]]
) -> list[tuple[str, Evidence]]:
    """Say what is missing where a property could not be compared; contacts only show when they agree."""
    values = {
        "birth": (
            " / ".join(subject.births),
            " / ".join(one.as_written or one.earliest for one in entry.births),
        ),
        "sex": (subject.sex, "/".join(entry.sexes)),
        "nationality": ("/".join(subject.nationalities), "/".join(entry.nationalities)),
        "document": (
            " / ".join(document.number for document in subject.documents),
            " / ".join(document.number for document in entry.documents),
        ),
    }
    return [
        (name, _or_missing(evidence, name, values[name]) if name in values else evidence)
        for name, evidence in found
        if name in values or evidence.finding
    ]


def _or_missing(evidence: Evidence, name: str, values: tuple[str, str]) -> Evidence:
    """Give a neutral outcome the id of what is missing, so that nothing is silently left out."""
    if evidence is not NOT_COMPARED:
        return evidence
    mine, theirs = values
    if not mine and not theirs:
        finding = "neither_known"
    elif not theirs:
        finding = "not_on_list"
    elif not mine:
        finding = "not_received"
    else:
        finding = "not_comparable"
    return Evidence(mine, theirs, 0.0, f"{name}.{finding}")


def _feature(name: str, evidence: Evidence) -> Feature:
    return Feature(name, evidence.left, evidence.right, evidence.weight, evidence.finding)


def _name_feature(reason: Reason, original: str) -> Feature:
    role = str(reason.role)
    params: list[tuple[str, str]] = []
    if reason.rarity > 0:
        params.append(("one_in", str(_rounded(reason.rarity))))
    if original and reason.right:
        params.append(("listed_as", original))
    name = "name" if role == "whole" else role
    return Feature(name, reason.left, reason.right, reason.weight, f"name.{reason.kind}", tuple(params))


def _rounded(nats: float) -> int:
    """Return e^nats with two significant digits: a rarity is not known better."""
    value = exp(nats)
    if value < 10:
        return max(1, round(value))
    digits = len(str(int(value))) - 2
    return round(int(value), -digits)

"""Compare one traveller with one entry: all names, every other property, as one match with reasons.

This is the judgement; the index only decides which pairs are worth it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

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
    subject: Subject, entry: Entry, *, names: NameComparison | None, prior: float, original: str = ""
) -> PairComparison:
    """Weigh everything two records have in common. `names` is their best name comparison."""
    features = [_name_feature(reason, original) for reason in names.reasons] if names else []
    features += [_feature(name, evidence) for name, evidence in _others(subject, entry)]
    features.append(Feature("prior", "", "", prior, "prior.before_comparison"))
    return PairComparison(sum(feature.weight for feature in features), tuple(features))


def _others(subject: Subject, entry: Entry) -> list[tuple[str, Evidence]]:
    births = (
        " / ".join(subject.births),
        " / ".join(birth.as_written or birth.earliest for birth in entry.births),
    )
    countries = ("/".join(subject.nationalities), "/".join(entry.nationalities))
    numbers = (
        " / ".join(document.number for document in subject.documents),
        " / ".join(document.number for document in entry.documents),
    )
    found = [
        ("birth", _or_missing(compare_births(subject.births, entry.births), "birth", births)),
        (
            "sex",
            _or_missing(compare_sexes(subject.sex, entry.sexes), "sex", (subject.sex, "/".join(entry.sexes))),
        ),
        (
            "nationality",
            _or_missing(
                compare_nationalities(subject.nationalities, entry.nationalities), "nationality", countries
            ),
        ),
        ("document", _or_missing(compare_documents(subject.documents, entry.documents), "document", numbers)),
    ]
    contacts = (
        ("phone", compare_phones(subject.phones, entry.contacts)),
        ("email", compare_emails(subject.emails, entry.contacts)),
    )
    return found + [(name, evidence) for name, evidence in contacts if evidence.finding]


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

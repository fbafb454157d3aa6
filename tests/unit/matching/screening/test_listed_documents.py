"""A listed document is a question of its own: it is raised whoever carries it, and however it was typed."""

from __future__ import annotations

import pytest

from matching.screening.explain import sentence
from matching.screening.model import Match, Subject, SubjectDocument, SubjectName
from matching.screening.screener import ListedEntries, build
from watchlists.entry import Entry, EntryBirth, EntryDocument, EntryName

STOLEN = Entry(
    source_id="LD-1", kind="document", documents=(EntryDocument("P", "ZZ123450", "ZZ123450", "SRB"),)
)
MARKO = Entry(
    source_id="P-1",
    names=(EntryName("Petrovski Marko", "Petrovski", "Marko"),),
    births=(EntryBirth("1980-01-01", "1980-01-01", "day"),),
    documents=(EntryDocument("P", "ZZ999990", "ZZ999990", "SRB"),),
)
SCREENER = build(
    [ListedEntries("documents", "1", "critical", (STOLEN,)), ListedEntries("people", "1", "high", (MARKO,))]
)


def carrying(number: str, issuer: str = "SRB") -> tuple[Match, ...]:
    ana = Subject(
        names=(SubjectName("KRALJEVA", "ANA"),),
        births=("1991-02-12",),
        sex="F",
        nationalities=("SRB",),
        documents=(SubjectDocument("P", number, issuer),),
    )
    return SCREENER.screen([ana])[0]


@pytest.mark.parametrize("number", ["ZZ123450", "zz 123-450", "ZZ12345O", "ZZI2345O"])
def test_a_listed_document_is_raised_by_its_number_alone(number: str) -> None:
    (match,) = carrying(number)
    assert (match.list_id, match.severity) == ("documents", "critical")
    assert match.probability > 0.99
    assert sentence(match) == "Same document number as a listed entry."


def test_a_listed_persons_document_in_other_hands_is_raised_with_its_low_score() -> None:
    (match,) = carrying("ZZ999990")
    assert match.list_id == "people"
    assert match.probability < 0.05
    assert [one.finding for one in match.features if one.name == "prior"][-1] == "prior.document_carried"
    assert match.score == pytest.approx(sum(one.weight for one in match.features))


@pytest.mark.parametrize(("number", "issuer"), [("ZZ123451", "SRB"), ("ZZ999990", "AUT"), ("9990", "SRB")])
def test_another_number_or_issuer_is_not(number: str, issuer: str) -> None:
    assert carrying(number, issuer) == ()

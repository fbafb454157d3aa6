"""Screening end to end on invented entries: found whatever was done to the name, explained, never silent."""

from __future__ import annotations

import pytest

from matching.evaluation.sets import partial_birth
from matching.screening.clearance import clearance_key, evidence_fingerprint
from matching.screening.explain import feature_sentence, sentence, speaks_against, speaks_for
from matching.screening.listed import ListedEntries
from matching.screening.model import Match, Subject, SubjectDocument, SubjectName
from matching.screening.retro import retro
from matching.screening.screener import EntryScreener, build
from watchlists.entry import Entry, EntryDocument, EntryName

ENTRY = Entry(
    source_id="ZZ-1",
    names=(EntryName(surname="Zzdragojević", given="Aleksandar Petar"),),
    births=(partial_birth("1984-06-30"),),
    nationalities=("SRB",),
    sexes=("M",),
    documents=(EntryDocument(kind="P", number="ZZ0144772"),),
)
OTHERS = tuple(
    Entry(source_id=f"ZZ-{n}", names=(EntryName(full=full),), births=(partial_birth("1970"),))
    for n, full in enumerate(("Markozz, Ana", "Horvatzz, Ivan Josip", "Al Zzrashid, Omar"), 2)
)


@pytest.fixture(scope="module")
def screener() -> EntryScreener:
    return build([ListedEntries("demo", "1", "high", (ENTRY, *OTHERS))])


def _traveller(surname: str, given: str, birth: str = "1984-06-30", **others: str) -> Subject:
    return Subject(
        names=(SubjectName(surname, given),),
        births=(birth,) if birth else (),
        sex=others.get("sex", "M"),
        nationalities=(others.get("nationality", "SRB"),),
    )


def _one(screener: EntryScreener, subject: Subject) -> Match:
    [matches] = screener.screen([subject])
    assert [match.source_id for match in matches] == ["ZZ-1"]
    return matches[0]


@pytest.mark.parametrize(
    ("surname", "given"),
    [
        ("ZZDRAGOJEVIC", "ALEKSANDAR PETAR"),
        ("ZZDRAGOJEVICH", "ALEXANDER MR"),
        ("ALEKSANDAR", "ZZDRAGOJEVIC"),
        ("ZZDRAGOJEVIC", "ALEKSANDARPETARMR"),
        ("ZZDRAGOYEVIC", "ALEKSANDAR"),
        ("ZZDRAGOJEVIC", "A P"),
        ("ЗЗДРАГОЈЕВИЋ", "АЛЕКСАНДАР"),
        ("ZZDRAGOJEVIC", "ALEK"),
    ],
)
def test_a_listed_traveller_is_found_whatever_happened_to_the_name(
    screener: EntryScreener, surname: str, given: str
) -> None:
    assert _one(screener, _traveller(surname, given)).severity == "high"


@pytest.mark.parametrize("birth", ["", "1984", "1984-01-01", "1983-06-30", "1988-06-30", "1951-02-03"])
def test_a_wrong_or_missing_birth_does_not_lose_a_rare_full_name(screener: EntryScreener, birth: str) -> None:
    _one(screener, _traveller("ZZDRAGOJEVIC", "ALEKSANDAR PETAR", birth))


def test_score_is_the_sum_of_its_features(screener: EntryScreener) -> None:
    match = _one(screener, _traveller("ZZDRAGOJEVIC", "ALEKSANDAR", sex="F", nationality="MKD"))
    assert match.score == pytest.approx(sum(feature.weight for feature in match.features))
    assert match.screened_on == ("name", "birth", "nationality", "sex")


def test_a_match_is_said_in_words(screener: EntryScreener) -> None:
    match = _one(screener, _traveller("ZZDRAGOJEVIC", "ALEKSANDAR", nationality="MKD"))
    said = sentence(match)
    assert "same surname" in said.lower()
    assert said.endswith("nationality differs.") or "the nationality differs" in said
    assert "same day of birth" in speaks_for(match)
    assert "the nationality differs" in speaks_against(match)
    assert all(feature_sentence(feature) for feature in match.features)
    assert sentence(match, translate=lambda text: text.replace("same surname", "isto prezime")) != said


def test_a_document_number_alone_raises_its_entry(screener: EntryScreener) -> None:
    subject = Subject(
        names=(SubjectName("ZZOTHER", "NAME"),), documents=(SubjectDocument("P", "ZZ 0144772"),)
    )
    [matches] = screener.at(-20.0).screen([subject])
    assert any(match.source_id == "ZZ-1" for match in matches)


def test_strangers_do_not_match(screener: EntryScreener) -> None:
    assert screener.screen([_traveller("ZZNOVAK", "MILAN", "1990-02-02")]) == [()]
    assert screener.screen([Subject()]) == [()]
    assert build([]).screen([_traveller("ZZNOVAK", "MILAN")]) == [()]


def test_a_cleared_pair_comes_back_only_with_other_evidence(screener: EntryScreener) -> None:
    first = _one(screener, _traveller("ZZDRAGOJEVIC", "ALEKSANDAR"))
    again = _one(screener, _traveller("zzdragojevic", "Aleksandar"))
    other = _one(screener, _traveller("ZZDRAGOJEVIC", "ALEKSANDAR", "1984"))
    assert evidence_fingerprint(first) == evidence_fingerprint(again)
    assert evidence_fingerprint(first) != evidence_fingerprint(other)
    assert clearance_key("p1", first) != clearance_key("p2", first)


def test_one_new_entry_is_asked_against_many_travellers() -> None:
    listed = ListedEntries("demo", "2", "high", ())
    found = retro(
        ENTRY, [_traveller("ZZDRAGOJEVIC", "ALEKSANDAR"), _traveller("ZZNOVAK", "MILAN")], listed=listed
    )
    assert found[0] is not None
    assert found[1] is None

"""Records of one person meet; records of two never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pnr.model.traveller import Document, Name, Traveller
from pnr.reconcile import Appearance, document_key, fold, persons


def traveller(
    surname: str, given: str, *, birth: str = "", number: str = "", reference: str = ""
) -> Traveller:
    documents = (Document("P", number, "SRB"),) if number else ()
    return Traveller(name=Name(surname, given), birth=birth, documents=documents, unique_reference=reference)


def appear(record: int, source: str, one: Traveller, *locators: str, ordinal: int = 0) -> Appearance:
    return Appearance(record, ordinal, source, one, locators)


def test_the_same_document_is_one_person_whatever_the_spelling() -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("ILIC", "M", number="ZZ 100-200")),
            appear(1, "api", traveller("ILIĆ", "MARKO", number="ZZ100200")),
        ]
    )
    assert [(len(one.appearances), one.reason) for one in people] == [(2, "same_document")]


def test_a_cut_given_name_in_one_booking_is_the_person_of_the_list() -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("ALMEIDA", "CARLA"), "K7PLM2"),
            appear(1, "api", traveller("ALMEIDA", "CARLA BEATRIZ", birth="1988-03-04"), "K7PLM2"),
        ]
    )
    assert people[0].reason == "same_locator_and_name"
    assert people[0].confidence == 95


def test_father_and_son_of_one_booking_stay_two() -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("HOXHA", "AGIM"), "ABC123", ordinal=0),
            appear(0, "pnr", traveller("HOXHA", "AGIM"), "ABC123", ordinal=1),
        ]
    )
    assert len(people) == 2


@pytest.mark.parametrize(("one", "other"), [("1984-06-30", "1985-06-30"), ("1984", "1985-01-01")])
def test_contradicting_births_keep_namesakes_apart(one: str, other: str) -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("KRASNIQI", "ARBEN", birth=one), "SAME01"),
            appear(1, "api", traveller("KRASNIQI", "ARBEN", birth=other), "SAME01"),
        ]
    )
    assert len(people) == 2


def test_a_year_alone_does_not_contradict_a_day() -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("KRASNIQI", "ARBEN", birth="1984"), "SAME01"),
            appear(1, "api", traveller("KRASNIQI", "ARBEN", birth="1984-02-01"), "SAME01"),
        ]
    )
    assert len(people) == 1


def test_a_reference_binds_only_within_its_own_feed() -> None:
    people = persons(
        [
            appear(0, "pnr", traveller("A", "BCD", reference="1")),
            appear(1, "api", traveller("E", "FGH", reference="1")),
        ]
    )
    assert len(people) == 2


names = st.text(st.sampled_from("ABČĆšФ -'"), max_size=8)
appearances = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["pnr", "api"]), names, names, st.sampled_from(["", "ZZ1", "ZZ2"])
    ),
    max_size=12,
)


@given(appearances)
def test_every_appearance_is_in_exactly_one_person(rows: list[tuple[int, str, str, str, str]]) -> None:
    given = [
        appear(record, source, traveller(surname, given_name, number=number), ordinal=index)
        for index, (record, source, surname, given_name, number) in enumerate(rows)
    ]
    people = persons(given)
    placed = [one for person in people for one in person.appearances]
    assert sorted(placed, key=lambda one: one.ordinal) == given
    for person in people:
        records = [one.record for one in person.appearances]
        assert len(records) == len(set(records))


@given(st.text(max_size=30))
def test_folding_is_stable_and_plain(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == "" or fold(text).isalpha()
    assert document_key(document_key(text)) == document_key(text)

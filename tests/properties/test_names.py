"""What holds for any two names: levels are symmetric, no text raises, what is missing never hurts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching.names.folding import words
from matching.names.similarity import Level, level
from matching.screening.model import Subject, SubjectName
from matching.screening.pairs import compare_people
from watchlists.entry import Entry, EntryName

WORDS = st.text("ABEIKMNOSTVZ", min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.text())
def test_folding_never_raises_and_leaves_capital_letters(text: str) -> None:
    assert all(word.isascii() and word.isalpha() and word.isupper() for word in words(text))


@given(WORDS, WORDS)
def test_levels_are_symmetric(one: str, two: str) -> None:
    assert level(one, two) is level(two, one)
    assert level(one, one) is Level.EXACT


@given(st.text(), st.text())
def test_no_text_makes_a_comparison_raise(one: str, two: str) -> None:
    entry = Entry(source_id="1", names=(EntryName(full=two),))
    assert 0.0 <= compare_people(Subject(names=(SubjectName(one, ""),)), entry).probability <= 1.0


@given(NAMES)
def test_a_missing_birth_is_neutral(name: str) -> None:
    entry = Entry(source_id="1", names=(EntryName(full=name),))
    with_birth = compare_people(Subject(names=(SubjectName(name, ""),), births=("1984-06-30",)), entry)
    without = compare_people(Subject(names=(SubjectName(name, ""),)), entry)
    assert with_birth.score == without.score

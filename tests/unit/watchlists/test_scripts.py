"""Scripts are measured from letters, disguised spellings are noticed, the original is kept."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.formats import najava_csv
from watchlists.scripts import mixed, script_of, tidy, visible


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Orval", "Latn"),
        ("Тенник", "Cyrl"),
        ("محمد", "Arab"),
        ("王小明", "Hani"),
        ("김", "Hang"),
        ("さくら 桜", "Jpan"),
        ("Ελένη", "Grek"),
        ("007", ""),
        ("", ""),
        ("Орвал T", "Cyrl"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_white_space_is_collapsed_and_direction_marks_stay_outside_the_search_form() -> None:
    assert tidy(" Orval\u00a0\n Te\u0301nnick ") == "Orval Ténnick"
    assert tidy("محمد\u200f") == "محمد\u200f"
    assert visible("محمد\u200f") == "محمد"


def test_a_word_of_two_scripts_is_noticed_and_the_name_kept() -> None:
    disguised = "T\u0435nnick"  # a Cyrillic letter
    assert mixed(disguised)
    assert not mixed("Тенник")
    parsed = najava_csv.read(lists.template(lists.TEMPLATE_ROW.replace("TENNICK", disguised)))
    assert parsed.entries[0].names[0].surname == disguised
    assert [finding.code for finding in parsed.findings] == ["mixed_script"]

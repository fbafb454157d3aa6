"""Names: folding, spelling keys, levels, alignment."""

from __future__ import annotations

import pytest

from matching.names.alignment import align
from matching.names.folding import fold
from matching.names.parts import take_apart
from matching.names.similarity import Level, level, levels_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đorđević", "DJORDJEVIC"),
        ("Ѓорѓи", "GJORGJI"),
        ("Щербаков", "SHCHERBAKOV"),
        ("محمد", "MUHAMMAD"),
        ("Straße-Müller", "STRASSE MULLER"),
        ("AL-SA'ID", "AL SAID"),
        ("S1MIC", "SIMIC"),
        ("123 !?", ""),
    ],
)
def test_folding_reaches_capital_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("COVICH", "COVIC", Level.SPELLING),
        ("MUELLER", "MULLER", Level.SPELLING),
        ("JUSUF", "YUSUF", Level.SPELLING),
        ("MEHMOUD", "MAHMOOD", Level.VARIANT),
        ("PETROVA", "PETROV", Level.VARIANT),
        ("POPOVIC", "PAPOVIC", Level.VOWEL),
        ("CETKOVIC", "PETKOVIC", Level.CLOSE),
        ("TSEG", "TSEGAYE", Level.BEGINNING),
        ("J", "JIRO", Level.INITIAL),
        ("NOVAK", "HORVAT", Level.NONE),
        ("", "", Level.NONE),
    ],
)
def test_levels_say_how_two_words_agree(left: str, right: str, expected: Level) -> None:
    assert level(left, right) is expected
    assert level(right, left) is expected


def test_many_pairs_at_once_get_the_same_levels_as_one_by_one() -> None:
    words = ["MEHMET", "MUHAMMAD", "GORAN", "ZORAN", "PETROV", "PETROVA", "KIM", "KIMA", "DRAGOJEVIC"]
    pairs = [(one, two) for one in words for two in words]
    many = levels_of([one for one, _ in pairs], [two for _, two in pairs]).tolist()
    assert many == [level(one, two) for one, two in pairs]


def test_a_title_glued_to_the_given_name_has_a_second_reading() -> None:
    assert take_apart("ZZTEST", "AVNIMR")[1].other == "AVNI"
    assert [part.text for part in take_apart("ZZTEST", "AVNI MR")] == ["ZZTEST", "AVNI"]


def test_words_are_paired_in_any_order_and_joined() -> None:
    left, right = take_apart("NOVAKHORVAT", "ANA MARIJA"), take_apart("MARIJA ANA", "NOVAK HORVAT")
    found = align(left, right, lambda _word, agreed: 8.0 - agreed)
    assert not found.left_over
    assert not found.right_over
    assert any(pair.joined for pair in found.pairings)

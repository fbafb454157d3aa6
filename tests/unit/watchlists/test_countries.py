"""Countries as written: names, adjectives, former states, codes; and unknown stays unknown."""

from __future__ import annotations

import pytest

from watchlists.countries import ALPHA_3, code_of, states_nothing


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bosnia and Herzegovina", "BIH"),
        ("Trinidad & Tobago", "TTO"),
        ("former Soviet Union", "SUN"),
        ("Korea, North", "PRK"),
        ("Cote d Ivoire", "CIV"),
        ("Zaire", "COD"),
        ("Palestinian", "PSE"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("Türkiye", "TUR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("The Gambia", "GMB"),
        ("Kosova", "RKS"),
        ("xk", "RKS"),
        ("Srbija", "SRB"),
        ("Северна Македонија", "MKD"),
        ("D", "DEU"),
        ("DEU", "DEU"),
        ("de", "DEU"),
        ("suhh", "SUN"),
        ("XXA", "XXA"),
        ("Georgia", "GEO"),
        ("Republic of Varnia", ""),
        ("914", ""),
        ("Iram", ""),
    ],
)
def test_a_country_as_written(text: str, code: str) -> None:
    assert code_of(text) == code


def test_every_code_is_three_letters_and_found_by_itself() -> None:
    assert all(code_of(code) == code for code in ALPHA_3.values())


def test_words_for_nothing_are_no_country() -> None:
    assert all(states_nothing(text) for text in ("", " na ", "00", "UNKNOWN", "undetermined", "-"))
    assert not states_nothing("Albania")

from __future__ import annotations

from api.pages.comparison import compare, person
from matching.screening.model import Feature, Match

MATCH = Match(
    "national",
    "VA-18",
    "1-abc",
    "2026.11",
    3.2,
    0.9991,
    (
        Feature("surname", "DRAGOJEVIC", "DRAGOJEVIĆ", 5.8, "name.exact", (("one_in", "8400"),)),
        Feature("given", "ALEKSANDAR", "ALEKSANDER", 1.9, "name.close"),
        Feature("birth", "1984-06-30", "1990-01-02", -4.6, "birth.differs"),
        Feature("document", "ZZ014477203", "", 0.0, "document.not_on_list"),
        Feature("prior", "", "", -17.0, "prior.before_comparison"),
    ),
    ("name", "birth", "document"),
    "high",
)


def test_a_match_is_laid_out_with_bars_that_say_direction_and_size() -> None:
    shown = compare(MATCH)
    assert [(one.side, one.start, one.share) for one in shown.lines] == [
        ("for", "50", "50.0"),
        ("for", "50", "16.4"),
        ("against", "10.3", "39.7"),
        ("none", "50", "0.0"),
    ]
    assert [one.weight for one in shown.lines] == ["+5.8", "+1.9", "−4.6", "0"]
    assert shown.begins == "−17.0"


def test_differing_letters_are_marked_in_both_columns_and_whole_values_where_all_differs() -> None:
    _surname, given, birth, document = compare(MATCH).lines
    assert given.left == (("ALEKSAND", False), ("A", True), ("R", False))
    assert given.right == (("ALEKSAND", False), ("E", True), ("R", False))
    assert birth.left == (("30 JUN 1984", True),)
    assert document.right == (("not on the list", False),)


def test_a_probability_is_never_said_to_be_certain() -> None:
    assert "more than 99 in 100" in compare(MATCH).reckoned
    assert (
        "about 50 in 100"
        in compare(
            Match(
                *(*[getattr(MATCH, f) for f in MATCH.__struct_fields__][:5], 0.5, MATCH.features, (), "high")
            )
        ).reckoned
    )


def test_a_person_is_named_surname_first() -> None:
    assert person(MATCH) == "Dragojevic, Aleksandar"

from __future__ import annotations

import pytest

from pnr.names_received import CLERGY, TITLES, meant, split_received


@pytest.mark.parametrize(
    ("given", "clean", "title"),
    [
        ("CARLA BEATRIZMRS", "CARLA BEATRIZ", "MRS"),
        ("NINA MS", "NINA", "MS"),
        ("MR DAVID", "DAVID", "MR"),
        ("JOHNMR", "JOHN", "MR"),
        ("LUCAMR", "LUCA", "MR"),
        ("LIYAMRS", "LIYA", "MRS"),
        ("TOMMSTR", "TOM", "MSTR"),
        ("EVAMISS", "EVA", "MISS"),
        ("ANNA MRS DR", "ANNA", "DR"),
        ("CarlaMrs", "Carla", "MRS"),
        ("MARKO CHD", "MARKO", "CHD"),
        ("DAVID RABBI", "DAVID", "RABBI"),
    ],
)
def test_a_title_comes_off_the_given_name(given: str, clean: str, title: str) -> None:
    name = meant("ALMEIDA", given)
    assert (name.given, name.title) == (clean, title)
    assert name.received == f"ALMEIDA/{given}"


@pytest.mark.parametrize(
    "given",
    [
        "WILLIAMS",
        "YASSIR",
        "NASIR",
        "AMR",
        "OMR",
        "SAMR",
        "ALEXANDR",
        "THAMR",
        "IMAM HOSSAIN",
        "MAS AYU",
        "LORD KWAME",
        "INFANTA",
    ],
)
def test_a_name_that_looks_like_a_title_stays_whole(given: str) -> None:
    name = meant("OKORO", given)
    assert (name.given, name.title) == (given, "")


def test_the_document_decides_about_weak_glued_titles() -> None:
    assert meant("OKORO", "NINAMS", confirmed="NINA").given == "NINA"
    assert meant("OKORO", "NINAMS").given == "NINAMS"
    assert meant("OKORO", "ALEXANDR", confirmed="ALEXANDR").given == "ALEXANDR"
    assert meant("OKORO", "SIR", confirmed="SIR").given == "SIR"


@pytest.mark.parametrize(
    ("surname", "given", "expected"),
    [
        ("OKORO", "FNU", ("OKORO", "")),
        ("LNU", "DAVID", ("", "DAVID")),
        ("OKORO", ".", ("OKORO", "")),
        ("OKORO", "XXX", ("OKORO", "")),
        ("OKORO", "F", ("OKORO", "")),
        ("OKORO", "J", ("OKORO", "J")),
        ("OKORO", "", ("OKORO", "")),
        ("OKORO", "OKORO", ("OKORO", "")),
        ("YY", "DAVID", ("YY", "DAVID")),
        ("UNKNOWN", "-", ("", "")),
    ],
)
def test_a_placeholder_is_no_name(surname: str, given: str, expected: tuple[str, str]) -> None:
    name = meant(surname, given)
    assert (name.surname, name.given) == expected


def test_a_repeated_name_is_kept_when_the_document_has_it() -> None:
    assert meant("ALI", "ALI", confirmed="ALI").given == "ALI"


@pytest.mark.parametrize(
    ("surname", "given", "suffix"),
    [("SMITH JR", "JOHNMR", "JR"), ("SMITH", "JOHN III", "III"), ("SMITHJR", "JOHN", "")],
)
def test_a_suffix_has_its_own_field(surname: str, given: str, suffix: str) -> None:
    assert meant(surname, given).suffix == suffix


def test_an_association_artefact_is_cut() -> None:
    name = meant("ALMEIDA", "CARLA-1ALMEIDA/CARLAMRS")
    assert (name.surname, name.given) == ("ALMEIDA", "CARLA")
    assert meant("AL-HASSAN", "NUR-ED-DIN").given == "NUR-ED-DIN"


def test_a_title_left_on_the_surname_comes_off() -> None:
    assert meant("ALMEIDA MRS", "CARLA").surname == "ALMEIDA"
    assert meant("ALMEIDA MRS", "").title == "MRS"
    assert meant("DR", "CARLA").surname == "DR"


def test_clergy_are_titles_too() -> None:
    assert CLERGY < TITLES
    assert split_received("ALMEIDA/CARLA/X") == ("ALMEIDA", "CARLA/X")

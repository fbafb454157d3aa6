"""Who is linked with whom: by document, by name and birth date, and through a third trip."""

from __future__ import annotations

from api.world.identities import Resolution, resolve, scored
from matching.screening.model import Subject, SubjectDocument, SubjectName


def person(surname: str, given: str, birth: str, number: str) -> Subject:
    return Subject(
        names=(SubjectName(surname, given),),
        births=(birth,) if birth else (),
        documents=(SubjectDocument("P", number, "MKD"),) if number else (),
    )


def test_a_third_trip_links_two_that_share_nothing() -> None:
    seen = {
        ("a", "1"): person("BRDAR", "ANA", "1990-02-01", "ZZ1"),
        ("b", "1"): person("VRBOV", "ANA", "1990-02-01", "ZZ2"),
        ("c", "1"): person("VRBOV", "ANA", "1990-02-01", "ZZ1"),
        ("d", "1"): person("VRBOV", "ANA", "1970-02-01", "ZZ9"),
    }
    found = resolve(seen)
    assert found["a", "1"] == found["b", "1"] == found["c", "1"] != found["d", "1"]


def test_a_name_alone_links_nobody() -> None:
    seen = {("a", "1"): person("BRDAR", "ANA", "", ""), ("b", "1"): person("BRDAR", "ANA", "", "")}
    found = resolve(seen)
    assert found["a", "1"] != found["b", "1"]


def test_pairs_are_counted_against_the_truth() -> None:
    seen = {
        ("a", "1"): person("BRDAR", "ANA", "1990-02-01", "ZZ1"),
        ("b", "1"): person("BRDAR", "ANA", "1990-02-01", "ZZ1"),
        ("c", "1"): person("BRDAR", "ANA", "1990-02-01", "ZZ1"),
        ("d", "1"): person("OSOJN", "EVA", "1980-05-05", "ZZ4"),
    }
    truth = {("a", "1"): 1, ("b", "1"): 1, ("c", "1"): 2, ("d", "1"): 1}
    found = scored(truth, seen)
    assert found == Resolution(true_pairs=3, linked_pairs=3, right_pairs=1)
    assert found.recall == found.precision == 1 / 3

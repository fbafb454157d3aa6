"""Senzing records in their three layouts say the same."""

from __future__ import annotations

import json

import pytest

from tests.builders import lists
from watchlists.edition import collect
from watchlists.formats import senzing
from watchlists.formats.recognise import recognise

BASE = {"DATA_SOURCE": "VARNIA", "RECORD_ID": "17"}
FLAT = BASE | {
    "RECORD_TYPE": "PERSON",
    "PRIMARY_NAME_FULL": "Orval Tennick",
    "DATE_OF_BIRTH": "1961-03",
    "GENDER": "M",
    "NATIONALITY": "AL",
    "PASSPORT_NUMBER": "ZZ700001",
    "PASSPORT_COUNTRY": "AL",
    "PHONE_NUMBER": "+355 00",
    "ADDR_FULL": "1 Ferry Road",
}
GROUPED = BASE | {
    "RECORD_TYPE": "PERSON",
    "NAMES": [{"NAME_TYPE": "PRIMARY", "NAME_FULL": "Orval Tennick"}],
    "DATES": [{"DATE_OF_BIRTH": "1961-03"}],
    "ATTRIBUTES": [{"GENDER": "M"}],
    "COUNTRIES": [{"NATIONALITY": "AL"}],
    "IDENTIFIERS": [{"PASSPORT_NUMBER": "ZZ700001", "PASSPORT_COUNTRY": "AL"}],
    "CONTACTS": [{"PHONE_NUMBER": "+355 00"}],
    "ADDRESSES": [{"ADDR_FULL": "1 Ferry Road"}],
}
FEATURES = BASE | {
    "FEATURES": [
        {"RECORD_TYPE": "PERSON"},
        {"NAME_TYPE": "PRIMARY", "NAME_FULL": "Orval Tennick"},
        {"DATE_OF_BIRTH": "1961-03"},
        {"GENDER": "M"},
        {"NATIONALITY": "AL"},
        {"PASSPORT_NUMBER": "ZZ700001", "PASSPORT_COUNTRY": "AL"},
        {"PHONE_NUMBER": "+355 00"},
        {"ADDR_FULL": "1 Ferry Road"},
    ]
}


@pytest.mark.parametrize("record", [FLAT, GROUPED, FEATURES], ids=["flat", "grouped", "features"])
def test_a_record_in_any_layout(record: dict[str, object]) -> None:
    source = lists.named(list_json=json.dumps(record) + "\n")
    assert recognise(source).id == "senzing"
    (entry,) = collect(senzing.stream, source).entries
    assert (entry.source_id, entry.kind, entry.names[0].full) == ("VARNIA:17", "person", "Orval Tennick")
    assert (entry.names[0].kind, entry.births[0].precision, entry.sexes) == ("primary", "month", ("M",))
    assert entry.nationality_statements[0].certainty == "possible"
    assert [(paper.kind, paper.key, paper.issuer) for paper in entry.documents] == [("P", "ZZ700001", "ALB")]
    assert (entry.contacts[0].value, entry.addresses) == ("+355 00", ("1 Ferry Road",))


def test_names_in_parts_aliases_and_other_identifiers() -> None:
    record = BASE | {
        "NAMES": [
            {"NAME_TYPE": "PRIMARY", "NAME_FIRST": "Orval", "NAME_MIDDLE": "Bram", "NAME_LAST": "Tennick"},
            {"NAME_TYPE": "AKA", "NAME_FULL": "Heron"},
        ],
        "IDENTIFIERS": [
            {"OTHER_ID_TYPE": "residence permit", "OTHER_ID_NUMBER": "ZZ9", "OTHER_ID_COUNTRY": "AL"}
        ],
        "SHOE": "44",
    }
    (entry,) = collect(senzing.stream, lists.named(list_json=json.dumps([record]))).entries
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        ("Orval Bram Tennick", "primary", "unstated"),
        ("Heron", "alias", "unstated"),
    ]
    assert (entry.names[0].surname, entry.documents[0].kind, entry.extra) == (
        "Tennick",
        "R",
        (("SHOE", "44"),),
    )


def test_a_record_without_reference_or_name_is_reported() -> None:
    records = [{"DATA_SOURCE": "V", "RECORD_ID": ""}, BASE | {"GENDER": "M"}]
    parsed = collect(senzing.stream, lists.named(list_json=json.dumps(records)))
    assert [finding.code for finding in parsed.findings] == ["id_missing", "name_missing"]

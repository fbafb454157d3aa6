"""INTERPOL notices: answers as saved, always an extract, missing persons protected."""

from __future__ import annotations

import json

from tests.builders import lists
from watchlists.edition import collect
from watchlists.formats import interpol
from watchlists.formats.recognise import recognise
from watchlists.preparation import prepare

RED = {
    "entity_id": "2026/70001",
    "name": "TENNICK",
    "forename": "-",
    "date_of_birth": "1961",
    "nationalities": ["AL", "914"],
    "sex_id": "M",
    "height": 0,
    "weight": 80,
    "place_of_birth": "Quell",
    "arrest_warrants": [
        {"issuing_country_id": "RS", "charge": "Smuggling\r\nof goods", "charge_translation": None}
    ],
    "_links": {"self": {"href": "https://example.org/notices/v1/red/2026-70001"}},
}
YELLOW = {
    "entity_id": "2026-70002",
    "name": "VOSS",
    "forename": "Mira",
    "date_of_birth": "2014/03/05",
    "nationalities": None,
    "_links": {"self": {"href": "https://example.org/notices/v1/yellow/2026-70002"}},
}


def test_details_in_one_array() -> None:
    source = lists.named(notices_json=json.dumps([RED, YELLOW]))
    assert recognise(source).id == "interpol-notices"
    parsed = collect(interpol.stream, source)
    red, yellow = parsed.entries
    assert not parsed.edition.complete
    assert (red.source_id, red.names[0].full, red.names[0].surname) == ("red:2026/70001", "TENNICK", "")
    assert (red.births[0].precision, red.notes, red.authority) == ("year", ("Smuggling of goods",), "RS")
    assert (red.nationalities, red.extra) == (("ALB", "914"), (("weight", "80"),))
    assert (red.assertion, red.handling) == ("assessment", "")
    assert (yellow.source_id, yellow.handling) == ("yellow:2026/70002", "protect")
    assert (yellow.names[0].surname, yellow.births[0].precision) == ("VOSS", "day")
    assert [finding.code for finding in parsed.findings] == ["country_unknown"]


def test_a_capped_answer_is_said_to_be_incomplete() -> None:
    answer = {"total": 6400, "_embedded": {"notices": [RED]}, "_links": {}}
    source = lists.named(page1_json=json.dumps(answer), detail_json=json.dumps(RED))
    parsed = collect(interpol.stream, source)
    assert len(parsed.entries) == 1
    assert parsed.entries[0].notes
    assert [(one.code, one.params) for one in parsed.findings if one.code == "incomplete"] == [
        ("incomplete", (("found", "1"), ("declared", "6400")))
    ]


def test_nothing_is_delisted_from_an_extract() -> None:
    held = collect(interpol.stream, lists.named(notices_json=json.dumps([RED, YELLOW]))).entries
    prepared = prepare(lists.named(notices_json=json.dumps([RED | {"weight": 90}])), carried=lambda: held)
    assert prepared.entries == 2
    assert prepared.rejected == 0

"""The UN list: the real edition counted twice by different means, and every trap with an invented record."""

from __future__ import annotations

import re

import pytest

from tests.builders import lists
from tests.builders.shared import shared
from watchlists.entry import Entry
from watchlists.findings import ListError
from watchlists.formats import un_xml
from watchlists.formats.source import source


def only(body: str) -> Entry:
    record = f"<INDIVIDUAL><DATAID>1</DATAID><REFERENCE_NUMBER>VAi.001</REFERENCE_NUMBER>{body}</INDIVIDUAL>"
    return un_xml.read(lists.un(record)).entries[0]


def test_every_person_alias_birth_and_document_of_the_real_edition_arrives() -> None:
    folder = shared("data", "watchlists", "un")
    parsed = un_xml.read(source(folder))
    text = (folder / "consolidated.xml").read_text("utf-8")
    assert parsed.edition.counts["person"] == text.count("<INDIVIDUAL>") == 730
    assert parsed.edition.counts["organisation"] == text.count("<ENTITY>") == 273
    persons = [entry for entry in parsed.entries if entry.kind == "person"]
    names = [name for entry in persons for name in entry.names]
    aliases = {name.as_written or name.full for name in names if name.kind == "alias"}
    fields = re.findall(r"<QUALITY>(?:Good|Low)</QUALITY>\s*<ALIAS_NAME>(.*?)</ALIAS_NAME>", text, re.DOTALL)
    assert len(fields) == text.count("<QUALITY>Good</QUALITY>") + text.count("<QUALITY>Low</QUALITY>") == 2139
    assert {" ".join(one.replace("&amp;", "&").split()) for one in fields} <= aliases
    assert sum(name.quality == "strong" and name.kind == "alias" for name in names) >= 1524
    assert sum(name.quality == "weak" for name in names) >= 615
    assert sum(name.kind == "original" for name in names) == 336
    assert sum(len(entry.births) for entry in persons) == 870
    unnumbered = sum(finding.code == "document_without_number" for finding in parsed.findings)
    assert sum(len(entry.documents) for entry in persons) + unnumbered == 921 - 453
    assert not [finding for finding in parsed.findings if finding.code == "country_unknown"]
    assert parsed.edition.published_on == "2026-02-27"


def test_the_digests_sample_reads_as_described() -> None:
    entry = un_xml.read(lists.un()).entries[0]
    assert (entry.source_id, entry.other_ids) == ("GBi.901", (("un-data-id", "7000001"),))
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        ("ORVAL BRAM TENNICK", "primary", "strong"),
        ("The Heron", "alias", "weak"),
        ("Bram of Quell", "alias", "weak"),
    ]
    assert [label for label, _ in entry.names[0].parts] == ["ordinal"] * 3
    assert (entry.names[0].order, entry.names[0].surname) == ("unknown", "")
    assert [(birth.earliest, birth.latest, birth.precision, birth.circa) for birth in entry.births] == [
        ("1961-01-01", "1961-12-31", "year", False),
        ("1959-01-01", "1963-12-31", "range", False),
    ]
    paper = entry.documents[0]
    assert (paper.kind, paper.key, paper.extraction, paper.expires) == ("P", "513519", "text", "2030-04-04")
    assert "Varnian passport No. 513 519" in paper.note
    assert (entry.listed_on, entry.programmes, entry.nationalities) == (
        "2015-04-07",
        ("Guinea-Bissau",),
        ("IRN",),
    )
    assert len(entry.documents) == 1


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Orval Tennick; b) Bram Tennick; (c) O. T.", ["Orval Tennick", "Bram Tennick", "O. T."], ""),
        ("“The Heron”", ["The Heron"], ""),
        (
            "Orval Tennick, born 5 Mar. 1961 (passport ZZ1)",
            ["Orval Tennick"],
            "born 5 Mar. 1961 (passport ZZ1)",
        ),
        ("Orval Tennick (Орвал Тенник)", ["Orval Tennick", "Орвал Тенник"], ""),
        ("Orval Tennick (of Quell)", ["Orval Tennick (of Quell)"], ""),
        ("“”", [], ""),
    ],
)
def test_one_alias_field_may_hold_several_names(text: str, names: list[str], rest: str) -> None:
    assert un_xml.alias_texts(text) == (names, rest)


def test_parts_that_say_nothing_leave_no_double_blank() -> None:
    entry = only(
        "<FIRST_NAME>Orval</FIRST_NAME><SECOND_NAME>na</SECOND_NAME><FOURTH_NAME>Tennick</FOURTH_NAME>"
    )
    assert entry.names[0].full == "Orval Tennick"


def test_a_birth_that_is_only_a_note_is_read_where_it_can_be() -> None:
    notes = ("Nov. 1973", "24/06/1402 (Hijri Calendar)")
    entry = only(
        "<FIRST_NAME>Orval</FIRST_NAME>"
        + "".join(
            f"<INDIVIDUAL_DATE_OF_BIRTH><NOTE>{note}</NOTE></INDIVIDUAL_DATE_OF_BIRTH>" for note in notes
        )
    )
    assert [(birth.precision, birth.calendar) for birth in entry.births] == [
        ("month", ""),
        ("none", "islamic"),
    ]


def test_an_unknown_element_is_kept_as_a_note() -> None:
    parsed = un_xml.read(
        lists.un(
            "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Orval</FIRST_NAME><SHOE><SIZE>44</SIZE></SHOE></INDIVIDUAL>"
        )
    )
    assert parsed.entries[0].notes == ("SHOE: 44",)
    assert parsed.entries[0].source_id == "data:1"
    assert [finding.code for finding in parsed.findings] == ["element_unknown"]


def test_a_record_without_name_is_reported_and_the_next_one_read() -> None:
    parsed = un_xml.read(lists.un("<INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL>", lists.UN_TENNICK))
    assert [finding.code for finding in parsed.findings] == ["name_missing"]
    assert len(parsed.entries) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE a [<!ENTITY a 'x'>]><CONSOLIDATED_LIST/>", "doctype"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", "damaged"),
        (b"<export/>", "wrong_format"),
        (b"<CONSOLIDATED_LIST>" + b"<a>" * 60, "too_deep"),
        (
            b"<CONSOLIDATED_LIST><INDIVIDUAL>" + b"x" * (5 << 20) + b"</INDIVIDUAL></CONSOLIDATED_LIST>",
            "too_long",
        ),
        (b"<CONSOLIDATED_LIST>\xff</CONSOLIDATED_LIST>", "damaged"),
    ],
)
def test_what_is_no_sound_list_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(ListError) as refused:
        un_xml.read(lists.named(un_xml=data))
    assert refused.value.code == code

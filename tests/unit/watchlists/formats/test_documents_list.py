"""Lost and stolen documents: numbers and series, never expanded, no holders."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.entry import EntryDocument
from watchlists.formats import documents_list
from watchlists.formats.recognise import recognise

HEADER = "issuer;doc_type;number;number_from;number_to;status;event_date;record_id;action"


def read(*rows: str) -> Parsed:
    source = lists.named(docs_csv="\n".join((HEADER, *rows)) + "\n")
    assert recognise(source).id == "najava-documents"
    return collect(documents_list.stream, source)


def test_a_number_and_a_series_of_blanks() -> None:
    one, series = read(
        "ALB;P;zz 000-123;;;stolen;2026-02;S-1;", "D;PD;;ZZ0700000;ZZ0700999;stolen_blank;;S-2;"
    ).entries
    assert one.documents == (EntryDocument("P", "zz 000-123", "ZZ000123", "ALB", "P", ("stolen",)),)
    assert (one.kind, one.extra) == ("document", (("event_date", "2026-02"),))
    paper = series.documents[0]
    assert (paper.key, paper.range_to, paper.issuer, paper.kind) == ("ZZ0700000", "ZZ0700999", "DEU", "PD")


def test_leading_zeros_count() -> None:
    assert [
        entry.documents[0].key for entry in read("ALB;P;007;;;lost;;1;", "ALB;P;7;;;lost;;2;").entries
    ] == ["007", "7"]


def test_recovered_and_deleted_records_are_delisted_and_stay_known() -> None:
    parsed = read("ALB;P;1;;;recovered;;1;", "ALB;P;2;;;lost;;2;D", "ALB;P;3;;;lost;;3;C")
    assert [entry.status for entry in parsed.entries] == ["delisted", "delisted", "listed"]


@pytest.mark.parametrize(
    "row",
    [
        "ALB;P;1;;;vanished;;1;",
        "ALB;Q;1;;;lost;;1;",
        "ALB;P;-;;;lost;;1;",
        "ALB;P;;ZZ1;ZZ22;lost;;1;",
        "ALB;P;;ZZ9;ZZ1;lost;;1;",
        "ALB;P;;ZZA1;ZZB2;lost;;1;",
    ],
)
def test_a_record_that_cannot_be_compared_is_rejected_alone(row: str) -> None:
    parsed = read(row, "ALB;P;2;;;lost;;2;")
    assert [entry.source_id for entry in parsed.entries] == ["2"]
    assert {finding.code for finding in parsed.findings} == {"value_unknown", "record_unreadable"}


def test_an_issuer_in_another_code_is_converted_and_said_so() -> None:
    parsed = read("AL;P;1;;;lost;;1;", "Varnia;P;1;;;lost;;2;")
    assert [entry.documents[0].issuer for entry in parsed.entries] == ["ALB", "Varnia"]
    assert [finding.code for finding in parsed.findings] == ["issuer_converted", "country_unknown"]


def test_json_lines_are_read_too() -> None:
    source = lists.named(
        docs_json='{"issuer":"ALB","doc_type":"P","number":"ZZ1","status":"lost","record_id":"1"}\n'
    )
    assert recognise(source).id == "najava-documents"
    assert collect(documents_list.stream, source).entries[0].documents[0].key == "ZZ1"

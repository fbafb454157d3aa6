"""What a file is, is decided by what is in it; what is no list is named and refused."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.findings import ListError
from watchlists.formats.recognise import by_id, open_list, recognise
from watchlists.formats.source import Source


@pytest.mark.parametrize(
    ("files", "format_id"),
    [(lists.ofac(), "ofac-csv"), (lists.un(), "un-xml"), (lists.template(), "najava-csv")],
    ids=str,
)
def test_a_list_is_known_by_its_content(files: Source, format_id: str) -> None:
    assert recognise(files).id == format_id
    assert by_id(format_id) is recognise(files)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html>Error 503</html>", "web page"),
        (b"<html><body>", "web page"),
        (b"<rss><channel/></rss>", "root element rss"),
        (b"PK\x03\x04rest", "archive cannot be opened"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02", "binary"),
        (b'{"hello": 1}', "JSON"),
        (b"source,entity_number,type\n", "Consolidated Screening List"),
        (b"colour,shape\n", "unknown first line"),
    ],
)
def test_what_is_no_list_is_refused_and_named(data: bytes, what: str) -> None:
    with pytest.raises(ListError, match=what):
        open_list(data)


def test_an_empty_file_and_a_missing_one_are_refused() -> None:
    for given, code in ((b"", "empty_file"), ("/nowhere/list.csv", "no_file"), ([], "no_file")):
        with pytest.raises(ListError) as refused:
            open_list(given)
        assert refused.value.code == code


def test_equal_bytes_have_an_equal_digest_and_order() -> None:
    one, other = (lists.ofac() for _ in range(2))
    assert one.digest() == other.digest()
    assert recognise(one).id == recognise(other).id

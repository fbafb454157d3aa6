"""JSON of lists: documents, arrays and lines; long lines, deep values and cut files."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.findings import ListError, Report
from watchlists.formats import json_lines
from watchlists.formats.json_lines import objects


def read(data: str | bytes) -> tuple[list[dict[str, object]], Report]:
    report = Report()
    source = lists.named(list_json=data)
    return [one for _, one in objects(source.one(), report)], report


@pytest.mark.parametrize(
    "data",
    ['{"a":1}\n{"a":2}\n', '[{"a":1},{"a":2}]', '[\n {"a": 1},\n {"a": 2}\n]', '\ufeff{"a":1}\r\n{"a":2}'],
)
def test_every_shape_gives_the_same_objects(data: str) -> None:
    found, report = read(data)
    assert found == [{"a": 1}, {"a": 2}]
    assert report.records == 2


def test_a_document_spread_over_lines_is_one_object() -> None:
    assert read('{\n "a": 1\n}\n')[0] == [{"a": 1}]


def test_a_line_beyond_the_cap_is_left_out_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_LINE", 64)
    found, report = read('{"a":1}\n{"a":"' + "x" * 500 + '"}\n{"a":2}\n')
    assert found == [{"a": 1}, {"a": 2}]
    assert [finding.code for finding in report.findings] == ["row_too_long"]


@pytest.mark.parametrize("data", ['[{"a":1},{"a"', '[{"a":NaN}]', "[" * 100_000])
def test_a_document_that_is_no_json_is_refused(data: str) -> None:
    with pytest.raises(ListError) as refused:
        read(data)
    assert refused.value.code in {"damaged", "too_deep"}

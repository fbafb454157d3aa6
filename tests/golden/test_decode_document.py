"""What the examples say a message holds must all stand in the document that `decode --json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from api.decoding.view import document
from pnr.reading import read
from tests.builders.shared import shared

DAY = date(2022, 1, 5)
COUNTED = (".count", ".leg_count")  # numbers of parts: the length of a list, not a value in it
OTHERWISE = {"MRVA": "MRV-A", "MRVB": "MRV-B", "SPECIMEN2  BAD": "SPECIMEN2 BAD"}


def values(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for one in node.values():
            yield from values(one)
    elif isinstance(node, list):
        for one in node:
            yield from values(one)
    else:
        yield str(node)


def test_no_expected_value_is_lost_on_the_way_to_the_document() -> None:
    lost: list[str] = []
    checked = 0
    for line in shared("examples/expected.jsonl").read_bytes().splitlines():
        example = msgspec.json.decode(line)
        data = shared(f"examples/{example['file']}").read_bytes()
        made = document([("example", data, read(data, received=DAY))])
        shown = set(values(msgspec.json.decode(msgspec.json.encode(made))))
        whole = "\n".join(shown)
        for check in example["checks"]:
            if check["what"].endswith(COUNTED):
                continue
            checked += 1
            wanted = [
                OTHERWISE.get(str(one), str(one)) for one in (check["value"], *(check.get("alt") or ()))
            ]
            if not any(one in shown or one in whole for one in wanted):
                lost.append(f"{example['file']} {check['what']}")
    assert lost == []
    assert checked > 2_700

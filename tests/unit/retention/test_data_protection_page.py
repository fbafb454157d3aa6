"""The page of seventy checks names tests that exist, and leaves out no check."""

from __future__ import annotations

import ast
import re

from tests.builders.shared import ROOT

PAGE = ROOT / "docs" / "data-protection.md"
ROW = re.compile(r"^\| (\d+) \| .+ \| (tested|partly|not here) \| (.+) \|$", re.MULTILINE)


def known() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rows() -> list[tuple[int, str, str]]:
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [(int(number), state, tests) for number, state, tests in found]


def test_all_seventy_checks_are_there_in_order() -> None:
    assert [number for number, _, _ in rows()] == list(range(1, 71))


def test_every_test_it_names_exists() -> None:
    named = {name for _, _, text in rows() for name in re.findall(r"`(test_\w+)`", text)}
    assert len(named) > 60
    assert named - known() == set()


def test_what_is_called_tested_names_a_test_or_refers_to_one() -> None:
    without = [number for number, state, text in rows() if state == "tested" and "test_" not in text]
    assert without == [8]  # refers to 6: there is nothing that could be a link

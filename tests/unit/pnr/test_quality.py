"""Every fault a reader can note has a sentence and a remedy, and none holds a passenger's value."""

from __future__ import annotations

import re

import pytest

from pnr.quality import CATALOGUE, Finding, Severity, remedy, sentence, severity
from tests.builders.shared import ROOT

_NOTED = re.compile(
    r"""(?:add|once|note)\(\s*"([a-z_]+\.[a-z_]+)"|\("([a-z_]+\.[a-z_]+)",|code = "([a-z_]+\.[a-z_]+)\""""
)


def noted() -> set[str]:
    """Return every code the readers of messages can note."""
    found: set[str] = set()
    for path in [*(ROOT / "pnr" / "wire").glob("*.py"), ROOT / "pnr" / "reading.py"]:
        for match in _NOTED.finditer(path.read_text(encoding="utf-8")):
            found.add(next(one for one in match.groups() if one))
    return found


def test_every_code_that_is_noted_is_in_the_catalogue() -> None:
    codes = noted()
    assert len(codes) > 60
    assert sorted(codes - set(CATALOGUE)) == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_fault_has_a_sentence_and_a_remedy(code: str) -> None:
    fault = CATALOGUE[code]
    assert fault.sentence.endswith(".")
    assert fault.remedy.endswith(".")
    names = re.findall(r"{(\w+)}", fault.sentence + fault.remedy)
    finding = Finding(code, severity(code), params=tuple((name, "7") for name in names))
    assert "{" not in sentence(finding) + remedy(finding)
    assert "?" not in sentence(finding)


def test_a_code_of_a_later_version_is_still_said() -> None:
    finding = Finding("later.fault", severity("later.fault"))
    assert severity("later.fault") is Severity.WARNING
    assert "later.fault" in sentence(finding)


def test_sentences_can_be_said_in_another_language() -> None:
    finding = Finding("envelope.unt_count", Severity.WARNING, params=(("announced", "9"), ("counted", "8")))
    assert sentence(finding, lambda _: "{counted} statt {announced}") == "8 statt 9"


def test_a_missing_parameter_does_not_break_the_sentence() -> None:
    assert "?" in sentence(Finding("envelope.unt_count", Severity.WARNING))

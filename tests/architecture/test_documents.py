"""Documents say what is there: every command, setting and check that they name exists, and the reverse."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.builders.console import commands, settings
from tests.builders.shared import ROOT
from tests.builders.sources import named, tracked

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Check"]
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
ROOTS = "tests|scripts|pnr|matching|watchlists|retention|api|docs"
REFERENCE = re.compile(rf"`((?:{ROOTS})/[\w./-]+?)(?:::(\w+))?`")


def written(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    """Return the headings of a page without marks, and without what stands in fenced blocks."""
    unfenced = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#+ (.*)$", unfenced, flags=re.MULTILINE)
    return [one.replace("`", "").strip() for one in found]


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md" and "node_modules" not in path.parts]


def test_every_command_has_a_heading() -> None:
    there = {f"najava {words}" for words in commands()}
    told = {found for found in headings(written(DOCS / "operator.md")) if found.startswith("najava ")}
    assert told == there


def test_every_setting_has_a_heading() -> None:
    told = {found for found in headings(written(DOCS / "operator.md")) if found.startswith("NAJAVA_")}
    assert told == settings()


def test_settings_that_documents_name_exist() -> None:
    there = settings() | {"NAJAVA_SHARED"}
    for path in documents():
        told = set(re.findall(r"\bNAJAVA_[A-Z]+(?:_[A-Z]+)*\b", written(path)))
        assert {name for name in told - there if not name.startswith("NAJAVA_TEST_")} == set(), path.name


def test_commands_that_documents_name_exist() -> None:
    there = commands()
    groups = {words.split()[0] for words in there if " " in words}
    for path in documents():
        for found in re.findall(r"(?:`|bin/)najava ([a-z]+)(?: ([a-z][a-z-]*))?", written(path)):
            full = " ".join(word for word in found if word)
            assert full in there or found[0] in there | groups, f"{path.name}: najava {full}"


def faults_of_decision(text: str, number: int) -> list[str]:
    found = []
    if not re.match(rf"# {number}\. \S", text):
        found.append("the title does not begin with its number")
    if not re.search(r"^Status: (accepted|replaced by \[\d+\])", text, flags=re.MULTILINE):
        found.append("no status")
    if headings(text)[1:] != SECTIONS:
        found.append(f"sections are {headings(text)[1:]}")
    if len(text.splitlines()) > 70:
        found.append("longer than a page")
    check = text.partition("## Check")[2]
    if not REFERENCE.search(check) and not contracts_in(check):
        found.append("nothing checks it")
    return found + [f"{path} does not exist" for path in missing_references(check)]


def contracts_in(text: str) -> set[str]:
    known = {
        one["name"]
        for one in tomllib.loads(written(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    }
    flat = " ".join(text.split())
    return {name for name in known if f'"{name}"' in flat}


def missing_references(text: str) -> Iterator[str]:
    for name, test in REFERENCE.findall(text):
        path = ROOT / name
        if not path.exists():
            yield name
        elif test and f"def {test}(" not in written(path):
            yield f"{name}::{test}"


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_every_decision_is_a_page_that_ends_in_its_check(path: Path) -> None:
    assert faults_of_decision(written(path), int(path.stem[:4])) == []


def test_decisions_are_numbered_without_gaps_and_indexed() -> None:
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    index = written(DOCS / "decisions" / "README.md")
    for path in DECISIONS:
        title = written(path).splitlines()[0].partition(". ")[2]
        assert f"[{title}]({path.name})" in index


def test_a_decision_without_a_check_would_be_found() -> None:
    sections = "".join(f"## {name}\n\n" for name in SECTIONS)
    page = f"# 3. A\n\nStatus: accepted\n\n{sections}- eyes\n"
    assert faults_of_decision(page, 3) == ["nothing checks it"]
    assert faults_of_decision(page.replace("eyes", "`tests/unit/no.py::test_a`"), 3) == [
        "tests/unit/no.py does not exist"
    ]
    assert faults_of_decision(page.replace("## Decision", "## Choice"), 4)[:2] == [
        "the title does not begin with its number",
        "sections are ['Context', 'Choice', 'Consequences', 'Check']",
    ]


def dead_links(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", written(path)):
            if "://" not in target and not (path.parent / target).exists():
                yield f"{named(path)} → {target}"


def test_links_lead_somewhere(tmp_path: Path) -> None:
    assert list(dead_links(documents())) == []
    (tmp_path / "page.md").write_text("[here](page.md) [there](absent.md#x) [away](https://example.org/x)")
    assert list(dead_links([tmp_path / "page.md"])) == ["page.md → absent.md"]


def test_files_that_documents_name_exist() -> None:
    told = {path: sorted(missing_references(written(path))) for path in documents() if path not in DECISIONS}
    assert {named(path): missing for path, missing in told.items() if missing} == {}


def test_the_changelog_is_one_to_keep() -> None:
    text = written(ROOT / "CHANGELOG.md")
    releases = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert releases[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", one) for one in releases[1:])
    assert set(re.findall(r"^### (.*)$", text, flags=re.MULTILINE)) <= CHANGES
    sentences = re.findall(r"^- (.*(?:\n  .*)*)$", text, flags=re.MULTILINE)
    assert sentences
    assert [one for one in sentences if not one.endswith(".")] == []


def test_the_readme_is_short_and_shows_the_two_commands() -> None:
    text = written(ROOT / "README.md")
    assert len(text.splitlines()) < 120
    assert {"make demo", "make test"} <= set(re.findall(r"^make \w+", text, flags=re.MULTILINE))
    assert "independent project, not endorsed by UNODC, WCO or INTERPOL" in " ".join(text.split())


def test_verbs_that_documents_name_are_in_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z]+):", written(ROOT / "Makefile"), flags=re.MULTILINE))
    assert {"demo", "test", "check", "bench", "assets", "soak"} <= verbs
    for path in documents():
        assert set(re.findall(r"(?:`|^)make ([a-z]+)", written(path), flags=re.MULTILINE)) <= verbs, path.name


# Words of decision 20, and the pages that may name them to say they are not used.
REFUSED = re.compile(r"\bsuspects?\b|tamper-?proof|\bGDPR[- ]compliant\b|\bcompliant with\b", re.IGNORECASE)
ABOUT_WORDS = {"CONTRIBUTING.md", "0020-words.md", "0010-the-audit-log-is-a-merkle-tree.md", "glossary.md"}
FOOTNOTE = "Security Council resolution 1244 (1999)"


def careless(text: str) -> list[str]:
    return REFUSED.findall(text)


def test_the_words_are_the_careful_ones() -> None:
    texts = [path for path in tracked() if path.suffix in {".md", ".html", ".po"}]
    told = {path: careless(written(path)) for path in texts if path.name not in ABOUT_WORDS}
    assert {named(path): found for path, found in told.items() if found} == {}
    assert careless("The log is tamper-proof and the Suspect is known") == ["tamper-proof", "Suspect"]


def test_kosovo_carries_its_footnote() -> None:
    named_in = [path for path in documents() if re.search(r"Pristina|Prishtina|Kosovo", written(path))]
    assert [named(path) for path in named_in if FOOTNOTE not in " ".join(written(path).split())] == []
    assert ROOT / "README.md" in named_in

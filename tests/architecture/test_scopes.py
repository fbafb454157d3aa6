"""No passenger is read unlogged: one place makes openers, one commits, mypy tells the scopes apart."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.shared import ROOT
from tests.builders.sources import Place, calls, imports, named, parsed, python_files

UNIT_OF_WORK = "retention/unit_of_work.py"
# Transactions on other databases or before there is anything to log; each with its reason.
OWN_TRANSACTIONS = {
    UNIT_OF_WORK: "the one commit point of the data",
    "retention/keystore.py": "another database, and a destroyed key must not be rolled back",
    "retention/epochs.py": "another database, as the key store",
    "api/migrations/env.py": "the schema changes before the service starts",
}
TRANSACTIONS = re.compile(r"(engine|connection|conn|database|db|scope)\b.*\.begin(_nested)?$|\.commit$")


def committing(name: str, tree: ast.AST) -> list[Place]:
    found = [
        Place(name, call.lineno, called)
        for called, call in calls(tree)
        if TRANSACTIONS.search(ast.unparse(call.func))
    ]
    return found + [
        Place(name, node.lineno, "AUTOCOMMIT")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == "AUTOCOMMIT"
    ]


def opening(name: str, tree: ast.AST) -> list[Place]:
    makers = {"Opener", "Sealer"}
    made = [Place(name, call.lineno, called) for called, call in calls(tree) if called in makers]
    taken = [
        Place(name, node.lineno, imported)
        for imported, node in imports(tree)
        if imported.startswith("retention.sealing.") and not imported.endswith(("Opener", "Sealer"))
    ]
    return made + taken


def test_only_the_unit_of_work_commits() -> None:
    found = [
        place
        for path in python_files()
        if named(path) not in OWN_TRANSACTIONS
        for place in committing(named(path), parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "connection.commit()",
        "with engine.begin() as connection: ...",
        "with self._engine.begin(): ...",
        "with scope.connection.begin_nested(): ...",
        'engine.execution_options(isolation_level="AUTOCOMMIT")',
    ],
)
def test_a_commit_elsewhere_would_be_found(source: str) -> None:
    assert [place.line for place in committing("probe", ast.parse(source))] == [1]


def test_only_the_unit_of_work_makes_an_opener_or_a_sealer() -> None:
    found = [
        place
        for path in python_files()
        if named(path) not in {UNIT_OF_WORK, "retention/sealing.py"}
        for place in opening(named(path), parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["Opener(keys, actor)", "sealing.Sealer(keys)", "from retention.sealing import decrypt"]
)
def test_an_opener_made_elsewhere_would_be_found(source: str) -> None:
    assert len(opening("probe", ast.parse(source))) == 1


PAGE = """
from retention.actors import Actor
from retention.places import Place
from retention.purpose import Purpose
from retention.tiers import Tier
from retention.unit_of_work import Store
from pnr.model.booking import Booking


def page(store: Store, actor: Actor, purpose: Purpose, place: Place, blob: bytes) -> Booking:
    with {scope} as scope:
        return scope.opener.open(place, Tier.ID, blob, Booking)
"""


def judged(page: str, folder: Path) -> str:
    probe = folder / "probe_page.py"
    probe.write_text(page)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(probe)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def test_mypy_accepts_a_page_that_consults(tmp_path: Path) -> None:
    assert "Success" in judged(PAGE.format(scope="store.consulting(actor, purpose)"), tmp_path)


def test_mypy_rejects_a_page_that_opens_a_passenger_while_only_reading(tmp_path: Path) -> None:
    said = judged(PAGE.format(scope="store.reading(actor)"), tmp_path)
    assert '"Reading" has no attribute "opener"' in said

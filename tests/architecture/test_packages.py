"""Five packages, one distribution, imports in one direction."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.builders.shared import ROOT
from tests.builders.sources import PACKAGES, imports, named, parsed, python_files


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("package", PACKAGES)
def test_the_five_names_belong_to_this_distribution_alone(package: str) -> None:
    owners = set(importlib.metadata.packages_distributions().get(package, ()))
    assert owners <= {"najava"}  # an editable install may list nothing; anyone else would be named
    assert Path(str(importlib.import_module(package).__file__)).parent == ROOT / package


def test_the_distribution_is_installed_once() -> None:
    names = [one.name for one in importlib.metadata.distributions()]
    assert [name for name in names if canonical(name) == "najava"] == ["najava"]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_root_says_what_it_is_for_and_is_typed(package: str) -> None:
    docstring = ast.get_docstring(parsed(ROOT / package / "__init__.py")) or ""
    assert len(docstring.split()) >= 8
    assert (ROOT / package / "py.typed").is_file()


def test_there_is_no_sixth_package() -> None:
    roots = {path.parent.name for path in ROOT.glob("*/__init__.py") if not path.parent.name.startswith(".")}
    assert roots == set(PACKAGES)
    assert set(project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(PACKAGES)


def contracts(config: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache", str(config)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_contracts_hold() -> None:
    run = contracts(ROOT / "pyproject.toml")
    assert run.returncode == 0, run.stdout[-2_000:]


def test_a_broken_import_contract_would_be_found(tmp_path: Path) -> None:
    broken = tmp_path / "contracts.toml"
    broken.write_text(
        "[tool.importlinter]\n"
        f"root_packages = {list(PACKAGES)!r}\n"
        "include_external_packages = true\n"
        "[[tool.importlinter.contracts]]\n"
        'name = "probe"\ntype = "forbidden"\n'
        'source_modules = ["retention"]\nforbidden_modules = ["sqlalchemy"]\n'
    )
    run = contracts(broken)
    assert run.returncode != 0
    assert "BROKEN" in run.stdout


def test_the_core_knows_no_clock() -> None:
    """`now` is an argument of everything below `api` (decision 13); randomness too, save keys and nonces."""
    clocks = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time)\b\(")
    found = [
        f"{named(path)}:{number}"
        for path in python_files("pnr", "matching", "watchlists")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if clocks.search(line)
    ]
    assert found == []
    assert clocks.search("seen = datetime.now(UTC)")


OUTWARD = set("requests httpx httpx2 aiohttp urllib.request urllib3 smtplib ftplib http.client".split())

CALLERS = {
    "api/world/sending.py",  # plays a carrier: invented messages to the intake of a service its user names
    "retention/providers/transit.py",  # root keys on another host of the unit: wrapped keys, no passenger
}


def outward(tree: ast.AST) -> set[str]:
    names = {name for name, _ in imports(tree)}
    return {one for one in OUTWARD for name in names if name == one or name.startswith(f"{one}.")}


def test_nothing_calls_out() -> None:
    assert {named(path) for path in python_files() if outward(parsed(path))} <= CALLERS
    assert outward(ast.parse("from urllib.request import urlopen")) == {"urllib.request"}
    assert outward(ast.parse("from urllib.parse import quote")) == set()

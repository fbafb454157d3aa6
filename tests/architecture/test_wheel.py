"""What is shipped is what was committed: the wheel holds the five packages whole, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.builders.shared import ROOT
from tests.builders.sources import PACKAGES, named, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def members(wheel: zipfile.ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def test_every_committed_file_of_the_packages_is_shipped(wheel: zipfile.ZipFile) -> None:
    committed = {named(path) for path in tracked() if path.relative_to(ROOT).parts[0] in PACKAGES}
    assert committed - members(wheel) == set()
    assert {f"{package}/py.typed" for package in PACKAGES} <= members(wheel)


def test_nothing_else_is_shipped(wheel: zipfile.ZipFile) -> None:
    assert {Path(name).parts[0] for name in members(wheel)} == set(PACKAGES)
    assert {name for name in members(wheel) if name.endswith((".pyc", ".db", ".lock", ".map"))} == set()


def test_it_carries_its_licence_and_one_console_script(wheel: zipfile.ZipFile) -> None:
    meta = {Path(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert meta["LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert meta["entry_points.txt"].split() == ["[console_scripts]", "najava", "=", "api.commands:main"]

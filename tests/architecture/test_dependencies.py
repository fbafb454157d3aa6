"""What is installed is what was resolved: with hashes, from public places, from these dependencies."""

from __future__ import annotations

import re
import tomllib
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.builders.shared import ROOT

HOSTS = {"pypi.org", "files.pythonhosted.org"}
NAME = re.compile(r"[A-Za-z0-9._-]+")


def lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked() -> set[tuple[str, str, str]]:
    """Return (extra, name, specifier) of every dependency `pyproject.toml` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        (extra, canonical(match[1]), match[2].replace(" ", ""))
        for extra, requirements in groups.items()
        for one in requirements
        if (match := re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(.*)", one))
    }


def resolved() -> set[tuple[str, str, str]]:
    """Return the same as the lock file remembers it."""
    own = next(one for one in lock()["package"] if one["name"] == "najava")
    return {
        (extra[1] if extra else "", one["name"], one.get("specifier", ""))
        for one in own["metadata"]["requires-dist"]
        for extra in [re.search(r"extra == '([^']+)'", one.get("marker", ""))]
    }


def test_the_lock_was_made_from_these_dependencies() -> None:
    assert asked() == resolved()  # where not: make lock


def test_every_package_comes_from_a_public_place() -> None:
    urls = re.findall(r'(?:url|registry) = "([^"]+)"', (ROOT / "uv.lock").read_text(encoding="utf-8"))
    assert len(urls) > 100
    assert {urlsplit(url).hostname for url in urls} == HOSTS


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_what_pip_installs_is_what_was_resolved_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", text, flags=re.MULTILINE))
    versions = {(one["name"], one.get("version")) for one in lock()["package"]}
    assert {(canonical(one), version) for one, version in pins.items()} <= versions
    assert all("--hash=sha256:" in line for line in text.splitlines() if NAME.match(line))
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_running_needs_nothing_of_testing() -> None:
    running = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"^(pytest|mypy|ruff|playwright|hypothesis|pydifact)\b", running, flags=re.MULTILINE)


def test_running_needs_nothing_of_learning() -> None:
    running = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    learning = r"^(torch|tensorflow|jax|scikit-learn|transformers|onnxruntime|xgboost|lightgbm)\b"
    assert not re.search(learning, running, flags=re.MULTILINE)
    assert re.search(learning, "torch==2.0", flags=re.MULTILINE)

"""The project's own files, as the architecture tests read them: what git would commit, parsed once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.builders.shared import ROOT

PACKAGES = ("api", "matching", "pnr", "watchlists", "retention")


class Place(NamedTuple):
    """Where a rule is broken: a file below the root, a line, and what stands there."""

    path: str
    line: int
    what: str


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file git holds, or would take in, that still exists; build output and data are ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0")) - {""}))
    return tuple(path for path in paths if path.is_file())


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the tracked modules below `folders` (the five packages unless named)."""
    roots = folders or PACKAGES
    modules = (path for path in tracked() if path.suffix == ".py")
    return tuple(path for path in modules if path.relative_to(ROOT).parts[0] in roots)


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of one module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """Return the path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of what is called: `commit` for `connection.commit()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """Yield every imported name in full: `retention.sealing.Opener` for `from retention.sealing import …`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{'.' * node.level}{node.module or ''}.{alias.name}", node

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.shared import ROOT, shared, shared_root


def test_the_folder_is_the_one_beside_the_clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAJAVA_SHARED", raising=False)
    assert shared_root() == ROOT.parent / "shared"
    assert (ROOT / "pyproject.toml").is_file()


def test_a_present_piece_is_found_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NAJAVA_SHARED", str(tmp_path))
    (tmp_path / "standards").mkdir()
    assert shared("standards") == tmp_path / "standards"


def test_an_absent_piece_skips_and_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAJAVA_SHARED", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match=r"standards/pnrgov\.md"):
        shared("standards", "pnrgov.md")

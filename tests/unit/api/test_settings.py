"""Settings refuse what would be unsafe, and say nothing they were given."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Mode, Settings


def test_an_empty_environment_is_an_embedded_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAJAVA_HOME", raising=False)
    settings = Settings()
    assert settings.mode is Mode.DEMONSTRATION
    assert settings.data_url.endswith("/data/najava.db")
    assert settings.keys_url.endswith("/keys/keys.db")


def test_live_needs_its_stores_and_policy(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="live mode needs"):
        Settings(home=tmp_path, mode=Mode.LIVE)


def test_keys_do_not_lie_in_the_database_of_the_data(tmp_path: Path) -> None:
    same = "postgresql://db.example/najava"
    with pytest.raises(ValidationError, match="decision 7") as refused:
        Settings(home=tmp_path, mode=Mode.LIVE, database=same, keys=same, policy=tmp_path / "p.toml")
    assert "db.example" not in str(refused.value)


def test_settings_cannot_drift() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]  # the point of the test


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAJAVA_HOME", str(tmp_path))
    monkeypatch.setenv("NAJAVA_AIRPORTS", '["SKP"]')
    assert Settings().airports == ("SKP",)
    assert str(tmp_path) in Settings().data_url

from __future__ import annotations

from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine, text

from tests.builders.servers import chromium, postgres_database, redis_prefix


def test_a_postgresql_database_is_empty_and_gone_afterwards() -> None:
    with postgres_database() as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            count = text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            assert connection.execute(count).scalar_one() == 0
        engine.dispose()
    with postgres_database() as other:
        assert other != url
        engine = create_engine(other)
        with engine.connect() as connection:
            named = text("SELECT count(*) FROM pg_database WHERE datname = :name")
            assert connection.execute(named, {"name": url.rsplit("/", 1)[1]}).scalar_one() == 0
        engine.dispose()


def test_keys_below_a_redis_prefix_are_gone_afterwards() -> None:
    with redis_prefix() as (url, prefix), redis.Redis.from_url(url) as client:
        client.set(f"{prefix}bell", "1")
    with redis.Redis.from_url(url) as client:
        assert client.get(f"{prefix}bell") is None


@pytest.mark.parametrize(
    ("variable", "address", "opened"),
    [
        ("NAJAVA_TEST_POSTGRES", "postgresql://nobody@127.0.0.1:1/none", postgres_database),
        ("NAJAVA_TEST_REDIS", "redis://127.0.0.1:1/0", redis_prefix),
    ],
)
def test_an_absent_server_skips_and_names_the_variable(
    variable: str, address: str, opened: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv(variable, address)
    with pytest.raises(pytest.skip.Exception, match=variable), opened():
        pytest.fail("something answered on port 1")


def test_an_absent_server_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("NAJAVA_TEST_REDIS", "redis://127.0.0.1:1/0")
    with pytest.raises(pytest.fail.Exception, match="setup-ci"), redis_prefix():
        raise AssertionError


def test_an_absent_browser_skips(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("NAJAVA_TEST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match="Chromium"):
        chromium()

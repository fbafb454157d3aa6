"""The store on both databases: a PostgreSQL database a session, emptied each test; an SQLite file a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from retention import engines
from retention.unit_of_work import Store
from tests.builders.servers import postgres_database
from tests.builders.stores import FakeClock, build_store


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of an empty PostgreSQL database of this session; skips where no server is reachable."""
    with postgres_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty store without tables, once per database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("postgres_url")
    engine = engines.open(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def clock() -> FakeClock:
    """A clock the test moves."""
    return FakeClock()


@pytest.fixture
def store(store_url: str, tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """A store under the demonstration policy, with the tables of what the test imports."""
    made = build_store(tmp_path, url=store_url, clock=clock)
    yield made
    made.engine.dispose()
    made.keys.engine.dispose()

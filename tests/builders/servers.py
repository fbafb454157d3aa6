"""Servers a test may talk to when they run on this machine: PostgreSQL, Redis (or Valkey), Chromium.

Each function skips with a reason where its server is absent, so that a clone on its own passes.
`scripts/setup-ci` brings all three; under CI an absent one fails instead, for a skip must not hide a failure.
Addresses: `NAJAVA_TEST_POSTGRES`, `NAJAVA_TEST_REDIS` and `NAJAVA_TEST_CHROMIUM`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import psycopg
import pytest
import redis
from psycopg import sql
from sqlalchemy.engine import make_url

POSTGRES = "postgresql://najava_test:najava_test@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/9"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def _absent(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}: scripts/setup-ci should have brought it")
    pytest.skip(f"{reason}; scripts/setup-ci brings it")


@contextmanager
def postgres_database() -> Iterator[str]:
    """Yield the SQLAlchemy URL of an empty database of the caller's own, dropped at the end.

    Its name is random, so the workers of a parallel run never meet.
    """
    server = os.environ.get("NAJAVA_TEST_POSTGRES", POSTGRES)
    name = f"najava_test_{uuid4().hex[:16]}"
    try:
        with psycopg.connect(server, connect_timeout=3, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.OperationalError as error:
        _absent(f"no PostgreSQL for tests at NAJAVA_TEST_POSTGRES ({type(error).__name__})")
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, connect_timeout=3, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def redis_prefix() -> Iterator[tuple[str, str]]:
    """Yield a Redis URL and a key prefix of the caller's own; every key below it is deleted at the end."""
    url = os.environ.get("NAJAVA_TEST_REDIS", REDIS)
    prefix = f"najava-test-{uuid4().hex[:16]}:"
    client = redis.Redis.from_url(url, socket_connect_timeout=3)
    try:
        client.ping()
    except (redis.ConnectionError, redis.TimeoutError) as error:
        client.close()
        _absent(f"no Redis for tests at NAJAVA_TEST_REDIS ({type(error).__name__})")
    try:
        yield url, prefix
    finally:
        for key in list(client.scan_iter(match=f"{prefix}*")):
            client.delete(key)
        client.close()


def chromium() -> Path:
    """Return the path of a Chromium to drive, or skip the test that asks for one."""
    named = os.environ.get("NAJAVA_TEST_CHROMIUM")
    found = named or next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if not found:
        _absent("no Chromium for tests, by name or at NAJAVA_TEST_CHROMIUM")
    return Path(found)

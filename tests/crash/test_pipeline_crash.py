"""Killed anywhere, the pipeline loses nothing, doubles nothing and finishes; the checker can tell.

`NAJAVA_TEST_KILLS` sets how often each point is killed (default 1; the long run uses 5 and a hundred random).
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select

from pnr.records.bookings import booking_table
from pnr.records.messages import message_table
from pnr.records.travellers import traveller_table
from retention import engines
from retention.audit import log, merkle
from tests.builders.stores import create_tables
from tests.crash import pipeline

KILLS = int(os.environ.get("NAJAVA_TEST_KILLS", "1"))
RANDOM_KILLS = 4 if KILLS == 1 else 100

pytestmark = pytest.mark.crash


@pytest.fixture
def prepared(tmp_path: Path, store_url: str) -> tuple[Path, str, Path, pipeline.Sent]:
    engine = engines.open(store_url)
    create_tables(engine)
    engine.dispose()
    record = pipeline.sent(3)
    drop = tmp_path / "drop"
    drop.mkdir()
    for name, data in record.files.items():
        (drop / name).write_bytes(data)
    return tmp_path, store_url, drop, record


def log_is_whole(url: str) -> bool:
    """Recompute the root of the audit log from its leaves."""
    engine = engines.open(url)
    with engine.connect() as connection:
        head = log.head(connection)
        leaves = [row.envelope for row in connection.execute(select(log.leaves).order_by(log.leaves.c.seq))]
    engine.dispose()
    return head is not None and merkle.tree_hash([merkle.leaf_hash(one) for one in leaves]) == head.tree.root


@pytest.mark.parametrize("point", pipeline.POINTS)
def test_killed_at_a_named_point_nothing_is_lost_or_doubled(
    prepared: tuple[Path, str, Path, pipeline.Sent], point: str
) -> None:
    folder, url, drop, record = prepared
    kills = [pipeline.killing(point, after=1 + index % 2) for index in range(KILLS)]
    assert pipeline.until_done(folder, url, drop, kills) >= 1
    assert list(drop.iterdir()) == []
    assert pipeline.check(folder, url, record) == []
    assert log_is_whole(url)


def test_killed_at_random_nothing_is_lost_or_doubled(prepared: tuple[Path, str, Path, pipeline.Sent]) -> None:
    folder, url, drop, record = prepared
    chance = Random(7)
    for _ in range(RANDOM_KILLS):
        pipeline.run(folder, url, drop, lambda _: None, patience=pipeline.random_patience(chance))
    assert pipeline.run(folder, url, drop, lambda _: None)
    assert pipeline.check(folder, url, record) == []
    assert log_is_whole(url)


@pytest.mark.parametrize("fault", ["message", "booking", "traveller"])
def test_the_checker_sees_a_seeded_loss(prepared: tuple[Path, str, Path, pipeline.Sent], fault: str) -> None:
    folder, url, drop, record = prepared
    pipeline.until_done(folder, url, drop, [])
    assert pipeline.check(folder, url, record) == []
    table = {"message": message_table, "booking": booking_table, "traveller": traveller_table}[fault]
    engine = engines.open(url)
    with engine.connect().execution_options(**engines.WRITE) as connection, connection.begin():
        last = connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1)).scalar_one()
        connection.execute(delete(table).where(table.c.id == last))
    engine.dispose()
    assert pipeline.check(folder, url, record) != []

"""The schema is what the code says, and a store with data comes through every step."""

from __future__ import annotations

import multiprocessing
import re
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select

from api import migrations
from api.migrations.tables import PACKAGES, registered
from retention import buckets, engines
from retention.acts import Act
from retention.audit import log
from retention.metadata import Holds
from retention.places import Place
from retention.policy import demonstration
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, get, put
from tests.builders.stores import ASSESS, ASSESSMENT, NOON, OFFICER, FakeClock, keys_in

PROBES = re.compile(r"probe_")  # tables of tests, registered in the same process


def revisions() -> list[str]:
    names = sorted(path.name[:4] for path in (migrations.FOLDER / "versions").glob("[0-9]*.py"))
    assert names, "there is no migration yet: scripts/new-migration"
    return names


def test_the_migrations_make_exactly_the_tables_of_the_code(store_url: str) -> None:
    migrations.upgrade(store_url)
    engine = engines.open(store_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _parents: kind != "table" or not PROBES.match(name or ""),
                "include_object": lambda _o, name, kind, _r, _c: (
                    kind != "table" or not PROBES.match(name or "")
                ),
                "compare_type": False,
            },
        )
        assert compare_metadata(context, registered()) == []
    engine.dispose()


@pytest.mark.parametrize("start", revisions())
def test_a_store_with_data_comes_through_every_later_step(store_url: str, tmp_path: Path, start: str) -> None:
    migrations.upgrade(store_url, start)
    clock = FakeClock()
    engine, keys = engines.open(store_url), keys_in(tmp_path, clock)
    registered().tables["probe_card"].create(engine)
    store = Store(engine, keys, demonstration(), clock)
    row = uuid4()
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, Place("pnr", NOON.date(), row, 1), Card(CANARY))
        writing.emit("screen", "flight", Card())
    engine.dispose()
    migrations.upgrade(store_url)
    store = Store(engines.open(store_url), keys, demonstration(), clock)
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert get(consulting, row).name == CANARY
    with store.reading(OFFICER) as reading:
        assert reading.connection.execute(
            select(log.leaves.c.act).order_by(log.leaves.c.seq)
        ).scalars().all() == [
            "policy.load",
            "key.create",
            "collection",
            "consultation",
        ]
    store.engine.dispose()
    keys.engine.dispose()


def test_an_upgrade_that_has_nothing_to_do_changes_nothing(store_url: str) -> None:
    migrations.upgrade(store_url)
    engine = engines.open(store_url)
    assert migrations.current(engine) == migrations.head() == revisions()[-1]
    tables = inspect(engine).get_table_names()
    engine.dispose()
    migrations.upgrade(store_url)
    engine = engines.open(store_url)
    assert inspect(engine).get_table_names() == tables
    engine.dispose()


def test_processes_that_start_together_upgrade_once(store_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=migrations.upgrade, args=(store_url,)) for _ in range(3)]
    for one in started:
        one.start()
    for one in started:
        one.join(60)
    assert [one.exitcode for one in started] == [0, 0, 0]


def test_every_table_with_a_seal_or_token_has_its_part_in_buckets() -> None:
    sensitive = {
        table.name
        for table in registered().tables.values()
        if any(c.info.get("holds") in {Holds.SEALED, Holds.TOKEN} for c in table.columns)
    }
    outside = {"log_body"}  # the erasable bodies of the audit log: `retention.months`
    assert sensitive - outside - set(buckets.parts) == set()


def test_a_table_outside_the_packages_with_tables_would_be_found() -> None:
    root = Path(migrations.__file__).parents[2]
    folders = [root / name.replace(".", "/") for name in PACKAGES]
    declaring = [
        path
        for package in ("api", "matching", "pnr", "retention", "watchlists")
        for path in (root / package).rglob("*.py")
        if re.search(r"= Table\(\n\s+\"\w+\",\n\s+metadata,", path.read_text(encoding="utf-8"))
    ]
    assert declaring
    assert [path for path in declaring if not any(path.is_relative_to(one) for one in folders)] == []

"""Nothing of a passenger in clear anywhere on disk, before and after the end of a bucket."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from retention import purge
from retention.acts import Act
from retention.places import Place
from retention.unit_of_work import Store
from tests.builders.records import Card, put
from tests.builders.stores import ASSESS, NOON, RETENTION, FakeClock, build_store, six_months

CANARIES = ("ZZCANARYNAME", "ZZ9876543", "канаринац", "zzcanary@example.com", "TIA-IST")


def forms(canary: str) -> Iterator[bytes]:
    """Give what a value may look like in a file."""
    for spelling in {canary, canary.upper(), canary.lower()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield spelling.encode(encoding)
        raw = spelling.encode()
        yield raw.hex().encode()
        yield from (base64.b64encode(b"\0" * lead + raw)[lead + 1 : -4] for lead in range(3))


def hits(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        f"{path.name}: {canary}"
        for path in files
        for canary in CANARIES
        if any(form in path.read_bytes() for form in forms(canary))
    ]


def filled(url: str, folder: Path, clock: FakeClock) -> Store:
    store = build_store(folder, url=url, clock=clock, policy=six_months())
    for _ in range(20):
        with store.writing(ASSESS, Act.COLLECTION) as writing:
            for canary in CANARIES[:4]:
                put(writing, Place("pnr", NOON.date(), uuid4(), 1), Card(canary, "TIA-IST"))
                writing.sealer.token("pnr", NOON.date(), "document", canary)
            writing.justify(note="ZZCANARYNAME is not at home")
    return store


def test_no_file_holds_a_value_in_any_spelling(tmp_path: Path, clock: FakeClock) -> None:
    store = filled(f"sqlite:///{tmp_path / 'store.db'}", tmp_path, clock)
    assert (tmp_path / "store.db-wal").exists()
    assert hits(tmp_path) == []
    clock.now = datetime(2027, 5, 20, 12, 0, tzinfo=UTC)
    purge.run(store, RETENTION)
    assert hits(tmp_path) == []
    store.engine.dispose()
    store.keys.engine.dispose()


def test_the_search_would_find_a_value_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(base64.b64encode(b"x" + b"ZZCANARYNAME" + b"yz"))
    assert hits(tmp_path) == ["leak: ZZCANARYNAME"]


def test_no_ciphertext_of_a_dead_bucket_stays_in_the_sqlite_file(tmp_path: Path, clock: FakeClock) -> None:
    store = filled(f"sqlite:///{tmp_path / 'store.db'}", tmp_path, clock)
    with store.engine.connect() as connection:
        blobs = connection.execute(text("SELECT sealed_id FROM probe_card")).scalars().all()
    clock.now = datetime(2027, 5, 20, 12, 0, tzinfo=UTC)
    purge.run(store, RETENTION)
    store.engine.dispose()
    whole = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    assert len(blobs) == 80
    assert [blob for blob in blobs if blob[40:72] in whole] == []
    store.keys.engine.dispose()


def test_no_row_of_postgresql_holds_a_value(postgres_url: str, tmp_path: Path, clock: FakeClock) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    store = filled(postgres_url, tmp_path, clock)
    with engine.connect() as connection:
        names = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        dump = "\n".join(
            str(row)
            for name in names.all()
            for row in connection.execute(text(f'SELECT t::text FROM "{name}" t'))  # noqa: S608 - its own catalogue
        ).encode()
    assert b"probe" not in dump
    assert len(dump) > 10_000
    assert [canary for canary in CANARIES if any(form in dump for form in forms(canary))] == []
    engine.dispose()
    store.engine.dispose()
    store.keys.engine.dispose()


@pytest.mark.parametrize("canary", CANARIES)
def test_the_canaries_are_spelled_in_several_forms(canary: str) -> None:
    assert len(set(forms(canary))) >= 10

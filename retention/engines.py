"""Databases by URL: an SQLite file or a PostgreSQL server behind one SQLAlchemy engine.

Two kinds of transaction exist (`READ`, `WRITE`), named by the execution option `najava`. A reading one cannot
write on either database; a writing one takes SQLite's write lock at its beginning, so that it never has to
give up half-way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url

READ = {"najava": "read"}
WRITE = {"najava": "write"}

_SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 15000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # a deleted page is overwritten, not only forgotten
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an audit entry is durable before the page is served
    "PRAGMA journal_size_limit = 16777216",
    "PRAGMA temp_store = MEMORY",  # no temporary file ever holds a row
)


class UrlError(ValueError):
    """The URL names no database we run on. Use `sqlite:///path` or `postgresql://…`."""


def address(url: str) -> URL:
    """Return the URL with the driver we use. Raises `UrlError` for any other database, and for memory."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise UrlError("an SQLite store is a file: sqlite:///folder/store.db")
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise UrlError(f"{other} is not supported: use sqlite:///file or postgresql://server/name")


def open(url: str) -> Engine:  # noqa: A001 - `engines.open(url)` is how it reads
    """Return an engine for `url`. A new SQLite file is made readable by its owner only."""
    parsed = address(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=16)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _open_sqlite(parsed: URL) -> Engine:
    path = Path(parsed.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)
    engine = create_engine(parsed, hide_parameters=True, pool_size=8, max_overflow=24)
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("najava") == "read"
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("najava") == "read":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def shrink(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where deleted pages would otherwise stay until they are reused."""
    if is_sqlite(engine):
        with engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()


def is_sqlite(connection: Connection | Engine) -> bool:
    """Tell whether this is the embedded database."""
    return connection.dialect.name == "sqlite"


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, keys: Sequence[str]
) -> int:
    """Insert rows, leaving alone those whose `keys` exist already. Returns how many were new."""
    if not rows:
        return 0
    made = (sqlite if is_sqlite(connection) else postgresql).insert(table)
    statement = made.on_conflict_do_nothing(index_elements=list(keys))
    counted = {"preserve_rowcount": True}
    if len(rows) == 1:
        return connection.execute(statement.values(rows[0]), execution_options=counted).rowcount
    return connection.execute(statement, list(rows), execution_options=counted).rowcount


def insert_or_replace(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, keys: Sequence[str]
) -> None:
    """Insert rows; where the `keys` exist, the new values replace the old."""
    if not rows:
        return
    made = (sqlite if is_sqlite(connection) else postgresql).insert(table)
    changed = {name: made.excluded[name] for name in rows[0] if name not in keys}
    statement = made.on_conflict_do_update(index_elements=list(keys), set_=changed)
    connection.execute(statement, list(rows))


def load(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert many rows by the fastest way the database has (PostgreSQL: COPY). Returns how many.

    Defaults of the table do not apply: every column that is not nullable must be among `columns`.
    """
    if is_sqlite(connection):
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        if values:
            connection.execute(insert(table), values)
        return len(values)
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.connection.cursor()
    count = 0
    try:
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
    finally:
        cursor.close()
    return count

"""Alembic's side: one transaction for the whole upgrade, one process at a time, no waiting for ever."""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeEngine

from api.migrations.tables import registered
from retention import engines
from retention.metadata import Instant

_LOCK = 0x6E616A617661  # "najava": the advisory lock of everyone who changes the schema


def _render(kind: str, thing: object, _autogen: object) -> str | Literal[False]:
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def _same_type(
    _context: object,
    _inspected: object,
    _column: object,
    inspected: TypeEngine[object],
    _declared: TypeEngine[object],
) -> bool | None:
    """SQLite stores a time, a date and a UUID as text: what it reflects says nothing."""
    return False if str(inspected).startswith(("CHAR(32)", "DATETIME")) else None


def _migrate(connection: Connection) -> None:
    if not engines.is_sqlite(connection):
        connection.execute(text("SET LOCAL lock_timeout = '15s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    context.configure(
        connection=connection,
        target_metadata=registered(),
        render_item=_render,
        render_as_batch=True,
        compare_type=_same_type,
        transactional_ddl=True,
    )
    context.run_migrations()


def _run() -> None:
    engine = engines.open(context.config.attributes["url"])
    try:
        with engine.begin() as connection:
            _migrate(connection)
    finally:
        engine.dispose()


_run()

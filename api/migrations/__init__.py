"""The schema, step by step: `upgrade` brings a store up to date at start; versions stand in `versions/`.

Alembic is imported only when there is something to do: it costs a second, and most starts have nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from retention import engines

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
_REVISION = re.compile(r'^(revision|down_revision)[^=]*= (?:"([^"]+)"|None)$', re.MULTILINE)


def head() -> str:
    """Return the newest revision among the files of `versions/`; empty where there is none."""
    revisions: dict[str, str] = {}
    for path in sorted((FOLDER / "versions").glob("*.py")):
        found = dict(_REVISION.findall(path.read_text(encoding="utf-8")))
        revisions[found["revision"]] = found.get("down_revision", "")
    newest = set(revisions) - set(revisions.values())
    if len(newest) > 1:
        raise RuntimeError("the migrations have more than one end: " + ", ".join(sorted(newest)))
    return newest.pop() if newest else ""


def current(engine: Engine) -> str:
    """Return the revision a database is at; empty where it has none."""
    with engine.connect().execution_options(**engines.READ) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the store at `url` to a revision in one transaction. Several processes may start at once."""
    engine = engines.open(url)
    try:
        if revision == "head" and current(engine) == head():
            return
    finally:
        engine.dispose()
    from alembic import command  # noqa: PLC0415 - see the module's docstring

    command.upgrade(configuration(url), revision)


def configuration(url: str) -> Config:
    """Return Alembic's configuration for a store: there is no alembic.ini."""
    from alembic.config import Config  # noqa: PLC0415

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["url"] = url
    return made


def create_all(engine: Engine) -> None:
    """Create the tables as the code declares them, without migrations: for tests only."""
    from api.migrations.tables import registered  # noqa: PLC0415 - imports every package

    registered().create_all(engine)

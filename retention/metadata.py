"""The one `MetaData` every table registers on, and a column that says what it holds.

Tables stand beside their queries in the file of their subject. A column made here declares its class; a test
refuses a column without one, and one that could hold a passenger value in clear.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, MetaData, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine
from uuid_utils.compat import uuid7

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Holds(StrEnum):
    """What a column may hold. There is no member for a passenger value in clear, on purpose."""

    ID = "opaque id"
    TIME = "time"
    STAMP = "time as a sender wrote it, ISO text"
    CODE = "code of a closed set"
    COUNT = "count"
    HASH = "hash"
    SEALED = "sealed blob"
    TOKEN = "keyed token"  # noqa: S105
    PUBLIC = "public fact, not about a passenger"  # a flight, a carrier, a list entry's publisher
    STAFF = "about a user of the service"
    LISTED = "about a listed person, as the list's owner published it"


class Instant(TypeDecorator[datetime]):
    """An aware UTC time. Refuses a naive one, gives back an aware one on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def column(
    name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], holds: Holds, *args: Any, **kwargs: Any
) -> Column[Any]:
    """Return a column that declares what it holds; not nullable unless it says so."""
    kwargs.setdefault("nullable", False)
    return Column(name, kind, *args, info={"holds": holds}, **kwargs)


def key(name: str = "id", holds: Holds = Holds.ID) -> Column[Any]:
    """Return a UUIDv7 primary key: time-ordered, so that new rows land beside each other."""
    return column(name, Uuid(), holds, primary_key=True, default=uuid7)

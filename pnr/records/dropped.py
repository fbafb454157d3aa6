"""How often the gate dropped sensitive data: per carrier, day and class, never beside a message or a person.

A class together with a record would itself be the sensitive fact, so counts are kept apart from both, and
numbers below ten are only ever shown as "<10" (data-protection specification, sensitive data).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Date, Integer, String, Table, func, select, update

from pnr import gate
from retention.engines import insert_new
from retention.metadata import Holds, column, metadata
from retention.unit_of_work import Reading, Writing

dropped_table = Table(
    "dropped_count",
    metadata,
    column("tenant", String(64), Holds.CODE, primary_key=True),
    column("carrier", String(3), Holds.PUBLIC, primary_key=True),
    column("day", Date(), Holds.TIME, primary_key=True),
    column("kind", String(24), Holds.CODE, primary_key=True),
    column("number", Integer(), Holds.COUNT),
)
_KEY = ("tenant", "carrier", "day", "kind")


def count(scope: Writing, carrier: str, dropped: Mapping[str, int]) -> None:
    """Add what one message lost to the day's counts of its carrier."""
    for kind, number in dropped.items():
        row = {
            "tenant": scope.actor.tenant,
            "carrier": carrier[:3],
            "day": scope.now.date(),
            "kind": kind[:24],
            "number": 0,
        }
        insert_new(scope.connection, dropped_table, [row], keys=_KEY)
        same = [dropped_table.c[name] == row[name] for name in _KEY]
        more = dropped_table.c.number + number
        scope.connection.execute(update(dropped_table).where(*same).values(number=more))


def shown(scope: Reading, *, since: date) -> dict[str, str]:
    """Return the counts by class since a day, small numbers protected."""
    columns = dropped_table.c
    query = (
        select(columns.kind, func.sum(columns.number))
        .where(columns.tenant == scope.actor.tenant, columns.day >= since)
        .group_by(columns.kind)
    )
    return gate.shown({kind: int(number) for kind, number in scope.connection.execute(query)})

"""Carriers: who may send, under which name, and whether their traffic counts yet.

A carrier goes from `test` over `certified` to `live`. Traffic of a carrier in test is parsed and counted,
never targeted (decision 22).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import String, Table, select

from retention.engines import insert_new
from retention.metadata import Holds, Instant, column, metadata
from retention.unit_of_work import Reading, Writing


class CarrierState(StrEnum):
    """How far a carrier's feed has come."""

    TEST = "test"
    CERTIFIED = "certified"
    LIVE = "live"


carrier_table = Table(
    "carrier",
    metadata,
    column("tenant", String(64), Holds.CODE, primary_key=True),
    column("code", String(3), Holds.PUBLIC, primary_key=True),
    column("name", String(80), Holds.PUBLIC),
    column("state", String(16), Holds.CODE),
    column("registered_at", Instant(), Holds.TIME),
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A registered airline: its code as messages write it, and the name officers know it by."""

    code: str
    name: str
    state: CarrierState = CarrierState.LIVE


def register(scope: Writing, carriers: list[Carrier]) -> int:
    """Add carriers that are not registered yet; return how many were new."""
    rows = [
        {
            "tenant": scope.actor.tenant,
            "code": one.code,
            "name": one.name,
            "state": one.state.value,
            "registered_at": scope.now,
        }
        for one in carriers
    ]
    return insert_new(scope.connection, carrier_table, rows, keys=("tenant", "code"))


def registered(scope: Reading) -> dict[str, Carrier]:
    """Return every carrier of the tenant by code."""
    columns = carrier_table.c
    query = select(columns.code, columns.name, columns.state).where(columns.tenant == scope.actor.tenant)
    rows = scope.connection.execute(query)
    return {row.code: Carrier(row.code, row.name, CarrierState(row.state)) for row in rows}

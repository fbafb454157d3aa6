"""Stores for tests: a clock that is told the time, a folder that goes away, actors of one unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from retention import engines
from retention.actors import Actor, Mode, Offence, Purpose, Role, ServiceIdentity
from retention.keystore import KeyStore, open_keys
from retention.metadata import metadata
from retention.policy import Policy, demonstration, read
from retention.unit_of_work import Store, service

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

ASSESS = service(ServiceIdentity.ASSESS, tenant="demo", agency="police", unit="tia")
ANALYSIS = service(ServiceIdentity.ANALYSIS, tenant="demo", agency="police", unit="tia")
RETENTION = service(ServiceIdentity.RETENTION, tenant="demo", agency="police", unit="tia")

ASSESSMENT = Purpose(Offence.DRUGS, Mode.ASSESSMENT)


@dataclass(slots=True)
class FakeClock:
    """A clock that shows what it is told."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        """Move on by a span, and return the new time."""
        self.now += by
        return self.now


def person(role: Role, name: str = "p1", *, agency: str = "police", tenant: str = "demo") -> Actor:
    """Return a person of the unit at the fictional airport."""
    return Actor(id=name, tenant=tenant, agency=agency, unit="tia", role=role, session="s1")


OFFICER = person(Role.OFFICER)

SIX_MONTHS = """
schema = "najava.policy/1"
id = "six_months"
version = 1
status = "demonstration"
valid_from = 2026-01-01
tenant = "demo"
[regimes.pnr]
delete = "P5Y"
unlinked_delete = "P6M"
[regimes.pnr.mask]
after = "P6M"
action = "sieve"
[regimes.api]
delete = "PT48H"
[regimes.manifest]
delete = "P6M"
[clock]
max_forward_jump = "P20Y"
"""


def six_months() -> Policy:
    """Return a policy with the periods of the strict template that runs without signatures."""
    return read(SIX_MONTHS)


def keys_in(folder: Path, clock: FakeClock) -> KeyStore:
    """Return a key store in a file of `folder`, its root keys beside it."""
    return open_keys(f"sqlite:///{folder / 'keys.db'}", clock=clock)


def create_tables(engine: Engine) -> None:
    """Create every registered table in an empty database."""
    metadata.create_all(engine)


def build_store(
    folder: Path, *, url: str | None = None, policy: Policy | None = None, clock: FakeClock | None = None
) -> Store:
    """Return a store in `folder` (or at `url`) with its tables, keys and clock."""
    clock = clock or FakeClock()
    engine = engines.open(url or f"sqlite:///{folder / 'store.db'}")
    create_tables(engine)
    return Store(engine, keys_in(folder, clock), policy or demonstration(), clock)

"""Accounts: who may sign in, in which role, agency and unit, for which airports.

Every account has an agency and a unit from the first day, so every act has them too (decision 9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Row, String, Table, UniqueConstraint, select, update
from uuid_utils.compat import uuid7

from api.identity import passwords
from api.identity.roles import compatible
from retention.actors import Actor, Role, ServiceIdentity
from retention.acts import Act
from retention.metadata import Holds, Instant, column, key, metadata
from retention.unit_of_work import Reading, Store, Writing

account_table = Table(
    "account",
    metadata,
    key(),
    column("tenant", String(64), Holds.CODE),
    column("user_name", String(64), Holds.STAFF),
    column("person", String(120), Holds.STAFF),
    column("agency", String(64), Holds.STAFF),
    column("unit", String(64), Holds.STAFF),
    column("role", String(16), Holds.CODE),
    column("airports", String(160), Holds.PUBLIC),
    column("password_hash", String(160), Holds.STAFF),
    column("active", Boolean(), Holds.CODE),
    column("created_at", Instant(), Holds.TIME),
    UniqueConstraint("tenant", "user_name"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `person` is the name colleagues know; `airports` the IATA codes it may look at."""

    id: UUID
    tenant: str
    user_name: str
    person: str
    agency: str
    unit: str
    role: Role
    airports: tuple[str, ...]
    password_hash: str
    active: bool
    created_at: datetime

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Account:
        """Return the account a row holds."""
        return cls(
            **{
                **values,
                "role": Role(str(values["role"])),
                "airports": tuple(str(values["airports"]).split()),
            }
        )

    def acting(self, session: str = "") -> Actor:
        """Return the account as the store sees it."""
        return Actor(str(self.id), self.tenant, self.agency, self.unit, self.role, session)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an administrator says about a person who may sign in."""

    user_name: str
    person: str
    agency: str
    unit: str
    role: Role
    airports: tuple[str, ...]


class DutiesError(ValueError):
    """The person already has an account in a role that may not be combined with this one."""


def _account(row: Row[tuple[Any, ...]]) -> Account:
    return Account.of(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's documented accessor


def named(scope: Reading, user_name: str) -> Account | None:
    """Return the account of a user name, or nothing; letter case and outer spaces do not count."""
    query = select(account_table).where(
        account_table.c.tenant == scope.actor.tenant,
        account_table.c.user_name == user_name.strip().lower(),
    )
    row = scope.connection.execute(query).first()
    return _account(row) if row else None


def everyone(scope: Reading) -> tuple[Account, ...]:
    """Return every account of the tenant, by user name."""
    query = select(account_table).where(account_table.c.tenant == scope.actor.tenant)
    rows = scope.connection.execute(query.order_by(account_table.c.user_name))
    return tuple(_account(row) for row in rows)


def persons(scope: Reading) -> Mapping[str, str]:
    """Return the names of colleagues by account id, as rows name their owners and deciders."""
    query = select(account_table.c.id, account_table.c.person).where(
        account_table.c.tenant == scope.actor.tenant
    )
    return {str(account_id): person for account_id, person in scope.connection.execute(query)}


def admit(scope: Writing, new: NewAccount, *, password: str) -> UUID:
    """Add an account. Raises `DutiesError` for a forbidden pair of roles of one person (E.1)."""
    held = [one for one in everyone(scope) if one.person == new.person and one.active]
    if any(not compatible(one.role, new.role) for one in held):
        raise DutiesError(f"{new.role} cannot be combined with another role of the same person")
    account_id = uuid7()
    scope.connection.execute(
        account_table.insert(),
        {
            "id": account_id,
            "tenant": scope.actor.tenant,
            "user_name": new.user_name.strip().lower(),
            "person": new.person,
            "agency": new.agency,
            "unit": new.unit,
            "role": new.role.value,
            "airports": " ".join(new.airports),
            "password_hash": passwords.seal(password),
            "active": True,
            "created_at": scope.now,
        },
    )
    scope.note(account=str(account_id), role=new.role.value)
    return account_id


def set_password(scope: Writing, account_id: UUID, password: str) -> None:
    """Replace the password of an account."""
    query = update(account_table).where(
        account_table.c.id == account_id, account_table.c.tenant == scope.actor.tenant
    )
    scope.connection.execute(query.values(password_hash=passwords.seal(password)))
    scope.note(account=str(account_id), password="replaced")  # noqa: S106 - a word for the log, not a password


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, with the password to print at start."""

    name: str
    password: str
    role: str
    agency: str


_INVENTED: tuple[tuple[str, str, str, Role], ...] = (
    ("officer", "M. Ilić", "border-police", Role.OFFICER),
    ("customs", "A. Kovač", "customs", Role.OFFICER),
    ("supervisor", "A. Hadžić", "border-police", Role.SUPERVISOR),
    ("analyst", "J. Petek", "passenger-information-unit", Role.ANALYST),
    ("auditor", "S. Berisha", "data-protection-authority", Role.AUDITOR),
    ("admin", "T. Novak", "operations", Role.ADMIN),
)


def demonstration_accounts(
    store: Store, *, airports: Sequence[str], tenant: str = "demo"
) -> tuple[DemoAccount, ...]:
    """Make the invented accounts of a demonstration, or give them new passwords; return what to print."""
    keeper = Actor("service.accounts", tenant, "najava", "najava", ServiceIdentity.ASSESS)
    made: list[DemoAccount] = []
    with store.writing(keeper, Act.ROLE_GRANT) as scope:
        known = {one.user_name: one for one in everyone(scope)}
        for user_name, person, agency, role in _INVENTED:
            password = passwords.invent()
            if user_name in known:
                set_password(scope, known[user_name].id, password)
            else:
                new = NewAccount(user_name, person, agency, "JAITF", role, tuple(airports))
                admit(scope, new, password=password)
            made.append(DemoAccount(user_name, password, role.value, agency))
    return tuple(made)

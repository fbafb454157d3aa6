"""What each role may do on pages: rights, who can allow them, and roles one person may not combine.

Separation of duties follows data-protection by role: an auditor and an administrator never see a passenger,
an analyst sees no identity, nobody grants a role to themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from retention.actors import Role


class Right(StrEnum):
    """One thing a page lets a person do."""

    BOARD = "board"  # flights, coverage and counts; no passenger
    PASSENGERS = "passengers"  # identities on flights of own airports, inside the operational window
    DECIDE = "decide"  # dispositions on hits
    INTAKE = "intake"  # hand in messages and manifests
    DECODE = "decode"  # read a message in memory, nothing stored
    OVERSIGHT = "oversight"  # the log and what is kept; no passenger
    ADMINISTRATION = "administration"  # accounts, lists, health; no passenger


_DUTY = frozenset({Right.BOARD, Right.PASSENGERS, Right.DECIDE, Right.INTAKE, Right.DECODE})

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.OFFICER: _DUTY,
        Role.SUPERVISOR: _DUTY,
        Role.UNIT_HEAD: _DUTY | {Right.OVERSIGHT},
        Role.ANALYST: frozenset({Right.BOARD}),
        Role.APPROVER: frozenset(),
        Role.DPO: frozenset({Right.OVERSIGHT}),
        Role.AUDITOR: frozenset({Right.OVERSIGHT}),
        Role.ADMIN: frozenset({Right.ADMINISTRATION}),
    }
)

_ALONE = (Role.ADMIN, Role.AUDITOR, Role.DPO, Role.APPROVER)  # none of these goes with any other role


def allows(role: Role, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in RIGHTS[role]


def compatible(one: Role, other: Role) -> bool:
    """Tell whether one person may hold both roles."""
    return one == other or not {one, other} & set(_ALONE)


def landing(role: Role) -> str:
    """Return the path of the page a role begins on."""
    if allows(role, Right.BOARD):
        return "/"
    return "/oversight" if allows(role, Right.OVERSIGHT) else "/administration"

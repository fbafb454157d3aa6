"""The smallest unit that can lawfully go live: which persons at least, inside and outside (decision 14).

A table, and the question whether given people fill it. Separation is of persons, not of accounts: one person
never holds two of the posts that exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from retention.actors import Role


class Where(StrEnum):
    """Whether a person belongs to the unit or to another organisation."""

    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the table: how many persons, where, and what the law wants them for."""

    role: Role
    where: Where
    least: int
    why: str


TABLE: tuple[Post, ...] = (
    Post(Role.OFFICER, Where.INSIDE, 1, "reviews every possible match by hand (art. 6(5))"),
    Post(Role.SUPERVISOR, Where.INSIDE, 1, "second look, endorses requests, never one's own"),
    Post(Role.UNIT_HEAD, Where.INSIDE, 1, "signs the policy"),
    Post(Role.ADMIN, Where.INSIDE, 1, "runs the service, opens no passenger"),
    Post(Role.DPO, Where.INSIDE, 1, "co-signs the policy, sees all logs, answers data subjects (art. 5)"),
    Post(
        Role.APPROVER,
        Where.OUTSIDE,
        1,
        "approves what the unit may not approve itself (art. 12(3), C-817/19)",
    ),
    Post(Role.AUDITOR, Where.OUTSIDE, 1, "verifies the log for the national authority (art. 15)"),
)
"""Five persons inside and two outside. Without the approver a unit may start: no data outlive six months."""

_WITH_NOTHING = frozenset({Role.ADMIN, Role.AUDITOR, Role.DPO, Role.APPROVER})


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in one post."""

    person: str
    role: Role
    organisation: str


def excluded(one: Role, other: Role) -> bool:
    """Tell whether one person may not hold both: admin, auditor, DPO and approver stand alone."""
    return one is not other and bool({one, other} & _WITH_NOTHING)


def lacking(holders: Iterable[Holder], *, unit: str) -> tuple[str, ...]:
    """List what keeps these people from being a lawful unit; empty when nothing does. No personal data."""
    held = list(holders)
    found: list[str] = []
    for post in TABLE:
        people = {one.person for one in held if one.role is post.role and _fits(one, post, unit)}
        if len(people) < post.least:
            found.append(f"{post.role}: {len(people)} of {post.least} {post.where} the unit ({post.why})")
    for one, other in combinations(held, 2):
        if one.person == other.person and excluded(one.role, other.role):
            found.append(f"one person is both {one.role} and {other.role}")
    return tuple(found)


def _fits(holder: Holder, post: Post, unit: str) -> bool:
    return (holder.organisation == unit) is (post.where is Where.INSIDE)

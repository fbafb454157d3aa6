"""The smallest lawful unit: seven people, and which of them may not be one."""

from __future__ import annotations

from itertools import combinations

import pytest

from retention.actors import Role
from retention.lawful_unit import TABLE, Holder, Where, excluded, lacking

UNIT = "ZZ-AIR"
SEVEN = [
    Holder(f"p{number}", post.role, UNIT if post.where is Where.INSIDE else "authority")
    for number, post in enumerate(TABLE)
]


def test_five_inside_and_two_outside_are_enough() -> None:
    assert lacking(SEVEN, unit=UNIT) == ()
    assert [post.where for post in TABLE].count(Where.OUTSIDE) == 2


@pytest.mark.parametrize("left_out", range(len(SEVEN)))
def test_none_of_them_can_be_spared(left_out: int) -> None:
    fewer = [one for number, one in enumerate(SEVEN) if number != left_out]
    assert len(lacking(fewer, unit=UNIT)) == 1


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_who_watches_the_unit_does_not_belong_to_it(role: Role) -> None:
    inside = [one if one.role is not role else Holder(one.person, role, UNIT) for one in SEVEN]
    assert len(lacking(inside, unit=UNIT)) == 1


def test_two_accounts_of_one_person_are_one_person() -> None:
    both = {Role.ADMIN, Role.OFFICER}
    doubled = [Holder("same", one.role, one.organisation) if one.role in both else one for one in SEVEN]
    assert lacking(doubled, unit=UNIT) == ("one person is both officer and admin",)


def test_who_guards_holds_nothing_else_and_who_works_may_do_both() -> None:
    may = {frozenset(pair) for pair in combinations(Role, 2) if not excluded(*pair)}
    working = [Role.OFFICER, Role.ANALYST, Role.SUPERVISOR, Role.UNIT_HEAD]
    assert may == {frozenset(pair) for pair in combinations(working, 2)}

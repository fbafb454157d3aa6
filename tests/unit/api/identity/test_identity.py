from __future__ import annotations

from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from api.identity import passwords
from api.identity.opaque import Opaque
from api.identity.principals import inside
from api.identity.roles import RIGHTS, Right, allows, compatible, landing
from api.identity.throttle import Throttle
from retention.actors import TIERS, Role
from retention.tiers import Tier


def test_a_password_fits_only_its_own_hash_and_none_fits_nobody() -> None:
    kept = passwords.seal("right horse")
    assert passwords.fits(kept, "right horse")
    assert not passwords.fits(kept, "wrong horse")
    assert not passwords.fits(None, "right horse")
    assert not passwords.fits("not a hash", "right horse")
    assert kept.startswith("$argon2id$")


def test_an_invented_password_has_no_sign_that_is_read_as_another() -> None:
    made = {passwords.invent() for _ in range(50)}
    assert len(made) == 50
    assert not {sign for one in made for sign in one} & set("iloO01")


def test_no_role_without_the_identity_tier_sees_passengers() -> None:
    for role in Role:
        if allows(role, Right.PASSENGERS):
            assert Tier.ID in TIERS[role]
    assert not RIGHTS[Role.AUDITOR] & {Right.PASSENGERS, Right.DECIDE, Right.INTAKE, Right.ADMINISTRATION}
    assert RIGHTS[Role.ADMIN] == {Right.ADMINISTRATION}
    assert not allows(Role.ANALYST, Right.PASSENGERS)


@pytest.mark.parametrize("alone", [Role.ADMIN, Role.AUDITOR, Role.DPO, Role.APPROVER])
def test_a_guarding_role_goes_with_no_other(alone: Role) -> None:
    assert [other for other in Role if other != alone and compatible(alone, other)] == []
    assert compatible(Role.OFFICER, Role.SUPERVISOR)


def test_every_role_with_a_right_has_a_first_page() -> None:
    assert landing(Role.OFFICER) == "/"
    assert landing(Role.AUDITOR) == "/oversight"
    assert landing(Role.ADMIN) == "/administration"


def test_an_address_hides_the_id_and_opens_only_for_its_account_and_kind() -> None:
    record = UUID(bytes=uuid7().bytes)
    mine, other = Opaque("one"), Opaque("another")
    hidden = mine.hide("hit", record)
    assert len(hidden) == 22
    assert record.hex[:8] not in hidden
    assert mine.reveal("hit", hidden) == record
    assert mine.reveal("leg", hidden) != record
    assert other.reveal("hit", hidden) != record
    assert mine.reveal("hit", "short") is None
    assert mine.reveal("hit", "ä" * 22) is None


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/flights/abc?show=hits", "/flights/abc?show=hits"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_form_leads_back_to_our_own_pages_only(asked: str, given: str) -> None:
    assert inside(asked) == given


def test_guessing_is_slowed_down_by_name_and_by_address() -> None:
    throttle = Throttle()
    for _ in range(5):
        assert throttle.open("officer", "10.0.0.1")
        throttle.refused("Officer ", "10.0.0.1")
    assert not throttle.open("officer", "10.0.0.2")
    assert throttle.open("someone else", "10.0.0.1")
    for number in range(25):
        throttle.refused(f"name{number}", "10.0.0.1")
    assert not throttle.open("fresh name", "10.0.0.1")

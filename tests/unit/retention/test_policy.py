"""What a policy may say, what it may not, and how long data live when it changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retention.policy import Policy, Status, demonstration, load, read, template, warnings
from retention.refusals import PolicyRefused, RegimeUnknown
from retention.terms import Terms
from retention.tiers import Tier
from tests.builders.stores import NOON, six_months

KEY_ONE, KEY_TWO, KEY_THREE = "1" * 64, "2" * 64, "3" * 64
LIVE = {
    'status = "template"': 'status = "active"',
    "legal_ref = []": 'legal_ref = ["Invented Act 1/2026, article 1"]',
    'tenant = ""': 'tenant = "ZZ-AIR"',
    'head_of_unit = ""': f'head_of_unit = "{KEY_ONE}"',
    'dpo = ""': f'dpo = "{KEY_TWO}"',
}


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def live(*changes: tuple[str, str]) -> Policy:
    return read(changed(template(), *LIVE.items(), *changes))


def test_the_demonstration_is_marked_and_over_after_three_days() -> None:
    policy = demonstration()
    assert policy.demonstration
    for name in ("pnr", "api", "manifest", "quarantine"):
        assert policy.regime(name).ends(NOON) == NOON + timedelta(hours=72)
    assert policy.regime("pnr").reuse_for_law_enforcement


def test_the_strict_template_is_no_policy_until_it_is_filled() -> None:
    assert read(template()).status is Status.TEMPLATE
    assert live().status is Status.ACTIVE


@pytest.mark.parametrize("left_out", list(LIVE))
def test_what_is_missing_keeps_a_policy_from_being_active(left_out: str) -> None:
    if left_out.startswith("status"):
        return
    filled = [pair for pair in LIVE.items() if pair[0] != left_out]
    with pytest.raises(PolicyRefused):
        read(changed(template(), *filled))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('after = "P6M"', 'after = "P25M"'), "two years"),
        (('delete = "P5Y"', 'delete = "P3M"'), "delete comes before mask"),
        (('delete = "P5Y"', 'delete = "P6Y"'), "five years"),
        (('unlinked_delete = "P6M"\n', ""), "sieve needs"),
        (('retention = "P5Y"', 'retention = "P4Y"'), "five years"),
        (('excluded_orgs = ["self"]', "excluded_orgs = []"), "self"),
        (('keystore_backup_max = "P7D"', 'keystore_backup_max = "P8D"'), "key_epoch"),
        (('quarantine = "PT72H"', 'quarantine = "P4D"'), "72 hours"),
        (("in_assessment = false", "in_assessment = true"), "dpia"),
        ((f'dpo = "{KEY_TWO}"', f'dpo = "{KEY_ONE}"'), "two persons"),
        (('approver_key = ""', f'approver_key = "{KEY_ONE}"'), "another organisation"),
        (("[statistics]\nsuppress_below = 10", "[statistics]\nsuppress_below = 5"), "suppress_below"),
        (('historical_query = "approval"', 'historical_query = "open"'), "historical_query"),
        (("[rights]", "[rights]\nsurname = true"), "surname"),
        (('result_ttl = "P30D"', 'result_ttl = "a month"'), "not a period"),
    ],
)
def test_what_no_policy_may_say(change: tuple[str, str], said: str) -> None:
    with pytest.raises(PolicyRefused, match=said):
        live(change)


def test_a_late_mask_is_a_warning() -> None:
    policy = live(('after = "P6M"', 'after = "P9M"'), ('unlinked_delete = "P6M"', 'unlinked_delete = "P9M"'))
    assert warnings(policy)
    assert not warnings(live())


def test_without_an_approver_there_is_no_link() -> None:
    assert not live().links_possible
    assert live(('approver_key = ""', f'approver_key = "{KEY_THREE}"')).links_possible


def test_a_file_that_is_not_there_or_not_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused):
        load(tmp_path / "absent.toml")
    with pytest.raises(PolicyRefused, match="TOML"):
        read("schema = ")
    with pytest.raises(PolicyRefused):
        template("../policy")


def test_the_hash_is_of_what_it_says_not_of_how_it_is_written() -> None:
    text = changed(template(), *LIVE.items())
    assert read(text).hash == read("# another comment\n" + text).hash
    assert read(text).hash != live(('tenant = "ZZ-AIR"', 'tenant = "ZZ-SEA"')).hash
    assert Policy.model_validate_json(read(text).canonical()).hash == read(text).hash


def test_identity_is_hidden_at_six_months_to_the_second() -> None:
    terms = Terms(((NOON, six_months()),))
    first = datetime(2026, 8, 31, 10, 0, tzinfo=UTC)
    assert terms.hidden("pnr", first, Tier.ID) == datetime(2027, 2, 28, 10, 0, tzinfo=UTC)
    assert terms.ends("pnr", first) == datetime(2027, 2, 28, 10, 0, tzinfo=UTC)
    assert terms.ends_linked("pnr", first) == datetime(2031, 8, 31, 10, 0, tzinfo=UTC)


def with_period(text: str) -> Policy:
    return live(
        (
            '[regimes.manifest] # uploaded passenger lists\ndelete = "P6M"',
            f'[regimes.manifest]\ndelete = "{text}"',
        )
    )


def test_a_shorter_period_applies_at_once_to_everything() -> None:
    later = NOON + timedelta(days=120)
    terms = Terms(((NOON, with_period("P6M")), (later, with_period("P3M"))))
    assert terms.ends("manifest", NOON) == datetime(2027, 2, 20, 12, tzinfo=UTC)


def test_a_longer_period_never_reaches_what_was_collected_before() -> None:
    later = NOON + timedelta(days=30)
    terms = Terms(((NOON, with_period("P3M")), (later, with_period("P6M"))))
    assert terms.ends("manifest", NOON) == datetime(2027, 2, 20, 12, tzinfo=UTC)
    assert terms.ends("manifest", later - timedelta(seconds=1)) < datetime(2027, 3, 21, tzinfo=UTC)
    assert terms.ends("manifest", later) == datetime(2027, 6, 20, 12, tzinfo=UTC)


def test_a_regime_taken_out_of_the_policy_keeps_its_term() -> None:
    without = demonstration()
    terms = Terms(((NOON, six_months()), (NOON + timedelta(days=1), without)))
    assert terms.ends("manifest", NOON) == NOON + timedelta(hours=72)
    with pytest.raises(RegimeUnknown):
        terms.ends("never", NOON)

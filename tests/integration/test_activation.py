"""A policy comes into force by two signatures; a longer one never reaches what was collected before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from api.commands import policy as command
from retention import activation, engines
from retention.actors import Role
from retention.acts import Act
from retention.audit import log
from retention.policy import Policy, Status, demonstration
from retention.refusals import KeysRefused, PolicyRefused
from retention.signatures import public_of
from retention.unit_of_work import Store, activate
from tests.builders.policies import DPO, HEAD, STRANGER, live, live_text, signed, signer
from tests.builders.stores import ASSESS, NOON, FakeClock, build_store, create_tables, keys_in, person


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the key store of a test pass for one on another disk: a test has one."""
    devices = iter(range(10_000))
    monkeypatch.setattr(activation, "_device", lambda _database: next(devices))


class Unit:
    """A store without a policy, and what is tried on it."""

    def __init__(self, url: str, folder: Path, clock: FakeClock) -> None:
        self.engine, self.keys, self.clock = engines.open(url), keys_in(folder, clock), clock
        create_tables(self.engine)

    def activate(self, policy: Policy, signatures: Mapping[str, str] | None = None) -> int:
        return activate(
            self.engine,
            self.keys,
            policy,
            signed(policy) if signatures is None else signatures,
            actor=person(Role.ADMIN),
            clock=self.clock,
        )

    def store(self, policy: Policy) -> Store:
        return Store(self.engine, self.keys, policy, self.clock)

    def close(self) -> None:
        self.engine.dispose()
        self.keys.engine.dispose()


@pytest.fixture
def unit(store_url: str, tmp_path: Path, clock: FakeClock, apart: None) -> Unit:
    return Unit(store_url, tmp_path, clock)


def test_a_policy_with_both_signatures_comes_into_force_and_stands_in_the_log(unit: Unit) -> None:
    policy = live()
    assert unit.activate(policy) == 1
    store = unit.store(policy)
    with store.reading(ASSESS) as reading:
        leaf = log.envelope(reading.connection, 0)
    assert leaf is not None
    assert (leaf["type"], leaf["policy_hash"]) == ("policy.load", policy.hash)
    assert len(leaf["facts"]["signers"]) == 2
    unit.close()


def test_without_activation_a_live_policy_opens_no_store(unit: Unit) -> None:
    with pytest.raises(PolicyRefused, match="not in force"):
        unit.store(live())
    unit.close()


@pytest.mark.parametrize(
    "signatures",
    [
        {},
        signed(live(), HEAD),
        signed(live(), DPO),
        signed(live(), HEAD, STRANGER),
        signed(live(tenant="other"), HEAD, DPO),
    ],
)
def test_one_signature_or_a_strange_one_or_of_another_wording_is_refused(
    unit: Unit, signatures: dict[str, str]
) -> None:
    with pytest.raises(PolicyRefused, match="signatures"):
        unit.activate(live(), signatures)
    with unit.engine.connect() as connection:
        assert connection.execute(select(log.leaves)).all() == []
    unit.close()


def test_a_draft_and_a_policy_of_tomorrow_are_refused(unit: Unit) -> None:
    draft = live().model_copy(update={"status": Status.DRAFT})
    with pytest.raises(PolicyRefused, match="status"):
        unit.activate(draft)
    later = live().model_copy(update={"valid_from": NOON.date() + timedelta(days=1)})
    with pytest.raises(PolicyRefused, match="not yet"):
        unit.activate(later, signed(later))
    unit.close()


def test_longer_periods_need_both_old_signers_and_reach_only_new_data(unit: Unit) -> None:
    first = live(regimes__manifest__delete="P3M")
    unit.activate(first)
    store = unit.store(first)
    new_head = signer(9)
    longer = live(2, regimes__manifest__delete="P6M", signers__head_of_unit=public_of(new_head))
    for some in ((new_head, DPO), (new_head, HEAD)):
        with pytest.raises(PolicyRefused):
            unit.activate(longer, signed(longer, *some))
    unit.clock.advance(timedelta(days=30))
    unit.activate(longer, signed(longer, new_head, DPO, HEAD))
    with store.reading(ASSESS) as reading:
        assert reading.policy.hash == longer.hash
    assert store.terms.ends("manifest", NOON) == datetime(2027, 2, 20, 12, tzinfo=UTC)
    assert store.terms.ends("manifest", unit.clock.now) == datetime(2027, 6, 20, 12, tzinfo=UTC)
    with store.reading(ASSESS) as reading:
        leaf = log.envelope(reading.connection, 1)
    assert leaf is not None
    assert leaf["type"] == "policy.change"
    assert leaf["facts"]["lengthens"] == ["manifest.delete"]
    unit.close()


def test_shorter_periods_apply_at_once_to_everything(unit: Unit) -> None:
    first = live()
    unit.activate(first)
    unit.store(first)
    unit.clock.advance(timedelta(days=120))
    shorter = live(2, regimes__manifest__delete="P3M")
    unit.activate(shorter)
    store = unit.store(shorter)
    assert store.terms.ends("manifest", NOON) <= unit.clock.now
    unit.close()


def test_a_policy_is_not_put_in_force_twice_nor_by_an_older_version(unit: Unit) -> None:
    unit.activate(live(2))
    with pytest.raises(PolicyRefused, match="already"):
        unit.activate(live(2))
    with pytest.raises(PolicyRefused, match="must grow"):
        unit.activate(live(1, tenant="other"))
    unit.close()


def test_real_data_do_not_follow_invented_ones_nor_the_other_way(
    store_url: str, tmp_path: Path, clock: FakeClock, apart: None
) -> None:
    store = build_store(tmp_path, url=store_url, clock=clock)
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        writing.open_bucket("pnr", NOON.date())
    policy = live()
    with pytest.raises(PolicyRefused, match="invented"):
        activate(store.engine, store.keys, policy, signed(policy), actor=person(Role.ADMIN), clock=clock)
    store.engine.dispose()
    store.keys.engine.dispose()


def test_a_live_store_does_not_become_a_demonstration(unit: Unit) -> None:
    unit.activate(live())
    with pytest.raises(PolicyRefused, match="demonstration"):
        unit.store(demonstration())
    unit.close()


def test_keys_beside_the_data_are_refused_for_real_data(tmp_path: Path, clock: FakeClock) -> None:
    unit = Unit(f"sqlite:///{tmp_path / 'store.db'}", tmp_path, clock)
    with pytest.raises(KeysRefused, match="filesystem"):
        unit.activate(live())
    unit.close()


def test_keys_on_the_server_of_the_data_are_refused_for_real_data() -> None:
    class Same:
        engine = engines.open("postgresql://127.0.0.1:5432/one")

    with pytest.raises(KeysRefused, match="server"):
        activation.check_separation(engines.open("postgresql://127.0.0.1:5432/two"), Same(), live())  # type: ignore[arg-type]  # what it looks at


def test_the_commands_lead_from_template_to_a_policy_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apart: None
) -> None:
    run = CliRunner()
    monkeypatch.setenv("NAJAVA_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "data").mkdir(parents=True)
    (tmp_path / "home" / "keys").mkdir(parents=True)
    public_keys = [
        run.invoke(command.app, ["keys", "--out", str(tmp_path / name)]).stdout.strip()
        for name in ("head.key", "dpo.key")
    ]
    path = str(tmp_path / "unit.toml")
    filling = ["fill", "--out", path, "--tenant", "ZZ-AIR", "--legal-ref", "Invented Act 1/2026"]
    keyed = ["--head-of-unit", public_keys[0], "--dpo", public_keys[1], "--valid-from", "2026-01-01"]
    assert run.invoke(command.app, [*filling, *keyed]).exit_code == 0
    assert run.invoke(command.app, ["activate", path]).exit_code == 1
    signed_once = run.invoke(command.app, ["sign", path, "--key", str(tmp_path / "head.key")])
    assert signed_once.stdout.strip() == "still missing: dpo"
    assert run.invoke(command.app, ["activate", path]).exit_code == 1
    run.invoke(command.app, ["sign", path, "--key", str(tmp_path / "dpo.key")])
    assert "signed by both" in run.invoke(command.app, ["check", path]).stdout
    active = run.invoke(command.app, ["activate", path])
    assert active.exit_code == 0, active.output
    assert '"policy": "strict_default"' in run.invoke(command.app, ["history"]).stdout


def test_a_template_keeps_its_comments_when_it_is_filled() -> None:
    assert "# the national act, article and official gazette" in live_text()

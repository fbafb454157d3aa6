"""Putting a policy in force: which may, who must have signed, where keys must not lie (decision 14).

The head of unit and the data protection officer sign, and a successor is signed by who signed its predecessor
too: one of them, or both where any data would live longer. The first activation is trust on first use, and
stands in the log with the fingerprints of the keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from retention.actors import Actor, ServiceIdentity
from retention.acts import Act
from retention.audit import leaf, log
from retention.buckets import BucketState, bucket
from retention.clock import Moment
from retention.keystore import KeyStore
from retention.policy import Policy, Regime, Status
from retention.policy_history import add
from retention.refusals import KeysRefused, PolicyRefused
from retention.signatures import verified
from retention.terms import Terms

DOCUMENT = "policy"
"""The kind of document that is signed."""


def check_separation(engine: Engine, keys: KeyStore, policy: Policy) -> None:
    """Refuse a policy for real data whose keys lie where the data lie (decision 7)."""
    if policy.status in (Status.TEMPLATE, Status.DRAFT):
        raise PolicyRefused(f"a policy with the status {policy.status} takes no data")
    if policy.demonstration:
        return
    data, kept = engine.url, keys.engine.url
    if data.get_backend_name() != kept.get_backend_name():
        return
    if data.get_backend_name() == "sqlite":
        if _device(data.database) == _device(kept.database):
            raise KeysRefused("the key store lies on the filesystem of the data: give NAJAVA_KEYS another")
    elif (data.host, data.port) == (kept.host, kept.port):
        raise KeysRefused("the key store lies on the server of the data: give NAJAVA_KEYS another")


def _device(database: str | None) -> int:
    return Path(database or ".").resolve().parent.stat().st_dev


def demonstrate(connection: Connection, policy: Policy, known: Terms | None, moment: Moment) -> int:
    """Put the demonstration policy in force without signatures. Refused where real data ever were.

    Returns the number of the activation.
    """
    if known is not None and not known.policy.demonstration:
        raise PolicyRefused("a store of real data does not go back to a demonstration")
    number = add(connection, policy, {}, now=moment.now)
    actor = Actor("service.policy", policy.tenant or "demo", "", "", ServiceIdentity.RETENTION)
    _enter(connection, Act.POLICY_LOAD, actor, policy, moment, facts={})
    return number


def put_in_force(
    connection: Connection,
    policy: Policy,
    signatures: Mapping[str, str],
    *,
    known: Terms | None,
    actor: Actor,
    moment: Moment,
) -> int:
    """Put a signed policy in force. `signatures`: public key -> signature. Raises `PolicyRefused`.

    Returns the number of the activation. Call inside a transaction; writes the audit entry.
    """
    if policy.status is not Status.ACTIVE:
        raise PolicyRefused(f"a policy with the status {policy.status} cannot be put in force")
    if policy.valid_from > moment.now.date():
        raise PolicyRefused(f"the policy is valid from {policy.valid_from.isoformat()}, not yet")
    before = None if known is None else known.policy
    longer: tuple[str, ...] = ()
    if before is not None and before.demonstration and _holds_data(connection):
        raise PolicyRefused("invented data are still here: real data begin in an empty store")
    if before is not None and not before.demonstration:
        longer = lengthened(before, policy)
        _check_succession(before, policy, signatures, longer)
    _check_signatures(policy, signatures, _new_signers(policy), "head of unit and data protection officer")
    number = add(connection, policy, signatures, now=moment.now)
    act = Act.POLICY_LOAD if before is None or before.demonstration else Act.POLICY_CHANGE
    facts: dict[str, leaf.Fact] = {"signers": tuple(key[:16] for key in sorted(signatures))}
    if before is not None:
        facts["before"] = before.hash
    if longer:
        facts["lengthens"] = longer
    _enter(connection, act, actor, policy, moment, facts=facts)
    return number


def _enter(
    connection: Connection,
    act: Act,
    actor: Actor,
    policy: Policy,
    moment: Moment,
    *,
    facts: Mapping[str, leaf.Fact],
) -> None:
    said: dict[str, leaf.Fact] = {"policy": policy.id, "version": policy.version, **facts}
    entry = leaf.Entry(act, actor, facts=said)
    log.append(connection, entry, now=moment.now, ratchet=moment.ratchet, policy=policy.hash)


def _new_signers(policy: Policy) -> tuple[str, ...]:
    return (policy.signers.head_of_unit, policy.signers.dpo)


def _check_signatures(
    policy: Policy, signatures: Mapping[str, str], signers: tuple[str, ...], who: str
) -> None:
    content = policy.canonical()
    for public in signers:
        if not verified(public, DOCUMENT, content, signatures.get(public, "")):
            raise PolicyRefused(f"the policy needs the valid signatures of {who}")


def _check_succession(
    before: Policy, policy: Policy, signatures: Mapping[str, str], longer: tuple[str, ...]
) -> None:
    if policy.hash == before.hash:
        raise PolicyRefused("this policy is in force already")
    if policy.id == before.id and policy.version <= before.version:
        raise PolicyRefused("the version of a changed policy must grow")
    old = _new_signers(before)
    if longer:
        _check_signatures(
            policy, signatures, old, "both signers of the policy in force, for data live longer"
        )
        return
    content = policy.canonical()
    if not any(verified(public, DOCUMENT, content, signatures.get(public, "")) for public in old):
        raise PolicyRefused("the policy needs the signature of a signer of the policy in force")


def lengthened(before: Policy, after: Policy) -> tuple[str, ...]:
    """Name what would live longer under the later policy, as `regime.parameter`. New regimes do not count."""
    longer = [
        f"{name}.{what}"
        for name, new in after.regimes.items()
        if (old := before.regimes.get(name)) is not None
        for what in _longer(old, new)
    ]
    if after.quarantine.longest() > before.quarantine.longest():
        longer.append("quarantine")
    return tuple(longer)


def _longer(old: Regime, new: Regime) -> list[str]:
    found: list[str] = []
    if new.delete.longest() > old.delete.longest():
        found.append("delete")
    if old.unlinked_delete is not None and (
        (new.unlinked_delete or new.delete).longest() > old.unlinked_delete.longest()
    ):
        found.append("unlinked_delete")
    if old.mask is not None and (new.mask is None or new.mask.after.longest() > old.mask.after.longest()):
        found.append("mask")
    if new.result_ttl.longest() > old.result_ttl.longest():
        found.append("result_ttl")
    return found


def _holds_data(connection: Connection) -> bool:
    found = select(bucket.c.day).where(bucket.c.state != BucketState.GONE).limit(1)
    return connection.execute(found).first() is not None

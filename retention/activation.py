"""Putting a policy in force: which may, who must have signed, where keys must not lie (decision 14)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, select

from retention.actors import Actor, ServiceIdentity
from retention.acts import Act
from retention.audit import leaf, log
from retention.buckets import BucketState, bucket
from retention.clock import Moment
from retention.keystore import KeyStore
from retention.policy import Policy, Status
from retention.policy_history import add
from retention.refusals import KeysRefused, PolicyRefused
from retention.terms import Terms


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
    entry = leaf.Entry(Act.POLICY_LOAD, actor, facts={"policy": policy.id, "version": policy.version})
    log.append(connection, entry, now=moment.now, ratchet=moment.ratchet, policy=policy.hash)
    return number


def holds_data(connection: Connection) -> bool:
    """Tell whether any bucket is still alive."""
    found = select(bucket.c.day).where(bucket.c.state != BucketState.GONE).limit(1)
    return connection.execute(found).first() is not None

"""A signed certificate that a bucket was erased: for the file of an authority, or a data subject's answer.

It repeats what the log says and names the two entries, so that whoever holds an export of the log can check
it; the signature is the log's own. It holds no personal data, and says by when older copies of the key store
are dead too: the date of the next root epoch.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import rfc8785
from sqlalchemy import select

from retention import epochs
from retention.actors import Actor
from retention.acts import Act
from retention.audit import leaf, log
from retention.audit.signing import verifier
from retention.refusals import Refused
from retention.signatures import sign, verified
from retention.unit_of_work import Reading, Store

DOCUMENT = "erasure-certificate"


class NotErased(Refused):
    """The log does not say that this bucket was erased."""

    code = "not_erased"


def _entry(reading: Reading, act: Act, regime: str, day: date) -> dict[str, Any]:
    rows = reading.connection.execute(
        select(log.leaves.c.envelope)
        .where(log.leaves.c.act == str(act), log.leaves.c.tenant == reading.actor.tenant)
        .order_by(log.leaves.c.seq)
    ).scalars()
    for envelope in map(json.loads, rows):
        facts = envelope.get("facts", {})
        if (facts.get("regime"), facts.get("bucket")) == (regime, day.isoformat()):
            found: dict[str, Any] = envelope
            return found
    raise NotErased("the log does not say that this bucket was erased")


def issue(store: Store, actor: Actor, regime: str, day: date) -> str:
    """Return the certificate of one bucket as JSON text. Raises `NotErased`."""
    with store.reading(actor) as reading:
        intent = _entry(reading, Act.ERASE_INTENT, regime, day)
        done = _entry(reading, Act.ERASE_DONE, regime, day)
        now = reading.now
    backups = store.policy.backup.key_epoch.after(epochs.started(store.keys))
    document: dict[str, Any] = {
        "document": DOCUMENT,
        "log": str(verifier(store)),
        "issued_at": leaf.when(now),
        "tenant": actor.tenant,
        "regime": regime,
        "bucket": day.isoformat(),
        "due_since": intent["facts"]["since"],
        "erased_at": done["ts"],
        "entries": [intent["seq"], done["seq"]],
        "rows": intent["facts"]["rows"],
        "root_of_row_ids": intent["facts"]["root"],
        "deleted": done["facts"]["deleted"],
        "keys_destroyed_and_tried": done["facts"]["verified"],
        "policy_hash": done["policy_hash"],
        "older_copies_of_the_key_store_dead_by": leaf.when(backups),
    }
    signature = sign(store.keys.signer(), DOCUMENT, rfc8785.dumps(document))
    return json.dumps({"certificate": document, "signature": signature}, indent=2)


def valid(text: str, public: str) -> bool:
    """Tell whether a certificate is signed by the log with this public key (64 hexadecimal digits)."""
    try:
        held = json.loads(text)
        return verified(public, DOCUMENT, rfc8785.dumps(held["certificate"]), held["signature"])
    except (ValueError, KeyError, TypeError):
        return False

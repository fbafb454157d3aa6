"""One audit entry: who did what to which records, when, why. No passenger value, ever.

What is hashed is the canonical JSON (RFC 8785) of the envelope. What a person wrote freely (the case, a
justification) goes in the *body*, sealed apart under a month's key: the envelope holds only its salted
commitment. At the end of the log's retention body and salt go; the tree still verifies.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import rfc8785

from retention.actors import Actor
from retention.acts import Act
from retention.purpose import Purpose
from retention.refusals import AuditRefused

VERSION = 1
MOST_SUBJECTS = 50

Fact = str | int | bool | None | tuple[str, ...] | tuple[int, ...] | Mapping[str, int]
"""What a leaf may say beside its fixed fields: numbers, codes, ids. Text is limited to a code's alphabet."""

_CODE = re.compile(r"[A-Za-z0-9._:+/@-]{0,160}")


@dataclass(slots=True)
class Entry:
    """What one scope will write as its leaf."""

    act: Act
    actor: Actor
    purpose: Purpose | None = None
    outcome: str = "done"
    subjects: dict[str, None] = field(default_factory=dict)  # ordered, no doubles
    elements: set[int] = field(default_factory=set)
    facts: dict[str, Fact] = field(default_factory=dict)
    body: dict[str, str] = field(default_factory=dict)


def code(text: str) -> str:
    """Return `text` if it is made of a code's letters only. Raises `AuditRefused` without repeating it."""
    if not _CODE.fullmatch(text):
        raise AuditRefused("an audit fact is a number, an id or a code; free text belongs in the body")
    return text


def checked(name: str, fact: object) -> Fact:
    """Return a fact in the shape the leaf takes. Raises `AuditRefused` for anything that may be free text."""
    code(name)
    match fact:
        case None | bool() | int():
            return fact
        case str():
            return code(fact)
        case Mapping():
            return {code(str(key)): int(value) for key, value in sorted(fact.items())}
        case Iterable():
            values = tuple(fact)
            if all(isinstance(value, int) for value in values):
                return tuple(int(value) for value in values)
            return tuple(code(str(value)) for value in values)
        case _:
            return code(str(fact))


def when(moment: datetime) -> str:
    """Return a time as the log writes it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _subjects(found: Iterable[str]) -> dict[str, object]:
    listed = [code(one) for one in found]
    if not listed:
        return {}
    if len(listed) <= MOST_SUBJECTS:
        return {"subjects": listed}
    digest = hashlib.sha256()
    for one in sorted(listed):
        digest.update(len(one).to_bytes(4, "big") + one.encode())
    return {"subject_set": {"count": len(listed), "commit": digest.hexdigest()}}


def canonical(
    entry: Entry,
    *,
    seq: int,
    now: datetime,
    ratchet: datetime,
    policy: str,
    case_commit: str = "",
    body_commit: str = "",
) -> bytes:
    """Return the canonical JSON of the envelope. Empty members are left out. `policy` is its hash."""
    actor = entry.actor
    envelope: dict[str, object] = {
        "v": VERSION,
        "seq": seq,
        "ts": when(now),
        "ratchet_ts": when(ratchet),
        "type": str(entry.act),
        "actor": code(actor.id),
        "actor_role": str(actor.role),
        "actor_org": code(actor.agency),
        "tenant": code(actor.tenant),
        "unit": code(actor.unit),
        "session": code(actor.session),
        "outcome": code(entry.outcome),
        "policy_hash": policy,
        "case_commit": case_commit,
        "body_commit": body_commit,
        "fields": sorted(entry.elements),
        "facts": {name: _plain(fact) for name, fact in entry.facts.items()},
    }
    if entry.purpose is not None:
        envelope["purpose"] = {"mode": str(entry.purpose.mode)} | (
            {"offence": str(entry.purpose.offence)} if entry.purpose.offence else {}
        )
    envelope |= _subjects(entry.subjects)
    kept = {name: value for name, value in envelope.items() if value not in ("", [], {})}
    return rfc8785.dumps(kept)  # type: ignore[arg-type]  # rfc8785's own recursive alias, checked above


def _plain(fact: Fact) -> object:
    if isinstance(fact, tuple):
        return list(fact)
    if isinstance(fact, Mapping):
        return dict(fact)
    return fact


def commitment(salt: bytes, body: bytes) -> str:
    """Return the salted commitment to a body."""
    return hashlib.sha256(salt + body).hexdigest()

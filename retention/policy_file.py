"""A policy as files: filling a template without losing its comments, and the signatures beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retention.activation import DOCUMENT
from retention.policy import Policy
from retention.refusals import PolicyRefused
from retention.signatures import public_of, sign, verified

_SECTION = re.compile(r"\s*\[([A-Za-z0-9_.]+)\]\s*(#.*)?$")
_LINE = re.compile(r"(?P<name>[A-Za-z0-9_]+) = (?P<value>\"[^\"]*\"|\[[^\]]*\]|[^#\s]+)(?P<rest>\s*(#.*)?)$")


def _written(value: str | Sequence[str]) -> str:
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)


def filled(text: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """Return a policy file with `values` (`"signers.dpo": …`) put in, everything else as it was written.

    Raises `PolicyRefused` for a name the file does not have.
    """
    left = dict(values)
    section = ""
    lines: list[str] = []
    for line in text.splitlines():
        if header := _SECTION.match(line):
            section = header[1] + "."
        found = _LINE.match(line)
        name = section + found["name"] if found else ""
        if found and name in left:
            lines.append(f"{found['name']} = {_written(left.pop(name))}{found['rest']}")
        else:
            lines.append(line)
    if left:
        raise PolicyRefused(f"the file has no {', '.join(sorted(left))}")
    return "\n".join(lines) + "\n"


def signatures_path(policy: Path) -> Path:
    """Return where the signatures of a policy file lie: beside it."""
    return policy.with_name(policy.name + ".signatures.json")


def signatures_of(path: Path, policy: Policy) -> dict[str, str]:
    """Return the signatures beside a policy file, by public key. Those of an earlier wording do not count."""
    beside = signatures_path(path)
    if not beside.exists():
        return {}
    try:
        held = json.loads(beside.read_text(encoding="utf-8"))
        if held["policy"] != policy.hash:
            return {}
        return {str(public): str(signature) for public, signature in held["signatures"].items()}
    except (OSError, ValueError, KeyError, AttributeError):
        raise PolicyRefused(f"{beside.name} is not a file of signatures; sign the policy anew") from None


def add_signature(path: Path, policy: Policy, private: Ed25519PrivateKey) -> dict[str, str]:
    """Sign the policy in `path` and keep the signature beside it. Returns all signatures by public key."""
    held = signatures_of(path, policy)
    held[public_of(private)] = sign(private, DOCUMENT, policy.canonical())
    document = {"policy": policy.hash, "signatures": dict(sorted(held.items()))}
    signatures_path(path).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return held


def missing(policy: Policy, signatures: Mapping[str, str]) -> tuple[str, ...]:
    """Name who has not validly signed yet: `head_of_unit`, `dpo`."""
    content = policy.canonical()
    return tuple(
        who
        for who, public in (("head_of_unit", policy.signers.head_of_unit), ("dpo", policy.signers.dpo))
        if not verified(public, DOCUMENT, content, signatures.get(public, ""))
    )

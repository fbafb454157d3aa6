"""Signed policies of tests, with the keys of invented signers."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retention.activation import DOCUMENT
from retention.policy import Policy, read, template
from retention.policy_file import filled
from retention.signatures import public_of, sign


def signer(seed: int) -> Ed25519PrivateKey:
    """Return the key of an invented person."""
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


HEAD, DPO, STRANGER = signer(1), signer(2), signer(3)


def live_text(**values: str) -> str:
    """Return the strict template, filled for a unit that does not exist; `values` as `section__name`."""
    asked: dict[str, str | list[str]] = {
        "status": "active",
        "tenant": "demo",
        "legal_ref": ["Invented Act 1/2026, article 1"],
        "signers.head_of_unit": public_of(HEAD),
        "signers.dpo": public_of(DPO),
    }
    asked.update({name.replace("__", "."): value for name, value in values.items()})
    return filled(template().replace("valid_from = 2026-12-01", "valid_from = 2026-01-01"), asked)


def live(version: int = 1, **values: str) -> Policy:
    """Return an active policy (not signed yet)."""
    return read(live_text(**values).replace("\nversion = 1\n", f"\nversion = {version}\n"))


def signed(policy: Policy, *signers: Ed25519PrivateKey) -> dict[str, str]:
    """Return the signatures of a policy by public key; by both of the unit unless others are named."""
    return {public_of(one): sign(one, DOCUMENT, policy.canonical()) for one in signers or (HEAD, DPO)}

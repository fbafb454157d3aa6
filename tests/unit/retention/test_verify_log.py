"""The auditor's one file: its signature check against a second implementation, and what it finds."""

from __future__ import annotations

import random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retention.audit.verify_log import L, ed25519_verified, judge, tile_path

# RFC 8032 §7.1, tests 1 to 3: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_known_signatures_verify(public: str, message: str, signature: str) -> None:
    assert ed25519_verified(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


def test_it_agrees_with_another_implementation_and_refuses_every_changed_byte() -> None:
    rng = random.Random(7)
    for _ in range(3):
        private = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        public, message = private.public_key().public_bytes_raw(), rng.randbytes(50)
        signature = private.sign(message)
        assert ed25519_verified(public, message, signature)
        for place in range(0, 64, 5):
            broken = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
            assert not ed25519_verified(public, message, broken)
        assert not ed25519_verified(public, message + b"x", signature)
        high = (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
        assert not ed25519_verified(public, message, signature[:32] + high)  # a second form of the same one
    assert not ed25519_verified(b"short", b"", bytes(64))


def test_tile_names() -> None:
    assert [tile_path(n) for n in (0, 999, 1000, 1234067)] == ["000", "999", "x001/000", "x001/x234/067"]


def entry(kind: str, day: int, **facts: Any) -> dict[str, Any]:
    at = f"2026-11-{day:02d}T12:00:00.000Z"
    return {"type": kind, "ts": at, "ratchet_ts": at, "tenant": "demo", "facts": facts}


def numbered(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    return [one | {"seq": number} for number, one in enumerate(entries)]


BUCKET = {"regime": "pnr", "bucket": "2026-11-01"}
BORN = entry("key.create", 1, ends="2026-11-05T12:00:00.000Z", **BUCKET)
INTENT, DONE = entry("erase.intent", 5, **BUCKET), entry("erase.done", 5, verified=True, **BUCKET)
APPROVED = entry("unmask.approve", 6, review_due="2026-11-08T00:00:00.000Z")
GOOD = [
    entry("policy.load", 1, policy="x"),
    BORN,
    entry("collection", 1, **BUCKET),
    INTENT,
    DONE,
    APPROVED,
    entry("unmask.grant", 6, approval=5),
    entry("unmask.use", 6, approval=5),
    entry("unmask.expire", 7, approval=5, review="done"),
    entry("clock.jump", 8, way="forward"),
    entry("clock.confirm", 8, people=2),
    entry("policy.change", 9, policy="x"),
    entry("log.checkpoint", 20),
]


def test_a_good_history_has_no_finding() -> None:
    assert judge(numbered(*GOOD)) == []


@pytest.mark.parametrize(
    ("history", "what"),
    [
        ([BORN, entry("log.checkpoint", 20)], "past its term"),
        ([BORN, INTENT, entry("log.checkpoint", 20)], "never finished"),
        ([BORN, DONE], "without an intent"),
        ([BORN, INTENT, DONE, DONE], "erased twice"),
        ([BORN, INTENT, INTENT, DONE], "second intent"),
        ([BORN, INTENT, entry("erase.done", 5, **BUCKET)], "without proof"),
        ([BORN, INTENT, DONE, entry("collection", 6, **BUCKET)], "into an erased bucket"),
        ([entry("unmask.grant", 6, approval=0)], "without an approval"),
        ([APPROVED, entry("unmask.use", 6, approval=7)], "without an approval"),
        ([APPROVED, entry("log.checkpoint", 20)], "overdue"),
        ([entry("policy.change", 9, lengthens=["pnr.delete"])], "live longer"),
        ([entry("clock.jump", 8), entry("log.checkpoint", 9)], "nobody confirmed"),
    ],
)
def test_what_is_wrong_in_a_history_is_found(history: list[dict[str, Any]], what: str) -> None:
    found = judge(numbered(*history))
    assert any(what in one["what"] for one in found), found


def test_a_run_that_is_late_by_less_than_two_days_is_no_finding() -> None:
    assert judge(numbered(BORN, entry("log.checkpoint", 6))) == []


def test_an_empty_log_has_no_finding() -> None:
    assert judge([]) == []

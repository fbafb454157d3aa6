"""Ed25519 signatures of people and of the log, over a named statement so that none fits another document."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from retention.refusals import Refused


class SignatureRefused(Refused):
    """The key file is not what it should be. Holds no key material."""

    code = "signature_refused"


def _statement(kind: str, content: bytes) -> bytes:
    return b"najava/" + kind.encode() + b"/1\n" + content


def new_key(path: Path) -> str:
    """Write a new private key, readable by its owner only, and return its public half (64 hex digits)."""
    private = Ed25519PrivateKey.generate()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(private.private_bytes_raw().hex() + "\n")
    return public_of(private)


def public_of(private: Ed25519PrivateKey) -> str:
    """Return the public half as 64 hexadecimal digits."""
    return private.public_key().public_bytes_raw().hex()


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key file. Raises `SignatureRefused`."""
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise SignatureRefused(f"{path.name} is not a private key of ours (najava policy keys)") from None


def sign(private: Ed25519PrivateKey, kind: str, content: bytes) -> str:
    """Return the signature of `content` as a document of `kind`, hexadecimal."""
    return private.sign(_statement(kind, content)).hex()


def verified(public: str, kind: str, content: bytes, signature: str) -> bool:
    """Tell whether the signature is by this key, of this content as this kind of document."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _statement(kind, content))
    except (InvalidSignature, ValueError):
        return False
    return True

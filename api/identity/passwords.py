"""Passwords of accounts: argon2id, checked in constant work whether the account exists or not.

Parameters follow RFC 9106's second recommended option (64 MiB, three passes), the library's default.
"""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def seal(password: str) -> str:
    """Return the salted hash to keep instead of a password."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    return seal(secrets.token_urlsafe(16))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one kept; takes as long when there is none to compare with."""
    try:
        _hasher.verify(kept or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that is read as another


def invent() -> str:
    """Return a password to read out: four groups of four unambiguous signs, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))

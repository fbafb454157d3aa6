"""Slows down who guesses passwords: a moving window per user name and per address, kept by the process."""

from __future__ import annotations

import hashlib

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_PER_NAME = RateLimitItemPerMinute(5, 5)
_PER_ADDRESS = RateLimitItemPerMinute(30, 5)


class Throttle:
    """Counts refused sign-ins. Names are kept as digests: a password typed in the wrong field is not kept."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def open(self, user_name: str, address: str) -> bool:
        """Tell whether another try is allowed now."""
        return self._window.test(_PER_NAME, _digest(user_name)) and self._window.test(_PER_ADDRESS, address)

    def refused(self, user_name: str, address: str) -> None:
        """Count one refused sign-in."""
        self._window.hit(_PER_NAME, _digest(user_name))
        self._window.hit(_PER_ADDRESS, address)


def _digest(user_name: str) -> str:
    return hashlib.blake2b(user_name.strip().lower().encode(), digest_size=8).hexdigest()

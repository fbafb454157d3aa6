"""Ids in addresses: what a URL shows of a record is one encrypted block that only its account can read.

An id inside tells when a record was made and joins it with others; outside it must say nothing (decision 13).
The key comes from the account, so an address found in a history or a log opens nothing for anyone else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class Opaque:
    """Hides ids of one account's pages. `kind` keeps a flight's address from passing as a hit's."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def _cipher(self, kind: str) -> Cipher[modes.ECB]:
        key = hashlib.blake2b(
            self._secret, digest_size=16, person=b"najava-url", salt=kind.encode()[:16]
        ).digest()
        # One block and a fresh key for every kind: ECB is a plain permutation of the 128-bit ids here.
        return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305

    def hide(self, kind: str, record: UUID) -> str:
        """Return the id as it may appear in an address: 22 letters."""
        encryptor = self._cipher(kind).encryptor()
        block = encryptor.update(record.bytes) + encryptor.finalize()
        return base64.urlsafe_b64encode(block).rstrip(b"=").decode()

    def reveal(self, kind: str, text: str) -> UUID | None:
        """Return the id an address names; None when it is not one of this account and kind."""
        try:
            block = base64.urlsafe_b64decode(f"{text}==")
        except (binascii.Error, ValueError):
            return None
        if len(block) != 16:
            return None
        decryptor = self._cipher(kind).decryptor()
        found = UUID(bytes=decryptor.update(block) + decryptor.finalize())
        return found if found.version == 7 else None

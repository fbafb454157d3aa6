"""Root keys as files of one folder: for tests, the demo and a one-machine unit. Low assurance, and says so.

Whoever can read the folder can read the store. What it does give: an epoch's file is overwritten and
unlinked when the epoch ends, so a copy of the *key store* alone, however old, opens nothing afterwards.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from retention.providers.protocol import Attestation, ProviderError

_KEY_BYTES = 64  # AES-256-SIV (RFC 5297): many wraps under one key, so nonce misuse must not matter


class FileProvider:
    """Epoch keys in `folder`, one file of mode 0400 each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _path(self, epoch: int) -> Path:
        return self._folder / f"epoch-{epoch:08d}.key"

    def _cipher(self, epoch: int) -> AESSIV:
        try:
            key = self._path(epoch).read_bytes()
        except FileNotFoundError:
            raise ProviderError(f"there is no root key of epoch {epoch}") from None
        if len(key) != _KEY_BYTES:
            raise ProviderError(f"the root key of epoch {epoch} is damaged")
        return AESSIV(key)

    def wrap(self, epoch: int, secret: bytes, context: bytes) -> bytes:
        return self._cipher(epoch).encrypt(secret, [context])

    def unwrap(self, epoch: int, wrapped: bytes, context: bytes) -> bytes:
        try:
            return self._cipher(epoch).decrypt(wrapped, [context])
        except (InvalidTag, ValueError):
            raise ProviderError("the wrapped key does not belong to this epoch and place") from None

    def create_epoch(self, epoch: int) -> None:
        """Write the key to a private name first, so that no process ever reads half of it."""
        private = self._folder / f".{secrets.token_hex(8)}.new"
        descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR)
        try:
            os.write(descriptor, secrets.token_bytes(_KEY_BYTES))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with suppress(FileExistsError):
            self._path(epoch).hardlink_to(private)
        private.unlink()
        self._sync_folder()

    def destroy_epoch(self, epoch: int) -> str:
        """Overwrite, sync, unlink, sync the folder."""
        path = self._path(epoch)
        try:
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            with path.open("r+b") as key:
                key.write(bytes(_KEY_BYTES))
                key.flush()
                os.fsync(key.fileno())
            path.unlink()
        except FileNotFoundError:
            return "absent"
        self._sync_folder()
        return "overwritten and unlinked"

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def attest(self) -> Attestation:
        epochs = sorted(int(path.stem.removeprefix("epoch-")) for path in self._folder.glob("epoch-*.key"))
        return Attestation(
            provider="file",
            epochs=tuple(epochs),
            assurance="low",
            statement="root keys are files on this machine: whoever reads them reads the store",
        )

    def health(self) -> str:
        if not os.access(self._folder, os.R_OK | os.W_OK | os.X_OK):
            return "the folder of root keys cannot be read and written"
        loose = [p.name for p in self._folder.glob("epoch-*.key") if p.stat().st_mode & 0o077]
        return f"others may read {', '.join(loose)}" if loose else ""

"""Root keys in the transit engine of HashiCorp Vault or OpenBao: one named key per epoch, on another host.

The key never leaves the server. Whoever has our key store and the server's *policy* for wrapping can unwrap;
whoever destroys an epoch needs a second token, which only the retention process is given.

Set up the server so (see its documentation): transit mounted at `mount`; audit device on; snapshots kept no
longer than one epoch. The address must be https, or a loopback address for tests.
"""

from __future__ import annotations

import base64
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from retention.providers.protocol import Attestation, ProviderError

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_GONE = 404
_KEY_KIND = "aes256-gcm96"


class TransitProvider:
    """Wraps by `encrypt`, unwraps by `decrypt`, destroys by deleting the epoch's key.

    `token` may encrypt, decrypt and create keys below `prefix`; `destroy_token` may delete them. Raises
    `ProviderError` for everything the server refuses, without repeating what was sent.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        destroy_token: str = "",
        mount: str = "transit",
        prefix: str = "najava-epoch",
        timeout: float = 5.0,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ProviderError("the address of the key server must be https")
        self._base = f"{address.rstrip('/')}/v1/{mount}"
        self._token = token
        self._destroy_token = destroy_token
        self._prefix = prefix
        self._timeout = timeout

    def _name(self, epoch: int) -> str:
        return f"{self._prefix}-{epoch:08d}"

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, token: str = ""
    ) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
            f"{self._base}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-Vault-Token": token or self._token, "Content-Type": "application/json"},
        )
        context = ssl.create_default_context() if self._base.startswith("https") else None
        try:
            with urllib.request.urlopen(request, timeout=self._timeout, context=context) as answer:  # noqa: S310
                said = answer.read()
        except urllib.error.HTTPError as fault:
            fault.close()
            raise ProviderError(f"the key server refused: {fault.code}") from None
        except (urllib.error.URLError, TimeoutError, OSError):
            raise ProviderError("the key server cannot be reached") from None
        found = json.loads(said) if said else {}
        return found if isinstance(found, dict) else {}

    def wrap(self, epoch: int, secret: bytes, context: bytes) -> bytes:
        body = {"plaintext": _text(secret), "associated_data": _text(context)}
        answer = self._ask("POST", f"encrypt/{self._name(epoch)}", body)
        return str(answer["data"]["ciphertext"]).encode()

    def unwrap(self, epoch: int, wrapped: bytes, context: bytes) -> bytes:
        body = {"ciphertext": wrapped.decode("ascii", "replace"), "associated_data": _text(context)}
        answer = self._ask("POST", f"decrypt/{self._name(epoch)}", body)
        return base64.b64decode(answer["data"]["plaintext"])

    def create_epoch(self, epoch: int) -> None:
        """Make the key: it cannot be exported, nor backed up in clear. Making it twice changes nothing."""
        body = {"type": _KEY_KIND, "exportable": False, "allow_plaintext_backup": False}
        self._ask("POST", f"keys/{self._name(epoch)}", body)

    def destroy_epoch(self, epoch: int) -> str:
        """Allow deletion of this one key, delete it, and see that it is gone."""
        name, token = self._name(epoch), self._destroy_token or self._token
        if not self._exists(name):
            return "absent"
        self._ask("POST", f"keys/{name}/config", {"deletion_allowed": True}, token=token)
        self._ask("DELETE", f"keys/{name}", token=token)
        if self._exists(name):
            raise ProviderError("the key server says it deleted the key, and still has it")
        return "deleted by the key server"

    def _exists(self, name: str) -> bool:
        try:
            self._ask("GET", f"keys/{name}")
        except ProviderError as fault:
            if str(fault).endswith(str(_GONE)):
                return False
            raise
        return True

    def attest(self) -> Attestation:
        answer = self._ask("LIST", "keys")
        names = [str(name) for name in answer["data"]["keys"]]
        epochs = sorted(
            int(name.removeprefix(f"{self._prefix}-")) for name in names if name.startswith(self._prefix)
        )
        return Attestation(
            provider="transit",
            epochs=tuple(epochs),
            assurance="high",
            statement="root keys are on another host and cannot be exported from it",
        )

    def health(self) -> str:
        try:
            self._ask("LIST", "keys")
        except ProviderError as fault:
            return str(fault)
        return ""


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

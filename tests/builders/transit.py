"""A key server of tests: the few calls of the transit engine, on a loopback port, keys in memory."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class _Keys:
    def __init__(self) -> None:
        self.keys: dict[str, AESGCM] = {}
        self.deletable: set[str] = set()
        self.lying = False
        self.tokens = {"wrap": "wrap", "destroy": "destroy"}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self, code: int, data: dict[str, Any] | None = None) -> None:
        body = json.dumps({"data": data or {}}).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _handle(self) -> None:
        held = self.server.held
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        role = self.headers.get("X-Vault-Token")
        parts = self.path.removeprefix("/v1/transit/").split("/")
        name = parts[1] if len(parts) > 1 else ""
        destroying = self.command == "DELETE" or parts[-1] == "config"
        if role not in {"wrap", "destroy"} or (destroying and role != "destroy"):
            return self._answer(403)
        if self.command == "LIST":
            return self._answer(200, {"keys": sorted(held.keys)})
        if parts[0] == "keys" and self.command == "POST" and not destroying:
            held.keys.setdefault(name, AESGCM(os.urandom(32)))
            return self._answer(204 if name in held.keys else 200)
        if name not in held.keys:
            return self._answer(404 if self.command == "GET" else 400)
        return self._act(parts[0], name, body, destroying=destroying)

    def _act(self, what: str, name: str, body: dict[str, Any], *, destroying: bool) -> None:
        held = self.server.held
        key = held.keys[name]
        context = base64.b64decode(body.get("associated_data", ""))
        if self.command == "GET":
            return self._answer(200, {"name": name})
        if destroying:
            return self._destroy(name, body)
        if what == "encrypt":
            nonce = os.urandom(12)
            sealed = nonce + key.encrypt(nonce, base64.b64decode(body["plaintext"]), context)
            return self._answer(200, {"ciphertext": "vault:v1:" + base64.b64encode(sealed).decode()})
        try:
            sealed = base64.b64decode(body["ciphertext"].removeprefix("vault:v1:"))
            plain = key.decrypt(sealed[:12], sealed[12:], context)
        except (ValueError, InvalidTag):
            return self._answer(400)
        return self._answer(200, {"plaintext": base64.b64encode(plain).decode()})

    def _destroy(self, name: str, body: dict[str, Any]) -> None:
        held = self.server.held
        if body.get("deletion_allowed"):
            held.deletable.add(name)
            return self._answer(204)
        if name not in held.deletable:
            return self._answer(400)
        if not held.lying:
            del held.keys[name]
        return self._answer(204)

    do_GET = do_POST = do_DELETE = do_LIST = _handle  # noqa: N815 - names the handler is found by

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.held = _Keys()


class KeyServer:
    """A running key server: its address, and what a test may do to it."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.server_address[1]}"

    def lie(self) -> None:
        """From now on say that a key is deleted, and keep it."""
        self._server.held.lying = True


@contextmanager
def key_server() -> Iterator[KeyServer]:
    """Run a key server for the time of a test."""
    server = _Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield KeyServer(server)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

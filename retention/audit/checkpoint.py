"""Checkpoints: what the log commits to, as signed notes that other people's tools read (C2SP, Ed25519).

    origin / size / base64 root / extension lines / empty line / — name base64(key id ‖ signature)

A witness adds a line of its own (`cosignature/v1`): it has seen this head, and it continues the one before.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from retention.refusals import Refused

_ED25519 = b"\x01"
_COSIGNATURE = b"\x04"
_DASH = "\N{EM DASH} "


class NoteRefused(Refused):
    """The note is not one: wrong form, or a signature that does not verify."""

    code = "note_refused"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name, as one line: `name+key id+base64(type ‖ key)`."""

    name: str
    public: bytes
    kind: bytes = _ED25519

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ type ‖ key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(self.kind + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """Read the line. Raises `NoteRefused`."""
        try:
            name, key_id, key = text.strip().split("+", 2)
            data = base64.b64decode(key, validate=True)
        except ValueError:
            raise NoteRefused("not a verifier key: name+id+key") from None
        made = cls(name, data[1:], data[:1])
        if made.key_id.hex() != key_id or len(made.public) != 32:
            raise NoteRefused("the verifier key does not fit its own id")
        return made


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log. `extensions` are further lines: time of the ratchet, hash of the policy."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """Return what is signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, note: str) -> Checkpoint:
        """Read a note without judging its signatures. Raises `NoteRefused`."""
        body, _, _ = note.partition("\n\n")
        try:
            origin, size, root, *extensions = body.split("\n")
            made = cls(origin, int(size), base64.b64decode(root, validate=True), tuple(extensions))
        except ValueError:
            raise NoteRefused("not a checkpoint: origin, size and root are missing") from None
        if len(made.root) != 32 or made.size < 0:
            raise NoteRefused("not a checkpoint: the root has 32 bytes")
        return made


def verifier_of(name: str, private: Ed25519PrivateKey) -> Verifier:
    """Return the public side of a log's key."""
    return Verifier(name, private.public_key().public_bytes_raw())


def witness_of(name: str, private: Ed25519PrivateKey) -> Verifier:
    """Return the public side of a witness's key."""
    return Verifier(name, private.public_key().public_bytes_raw(), _COSIGNATURE)


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> str:
    """Return the signed note of a log, signed under its origin as name."""
    text = checkpoint.text()
    key_id = verifier_of(checkpoint.origin, private).key_id
    signature = base64.b64encode(key_id + private.sign(text.encode())).decode()
    return f"{text}\n{_DASH}{checkpoint.origin} {signature}\n"


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosign(note: str, name: str, private: Ed25519PrivateKey, *, now: datetime) -> str:
    """Return the line a witness adds. That it may be added is `retention.audit.witness`'s question."""
    text = note.partition("\n\n")[0] + "\n"
    seconds = int(now.astimezone(UTC).timestamp())
    signature = private.sign(_cosigned(text, seconds))
    key_id = witness_of(name, private).key_id
    data = key_id + struct.pack(">Q", seconds) + signature
    return f"{_DASH}{name} {base64.b64encode(data).decode()}\n"


def signed_by(note: str, verifier: Verifier) -> bool:
    """Tell whether the note carries a valid signature (or co-signature) of this key."""
    text, _, lines = note.partition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        if name != verifier.name:
            continue
        try:
            data = base64.b64decode(encoded, validate=True)
            if data[:4] != verifier.key_id:
                continue
            message, signature = text.encode(), data[4:]
            if verifier.kind == _COSIGNATURE:
                message, signature = _cosigned(text, struct.unpack(">Q", data[4:12])[0]), data[12:]
            Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, message)
        except (ValueError, struct.error, InvalidSignature):
            continue
        return True
    return False

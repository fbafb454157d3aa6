"""A witness: somebody outside the unit who co-signs a checkpoint, and only one that continues the last seen.

Works from an exported folder alone, offline: the data protection officer's laptop, the national authority, a
second unit. What a witness has seen cannot be rewritten without that witness noticing.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retention.audit import verify_log
from retention.audit.checkpoint import Checkpoint, NoteRefused, Verifier, cosign, signed_by


class Witness:
    """One witness with its name, its key and its memory (a file of its own)."""

    def __init__(self, name: str, private: Ed25519PrivateKey, memory: Path) -> None:
        self._name = name
        self._private = private
        self._memory = memory

    def sign(self, folder: Path, log: Verifier, *, now: datetime) -> str:
        """Verify the folder, compare it with what was seen before, and return the co-signature line.

        Raises `NoteRefused` where the log is damaged, not signed by `log`, or does not continue what this
        witness has seen: that is a fork, and worth a telephone call.
        """
        note = (folder / "checkpoint").read_text(encoding="utf-8")
        head = Checkpoint.parse(note)
        if not signed_by(note, log):
            raise NoteRefused("the checkpoint is not signed by the log")
        notes = [verify_log.Note(note)]
        seen = self._seen()
        if seen:
            before = verify_log.Note(seen)
            if before.origin != head.origin or before.size > head.size:
                raise NoteRefused("the log is another one, or shorter than what this witness has seen")
            notes.append(before)
        try:
            verify_log.walk(folder, notes)
        except verify_log.Tampered as fault:
            raise NoteRefused(f"the log does not continue what was seen: {fault}") from None
        self._memory.write_text(json.dumps({"note": note}), encoding="utf-8")
        return cosign(note, self._name, self._private, now=now)

    def _seen(self) -> str:
        if not self._memory.exists():
            return ""
        found = json.loads(self._memory.read_text(encoding="utf-8"))
        return str(found["note"])

"""`najava bench log`: how long the auditor's one file takes over a long log, in any Python from 3.8 on."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retention.actors import Actor, Mode, Offence, Purpose, Role
from retention.acts import Act
from retention.audit import bundle, merkle, verify_log
from retention.audit.checkpoint import Checkpoint, sign, verifier_of
from retention.audit.leaf import Entry, canonical
from retention.audit.tiles import WIDTH

START = datetime(2026, 1, 1, tzinfo=UTC)


def consultations(count: int) -> Iterator[list[tuple[bytes, bytes]]]:
    """Give blocks of consultation entries as the store writes them, ten seconds apart."""
    actor = Actor("bench", "demo", "najava", "najava", Role.OFFICER, "s")
    purpose = Purpose(Offence.DRUGS, Mode.ASSESSMENT)
    entry = Entry(Act.CONSULTATION, actor, purpose, elements={4, 18}, facts={"opened": 1})
    for start in range(0, count, WIDTH):
        block = []
        for number in range(start, min(start + WIDTH, count)):
            entry.subjects = {str(UUID(int=number)): None}
            now = START + timedelta(seconds=10 * number)
            packed = canonical(entry, seq=number, now=now, ratchet=now, policy="0" * 64)
            block.append((packed, merkle.leaf_hash(packed)))
        yield block


def log(
    entries: Annotated[int, typer.Option(min=300, max=5_000_000, help="Entries in the log.")] = 100_000,
    python: Annotated[str, typer.Option(help="The Python that verifies.")] = sys.executable,
) -> None:
    """Write an export with so many entries, and verify all of it with the stand-alone verifier."""
    private = Ed25519PrivateKey.generate()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = merkle.Frontier()

        def counted() -> Iterator[list[tuple[bytes, bytes]]]:
            nonlocal tree
            for block in consultations(entries):
                for _, hashed in block:
                    tree = tree.push(hashed)
                yield block

        bundle.write_tiles(folder, counted())
        note = sign(Checkpoint("najava/bench", tree.size, tree.root), private)
        (folder / "checkpoint").write_text(note, encoding="utf-8")
        for command in ("full", "retention"):
            arguments = [command, str(folder), "--key", str(verifier_of("najava/bench", private))]
            began = time.perf_counter()
            run = subprocess.run([python, "-I", "-S", verify_log.__file__, *arguments], check=False)  # noqa: S603 - our own file
            took = time.perf_counter() - began
            typer.echo(f"{command}: {entries:,} entries in {took:.1f} s (exit code {run.returncode})")

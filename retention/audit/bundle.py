"""The log as a folder of files for an auditor: the C2SP tile layout, every checkpoint, every policy.

No bodies: they are erased at the end of the log's retention, and a copy on write-once media would defeat it.
`verify_log.py` checks the folder on a machine that has nothing else of ours.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, select

from retention.actors import Actor
from retention.acts import Act
from retention.audit import log, merkle, signing
from retention.audit.tiles import WIDTH, path_of
from retention.ending import PURPOSE
from retention.policy_history import activations
from retention.unit_of_work import Reading, Store

_LONGEST_ENTRY = 0xFFFF


def export(store: Store, actor: Actor, folder: Path) -> signing.Signed:
    """Sign the head and write all up to it into `folder`, which must be new. Returns the checkpoint."""
    folder.mkdir(parents=True)
    signed = signing.checkpoint(store, actor)
    with store.reading(actor) as reading:
        write_tiles(folder, _entries(reading.connection, signed.size))
        _write_checkpoints(reading, folder, signed.size)
        _write_policies(reading.connection, folder)
    (folder / "keys.txt").write_text(f"{signing.verifier(store)}\n", encoding="utf-8")
    shutil.copyfile(str(files("retention.audit").joinpath("verify_log.py")), folder / "verify_log.py")
    with store.writing(actor, Act.EXPORT, PURPOSE) as writing:
        writing.note(what="audit_log", size=signed.size)
    return signed


def _entries(connection: Connection, size: int) -> Iterator[list[tuple[bytes, bytes]]]:
    """Give (envelope, hash) of the leaves in blocks of a tile's width."""
    for start in range(0, size, WIDTH):
        rows = connection.execute(
            select(log.leaves.c.envelope, log.leaves.c.hash)
            .where(log.leaves.c.seq >= start, log.leaves.c.seq < min(start + WIDTH, size))
            .order_by(log.leaves.c.seq)
        ).all()
        yield [(row.envelope, row.hash) for row in rows]


def _tile(folder: Path, level: str, number: int, width: int) -> Path:
    partial = f".p/{width}" if width < WIDTH else ""
    path = folder / "tile" / level / f"{path_of(number)}{partial}"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_tiles(folder: Path, blocks: Iterable[Sequence[tuple[bytes, bytes]]]) -> None:
    """Write entries and hash tiles. `blocks` are (envelope, hash) pairs, `WIDTH` a block but for the last."""
    nodes: list[bytes] = []
    for number, block in enumerate(blocks):
        _tile(folder, "entries", number, len(block)).write_bytes(
            b"".join(_length(envelope) + envelope for envelope, _ in block)
        )
        hashes = [hashed for _, hashed in block]
        _tile(folder, "0", number, len(hashes)).write_bytes(b"".join(hashes))
        if len(hashes) == WIDTH:
            nodes.append(merkle.tree_hash(hashes))
    level = 1
    while nodes:
        above: list[bytes] = []
        for number in range(0, len(nodes), WIDTH):
            part = nodes[number : number + WIDTH]
            _tile(folder, str(level), number // WIDTH, len(part)).write_bytes(b"".join(part))
            if len(part) == WIDTH:
                above.append(merkle.tree_hash(part))
        nodes, level = above, level + 1


def _length(envelope: bytes) -> bytes:
    if len(envelope) > _LONGEST_ENTRY:
        raise ValueError("an audit entry is longer than the layout can hold")
    return len(envelope).to_bytes(2, "big")


def _write_checkpoints(reading: Reading, folder: Path, size: int) -> None:
    kept = folder / "checkpoints"
    kept.mkdir()
    for one in signing.every(reading):
        if one.size <= size:
            (kept / f"{one.size:012d}.note").write_text(one.note, encoding="utf-8")
            (folder / "checkpoint").write_text(one.note, encoding="utf-8")


def _write_policies(connection: Connection, folder: Path) -> None:
    kept = folder / "policies"
    kept.mkdir()
    for row in connection.execute(select(activations).order_by(activations.c.number)):
        document = {
            "number": row.number,
            "activated_at": row.activated_at.isoformat(),
            "hash": row.hash,
            "policy": json.loads(row.document),
            "signatures": json.loads(row.signatures),
        }
        (kept / f"{row.number:04d}.json").write_text(json.dumps(document, indent=2), encoding="utf-8")

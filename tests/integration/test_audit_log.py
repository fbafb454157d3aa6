"""The log proves itself: what a DBA, a clerk with the log's own key, or a lost disk would leave behind."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, text, update

from retention.actors import Actor
from retention.acts import Act
from retention.audit import bundle, log, merkle, signing, tiles, verify_log
from retention.audit.checkpoint import Checkpoint, NoteRefused, Verifier, cosign, signed_by, witness_of
from retention.audit.leaf import Entry
from retention.audit.merkle import leaf_hash
from retention.audit.witness import Witness
from retention.refusals import KeysRefused
from retention.unit_of_work import Store
from tests.builders.stores import ASSESS, NOON, OFFICER, RETENTION, FakeClock

DPO = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)


def busy(store: Store, entries: int = 12) -> None:
    for number in range(entries):
        with store.writing(ASSESS, Act.COMBINATION) as writing:
            writing.note(travellers=number)


def exported(store: Store, folder: Path) -> Path:
    bundle.export(store, RETENTION, folder)
    return folder


def verdict(*arguments: object) -> int:
    return verify_log.main([str(one) for one in arguments])


def by_hand(store: Store, statement: object) -> None:
    """Do what someone with SQL access could do."""
    with store.engine.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # any statement


def test_an_untouched_log_is_in_order(store: Store, tmp_path: Path) -> None:
    busy(store)
    folder = exported(store, tmp_path / "bundle")
    key = str(signing.verifier(store))
    assert verdict("full", folder, "--key", key) == verify_log.OK
    assert verdict("retention", folder) == verify_log.OK
    assert verdict("inclusion", folder, 5) == verify_log.OK
    assert verdict("checkpoint", folder / "checkpoint", "--key", key) == verify_log.OK
    assert (folder / "keys.txt").read_text().strip() == key


def test_the_verifier_runs_alone_and_speaks_json(store: Store, tmp_path: Path) -> None:
    busy(store)
    folder = exported(store, tmp_path / "bundle")
    run = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify_log.py", "--json", "full", folder],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert run.returncode == 0, run.stdout
    said = json.loads(run.stdout)
    assert said["report"]["entries"] == 13
    assert "paper" in said["remarks"][0]


def test_the_verifier_is_written_for_python_3_8_and_runs_there(store: Store, tmp_path: Path) -> None:
    ast.parse(Path(verify_log.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    old = os.environ.get("NAJAVA_TEST_PYTHON38") or shutil.which("python3.8")
    if not old or subprocess.run([old, "--version"], check=False, capture_output=True).returncode:
        pytest.skip("no Python 3.8 here; give one in NAJAVA_TEST_PYTHON38")
    folder = exported(store, tmp_path / "bundle")
    run = subprocess.run([old, "-I", "-S", folder / "verify_log.py", "full", folder], check=False)
    assert run.returncode == 0


Tamper = Callable[[Store], object]


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda _s: update(log.leaves).where(log.leaves.c.seq == 5).values(envelope=b'{"seq":5}'), "entry 5"),
        (lambda _s: delete(log.leaves).where(log.leaves.c.seq == 7), "missing"),
        (lambda _s: text("UPDATE log_leaf SET seq = CASE seq WHEN 3 THEN 1003 ELSE seq END"), ""),
        (
            lambda s: (
                update(log.leaves)
                .where(log.leaves.c.seq == 4)
                .values(envelope=changed(s, 4), hash=leaf_hash(changed(s, 4)))
            ),
            "entries 0 to",
        ),
    ],
    ids=["edit", "delete", "renumber", "edit with its hash"],
)
def test_an_entry_changed_by_sql_is_tampering_and_is_named(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], tamper: Tamper, named: str
) -> None:
    busy(store)
    by_hand(store, tamper(store))
    folder = tmp_path / "bundle"
    bundle.export(store, RETENTION, folder)
    assert verdict("full", folder) == verify_log.TAMPERED
    assert named in capsys.readouterr().out


def test_the_range_of_a_change_is_narrowed_by_earlier_checkpoints(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    busy(store, 5)
    first = signing.checkpoint(store, RETENTION)
    busy(store, 5)
    second = signing.checkpoint(store, RETENTION)
    false = changed(store, 8)
    by_hand(
        store,
        update(log.leaves).where(log.leaves.c.seq == 8).values(envelope=false, hash=leaf_hash(false)),
    )
    folder = exported(store, tmp_path / "bundle")
    assert verdict("full", folder) == verify_log.TAMPERED
    said = capsys.readouterr().out
    assert f"entries {first.size} to {second.size - 1} are not those signed" in said


def changed(store: Store, number: int) -> bytes:
    """Return an entry that reads well and is not the one that was logged."""
    with store.reading(OFFICER) as reading:
        envelope = log.envelope(reading.connection, number)
    assert envelope is not None
    return json.dumps(envelope | {"actor": "other"}, sort_keys=True, separators=(",", ":")).encode()


def test_every_byte_of_a_small_bundle_matters(store: Store, tmp_path: Path) -> None:
    busy(store, 3)
    folder = exported(store, tmp_path / "bundle")
    key = str(signing.verifier(store))
    for path in (folder / "checkpoint", *(folder / "tile").rglob("*")):
        if not path.is_file():
            continue
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert verdict("full", folder, "--key", key) in {verify_log.TAMPERED, verify_log.BAD_INPUT}
        path.write_bytes(whole)
    assert verdict("full", folder, "--key", key) == verify_log.OK


def test_a_log_rebuilt_with_its_own_key_is_refused_by_the_witness_and_found_by_the_auditor(
    store: Store, tmp_path: Path
) -> None:
    busy(store)
    first = exported(store, tmp_path / "first")
    witness = Witness("dpo", DPO, tmp_path / "memory.json")
    key = signing.verifier(store)
    line = witness.sign(first, key, now=NOON)
    size = Checkpoint.parse((first / "checkpoint").read_text()).size
    signing.take_in(store, RETENTION, line, witness_of("dpo", DPO), size)
    honest = exported(store, tmp_path / "honest")
    assert verdict("full", honest, "--key", key, "--witness", witness_of("dpo", DPO)) == verify_log.OK
    rebuild(store, forget=4)
    forged = exported(store, tmp_path / "forged")
    with pytest.raises(NoteRefused, match=r"does not continue|shorter"):
        witness.sign(forged, key, now=NOON)
    assert verdict("consistency", first / "checkpoint", forged, "--key", key) == verify_log.TAMPERED


def rebuild(store: Store, *, forget: int) -> None:
    """Write the log anew without one entry, as who has database and key could."""
    with store.engine.begin() as connection:
        rows = connection.execute(log.leaves.select().order_by(log.leaves.c.seq)).all()
        connection.execute(delete(log.leaves))
        connection.execute(delete(tiles.tiles))
        connection.execute(delete(signing.checkpoints))
        tree = merkle.Frontier()
        for row in [row for row in rows if row.seq != forget]:
            envelope = json.loads(row.envelope) | {"seq": tree.size}
            packed = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()
            values = row._asdict() | {"seq": tree.size, "envelope": packed, "hash": leaf_hash(packed)}
            connection.execute(log.leaves.insert().values(values))
            tree = tree.push(leaf_hash(packed))
        connection.execute(update(log.heads).values(size=tree.size, frontier=tree.pack()))


def test_a_witness_signs_what_continues_and_its_line_verifies(store: Store, tmp_path: Path) -> None:
    busy(store)
    witness, key = Witness("dpo", DPO, tmp_path / "memory.json"), signing.verifier(store)
    one = exported(store, tmp_path / "one")
    witness.sign(one, key, now=NOON)
    busy(store)
    two = exported(store, tmp_path / "two")
    line = witness.sign(two, key, now=NOON)
    note = (two / "checkpoint").read_text()
    assert signed_by(note + line, witness_of("dpo", DPO))
    assert not signed_by(note, witness_of("dpo", DPO))
    with pytest.raises(NoteRefused):
        witness.sign(one, key, now=NOON)
    stranger = Verifier("dpo", b"\1" * 32)
    with pytest.raises(NoteRefused, match="not signed"):
        witness.sign(two, stranger, now=NOON)


def test_a_line_of_another_checkpoint_or_another_witness_is_not_taken_in(store: Store) -> None:
    signed = signing.checkpoint(store, RETENTION)
    other = signing.checkpoint(store, RETENTION)
    line = cosign(other.note, "dpo", DPO, now=NOON)
    with pytest.raises(NoteRefused):
        signing.take_in(store, RETENTION, line, witness_of("dpo", DPO), signed.size)
    with pytest.raises(NoteRefused):
        signing.take_in(store, RETENTION, line, witness_of("dpo", DPO), 999)


def test_data_behind_the_last_signed_head_were_rolled_back_and_serve_nothing(
    store: Store, clock: FakeClock
) -> None:
    busy(store)
    signing.checkpoint(store, RETENTION)
    rebuild(store, forget=2)
    with store.engine.begin() as connection:
        connection.execute(delete(log.leaves).where(log.leaves.c.seq > 3))
        kept = log.hashes(connection, 0, 4)
        tree = merkle.Frontier()
        for one in kept:
            tree = tree.push(one)
        connection.execute(update(log.heads).values(size=4, frontier=tree.pack()))
    with pytest.raises(KeysRefused, match="behind"):
        Store(store.engine, store.keys, store.policy, clock)


def test_a_rewritten_head_of_the_same_length_is_noticed_at_start(store: Store, clock: FakeClock) -> None:
    busy(store)
    signing.checkpoint(store, RETENTION)
    busy(store)
    rebuild(store, forget=2)
    with pytest.raises(KeysRefused, match="another history"):
        Store(store.engine, store.keys, store.policy, clock)


def test_proofs_over_kept_blocks_are_those_over_leaves(store: Store) -> None:
    with store.engine.begin() as connection:
        actor = Actor("a", "demo", "", "", OFFICER.role)
        for _ in range(600):
            log.append(connection, Entry(Act.LOGIN, actor), now=NOON, ratchet=NOON, policy="x")
    with store.reading(OFFICER) as reading:
        size = 601
        leaves = log.hashes(reading.connection, 0, size)
        subtree = log.subtree(reading.connection)
        assert log.root_at(reading.connection, size) == merkle.tree_hash(leaves)
        for index in (0, 255, 256, 511, 512, 600):
            path = merkle.inclusion(index, size, subtree)
            assert merkle.included(leaves[index], index, size, path, merkle.tree_hash(leaves))
        for old in (1, 255, 256, 257, 512, 600):
            proof = merkle.consistency(old, size, subtree)
            older = merkle.tree_hash(leaves[:old])
            assert merkle.consistent(old, older, size, merkle.tree_hash(leaves), proof)


def test_a_checkpoint_is_due_every_hour(store: Store, clock: FakeClock) -> None:
    assert signing.due(store, RETENTION)
    signing.checkpoint(store, RETENTION)
    assert not signing.due(store, RETENTION)
    clock.advance(timedelta(hours=1))
    assert signing.due(store, RETENTION)

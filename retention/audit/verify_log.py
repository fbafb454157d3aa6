#!/usr/bin/env python3
"""Verify an exported audit log with nothing but Python 3.8 or later. One file, no other package, no network.

    python3 verify_log.py full FOLDER --key "name+id+key"       every entry, tile, checkpoint
    python3 verify_log.py checkpoint NOTE --key KEY             the signature of one note
    python3 verify_log.py consistency OLD_NOTE FOLDER           the log continues an older note of yours
    python3 verify_log.py inclusion FOLDER INDEX                one entry, with its proof
    python3 verify_log.py retention FOLDER                      was everything ended when it had to be

Exit codes: 0 in order; 1 a finding; 2 tampering; 3 bad input. `--json` gives one JSON document.
Get KEY from the unit once, on paper, not from the folder: a forger could write both.

Modelled on RFC 6962 (tree), RFC 8032 (Ed25519), C2SP signed notes, checkpoints and tiles.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import struct
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List, NoReturn, Optional, Tuple

OK, FINDING, TAMPERED, BAD_INPUT = 0, 1, 2, 3
WIDTH = 256
GRACE = timedelta(hours=48)  # a purge may run late; the read path hides on time

Point = Tuple[int, int, int, int]
Verifier = Tuple[str, bytes, bytes]  # name, kind, key
Envelope = Dict[str, Any]
Finding = Tuple[int, str]
Place = Tuple[Any, Any, Any]  # tenant, regime, bucket
Answer = Tuple[int, Dict[str, Any], List[str]]


class Tampered(Exception):  # noqa: N818 - what happened, not what went wrong here
    """The log is not what was signed."""


class BadInput(Exception):  # noqa: N818 - as above
    """What was handed in is no log, checkpoint or key."""


P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(a: Point, b: Point) -> Point:
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(scalar: int, point: Point) -> Point:
    made: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            made = _add(made, point)
        point = _add(point, point)
        scalar >>= 1
    return made


def _point(data: bytes) -> Optional[Point]:
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or y >= P or (x == 0 and sign):
        return None
    x = P - x if (x & 1) != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether `signature` (64 bytes) of `message` is by the key `public` (32 bytes)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, first = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or first is None or BASE is None or scalar >= L:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    a, b = _times(scalar, BASE), _add(first, _times(int.from_bytes(hashed, "little") % L, key))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the perfect subtrees of a growing tree."""

    def __init__(self) -> None:
        self.size = 0
        self.nodes: list[bytes] = []

    def push(self, leaf: bytes) -> None:
        self.nodes.append(leaf)
        size = self.size
        while size & 1:
            right = self.nodes.pop()
            self.nodes.append(node_hash(self.nodes.pop(), right))
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        made = self.nodes[-1] if self.nodes else hashlib.sha256(b"").digest()
        for node in reversed(self.nodes[:-1]):
            made = node_hash(node, made)
        return made


def tree_root(leaves: list[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier.push(leaf)
    return frontier.root()


def audit_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """Return the inclusion proof of one leaf, from the leaf upwards."""
    path: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if index < middle:
            path.append(tree_root(leaves[middle:end]))
            end = middle
        else:
            path.append(tree_root(leaves[start:middle]))
            start = middle
    return path[::-1]


class Note:
    """A signed note: origin, size and root of a log, and its signature lines."""

    def __init__(self, text: str) -> None:
        body, found, lines = text.partition("\n\n")
        fields = body.split("\n")
        try:
            self.origin, self.size = fields[0], int(fields[1])
            self.root = base64.b64decode(fields[2], validate=True)
        except (IndexError, ValueError):
            raise BadInput("not a checkpoint: origin, size and root are missing") from None
        if not found or len(self.root) != 32:
            raise BadInput("not a checkpoint: no signature, or a root that is not 32 bytes")
        self.extensions = fields[3:]
        self.body = body + "\n"
        self.lines = [line for line in lines.splitlines() if line.startswith("\u2014 ")]

    def signed_by(self, verifier: Verifier) -> bool:
        """Tell whether a line is a valid signature or co-signature of `verifier` (name, kind, key)."""
        name, kind, public = verifier
        key_id = hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]
        for line in self.lines:
            who, _, encoded = line[2:].rpartition(" ")
            try:
                data = base64.b64decode(encoded, validate=True)
            except ValueError:
                continue
            if who != name or data[:4] != key_id:
                continue
            message, signature = self.body.encode(), data[4:]
            if kind == b"\4" and len(data) == 76:
                seconds = struct.unpack(">Q", data[4:12])[0]
                message = f"cosignature/v1\ntime {seconds}\n{self.body}".encode()
                signature = data[12:]
            if ed25519_verified(public, message, signature):
                return True
        return False


def read_verifier(text: str) -> Verifier:
    try:
        name, _, encoded = text.strip().split("+", 2)
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise BadInput("not a key: name+id+key") from None
    return name, data[:1], data[1:]


def read_note(path: Path) -> Note:
    try:
        return Note(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"cannot read the note {path}") from None


def tile_path(number: int) -> str:
    parts = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        parts.append(f"x{number % 1000:03d}")
    return "/".join(reversed(parts))


def read_tile(folder: Path, level: str, number: int, width: int) -> bytes:
    name = tile_path(number) + ("" if width == WIDTH else f".p/{width}")
    try:
        return (folder / "tile" / level / name).read_bytes()
    except OSError:
        raise Tampered(f"tile {level}/{name} is missing: entries from {number * WIDTH} on") from None


def entries(folder: Path, size: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Give (index, entry bytes, hash in the tile) for each entry."""
    for number in range((size + WIDTH - 1) // WIDTH):
        width = min(WIDTH, size - number * WIDTH)
        data = read_tile(folder, "entries", number, width)
        hashes = read_tile(folder, "0", number, width)
        at = 0
        for index in range(number * WIDTH, number * WIDTH + width):
            if at + 2 > len(data):
                raise Tampered(f"entry {index} is missing")
            length = int.from_bytes(data[at : at + 2], "big")
            entry = data[at + 2 : at + 2 + length]
            at += 2 + length
            place = 32 * (index % WIDTH)
            yield index, entry, hashes[place : place + 32]
        if at != len(data):
            raise Tampered(f"entry {number * WIDTH + width - 1} is followed by what was never signed")


def parse(index: int, entry: bytes) -> Envelope:
    try:
        envelope = json.loads(entry.decode("utf-8"))
    except ValueError:
        raise Tampered(f"entry {index} is not JSON") from None
    if not isinstance(envelope, dict) or envelope.get("seq") != index:
        raise Tampered(f"entry {index} does not carry its own number")
    plain = json.dumps(envelope, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if plain.encode("utf-8") != entry:
        raise Tampered(f"entry {index} is not in canonical form")
    return envelope


def key_of(given: argparse.Namespace) -> tuple[Verifier, list[str]]:
    if given.key:
        return read_verifier(given.key), []
    try:
        found = read_verifier((given.folder / "keys.txt").read_text(encoding="utf-8"))
    except OSError:
        raise BadInput("give the key of the log with --key") from None
    return found, ["the key came from the folder itself: compare it with the one you were given on paper"]


def do_checkpoint(given: argparse.Namespace) -> Answer:
    note = read_note(given.note)
    if not given.key:
        raise BadInput("give the key of the log with --key")
    if not note.signed_by(read_verifier(given.key)):
        raise Tampered("the note is not signed by that key")
    return OK, {"origin": note.origin, "size": note.size, "root": note.root.hex()}, []


def walk(folder: Path, notes: list[Note]) -> tuple[list[Envelope], list[bytes]]:
    """Recompute the tree, check it against tiles and notes. Returns envelopes and leaf hashes."""
    size = max(note.size for note in notes)
    wanted: dict[int, list[Note]] = {}
    for note in notes:
        wanted.setdefault(note.size, []).append(note)
    frontier, good, last_ts = Frontier(), 0, ""
    envelopes: list[Envelope] = []
    leaves: list[bytes] = []
    _heads(wanted, frontier, good)
    for index, entry, kept in entries(folder, size):
        if hashlib.sha256(b"\0" + entry).digest() != kept:
            raise Tampered(f"entry {index} is not the one that was logged")
        envelope = parse(index, entry)
        if envelope.get("ratchet_ts", "") < last_ts:
            raise Tampered(f"entry {index} turns the clock of the log back")
        last_ts = envelope.get("ratchet_ts", "")
        envelopes.append(envelope)
        leaves.append(kept)
        frontier.push(kept)
        good = _heads(wanted, frontier, good)
    _check_upper_tiles(folder, size)
    return envelopes, leaves


def _heads(wanted: dict[int, list[Note]], frontier: Frontier, good: int) -> int:
    for note in wanted.get(frontier.size, ()):
        if note.root != frontier.root():
            raise Tampered(f"entries {good} to {note.size - 1} are not those signed at size {note.size}")
        good = frontier.size
    return good


def _check_upper_tiles(folder: Path, size: int) -> None:
    level, count = 0, size
    while count >= WIDTH:
        above = count // WIDTH
        for number in range(above):
            data = read_tile(folder, str(level), number, WIDTH)
            made = tree_root([data[i : i + 32] for i in range(0, 32 * WIDTH, 32)])
            width = min(WIDTH, above - number // WIDTH * WIDTH)
            upper = read_tile(folder, str(level + 1), number // WIDTH, width)
            place = 32 * (number % WIDTH)
            if upper[place : place + 32] != made:
                raise Tampered(f"tile {level}/{number} does not fit the tile above it")
        level, count = level + 1, above


def do_full(given: argparse.Namespace) -> Answer:
    verifier, remarks = key_of(given)
    older = sorted((given.folder / "checkpoints").glob("*.note"))
    notes = [read_note(path) for path in (given.folder / "checkpoint", *older)]
    for note in notes:
        if not note.signed_by(verifier):
            raise Tampered(f"the checkpoint of size {note.size} is not signed by the log")
    envelopes, _ = walk(given.folder, notes)
    code = OK
    for witness in map(read_verifier, given.witness):
        seen = max((note.size for note in notes if note.signed_by(witness)), default=-1)
        remarks.append(f"witness {witness[0]} co-signed " + (f"size {seen}" if seen >= 0 else "nothing here"))
        code = FINDING if seen < 0 else code
    return code, {"entries": len(envelopes), "checkpoints": len(notes), "root": notes[0].root.hex()}, remarks


def do_consistency(given: argparse.Namespace) -> Answer:
    old, new = read_note(given.note), read_note(given.folder / "checkpoint")
    if given.key:
        verifier = read_verifier(given.key)
        if not (old.signed_by(verifier) and new.signed_by(verifier)):
            raise Tampered("one of the notes is not signed by that key")
    if old.origin != new.origin:
        raise Tampered("the notes are of different logs")
    if old.size > new.size:
        raise Tampered(f"the log is shorter than when you saw it: {old.size - new.size} entries are gone")
    walk(given.folder, [old, new])
    return OK, {"old": old.size, "new": new.size}, []


def do_inclusion(given: argparse.Namespace) -> Answer:
    note = read_note(given.folder / "checkpoint")
    if not 0 <= given.index < note.size:
        raise BadInput(f"there is no entry {given.index}: the log has {note.size}")
    envelopes, leaves = walk(given.folder, [note])
    proof = [node.hex() for node in audit_path(given.index, leaves)]
    return OK, {"entry": envelopes[given.index], "proof": proof, "root": note.root.hex()}, []


def do_retention(given: argparse.Namespace) -> Answer:
    notes = [read_note(given.folder / "checkpoint")]
    envelopes, _ = walk(given.folder, notes)
    findings = judge(envelopes)
    return (FINDING if findings else OK), {"entries": len(envelopes), "findings": findings}, []


def moment(text: object) -> Optional[datetime]:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)", str(text or ""))
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)


def judge(envelopes: list[Envelope]) -> list[dict[str, Any]]:
    """Return findings as {seq, what}: what was not ended in time, not approved, reviewed or explained."""
    now = moment(envelopes[-1]["ratchet_ts"]) if envelopes else None
    found = [*_buckets(envelopes, now), *_approvals(envelopes, now), *_changes(envelopes)]
    return [{"seq": seq, "what": what} for seq, what in sorted(found)]


def _late(since: Optional[datetime], now: Optional[datetime], grace: timedelta) -> bool:
    return since is not None and now is not None and since + grace < now


def _buckets(envelopes: list[Envelope], now: Optional[datetime]) -> Iterator[Finding]:
    born: dict[Place, tuple[int, Optional[datetime]]] = {}
    intents: dict[Place, tuple[int, Optional[datetime]]] = {}
    done: set[Place] = set()
    for envelope in envelopes:
        kind, seq, facts = envelope["type"], envelope["seq"], envelope.get("facts", {})
        place = envelope.get("tenant"), facts.get("regime"), facts.get("bucket")
        if kind == "key.create" and place[2]:
            born[place] = (seq, moment(facts.get("ends")))
        elif kind == "erase.intent":
            if place in intents:
                yield seq, "a second intent to erase the same bucket"
            intents[place] = (seq, moment(envelope["ts"]))
        elif kind == "erase.done":
            if place in done:
                yield seq, "the same bucket was erased twice"
            if place not in intents:
                yield seq, "a bucket was erased without an intent before it"
            if facts.get("verified") is not True:
                yield seq, "an erasure without proof that the keys are gone"
            done.add(place)
        elif kind == "collection" and place in done:
            yield seq, "data were collected into an erased bucket"
    for place, (seq, since) in intents.items():
        if place not in done and _late(since, now, GRACE):
            yield seq, "an erasure was begun and never finished"
    for place, (seq, ends) in born.items():
        if place not in done and _late(ends, now, GRACE):
            yield seq, "a bucket is past its term and was not erased"


def _approvals(envelopes: list[Envelope], now: Optional[datetime]) -> Iterator[Finding]:
    approved: set[int] = set()
    waiting: dict[int, Optional[datetime]] = {}
    for envelope in envelopes:
        kind, seq, facts = envelope["type"], envelope["seq"], envelope.get("facts", {})
        if kind == "unmask.approve":
            approved.add(seq)
            waiting[seq] = moment(facts.get("review_due"))
        elif kind in ("unmask.grant", "unmask.use") and facts.get("approval") not in approved:
            yield seq, "masked data were opened without an approval"
        elif kind == "unmask.expire" and facts.get("review") == "done":
            waiting.pop(facts.get("approval"), None)
    for seq, due in waiting.items():
        if _late(due, now, timedelta()):
            yield seq, "the review by the data protection officer is overdue"


def _changes(envelopes: list[Envelope]) -> Iterator[Finding]:
    jump: Optional[int] = None
    for envelope in envelopes:
        kind, seq = envelope["type"], envelope["seq"]
        if kind == "policy.change" and envelope.get("facts", {}).get("lengthens"):
            yield seq, "a policy was changed so that data live longer"
        elif kind == "clock.jump":
            jump = seq if jump is None else jump
        elif kind == "clock.confirm":
            jump = None
    if jump is not None:
        yield jump, "the clock jumped and nobody confirmed the time"


COMMANDS = {
    "full": (do_full, ("folder",)),
    "checkpoint": (do_checkpoint, ("note",)),
    "consistency": (do_consistency, ("note", "folder")),
    "inclusion": (do_inclusion, ("folder", "index")),
    "retention": (do_retention, ("folder",)),
}


class Parser(argparse.ArgumentParser):
    """Reads the command line; a wrong one exits as bad input."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{message}\n")  # argparse's own 2 would mean tampering here


def main(arguments: Optional[list[str]] = None) -> int:
    parser = Parser(description="Verify an exported audit log.")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, takes) in COMMANDS.items():
        command = commands.add_parser(name)
        for one in takes:
            command.add_argument(one, type=int if one == "index" else Path)
        command.add_argument("--key", default="", help="the log's key: name+id+key")
        command.add_argument("--witness", action="append", default=[], help="a witness's key; repeat")
    given = parser.parse_args(arguments)
    try:
        code, report, remarks = COMMANDS[given.command][0](given)
    except Tampered as fault:
        code, report, remarks = TAMPERED, {"tampering": str(fault)}, []
    except BadInput as fault:
        code, report, remarks = BAD_INPUT, {"bad_input": str(fault)}, []
    tell(given, code, report, remarks)
    return code


def tell(given: argparse.Namespace, code: int, report: dict[str, Any], remarks: list[str]) -> None:
    if given.json:
        print(json.dumps({"code": code, "report": report, "remarks": remarks}, sort_keys=True))
        return
    print(["in order", "findings", "TAMPERED", "bad input"][code])
    for one in report.pop("findings", ()):
        print(f"  entry {one['seq']}: {one['what']}")
    for name, value in report.items():
        print(f"  {name}: {value if isinstance(value, (str, int)) else json.dumps(value)}")
    for remark in remarks:
        print(f"  note: {remark}")


if __name__ == "__main__":
    sys.exit(main())

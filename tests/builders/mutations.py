"""Damages messages the way links, printers and programs do: seeded, structure-aware, with what was touched.

Used by the property test in small doses and by `scripts/fuzz-reading` in large ones.
"""

from __future__ import annotations

import random
from typing import NamedTuple

SERVICE = b"'+:?*-#\"~\\\r\n\x00 "
TAGS = (
    b"TIF TVL SSR IFT TKT MON FOP DAT ORG RCI EQN MSG ABI SAC LTS TBD TRI SSD SRC UNT UNZ UNH "
    b"UNB UNA NAD DOC RFF DTM LOC CNT BGM TDT ATT MEA FTX XYZ"
).split()


class Mutant(NamedTuple):
    """A damaged message: which kind of damage, and the half-open span of the original it touched."""

    kind: str
    data: bytes
    start: int
    end: int


def one_byte(raw: bytes, rng: random.Random) -> Mutant:
    """Change, insert or delete one byte."""
    at = rng.randrange(len(raw))
    how = rng.randrange(4)
    byte = bytes((rng.choice(SERVICE),)) if rng.random() < 0.5 else bytes((rng.randrange(256),))
    if how == 0:
        return Mutant("insert", raw[:at] + byte + raw[at:], at, at)
    if how == 1:
        return Mutant("delete", raw[:at] + raw[at + 1 :], at, at + 1)
    if how == 2:
        return Mutant(
            "flip", raw[:at] + bytes((raw[at] ^ (1 << rng.randrange(8)),)) + raw[at + 1 :], at, at + 1
        )
    return Mutant("change", raw[:at] + byte + raw[at + 1 :], at, at + 1)


def structural(raw: bytes, rng: random.Random) -> Mutant:
    """Cut, repeat, swap, drop or retag segments; truncate; exchange separators; splice in another piece."""
    how = rng.randrange(9)
    ends = [at for at, byte in enumerate(raw) if byte == 0x27]
    if len(ends) < 4:
        return one_byte(raw, rng)
    first = rng.randrange(len(ends) - 2)
    start, stop = ends[first] + 1, ends[min(len(ends) - 1, first + rng.randrange(1, 6))] + 1
    piece = raw[start:stop]
    if how == 0:
        return Mutant("drop segments", raw[:start] + raw[stop:], start, stop)
    if how == 1:
        return Mutant("repeat segments", raw[:stop] + piece * rng.randrange(1, 4) + raw[stop:], stop, stop)
    if how == 2:
        middle = ends[first + 1] + 1
        swapped = raw[middle:stop] + raw[start:middle] if middle < stop else piece
        return Mutant("swap segments", raw[:start] + swapped + raw[stop:], start, stop)
    if how == 3:
        at = rng.randrange(len(raw))
        return Mutant("truncate", raw[:at], at, len(raw))
    if how == 4:
        other = rng.choice(SERVICE)
        changed = piece.replace(bytes((rng.choice(b"'+:?"),)), bytes((other,)))
        return Mutant("exchange separators", raw[:start] + changed + raw[stop:], start, stop)
    if how == 5:
        lead = len(piece) - len(piece.lstrip(b"\r\n "))
        tag = rng.choice(TAGS)
        return Mutant("retag", raw[: start + lead] + tag + raw[start + lead + 3 :], start, stop)
    if how == 6:
        at, length = rng.randrange(len(raw)), rng.randrange(1, 200)
        there = rng.randrange(len(raw))
        return Mutant("splice", raw[:there] + raw[at : at + length] + raw[there:], there, there)
    if how == 7:
        at = rng.randrange(len(raw))
        noise = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 40)))
        return Mutant("noise", raw[:at] + noise + raw[at:], at, at)
    width = rng.randrange(1, 90)
    wrapped = b"\r\n".join(raw[at : at + width] for at in range(0, len(raw), width))
    return Mutant("wrap", wrapped, 0, len(raw))


def mutant(raw: bytes, rng: random.Random) -> Mutant:
    """Return one damaged copy: half of them by a byte, half in structure, some twice over."""
    found = one_byte(raw, rng) if rng.random() < 0.5 else structural(raw, rng)
    if rng.random() < 0.2 and found.data:
        again = one_byte(found.data, rng) if rng.random() < 0.5 else structural(found.data, rng)
        return Mutant(f"{found.kind}, {again.kind}", again.data, 0, len(raw))
    return found

"""Writing a world to a folder: messages by day, schedule and lists to load, and the truth beside them.

Everything is streamed; what is held in memory is what `pnr.synthetic.world` holds.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec
import zstandard

from pnr.synthetic.message_faults import Damage
from pnr.synthetic.moments import iso
from pnr.synthetic.pushes import Push
from pnr.synthetic.schedule import Leg
from pnr.synthetic.truth import rows
from pnr.synthetic.world import Parameters, Traffic, World, in_order

S = TypeVar("S", bound=msgspec.Struct)

TRUTH, MESSAGES = "travellers.jsonl.zst", "messages.jsonl.zst"
_VERSION = 1
_COLUMNS = ("carrier", "number", "origin", "destination", "departure", "arrival", "expected")


class Described(msgspec.Struct, frozen=True):
    """`world.json`: what made the world, and how much it holds."""

    version: int
    parameters: Parameters
    flights: int
    travellers: int
    messages: int
    size: int


class SentRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message of a world: where it lies, about which flight, when it is sent, what was done to it."""

    name: str
    at: str
    flight: str
    kind: str
    damage: tuple[str, ...] = ()


class Progress(msgspec.Struct):
    """How far the writing is."""

    flights: int = 0
    travellers: int = 0
    messages: int = 0
    size: int = 0


class _Lines:
    """A compressed file of JSON lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = zstandard.ZstdCompressor(level=6).stream_writer(file)

    def add(self, row: msgspec.Struct) -> None:
        self._file.write(msgspec.json.encode(row) + b"\n")

    def close(self) -> None:
        self._file.flush(zstandard.FLUSH_FRAME)


def write(parameters: Parameters, folder: Path, *, told: Callable[[Progress], None]) -> Described:
    """Write the world to `folder`, which must be empty or absent. Raises `FileExistsError` otherwise."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    world = World(parameters)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    (folder / "lists").mkdir(exist_ok=True)
    for one in world.lists:
        (folder / "lists" / f"{one.id}.csv").write_bytes(one.data)
    done = Progress()
    with (
        (folder / "truth" / TRUTH).open("wb") as truth_file,
        (folder / "truth" / MESSAGES).open("wb") as message_file,
        (folder / "schedule.csv").open("w", newline="", encoding="utf-8") as schedule_file,
    ):
        truth, messages = _Lines(truth_file), _Lines(message_file)
        schedule_file.write(_line(_COLUMNS))

        def noted(traffic: Iterator[Traffic]) -> Iterator[Traffic]:
            for one in traffic:
                expected = 0
                for row in rows(one.leg, one.trips):
                    truth.add(row)
                    expected += not row.cancelled
                schedule_file.write(_line(_scheduled(one.leg, expected)))
                done.flights += 1
                done.travellers += expected
                told(done)
                yield one

        for push, damage in in_order(noted(world.traffic())):
            _message(folder, push, damage, messages)
            done.messages += 1
            done.size += len(push.data)
        truth.close()
        messages.close()
    described = Described(_VERSION, parameters, done.flights, done.travellers, done.messages, done.size)
    (folder / "truth" / "world.json").write_bytes(msgspec.json.format(msgspec.json.encode(described)))
    return described


def _message(folder: Path, push: Push, damage: tuple[Damage, ...], messages: _Lines) -> None:
    day = folder / "messages" / push.at.date().isoformat()
    day.mkdir(parents=True, exist_ok=True)
    (day / push.name).write_bytes(push.data)
    name = f"{push.at.date().isoformat()}/{push.name}"
    at = push.at.strftime("%Y-%m-%dT%H:%M")
    messages.add(SentRow(name, at, push.flight, push.kind.value, tuple(one.value for one in damage)))


def _scheduled(leg: Leg, expected: int) -> tuple[str, ...]:
    return (
        leg.carrier,
        leg.number,
        leg.origin,
        leg.destination,
        iso(leg.local_departure),
        iso(leg.local_arrival),
        str(expected),
    )


def _line(values: tuple[str, ...]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()


def lines(path: Path, kind: type[S]) -> Iterator[S]:
    """Read a compressed file of JSON lines back, one row at a time."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as plain:
        rest = b""
        while chunk := plain.read(1 << 18):
            *whole, rest = (rest + chunk).split(b"\n")
            for one in whole:
                yield decoder.decode(one)


def described(folder: Path) -> Described:
    """Read what a folder's world is made of."""
    return msgspec.json.decode((folder / "truth" / "world.json").read_bytes(), type=Described)

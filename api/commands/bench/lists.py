"""`najava bench lists`: how long reading and packing a large list takes, and the most memory it needs.

An invented FollowTheMoney list is written to a temporary file and read in a process of its own, so that the
peak memory is that of the reading and nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from watchlists.formats.source import source
from watchlists.packing import unpack
from watchlists.preparation import prepare

_SYLLABLES = (
    "ba be bo da do el fa ga go ha ja ka ko la lo ma mi na no or pe ra ri sa so ta ti va vo za".split()
)


def lists(
    lines: Annotated[int, typer.Option(help="Entities in the invented list.")] = 200_000,
    path: Annotated[Path | None, typer.Option(help="A list to read instead: a file or folder.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same list.")] = 7,
) -> None:
    """Measure reading and packing a large list: seconds, entries a second, peak memory, packed size."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        given = path or Path(folder) / "entities.json"
        if path is None:
            with given.open("wb") as file:
                file.writelines(_invented(lines, seed))
        size = sum(one.size() for one in source(given).files)
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_measure, args=(theirs, given))
        process.start()
        theirs.close()
        found: dict[str, float] = ours.recv()
        process.join()
    table = Table("", "value", title="Reading and packing one list")
    table.add_row("input", f"{size / 1e6:,.1f} MB")
    table.add_row("records", f"{found['records']:,.0f}")
    table.add_row("entries kept", f"{found['entries']:,.0f}")
    table.add_row("seconds", f"{found['seconds']:.1f}")
    table.add_row("entries a second", f"{found['entries'] / found['seconds']:,.0f}")
    table.add_row("memory before reading", f"{found['before'] / 1e3:,.0f} MB")
    table.add_row("peak memory", f"{found['peak'] / 1e3:,.0f} MB")
    table.add_row("packed", f"{found['packed'] / 1e6:,.1f} MB in {found['parts']:,.0f} parts")
    table.add_row("unpacking all", f"{found['unpacking']:.1f} s")
    console.print(table)


def _measure(pipe: Connection, given: Path) -> None:
    """Read the list and send the figures; memory in kilobytes as the kernel counts it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    prepared = prepare(given)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    entries = sum(len(unpack(part.blob)) for part in prepared.parts)
    pipe.send(
        {
            "records": prepared.records,
            "entries": entries,
            "seconds": seconds,
            "before": before,
            "peak": peak,
            "packed": prepared.size,
            "parts": len(prepared.parts),
            "unpacking": time.perf_counter() - start,
        }
    )
    pipe.close()


def _invented(lines: int, seed: int) -> Iterator[bytes]:
    """Yield nested entities with invented names, births, passports and sanctions."""
    chance = random.Random(seed)  # noqa: S311 - an invented list, repeatable

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()

    for number in range(lines):
        given, surname = word(), word()
        properties: dict[str, object] = {
            "name": [f"{given} {surname}", f"{surname} {given}"],
            "alias": [f"{given} {word()}" for _ in range(chance.randint(0, 3))],
            "firstName": [given],
            "lastName": [surname],
            "birthDate": [
                f"{chance.randint(1940, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            ],
            "nationality": [chance.choice(("al", "rs", "me", "mk", "ba", "xk"))],
            "topics": ["wanted"],
            "notes": [" ".join(word() for _ in range(12))],
            "identification": [
                {
                    "id": f"p-{number}",
                    "schema": "Passport",
                    "properties": {"number": [f"ZZ{number:07}"], "country": ["al"]},
                }
            ],
            "sanctions": [
                {
                    "id": f"s-{number}",
                    "schema": "Sanction",
                    "properties": {"authority": ["Varnian police"], "listingDate": ["2026-05-01"]},
                }
            ],
        }
        record = {
            "id": f"zz-{number}",
            "caption": f"{given} {surname}",
            "schema": "Person",
            "target": True,
            "properties": properties,
        }
        yield json.dumps(record).encode() + b"\n"

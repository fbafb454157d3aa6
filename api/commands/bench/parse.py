"""`najava bench parse`: how fast messages are read, against a public EDIFACT library and against skipping.

CPU time of one core, rounds interleaved, medians: ratios inside one table hold on a busy machine. Every
reader gets the same bytes: final pushes of the fictional world, with check-in, and passenger lists.
"""

from __future__ import annotations

import gc
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from pnr.reading import read
from pnr.synthetic.day import day
from pnr.wire.interchange import interchanges
from pnr.wire.slices import changed, slices

_NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


class Case(NamedTuple):
    """One way through the bytes: its name, what it does with one message, how many of them a round takes."""

    name: str
    work: Callable[[bytes], object]
    corpus: Sequence[bytes]


def parse(
    messages: Annotated[int, typer.Option(min=2, max=200)] = 10,
    rounds: Annotated[int, typer.Option(min=3, max=50)] = 7,
) -> None:
    """Measure reading: typed records, unchanged bookings skipped, and the peer's untyped segments."""
    pushes, lists = _corpus(messages)
    cases = _cases(pushes, lists)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    spent: dict[str, list[float]] = {case.name: [] for case in cases}
    for number in range(rounds + 1):
        for case in cases:
            begun = time.process_time()
            for data in case.corpus:
                case.work(data)
            if number:  # the first round warms up
                spent[case.name].append((time.process_time() - begun) / sum(map(len, case.corpus)))
    people = sum(len(one.travellers) for data in pushes for one in read(data).messages[0].bookings)
    segments = sum(data.count(b"'") for data in pushes)
    size = sum(map(len, pushes))
    rates = {name: 1e-6 / statistics.median(values) for name, values in spent.items()}
    peer = rates.get("pydifact, untyped segments", 0.0)
    typed = rates["PNRGOV, typed records"]
    title = (
        f"{len(pushes)} pushes, {size / 1e6:.2f} MB, {segments:,} segments, {people:,} travellers; CPU time"
    )
    table = Table("what", "MB/s", "travellers/s", "x pydifact", "x typed", title=title)
    for name, rate in rates.items():
        about_pushes = "PAXLST" not in name
        table.add_row(
            name,
            f"{rate:,.1f}",
            f"{rate * 1e6 / size * people:,.0f}" if about_pushes else "",
            f"{rate / peer:,.1f}" if peer and about_pushes else "",
            f"{rate / typed:,.1f}" if about_pushes else "",
        )
    Console().print(table)
    if not peer:
        Console().print("pydifact is not installed (pip install 'najava[bench]'): no ratio to it.")


def _corpus(messages: int) -> tuple[list[bytes], list[bytes]]:
    """Return the largest final pushes and departure lists of one fictional day."""
    pushes: list[bytes] = []
    lists: list[bytes] = []
    for push in day(7, now=_NOW):
        if "pnr-00" in push.name:
            pushes.append(push.data)
        elif "api-out" in push.name:
            lists.append(push.data)
    return sorted(pushes, key=len)[-messages:], sorted(lists, key=len)[-messages:]


def _cases(pushes: list[bytes], lists: list[bytes]) -> list[Case]:
    known = {data: _most(data) for data in pushes}

    def tenth(data: bytes) -> None:
        rest = changed(data, known[data])
        if rest is not None:
            read(rest[0])

    cases = [
        Case("PNRGOV, typed records", read, pushes),
        Case("PNRGOV, envelopes and segments only", lambda data: list(interchanges(data)), pushes),
        Case("PNRGOV, every booking hashed", slices, pushes),
        Case("PNRGOV, one booking in ten changed", tenth, pushes),
        Case("PAXLST, typed records", read, lists),
    ]
    if find_spec("pydifact") is not None:
        cases.append(Case("pydifact, untyped segments", _peer(), pushes[:3]))
    return cases


def _most(data: bytes) -> frozenset[bytes]:
    cut = slices(data)
    return (
        frozenset(one.digest for number, one in enumerate(cut.bookings) if number % 10)
        if cut
        else frozenset()
    )


def _peer() -> Callable[[bytes], object]:
    from pydifact.segmentcollection import Interchange  # noqa: PLC0415  # a peer, of the bench extra only

    def segments(data: bytes) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it misses the directories of PADIS: not what is measured
            return list(Interchange.from_str(data.decode()).segments)

    return segments

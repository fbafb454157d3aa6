"""Measure screening.

Build, steady stream, unseen passengers, one flight, beside brute force of other methods.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Annotated

import typer
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from matching.evaluation.invented import invented_entry, invented_subject
from matching.names.keys import skeleton
from matching.screening.listed import ListedEntries
from matching.screening.model import Subject
from matching.screening.screener import build
from watchlists.entry import Entry

FLIGHT = 200
PEER_QUERIES = 40


def names(
    size: Annotated[int, typer.Option(help="Names on the list")] = 20_000,
    passengers: Annotated[int, typer.Option(help="Passengers of the stream")] = 20_000,
) -> None:
    """Measure screening of invented passengers against an invented list on one core."""
    order = random.Random(11)  # noqa: S311 - reproducible people, not a secret
    entries = [invented_entry(number, order) for number in range(size)]
    stream = [invented_subject(order) for _ in range(passengers)]
    start = time.perf_counter()
    screener = build([ListedEntries("bench", "1", "medium", entries)])
    typer.echo(f"build {size:,} names: {time.perf_counter() - start:.1f} s")
    half = len(stream) // 2
    typer.echo(f"empty memory: {_rate(lambda: screener.screen(stream[:half]), half):,.0f} passengers/s")
    typer.echo(
        f"unseen passengers, warm: {_rate(lambda: screener.screen(stream[half:]), half):,.0f} passengers/s"
    )
    typer.echo(f"steady stream: {_rate(lambda: screener.screen(stream), len(stream)):,.0f} passengers/s")
    typer.echo(_flights(screener.screen, stream))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    typer.echo(f"peak memory: {peak:,.0f} MiB, the invented people among it")
    _peers(entries, stream[:PEER_QUERIES])


def _rate(run: Callable[[], object], count: int) -> float:
    start = time.process_time()
    run()
    return count / (time.process_time() - start)


def _flights(run: Callable[[Sequence[Subject]], object], stream: Sequence[Subject]) -> str:
    times = []
    for start in range(0, min(len(stream), 60 * FLIGHT) - FLIGHT + 1, FLIGHT):
        begun = time.perf_counter()
        run(stream[start : start + FLIGHT])
        times.append(1000 * (time.perf_counter() - begun))
    times.sort()
    middle, slow = statistics.median(times), times[int(0.95 * (len(times) - 1))]
    return f"flight of {FLIGHT}: median {middle:.1f} ms, 95th percentile {slow:.1f} ms"


def _peers(entries: Sequence[Entry], queries: Sequence[Subject]) -> None:
    listed = [f"{entry.names[0].surname} {entry.names[0].given}" for entry in entries]
    asked = [f"{one.names[0].surname} {one.names[0].given}" for one in queries]
    for scorer in (fuzz.token_sort_ratio, fuzz.WRatio):
        every_pair = partial(process.cdist, asked, listed, scorer=scorer, workers=1)
        typer.echo(
            f"rapidfuzz {scorer.__name__}, every pair: {_rate(every_pair, len(asked)):,.1f} passengers/s"
        )
    keyed: dict[str, list[str]] = {}
    for name in listed:
        keyed.setdefault(skeleton(name.partition(" ")[0]), []).append(name)
    rate = _rate(lambda: [_by_key(name, keyed) for name in asked], len(asked))
    typer.echo(f"surname consonants equal and Jaro-Winkler 0.9: {rate:,.1f} passengers/s")
    for package in ("sparse_dot_topn", "nomenklatura"):
        if find_spec(package) is None:
            typer.echo(f"{package}: not installed here, not measured")


def _by_key(name: str, keyed: dict[str, list[str]]) -> list[str]:
    near = keyed.get(skeleton(name.partition(" ")[0]), [])
    return [other for other in near if JaroWinkler.similarity(name, other) >= 0.9]

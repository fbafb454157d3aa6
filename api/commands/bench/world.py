"""`najava bench world`: how fast the fictional world is made, by this machine, in CPU time."""

from __future__ import annotations

import resource
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pnr.synthetic.pushes import LegMessages
from pnr.synthetic.schedule import Leg
from pnr.synthetic.traffic import persons
from pnr.synthetic.trips import Trip
from pnr.synthetic.world import Parameters, World

FLOOR = 10_000  # passengers written into messages, per second and core
_NEVER = 1 << 50


def world(
    passengers: Annotated[int, typer.Option(min=1000, max=10_000_000)] = 20_000,
    days: Annotated[int, typer.Option(min=2, max=400)] = 28,
) -> None:
    """Measure making (people, bookings, all messages) and writing (records into messages) apart."""
    asked = Parameters(seed=1, passengers=passengers, days=days)
    begun = time.process_time()
    flights = travellers = size = messages = 0
    kept: list[tuple[Leg, list[Trip]]] = []
    for one in World(asked).traffic():
        flights += 1
        travellers += persons(one.trips)
        messages += len(one.sent)
        size += sum(len(sent.push.data) for sent in one.sent)
        if len(kept) < 60:
            kept.append((one.leg, one.trips))
    made = time.process_time() - begun
    begun = time.process_time()
    written = rewritten = 0
    for leg, trips in kept:
        for push in LegMessages(leg, trips).all(_NEVER):
            written += push.data.count(b"REF+:") + push.data.count(b"NAD+FL")  # one of either each
            rewritten += len(push.data)
    spent = time.process_time() - begun
    table = Table("what", "measured", title="Fictional world, CPU time of one core")
    table.add_row("flights, travellers, messages", f"{flights}, {travellers}, {messages}")
    table.add_row("travellers made, with all messages about them", f"{travellers / made:,.0f} a second")
    table.add_row("bytes made", f"{size / made / 1e6:,.1f} MB a second")
    table.add_row("passengers written into messages", f"{written / spent:,.0f} a second (floor {FLOOR:,})")
    table.add_row("bytes written", f"{rewritten / spent / 1e6:,.1f} MB a second")
    table.add_row("memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    Console().print(table)
    raise typer.Exit(0 if written / spent >= FLOOR else 1)

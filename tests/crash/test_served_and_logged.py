"""Readers killed in the middle: each answer given has exactly one entry, and no number is given twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from retention.audit import log
from tests.builders.records import card_table, get
from tests.builders.stores import ASSESSMENT, NOON, OFFICER
from tests.crash.ending import prepare, reopened

pytestmark = pytest.mark.crash
READERS = 8


def serve(url: str, folder: Path, number: int) -> None:
    """Open a record again and again; write down what was answered, after the scope, as a page would."""
    with reopened(url, folder, at=NOON) as store, (folder / f"served-{number}").open("a") as served:
        while True:
            with store.consulting(OFFICER, ASSESSMENT) as consulting:
                row = consulting.connection.execute(select(card_table.c.id)).scalars().first()
                assert row is not None
                get(consulting, row)
                consulting.show([str(row)], [4])
            served.write(f"{consulting.entry}\n")
            served.flush()


def test_no_answer_without_its_entry(store_url: str, tmp_path: Path) -> None:
    prepare(store_url, tmp_path)
    context = multiprocessing.get_context("spawn")
    readers = [context.Process(target=serve, args=(store_url, tmp_path, n)) for n in range(READERS)]
    for one in readers:
        one.start()
    rng, deadline = random.Random(3), time.monotonic() + 60
    while time.monotonic() < deadline and len(list(tmp_path.glob("served-*"))) < READERS:
        time.sleep(0.1)
    time.sleep(2.0)
    for one in rng.sample(readers, READERS):
        assert one.pid is not None
        os.kill(one.pid, signal.SIGKILL)
        time.sleep(0.05)
        one.join(10)
    answered = [
        int(line)
        for path in tmp_path.glob("served-*")
        for line in path.read_text().splitlines(keepends=True)
        if line.endswith("\n")
    ]
    with reopened(store_url, tmp_path, at=NOON) as store, store.reading(OFFICER) as reading:
        logged = Counter(
            reading.connection.execute(
                select(log.leaves.c.seq).where(log.leaves.c.act == "consultation")
            ).scalars()
        )
    assert len(answered) >= READERS
    assert Counter(answered) - logged == Counter()
    assert max(Counter(answered).values()) == 1
    assert sum(logged.values()) - len(answered) <= READERS  # logged, then killed before the answer

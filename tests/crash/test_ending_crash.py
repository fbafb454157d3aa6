"""Killed at every named point, on both databases: what should stay stays, what should go goes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from retention import erasure, purge
from tests.builders.stores import NOON, RETENTION
from tests.crash.ending import (
    DAYS,
    broken_promises,
    everyone_opens,
    freeze,
    prepare,
    reopened,
    run,
    start,
    unfinished,
)

pytestmark = pytest.mark.crash
KILLED = -9
SOON = NOON + timedelta(days=3)


def broken(url: str, folder: Path) -> list[str]:
    with reopened(url, folder) as store:
        return broken_promises(store)


def left(url: str, folder: Path) -> list[str]:
    with reopened(url, folder) as store:
        return unfinished(store)


@pytest.mark.parametrize("point", purge.POINTS)
def test_a_purge_killed_at_a_point_is_finished_by_the_next(
    store_url: str, tmp_path: Path, point: str
) -> None:
    prepare(store_url, tmp_path)
    assert run("purge", store_url, tmp_path, point=point, arrival=1) == KILLED
    assert broken(store_url, tmp_path) == []
    assert run("purge", store_url, tmp_path, point=point, arrival=2) == KILLED
    assert broken(store_url, tmp_path) == []
    assert run("purge", store_url, tmp_path) == 0
    assert left(store_url, tmp_path) == []


def test_two_purges_at_once_one_of_them_stopped_for_a_while(store_url: str, tmp_path: Path) -> None:
    prepare(store_url, tmp_path)
    first, second = start("purge", store_url, tmp_path), start("purge", store_url, tmp_path)
    first.join(0.8)
    freeze(first, 1.0)
    for one in (first, second):
        one.join(120)
    assert [first.exitcode, second.exitcode] == [0, 0]
    assert left(store_url, tmp_path) == []


@pytest.mark.parametrize("fault", ["keys before log", "rows before keys"])
def test_a_purge_in_the_wrong_order_is_caught(store_url: str, tmp_path: Path, fault: str) -> None:
    prepare(store_url, tmp_path)
    assert run("purge", store_url, tmp_path, fault=fault) == KILLED
    assert broken(store_url, tmp_path) != []


def test_a_purge_that_does_not_look_at_the_state_is_caught(store_url: str, tmp_path: Path) -> None:
    prepare(store_url, tmp_path)
    assert run("purge", store_url, tmp_path, point="done.committed", fault="no state check") == KILLED
    assert run("purge", store_url, tmp_path, point="rows.deleted", fault="no state check") == KILLED
    assert run("purge", store_url, tmp_path, fault="no state check") == 0
    assert left(store_url, tmp_path) != []


@pytest.mark.parametrize("point", ["epoch.begun", "epoch.batch", "epoch.rewrapped", "epoch.destroyed"])
def test_a_rotation_killed_at_a_point_loses_no_record(store_url: str, tmp_path: Path, point: str) -> None:
    prepare(store_url, tmp_path)
    assert run("rotate", store_url, tmp_path, point=point) == KILLED
    with reopened(store_url, tmp_path, at=SOON) as store:
        assert everyone_opens(store, DAYS[0]) == 5
    assert run("rotate", store_url, tmp_path) == 0
    with reopened(store_url, tmp_path, at=SOON) as store:
        assert everyone_opens(store, DAYS[0]) == 5
        assert store.keys.provider.attest().epochs == (store.keys.epoch(),)


@pytest.mark.parametrize("point", erasure.POINTS)
def test_an_erasure_killed_at_a_point_loses_nobody_else(store_url: str, tmp_path: Path, point: str) -> None:
    prepare(store_url, tmp_path)
    assert run("erase_one", store_url, tmp_path, point=point) == KILLED
    with reopened(store_url, tmp_path, at=SOON) as store:
        assert everyone_opens(store, DAYS[0]) == 4
        erasure.finish_all(store, RETENTION)
        assert everyone_opens(store, DAYS[0]) == 4
        assert erasure.unfinished(store, RETENTION) == []

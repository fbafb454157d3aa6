"""The watched folder takes whole files once, and keeps none."""

from __future__ import annotations

from pathlib import Path

from api.running.folder import SETTLED_SECONDS, Watched
from api.running.intake import Feed
from pnr.records import messages
from pnr.records.messages import MessageState
from retention.unit_of_work import Store
from tests.builders.messages import ANA, MARKO, paxlst, pnrgov
from tests.builders.stores import ASSESS as SERVICE

FEED = Feed("folder", SERVICE, airports=("BEG",))
LATER = SETTLED_SECONDS + 1


def test_a_file_is_taken_when_it_has_stood_still(store: Store, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    watched = Watched(drop, limit=1_000_000)
    data = pnrgov([MARKO, ANA])
    file = drop / "push.edi"
    file.write_bytes(data[:100])
    assert watched.take(store, FEED, now=0) == []
    file.write_bytes(data)
    assert watched.take(store, FEED, now=LATER) == []
    (receipt,) = watched.take(store, FEED, now=LATER * 2)
    assert receipt.travellers == 2
    assert list(drop.iterdir()) == []


def test_unfinished_and_hidden_files_are_left_alone(store: Store, tmp_path: Path) -> None:
    for name in (".hidden", "push.part", "push.tmp"):
        (tmp_path / name).write_bytes(b"x")
    watched = Watched(tmp_path, limit=10)
    watched.take(store, FEED, now=0)
    assert watched.take(store, FEED, now=LATER) == []
    assert len(list(tmp_path.glob("*.tmp"))) == 1


def test_a_file_too_large_is_set_aside_and_the_next_one_taken(store: Store, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    data = paxlst([MARKO])
    (drop / "large.edi").write_bytes(data + b" " * len(data))
    (drop / "list.edi").write_bytes(data)
    watched = Watched(drop, limit=len(data))
    watched.take(store, FEED, now=0)
    assert len(watched.take(store, FEED, now=LATER)) == 1
    assert [one.name for one in (drop / "refused").iterdir()] == ["large.edi"]


def test_a_file_left_by_a_crash_is_stored_once(store: Store, tmp_path: Path) -> None:
    data = paxlst([MARKO])
    for _ in range(2):
        (tmp_path / "list.edi").write_bytes(data)
        watched = Watched(tmp_path, limit=1_000_000)
        watched.take(store, FEED, now=0)
        watched.take(store, FEED, now=LATER)
    with store.reading(SERVICE) as scope:
        counted = messages.tally(scope)
    assert counted[MessageState.STORED].messages == 1
    assert counted[MessageState.DUPLICATE].messages == 1

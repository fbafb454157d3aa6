"""A small world, read and screened by this code, scored: the floors of quality that CI keeps."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from api.world import alerts, floors, report, scores, writing
from api.world.alerts import Alert, Run
from api.world.scores import Scores, Share
from pnr.synthetic.truth import Row
from pnr.synthetic.world import Parameters

SMALL = Parameters(seed=2, passengers=2600, days=12, listed=2500.0, cases=250.0, list_entries=300)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "made"
    writing.write(SMALL, folder, told=lambda _: None)
    return folder


@pytest.fixture(scope="module")
def ran(world: Path) -> Run:
    return alerts.run(world)


@pytest.fixture(scope="module")
def measured(world: Path, ran: Run) -> Scores:
    return scores.score(world, ran)


def test_the_floors_hold_on_a_small_world(measured: Scores) -> None:
    assert measured.by_name.of >= 25
    assert not [line for line in floors.missed(measured) if "documents" not in line]


def test_the_floor_for_documents_holds(measured: Scores) -> None:
    assert measured.by_document.of >= 5
    assert not [line for line in floors.missed(measured) if "documents" in line]


def test_everybody_who_boards_is_read_and_nobody_else(measured: Scores) -> None:
    assert measured.not_seen.of > 2000
    assert measured.not_seen.count <= 5
    assert measured.unknown_to_truth == 0


def test_a_floor_that_is_missed_is_named(measured: Scores) -> None:
    worse = msgspec.structs.replace(measured, by_name=Share(1, 100), unknown_to_truth=4)
    told = floors.missed(worse)
    assert any(line.startswith("listed people found by name: 1.0%") for line in told)
    assert any("do not exist: 4" in line for line in told)


def test_budgets_grow_with_what_may_be_looked_at(measured: Scores) -> None:
    counts = [share.count for share in measured.budgets.values()]
    assert counts == sorted(counts)
    assert counts[-1] <= measured.recall.count


def test_a_service_without_alerts_finds_nobody(world: Path, ran: Run) -> None:
    empty = scores.score(world, ran, [])
    assert empty.recall.count == 0
    assert empty.precision == Share(0, 0)
    assert "listed people found by name: 0.0%, floor 85%" in floors.missed(empty)


def test_alerts_of_criteria_are_scored_by_threat_and_difficulty(
    world: Path, ran: Run, tmp_path: Path
) -> None:
    planted = [
        row
        for row in writing.lines(world / "truth" / writing.TRUTH, Row)
        if row.mark is not None and row.mark.threat not in ("LIST", "NONE") and row.role != "decoy"
    ]
    assert planted
    lines = [
        msgspec.json.encode(Alert(row.flight, row.reference, row.detectable, "DRG-101", 45.0))
        for row in planted
        if row.detectable
    ]
    (tmp_path / "alerts.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    told = scores.score(world, ran, alerts.read_alerts(tmp_path / "alerts.jsonl"))
    assert not told.not_looked_for
    assert sum(share.of for share in told.by_threat.values()) == len(planted)
    assert sum(share.count for share in told.by_threat.values()) == len(lines)
    assert told.timeliness.median_minutes == 0
    assert told.precision == Share(len(lines), len(lines))


def test_the_report_says_what_it_does_not_say(measured: Scores, tmp_path: Path) -> None:
    markdown, page, data = report.write(measured, tmp_path / "out")
    assert report.CAUTION in markdown.read_text()
    html = page.read_text()
    assert html.count("<svg") == html.count("<figcaption")
    assert "<script" not in html
    assert "http" not in html
    assert msgspec.json.decode(data.read_bytes(), type=Scores) == measured


def test_a_folder_in_use_is_left_alone(world: Path) -> None:
    before = sorted(path.name for path in world.iterdir())
    with pytest.raises(FileExistsError):
        writing.write(SMALL, world, told=lambda _: None)
    assert sorted(path.name for path in world.iterdir()) == before


def test_the_truth_lies_apart_from_what_is_loaded(world: Path) -> None:
    described = writing.described(world)
    assert described.parameters == SMALL
    messages = list((world / "messages").rglob("*.edi"))
    assert len(messages) == described.messages
    assert {path.name for path in (world / "truth").iterdir()} == {
        "world.json",
        writing.TRUTH,
        writing.MESSAGES,
    }
    head = (world / "schedule.csv").read_text().splitlines()
    assert head[0] == "carrier,number,origin,destination,departure,arrival,expected"
    assert len(head) == described.flights + 1


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.28), (10, 10, 0.72, 1.0)]
)
def test_intervals_are_honest_about_small_numbers(count: int, of: int, low: float, high: float) -> None:
    found = Share(count, of).interval()
    assert found == pytest.approx((low, high), abs=0.01)

"""Training exercises and the command line of the world."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.commands.world import app
from api.world import lesson, sending
from pnr.synthetic.world import Parameters, World

TINY = Parameters(seed=3, passengers=600, days=5, cases=0.0, listed=0.0)


def test_a_lesson_keeps_its_answers_apart(tmp_path: Path) -> None:
    asked = Parameters(seed=6, passengers=9000, days=32, cases=250.0, listed=200.0)
    made = lesson.write(asked, tmp_path, threats=frozenset({"TIP", "DRG"}), cases=2)
    assert made.cases == 2
    assert 0 < made.decoys <= 4
    questions = (tmp_path / "questions.md").read_text()
    answers = (tmp_path / "answers.md").read_text()
    assert questions.count("- Task") == answers.count("## Task") == made.cases + made.decoys
    assert "Cleared by" in answers
    assert "A control would find" in answers
    for word in ("decoy", "Cleared by", "courier", "victim"):
        assert word not in questions
    assert len(list((tmp_path / "messages").iterdir())) == made.messages > 0


class _Service(BaseHTTPRequestHandler):
    """Takes one carrier's messages, puts the first off, and refuses strangers."""

    taken: list[bytes]
    put_off: int

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        status = 200
        if self.headers["authorization"] != "Bearer open":
            status = 401
        elif type(self).put_off:
            type(self).put_off -= 1
            status = 429
        else:
            type(self).taken.append(body)
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: a log line would hold a name of a message."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    _Service.taken, _Service.put_off = [], 1
    monkeypatch.setattr(sending, "_WAIT", 0.0)
    server = HTTPServer(("127.0.0.1", 0), _Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/messages"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_world_is_sent_message_by_message_and_again_where_put_off(service: str) -> None:
    answers = sending.send(TINY, service, {"*": "open"}, rate=100_000.0, told=lambda _: None)
    assert answers == {200: len(_Service.taken)}
    assert [push.data for push, _ in World(TINY).messages()] == _Service.taken


def test_a_wrong_key_stops_the_sending_and_says_what_to_do(service: str, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"*": "shut"}))
    result = CliRunner().invoke(
        app,
        [
            "make",
            "--to",
            service,
            "--keys",
            str(keys),
            "--passengers",
            "600",
            "--days",
            "5",
            "--rate",
            "1000",
        ],
    )
    assert result.exit_code == 1
    assert "najava carriers register" in " ".join(result.output.split())


def test_make_and_evaluate_from_the_command_line(tmp_path: Path) -> None:
    run = CliRunner()
    folder = tmp_path / "w"
    options = ["--passengers", "500", "--days", "4", "--listed", "4000", "--cases", "0"]
    made = run.invoke(app, ["make", "--out", str(folder), *options])
    assert made.exit_code == 0, made.output
    again = run.invoke(app, ["make", "--out", str(folder), *options])
    assert again.exit_code == 2
    assert "nothing was written" in " ".join(again.output.split())
    scored = run.invoke(app, ["evaluate", str(folder)])
    assert scored.exit_code == 0, scored.output
    assert (folder / "evaluation" / "evaluation.html").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [([], "Say where to"), (["--out", "x", "--airports", "LHR"], "No traffic is known for LHR")],
)
def test_wrong_options_are_answered_in_words(options: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["make", *options])
    assert result.exit_code == 2
    assert told in result.output

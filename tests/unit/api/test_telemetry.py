"""A log line holds only what the allow-list names."""

from __future__ import annotations

import json

import pytest
import structlog

from api.running.telemetry import configure_logs, only_allowed


def test_what_is_not_on_the_list_is_dropped_not_masked() -> None:
    kept = only_allowed(None, "info", {"event": "assessed", "flights": 3, "surname": "ZZCANARY", "path": "/"})
    assert kept == {"event": "assessed", "flights": 3, "refused": 2}


def test_a_line_is_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        configure_logs()
        structlog.get_logger("t").info("assessed", flights=1, name="ZZCANARY")
    finally:
        structlog.reset_defaults()
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "assessed"
    assert "ZZCANARY" not in json.dumps(line)

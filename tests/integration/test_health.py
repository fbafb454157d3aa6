"""What watches the service learns counts, and nothing about people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.bootstrap import Application, open_application
from api.http import health
from api.running.intake import Feed, receive
from api.running.worker import work
from api.settings import Settings
from pnr.feed import carriers
from pnr.feed.carriers import Carrier
from retention.acts import Act
from retention.refusals import KeysRefused
from tests.builders.messages import ANA, MARKO, paxlst
from tests.builders.stores import NOON, FakeClock


@pytest.fixture
def application(tmp_path: Path) -> Application:
    return open_application(Settings(home=tmp_path), clock=FakeClock(NOON))


@pytest.fixture
def client(application: Application) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.application = application
    app.include_router(health.router)
    with TestClient(app) as made:
        yield made


def test_counts_add_up_and_hold_no_value(application: Application, client: TestClient) -> None:
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        carriers.register(scope, [Carrier("Q7", "Vardar Air")])
    feed = Feed("command", application.actor, airports=("BEG",))
    receive(application.store, paxlst([MARKO, ANA]), feed)
    before = client.get("/metrics").text
    assert 'najava_outbox_waiting{topic="assess"} 1.0' in before
    work(application.store, application.screener)
    text = client.get("/metrics").text
    assert 'najava_messages{state="stored"} 1.0' in text
    assert 'najava_travellers{standing="screened"} 2.0' in text
    assert 'najava_carrier_silence_seconds{carrier="Q7"} 0.0' in text
    for value in (MARKO.surname, MARKO.document, ANA.given, ANA.locator):
        assert value not in text


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"


@pytest.mark.parametrize("fault", [KeysRefused("gone"), OSError("disk")])
def test_not_ready_says_no_more_than_the_kind_of_fault(
    application: Application, client: TestClient, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken() -> None:
        raise fault

    monkeypatch.setattr(application.store.keys, "epoch", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, f"not ready: {type(fault).__name__}\n")

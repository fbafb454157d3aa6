"""Carriers push over HTTP: a key, raw bytes, an answer after the commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import Application, open_application
from api.http import push
from api.settings import Settings
from pnr.feed import carriers
from pnr.feed.carriers import Carrier, CarrierState
from pnr.records import messages
from pnr.records.messages import MessageState
from retention.acts import Act
from tests.builders.messages import ANA, MARKO, paxlst, pnrgov
from tests.builders.stores import NOON, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


@pytest.fixture
def application(tmp_path: Path, clock: FakeClock) -> Application:
    return open_application(Settings(home=tmp_path, body_limit=100_000), clock=clock)


@pytest.fixture
def key(application: Application) -> str:
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        carriers.register(scope, [Carrier("Q7", "Vardar Air", CarrierState.LIVE)])
        return carriers.issue_key(scope, "Q7")


@pytest.fixture
def client(application: Application) -> Iterator[TestClient]:
    with TestClient(create_app(application)) as made:
        yield made


def headers(key: str, **more: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "content-type": "application/edifact", **more}


def test_a_push_is_stored_and_its_answer_says_what_was_read(client: TestClient, key: str) -> None:
    answer = client.post("/v1/messages", content=pnrgov([MARKO, ANA]), headers=headers(key))
    assert answer.status_code == 200
    (one,) = answer.json()["messages"]
    assert (one["state"], one["flight"], one["travellers"], one["refused"]) == ("stored", "Q7 412", 2, 0)
    again = client.post("/v1/messages", content=pnrgov([MARKO, ANA]), headers=headers(key))
    assert again.json()["messages"][0]["state"] == "duplicate"


@pytest.mark.parametrize("authorization", ["", "Bearer njv_Q7_wrong", "Basic Q7", "Bearer "])
def test_without_a_key_nothing_is_kept(
    client: TestClient, application: Application, authorization: str
) -> None:
    answer = client.post("/v1/messages", content=paxlst([MARKO]), headers={"authorization": authorization})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    with application.store.reading(application.actor) as scope:
        assert messages.tally(scope) == {}


def test_a_key_that_was_replaced_lives_seven_days(
    client: TestClient, application: Application, clock: FakeClock, key: str
) -> None:
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        new = carriers.issue_key(scope, "Q7")
    assert client.post("/v1/messages", content=paxlst([MARKO]), headers=headers(key)).status_code == 200
    clock.advance(carriers.OVERLAP)
    assert client.post("/v1/messages", content=paxlst([MARKO]), headers=headers(key)).status_code == 401
    assert client.post("/v1/messages", content=paxlst([MARKO]), headers=headers(new)).status_code == 200
    with application.store.writing(application.actor, Act.REFERENCE) as scope:
        assert carriers.revoke_keys(scope, "Q7") == 1
    assert client.post("/v1/messages", content=paxlst([MARKO]), headers=headers(new)).status_code == 401


def test_what_cannot_be_read_is_a_problem_and_is_held(
    client: TestClient, application: Application, key: str
) -> None:
    answer = client.post("/v1/messages", content=b"\x00 nothing", headers=headers(key))
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    with application.store.reading(application.actor) as scope:
        assert messages.tally(scope)[MessageState.QUARANTINED].messages == 1


def test_a_body_over_the_limit_is_refused(client: TestClient, key: str) -> None:
    for size in (100_001, 200_000):
        answer = client.post("/v1/messages", content=b"x" * size, headers=headers(key))
        assert answer.status_code == 413


def test_an_acknowledgement_is_a_message_when_asked(client: TestClient, key: str) -> None:
    answer = client.post(
        "/v1/messages", content=paxlst([MARKO]), headers=headers(key, accept="application/edifact")
    )
    assert answer.headers["content-type"].startswith("application/edifact")
    assert b"ACKRES" in answer.content
    assert b"ERC" not in answer.content
    refused = client.post("/v1/messages", content=b"junk", headers=headers(key, accept="application/edifact"))
    assert b"ERC+118" in refused.content


def test_back_pressure_says_when_to_come_again(
    client: TestClient, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/v1/messages", content=paxlst([MARKO]), headers=headers(key))
    monkeypatch.setattr(push, "BEHIND", 0)
    answer = client.post("/v1/messages", content=paxlst([ANA]), headers=headers(key))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")

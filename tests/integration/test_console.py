"""The console without a browser: who may see what, what is logged, how sessions end, what headers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.identity import accounts
from api.identity.accounts import DutiesError, NewAccount
from api.identity.opaque import Opaque
from api.pages import log_reading
from pnr.feed import schedule
from retention.actors import Role
from retention.acts import Act
from retention.audit import log
from tests.builders.installation import Installation, build_installation

PASSENGER = re.compile(r"TENNICK|PETROVSKI|KRALJEVA|SCHREIBER|ZZ\d{6}", re.IGNORECASE)


@pytest.fixture
def unit(tmp_path: Path) -> Installation:
    return build_installation(tmp_path)


@pytest.fixture
def client(unit: Installation) -> Iterator[TestClient]:
    with TestClient(
        create_app(unit.application), base_url="http://127.0.0.1", follow_redirects=False
    ) as client:
        client.headers["sec-fetch-site"] = "same-origin"
        yield client


def sign_in(client: TestClient, unit: Installation, name: str, *, purpose: bool = False) -> None:
    client.cookies.clear()
    answer = client.post("/sign-in", data={"name": name, "password": unit.passwords[name]})
    assert answer.status_code == 303
    if purpose:
        assert client.post("/purpose", data={"offence": "drugs"}).status_code == 303


def entries(unit: Installation, act: str) -> list[log_reading.Entry]:
    with unit.application.store.reading(unit.application.actor) as scope:
        return list(log_reading.latest(scope, act=act))


def flight(client: TestClient) -> str:
    found = re.search(r'href="(/flights/[\w-]{22})"', client.get("/").text)
    assert found
    return found.group(1)


def hit(client: TestClient) -> str:
    found = re.search(r'href="/hits\?hit=([\w-]{22})"', client.get("/hits").text)
    assert found
    return found.group(1)


def test_nothing_is_shown_before_sign_in(client: TestClient) -> None:
    for path in (
        "/",
        "/hits",
        "/intake",
        "/oversight",
        "/flights/x",
        "/board/news?since=2026-11-25T12:00:00Z",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), path
    assert "Q7 412" not in client.get("/sign-in").text


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer_and_are_logged(
    client: TestClient, unit: Installation
) -> None:
    wrong = client.post("/sign-in", data={"name": "officer", "password": "nonsense"})
    unknown = client.post("/sign-in", data={"name": "nobody", "password": "nonsense"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text.replace("officer", "") == unknown.text.replace("nobody", "").replace("officer", "")
    assert len(entries(unit, "login.refused")) == 2
    assert "nonsense" not in wrong.text


def test_guessing_ends_after_five_tries(client: TestClient) -> None:
    answers = [
        client.post("/sign-in", data={"name": "officer", "password": str(i)}).status_code for i in range(6)
    ]
    assert answers == [401] * 5 + [429]


def test_the_cookie_opens_nothing_once_the_session_ended(client: TestClient, unit: Installation) -> None:
    sign_in(client, unit, "officer")
    token = client.cookies["najava_session"]
    assert client.get("/").status_code == 200
    assert client.post("/sign-out").status_code == 303
    client.cookies.set("najava_session", token)
    assert client.get("/").status_code == 303


def test_a_session_ends_after_a_quarter_of_an_hour_unused_and_after_eight_hours_used(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "officer")
    for _ in range(33):
        unit.clock.advance(timedelta(minutes=14))
        assert client.get("/").status_code == 200
    unit.clock.advance(timedelta(minutes=14))
    unit.clock.advance(timedelta(minutes=14))
    assert client.get("/").status_code == 303
    sign_in(client, unit, "officer")
    for _ in range(34):
        unit.clock.advance(timedelta(minutes=14))
        client.get("/")
    unit.clock.advance(timedelta(minutes=5))
    assert client.get("/").status_code == 303


def test_a_page_that_refreshes_itself_does_not_keep_the_session(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "officer")
    for _ in range(4):
        unit.clock.advance(timedelta(minutes=4))
        client.get("/board/news", params={"since": "2026-11-25T12:00:00Z"})
    assert client.get("/").status_code == 303


def test_passengers_are_shown_for_a_stated_purpose_only_and_every_look_is_an_entry(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "officer")
    path = flight(client)
    assert PASSENGER.search(client.get("/").text) is None
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/purpose?to={path}")
    assert client.post("/purpose", data={"offence": "curiosity"}).status_code == 422
    sign_in(client, unit, "officer", purpose=True)
    page = client.get(path)
    assert page.status_code == 200
    assert "TENNICK/ORVAL" in page.text
    (entry,) = entries(unit, "consultation")
    assert f"logged as entry {entry.number:,}" in page.text
    assert (entry.offence, entry.mode, entry.subjects) == ("drugs", "assessment", 4)


@pytest.mark.parametrize("name", ["auditor", "admin", "analyst"])
def test_roles_without_identities_never_see_a_passenger_and_their_attempt_is_logged(
    client: TestClient, unit: Installation, name: str
) -> None:
    sign_in(client, unit, "officer", purpose=True)
    path = flight(client)
    sign_in(client, unit, name)
    for asked in (path, "/hits", "/intake", "/decode", "/purpose"):
        answer = client.get(asked)
        assert answer.status_code == 403, asked
        assert "This attempt was logged" in answer.text
    for own in ("/start", "/oversight", "/administration", "/"):
        answer = client.get(own, follow_redirects=True)
        assert PASSENGER.search(answer.text) is None
    assert len(entries(unit, "consultation.denied")) >= 5


def test_an_address_of_one_officer_opens_nothing_for_another(client: TestClient, unit: Installation) -> None:
    sign_in(client, unit, "officer", purpose=True)
    path = flight(client)
    sign_in(client, unit, "customs", purpose=True)
    assert client.get(path).status_code == 404


def test_a_flight_of_another_airport_is_refused(client: TestClient, unit: Installation) -> None:
    store = unit.application.store
    with store.writing(unit.application.actor, Act.ROLE_GRANT) as scope:
        new = NewAccount("tirana", "E. Hoxha", "border-police", "JAITF", Role.OFFICER, ("TIA",))
        accounts.admit(scope, new, password="a long password")
    with store.reading(unit.application.actor) as scope:
        (other,) = [one for one in accounts.everyone(scope) if one.user_name == "tirana"]
        leg = schedule.arriving(
            scope, "BEG", after=scope.now - timedelta(hours=1), before=scope.now + timedelta(hours=2)
        )[0]
    unit.passwords["tirana"] = "a long password"
    sign_in(client, unit, "tirana", purpose=True)
    answer = client.get(f"/flights/{Opaque(other.password_hash).hide('leg', UUID(bytes=leg.id.bytes))}")
    assert answer.status_code == 403
    assert "This flight belongs to another unit." in answer.text


def test_the_assessment_of_a_flight_ends_a_day_after_it_landed(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "officer", purpose=True)
    path = flight(client)
    unit.clock.advance(timedelta(hours=24, minutes=23))
    sign_in(client, unit, "officer", purpose=True)
    answer = client.get(path)
    assert answer.status_code == 403
    assert "The assessment of this flight has ended." in answer.text


def test_one_person_never_holds_a_guarding_role_beside_another(unit: Installation) -> None:
    new = NewAccount("ilic-audit", "M. Ilić", "border-police", "JAITF", Role.AUDITOR, ("BEG",))
    with unit.application.store.writing(unit.application.actor, Act.ROLE_GRANT) as scope:
        with pytest.raises(DutiesError):
            accounts.admit(scope, new, password="a long password")
        scope.abandon()


def test_a_decision_needs_a_reason_and_names_the_version_it_was_made_on(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "officer", purpose=True)
    address = f"/hits/{hit(client)}"
    without = client.post(f"{address}/decide", data={"verdict": "different", "version": "1"})
    assert (without.status_code, "one reason is needed" in without.text) == (422, True)
    right = {"verdict": "different", "reason_different": "birth_differs", "version": "1"}
    assert client.post(f"{address}/decide", data=right).status_code == 303
    late = client.post(f"{address}/decide", data=right)
    assert (late.status_code, "was not recorded" in late.text) == (409, True)
    unit.clock.advance(timedelta(seconds=31))
    assert client.post(f"{address}/undo").status_code == 409
    (entry,) = entries(unit, "review.hit")
    assert (entry.role, entry.outcome, entry.offence) == ("officer", "done", "drugs")


def test_a_change_from_another_site_is_refused(client: TestClient, unit: Installation) -> None:
    sign_in(client, unit, "officer", purpose=True)
    answer = client.post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")
    assert client.get("/").status_code == 200


def test_pages_are_not_stored_and_assets_are(client: TestClient, unit: Installation) -> None:
    sign_in(client, unit, "officer", purpose=True)
    page = client.get(flight(client))
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert page.headers["x-content-type-options"] == "nosniff"
    style = re.search(r"/static/style\.\w+\.css", page.text)
    assert style
    assert "immutable" in client.get(style.group()).headers["cache-control"]
    assert len(page.content) < 120_000


def test_a_fault_shows_a_code_and_no_cause(unit: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("TENNICK/ORVAL went wrong")

    monkeypatch.setattr("api.pages.board.board", broken)
    client = TestClient(
        create_app(unit.application),
        base_url="http://127.0.0.1",
        raise_server_exceptions=False,
        follow_redirects=False,
    )
    sign_in(client, unit, "officer")
    answer = client.get("/")
    assert answer.status_code == 500
    assert "TENNICK" not in answer.text
    assert re.search(r"[A-Z2-9]{2}-[A-Z2-9]{4}", answer.text)


def test_an_auditor_checks_the_whole_log_and_looking_is_itself_an_entry(
    client: TestClient, unit: Installation
) -> None:
    sign_in(client, unit, "auditor")
    page = client.post("/oversight").text
    assert "every entry checked just now" in page
    with unit.application.store.reading(unit.application.actor) as scope:
        size = log_reading.size(scope)
    assert f"logged as entry {size - 1:,}" in page


def test_a_changed_entry_is_found(client: TestClient, unit: Installation) -> None:
    with unit.application.store.engine.begin() as connection:
        envelope = connection.execute(log.leaves.select().where(log.leaves.c.seq == 2)).one().envelope
        connection.execute(
            log.leaves.update()
            .where(log.leaves.c.seq == 2)
            .values(envelope=envelope.replace(b'"done"', b'"nope"'))
        )
    sign_in(client, unit, "auditor")
    assert "The log does not fit its head from entry 2 on." in client.post("/oversight").text

"""The plaintext hunt: what was planted in messages lies nowhere in clear once they are stored and screened.

Every byte of database, journal, key store, logs and Redis is searched in the spellings of
`tests.builders.canaries`. The quarantine is covered too: its body is sealed like anything else.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg import sql
from sqlalchemy.engine import make_url

from api.bootstrap import Application, open_application
from api.running.doorbell import StreamBell
from api.running.intake import Feed, receive
from api.running.worker import work
from api.settings import Settings
from matching.review import disposition, hits
from matching.review.disposition import Reason, Verdict
from pnr.records.messages import MessageState
from retention.acts import Act
from retention.purpose import Offence
from tests.builders.canaries import CANARIES, Kind, search
from tests.builders.messages import ANA, DEPARTS, MARKO, Someone, paxlst, pnrgov
from tests.builders.servers import postgres_database, redis_prefix
from tests.builders.stores import ASSESSMENT, OFFICER, FakeClock
from watchlists import registry, snapshot
from watchlists.registration import ListSeverity, Registration

NAMES = [one.value for one in CANARIES if one.kind is Kind.NAME]
DOCUMENTS = [one.value for one in CANARIES if one.kind is Kind.DOCUMENT]
PHONE, EMAIL, CARD, TEXT = (
    next(one.value for one in CANARIES if one.kind is kind)
    for kind in (Kind.PHONE, Kind.EMAIL, Kind.CARD, Kind.FREE_TEXT)
)
LIST = (
    b"#najava-list;list=hunt;edition=1;authority=Nobody;legal_basis=None (invented);rows=1\r\n"
    b"entry_id;kind;family_name;given_names;birth;nationalities;doc1_type;doc1_number;doc1_issuer;listed_on\r\n"
    b"H-1;person;Zelenika;Boris;1970-01-01;AUT;P;ZZ9999991;AUT;2026-01-01\r\n"
)


def planted() -> list[Someone]:
    """Return travellers whose values are canaries; one of them is on the list by name."""
    marked = [
        MARKO.but(
            surname=name.replace("'", "?'"),
            given=NAMES[0],
            document=DOCUMENTS[index % 2],
            locator=f"ZQ{index}X7K",
        )
        for index, name in enumerate(NAMES)
    ]
    listed = ANA.but(
        surname="ZELENIKA", given="BORIS", birth="700101", sex="M", nation="AUT", document=DOCUMENTS[0]
    )
    return [*marked, listed]


def booking_push() -> bytes:
    """Return a push with contacts, a full card number and sensitive free text as well."""
    said = "".join(
        f"{segment}'\r\n"
        for segment in (
            f"IFT+4:28::Q7+CTCM {PHONE.removeprefix('+')}",
            f"SSR+CTCE:HK:1:Q7:::::/{EMAIL.replace('@', '//').replace('+', '?+')}",
            f"IFT+4:28::Q7+{TEXT}",
            "SSR+WCHR:HK:1:Q7",
            "SSR+KSML:HK:1:Q7",
        )
    ).encode()
    return (
        pnrgov(planted())
        .replace(b"FOP+CC::180.00:VI:411111XXXXXX1111", f"FOP+CC::180.00:VI:{CARD}".encode())
        .replace(b"ORG+1Z", said + b"ORG+1Z")
    )


def walk(application: Application, bell: StreamBell) -> None:
    """Bring the canaries in by every way, screen, decide with a note, hold one unreadable file."""
    store = application.store
    with store.writing(application.actor, Act.LIST_LOAD) as scope:
        registry.register(
            scope,
            Registration(
                id="hunt", title="Hunt", owner="Nobody", legal_basis="None (invented)",
                offences=(Offence.DRUGS,), severity=ListSeverity.HIGH, refresh_hours=24,
            ),
        )  # fmt: skip
        snapshot.load(scope, "hunt", LIST)
    feed = Feed("command", application.actor, airports=("BEG",), bell=bell)
    taken = [
        one
        for data in (booking_push(), paxlst(planted()), f"not a message {NAMES[0]} {DOCUMENTS[0]}".encode())
        for one in receive(store, data, feed, name=f"{NAMES[1]}.edi").taken
    ]
    assert [one.state for one in taken] == [
        MessageState.STORED,
        MessageState.STORED,
        MessageState.QUARANTINED,
    ]
    done = work(store, application.screener)
    assert done.screened == len(NAMES) + 1
    assert done.raised == 1
    officer = OFFICER.__class__("p1", application.settings.tenant, "police", "beg", OFFICER.role)
    with store.reading(officer) as scope:
        (hit,) = hits.of_flight(scope, taken[0].leg.id) if taken[0].leg else ()
    with store.writing(officer, Act.REVIEW, ASSESSMENT) as scope:
        disposition.decide(
            scope, hit.id, verdict=Verdict.SAME, reason=Reason.DOCUMENT_AGREES, note=f"is {NAMES[0]}",
            seen_version=hit.version,
        )  # fmt: skip


@pytest.fixture
def redis_at() -> Iterator[tuple[str, str]]:
    with redis_prefix() as found:
        yield found


@pytest.fixture
def bell(redis_at: tuple[str, str]) -> StreamBell:
    url, prefix = redis_at
    return StreamBell(url, stream=f"{prefix}outbox")


def in_redis(folder: Path, at: tuple[str, str]) -> Path:
    """Write everything Redis holds of this test to a file, so that it is searched with the rest."""
    url, prefix = at
    found = io.BytesIO()
    with redis.Redis.from_url(url) as connection:
        for name in connection.scan_iter(f"{prefix}*"):
            found.write(name + b"\0" + (connection.dump(name) or b"") + b"\n")
        found.write(repr(connection.xrange(f"{prefix}outbox")).encode())
    path = folder / "redis.bin"
    path.write_bytes(found.getvalue())
    return path


def test_nothing_planted_lies_in_clear_in_the_embedded_store(
    tmp_path: Path, bell: StreamBell, redis_at: tuple[str, str]
) -> None:
    application = open_application(Settings(home=tmp_path / "home"), clock=FakeClock(DEPARTS))
    walk(application, bell)
    log = tmp_path / "worker.log"
    environment = {
        "NAJAVA_HOME": str(tmp_path / "home"),
        "PATH": "/usr/bin:/bin",
        "NAJAVA_REDIS": redis_at[0],
    }
    command = [sys.executable, "-P", "-c", "from api.commands import main; main()"]
    with log.open("wb") as out:
        subprocess.run([*command, "status"], env=environment, stdout=out, stderr=out, check=True, timeout=60)
        unreadable = tmp_path / "input.edi"
        unreadable.write_bytes(f"UNA:+.? 'UNB+{NAMES[0]}".encode())
        subprocess.run(
            [*command, "ingest", str(unreadable)],
            env=environment,
            stdout=out,
            stderr=out,
            check=True,
            timeout=60,
        )
    rung = in_redis(tmp_path, redis_at)
    assert b"key" in rung.read_bytes(), "the doorbell must have rung, or the hunt proves nothing"
    assert search([tmp_path / "home", log, rung]) == []


def test_the_hunt_finds_what_is_planted_in_the_same_store(tmp_path: Path) -> None:
    application = open_application(Settings(home=tmp_path / "home"))
    with application.store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE leak (value TEXT)")
        connection.exec_driver_sql("INSERT INTO leak VALUES (?)", (NAMES[0],))
    assert {one.canary.value for one in search([tmp_path / "home"])} == {NAMES[0]}


def test_nothing_planted_lies_in_clear_in_postgresql(
    tmp_path: Path, bell: StreamBell, redis_at: tuple[str, str]
) -> None:
    with postgres_database() as url:
        application = open_application(
            Settings(home=tmp_path / "home", database=url), clock=FakeClock(DEPARTS)
        )
        walk(application, bell)
        dumped = tmp_path / "postgresql"
        dumped.mkdir()
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (name,) in tables:
                with (
                    (dumped / name).open("wb") as file,
                    connection.cursor().copy(
                        sql.SQL("COPY {} TO STDOUT (FORMAT BINARY)").format(sql.Identifier(name))
                    ) as rows,
                ):
                    for row in rows:
                        file.write(row)
        application.store.engine.dispose()
        assert (dumped / "booking").stat().st_size > 1000
        assert search([dumped, tmp_path / "home", in_redis(tmp_path, redis_at)]) == []

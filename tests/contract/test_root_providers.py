"""One suite for every provider of root keys: what the key store relies on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from retention import engines, rounds
from retention.acts import Act
from retention.keystore import KeyStore
from retention.places import Place
from retention.policy import demonstration
from retention.providers.file import FileProvider
from retention.providers.protocol import ProviderError, RootProvider
from retention.providers.transit import TransitProvider
from retention.unit_of_work import Store
from tests.builders.records import CANARY, Card, get, put
from tests.builders.stores import ASSESS, ASSESSMENT, NOON, OFFICER, RETENTION, FakeClock, create_tables
from tests.builders.transit import KeyServer, key_server


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with key_server() as running:
        yield running


@pytest.fixture(params=["file", "transit"])
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> RootProvider:
    if request.param == "file":
        return FileProvider(tmp_path / "root")
    running: KeyServer = request.getfixturevalue("server")
    return TransitProvider(running.address, "wrap", destroy_token="destroy")


def test_what_is_wrapped_unwraps_in_its_context_and_epoch_only(provider: RootProvider) -> None:
    provider.create_epoch(1)
    provider.create_epoch(2)
    wrapped = provider.wrap(1, b"secret" * 6, b"row one")
    assert b"secret" not in wrapped
    assert provider.unwrap(1, wrapped, b"row one") == b"secret" * 6
    for epoch, blob, context in (
        (1, wrapped, b"row two"),
        (2, wrapped, b"row one"),
        (1, wrapped[:-4] + b"AAA=", b"row one"),
        (1, b"", b"row one"),
        (3, wrapped, b"row one"),
    ):
        with pytest.raises(ProviderError) as refused:
            provider.unwrap(epoch, blob, context)
        assert "secret" not in str(refused.value)


def test_an_epoch_is_made_once(provider: RootProvider) -> None:
    provider.create_epoch(1)
    wrapped = provider.wrap(1, b"x" * 32, b"")
    provider.create_epoch(1)
    assert provider.unwrap(1, wrapped, b"") == b"x" * 32


def test_a_destroyed_epoch_opens_nothing_and_may_be_destroyed_again(provider: RootProvider) -> None:
    provider.create_epoch(1)
    provider.create_epoch(2)
    wrapped = provider.wrap(1, b"x" * 32, b"")
    assert provider.destroy_epoch(1) != "absent"
    with pytest.raises(ProviderError):
        provider.unwrap(1, wrapped, b"")
    assert provider.destroy_epoch(1) == "absent"
    assert provider.attest().epochs == (2,)


def test_it_says_what_it_is_and_how_it_is(provider: RootProvider) -> None:
    said = provider.attest()
    assert said.assurance in {"low", "high"}
    assert said.statement
    assert provider.health() == ""


def test_a_store_lives_on_it_through_an_epoch(provider: RootProvider, tmp_path: Path) -> None:
    clock = FakeClock()
    engine = engines.open(f"sqlite:///{tmp_path / 'store.db'}")
    create_tables(engine)
    keys = KeyStore(engines.open(f"sqlite:///{tmp_path / 'keys.db'}"), provider, clock)
    store = Store(engine, keys, demonstration(), clock)
    row = uuid4()
    with store.writing(ASSESS, Act.COLLECTION) as writing:
        put(writing, Place("pnr", NOON.date(), row, 1), Card(CANARY))
    rounds.rotate(store, RETENTION)
    keys.forget()
    clock.advance(timedelta(hours=1))
    with store.consulting(OFFICER, ASSESSMENT) as consulting:
        assert get(consulting, row).name == CANARY
    assert provider.attest().epochs == (2,)
    engine.dispose()
    keys.engine.dispose()


def test_a_key_server_that_lies_about_a_deletion_is_caught(server: KeyServer) -> None:
    provider = TransitProvider(server.address, "wrap", destroy_token="destroy")
    provider.create_epoch(1)
    server.lie()
    with pytest.raises(ProviderError, match="still has it"):
        provider.destroy_epoch(1)


def test_without_the_second_token_nothing_is_destroyed(server: KeyServer) -> None:
    provider = TransitProvider(server.address, "wrap")
    provider.create_epoch(1)
    with pytest.raises(ProviderError, match="403"):
        provider.destroy_epoch(1)
    assert provider.attest().epochs == (1,)


def test_a_key_server_that_is_down_is_said_to_be() -> None:
    provider = TransitProvider("http://127.0.0.1:9", "wrap", timeout=0.5)
    assert provider.health() == "the key server cannot be reached"
    with pytest.raises(ProviderError, match="reached"):
        provider.wrap(1, b"x", b"")


def test_a_key_server_is_not_spoken_to_in_clear() -> None:
    with pytest.raises(ProviderError, match="https"):
        TransitProvider("http://keys.example", "wrap")


def test_a_file_others_may_read_is_reported(tmp_path: Path) -> None:
    provider = FileProvider(tmp_path)
    provider.create_epoch(1)
    (path,) = tmp_path.glob("epoch-*.key")
    assert path.stat().st_mode & 0o777 == 0o400
    path.chmod(0o444)
    assert "others may read" in provider.health()

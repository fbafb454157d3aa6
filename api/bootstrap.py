"""The one place that wires: settings to store, lists to screener. Nothing else constructs these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from api.running.doorbell import Doorbell, doorbell
from api.running.screeners import ScreenerSource
from api.settings import Mode, Settings
from retention import engines
from retention.actors import Actor, ServiceIdentity
from retention.keystore import open_keys
from retention.policy import Policy, demonstration, read
from retention.unit_of_work import Store


def system_clock() -> datetime:
    """Return the time, aware. The only clock of the service; everything below takes `now`."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Application:
    """An opened installation: what pages, commands and workers are given."""

    settings: Settings
    store: Store
    screener: ScreenerSource
    bell: Doorbell
    now: Callable[[], datetime]

    @property
    def actor(self) -> Actor:
        """The service identity that reads and assesses."""
        return self.screener.actor


def policy_of(settings: Settings) -> Policy:
    """Return the policy in force: the demonstration profile, or the signed file of a live installation."""
    if settings.mode is Mode.DEMONSTRATION or settings.policy is None:
        return demonstration()
    return read(settings.policy.read_text(encoding="utf-8"))


def open_application(settings: Settings, *, clock: Callable[[], datetime] = system_clock) -> Application:
    """Open the stores, bring their schema up to date and wire what runs on them."""
    from api.migrations import upgrade  # noqa: PLC0415 - Alembic costs a second at import

    if settings.data_url.startswith("sqlite"):
        (settings.home / "data").mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.keys_url.startswith("sqlite"):
        (settings.home / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade(settings.data_url)
    keys = open_keys(settings.keys_url, clock=clock)
    store = Store(engines.open(settings.data_url), keys, policy_of(settings), clock)
    actor = Actor("service:assess", settings.tenant, "najava", "najava", ServiceIdentity.ASSESS)
    return Application(
        settings, store, ScreenerSource(store, actor, settings.review_line), doorbell(settings.redis), clock
    )

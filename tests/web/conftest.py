"""A served installation and a real Chromium. Every page is listened to: no refusal of the content policy,
no error on the console, no script fault may go unseen by a test.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from api.app import create_app
from tests.builders.installation import Installation, build_installation

CHROMIUM = shutil.which("chromium") or ""
PASSENGER_ROLES = ("officer", "customs", "supervisor")


@dataclass(slots=True)
class Served:
    """An installation behind an address of this machine."""

    unit: Installation
    url: str


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    unit = build_installation(tmp_path)
    config = uvicorn.Config(
        create_app(unit.application),
        host="127.0.0.1",
        port=0,
        log_level="critical",
        access_log=False,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(unit, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("CI must install chromium (apt-get install chromium)")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """One person at one browser; `faults` is what the browser complained about."""

    page: Page
    context: BrowserContext
    url: str
    passwords: dict[str, str]
    scripted: bool = True
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path of the console."""
        self.page.goto(f"{self.url}{path}")

    def sign_in(self, name: str, *, purpose: bool = True) -> None:
        """Sign in by form, and state a purpose where the role looks at passengers."""
        self.open(f"/sign-in?as={name}")
        self.page.locator("#password").fill(self.passwords[name])
        with self.page.expect_navigation():
            self.page.locator("#password").press("Enter")
        if purpose and name in PASSENGER_ROLES:
            self.open("/purpose")
            self.page.locator("[value=drugs]").check()
            with self.page.expect_navigation():
                self.page.locator("main button.primary").click()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a person does."""
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, *keys: str) -> None:
        """Press keys, the last of which leads to another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])


Visit = Callable[..., Visitor]

_LISTEN = """
window.__refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture
def visit(served: Served, chromium: Browser) -> Iterator[Visit]:
    """Return a maker of visitors; at the end none of their browsers may have complained."""
    visitors: list[Visitor] = []

    def make(**options: Any) -> Visitor:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        context = chromium.new_context(**options)
        context.add_init_script(_LISTEN)
        page = context.new_page()
        made = Visitor(
            page,
            context,
            served.url,
            served.unit.passwords,
            scripted=options.get("java_script_enabled", True),
        )

        def heard(message: ConsoleMessage) -> None:
            expected = "the server responded with a status of 4" in message.text
            if message.type in {"error", "warning"} and not expected:
                made.faults.append(message.text)

        page.on("console", heard)
        page.on("pageerror", lambda error: made.faults.append(str(error)))
        visitors.append(made)
        return made

    yield make
    faults = [fault for one in visitors for fault in one.faults]
    for one in visitors:
        if one.page.url.startswith("http") and one.scripted:
            faults.extend(one.page.evaluate("window.__refused ?? []"))
        one.context.close()
    assert faults == []

"""Takes the pictures of `docs/screens` (run by `scripts/screenshots`): the demonstration at a fixed hour.

The same day and hour give the same traffic, so a picture changes only when the console does.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from api.app import create_app
from api.bootstrap import Application, open_application
from api.identity.accounts import demonstration_accounts
from api.running import demonstration
from api.settings import Settings
from tests.builders.stores import FakeClock

FOLDER = Path(__file__).resolve().parents[2] / "docs/screens"
WHEN = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
MANIFEST = (
    "R.br.;Prezime i ime;Datum rodj.;Pasos;Drz.;Sediste;Obrok\n"
    "1;Petrovic Marko;01.02.1984;ZZ0144772;SRB;14C;VGML\n"
    "2;22B;03.04.1990;ZZ0144773;SRB;;\n"
    "3;Verhoeven Jasper;11.02.1991;ZZ4071219;NLD;31F;\n"
    "4;;05.06.1991;ZZ0144774;MKD;9D;MOML\n"
)


def fill(folder: Path) -> tuple[Application, dict[str, str]]:
    """Open and fill a demonstration at the fixed hour."""
    application = open_application(Settings(home=folder), clock=FakeClock(WHEN))
    demonstration.fill(application, scale=1.0, told=lambda _progress: None)
    accounts = demonstration_accounts(application.store, airports=application.settings.airports)
    return application, {one.name: one.password for one in accounts}


def sign_in(page: Page, url: str, name: str, password: str) -> None:
    """Sign in, with a purpose where the role looks at passengers."""
    page.goto(f"{url}/sign-in?as={name}")
    page.locator("#password").fill(password)
    with page.expect_navigation():
        page.locator("#password").press("Enter")
    if name == "officer":
        page.goto(f"{url}/purpose")
        page.locator("[value=drugs]").check()
        with page.expect_navigation():
            page.locator("main button.primary").click()


def shoot(page: Page, name: str) -> None:
    """Save what the window shows."""
    page.wait_for_timeout(400)  # fonts
    page.screenshot(path=FOLDER / f"{name}.png")


def officer(browser: Browser, url: str, password: str, *, theme: str, suffix: str) -> None:
    """Take the officer's screens in one theme."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "najava_look", "value": f"{theme}..on.en", "url": url}])
    page = context.new_page()
    sign_in(page, url, "officer", password)
    page.goto(f"{url}/?hours=24")
    shoot(page, f"board{suffix}")
    flagged = page.locator("tr[data-edge=high] a.open, tr[data-edge=critical] a.open").first
    with page.expect_navigation():
        flagged.click()
    shoot(page, f"manifest{suffix}")
    with page.expect_navigation():
        page.locator("[data-row] a.open").first.click()
    shoot(page, f"dossier{suffix}")
    page.goto(f"{url}/hits?verdict=different")
    page.keyboard.press("2")
    page.locator("[name=reason_different]").first.check()
    shoot(page, f"review{suffix}")
    page.goto(f"{url}/intake")
    file = FilePayload(name="X0479_23NOV.csv", mimeType="text/csv", buffer=MANIFEST.encode())
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Read", exact=True).click()
    shoot(page, f"intake{suffix}")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(url)
    shoot(page, f"board-320{suffix}")
    context.close()


def others(browser: Browser, url: str, passwords: dict[str, str]) -> None:
    """Take sign-in and the first pages of auditor and administrator."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/sign-in")
    shoot(page, "sign-in")
    for name, picture in (("auditor", "oversight"), ("admin", "administration")):
        sign_in(page, url, name, passwords[name])
        if name == "auditor":
            with page.expect_navigation():
                page.locator("main button.primary").click()
        shoot(page, picture)


def main() -> None:
    """Fill, serve, take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="najava-screens-"))
    application, passwords = fill(home)
    config = uvicorn.Config(
        create_app(application), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        officer(browser, url, passwords["officer"], theme="light", suffix="")
        officer(browser, url, passwords["officer"], theme="dark", suffix="-dark")
        others(browser, url, passwords)
        browser.close()
    server.should_exit = True
    thread.join(timeout=20)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()

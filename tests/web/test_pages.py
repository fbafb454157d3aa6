"""Every screen, in every theme: no barrier that axe knows, nothing wider than the window, nothing refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import Visit, Visitor

pytestmark = pytest.mark.web

OFFICER = (
    "/",
    "/?hours=24",
    "flight",
    "flight messages",
    "hit",
    "/hits",
    "/intake",
    "/decode",
    "/purpose",
    "/keys",
)
OTHERS = (("auditor", "/oversight"), ("admin", "/administration"), ("analyst", "/"))


def reach(visitor: Visitor, screen: str) -> None:
    """Open a screen as a person does: opaque addresses are followed, never written."""
    if screen.startswith("/"):
        visitor.open(screen)
        return
    visitor.open("/")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Q7 412").first.click()
    if screen == "flight messages":
        visitor.open(f"{visitor.page.url.removeprefix(visitor.url)}?tab=messages")
    if screen == "hit":
        with visitor.page.expect_navigation():
            visitor.page.locator("[data-row] a.open").first.click()


def barriers(visitor: Visitor) -> list[str]:
    """Return what axe objects to, WCAG 2.2 A and AA and best practices."""
    found = Axe().run(visitor.page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(visitor: Visitor) -> int:
    return int(visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def wide(visitor: Visitor) -> list[str]:
    """Name what stands out of the window, tables that scroll by themselves apart."""
    found: list[str] = visitor.page.evaluate(
        """[...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll > *"))
        .map((one) => `${one.tagName}.${one.getAttribute("class")}`)"""
    )
    return found


def dress(visitor: Visitor, theme: str) -> None:
    visitor.context.add_cookies([{"name": "najava_look", "value": f"{theme}..on.en", "url": visitor.url}])


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_no_screen_of_an_officer_has_a_barrier_or_overflows(visit: Visit, theme: str) -> None:
    visitor = visit()
    dress(visitor, theme)
    visitor.sign_in("officer")
    found: dict[str, object] = {}
    for screen in OFFICER:
        reach(visitor, screen)
        assert visitor.page.locator("html").get_attribute("data-theme") == theme
        if objections := barriers(visitor):
            found[screen] = objections
        for width in (320, 768, 1440):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            if overflow(visitor) > 0:
                found[f"{screen} at {width}"] = wide(visitor)
    assert found == {}


@pytest.mark.parametrize(("name", "screen"), OTHERS)
def test_no_first_page_of_another_role_has_a_barrier_or_overflows(
    visit: Visit, name: str, screen: str
) -> None:
    visitor = visit()
    visitor.sign_in(name)
    assert visitor.page.url == f"{visitor.url}{screen}"
    found: dict[str, object] = {"axe": barriers(visitor)}
    for width in (320, 1440):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        found[f"at {width}"] = overflow(visitor)
    assert found == {"axe": [], "at 320": 0, "at 1440": 0}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signing_in_and_refusals_have_no_barrier(visit: Visit, theme: str) -> None:
    visitor = visit(viewport={"width": 320, "height": 800})
    dress(visitor, theme)
    visitor.open("/sign-in")
    assert (barriers(visitor), overflow(visitor)) == ([], 0)
    visitor.sign_in("auditor")
    visitor.open("/hits")
    assert visitor.page.get_by_role("heading", name="Your role does not include this page.").is_visible()
    assert (barriers(visitor), overflow(visitor)) == ([], 0)


def test_what_was_handed_in_has_no_barrier(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "Q7630_25NOV.csv"
    file.write_text(
        "Surname;Given;Birth date;Passport;Meal\nTENNICK;ORVAL;05.03.1961;ZZ700001;VGML\n;;;ZZ1;\n"
    )
    visitor = visit()
    visitor.sign_in("officer")
    visitor.open("/intake")
    visitor.page.locator("input[type=file]").set_input_files(file)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Read", exact=True).click()
    assert barriers(visitor) == []
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Screen").click()
    assert barriers(visitor) == []

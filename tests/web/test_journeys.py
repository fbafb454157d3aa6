"""The two errands of a shift, by keyboard alone: no test here touches a mouse."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from matching.review import hits
from matching.review.hits import HitState
from tests.web.conftest import Served, Visit, Visitor

pytestmark = pytest.mark.web


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until the element has the focus; fails when it is not reached."""
    for _ in range(80):
        visitor.press("Tab")
        if visitor.page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    pytest.fail(f"Tab never reaches {selector}")


def sign_in_by_keyboard(visitor: Visitor, name: str) -> None:
    visitor.open("/sign-in")
    visitor.page.keyboard.type(name)  # the first field has the focus
    visitor.press("Tab")
    visitor.page.keyboard.type(visitor.passwords[name])
    visitor.go("Enter")


def states(served: Served) -> list[HitState]:
    application = served.unit.application
    with application.store.reading(application.actor) as scope:
        queue = hits.queue(scope, ["BEG"], after=scope.now - timedelta(hours=2))
        lines = hits.of_flight(scope, queue[0].leg_id) if queue else ()
    return [one.state for one in lines]


def test_from_sign_in_over_the_board_to_a_decision_and_its_undoing(served: Served, visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    sign_in_by_keyboard(visitor, "officer")
    assert page.get_by_role("heading", name="Arrivals").is_visible()
    visitor.go("j", "Enter")  # the first flight, which lands next
    assert page.get_by_role("heading", name="Why are you looking at passengers?").is_visible()
    tab_to(visitor, "[name=offence]")
    visitor.press("Space")
    visitor.go("Control+Enter")
    assert page.get_by_role("heading", name="Q7 412").is_visible()
    assert "TENNICK/ORVAL" in page.locator(".manifest tbody").first.inner_text()
    visitor.go("j", "Enter")
    assert page.get_by_text("possible match, not established").is_visible()
    assert page.get_by_text("Opening this page was logged as entry").is_visible()
    visitor.go("2")  # different person
    visitor.press("2")
    tab_to(visitor, "[name=reason_different]")
    visitor.press("Space")
    page.locator("#preview").get_by_text("is not the person in").wait_for()
    assert "birth date contradicts" in page.locator("#preview").inner_text()
    visitor.press("n")
    page.keyboard.type("1 2 3 e are letters here")
    visitor.go("Control+Enter")
    assert "different person" in page.locator(".undo").inner_text()
    assert sorted(states(served)) == ["decided", "open", "open"]
    visitor.go("u")
    assert sorted(states(served)) == ["open", "open", "open"]
    assert "taken back" in page.get_by_text("Different person, birth date contradicts").inner_text()


def test_a_dropped_manifest_is_looked_over_screened_and_flags_its_passenger(
    served: Served, visit: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "Q7630_25NOV.csv"
    file.write_text(
        "R.br.;Prezime i ime;Datum rodj.;Pasos;Drz.;Obrok\n"
        "1;Tennick Orval;05.03.1961;ZZ700001;ALB;VGML\n"
        "2;Lindqvist Maja;23.06.1982;ZZ933104;SWE;\n"
        "3;;05.06.1991;ZZ144774;MKD;\n",
        encoding="utf-8",
    )
    visitor = visit()
    page = visitor.page
    visitor.sign_in("officer")
    visitor.go("g", "i")
    page.locator("input[type=file]").set_input_files(file)  # what the file dialog does after Enter
    tab_to(visitor, ".drop button")
    visitor.go("Enter")
    assert page.get_by_label("Column B is read as").input_value() == "surname, given"
    assert page.get_by_label("Column F is read as").input_value() == "meal"
    refused = page.get_by_role("region", name="Refused").inner_text()
    assert "Row 4, column B" in refused
    assert "99.99.9999" in refused
    assert "1991" not in page.content()  # a refused row shows its shape only
    visitor.go("Control+Enter")
    assert "National notices VA-17" in page.locator(".queue").inner_text()
    assert page.get_by_role("link", name="Q7 630").first.is_visible()
    tab_to(visitor, ".queue a")
    visitor.go("Enter")
    assert page.get_by_role("heading", name="TENNICK").is_visible()
    assert "uploaded manifest" in page.locator(".three").inner_text()
    assert "VGML" not in page.content()


def test_the_second_officer_does_not_overwrite_the_first(served: Served, visit: Visit) -> None:
    first, second = visit(), visit()
    for visitor, name in ((first, "officer"), (second, "customs")):
        visitor.sign_in(name)
        visitor.open("/hits")
        visitor.press("1")
        tab_to(visitor, "[name=reason_same]")
        visitor.press("Space")
    first.go("Control+Enter")
    second.go("Control+Enter")
    assert second.page.get_by_role("alert").get_by_text("M. Ilić decided this").is_visible()
    assert "was not recorded" in second.page.get_by_role("alert").inner_text()
    assert sorted(states(served)) == ["decided", "open", "open"]


def test_single_letter_keys_can_be_switched_off_and_buttons_still_work(visit: Visit) -> None:
    visitor = visit()
    visitor.sign_in("officer")
    visitor.press("?")
    assert visitor.page.get_by_role("dialog", name="Keys").is_visible()
    visitor.press("Escape")
    assert not visitor.page.get_by_role("dialog", name="Keys").is_visible()
    visitor.context.add_cookies([{"name": "najava_look", "value": "..off.en", "url": visitor.url}])
    visitor.open("/hits")
    visitor.press("1")
    assert visitor.page.locator("[name=verdict]:checked").count() == 0
    visitor.press("?")
    assert not visitor.page.get_by_role("dialog", name="Keys").is_visible()


def test_the_main_errand_works_without_script(served: Served, visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    visitor.sign_in("officer")
    visitor.open("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Q7 412").click()
    with page.expect_navigation():
        page.locator("[data-row] a.open").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Different person").click()
    page.get_by_label("Document contradicts").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()
    assert "different person" in page.locator(".undo").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    assert sorted(states(served)) == ["open", "open", "open"]

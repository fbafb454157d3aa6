"""What comes in while a page is open: rows stay where they are, a bar says what is new, silence is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from api.running.intake import Feed, receive
from api.running.worker import work
from tests.builders.installation import LENA, ORVAL
from tests.builders.messages import ANA, MARKO, paxlst
from tests.web.conftest import Served, Visit

pytestmark = pytest.mark.web
_POLL = 21_000


def test_new_hits_wait_behind_a_bar_and_no_row_moves(served: Served, visit: Visit) -> None:
    visitor = visit()
    visitor.sign_in("officer")
    visitor.page.clock.install()
    visitor.open("/")
    hits = visitor.page.locator(".board .count b").first
    place = hits.bounding_box()
    unit = served.unit
    unit.clock.advance(timedelta(minutes=1))
    twin = MARKO.but(locator="M9RKO2", reference="9", seat="9C", document="ZZ0000009", birth="840102")
    feed = Feed("folder", unit.application.actor, airports=("BEG",))
    receive(unit.application.store, paxlst([MARKO, ANA, ORVAL, LENA, twin], control="90002"), feed)
    work(unit.application.store, unit.application.screener)
    visitor.page.clock.fast_forward(_POLL)
    expect(visitor.page.locator("#news")).to_contain_text("1 new hit")
    expect(visitor.page.locator("#news")).to_contain_text("on Q7 412 since 14:18")
    assert hits.inner_text() == "3"
    after = hits.bounding_box()
    assert place
    assert after
    assert after == place
    visitor.go(".")
    expect(visitor.page.locator(".board .count b").first).to_have_text("4")
    expect(visitor.page.locator("#news")).not_to_contain_text("new hit")


def test_a_silent_service_is_said_and_rows_stay_usable(visit: Visit) -> None:
    visitor = visit()
    visitor.sign_in("officer")
    visitor.page.clock.install()
    visitor.open("/")
    strip = visitor.page.locator("[data-stale-strip]")
    expect(strip).to_be_hidden()
    visitor.page.route("**/board/news*", lambda route: route.abort())
    visitor.page.clock.fast_forward(_POLL)
    expect(strip).to_be_visible()
    expect(strip).to_contain_text("Rows are as of 14:18.")
    visitor.page.unroute("**/board/news*")
    visitor.page.clock.fast_forward(_POLL)
    expect(strip).to_be_hidden()
    visitor.faults.clear()  # the browser itself reports the request we cut
    visitor.go("j", "Enter")
    expect(visitor.page.get_by_role("heading", name="Q7 412")).to_be_visible()

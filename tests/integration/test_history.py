"""Earlier flights are found by exact identifiers, across months, and only behind the policy's switch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from api.running.intake import Feed, receive
from api.running.worker import work
from matching.review import assessment
from matching.review.assessment import Assessment
from matching.screening.model import Screener
from matching.screening.screener import build
from pnr.feed.schedule import flight_leg
from pnr.records import travellers
from pnr.records.history import Identifier, months
from retention.actors import Actor
from retention.unit_of_work import Store
from tests.builders.messages import ANA, MARKO, Someone, paxlst, pnrgov
from tests.builders.stores import ASSESS as SERVICE
from tests.builders.stores import ASSESSMENT, OFFICER, FakeClock, build_store, six_months

FEED = Feed("command", SERVICE, airports=("BEG",))


class NoLists:
    """A worker's lists with nothing on them."""

    actor: Actor = SERVICE
    screener: Screener = build([])

    def __call__(self) -> Screener:
        return self.screener


def later(data: bytes, number: str, *, day: str, month: str = "11") -> bytes:
    """Return the same message about another flight and day."""
    text = data.decode().replace("412", number)
    return text.replace("251126", f"{day}{month}26").replace("2611251", f"26{month}{day}1").encode()


def fly(store: Store, clock: FakeClock, data: bytes, at: datetime) -> None:
    clock.now = at
    receive(store, data, FEED)
    work(store, NoLists())


def seen(store: Store, number: str) -> list[Assessment]:
    with store.consulting(OFFICER, ASSESSMENT) as scope:
        leg: UUID = scope.connection.execute(
            select(flight_leg.c.id).where(flight_leg.c.number == number)
        ).scalar_one()
        found = [assessment.opened(scope, one.id) for one in travellers.on_leg(scope, leg)]
    return [one for one in found if one is not None]


FIRST = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def test_the_same_document_on_another_flight_is_the_same_person(store: Store, clock: FakeClock) -> None:
    fly(store, clock, paxlst([MARKO]), FIRST)
    fly(
        store,
        clock,
        later(paxlst([MARKO.but(given="MARKOS"), ANA]), "414", day="26"),
        FIRST + timedelta(days=1),
    )
    marko, ana = seen(store, "414")
    assert [one.shared for one in marko.seen] == [Identifier.DOCUMENT]
    assert ana.seen == ()
    assert marko.observed_from == FIRST.isoformat()


def test_name_and_birth_are_weaker_and_named_so(store: Store, clock: FakeClock) -> None:
    fly(store, clock, paxlst([MARKO]), FIRST)
    renewed = MARKO.but(document="ZZ5550001")
    fly(store, clock, later(paxlst([renewed]), "414", day="26"), FIRST + timedelta(days=1))
    assert [one.shared for one in seen(store, "414")[0].seen] == [Identifier.NAME_BIRTH]


def test_one_card_for_two_bookings_of_the_month(store: Store, clock: FakeClock) -> None:
    def paid(one: Someone, control: str) -> bytes:
        return pnrgov([one], control=control).replace(b"411111XXXXXX1111", b"4000001234567899")

    fly(store, clock, paid(MARKO, "1"), FIRST)
    fly(store, clock, later(paid(ANA, "2"), "414", day="26"), FIRST + timedelta(hours=2))
    assert [one.shared for one in seen(store, "414")[0].seen] == [Identifier.CARD]


def test_a_new_month_has_new_tokens_and_still_finds_the_old_flight(tmp_path: Path, store_url: str) -> None:
    clock = FakeClock()
    store = build_store(tmp_path, url=store_url, policy=six_months().model_copy(
        update={"history": six_months().history.model_copy(update={"in_assessment": True, "dpia": "test"})}
    ), clock=clock)  # fmt: skip
    fly(store, clock, pnrgov_with_document(), FIRST)
    fly(store, clock, later(pnrgov_with_document(), "414", day="12", month="12"), FIRST + timedelta(days=17))
    assert [one.shared for one in seen(store, "414")[0].seen] == [Identifier.DOCUMENT]
    store.engine.dispose()


def pnrgov_with_document() -> bytes:
    docs = b"SSR+DOCS:HK:1:Q7:::::/P/SRB/ZZ0000001/SRB/30JUN84/M/11JAN31/PETROVSKI/MARKO'\r\nFOP"
    return pnrgov([MARKO]).replace(b"FOP", docs)


def test_without_the_switch_nobody_looks_back(tmp_path: Path, store_url: str) -> None:
    clock = FakeClock()
    store = build_store(tmp_path, url=store_url, policy=six_months(), clock=clock)
    fly(store, clock, pnrgov_with_document(), FIRST)
    fly(store, clock, later(pnrgov_with_document(), "414", day="26"), FIRST + timedelta(days=1))
    (one,) = seen(store, "414")
    assert (one.observed_from, one.seen) == ("", ())
    store.engine.dispose()


@pytest.mark.parametrize(
    ("now", "life", "count"),
    [
        (datetime(2026, 3, 1, tzinfo=UTC), timedelta(hours=72), 2),
        (datetime(2026, 3, 31, tzinfo=UTC), timedelta(hours=72), 1),
        (datetime(2026, 11, 25, tzinfo=UTC), timedelta(days=186), 7),
    ],
)
def test_every_month_still_alive_is_asked(now: datetime, life: timedelta, count: int) -> None:
    found = months(now, life)
    assert len(found) == count
    assert found[0] == now.date().replace(day=1)

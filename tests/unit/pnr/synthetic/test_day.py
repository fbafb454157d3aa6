"""A day of fictional traffic: whole messages, the same every time, true to what was planted."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from pnr.reading import read
from pnr.synthetic.day import Day, day, schedule
from pnr.synthetic.pushes import Gap, Kind, Push
from pnr.synthetic.schedule import SIX
from tests.builders.structure import check

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@cache
def small() -> Day:
    return Day(11, now=NOW, scale=0.5)


@cache
def sent() -> tuple[Push, ...]:
    return tuple(small().pushes())


def test_the_same_seed_gives_the_same_bytes() -> None:
    again = tuple(day(11, now=NOW, scale=0.5))
    assert [(push.at, push.name, push.data) for push in again] == [
        (push.at, push.name, push.data) for push in sent()
    ]
    other = tuple(day(12, now=NOW, scale=0.5))
    assert {push.data for push in other}.isdisjoint(push.data for push in sent())


def test_messages_come_in_order_and_none_from_the_future() -> None:
    moments = [push.at for push in sent()]
    assert moments == sorted(moments)
    assert moments[-1] <= NOW
    assert len({push.name for push in sent()}) == len(sent())


def test_every_message_is_whole_save_the_one_cut_short() -> None:
    gaps = small().gaps
    assert Counter(gaps.values())[Gap.CUT_SHORT] == 1
    broken = 0
    for push in sent():
        if push.kind is Kind.MANIFEST:
            (message,) = read(push.data, name="sent by mail.csv").messages
            (leg,) = message.legs
            assert (
                push.flight
                == f"{leg.carrier}{leg.number}/{leg.origin}-{leg.destination}/{leg.departure[:10]}"
            )
            assert len(message.travellers) > 5
            continue
        if b"UNZ" not in push.data[-60:]:
            broken += 1
            continue
        check(push.data)
    assert broken == 1


def test_full_and_update_pushes_follow_each_other_and_lists_come_last() -> None:
    departed = {leg.key for leg in small().schedule() if leg.departure + timedelta(minutes=30) < NOW}
    kinds: dict[str, list[Kind]] = {}
    for push in sent():
        kinds.setdefault(push.flight, []).append(push.kind)
    whole = [kinds[flight] for flight in departed if len(kinds.get(flight, ())) == 7]
    assert len(whole) > 5
    assert all(
        one
        == [
            Kind.FULL,
            Kind.UPDATE,
            Kind.FULL,
            Kind.UPDATE,
            Kind.CHECK_IN_CLOSE,
            Kind.FULL,
            Kind.DEPARTURE,
        ]
        for one in whole
    )


@pytest.mark.parametrize("hour", [2, 8, 14, 21])
def test_hits_are_spread_over_the_six_airports_within_six_hours_at_any_time_of_day(hour: int) -> None:
    now = NOW.replace(hour=hour)
    one = Day(3, now=now, scale=0.2)
    told = [planted for planted in one.planted if planted.plant.same_person]
    assert len(told) >= 12
    assert {planted.airport for planted in told} == set(SIX)
    assert all(now < planted.arrival <= now + timedelta(hours=6) for planted in told)
    flights = {push.flight for push in one.pushes()}
    assert {planted.flight for planted in told} <= flights


def test_planted_travellers_stand_in_the_last_message_about_their_flight() -> None:
    last: dict[str, bytes] = {}
    for push in sent():
        if push.kind in (Kind.FULL, Kind.UPDATE):
            last[push.flight] = last.get(push.flight, b"") + push.data
    for planted in small().planted:
        assert planted.locator.encode() in last[planted.flight]
        assert f"REF+:{planted.unique_reference}".encode() in last[planted.flight]


def test_a_carrier_is_silent_and_one_flight_has_a_manifest_only() -> None:
    gaps = small().gaps
    kinds = Counter(gaps.values())
    assert kinds[Gap.SILENT] >= 1
    assert kinds[Gap.MANIFEST_ONLY] == 1
    flights = {push.flight: push.kind for push in sent()}
    silent = [leg for leg in small().schedule() if leg.key not in flights and leg.departure < NOW]
    assert silent
    assert Kind.MANIFEST in flights.values()


def test_the_schedule_knows_what_to_expect() -> None:
    legs = schedule(11, now=NOW, scale=0.5)
    assert len(legs) > 20
    assert {leg.destination for leg in legs} == set(SIX)
    for leg in legs:
        assert NOW - timedelta(hours=6) <= leg.arrival < NOW + timedelta(hours=24)
        assert 0 < leg.expected <= leg.seats
        assert len(leg.pushes) == 7
        assert leg.pushes[0][1] == leg.departure - timedelta(hours=72)

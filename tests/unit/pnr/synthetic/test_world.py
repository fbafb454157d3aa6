"""A world over days: the same every time, in order of time, true to itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from pnr.reading import read
from pnr.synthetic.disagreement import Variant
from pnr.synthetic.message_faults import Damage
from pnr.synthetic.moments import DAY, iso
from pnr.synthetic.pushes import Kind
from pnr.synthetic.truth import Row, rows
from pnr.synthetic.world import Parameters, Traffic, World, in_order
from pnr.synthetic.world_lists import BETWEEN
from tests.builders.structure import check

SMALL = Parameters(seed=9, passengers=4000, days=21, listed=800.0, cases=300.0)


@cache
def flights() -> tuple[Traffic, ...]:
    return tuple(World(SMALL).traffic())


@cache
def truth() -> tuple[Row, ...]:
    return tuple(row for one in flights() for row in rows(one.leg, one.trips))


def test_the_same_parameters_make_the_same_bytes() -> None:
    again = World(replace(SMALL, passengers=900)).traffic()
    other = World(replace(SMALL, passengers=900)).traffic()
    for one, two in zip(again, other, strict=True):
        assert [sent.push.data for sent in one.sent] == [sent.push.data for sent in two.sent]
    mine = next(iter(World(replace(SMALL, passengers=900, seed=10)).traffic()))
    assert (
        mine.sent[0].push.data
        != next(iter(World(replace(SMALL, passengers=900)).traffic())).sent[0].push.data
    )


def test_a_world_holds_about_the_passengers_asked_for() -> None:
    held = sum(not row.cancelled for row in truth())
    assert 0.9 * SMALL.passengers <= held <= 1.15 * SMALL.passengers
    last = flights()[-1].leg.departure // DAY
    assert last - SMALL.first_day > SMALL.days * 0.6


def test_messages_come_in_order_of_time_though_legs_do_not_know_each_other() -> None:
    moments = [push.at for push, _ in in_order(iter(flights()))]
    assert moments == sorted(moments)
    assert len(moments) == sum(len(one.sent) for one in flights())


def test_only_damaged_messages_are_not_whole() -> None:
    damaged: Counter[Damage] = Counter()
    for push, damage in in_order(iter(flights())):
        broken = set(damage) - {Damage.LATE, Damage.DUPLICATE, Damage.OUT_OF_ORDER}
        damaged.update(damage)
        if not broken:
            check(push.data)
        assert read(push.data).messages, push.name
    assert len(damaged) >= 3


def test_nobody_is_in_two_places_at_once() -> None:
    journeys: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in truth():
        if not row.cancelled and row.mark is None and row.kind != "planned":
            journeys[row.person].append((row.departure, row.arrival))
    assert len(journeys) > 1000
    overlapping = 0
    for taken in journeys.values():
        taken.sort()
        for (_, lands), (leaves, _) in pairwise(taken):
            overlapping += leaves < lands
    assert overlapping == 0


def test_ways_back_show_the_booking_of_the_way_out() -> None:
    seen: dict[int, tuple[str, str]] = {}
    back = 0
    for one in flights():
        for trip in one.trips:
            if trip.kind == "planned":
                continue
            before = seen.setdefault(trip.id, (trip.locator, trip.passengers[0].surname))
            if trip.halves.second is one.leg and before is not seen[trip.id]:
                back += 1
            assert trip.passengers[0].surname == before[1]
    pairs = Counter(trip.id for one in flights() for trip in one.trips if trip.kind != "planned")
    assert sum(count == 2 for count in pairs.values()) > 200
    assert max(pairs.values()) == 2


def test_people_travel_again() -> None:
    trips = Counter(row.person for row in truth() if row.mark is None)
    assert sum(count > 2 for count in trips.values()) > 5


def test_detectable_is_when_a_message_goes_out_and_not_after_landing() -> None:
    marked = [row for row in truth() if row.mark is not None]
    assert len(marked) > 60
    told = [row for row in marked if row.detectable]
    assert len(told) > 0.7 * len(marked)
    for row in told:
        assert datetime.fromisoformat(row.detectable) <= datetime.fromisoformat(row.arrival)


def test_listed_people_come_in_every_variant() -> None:
    one = replace(SMALL, listed=3000.0, cases=0.0)
    found = {
        variant
        for leg in World(one).traffic()
        for row in rows(leg.leg, leg.trips)
        if row.mark is not None
        for variant in row.mark.variant.split(BETWEEN)
    }
    assert found == {kind.value for kind in Variant}


def test_truth_never_stands_in_a_message() -> None:
    words = {row.mark.case for row in truth() if row.mark is not None}
    words |= {row.mark.script.upper() for row in truth() if row.mark is not None and " " in row.mark.script}
    everything = b"".join(sent.push.data for one in flights() for sent in one.sent)
    assert not [word for word in words if word.encode() in everything]


def test_a_leg_is_told_of_in_seven_messages() -> None:
    first = flights()[0]
    kinds = [sent.push.kind for sent in first.sent if not sent.damage]
    assert kinds.count(Kind.FULL) <= 3
    assert len(first.sent) >= 7
    assert iso(first.leg.departure) > SMALL.start

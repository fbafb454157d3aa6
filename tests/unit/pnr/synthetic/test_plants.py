"""Scripts of planted cases: every threat, three difficulties, three decoys each, and what shows."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from pnr.synthetic.chance import stream
from pnr.synthetic.indicators import sentence
from pnr.synthetic.lost_documents import REFERENCE
from pnr.synthetic.plants.placing import CONTROLS, WRITERS, Ground, Placed, cases
from pnr.synthetic.plants.script import Difficulty, Draft, Writer
from pnr.synthetic.schedule import SIX, routes
from pnr.synthetic.trips import Setting

GROUND = Ground(Setting(4, REFERENCE), routes(4, SIX, 1.0), 20514, 60)


def placed(count: int = 56) -> list[Placed]:
    return list(cases(GROUND, count=count))


def test_every_threat_is_planted_with_three_decoys_for_a_case() -> None:
    found = {one.trip.mark.case: one.trip.mark for one in placed() if one.trip.mark is not None}
    threats = {mark.threat for mark in found.values()}
    assert threats == {"DRG", "WLD", "MED", "WPN", "TIP", "MIG", "FTF", "CSH", "INS", "DOC", "NONE"}
    real = [mark for mark in found.values() if "decoy" not in mark.roles]
    decoys = [mark for mark in found.values() if "decoy" in mark.roles and mark.threat != "NONE"]
    assert len(real) >= 50
    assert abs(len(decoys) - 3 * len(real)) <= 6
    assert all(mark.outcome and not mark.exonerated for mark in real)
    assert all(mark.exonerated and not mark.outcome for mark in decoys)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
def test_a_script_is_whole_for_every_difficulty_and_decoy(writer: Writer) -> None:
    for difficulty in Difficulty:
        for decoy in range(4):
            script = writer(Draft(Random(1), difficulty, decoy))
            assert script.span <= 200
            assert bool(script.exonerated) == bool(decoy)
            seated = {one for sitting in script.sittings for one in sitting.people}
            assert seated <= set(range(len(script.cast)))
            for fact in script.facts:
                assert sentence(fact) != fact, f"{fact} has no sentence"
            assert any(sitting.marked for sitting in script.sittings)


@pytest.mark.parametrize("writer", CONTROLS, ids=lambda writer: writer.__name__)
def test_controls_are_cleared_by_a_fact(writer: Writer) -> None:
    script = writer(Draft(Random(1), Difficulty.EASY, 1))
    assert script.threat == "NONE"
    assert script.exonerated


def test_what_a_script_says_stands_on_the_bookings() -> None:
    trips = [one.trip for one in placed()]
    by_script: dict[str, list[Placed]] = {}
    for one in placed():
        if one.trip.mark is not None and "decoy" not in one.trip.mark.roles:
            by_script.setdefault(one.trip.mark.script, []).append(one)
    cards = {trip.trip.payments[0].number for trip in by_script["one card for six"][:6]}
    assert len(cards) == 1
    phones = {trip.trip.phone for trip in by_script["one phone for seven minors"][:7]}
    assert len(phones) == 1
    bags = [
        trip.trip.passengers[0].bags[0] for trip in by_script["medicine bags"] if trip.trip.passengers[0].bags
    ]
    assert {bag.weight for bag in bags} == {40.0}
    short = by_script["rip-off bag"][0]
    assert short.trip.passengers[0].bags[0].destination not in ("", short.leg.destination)
    emergency = by_script["return on an emergency document"][0].trip.passengers[0]
    assert emergency.passport.kind == "C"
    assert any(re.match(r"ZZ", one.number) for trip in trips for one in trip.passengers)
    assert all(one.number.startswith("ZZ") for trip in trips for one in trip.passengers)


def test_minors_are_minors_on_the_day() -> None:
    victims = [
        one
        for placed_one in placed()
        if placed_one.trip.mark is not None and placed_one.trip.mark.script.startswith("minor")
        for one, role in zip(placed_one.trip.passengers, placed_one.trip.mark.roles, strict=True)
        if role == "victim"
    ]
    assert victims
    assert all(one.person.age(GROUND.first_day) < 18 for one in victims)


def test_cases_do_not_depend_on_how_many_are_asked_for() -> None:
    few = [(one.leg.code, one.trip.locator) for one in cases(GROUND, count=3)]
    many = [(one.leg.code, one.trip.locator) for one in cases(GROUND, count=6)]
    assert many[: len(few)] == few
    assert stream(4, "case", 0).random() != stream(4, "case", 1).random()
    assert Counter(code for code, _ in few)

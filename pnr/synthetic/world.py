"""A world of fictional traffic over days or a year: streamed in order of time, in bounded memory.

What is held is what is under way: households travelling, ways back to come, messages of the next three days
(packed). A world of ten million passengers needs no more than one of a million spread over as many days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from math import exp
from random import Random

import msgspec
import zstandard

from pnr.synthetic.chance import stream
from pnr.synthetic.lost_documents import REFERENCE
from pnr.synthetic.message_faults import Damage, Sent, spoil
from pnr.synthetic.moments import DAY, HOUR, day_of, minute_of
from pnr.synthetic.people import HOUSEHOLDS, household_again
from pnr.synthetic.plants.calendar import Calendar
from pnr.synthetic.plants.placing import Ground
from pnr.synthetic.pushes import LegMessages, Push
from pnr.synthetic.schedule import SIX, Leg, Route, legs, routes
from pnr.synthetic.traffic import fresh_trips, persons, seat_all, wanted
from pnr.synthetic.trips import Halves, Setting, Trip, make
from pnr.synthetic.world_lists import WorldList, world_lists

_FAR = 1 << 50
_LOAD = 0.82
_WARM = 10.0  # days in which half the missing ways back appear of themselves at the start of a world


class Parameters(msgspec.Struct, frozen=True):
    """What makes a world. The same parameters make the same bytes.

    `passengers` counts travellers on legs; the schedule is as dense as they need. `cases` is planted cases
    in a hundred thousand passengers, `listed` travellers who are on a list in a hundred thousand.
    """

    seed: int = 1
    start: str = "2026-03-02"
    days: int = 28
    passengers: int = 20_000
    airports: tuple[str, ...] = SIX
    cases: float = 40.0
    decoys: int = 3
    listed: float = 250.0
    list_entries: int = 600

    @property
    def first_day(self) -> int:
        """The first day, as a number since 1970."""
        return day_of(date.fromisoformat(self.start))


class Traffic(msgspec.Struct):
    """One leg with everybody on it, and the messages about it as they are sent."""

    leg: Leg
    trips: list[Trip]
    sent: list[Sent]


class _Stub(msgspec.Struct, frozen=True, gc=False):
    """A way back to come: enough to make the same booking again."""

    identity: int
    family: int
    kind: str
    beyond: str
    first: Leg


class World:
    """The traffic of a world. `traffic` and `messages` may each be asked for once; both start anew."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        density = _density(parameters)
        self.routes: tuple[Route, ...] = routes(parameters.seed, tuple(parameters.airports), density)
        self._density = density
        self._by_index = {route.index: route for route in self.routes}
        households = max(240, min(HOUSEHOLDS, parameters.passengers // 40))
        self.setting = Setting(parameters.seed, REFERENCE, households)
        self.lists: tuple[WorldList, ...] = world_lists(parameters.seed, parameters.list_entries)

    def traffic(self) -> Iterator[Traffic]:
        """Give the legs in order of departure, until the passengers are all on their way."""
        asked = self.parameters
        first = asked.first_day * DAY
        planted = self._planted()
        back: dict[int, list[_Stub]] = defaultdict(list)
        taken: set[int] = set()
        free_again: dict[int, list[int]] = defaultdict(list)
        due: dict[int, list[int]] = defaultdict(list)
        count = 0
        for leg in legs(
            asked.seed, first, first + asked.days * DAY, airports=asked.airports, density=self._density
        ):
            today = leg.departure // DAY
            for day in [day for day in free_again if day < today]:
                taken.difference_update(free_again.pop(day))
            for day in [day for day in due if day < today - 1]:
                for code in due.pop(day):
                    back.pop(code, None)  # a way back by a flight that was never put on
            trips = [self._again(stub, leg) for stub in back.pop(leg.code, ())]
            trips += planted.on(leg)
            trips += self._fresh(leg, trips, taken, elapsed=today - asked.first_day)
            chance = stream(asked.seed, "seats", leg.code)
            chance.shuffle(trips)
            seat_all(chance, leg, trips)
            for trip in trips:
                second = trip.halves.second
                if second is None or second is leg or trip.kind == "planned":
                    continue
                if trip.cancelled > leg.departure and trip.household.id < _FAR:
                    code = second.code
                    due[second.departure // DAY].append(code)
                    back[code].append(
                        _Stub(trip.id, trip.household.id, trip.kind, trip.beyond, trip.halves.first)
                    )
                free_again[max(second.arrival // DAY + 1, today)].append(trip.household.id)
            sent = spoil(chance, LegMessages(leg, trips).all(_FAR))
            yield Traffic(leg, trips, sent)
            count += persons(trips)
            if count >= asked.passengers:
                return

    def messages(self) -> Iterator[tuple[Push, tuple[Damage, ...]]]:
        """Give every message in order of time, with what was done to it."""
        yield from in_order(self.traffic())

    def _planted(self) -> Calendar:
        asked = self.parameters
        ground = Ground(self.setting, self.routes, asked.first_day, asked.days)
        count = max(1, round(asked.cases * asked.passengers / 100_000)) if asked.cases else 0
        named = max(1, round(asked.listed * asked.passengers / 100_000)) if asked.listed else 0
        return Calendar(ground, self.lists, cases=count, decoys=asked.decoys, listed=named)

    def _again(self, stub: _Stub, leg: Leg) -> Trip:
        family = household_again(self.setting.seed, stub.family, self.setting.reference)
        halves = Halves(stub.first, leg, leg)
        return make(
            stub.identity, self.setting, kind=stub.kind, halves=halves, family=family, beyond=stub.beyond
        )

    def _fresh(self, leg: Leg, there: list[Trip], taken: set[int], *, elapsed: int) -> list[Trip]:
        """Draw new trips for the seats that ways back and plants leave; early on, ways back are made up."""
        chance = stream(self.parameters.seed, "leg", leg.code)
        count = wanted(chance, leg)
        returning = persons(there)
        missing = max(0.0, 0.5 * count * exp(-elapsed / _WARM) - returning)
        open_seats = max(0, count - returning)
        share = missing / open_seats if open_seats else 0.0

        def starts(draw: Random) -> bool:
            return draw.random() >= share

        return fresh_trips(
            chance,
            self.setting,
            leg,
            self._by_index[leg.route],
            count=open_seats,
            taken=taken,
            first_half=starts,
        )


def in_order(traffic: Iterator[Traffic]) -> Iterator[tuple[Push, tuple[Damage, ...]]]:
    """Merge the messages of legs that come in order of departure into order of time.

    Nothing about a leg is sent earlier than three days before it leaves, so what is due before that is final.
    """
    pack, unpack = zstandard.ZstdCompressor(level=1), zstandard.ZstdDecompressor()
    waiting: list[tuple[int, int, Push, tuple[Damage, ...], bytes]] = []
    serial = 0
    for one in traffic:
        horizon = one.leg.departure - 72 * HOUR
        while waiting and waiting[0][0] < horizon:
            _, _, push, damage, packed = heappop(waiting)
            yield msgspec.structs.replace(push, data=unpack.decompress(packed)), damage
        for sent in one.sent:
            serial += 1
            lean = msgspec.structs.replace(sent.push, data=b"")
            packed = pack.compress(sent.push.data)
            heappush(waiting, (minute_of(sent.push.at), serial, lean, sent.damage, packed))
    while waiting:
        _, _, push, damage, packed = heappop(waiting)
        yield msgspec.structs.replace(push, data=unpack.decompress(packed)), damage


def _density(asked: Parameters) -> float:
    """Return how often routes must fly so that the days hold the passengers, with a little to spare."""
    density = asked.passengers / (asked.days * 8_000)
    for _ in range(8):
        plan = routes(asked.seed, tuple(asked.airports), density)
        flown = range(asked.first_day, asked.first_day + asked.days)
        seats = 2 * sum(route.seats for route in plan for day in flown if route.flies(day))
        held = seats * _LOAD
        if 1.04 * asked.passengers <= held <= 1.25 * asked.passengers:
            break
        density *= min(4.0, 1.12 * asked.passengers / held) if held else 2.0
    return density

"""When planted people travel: made when their day comes, so a long world holds no more than a short one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pnr.synthetic.moments import DAY
from pnr.synthetic.plants.placing import Ground, Placed, planned, put
from pnr.synthetic.schedule import Leg
from pnr.synthetic.trips import Trip
from pnr.synthetic.world_lists import ListedTravel, WorldList

_AHEAD = 3  # days a script may find its first flight before or after the day it begins


class Calendar:
    """Cases and listed travellers by the day they begin; asked leg by leg, in order of departure."""

    def __init__(
        self, ground: Ground, lists: Sequence[WorldList], *, cases: int, decoys: int, listed: int
    ) -> None:
        self._ground = ground
        self._decoys = decoys
        self._listed = ListedTravel(ground, lists)
        self._cases: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number in range(cases):
            for place, one in enumerate(planned(ground, number, decoys=decoys)):
                self._cases[one.begin].append((number, place))
        self._people: dict[int, list[int]] = defaultdict(list)
        for number in range(listed):
            self._people[self._listed.day(number)].append(number)
        self._waiting: dict[int, list[Trip]] = defaultdict(list)
        self._days: dict[int, list[int]] = defaultdict(list)
        self._made = ground.first_day - 1

    def on(self, leg: Leg) -> list[Trip]:
        """Return the planted trips on `leg`."""
        today = leg.departure // DAY
        while self._made < today + _AHEAD:
            self._made += 1
            self._make(self._made)
            for code in self._days.pop(self._made - 4 * _AHEAD, ()):
                self._waiting.pop(code, None)  # its flight never left: the world was full before
        return self._waiting.pop(leg.code, [])

    def _make(self, day: int) -> None:
        for number, place in self._cases.pop(day, ()):
            one = list(planned(self._ground, number, decoys=self._decoys))[place]
            for placed in put(self._ground, one):
                self._keep(placed)
        for number in self._people.pop(day, ()):
            found = self._listed.trip(number)
            if found is not None:
                self._keep(found)

    def _keep(self, placed: Placed) -> None:
        code = placed.leg.code
        self._waiting[code].append(placed.trip)
        self._days[placed.leg.departure // DAY].append(code)

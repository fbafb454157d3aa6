"""The lists of a world: every entry a possible traveller, every way of going wrong present."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pnr.synthetic.chance import mix, stream
from pnr.synthetic.disagreement import IN_BIOGRAPHY, IN_NAMES, Variant, disturb
from pnr.synthetic.listed import ListedPerson, listed
from pnr.synthetic.lists import NATIONAL, PARTNER, REFERENCE, person_list
from pnr.synthetic.moments import DAY
from pnr.synthetic.people import Household
from pnr.synthetic.plants.placing import Ground, Placed
from pnr.synthetic.trips import Change, Halves, Mark, make

_VARIANTS = tuple(one for one in Variant if one not in (Variant.DOCUMENT, Variant.DOCUMENT_O_FOR_0))
BETWEEN = "; "  # joins the disagreements of one person in the truth
_ALONE = frozenset({Variant.EXACT, Variant.NAMESAKE, Variant.DOCUMENT_OF_OTHER})
_HARDER = ("easy", "medium", "hard")
_NEVER = 1 << 40


class WorldList(msgspec.Struct, frozen=True):
    """One list of a world: identity, severity, the file, and who is on it in truth."""

    id: str
    severity: str
    data: bytes
    people: tuple[ListedPerson, ...]


def world_lists(seed: int, entries: int) -> tuple[WorldList, ...]:
    """Make a world's two lists of persons with `entries` between them, as publishers state them."""
    made = []
    for list_id, severity, prefix, count, first in (
        (NATIONAL, "high", "NN", entries * 3 // 5, 1),
        (PARTNER, "medium", "PN", entries - entries * 3 // 5, 100_001),
    ):
        people = listed(seed, list_id, prefix, count=count, first=first, reference=REFERENCE)
        stated = tuple(_stated(seed, place, one) for place, one in enumerate(people))
        made.append(WorldList(list_id, severity, person_list(seed, list_id, stated).data, stated))
    return tuple(made)


def variants_of(place: int) -> tuple[Variant, ...]:
    """Return how the entry at `place` of a list differs from its traveller: in one thing, two, or three."""
    main = _VARIANTS[place % len(_VARIANTS)]
    more = place // len(_VARIANTS) % 3
    if main in _ALONE or not more:
        return (main,)
    chosen = IN_NAMES[place * 3 % len(IN_NAMES)] if main in IN_BIOGRAPHY else IN_BIOGRAPHY[place * 5 % 4]
    if more == 1:
        return (main, chosen)
    births = main in IN_BIOGRAPHY[:4] or chosen in IN_BIOGRAPHY[:4]
    return (main, chosen, IN_BIOGRAPHY[4 + place % 3] if births else IN_BIOGRAPHY[place % 4])


def _difficulty(variants: tuple[Variant, ...]) -> str:
    return "hard" if variants[0] is Variant.DOCUMENT_OF_OTHER else _HARDER[len(variants) - 1]


def _stated(seed: int, place: int, one: ListedPerson) -> ListedPerson:
    """Return the entry as it stands on the list, so that its traveller differs by its variant."""
    return disturb(seed, one, variants_of(place), reference=REFERENCE)[0]


class ListedTravel:
    """When and where people of the lists travel: `day` is cheap, `trip` makes the booking."""

    def __init__(self, ground: Ground, lists: Sequence[WorldList]) -> None:
        seed = ground.setting.seed
        self._ground = ground
        self._entries = {
            one.entry_id: (place, one) for given in lists for place, one in enumerate(_originals(seed, given))
        }
        self._order = sorted(
            self._entries, key=lambda entry: mix(seed, sum(map(ord, entry)) * 7919 + int(entry[3:]))
        )

    def day(self, number: int) -> int:
        """Return the day on which traveller `number` flies."""
        ground = self._ground
        draw = stream(ground.setting.seed, "listed", number).random()
        return ground.first_day + 3 + int(draw * max(1, ground.days - 4))

    def trip(self, number: int) -> Placed | None:
        """Return the booking of traveller `number`, disagreements and all; None without a flight."""
        ground, day = self._ground, self.day(number)
        seed = ground.setting.seed
        place, entry = self._entries[self._order[number % len(self._order)]]
        chance = stream(seed, "listed leg", number)
        variants = variants_of(place)
        _, plant = disturb(seed, entry, variants, reference=REFERENCE)
        flying = [route for route in ground.routes if route.flies(day)]
        if not flying:
            return None
        route = flying[int(chance.random() * len(flying))]
        leg = route.inbound(day) if chance.random() < 0.7 else route.outbound(day)
        one = plant.person
        family = Household(one.id, (one,), "GARTENWEG 1", leg.origin, "1000", one.nationality)
        trip = make(
            mix(seed, number + 1),
            ground.setting,
            kind="planned",
            halves=Halves(leg, None, leg),
            family=family,
        )
        traveller = trip.passengers[0]
        traveller.surname = traveller.document_surname = plant.surname
        traveller.given = traveller.document_given = plant.given
        traveller.birth, traveller.number, traveller.issuer = plant.birth, plant.document, one.nationality
        traveller.faults = tuple(variant.value for variant in variants)
        trip.created = min(trip.created, leg.departure - DAY)
        trip.ticketed, trip.cancelled = trip.created + 5, _NEVER
        trip.changes = [Change(trip.created + 10, "documents")]
        if not traveller.shows:
            traveller.check_in = leg.departure - 120
        trip.mark = _mark(number, entry, variants, innocent=not plant.same_person)
        return Placed(leg, trip)


def _mark(number: int, entry: ListedPerson, variants: tuple[Variant, ...], *, innocent: bool) -> Mark:
    return Mark(
        f"LST-{number:06}",
        "LIST",
        "on a list",
        _difficulty(variants),
        ("decoy" if innocent else "listed",),
        "another person of the same name" if innocent else "",
        "documents",
        ("D2",) if variants[0] is Variant.DOCUMENT_OF_OTHER else ("names",),
        (),
        "" if innocent else "possible match confirmed",
        entry.entry_id,
        entry.list_id,
        BETWEEN.join(variant.value for variant in variants),
    )


def _originals(seed: int, given: WorldList) -> tuple[ListedPerson, ...]:
    """Return the entries of a list before anything was made to differ."""
    prefix, first = ("NN", 1) if given.id == NATIONAL else ("PN", 100_001)
    return listed(seed, given.id, prefix, count=len(given.people), first=first, reference=REFERENCE)

"""The lists of a world: every entry a possible traveller, every way of going wrong present."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pnr.synthetic.chance import mix, stream
from pnr.synthetic.disagreement import IN_BIOGRAPHY, IN_NAMES, Plant, Variant, disturb
from pnr.synthetic.listed import ListedPerson, listed
from pnr.synthetic.lists import NATIONAL, PARTNER, document_list, person_list
from pnr.synthetic.lost_documents import DOCUMENTS, REFERENCE, LostDocument, carried, lost_document
from pnr.synthetic.moments import DAY
from pnr.synthetic.people import Household
from pnr.synthetic.plants.placing import Ground, Placed
from pnr.synthetic.trips import Change, Halves, Mark, make

_VARIANTS = tuple(one for one in Variant if one not in (Variant.DOCUMENT, Variant.DOCUMENT_O_FOR_0))
BETWEEN = "; "  # joins the disagreements of one person in the truth
_ALONE = frozenset({Variant.EXACT, Variant.NAMESAKE, Variant.DOCUMENT_OF_OTHER})
_HARDER = ("easy", "medium", "hard")
_NEVER = 1 << 40
_EIGHTH = 7
_DOCUMENTS = frozenset({Variant.DOCUMENT, Variant.DOCUMENT_O_FOR_0, Variant.DOCUMENT_OF_OTHER})


class WorldList(msgspec.Struct, frozen=True):
    """One list of a world: identity, severity, the file, and who is on it in truth."""

    id: str
    severity: str
    data: bytes
    people: tuple[ListedPerson, ...]


def world_lists(seed: int, entries: int) -> tuple[WorldList, ...]:
    """Make a world's lists: two of persons with `entries` between them, one of documents half as long."""
    made = []
    for list_id, severity, prefix, count, first in (
        (NATIONAL, "high", "NN", entries * 3 // 5, 1),
        (PARTNER, "medium", "PN", entries - entries * 3 // 5, 100_001),
    ):
        people = listed(seed, list_id, prefix, count=count, first=first, reference=REFERENCE)
        stated = tuple(_stated(seed, place, one) for place, one in enumerate(people))
        made.append(WorldList(list_id, severity, person_list(seed, list_id, stated).data, stated))
    lost = [_lost_entry(seed, serial) for serial in range(entries // 2)]
    made.append(WorldList(DOCUMENTS, "critical", document_list([entry for entry, _ in lost]).data, ()))
    return tuple(made)


def _lost_entry(seed: int, serial: int) -> tuple[LostDocument, Plant]:
    """Return entry `serial` of the register with its traveller; every third number has an O for 0."""
    variant = Variant.DOCUMENT if serial % 3 else Variant.DOCUMENT_O_FOR_0
    return carried(seed, lost_document(seed, serial), variant)


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
            one.entry_id: (place, one)
            for given in lists
            if given.people
            for place, one in enumerate(_originals(seed, given))
        }
        self._order = sorted(
            self._entries, key=lambda entry: mix(seed, sum(map(ord, entry)) * 7919 + int(entry[3:]))
        )
        self._lost = len(self._entries) // 2

    def day(self, number: int) -> int:
        """Return the day on which traveller `number` flies."""
        ground = self._ground
        draw = stream(ground.setting.seed, "listed", number).random()
        return ground.first_day + 3 + int(draw * max(1, ground.days - 4))

    def trip(self, number: int) -> Placed | None:
        """Return the booking of traveller `number`, disagreements and all; None without a flight."""
        ground, day = self._ground, self.day(number)
        seed = ground.setting.seed
        plant = self._plant(number)
        chance = stream(seed, "listed leg", number)
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
        traveller.faults = tuple(variant.value for variant in plant.variants)
        trip.created = min(trip.created, leg.departure - DAY)
        trip.ticketed, trip.cancelled = trip.created + 5, _NEVER
        trip.changes = [Change(trip.created + 10, "documents")]
        if not traveller.shows:
            traveller.check_in = leg.departure - 120
        trip.mark = _mark(number, plant)
        return Placed(leg, trip)

    def _plant(self, number: int) -> Plant:
        """Return traveller `number`: one in eight carries a lost document, the others are listed persons."""
        seed = self._ground.setting.seed
        if number % 8 == _EIGHTH:
            return _lost_entry(seed, number // 8 % self._lost)[1]
        place, entry = self._entries[self._order[number % len(self._order)]]
        return disturb(seed, entry, variants_of(place), reference=REFERENCE)[1]


def _mark(number: int, plant: Plant) -> Mark:
    innocent = not plant.same_person
    return Mark(
        f"LST-{number:06}",
        "LIST",
        "on a list",
        _difficulty(plant.variants),
        ("decoy" if innocent else "listed",),
        "another person of the same name" if innocent else "",
        "documents",
        ("names",) if _DOCUMENTS.isdisjoint(plant.variants) else ("D2",),
        (),
        "" if innocent else "possible match confirmed",
        plant.entry,
        plant.list_id,
        BETWEEN.join(variant.value for variant in plant.variants),
    )


def _originals(seed: int, given: WorldList) -> tuple[ListedPerson, ...]:
    """Return the entries of a list before anything was made to differ."""
    prefix, first = ("NN", 1) if given.id == NATIONAL else ("PN", 100_001)
    return listed(seed, given.id, prefix, count=len(given.people), first=first, reference=REFERENCE)

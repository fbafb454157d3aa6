"""The persistent population: households that can be made again from a seed and a number, so none is kept.

A household belongs to a profile (residents of one airport's country, its diaspora in another, visitors from a
third). A person has a birth date, names in the tradition of the household, documents over time and contacts.
Numbers of documents begin with ZZ, phones with +999 (a code no country holds), e-mail ends at example.*.
"""

from __future__ import annotations

from functools import cache
from random import Random

import msgspec

from pnr.synthetic.chance import Weighted, mix
from pnr.synthetic.names.traditions import NameForm, Tradition, feminine, traditions

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPREAD = 0x2545F4914F6CDD1D  # odd, so that numbers of documents never repeat within 35 bits
_BITS = (1 << 35) - 1
YEAR = 365.25


class Passport(msgspec.Struct, frozen=True, gc=False):
    """A document: P passport or I identity card, number, issuer (alpha-3), days of issue and expiry."""

    kind: str
    number: str
    issuer: str
    issued: int
    expiry: int


class Person(msgspec.Struct, frozen=True, gc=False):
    """One invented person. `birth` is in days since 1970 (negative before)."""

    id: int
    group: str
    tradition: str
    sex: str
    birth: int
    surname: NameForm
    second: NameForm | None
    given: NameForm
    nationality: str
    issuer_kind: str
    other_issuer: str  # of a second document, empty for most
    first_issue: int
    phone: str
    email: str

    def passport(self, day: int, *, other: bool = False) -> Passport:
        """Return the document in force on `day`: a new one, with a new number, about every ten years."""
        life = 1826 if day - self.birth < 18 * YEAR else 3652
        turn = (day - self.first_issue) // life
        issued = self.first_issue + turn * life
        serial = ((self.id * 4 + turn % 2 * 2 + other) * _SPREAD) & _BITS
        serial = ((serial ^ (serial >> 17)) * _SPREAD) & _BITS  # every step can be undone: no number twice
        serial ^= serial >> 19
        number = "ZZ" + "".join(_BASE32[(serial >> shift) & 31] for shift in (30, 25, 20, 15, 10, 5, 0))
        issuer = self.other_issuer if other and self.other_issuer else self.nationality
        return Passport("P" if other else self.issuer_kind, number, issuer, issued, issued + life)

    @property
    def full_surname(self) -> str:
        """The surname as documents write it, both halves of a double one."""
        if self.second is None:
            return self.surname.document
        joint = " " if self.tradition == "iberian" else "-"
        return f"{self.surname.document}{joint}{self.second.document}"

    def age(self, day: int) -> int:
        """Return full years on `day`, to within a day."""
        return int((day - self.birth) / YEAR)


class Household(msgspec.Struct, frozen=True, gc=False):
    """Persons who live together: the first two are adults when there are two, children follow."""

    id: int
    people: tuple[Person, ...]
    street: str
    city: str
    postcode: str
    country: str


class Profile(msgspec.Struct, frozen=True):
    """A kind of household: where it lives, its name traditions and nationalities, how large it is."""

    index: int
    code: str
    kind: str  # resident, diaspora, visitor, far
    traditions: Weighted[Tradition]
    nationalities: Weighted[str]
    sizes: Weighted[int]
    cities: tuple[str, ...]
    country: str
    calling: str
    children: float


_MIXES: dict[str, dict[str, float]] = {
    "MKD": {"macedonian": 62, "albanian": 28, "turkish": 5, "serbian": 3, "bosnian": 2},
    "SRB": {"serbian": 86, "bosnian": 5, "albanian": 2, "central": 6, "macedonian": 1},
    "ALB": {"albanian": 97, "macedonian": 1, "central": 2},
    "XKX": {"albanian": 92, "serbian": 5, "turkish": 2, "bosnian": 1},
    "BIH": {"bosnian": 58, "serbian": 38, "central": 4},
    "MNE": {"serbian": 68, "bosnian": 16, "albanian": 10, "central": 6},
    "TUR": {"turkish": 92, "bosnian": 3, "arabic": 5},
    "CHN": {"chinese": 100},
    "IRN": {"persian": 92, "turkish": 8},
    "ESP": {"iberian": 88, "central": 4, "arabic": 5, "chinese": 3},
    "BRA": {"iberian": 88, "central": 9, "west_african": 3},
    "COL": {"iberian": 100},
    "NGA": {"west_african": 94, "arabic": 6},
    "SEN": {"west_african": 100},
    "ARE": {"arabic": 60, "persian": 8, "central": 20, "west_african": 4, "chinese": 8},
    "QAT": {"arabic": 68, "central": 18, "persian": 6, "chinese": 8},
    "LBN": {"arabic": 95, "central": 5},
    "JOR": {"arabic": 100},
    "IRQ": {"arabic": 82, "persian": 3, "turkish": 15},
    "EGY": {"arabic": 100},
    "TUN": {"arabic": 96, "central": 4},
    "SYR": {"arabic": 98, "turkish": 2},
    "KEN": {"west_african": 84, "arabic": 10, "central": 6},
    "ETH": {"west_african": 78, "arabic": 22},
    "ZAF": {"west_african": 58, "central": 42},
    "IND": {"persian": 46, "arabic": 34, "central": 20},
    "THA": {"chinese": 88, "central": 12},
    "HKG": {"chinese": 96, "central": 4},
    "ECU": {"iberian": 100},
    "PER": {"iberian": 100},
    "MEX": {"iberian": 100},
    "ARG": {"iberian": 84, "central": 16},
    "SUR": {"central": 40, "west_african": 40, "iberian": 20},
    "FRA": {"central": 78, "arabic": 9, "west_african": 6, "iberian": 5, "chinese": 2},
    "DEU": {"central": 84, "turkish": 8, "arabic": 3, "serbian": 3, "chinese": 2},
    "GBR": {"central": 82, "arabic": 5, "west_african": 6, "chinese": 3, "iberian": 4},
}
_ELSEWHERE = {"central": 90, "iberian": 2, "arabic": 3, "serbian": 2, "chinese": 2, "west_african": 1}
_NEIGHBOURS = {"MKD": "BGR", "SRB": "HUN", "ALB": "ITA", "XKX": "ALB", "BIH": "HRV", "MNE": "SRB"}
_CALLING = dict(
    pair.split(":")
    for pair in """
MKD:389 SRB:381 ALB:355 XKX:383 BIH:387 MNE:382 TUR:90 AUT:43 DEU:49 CHE:41 ITA:39 GBR:44 FRA:33 SWE:46
DNK:45 GRC:30 ARE:971 QAT:974 ESP:34 USA:1 RUS:7 CYP:357 ISR:972 BRA:55 COL:57 NGA:234 SEN:221 LBN:961
JOR:962 IRQ:964 CHN:86 IRN:98
""".split()
)
_KINDS = ("resident", "diaspora", "visitor", "far")
_HOMES = ("", "MKD", "SRB", "ALB", "XKX", "BIH", "MNE")
_PLACES = (
    *_CALLING,
    *"BGR HRV HUN NLD BEL NOR POL CZE SVN ECU PER SUR MEX KEN ZAF ETH THA HKG IND SYR PAN MYS".split(),
    *"PRT ARG EGY TUN".split(),
)
_CITIES = {
    "MKD": ("SKOPJE", "BITOLA", "TETOVO", "OHRID"), "SRB": ("BEOGRAD", "NOVI SAD", "NIS"),
    "ALB": ("TIRANE", "DURRES", "SHKODER"), "XKX": ("PRISHTINE", "PRIZREN", "PEJE"),
    "BIH": ("SARAJEVO", "TUZLA", "MOSTAR"), "MNE": ("PODGORICA", "NIKSIC", "BAR"), "CHE": ("ZUERICH",
    "BASEL"),
    "DEU": ("DUESSELDORF", "STUTTGART", "MUENCHEN"), "AUT": ("WIEN", "GRAZ"), "ITA": ("ROMA", "MILANO"),
    "TUR": ("ISTANBUL", "BURSA"), "GBR": ("LONDON", "LUTON"),
}  # fmt: skip
HOUSEHOLDS = 1 << 19  # of one profile: with four documents a person, numbers of documents fill 35 bits
_STREETS = (
    *("RUGA E RE", "GLAVNA", "ULICA LIPA", "HAUPTSTRASSE", "BAHNHOFSTRASSE", "VIA NUOVA", "PARTIZANSKA"),
    "GARTENWEG",
)


@cache
def profile(kind: str, home: str, place: str) -> Profile:
    """Return the profile of `kind` for people of jurisdiction `home` who live in `place` (both alpha-3)."""
    names = _MIXES.get(home, _ELSEWHERE)
    known = traditions()
    index = _KINDS.index(kind) << 9 | _HOMES.index(home if home in _HOMES else "") << 6 | _PLACES.index(place)
    nationalities = [(home, 90.0)]
    if kind == "diaspora":
        nationalities = [(home, 58.0), (place, 42.0)]
    elif kind == "resident":
        nationalities = [(home, 94.0), (_NEIGHBOURS.get(home, "DEU"), 6.0)]
    sizes = {
        "diaspora": ((1, 30), (2, 24), (3, 18), (4, 18), (5, 8), (6, 2)),
        "resident": ((1, 44), (2, 28), (3, 14), (4, 11), (5, 3)),
    }.get(kind, ((1, 56), (2, 28), (3, 8), (4, 8)))
    return Profile(
        index,
        f"{kind}/{home}/{place}",
        kind,
        Weighted([(known[code], weight) for code, weight in names.items()]),
        Weighted(nationalities),
        Weighted(sizes),
        _CITIES.get(place, (place,)),
        place,
        _CALLING.get(place, "30"),
        0.34 if kind == "diaspora" else 0.2,
    )


def household(seed: int, group: Profile, number: int, reference: int) -> Household:
    """Make household `number` of a profile. `reference` is the day ages are drawn for."""
    identity = group.index << 19 | number
    chance = Random(mix(seed, identity))
    draw = chance.random
    tradition = group.traditions.pick(draw())
    size = group.sizes.pick(draw())
    family = tradition.surname(draw())
    married_name = draw() < 0.85
    nationality = group.nationalities.pick(draw())
    phone = f"+999{group.calling}{10_000_000 + int(draw() * 89_999_999)}"
    people: list[Person] = []
    other = group.country if group.country != nationality else _NEIGHBOURS.get(nationality, "HUN")
    infant = False
    eldest = 22.0 + 46.0 * draw() ** 1.2
    for place in range(size):
        child = place >= 2 or (place == 1 and draw() < group.children)
        if place == 0:
            sex = "M" if draw() < (0.5 if size > 1 else 0.58) else "F"
            age = eldest
        elif child:
            sex = "M" if draw() < 0.51 else "F"
            age = min(17.8, eldest - 21.8) * draw() + 0.1
            if age < 2.6 and infant:
                age += 2.6
            infant = infant or age < 2.6
        else:
            sex = "F" if people[0].sex == "M" else "M"
            age = max(19.0, eldest - 6.0 + 9.0 * draw())
        surname = family if child or place == 0 or married_name else tradition.surname(draw())
        if sex == "F" and tradition.code == "macedonian":
            surname = feminine(surname)
        given = tradition.given(sex, draw())
        second = tradition.surname(draw()) if draw() < tradition.double_surname else None
        birth = reference - int(age * YEAR)
        adult = age >= 16
        people.append(
            Person(
                identity << 3 | place,
                tradition.group,
                tradition.code,
                sex,
                birth,
                surname,
                second,
                given,
                nationality,
                "P" if draw() < 0.93 else "I",
                other if draw() < 0.03 else "",
                reference - int(draw() * 3652),
                (phone if place == 0 else f"{phone[:-2]}{int(draw() * 90) + 10}") if adult else "",
                _email(given, surname, draw()) if adult else "",
            )
        )
    return Household(
        identity,
        tuple(people),
        f"{_STREETS[int(draw() * len(_STREETS))]} {1 + int(draw() * 90)}",
        group.cities[number % len(group.cities)],
        str(1000 + int(draw() * 8999)),
        group.country,
    )


def household_again(seed: int, identity: int, reference: int) -> Household:
    """Make a household again from its identity alone."""
    index = identity >> 19
    place = _PLACES[index & 63]
    group = profile(_KINDS[index >> 9], _HOMES[index >> 6 & 7] or place, place)
    return household(seed, group, identity & (HOUSEHOLDS - 1), reference)


def _email(given: NameForm, surname: NameForm, draw: float) -> str:
    first = given.document.replace(" ", "").replace("-", "").lower()
    last = surname.document.replace(" ", "").replace("-", "").lower()
    domain = ("example.com", "example.org", "example.net")[int(draw * 3)]
    if draw < 0.3:
        return f"{first[:1]}{last}{int(draw * 300)}@{domain}"
    return f"{first}.{last}{int(draw * 100) if draw > 0.7 else ''}@{domain}"

"""An error model of our own: what happens to a listed person's record on the way to a passenger message.

Written apart from the shared evaluation sets, so that good figures there are not the echo of one
generator. Names: keyboard slips, other romanisations, lost, glued, exchanged and cut words, initials.
Records: swapped day and month, 1 January, wrong years by up to ten, wrong or missing nationality and sex.
Seeded: same seed, same travellers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from matching.evaluation.sets import Traveller
from matching.names.folding import fold
from matching.screening.model import Subject, SubjectName
from watchlists.entry import Entry

Name = tuple[str, str]
_NEAR_KEYS = {
    "A": "SQ", "B": "VN", "C": "XV", "D": "SF", "E": "WR", "F": "DG", "G": "FH", "H": "GJ", "I": "UO",
    "J": "HK", "K": "JL", "L": "KO", "M": "N", "N": "BM", "O": "IP", "P": "O", "R": "ET", "S": "AD",
    "T": "RY", "U": "YI", "V": "CB", "W": "QE", "X": "ZC", "Y": "TU", "Z": "XA", "Q": "WA",
}  # fmt: skip
_ROMANISED = (
    ("SH", "S"), ("S", "SH"), ("CH", "C"), ("C", "CH"), ("J", "Y"), ("Y", "J"), ("Y", "I"), ("OU", "U"),
    ("U", "OU"), ("Q", "K"), ("K", "Q"), ("KH", "H"), ("V", "W"), ("W", "V"), ("EE", "I"), ("DJ", "J"),
    ("ZH", "Z"), ("PH", "F"), ("AH", "A"), ("MM", "M"), ("SS", "S"), ("UE", "U"), ("OE", "O"), ("X", "KS"),
    ("IY", "Y"), ("EI", "AY"),
)  # fmt: skip
_TITLES = ("MR", "MRS", "MS", "MSTR")
_NATIONS = ("DEU", "TUR", "RUS", "SRB", "FRA", "USA", "GBR", "IRN", "EGY", "CHN")


def _slip(word: str, order: random.Random) -> str:
    if len(word) < 3:
        return word
    at = order.randrange(len(word) - 1)
    kind = order.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at:]
    return word[:at] + order.choice(_NEAR_KEYS[word[at]]) + word[at + 1 :]


def _in_one_word(change: Callable[[str, random.Random], str]) -> Callable[[Name, random.Random], Name]:
    def applied(name: Name, order: random.Random) -> Name:
        words = [*name[0].split(), *name[1].split()]
        at = max(range(len(words)), key=lambda n: (len(words[n]) > 3, order.random()))
        words[at] = change(words[at], order)
        border = len(name[0].split())
        return " ".join(words[:border]), " ".join(words[border:])

    return applied


def _romanise(word: str, order: random.Random) -> str:
    rules = [(old, new) for old, new in _ROMANISED if old in word]
    if not rules:
        return word
    old, new = order.choice(rules)
    return word.replace(old, new, 1)


def _clean(name: Name, _: random.Random) -> Name:
    return name


def _exchanged(name: Name, _: random.Random) -> Name:
    return (name[1], name[0]) if name[1] else name


def _dropped(name: Name, order: random.Random) -> Name:
    surname, given = name[0].split(), name[1].split()
    longer = surname if len(surname) > len(given) else given
    if len(longer) > 1:
        longer.pop(order.randrange(1, len(longer)))
    return " ".join(surname), " ".join(given)


def _joined(name: Name, _: random.Random) -> Name:
    return name[0].replace(" ", ""), name[1].replace(" ", "")


def _initialled(name: Name, _: random.Random) -> Name:
    return name[0], " ".join(word[0] for word in name[1].split())


def _cut(name: Name, order: random.Random) -> Name:
    return name[0], name[1][: max(3, len(name[1]) - order.randrange(1, 5))].strip()


def _titled(name: Name, order: random.Random) -> Name:
    return name[0], name[1] + order.choice(_TITLES) if name[1] else name[1]


def _lumped(name: Name, order: random.Random) -> Name:
    words = [*name[0].split(), *name[1].split()]
    return " ".join(words if order.random() < 0.5 else words[::-1]), ""


KINDS: dict[str, Callable[[Name, random.Random], Name]] = {
    "clean": _clean,
    "exchanged": _exchanged,
    "one word dropped": _dropped,
    "joined": _joined,
    "initials": _initialled,
    "cut": _cut,
    "glued title": _titled,
    "one field": _lumped,
    "slip": _in_one_word(_slip),
    "romanised": _in_one_word(_romanise),
}


def disturbed(entries: Sequence[Entry], *, count: int, seed: int) -> list[Traveller]:
    """Return `count` travellers who are entries of the list, with names and records disturbed."""
    order = random.Random(seed)  # noqa: S311 - reproducible travellers, not a secret
    kinds = [*KINDS, "two at once"]
    found = []
    for number in range(count):
        entry = order.choice(entries)
        kind = kinds[number % len(kinds)]
        name = fold(entry.names[0].surname), fold(entry.names[0].given)
        for change in [kind] if kind in KINDS else order.sample(list(KINDS), 2):
            name = KINDS[change](name, order)
        subject = Subject(
            (SubjectName(*name),), _birth(entry, order), _sex(entry, order), _nationalities(entry, order)
        )
        found.append(Traveller(f"own-{seed}-{number}", kind, entry.source_id, subject))
    return found


def _birth(entry: Entry, order: random.Random) -> tuple[str, ...]:
    if not entry.births:
        return (f"{order.randrange(1945, 2005)}-{order.randrange(1, 13):02}-{order.randrange(1, 29):02}",)
    written = entry.births[0].as_written
    year, month, day = int(written[:4]), order.randrange(1, 13), order.randrange(1, 29)
    if len(written) == 10:
        month, day = int(written[5:7]), int(written[8:])
    chance = order.random()
    if chance < 0.02 and day <= 12:
        month, day = day, month
    elif chance < 0.04:
        month, day = 1, 1
    elif chance < 0.07:
        year += order.choice((-1, 1)) * order.randrange(1, 11)
    elif chance < 0.09:
        day = min(28, day + order.randrange(1, 4))
    elif chance < 0.10:
        return ()
    return (f"{year}-{month:02}-{day:02}",)


def _sex(entry: Entry, order: random.Random) -> str:
    chance = order.random()
    known = entry.sexes[0] if entry.sexes else order.choice("MF")
    return "" if chance < 0.05 else {"M": "F", "F": "M"}.get(known, "") if chance < 0.07 else known


def _nationalities(entry: Entry, order: random.Random) -> tuple[str, ...]:
    chance = order.random()
    if chance < 0.05:
        return ()
    if chance < 0.13 or not entry.nationalities:
        return (order.choice(_NATIONS),)
    return (entry.nationalities[0],)

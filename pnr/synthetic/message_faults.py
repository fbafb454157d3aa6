"""What goes wrong with whole messages on their way: sent twice, late, in the wrong order, damaged.

Rates are per message and invented; a carrier multiplies them. Every fault is named, so truth can tell.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from random import Random

import msgspec

from pnr.synthetic.carriers import CARRIERS
from pnr.synthetic.pushes import Kind, Push


class Damage(StrEnum):
    """One thing that happened to a message."""

    DUPLICATE = "sent twice"
    LATE = "late"
    OUT_OF_ORDER = "out of order"
    RELEASE = "apostrophe not released"
    CUT = "cut short"
    ENCODING = "byte beyond the repertoire"
    COUNT = "count of segments wrong"
    UNKNOWN = "unknown segment"


class Sent(msgspec.Struct, frozen=True):
    """A message as it is sent in the end, and what was done to it."""

    push: Push
    damage: tuple[Damage, ...] = ()


_RATES = (
    (Damage.LATE, 0.03),
    (Damage.DUPLICATE, 0.01),
    (Damage.OUT_OF_ORDER, 0.01),
    (Damage.COUNT, 0.01),
    (Damage.UNKNOWN, 0.005),
    (Damage.RELEASE, 0.002),
    (Damage.CUT, 0.001),
    (Damage.ENCODING, 0.001),
)


def spoil(chance: Random, pushes: list[Push]) -> list[Sent]:
    """Return the messages about one leg as they are sent, a few of them spoilt."""
    made: list[Sent] = []
    for place, push in enumerate(pushes):
        factor = CARRIERS[push.carrier].habits.faults
        draw = chance.random() / factor
        damage: Damage | None = None
        for kind, rate in _RATES:
            if draw < rate:
                damage = kind
                break
            draw -= rate
        if damage is None or (push.kind is Kind.MANIFEST and damage is not Damage.LATE):
            made.append(Sent(push))
            continue
        made += _spoilt(chance, push, damage, pushes[place + 1] if place + 1 < len(pushes) else push)
    return made


def _spoilt(chance: Random, push: Push, damage: Damage, following: Push) -> list[Sent]:
    change = msgspec.structs.replace
    if damage is Damage.DUPLICATE:
        stem, _, end = push.name.rpartition(".")
        again = change(
            push,
            at=push.at + timedelta(minutes=3 + int(chance.random() * 20)),
            name=f"{stem}-again.{end}",
        )
        return [Sent(push), Sent(again, (damage,))]
    if damage is Damage.LATE:
        return [
            Sent(change(push, at=push.at + timedelta(minutes=60 + int(chance.random() * 180))), (damage,))
        ]
    if damage is Damage.OUT_OF_ORDER:
        return [Sent(change(push, at=following.at + timedelta(minutes=2)), (damage,))]
    return [Sent(change(push, data=_damaged(chance, push.data, damage)), (damage,))]


def _damaged(chance: Random, data: bytes, damage: Damage) -> bytes:
    """Return `data` with one fault in it."""
    if damage is Damage.CUT:
        return data[: int(len(data) * (0.3 + 0.6 * chance.random()))]
    if damage is Damage.COUNT:
        place = data.rfind(b"UNT+") + 4
        return data[:place] + b"9" + data[place:]
    if damage is Damage.ENCODING:
        place = data.find(b"E", len(data) // 2)
        return data if place < 0 else data[:place] + b"\xc9" + data[place + 1 :]
    end = data[8:9]
    place = data.find(end, int(len(data) * (0.4 + 0.4 * chance.random()))) + 1
    segment = b"ZZX+1" if damage is Damage.UNKNOWN else b"IFT+4:28::YY+GUEST OF MR O'HARA"
    return data[:place] + segment + end + data[place:]

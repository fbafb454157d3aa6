"""Which key opens which field: three tiers, and for every stored field its tier and its Annex I element.

A field of a stored struct is annotated once, beside its type::

    surname: Annotated[str, Kept(Tier.ID, 4)] = ""

`part` and `join` work from that annotation alone, so there is no second list to forget. A sealed blob of one
tier is the *same* struct with the other tier's fields left at their defaults: every reader has one shape, and
a masked booking is simply a booking whose `ID` fields are empty.

Source: Directive (EU) 2016/681 art. 12(2) and Annex I; decisions 6 and 8.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Tier(StrEnum):
    """One key per bucket for each of these (decision 6)."""

    ID = "id"  # everything of Art. 12(2): masked or gone at six months
    OP = "op"  # the rest of the booking
    FX = "fx"  # the assessment record: no names, no numbers


class Kept(NamedTuple):
    """Where a field is kept, and what it is in law: an Annex I element (1-19), 0 for technical fields."""

    tier: Tier
    element: int


class Field(NamedTuple):
    """One entry of the data catalogue."""

    struct: str
    field: str
    kept: Kept


class TierError(TypeError):
    """A stored struct has a field without a tier, or one without a default: a fault in our own model."""


class _Leaf(NamedTuple):
    name: str
    tier: Tier
    default: Any


class _Branch(NamedTuple):
    name: str
    struct: type[msgspec.Struct]
    many: bool
    default: Any


class _Plan(NamedTuple):
    """How a struct divides: `whole` is the tier all its leaves share, if they do, `blank` its empty value."""

    steps: tuple[_Leaf | _Branch, ...]
    whole: Tier | None
    blank: msgspec.Struct


@cache
def _plan(struct: type[msgspec.Struct]) -> _Plan:
    hints = get_type_hints(struct, include_extras=True)
    steps: list[_Leaf | _Branch] = []
    for info in msgspec.structs.fields(struct):
        if info.default is not msgspec.NODEFAULT:
            default = info.default
        elif info.default_factory is not msgspec.NODEFAULT:
            default = info.default_factory()
        else:
            raise TierError(f"{struct.__name__}.{info.name} has no default, so no tier can leave it out")
        hint = hints[info.name]
        kept = next((note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Kept)), None)
        if kept is not None:
            steps.append(_Leaf(info.name, kept.tier, default))
            continue
        inner, many = _nested(hint)
        if inner is None:
            raise TierError(f"{struct.__name__}.{info.name} has neither a tier nor a struct with tiers")
        steps.append(_Branch(info.name, inner, many, default))
    tiers = {step.tier if isinstance(step, _Leaf) else _plan(step.struct).whole for step in steps}
    return _Plan(tuple(steps), tiers.pop() if len(tiers) == 1 else None, struct())


def _nested(hint: Any) -> tuple[type[msgspec.Struct] | None, bool]:
    """Return the struct a field holds, and whether it holds a tuple of them."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint, False
    if get_origin(hint) is tuple:
        first = get_args(hint)[0]
        if isinstance(first, type) and issubclass(first, msgspec.Struct):
            return first, True
    return None, False


def part(record: S, tier: Tier) -> S:
    """Return `record` with every field of another tier left at its default."""
    struct = type(record)
    plan = _plan(struct)
    if plan.whole is not None:  # most structs lie in one tier: nothing to take apart
        return record if plan.whole is tier else cast("S", plan.blank)
    values: list[Any] = []
    for step in plan.steps:
        value = getattr(record, step.name)
        if isinstance(step, _Leaf):
            values.append(value if step.tier is tier else step.default)
        elif value is step.default or value == ():
            values.append(value)
        elif step.many:
            values.append(tuple([part(one, tier) for one in value]))
        else:
            values.append(part(value, tier))
    return struct(*values)


def join(one: S, other: S) -> S:
    """Return the record whose parts `one` and `other` are: the inverse of `part`.

    Raises `ValueError` where the parts do not belong together (tuples of different length).
    """
    struct = type(one)
    plan = _plan(struct)
    if plan.whole is not None:
        return other if one == plan.blank else one
    values: list[Any] = []
    for step in plan.steps:
        left, right = getattr(one, step.name), getattr(other, step.name)
        if isinstance(step, _Leaf):
            values.append(right if left == step.default else left)
        elif not step.many:
            values.append(join(left, right))
        elif left or right:
            values.append(tuple([join(a, b) for a, b in zip(left, right, strict=True)]))
        else:
            values.append(())
    return struct(*values)


def catalogue(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    """List every leaf field below `struct` with its tier and element: the data catalogue of one record.

    Raises `TierError` for a field that has neither.
    """
    hints = get_type_hints(struct, include_extras=True)
    found: list[Field] = []
    for step, info in zip(_plan(struct).steps, msgspec.structs.fields(struct), strict=True):
        if isinstance(step, _Branch):
            found.extend(catalogue(step.struct))
        else:
            kept = next(note for note in hints[info.name].__metadata__ if isinstance(note, Kept))
            found.append(Field(struct.__name__, info.name, kept))
    return tuple(dict.fromkeys(found))

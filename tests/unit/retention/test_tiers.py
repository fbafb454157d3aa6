"""A record comes apart by tier and together again, whatever it holds."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pnr.model.booking import Booking, Locator, Payment
from pnr.model.traveller import Bag, Name, Traveller
from retention.tiers import Kept, Tier, TierError, catalogue, join, part


def of(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the type of a field of our stored structs."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        return st.lists(of(get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return records(hint)
    return {
        str: st.text(max_size=3),
        int: st.integers(0, 5),
        float: st.floats(0, 5),
        bool: st.booleans(),
    }[hint]


def records(struct: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Return a strategy for a struct with every field filled."""
    hints = get_type_hints(struct, include_extras=True)
    return st.builds(struct, *(of(hints[name]) for name in struct.__struct_fields__))


@given(records(Booking))
def test_the_parts_of_any_booking_join_to_it(booking: Booking) -> None:
    assert join(part(booking, Tier.ID), part(booking, Tier.OP)) == booking


@given(records(Booking))
def test_a_part_holds_nothing_of_another_tier(booking: Booking) -> None:
    def values(one: msgspec.Struct, tier: Tier) -> list[Any]:
        hints = get_type_hints(type(one), include_extras=True)
        found: list[Any] = []
        for info in msgspec.structs.fields(type(one)):
            value = getattr(one, info.name)
            kept = [note for note in getattr(hints[info.name], "__metadata__", ()) if isinstance(note, Kept)]
            if kept:
                found += [(info.name, value)] if kept[0].tier is tier and value != info.default else []
            else:
                for inner in value if isinstance(value, tuple) else (value,):
                    found += values(inner, tier)
        return found

    assert values(part(booking, Tier.OP), Tier.ID) == []
    assert values(part(booking, Tier.ID), Tier.OP) == []


def test_a_masked_booking_is_a_booking_without_its_persons() -> None:
    booking = Booking(
        locators=(Locator("Q7", "K7PLM2", created="2026-11-01T14:32"),),
        travellers=(Traveller(name=Name("PETROVSKI", "MARKO"), bags=(Bag("Q7123456", 1, 18.5, "kg"),)),),
        payments=(Payment("CC", "VI", "1111", amount="180.00"),),
    )
    masked = part(booking, Tier.OP)
    assert masked.locators == (Locator("Q7", created="2026-11-01T14:32"),)
    assert masked.travellers[0].name == Name()
    assert masked.travellers[0].bags == (Bag("", 1, 18.5, "kg"),)
    assert masked.payments == (Payment("CC", amount="180.00"),)


def test_parts_of_two_bookings_do_not_join() -> None:
    one = Booking(travellers=(Traveller(),))
    two = Booking(travellers=(Traveller(), Traveller()))
    with pytest.raises(ValueError, match="argument"):
        join(part(one, Tier.ID), part(two, Tier.OP))


class Untold(msgspec.Struct, frozen=True):
    """A stored struct that forgot a tier."""

    surname: str = ""


class Needed(msgspec.Struct, frozen=True):
    """A stored struct with a field that cannot be left out."""

    surname: Annotated[str, Kept(Tier.ID, 4)]


@pytest.mark.parametrize("struct", [Untold, Needed])
def test_a_struct_that_cannot_be_taken_apart_is_refused(struct: type[msgspec.Struct]) -> None:
    with pytest.raises(TierError):
        catalogue(struct)

"""A push read from a stream gives what reading it whole gives, however the stream is cut."""

from __future__ import annotations

import pytest

from pnr.reading import read
from pnr.wire.streaming import LARGEST, StreamError, bookings
from tests.builders.wire import ALMEIDA, BOOKING, DOCS, FLIGHT, paxlst, pnrgov

PUSH = pnrgov(
    *[[*BOOKING, ALMEIDA, DOCS, f"IFT+4:28+NO {number} ?'SRC'", *FLIGHT] for number in range(5)]
).encode()


@pytest.mark.parametrize("size", [1, 7, 50, 333, 100_000])
def test_any_chunks_give_the_same_bookings(size: int) -> None:
    chunks = (PUSH[at : at + size] for at in range(0, len(PUSH), size))
    assert tuple(bookings(chunks)) == read(PUSH).messages[0].bookings


def test_what_is_no_push_is_refused() -> None:
    with pytest.raises(StreamError, match="no plain"):
        list(bookings([paxlst(["NAD+FL+++ALMEIDA:CARLA'"]).encode()]))


def test_a_booking_that_never_ends_is_refused() -> None:
    with pytest.raises(StreamError, match="larger"):
        list(bookings([PUSH[:700], b"X" * (LARGEST + 1)]))


def test_an_empty_push_has_no_bookings() -> None:
    assert list(bookings([pnrgov().encode()])) == []

"""Damaged messages: nothing raises, damage stays where it was done, and what is lost is said.

Bounded here; `scripts/fuzz-reading 1000000` runs the same mutations for as long as one likes.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec
import pytest

from pnr.reading import Decoded, read
from pnr.wire.slices import slices
from tests.builders import wire
from tests.builders.mutations import mutant, one_byte, structural

_BOOKINGS = 6
FAILURES = frozenset({"input.failed", "booking.failed", "segment.unreadable"})
"""What the last lines of defence say when the reader itself is at fault: never, whatever is damaged."""


def seeds() -> list[bytes]:
    """Return sound messages of several kinds to start from."""
    child = "TIF+ALMEIDA+CARLAMRS:A:1:1'"
    check_in = (
        "DAT+2:150926:2252'",
        "ORG+ZZ:GRU'",
        "TRI++57:::1'",
        "TIF+ALMEIDA+CARLAMRS:A:1'",
        "SSD+023C++++Y'",
    )
    bags = "TBD++2:41:700++HP:GRU-057+ZZ:123456:2:LFW'"
    ticket = (
        "TKT+9991234567890:T:1'",
        "MON+B:1.00:EUR+T:2.00:EUR'",
        "DAT+710:010926:1440'",
        "FOP+CC::2.00:VI:XX'",
    )
    bookings = [
        [
            f"RCI+ZZ:LOC{number}AA::010926:1432'",
            "DAT+700:150926:2301'",
            "ORG+1Z:SAO+57999999+GRU++T'",
            child,
            wire.DOCS,
            "SSR+CTCE:HK:1:ZZ:::::/CARLA?'S..A//MAIL.EXAMPLE'",
            *ticket,
            *wire.FLIGHT,
            "SSR+INFT:HK:1:ZZ:::GRU:LFW:ALMEIDA/NINA 20MAY26+::1'",
            *check_in,
            bags,
            "EQN+1'",
            "RCI+ZZ:K7PLN9'",
            "ABI+4+0042AB:GS+GRU++ZZ'",
            "SAC+++X'",
            "SSR+WEAP:HK:1:ZZ'",
            "LTS+0/O/NM/ALMEIDA'",
        ]
        for number in range(_BOOKINGS)
    ]
    push = wire.pnrgov(*bookings)
    people = [
        [line.replace("K7PLM2", f"K7PLM{n}").replace("57'", f"5{n}'") for line in wire.PERSON]
        for n in range(_BOOKINGS)
    ]
    return [push.encode(), wire.paxlst(*people).encode(), push.replace("\r\n", "").encode()]


PUSH, LIST, FLAT = seeds()


def test_the_seeds_are_sound() -> None:
    for seed in (PUSH, LIST, FLAT):
        assert read(seed).every_finding == ()


@pytest.mark.parametrize("number", range(3))
def test_nothing_raises_whatever_is_done_to_a_message(number: int) -> None:
    rng = random.Random(number)
    for _ in range(700):
        damaged = mutant((PUSH, LIST, FLAT)[number], rng)
        decoded = read(damaged.data)
        assert not FAILURES & wire.codes(decoded), damaged
        for one in decoded.every_finding:
            assert 0 <= one.start <= one.end <= len(damaged.data), damaged
        msgspec.json.encode(decoded.messages)


def bookings_of(decoded: Decoded) -> list[object]:
    return [one for message in decoded.messages for one in message.bookings]


@pytest.mark.parametrize("damage", ["byte", "structure"])
def test_damage_stays_inside_its_booking(damage: str) -> None:
    rng = random.Random(7)
    cut = slices(FLAT)
    assert cut is not None
    whole = bookings_of(read(FLAT))
    checked = 0
    while checked < 500:
        victim = rng.randrange(_BOOKINGS)
        piece = cut.bookings[victim]
        body = FLAT[piece.start + 4 : piece.end - 1]  # SRC and the last terminator are the borders
        found = one_byte(body, rng) if damage == "byte" else structural(body, rng)
        if damage == "structure" and any(tag in found.data for tag in (b"UN", b"SRC")):
            continue
        data = FLAT[: piece.start + 4] + found.data + FLAT[piece.end - 1 :]
        read_back = bookings_of(read(data))
        checked += 1
        others = [*whole[:victim], *whole[victim + 1 :]]
        kept = [one for one in others if one in read_back]
        assert len(kept) == len(others) or found.data.endswith(b"?"), (found, data)


def test_a_lost_segment_is_always_under_a_finding() -> None:
    rng = random.Random(11)
    cut = slices(FLAT)
    assert cut is not None
    for _ in range(300):
        piece = cut.bookings[rng.randrange(_BOOKINGS)]
        ends = [
            at for at in range(piece.start + 4, piece.end - 1) if FLAT[at] == 0x27 and FLAT[at - 1] != 0x3F
        ]
        first = rng.randrange(len(ends) - 1)
        data = FLAT[: ends[first] + 1] + FLAT[ends[first + 1] + 1 :]
        assert wire.codes(read(data)), data


def test_a_person_of_a_list_takes_only_itself_along() -> None:
    rng = random.Random(13)
    whole = read(LIST).messages[0].travellers
    starts = [LIST.index(b"NAD+", 0)]
    while (following := LIST.find(b"NAD+", starts[-1] + 1)) > 0:
        starts.append(following)
    starts.append(LIST.index(b"CNT+"))
    for _ in range(400):
        victim = rng.randrange(_BOOKINGS)
        body = LIST[starts[victim] + 4 : starts[victim + 1] - 3]
        found = one_byte(body, rng)
        data = LIST[: starts[victim] + 4] + found.data + LIST[starts[victim + 1] - 3 :]
        read_back = read(data).messages[0].travellers
        others = [*whole[:victim], *whole[victim + 1 :]]
        assert all(one in read_back for one in others), (found, data)


@pytest.mark.parametrize(
    "data",
    [
        b"'" * 300_000,
        b"?" * 300_000,
        b"UNB+IATA:1" + b" " * 590 + b"UNB+IATA:1" * 3_000,
        b"UNA:+.? '" * 30_000,
        PUSH[:400] + b"SRC'TIF+A" + b"'HARA" * 60_000,
        PUSH[:400] + b"SRC'RCI" + b"".join(b"+ZZ:L%d" % n for n in range(60_000)) + b"'",
        PUSH[:400]
        + b"SRC'"
        + b"".join(
            b"TIF+A+B%d:A:%d'SSR+DOCS:HK:1:ZZ:::::/P/UTO/ZZ1/UTO/04MAR88/F/11JAN31/A/B%d'" % (n, n, n)
            for n in range(4_000)
        ),
        PUSH[:400] + b"SRC'IFT+4:28+CTCE @" + b"A" * 100_000 + b"'",
        PUSH[:400] + b"SRC'IFT+4:28+CTCE " + b"A" * 100_000 + b"//'",
        PUSH[:400] + b"SRC'TIF+A" + b" " * 100_000 + b"B+C:A:1'",
        PUSH[:400] + b"SRC'TIF+A?'" + b" " * 100_000 + b"B+C:A:1'",
        PUSH[:400] + b"SRC'" + b"TBD++99:1:700+++ZZ:1:99'" * 5_000,
        LIST[:400] + b"".join(b"RFF+AVF:L%d'" % n for n in range(60_000)),
        b"PNL\nZZ417/16SEP GRU PART1\n" + b"-LFW001Y\n?\n" * 20_000,
        b"&apos;" * 50_000 + PUSH,
        b"\xe2\x80\x99 " * 50_000 + PUSH,
    ],
    ids=range(16),
)
def test_hostile_input_costs_time_in_proportion_to_its_size(data: bytes) -> None:
    """The limit is that of every test: what grows with the square would never end."""
    decoded = read(data)
    assert not FAILURES & wire.codes(decoded)
    assert decoded.every_finding or decoded.messages


@pytest.mark.parametrize(
    "data",
    [
        LIST.replace(b"CNT+42:6'", b"CNT'"),
        PUSH.replace(b"//MAIL.EXAMPLE", b"//"),
        PUSH.replace(b"CARLA?'S..A//MAIL.EXAMPLE", b"//AB"),
    ],
)
def test_what_long_runs_found_once_stays_mended(data: bytes) -> None:
    assert not FAILURES & wire.codes(read(data))


def test_random_bytes_are_nothing() -> None:
    rng = random.Random(17)
    for size in (1, 10, 100, 1_000, 20_000):
        for _ in range(20):
            decoded = read(rng.randbytes(size), received=datetime(2026, 9, 15, tzinfo=UTC).date())
            assert not FAILURES & wire.codes(decoded)

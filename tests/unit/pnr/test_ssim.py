"""Schedules as airlines and airports hand them over, right over the change of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pnr.feed.ssim import Schedule, read


def record(**fields: tuple[int, str]) -> str:
    line = ["3", *" " * 199]
    for start, text in fields.values():
        line[start - 1 : start - 1 + len(text)] = text
    return "".join(line)


def leg(**changed: tuple[int, str]) -> str:
    """Return a record 3: Q7 412 VIE-BEG, daily, 13:10 to 14:40 local at +0100."""
    return record(
        **{
            "carrier": (3, "Q7 "), "number": (6, " 412"),
            "period": (15, "23NOV2628NOV26"), "days": (29, "1234567"),
            "origin": (37, "VIE"), "std": (40, "13101310"), "dep": (48, "+0100"), "destination": (55, "BEG"),
            "sta": (58, "14401440"), "arr": (66, "+0100"), "variation": (193, "00"),
            **changed,
        }
    )  # fmt: skip


def ssim(*lines: str, mode: str = "L") -> Schedule:
    head = "1AIRLINE STANDARD SCHEDULE DATA SET".ljust(200)
    data = "\r\n".join([head, f"2{mode}Q7".ljust(200), *lines]).encode()
    return read(data, first=date(2026, 11, 1), last=date(2026, 12, 31))


def test_a_period_becomes_a_leg_a_day() -> None:
    found = ssim(leg())
    assert found.findings == ()
    assert len(found.legs) == 6
    one = found.legs[0]
    assert (one.carrier, one.number, one.origin, one.destination) == ("Q7", "412", "VIE", "BEG")
    assert one.departs == datetime(2026, 11, 23, 12, 10, tzinfo=UTC)
    assert one.arrives == datetime(2026, 11, 23, 13, 40, tzinfo=UTC)


def test_days_of_operation_and_fortnights_are_kept() -> None:
    assert [one.departs.day for one in ssim(leg(days=(29, "1   5  "))).legs] == [23, 27]
    fortnight = leg(period=(15, "23NOV2631DEC26"), days=(29, "1      "), rate=(36, "2"))
    assert [(one.departs.month, one.departs.day) for one in ssim(fortnight).legs] == [
        (11, 23),
        (12, 7),
        (12, 21),
    ]


def test_utc_schedules_are_not_shifted() -> None:
    assert ssim(leg(), mode="U").legs[0].departs == datetime(2026, 11, 23, 13, 10, tzinfo=UTC)


def test_an_arrival_on_the_next_day_and_an_open_end() -> None:
    night = leg(
        std=(40, "23302330"), sta=(58, "01000100"), variation=(193, "01"), period=(15, "29DEC2600XXX00")
    )
    found = ssim(night).legs
    assert [one.departs.day for one in found] == [29, 30, 31]
    assert (found[0].arrives - found[0].departs).seconds == 90 * 60


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"period": (15, "31NOV2631NOV26")}, "period"),
        ({"std": (40, "25991310")}, "departure"),
        ({"arr": (66, "     ")}, "arrival offset"),
        ({"number": (6, "ABCD")}, "flight"),
    ],
)
def test_a_bad_line_is_named_and_costs_only_itself(changed: dict[str, tuple[int, str]], column: str) -> None:
    found = ssim(leg(**changed), leg())
    assert [(one.position, one.element) for one in found.findings] == [(3, column)]
    assert len(found.legs) == 6


def csv_file(*rows: str) -> Schedule:
    data = "\n".join(["carrier;number;origin;destination;departure;arrival;expected;expects", *rows]).encode()
    return read(data, first=date(2026, 10, 1), last=date(2026, 12, 31))


def test_csv_times_are_local_over_the_change_of_the_clock() -> None:
    summer, winter = csv_file(
        "Q7;0412;VIE;BEG;2026-10-24 13:10;2026-10-24 14:40;120;pnr-24@1440 api-close@40",
        "Q7;0412;VIE;BEG;2026-10-25T13:10;2026-10-25T14:40;;",
    ).legs
    assert summer.departs == datetime(2026, 10, 24, 11, 10, tzinfo=UTC)
    assert winter.departs == datetime(2026, 10, 25, 12, 10, tzinfo=UTC)
    assert (summer.number, summer.expected, summer.expects) == ("412", 120, ("pnr-24@1440", "api-close@40"))


def test_csv_rows_that_cannot_be_are_named() -> None:
    found = csv_file(
        "Q7;412;VIE;BEG;2026-11-25T13:10;2026-11-25T12:00;;",
        "Q7;41x2;VIE;BEG;2026-11-25T13:10;2026-11-25T14:00;;",
        "Q7;412;QQQ;BEG;2026-11-25T13:10;2026-11-25T14:00;;",
        "Q7;412;VIE;BEG;2026-11-25T12:10:00Z;2026-11-25T14:40;many;",
        "Q7;412;VIE;BEG;2026-11-25T12:10:00Z;2026-11-25T14:40;;",
    )
    assert [(one.position, one.element) for one in found.findings] == [
        (2, "arrival"), (3, "number"), (4, "departure"), (5, "expected"),
    ]  # fmt: skip
    assert len(found.legs) == 1


def test_a_file_without_the_columns_says_which() -> None:
    found = read(b"a,b\n1,2\n", first=date(2026, 1, 1), last=date(2026, 1, 2))
    assert found.findings[0].params == (
        ("missing", "carrier, number, origin, destination, departure, arrival"),
    )


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"3" * 500, b"2U\n3", b";;;\n\n"])
def test_any_bytes_are_answered(data: bytes) -> None:
    assert read(data, first=date(2026, 1, 1), last=date(2026, 1, 2)).legs == ()

"""The entry: what a fingerprint covers, and that fields appended later change none."""

from __future__ import annotations

import msgspec
import pytest

from watchlists import entry as entries
from watchlists.entry import Entry, EntryBirth, EntryName, fingerprint

TENNICK = Entry(
    "VA-17", names=(EntryName("Orval Tennick"),), births=(EntryBirth("1961-01-01", "1961-12-31"),)
)


def test_equal_content_has_an_equal_fingerprint() -> None:
    assert fingerprint(TENNICK) == fingerprint(msgspec.structs.replace(TENNICK))


@pytest.mark.parametrize(
    "changed",
    [
        msgspec.structs.replace(TENNICK, names=(EntryName("Orval Tennik"),)),
        msgspec.structs.replace(TENNICK, births=()),
        msgspec.structs.replace(TENNICK, handling="stop"),
        msgspec.structs.replace(TENNICK, nationalities=("ALB",)),
        msgspec.structs.replace(TENNICK, births=(EntryBirth("1961-01-01", "1961-12-31", circa=True),)),
    ],
)
def test_any_change_of_content_changes_the_fingerprint(changed: Entry) -> None:
    assert fingerprint(changed) != fingerprint(TENNICK)


def test_the_fingerprint_of_today_is_the_fingerprint_of_tomorrow() -> None:
    """A field appended with an empty default must not change it: clearances hang on fingerprints."""
    assert fingerprint(TENNICK) == "821d7f06a120b7be990dd20fb656a1bb"


@pytest.mark.parametrize(
    "struct", [entries.EntryName, entries.EntryBirth, entries.EntryDocument, entries.EntryContact, Entry]
)
def test_an_entry_of_an_older_snapshot_stays_readable(struct: type[msgspec.Struct]) -> None:
    packed = msgspec.msgpack.encode(["x"])
    assert msgspec.msgpack.decode(packed, type=struct) == struct("x")

"""A blob opens at its own place under its own key, and fails in one way everywhere else."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from retention import dictionaries
from retention.blobs import header_of
from retention.keys import Key, KeyPurpose, Slot, commitment
from retention.places import Place
from retention.refusals import CannotOpen
from retention.sealing import open_packed, prefix, reseal, seal, unpack
from retention.tiers import Kept, Tier

ROW = UUID("01930000-0000-7000-8000-000000000001")
PLACE = Place("pnr", date(2026, 11, 20), ROW, 1)


class First(msgspec.Struct, frozen=True, array_like=True):
    """A record as it was first written."""

    name: Annotated[str, Kept(Tier.ID, 4)] = ""


class Second(msgspec.Struct, frozen=True, array_like=True):
    """The same record, one field later."""

    SCHEMA: ClassVar[int] = 2
    name: Annotated[str, Kept(Tier.ID, 4)] = ""
    given: Annotated[str, Kept(Tier.ID, 4)] = "unknown"


def key(secret: bytes = bytes(32), **changes: Any) -> Key:
    slot = Slot(KeyPurpose.BUCKET, "demo", "pnr", "id", PLACE.bucket)
    made = Key(
        slot, commitment(secret), 1, datetime(2026, 11, 20, tzinfo=UTC), "six_months", secret, AESGCM(secret)
    )
    fields = {name: changes.pop(name) for name in list(changes) if name in Slot._fields}
    return dataclasses.replace(made, slot=slot._replace(**fields), **changes)


def sealed(record: msgspec.Struct = First("ZZTEST"), under: Key | None = None) -> bytes:  # noqa: B008 - frozen
    under = under or key()
    return seal(under, prefix(under), PLACE, record)


def opened(blob: bytes, at: Place = PLACE, under: Key | None = None) -> First:
    under = under or key()
    return unpack(open_packed(under, prefix(under), at, blob), First)


def test_a_record_opens_where_it_was_sealed() -> None:
    assert opened(sealed()) == First("ZZTEST")


def test_the_header_says_suite_schema_dictionary_and_key() -> None:
    header = header_of(sealed(Second("a")))
    assert (header.suite, header.schema, header.dictionary) == (1, 2, dictionaries.CURRENT)
    assert header.key_id == commitment(bytes(32))


@pytest.mark.parametrize(
    "at",
    [
        PLACE._replace(row=UUID(int=7)),
        PLACE._replace(version=2),
    ],
)
def test_a_blob_moved_to_another_row_or_version_does_not_open(at: Place) -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(), at)


@pytest.mark.parametrize(
    "change",
    [
        {"tenant": "other"},
        {"regime": "api"},
        {"tier": "op"},
        {"period": date(2026, 11, 21)},
        {"policy": "another"},
    ],
)
def test_a_blob_under_another_tenant_regime_tier_bucket_or_policy_does_not_open(
    change: dict[str, Any],
) -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(), under=key(**change))


def test_every_changed_byte_and_every_cut_fails_alike() -> None:
    blob = sealed()
    said = set()
    for place in range(len(blob)):
        broken = bytearray(blob)
        broken[place] ^= 1
        for bad in (bytes(broken), blob[:place]):
            with pytest.raises(CannotOpen) as refused:
                opened(bad)
            said.add(str(refused.value))
    assert said == {"the record cannot be opened"}


def test_another_key_and_another_suite_do_not_open() -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(), under=key(b"\1" * 32))
    with pytest.raises(CannotOpen):
        opened(b"\0" + sealed()[1:])


@given(st.text(max_size=400))
def test_length_tells_only_the_step(name: str) -> None:
    blob = sealed(First(name))
    assert (len(blob) - 21 - 12 - 16) % 64 == 0
    assert opened(blob) == First(name)


def test_two_seals_of_one_record_differ() -> None:
    assert sealed() != sealed()


def test_a_record_from_before_a_field_existed_gets_its_default() -> None:
    under = key()
    packed = open_packed(under, prefix(under), PLACE, sealed(First("ZZTEST")))
    assert unpack(packed, Second) == Second("ZZTEST", "unknown")


def test_a_later_record_is_readable_by_who_knows_only_the_earlier_fields() -> None:
    assert opened(sealed(Second("ZZTEST", "x"))) == First("ZZTEST")


def test_a_record_of_another_kind_fails_like_the_rest() -> None:
    class Number(msgspec.Struct, array_like=True):
        value: int = 0

    with pytest.raises(CannotOpen):
        opened(sealed(Number(5)))


def test_a_bucket_is_rewritten_without_its_records_being_read() -> None:
    old, new = key(), key(b"\2" * 32, generation=2)
    moved = reseal(old, new, PLACE, sealed(Second("ZZTEST"), old))
    assert header_of(moved).schema == 2
    assert opened(moved, under=new) == First("ZZTEST")
    with pytest.raises(CannotOpen):
        opened(moved, under=old)


def test_a_dictionary_this_program_lacks_fails_like_the_rest() -> None:
    blob = sealed()
    with pytest.raises(CannotOpen):
        opened(blob[:3] + b"\x00\x09" + blob[5:])


def test_blobs_of_every_dictionary_alive_are_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    for version in range(dictionaries.CURRENT + 1):
        monkeypatch.setattr(dictionaries, "CURRENT", version)
        blob = sealed(First("ZZTEST"))
        monkeypatch.undo()
        assert header_of(blob).dictionary == version
        assert opened(blob) == First("ZZTEST")

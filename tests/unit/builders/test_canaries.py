from __future__ import annotations

import base64
import gzip
import json
import os
import sqlite3
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.canaries import CANARIES, Canary, Kind, encodings, search

EMAIL = next(one for one in CANARIES if one.kind is Kind.EMAIL)
APOSTROPHE = next(one for one in CANARIES if "'" in one.value)
DIACRITICS = next(one for one in CANARIES if not one.value.isascii())
NOISE = b"\x00\xff sealed \x9c"


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.value)
@pytest.mark.parametrize(
    "spell",
    [
        lambda text: text.encode(),
        lambda text: text.lower().encode(),
        lambda text: text.upper().encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode().hex().encode(),
        lambda text: text.encode().hex().upper().encode(),
        lambda text: json.dumps({"name": text}).encode(),
        lambda text: urllib.parse.quote(text, safe="").encode(),
    ],
    ids=["utf-8", "lower", "utf-16-le", "utf-16-be", "hex", "upper hex", "json", "percent"],
)
def test_a_planted_value_is_found(canary: Canary, spell: object, tmp_path: Path) -> None:
    assert callable(spell)
    planted = tmp_path / "store.db"
    planted.write_bytes(NOISE + spell(canary.value) + NOISE)
    found = search([tmp_path])
    assert canary in {one.canary for one in found}
    assert all(one.path == planted and one.offset >= len(NOISE) for one in found)


@given(before=st.binary(max_size=9), after=st.binary(max_size=9), canary=st.sampled_from(CANARIES))
def test_base64_is_found_whatever_stands_around_it(before: bytes, after: bytes, canary: Canary) -> None:
    for code in (base64.b64encode, base64.urlsafe_b64encode):
        coded = code(before + canary.value.encode() + after)
        assert any(needle in coded for needle in encodings(canary.value).values())


def test_a_released_apostrophe_is_found(tmp_path: Path) -> None:
    (tmp_path / "segment").write_bytes(b"TIF+O?'KWIZZLETHORPE:A'")
    assert {(one.canary, one.spelling) for one in search([tmp_path])} == {(APOSTROPHE, "edifact")}


def test_an_index_form_is_found(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"zdrubackovic okwizzlethorpe")
    assert {one.canary for one in search([tmp_path])} == {APOSTROPHE, DIACRITICS}


@pytest.mark.parametrize("charset", ["iso8859-2", "utf-8"])
def test_diacritics_are_found_in_the_charsets_messages_use(charset: str, tmp_path: Path) -> None:
    (tmp_path / "segment").write_bytes(DIACRITICS.value.encode(charset))
    assert {one.canary for one in search([tmp_path])} == {DIACRITICS}


def test_a_database_row_is_found(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "store.db")
    connection.execute("CREATE TABLE contact (address TEXT)")
    connection.execute("INSERT INTO contact VALUES (?)", (EMAIL.value,))
    connection.commit()
    connection.close()
    assert [one.canary for one in search([tmp_path / "store.db"])] == [EMAIL]


def test_compressed_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "dump.gz").write_bytes(gzip.compress(EMAIL.value.encode()))
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/manifest.csv", EMAIL.value * 3)
    assert {(one.path.name, one.member) for one in search([tmp_path])} == {
        ("dump.gz", "gzip"),
        ("bundle.zip", "a/manifest.csv"),
    }


def test_sealed_bytes_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(os.urandom(4_000_000))
    assert search([tmp_path]) == []


def test_a_hunt_over_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        search([tmp_path / "absent"])


def test_canaries_are_invented() -> None:
    for one in CANARIES:
        if one.kind is Kind.DOCUMENT:
            assert one.value.startswith("ZZ")
        if one.kind is Kind.EMAIL:
            assert ".example" in one.value
    assert {one.kind for one in CANARIES} == set(Kind)

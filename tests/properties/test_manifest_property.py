"""Any bytes: a table is read or refused, never failed; and a sensitive column's content never comes out."""

from __future__ import annotations

import csv
import io

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pnr.shape import shape
from pnr.wire.manifest import is_manifest, preview, read_manifest

CELL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["ALMEIDA CARLA", "04.03.1988", "SRB", "ZZ0123", "7B", "M", "", "=1+1", "Ukupno", "1E+09", "KSML"]
    ),
)
HEADING = st.sampled_from(
    ["Prezime", "Ime", "Name", "DOB", "Pasoš", "Nat", "Seat", "Expiry", "Bags", "Flight", "Презиме", "x", ""]
)
SECRET = "QZSECRETQZ"


def text_of(rows: list[list[str]], delimiter: str) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode()


@given(st.binary(max_size=300), st.sampled_from(["", "a.csv", "a.xlsx"]))
def test_no_bytes_make_a_table_fail(data: bytes, name: str) -> None:
    for whole in (data, b"PK\x03\x04" + data, b"\xff\xfe" + data):
        is_manifest(whole, name)
        read_manifest(whole, name)
        preview(whole, name)


@given(
    st.lists(HEADING, min_size=2, max_size=7, unique=True), st.data(), st.sampled_from([";", ",", "\t", "|"])
)
def test_a_table_gives_every_row_as_a_person_or_as_refused(
    headings: list[str], data: st.DataObject, delimiter: str
) -> None:
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(headings), max_size=len(headings)), max_size=6))
    text = text_of([headings, *rows], delimiter)
    seen, message = preview(text, ""), read_manifest(text)
    assert seen.read == len(message.travellers)
    assert seen.rows == len(message.travellers) + len(seen.refused)
    assert seen.findings == message.findings
    for refused in seen.refused:
        assert all(cell == shape(cell) for cell in refused.shapes)


@given(
    st.sampled_from(
        ["Obrok", "Special assistance", "Remarks", "SSR", "Yemek", "Religion", "Напомена", "Rollstuhl"]
    ),
    st.text(max_size=30),
)
def test_a_sensitive_column_stays_unread(heading: str, content: str) -> None:
    rows = [
        ["Surname", "Given name", heading, "Seat"],
        ["ALMEIDA", "CARLA", f"{SECRET}{content}", "7B"],
        ["OKORO", "", SECRET, "8B"],
    ]
    text = text_of(rows, ";")
    written = msgspec.json.encode((read_manifest(text), preview(text, ""))).decode()
    assert SECRET not in written
    assert sum(preview(text, "").dropped.values()) == 2


@given(st.text(max_size=60))
def test_a_shape_keeps_the_length_and_no_letter_or_digit_but_two(text: str) -> None:
    made = shape(text)
    assert len(made) == len(text)
    assert {c for c in made if c.isalnum()} <= {"A", "9"}
    assert shape(made) == made

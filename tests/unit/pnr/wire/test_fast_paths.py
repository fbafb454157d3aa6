"""The short ways through names, documents and dates say what the long ways say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pnr import names_received
from pnr.names_received import meant
from pnr.wire import documents
from pnr.wire.dates import Moment, birth_service, expiry_service
from pnr.wire.documents import docs

MOMENT = Moment(date(2026, 9, 15), date(2026, 9, 16))
_PIECES = (
    "MR MRS MS DR SIR MISS MSTR AMR OMR JOHN MARKO ANA IMAM LORD FNU TBA XX AA W SR JR INF CHD YASS WILLIA "
    "ALEXAN PROF REV MISTER MAS SISTE HRH NA X F"
).split()
words = st.lists(st.sampled_from(_PIECES), max_size=3).map("".join)
days = st.tuples(
    st.integers(0, 32), st.sampled_from("JAN FEB MAR APR JUN SEP DEC XXX".split()), st.integers(0, 99)
).map(lambda parts: f"{parts[0]:02}{parts[1]}{parts[2]:02}")


@given(words, words, words)
def test_plain_names_mean_the_same_the_long_way(surname: str, given_: str, confirmed: str) -> None:
    short = meant(surname, given_, confirmed=confirmed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names_received, "_plain", lambda *_: None)
        assert meant(surname, given_, confirmed=confirmed) == short


texts = st.tuples(
    st.sampled_from(["P", "p", "", "XXX", "I"]),
    st.sampled_from(["UTO", "D", "", "0", "uto"]),
    st.sampled_from(["ZZ0000001", "zz1", "", "NULL", "A B"]),
    days,
    st.sampled_from(["M", "F", "FI", "", "X"]),
    days,
    words,
    words,
    st.sampled_from(["", "/H", "/ANA", "/ANA/H"]),
)


@given(texts)
def test_usual_documents_read_the_same_the_long_way(parts: tuple[str, ...]) -> None:
    kind, issuer, number, birth, sex, expiry, surname, given_, tail = parts
    text = f"/{kind}/{issuer}/{number}/UTO/{birth}/{sex}/{expiry}/{surname}/{given_}{tail}"
    short = docs(text, MOMENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_usual", lambda *_: None)
        assert docs(text, MOMENT) == short


@given(days)
def test_service_dates_read_the_same_with_blanks_around_them(day: str) -> None:
    """A blank beside a date leads past the short way."""
    assert birth_service(day, MOMENT) == birth_service(f" {day} ", MOMENT)
    assert expiry_service(day, MOMENT) == expiry_service(f" {day} ", MOMENT)


@pytest.mark.parametrize(
    ("text", "birth", "expiry"),
    [
        ("16SEP26", "2026-09-16", "2026-09-16"),
        ("17SEP26", "1926-09-17", "2026-09-17"),
        ("29FEB24", "2024-02-29", "2024-02-29"),
        ("29FEB25", "", ""),
        ("21JUL38", "1938-07-21", "2038-07-21"),
        ("01JAN99", "1999-01-01", "1999-01-01"),
        ("00MAR88", "1988-03", "1988-03"),
    ],
)
def test_two_digit_years(text: str, birth: str, expiry: str) -> None:
    assert (birth_service(text, MOMENT), expiry_service(text, MOMENT)) == (birth, expiry)

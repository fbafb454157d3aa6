"""Nothing in the fictional world belongs to anybody: documents, phones, mail, carriers, listed people."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pnr.codes import airline
from pnr.synthetic.carriers import ACCOUNTING, CARRIERS
from pnr.synthetic.day import Day
from pnr.synthetic.lists import entries, lists, plants
from pnr.synthetic.money import card_number
from pnr.synthetic.names.traditions import traditions
from pnr.synthetic.people import household, profile
from tests.builders.shared import shared

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@cache
def text() -> str:
    return "\n".join(push.data.decode() for push in Day(5, now=NOW, scale=0.4).pushes())


def test_documents_begin_with_zz() -> None:
    numbers = re.findall(r"SSR\+DOCS:[^/]*/[A-Z]/[A-Z]{2,3}/([^/]*)/", text())
    assert len(numbers) > 500
    assert all(number.startswith("ZZ") for number in numbers)
    in_lists = re.findall(r"DOC\+[A-Z]:110:ZZZ\+([^']*)'", text())
    assert all(number.startswith("ZZ") for number in in_lists)


def test_phones_have_no_country_and_mail_goes_nowhere() -> None:
    phones = re.findall(r"CTC[MT][^']*?[?\\]\+(\d+)", text())
    assert len(phones) > 300
    assert all(phone.startswith("999") for phone in phones)
    mails = re.findall(r"CTCE[^']*//([A-Z.]+)'", text())
    assert {mail.rsplit(".", 2)[-2] for mail in mails} == {"EXAMPLE"}


def test_carriers_and_tickets_belong_to_nobody() -> None:
    assert not [code for code in CARRIERS if airline(code) is not None]
    assert airline(ACCOUNTING) is None
    tickets = re.findall(r"TKT\+(\d+):T", text())
    assert tickets
    assert all(len(ticket) == 13 and ticket.startswith(ACCOUNTING) for ticket in tickets)


def test_cards_pass_the_check_digit_and_begin_with_a_range_nobody_issues() -> None:
    for household_id in range(50):
        number = card_number(1, household_id)
        assert number.startswith("9999")
        digits = [int(digit) for digit in reversed(number)]
        total = sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
        assert total % 10 == 0


def test_numbers_of_documents_never_repeat_between_persons() -> None:
    seen: dict[str, int] = {}
    for group in (profile("diaspora", "MKD", "CHE"), profile("resident", "MKD", "MKD")):
        for number in range(1500):
            for person in household(1, group, number, 20454).people:
                for day in (19000, 20454, 23000):
                    written = person.passport(day).number
                    assert seen.setdefault(written, person.id) == person.id
    assert len(seen) > 6000


def test_list_people_bear_surnames_no_traveller_bears() -> None:
    for tradition in traditions().values():
        ordinary = {form.document for form in (*tradition.surnames.values, *tradition.rare)}
        if tradition.code != "chinese":
            assert ordinary.isdisjoint(form.document for form in tradition.listed)
    assert sum(entry.person.tradition == "chinese" for entry in entries(5)) == 0


def test_list_people_are_on_no_real_list() -> None:
    ofac: Path = shared("data", "watchlists", "ofac", "sdn.csv")
    aliases = shared("data", "watchlists", "ofac", "alt.csv")
    united = shared("data", "watchlists", "un")
    real: set[frozenset[str]] = set()
    for path, column in ((ofac, 1), (aliases, 3)):
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            real |= {_words(row[column]) for row in csv.reader(lines) if len(row) > column}
    for path in united.glob("*.xml"):
        for block in path.read_text(encoding="utf-8").split("<INDIVIDUAL>")[1:]:
            names = re.findall(r"<(?:FIRST|SECOND|THIRD|FOURTH)_NAME>([^<]*)<", block)
            real.add(_words(" ".join(names)))
            real |= {_words(alias) for alias in re.findall(r"<ALIAS_NAME>([^<]*)<", block)}
    assert len(real) > 10_000
    for seed in (1, 5, 7, 2026):
        for entry in entries(seed):
            for name in (f"{entry.surname} {entry.given}", entry.alias):
                assert not name.strip() or _words(name) not in real, entry.entry_id
        for plant in plants(seed):
            assert _words(f"{plant.surname} {plant.given}") not in real, plant.entry


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Z]+", name.upper()))


def test_lists_say_they_are_invented_and_count_their_rows() -> None:
    for one in lists(5):
        lines = one.data.decode().splitlines()
        assert lines[0].startswith(f"#najava-list;list={one.id};")
        assert f"rows={one.entries}" in lines[0]
        assert len(lines) == one.entries + 2
        assert "invented" in one.legal_basis

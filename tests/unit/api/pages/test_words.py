from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.pages import keyboard, times, wording
from api.pages.rendering import environment
from matching.review.board import ArrivalState
from matching.review.disposition import Reason, Verdict
from matching.review.hits import SEVERITIES, HitState
from pnr.feed.coverage import PushState
from pnr.records.travellers import TravellerState
from pnr.sensitive import Class
from retention.actors import Role
from retention.periods import Period
from retention.purpose import Mode, Offence

TEMPLATES = Path(wording.__file__).parent / "templates"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("severity", SEVERITIES),
        ("arrival", ArrivalState),
        ("push", PushState),
        ("hit", HitState),
        ("verdict", Verdict),
        ("effect", Verdict),
        ("reason", Reason),
        ("traveller", TravellerState),
        ("role", Role),
        ("duties", Role),
        ("mode", Mode),
        ("offence", Offence),
        ("class", Class),
    ],
)
def test_every_member_of_a_shipped_enumeration_has_a_word(kind: str, names: object) -> None:
    missing = [f"{kind}.{name}" for name in names if f"{kind}.{name}" not in wording.WORDS]  # type: ignore[attr-defined]  # each is iterable
    assert missing == []


def test_no_word_says_what_the_house_does_not_say() -> None:
    said = " ".join(
        [*wording.WORDS.values(), *(path.read_text() for path in TEMPLATES.glob("*.html"))]
    ).lower()
    assert [
        word
        for word in ("suspect", "tamper-proof", "please", "are you sure", "false positive")
        if word in said
    ] == []


def test_a_sentence_takes_its_parameters() -> None:
    assert wording.sentence("gap.not_screened", (("count", "12"),)) == "12 not screened"
    assert wording.sentence("gap.push_late", (("kind", "api-0"),)) == "API-0 late"


def test_every_key_has_a_text_and_no_two_of_a_page_share_one() -> None:
    everywhere = [key.keys for key in keyboard.table() if key.group == "everywhere"]
    for group in {key.group for key in keyboard.table()} - {"everywhere"}:
        own = [key.keys for key in keyboard.table() if key.group == group]
        assert len(set(own + everywhere)) == len(own + everywhere)
    assert [key.action for key in keyboard.table() if f"key.{key.action}" not in wording.WORDS] == []


def test_every_action_of_the_key_table_is_a_button_or_link_of_some_template() -> None:
    text = "".join(path.read_text() for path in TEMPLATES.glob("*.html"))
    shell = (TEMPLATES.parent / "shell.py").read_text()
    by_script = {"help", "list.next", "list.previous", "list.open", "list.panel", "flight.take"}
    for key in keyboard.table():
        name = key.action
        spoken = f'"{name}"' in text or f'"{name}"' in shell or f'"{name.partition(".")[0]}.{{{{' in text
        assert spoken or name in by_script, name


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text()
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)|javascript:", text) == [], (
            path.name
        )


def test_every_template_compiles_with_undefined_names_refused() -> None:
    for path in TEMPLATES.glob("*.html"):
        environment().get_template(path.name)


def test_times_are_local_to_the_airport_with_letters_for_months() -> None:
    at = datetime(2026, 11, 23, 14, 27, tzinfo=UTC)
    assert (times.clock(at, "BEG"), times.clock_utc(at)) == ("15:27", "14:27")
    assert times.day(date(2026, 11, 23)) == "23 NOV 2026"
    assert times.day_clock(at, "BEG") == "23 NOV 15:27"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=22), "22 min"),
        (timedelta(minutes=21, seconds=30), "22 min"),
        (timedelta(minutes=65), "1 h 05"),
        (timedelta(hours=74), "3 d 2 h"),
        (timedelta(seconds=-5), "0 min"),
    ],
)
def test_a_span_is_said_in_two_numbers_at_most(length: timedelta, said: str) -> None:
    assert times.span(length) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1984-06-30", "30 JUN 1984"),
        ("1984-06", "JUN 1984"),
        ("1984", "1984"),
        ("1961/1965", "1961–1965"),
        ("1984-02-31", "1984-02-31"),
        ("", ""),
    ],
)
def test_a_partial_date_is_shown_as_far_as_it_is_known(text: str, said: str) -> None:
    assert times.partial_date(text) == said


def test_age_counts_full_years_and_says_nothing_of_partial_dates() -> None:
    assert times.age("1984-11-24", date(2026, 11, 23)) == 41
    assert times.age("1984-11-23", date(2026, 11, 23)) == 42
    assert times.age("1984", date(2026, 11, 23)) is None


def test_a_period_is_said_in_words() -> None:
    said = [times.period(Period.parse(text)) for text in ("P6M", "P5Y", "PT48H", "P30D")]
    assert said == ["6 months", "5 years", "48 hours", "30 days"]

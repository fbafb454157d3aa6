"""Training: a few flights with planted cases, a sheet of questions, and the answers in a file of their own.

The messages are ordinary ones; what a trainee looks at is the console or `najava decode`. The key says who
was planted, what could be noticed when, what speaks against, and which decoys look the same and are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pnr.synthetic.indicators import sentence
from pnr.synthetic.truth import Row, rows
from pnr.synthetic.world import Parameters, Traffic, World

_DECOYS_SHOWN = 2


class Lesson(msgspec.Struct, frozen=True):
    """What was written: flights with messages, cases in them, decoys in them."""

    flights: int
    messages: int
    cases: int
    decoys: int


def write(parameters: Parameters, folder: Path, *, threats: frozenset[str], cases: int) -> Lesson:
    """Write a lesson with up to `cases` cases of `threats` (all when empty) to `folder`."""
    chosen: dict[str, list[Traffic]] = defaultdict(list)
    by_case: dict[str, list[Row]] = defaultdict(list)
    order: list[str] = []
    decoys: dict[str, int] = defaultdict(int)
    for one in World(parameters).traffic():
        for row in rows(one.leg, one.trips):
            mark = row.mark
            if mark is None or (threats and mark.threat not in threats and mark.threat != "NONE"):
                continue
            if mark.case not in by_case:
                innocent = row.role == "decoy"
                if innocent and (decoys[mark.script] >= _DECOYS_SHOWN or sum(decoys.values()) >= 2 * cases):
                    continue
                if not innocent and sum(not _innocent(by_case[case]) for case in order) >= cases:
                    continue
                decoys[mark.script] += innocent
                order.append(mark.case)
            by_case[mark.case].append(row)
            if not any(kept is one for kept in chosen[mark.case]):
                chosen[mark.case].append(one)
    flights = {id(one): one for case in order for one in chosen[case]}
    messages = _messages(folder, flights.values())
    (folder / "questions.md").write_text(_questions(order, by_case), encoding="utf-8")
    (folder / "answers.md").write_text(_answers(order, by_case), encoding="utf-8")
    clean = sum(_innocent(by_case[case]) for case in order)
    return Lesson(len(flights), messages, len(order) - clean, clean)


def _innocent(found: Sequence[Row]) -> bool:
    return all(row.role == "decoy" for row in found)


def _messages(folder: Path, flights: Iterable[Traffic]) -> int:
    count = 0
    (folder / "messages").mkdir(parents=True, exist_ok=True)
    for one in flights:
        for sent in one.sent:
            (folder / "messages" / sent.push.name).write_bytes(sent.push.data)
            count += 1
    return count


def _flights(found: Sequence[Row]) -> str:
    return ", ".join(dict.fromkeys(row.flight for row in found))


def _questions(order: Sequence[str], by_case: dict[str, list[Row]]) -> str:
    text = [
        "# Questions",
        "",
        "Everybody here is invented. Read the messages, then answer for each group of flights:",
        "",
    ]
    text += ["1. Whom would you look at, and which facts made you?", "2. What speaks against it?"]
    text += [
        "3. From which message on could you have known?",
        "4. What would you ask of the team at the door?",
        "",
    ]
    text += [f"- Task {place}: {_flights(by_case[case])}" for place, case in enumerate(order, 1)]
    text += ["", "Some tasks hold nobody worth a look. Saying so is an answer.", ""]
    return "\n".join(text)


def _answers(order: Sequence[str], by_case: dict[str, list[Row]]) -> str:
    text = ["# Answers", ""]
    for place, case in enumerate(order, 1):
        found = by_case[case]
        mark = found[0].mark
        if mark is None:
            continue
        innocent = _innocent(found)
        text += [f"## Task {place}: {'nobody' if innocent else mark.script}", ""]
        if innocent:
            text += [f"Looks like: {mark.script}. Cleared by: {mark.exonerated}.", ""]
        else:
            text += [
                f"Threat {mark.threat}, {mark.difficulty}. A control would find: {mark.outcome}.",
                "",
            ]
            text += [f"- {fact}: {sentence(fact)}" for fact in mark.facts]
            if mark.rules:
                text.append(f"- Templates that aim at it: {', '.join(mark.rules)}")
            if mark.entry:
                text.append(f"- On {mark.list_id} as {mark.entry}; differs by: {mark.variant}")
            text.append("")
        text += [
            "| flight | locator | name in the booking | role | could be known from (UTC) |",
            "|---|---|---|---|---|",
        ]
        text += [
            f"| {row.flight} | {row.locator} | {row.surname}/{row.given} | "
            f"{row.role or 'with them'} | {row.detectable or 'never'} |"
            for row in found
        ]
        text.append("")
    return "\n".join(text)

"""Write the quality report: recall by kind of variation at fixed alert rates, and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.evaluation.measure import Recall, draw, own_scores, recall, reliability, top_scores
from matching.evaluation.noise import disturbed
from matching.evaluation.sets import (
    Traveller,
    name_only,
    namesakes,
    people,
    related,
    travellers,
    without_documents,
    word_set,
)
from matching.screening.listed import ListedEntries
from matching.screening.screener import EntryScreener, build
from matching.screening.traffic import word_counts
from watchlists.entry import Entry

RATES = (1.0, 5.0)
LOWER = {"name only": -3.0, "name, birth, nationality, sex": -2.5}  # nats below the line that are measured


@dataclass(frozen=True, slots=True)
class Sets:
    """Everything measured: the list and four groups of travellers, exact namesakes taken out and counted."""

    entries: list[Entry]
    groups: dict[str, list[Traveller]]
    innocents: list[Traveller]
    namesakes: int


def load(folder: Path, *, innocents: int) -> Sets:
    """Read the sets of `folder`; `innocents` bounds how many of the last ones are used."""
    entries = people(folder / "lists.csv") + people(folder / "synth_list_20k.csv")
    by_reference = {entry.source_id: entry for entry in entries}
    exact = namesakes(entries)
    aliases = [
        one
        for one in travellers(folder / "alias_to_primary.csv")
        if related(f"{one.name.surname} {one.name.given}", _full(by_reference[one.target]))
    ]
    crowd = travellers(folder / "innocents.csv")[-innocents:]
    strangers = [one for one in crowd if word_set(one.name.surname, one.name.given) not in exact]
    groups = {
        "airline noise": travellers(folder / "noise.csv"),
        "related aliases": aliases,
        "own error model": disturbed(entries, count=5_500, seed=7),
    }
    return Sets(entries, groups, strangers, len(crowd) - len(strangers))


def _full(entry: Entry) -> str:
    return f"{entry.names[0].surname} {entry.names[0].given}"


def write(folder: Path, out: Path, *, innocents: int, counted: bool = True) -> str:
    """Measure and write the report to `out` with its picture beside it; return the text."""
    sets = load(folder, innocents=innocents)
    traffic = word_counts(one.subject for one in sets.innocents) if counted else None
    base = build([ListedEntries("evaluation", "1", "medium", sets.entries)], traffic=traffic)
    pieces = [_head(sets, base)]
    for title, select in (("name only", name_only), ("name, birth, nationality, sex", without_documents)):
        screener = base.at(base.line + LOWER[title])
        tops = top_scores(screener, select(sets.innocents))
        at_line = 1000 * sum(score >= base.line for score in tops) / len(tops)
        pieces.append(
            f"## {title.capitalize()}\n\nAt the shipped line {at_line:.2f} of 1,000 innocents alert.\n"
        )
        for group, members in sets.groups.items():
            chosen = select(members)
            own = own_scores(screener, chosen)
            pieces.append(_table(group, [recall(chosen, own, tops, rate) for rate in RATES]))
            if group == "airline noise" and select is without_documents:
                pieces.append(
                    _calibration(
                        screener, chosen, select(sets.innocents), twins=_twins(sets.entries), out=out
                    )
                )
    text = "\n".join(pieces)
    out.write_text(text, encoding="utf-8")
    return text


def _head(sets: Sets, screener: EntryScreener) -> str:
    return (
        "# Quality of matching\n\n"
        "Written by `najava names evaluate`; nothing here is typed by hand. "
        f"List of {len(sets.entries):,} names, {len(sets.innocents):,} innocent travellers, "
        f"{sets.namesakes:,} exact namesakes of a listed name counted apart "
        f"(weights {screener.weights.version}). "
        "Recall is the share of listed travellers raised with their own entry when the line lets 1 or 5 "
        "of 1,000 "
        "innocents alert; the line is read off the same innocents. How rare a word is, is counted over "
        "list and "
        "innocents (words only). Weights were learned on part of the same noise and alias sets "
        "(`scripts/learn-weights`); the own error model was not used for learning.\n"
    )


def _table(group: str, found: Sequence[Recall]) -> str:
    head = "".join(f" {one.rate:g} in 1,000 |" for one in found)
    lines = [f"### {group.capitalize()}\n", f"| kind |{head}", "|---|" + "---:|" * len(found)]
    lines.append("| **all** |" + "".join(f" **{one.all:.3f}** |" for one in found))
    lines += [
        f"| {kind.replace('_', ' ')} |" + "".join(f" {one.by_kind[kind]:.3f} |" for one in found)
        for kind in found[0].by_kind
    ]
    return "\n".join(lines) + "\n"


def _twins(entries: Sequence[Entry]) -> dict[str, set[str]]:
    """Return for each entry those of the same words and birth: one person listed by two publishers."""
    groups: dict[tuple[object, ...], set[str]] = {}
    for entry in entries:
        groups.setdefault(_identity(entry), set()).add(entry.source_id)
    return {entry.source_id: groups[_identity(entry)] for entry in entries}


def _identity(entry: Entry) -> tuple[object, ...]:
    name = entry.names[0]
    return (*word_set(name.surname, name.given), *(birth.as_written[:4] for birth in entry.births))


def _calibration(
    screener: EntryScreener,
    listed: Sequence[Traveller],
    innocents: Sequence[Traveller],
    *,
    twins: dict[str, set[str]],
    out: Path,
) -> str:
    scores: list[float] = []
    right: list[bool] = []
    everyone = [*listed, *innocents]
    for one, matches in zip(everyone, screener.screen([one.subject for one in everyone]), strict=True):
        if matches:
            scores.append(matches[0].score)
            right.append(one.target in twins.get(matches[0].source_id, ()))
    curve, error = reliability(scores, right)
    picture = out.with_name("matching-calibration.svg")
    picture.write_text(draw(curve), encoding="utf-8")
    rows = "\n".join(f"| {one.stated:.2f} | {one.right:.2f} | {one.count:,} |" for one in curve)
    return (
        f"### Calibration\n\n![Stated probability against share right]({picture.name})\n\n"
        f"Expected error {100 * error:.1f} points over the best matches ({len(scores):,}) of "
        f"{len(listed):,} listed travellers "
        f"and {len(innocents):,} innocents; another share of listed travellers moves the curve.\n\n"
        f"| stated | right | pairs |\n|---:|---:|---:|\n{rows}\n"
    )

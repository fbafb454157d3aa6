"""The report of an evaluation: a Markdown text, an HTML page with pictures, a JSON, from the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import msgspec

from api.world.scores import Scores, Share

CAUTION = (
    "Measured on invented people. It says that the machine works; it does not say that a list or a criterion "
    "is right about anybody."
)
_WIDTH, _BAR, _LABEL = 760, 22, 330
_INK, _FILL, _LINE = "#1c1f24", "#3b6ea5", "#9aa4b1"


class Section(msgspec.Struct, frozen=True):
    """One part of the report: a title, a sentence, and shares to show."""

    title: str
    text: str
    shares: dict[str, Share] = {}


def write(scores: Scores, folder: Path) -> tuple[Path, ...]:
    """Write `evaluation.md`, `.html` and `.json` to `folder`; return the three paths."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = sections(scores)
    made = (folder / "evaluation.md", folder / "evaluation.html", folder / "evaluation.json")
    made[0].write_text(markdown(parts), encoding="utf-8")
    made[1].write_text(html(parts), encoding="utf-8")
    made[2].write_bytes(msgspec.json.format(msgspec.json.encode(scores)))
    return made


def sections(scores: Scores) -> tuple[Section, ...]:
    """Turn scores into the parts of a report, the most important first."""
    time, identity = scores.timeliness, scores.identity
    parts = [
        Section(
            "Found and troubled",
            f"{scores.travellers} travellers on legs in {scores.days} days, {scores.messages} messages "
            f"({scores.unreadable} not readable), matcher {scores.matcher}. "
            f"{scores.cards_per_day:.1f} cards a day, {scores.namesake_cards_per_day:.2f} exact namesakes.",
            {
                "listed people and documents found": scores.recall,
                "of those, by name and biography": scores.by_name,
                "of those, by document": scores.by_document,
                "alerts that were right": scores.precision,
                "exact namesakes raised": scores.namesakes,
                "innocent twins of cases raised": scores.decoys,
            },
        ),
        Section(
            "Found, by how much differs",
            "Listed people who differ from their entry in one thing (easy), in two, in three (hard).",
            scores.by_difficulty,
        ),
        Section(
            "Found, by what differs",
            "Listed people, by how booking and list disagree; some disagree in several ways.",
            scores.by_variant,
        ),
        Section(
            "Found when only so many may be looked at",
            "The strongest alerts first, so many referrals in ten thousand travellers.",
            {f"{budget} in 10,000": share for budget, share in scores.budgets.items()},
        ),
        Section(
            "In time",
            f"Half of the right alerts came within {time.median_minutes:.0f} minutes "
            "of the first message that could tell.",
            {
                "with that very message": time.at_once,
                "an hour or more before arrival": time.hour_before_arrival,
            },
        ),
        Section(
            "Coverage",
            f"{scores.unknown_to_truth} travellers were read who do not exist.",
            {"boarded and never seen": scores.not_seen},
        ),
        Section(
            "The same person on another trip",
            "By document number, or name and birth date, over all pairs of trips.",
            {
                "true pairs linked": Share(identity.right_pairs, identity.true_pairs),
                "linked pairs that are true": Share(identity.right_pairs, identity.linked_pairs),
            },
        ),
    ]
    if scores.by_fault:
        parts.append(
            Section(
                "Found, by typing fault", "Listed people whose booking was spoilt besides.", scores.by_fault
            )
        )
    if scores.by_threat:
        parts.append(
            Section("Cases found, by threat and difficulty", "Travellers of planted cases.", scores.by_threat)
        )
    if scores.not_looked_for:
        counts = ", ".join(f"{name} {count}" for name, count in scores.not_looked_for.items())
        parts.append(
            Section(
                "Planted, not looked for",
                f"No criterion took part in this run, so these travellers are not scored: {counts}.",
            )
        )
    parts.append(_impact(scores))
    return tuple(parts)


def _impact(scores: Scores) -> Section:
    """Say how often people on no list are raised, group by group; letters stand for name traditions."""
    told = [
        f"{one.group}: {one.ratio:.2f} ({one.low:.2f} to {one.high:.2f})"
        for one in scores.impact
        if one.ratio is not None
    ]
    text = "Alerts on people who are on no list, by group of name tradition. Ratio to all others: "
    text += "; ".join(told) if told else "no group has ten alerts"
    return Section("Who is troubled", text + ".", {f"group {one.group}": one.alerts for one in scores.impact})


def markdown(parts: Iterable[Section]) -> str:
    """Return the report as Markdown."""
    text = ["# Evaluation on a fictional world", "", CAUTION, ""]
    for part in parts:
        text += [f"## {part.title}", "", part.text, ""]
        if part.shares:
            text += ["| | share | of | 95 % interval |", "|---|---|---|---|"]
            text += [_row(name, share) for name, share in part.shares.items()]
            text.append("")
    return "\n".join(text)


def _row(name: str, share: Share) -> str:
    low, high = share.interval()
    return f"| {name} | {share.rate:.2%} ({share.count}) | {share.of} | {low:.1%} to {high:.1%} |"


def html(parts: Iterable[Section]) -> str:
    """Return the report as one page without scripts or anything from elsewhere."""
    body = []
    for part in parts:
        body.append(f"<h2>{escape(part.title)}</h2><p>{escape(part.text)}</p>")
        if part.shares:
            body.append(f"<figure>{picture(part.shares)}<figcaption>{escape(CAUTION)}</figcaption></figure>")
    style = (
        f"body{{font:16px/1.5 system-ui,sans-serif;color:{_INK};max-width:{_WIDTH + 40}px;margin:2rem auto;"
        "padding:0 1rem}figure{margin:0 0 2rem}figcaption{font-size:13px;color:#5b6570}h2{margin-top:2.5rem}"
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Evaluation on a fictional world</title>'
        f"<style>{style}</style><h1>Evaluation on a fictional world</h1><p>{escape(CAUTION)}</p>"
        + "".join(body)
        + "</html>\n"
    )


def picture(shares: Mapping[str, Share]) -> str:
    """Draw shares as bars with their intervals, numbers in words beside them."""
    height = _BAR * len(shares) + 26
    span = _WIDTH - _LABEL - 150
    size = f'viewBox="0 0 {_WIDTH} {height}" width="100%" font-size="13" fill="{_INK}"'
    drawn = [f'<svg role="img" aria-label="Shares with 95 % intervals" {size}>']
    for mark in (0, 25, 50, 75, 100):
        x = _LABEL + span * mark / 100
        drawn.append(f'<path d="M{x:.1f} 18V{height}" stroke="{_LINE}" stroke-width=".5"/>')
        drawn.append(f'<text x="{x:.1f}" y="12" text-anchor="middle" font-size="11">{mark} %</text>')
    for place, (name, share) in enumerate(shares.items()):
        y = 22 + place * _BAR
        low, high = share.interval()
        drawn.append(f'<text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>')
        width = span * share.rate
        drawn.append(
            f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_BAR - 8}" fill="{_FILL}"/>'
        )
        start, end = _LABEL + span * low, _LABEL + span * high
        drawn.append(f'<path d="M{start:.1f} {y + 10}H{end:.1f}" stroke="{_INK}"/>')
        drawn.append(f'<text x="{_LABEL + span + 12}" y="{y + 13}">{share.rate:.1%} of {share.of}</text>')
    return "".join(drawn) + "</svg>"

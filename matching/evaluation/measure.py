"""Recall at fixed alert rates and how far a probability can be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matching.evaluation.sets import Traveller
from matching.screening.screener import EntryScreener, probability

NOTHING = -99.0  # score of a traveller with no candidate


@dataclass(frozen=True, slots=True)
class Recall:
    """Share of listed travellers found with their own entry, in all and by kind, at one alert rate."""

    rate: float  # alerts per 1,000 innocents
    line: float
    all: float
    by_kind: dict[str, float]


def own_scores(screener: EntryScreener, travellers: Sequence[Traveller]) -> list[float]:
    """Return for each listed traveller the score of the right entry."""
    found = screener.screen([one.subject for one in travellers])
    return [
        max((match.score for match in matches if match.source_id == one.target), default=NOTHING)
        for one, matches in zip(travellers, found, strict=True)
    ]


def top_scores(screener: EntryScreener, travellers: Sequence[Traveller]) -> list[float]:
    """Return for each innocent the best score with any entry, highest first."""
    found = screener.screen([one.subject for one in travellers])
    return sorted((matches[0].score if matches else NOTHING for matches in found), reverse=True)


def recall(
    travellers: Sequence[Traveller], own: Sequence[float], tops: Sequence[float], rate: float
) -> Recall:
    """Return the recall when `rate` of 1,000 innocents alert. `tops` is sorted, highest first."""
    line = tops[int(len(tops) * rate / 1000)]
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for one, score in zip(travellers, own, strict=True):
        kinds[one.kind].append(score > line)
    hits = [hit for several in kinds.values() for hit in several]
    return Recall(
        rate, line, sum(hits) / max(len(hits), 1), {kind: sum(got) / len(got) for kind, got in kinds.items()}
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """One step of the reliability curve: mean stated probability, share that was right, how many."""

    stated: float
    right: float
    count: int


def reliability(scores: Sequence[float], right: Sequence[bool], steps: int = 10) -> tuple[list[Bin], float]:
    """Return the reliability curve and the expected calibration error (0 to 1) of stated probabilities."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(steps)]
    for score, is_right in zip(scores, right, strict=True):
        stated = probability(score)
        bins[min(int(stated * steps), steps - 1)].append((stated, is_right))
    curve = [
        Bin(sum(p for p, _ in pairs) / len(pairs), sum(hit for _, hit in pairs) / len(pairs), len(pairs))
        for pairs in bins
        if pairs
    ]
    error = sum(abs(one.stated - one.right) * one.count for one in curve) / max(len(scores), 1)
    return curve, error


def draw(curve: Sequence[Bin]) -> str:
    """Return the reliability curve as an SVG picture."""
    points = " ".join(f"{40 + 320 * one.stated:.1f},{360 - 320 * one.right:.1f}" for one in curve)
    dots = "".join(
        f'<circle cx="{40 + 320 * one.stated:.1f}" cy="{360 - 320 * one.right:.1f}" '
        f'r="{2 + min(6.0, one.count**0.25):.1f}"/>'
        for one in curve
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" '
        'font-family="sans-serif" font-size="12">\n'
        "<title>Stated probability and share of pairs that were the same person</title>\n"
        '<rect width="400" height="400" fill="#fff"/>'
        '<path d="M40 40V360H360" fill="none" stroke="#333"/>'
        '<path d="M40 360L360 40" stroke="#999" stroke-dasharray="4 4"/>\n'
        f'<polyline points="{points}" fill="none" stroke="#1f4e8c" stroke-width="2"/>'
        f'<g fill="#1f4e8c">{dots}</g>\n'
        '<text x="200" y="390" text-anchor="middle">stated probability</text>'
        '<text x="16" y="200" text-anchor="middle" transform="rotate(-90 16 200)">share right</text>'
        '<text x="36" y="374" text-anchor="end">0</text><text x="360" y="376" text-anchor="middle">1</text>'
        '<text x="34" y="44" text-anchor="end">1</text>\n</svg>\n'
    )

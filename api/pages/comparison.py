"""A possible match laid out for a person: two values side by side, a finding, a bar; for and against alike.

The order of reading is sentence, evidence, what speaks against, then the total, which stays hidden until
the features were seen (decision 19). Differing letters are underlined in both columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from api.pages import times
from api.pages.language import gettext as _
from matching.screening import explain
from matching.screening.model import Feature, Match

Spans = tuple[tuple[str, bool], ...]
_PRIOR = "prior"
_NAMES = frozenset({"surname", "given", "name"})
_NEUTRAL = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """One compared property. `share` is the bar's length in percent of the column; `side` its direction."""

    label: str
    left: Spans
    right: Spans
    finding: str
    rarity: str
    weight: str
    share: str
    start: str
    side: str  # for, against, none


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a screen shows of one match."""

    sentence: str
    lines: tuple[Line, ...]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    begins: str
    total: str
    reckoned: str
    list_id: str
    source_id: str
    edition: str
    matcher: str
    screened_on: tuple[str, ...]


def _value(feature: Feature, text: str) -> str:
    if not text:
        return ""
    return times.partial_date(text) if feature.name == "birth" else text


def _differing(one: str, other: str) -> tuple[Spans, Spans]:
    """Split two spellings into runs of letters that agree and that differ."""
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append((one[a:b], kind != "equal"))
        if c < d:
            right.append((other[c:d], kind != "equal"))
    return tuple(left), tuple(right)


def _spans(feature: Feature, left: str, right: str) -> tuple[Spans, Spans]:
    if not left or not right or left.casefold() == right.casefold():
        return ((left, False),), ((right, False),)
    if feature.name in _NAMES and right.isascii():
        return _differing(left, right)
    if feature.name in _NAMES or feature.weight > 0:
        return ((left, False),), ((right, False),)
    return ((left, True),), ((right, True),)


def _signed(weight: float) -> str:
    return "0" if abs(weight) < _NEUTRAL else f"{weight:+.1f}".replace("-", "\u2212")


def _line(feature: Feature, longest: float) -> Line:
    listed_as = dict(feature.params).get("listed_as", "")
    left, right = _value(feature, feature.left), _value(feature, listed_as or feature.right)
    shown_left, shown_right = _spans(feature, left, right)
    finding, _comma, rarity = explain.feature_sentence(feature, _).partition(", 1 ")
    share = min(50.0, 50 * abs(feature.weight) / longest)
    side = "none" if abs(feature.weight) < _NEUTRAL else "for" if feature.weight > 0 else "against"
    return Line(
        label=explain.label(feature, _),
        left=shown_left if left else ((_("not received"), False),),
        right=shown_right if right else ((_("not on the list"), False),),
        finding=finding,
        rarity=f"1 {rarity}" if rarity else "",
        weight=_signed(feature.weight),
        share=f"{share:.1f}",
        start=f"{50 - share:.1f}" if side == "against" else "50",
        side=side,
    )


def _capital(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{one[:1].upper()}{one[1:]}" for one in phrases)


def _reckoned(probability: float) -> str:
    """Say a probability in whole persons; never certainty."""
    if probability >= 0.995:
        return _("reckoned: more than 99 in 100 such pairs are one person")
    return _("reckoned: about %(count)s in 100 such pairs are one person") % {
        "count": max(1, round(100 * probability))
    }


def compare(match: Match) -> Comparison:
    """Lay out a match in the language of the page."""
    shown = [one for one in match.features if one.name != _PRIOR and (one.left or one.right)]
    longest = max((abs(one.weight) for one in shown), default=1.0) or 1.0
    prior = next((one.weight for one in match.features if one.name == _PRIOR), 0.0)
    return Comparison(
        sentence=explain.sentence(match, _),
        lines=tuple(_line(one, longest) for one in shown),
        speaks_for=_capital(explain.speaks_for(match, _)),
        speaks_against=_capital(explain.speaks_against(match, _)),
        begins=_signed(prior),
        total=_signed(match.score),
        reckoned=_reckoned(match.probability),
        list_id=match.list_id,
        source_id=match.source_id,
        edition=match.snapshot,
        matcher=match.matcher,
        screened_on=match.screened_on,
    )


def person(match: Match) -> str:
    """Return the traveller's name as compared: `Dragojevic, Aleksandar`."""
    parts = {one.name: one.left for one in match.features if one.name in _NAMES}
    both = [parts.get("surname", ""), parts.get("given", "")]
    return ", ".join(part.title() for part in both if part) or parts.get("name", "").title() or _("Traveller")

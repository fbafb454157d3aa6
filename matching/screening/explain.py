"""Say a match in words: one sentence for the match, one for each feature, lists for and against.

Texts are ids with parameters (decision 13): the English stands in `data/sentences.toml`, `translate` turns an
English text into another language before its parameters are filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files

from matching.screening.model import Feature, Match

Translate = Callable[[str], str]

_MENTIONED_FOR = 4
_MENTIONED_AGAINST = 3
_NEUTRAL = 0.05  # nats; below this a feature speaks for nobody


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    text = (files("matching.screening") / "data" / "sentences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def texts() -> tuple[str, ...]:
    """Return every English text there is to translate, each once, in a stable order."""
    return tuple(dict.fromkeys(text for section in _texts().values() for text in section.values()))


def label(feature: Feature, translate: Translate | None = None) -> str:
    """Return the name of the property compared, such as Surname, Born or Nationality."""
    return _say(_texts()["labels"].get(feature.name, feature.name.capitalize()), translate)


def feature_sentence(feature: Feature, translate: Translate | None = None) -> str:
    """Return what was found for one feature, with its rarity where one is known (`Same, 1 in 8,400`)."""
    known = _texts()["findings"]
    text = _say(known.get(_in_script(feature), known.get(feature.finding, feature.finding)), translate)
    one_in = dict(feature.params).get("one_in")
    if not one_in or feature.weight <= 0:
        return text
    return _say(_texts()["rarity"]["one_in"], translate).format(text=text, one_in=f"{int(one_in):,}")


def sentence(match: Match, translate: Translate | None = None) -> str:
    """Return one sentence: what the traveller and the entry have in common, then what differs."""
    speaks_for = _phrases(_strongest(match, +1)[:_MENTIONED_FOR], translate)
    speaks_against = _phrases(_strongest(match, -1)[:_MENTIONED_AGAINST], translate)
    kind = (
        "for_and_against"
        if speaks_for and speaks_against
        else "for_only"
        if speaks_for
        else "nothing_for"
        if speaks_against
        else "bare"
    )
    filled = _say(_texts()["sentences"][kind], translate).format(
        speaks_for=_enumerate(speaks_for, translate), speaks_against=_enumerate(speaks_against, translate)
    )
    return filled[:1].upper() + filled[1:]


def speaks_for(match: Match, translate: Translate | None = None) -> tuple[str, ...]:
    """Return the phrases of the features that speak for the same person, strongest first."""
    return tuple(_phrases(_strongest(match, +1), translate))


def speaks_against(match: Match, translate: Translate | None = None) -> tuple[str, ...]:
    """Return the phrases of the features that speak against, strongest first; the prior is not one."""
    return tuple(_phrases(_strongest(match, -1), translate))


def _strongest(match: Match, sign: int) -> list[Feature]:
    chosen = [
        feature for feature in match.features if sign * feature.weight > _NEUTRAL and feature.name != "prior"
    ]
    return sorted(chosen, key=lambda feature: -sign * feature.weight)


def _phrases(features: Sequence[Feature], translate: Translate | None) -> list[str]:
    known = _texts()["phrases"]
    found: dict[str, None] = {}
    for feature in features:
        key = feature.finding if not feature.finding.startswith("name.") else _phrase_key(feature)
        script = f"{key}.script" if _in_script(feature) != feature.finding else key
        text = known.get(script) or known.get(key)
        if text:
            found[_say(text, translate)] = None
    return list(found)


def _phrase_key(feature: Feature) -> str:
    return f"{feature.name}.{feature.finding.removeprefix('name.')}"


def _in_script(feature: Feature) -> str:
    """Return the finding, marked where the letters agree only after another script was romanised."""
    listed_as = dict(feature.params).get("listed_as", "")
    return f"{feature.finding}.script" if listed_as and not listed_as.isascii() else feature.finding


def _enumerate(phrases: Sequence[str], translate: Translate | None) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return _say(_texts()["sentences"]["and"], translate).format(
        first=", ".join(phrases[:-1]), last=phrases[-1]
    )


def _say(text: str, translate: Translate | None) -> str:
    return translate(text) if translate else text

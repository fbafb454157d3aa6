"""Contrast of every pair of colours text is set in, computed from the tokens (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import api.pages.rendering

CSS = (Path(api.pages.rendering.__file__).parent / "assets/css/tokens.css").read_text()
PAIRS = [
    *[
        (text, ground, 4.5)
        for text in ("text", "muted", "accent", "ok")
        for ground in ("surface", "bg", "sunken")
    ],
    *[(f"on-{level}", level, 4.5) for level in ("critical", "high", "medium", "low", "none")],
    ("on-accent", "accent", 4.5),
    ("amber-text", "amber", 4.5),
    ("text", "tint", 4.5),
    ("muted", "tint", 4.5),
    ("control", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("bar", "surface", 3.0),
    *[(f"edge-{level}", "surface", 3.0) for level in ("critical", "high", "medium", "low")],
]


def token(name: str, theme: int) -> str:
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", CSS)
    assert found, name
    return found.group(1 + theme)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_stands_out_from_its_ground(ink: str, ground: str, least: float, theme: int) -> None:
    assert contrast(token(ink, theme), token(ground, theme)) >= least

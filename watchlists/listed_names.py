"""Names as lists write them: whole, as `SURNAME, Given`, or in parts; always with the script measured."""

from __future__ import annotations

import re

from watchlists.entry import EntryName
from watchlists.scripts import script_of, tidy

_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
_BRACKET = re.compile(r"(\S+)\s+\(([^()]+)\)")


def whole(text: str, *, kind: str = "primary", quality: str = "unstated", note: str = "") -> EntryName:
    """Return a name that is written in reading order, its parts unknown."""
    full = tidy(text)
    return EntryName(full, kind=kind, quality=quality, script=script_of(full), note=note, order="unknown")


def in_parts(
    surname: str,
    given: str,
    *,
    kind: str = "primary",
    quality: str = "unstated",
    parts: tuple[tuple[str, str], ...] = (),
) -> EntryName:
    """Return a name whose parts the source tells apart; `parts` are further labelled ones."""
    surname, given = tidy(surname), tidy(given)
    said = tuple((label, tidy(value)) for label, value in parts if value.strip())
    suffix = [value for label, value in said if label == "suffix"]
    full = " ".join(part for part in (given, surname, *suffix) if part)
    return EntryName(
        full, surname, given, kind, quality, script=script_of(full), order="given_first", parts=said
    )


def family_first(written: str, *, kind: str = "primary", quality: str = "unstated") -> list[EntryName]:
    """Read `SURNAME, Given` with suffix and brackets; a bracket gives a variation of the word before it.

    Without a comma the whole is one name of unknown parts.
    """
    text = tidy(written)
    suffix = _SUFFIX.search(text)
    bare = text[: suffix.start()] if suffix else text
    tail = suffix[1] if suffix else ""
    found = [_at_comma(_BRACKET.sub(r"\1", bare), text, tail, kind, quality)]
    for bracket in _BRACKET.finditer(bare):
        other = _BRACKET.sub(r"\1", bare[: bracket.start()] + bracket[2] + bare[bracket.end() :])
        found.append(_at_comma(other, text, tail, "variation" if kind == "primary" else kind, quality))
    return [name for name in found if name.full]


def _at_comma(bare: str, written: str, suffix: str, kind: str, quality: str) -> EntryName:
    surname, comma, given = (part.strip() for part in bare.partition(","))
    full = f"{given} {surname}" if given and surname else bare.strip(" ,")
    if suffix:
        full = f"{full} {suffix}"
    return EntryName(
        full=full,
        surname=surname if comma else "",
        given=given,
        kind=kind,
        quality=quality,
        script=script_of(full),
        as_written=written if written != full else "",
        order="family_first" if comma else "unknown",
        parts=(("suffix", suffix),) if suffix else (),
    )

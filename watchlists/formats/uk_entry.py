"""A designation of the United Kingdom lists, from any of their forms.

`Name6` is the family name, or the whole name of an entity or of a person with one name; `Name1` the first
given name; what stands between is given or patronymic and is not told apart. Names are reduced to a
telegraphic character set since 2022, so the form in another script, where present, says more.
Source: UK Sanctions List and OFSI consolidated list formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from watchlists import dates, documents
from watchlists.countries import states_nothing
from watchlists.entry import Entry, EntryContact, EntryDocument, EntryName
from watchlists.findings import Report
from watchlists.formats import statements
from watchlists.formats.table import distinct
from watchlists.listed_names import in_parts, whole
from watchlists.scripts import tidy

KINDS = {"individual": "person", "entity": "organisation", "ship": "vessel", "aircraft": "aircraft"}
_USES = {
    "": "primary",
    "primary name": "primary",
    "primary name variation": "variation",
    "alias": "alias",
    "aka": "alias",
    "a.k.a": "alias",
    "fka": "former",
    "f.k.a": "former",
}


@dataclass(frozen=True, slots=True)
class UkName:
    """One name: parts 1 to 6 in order, its type and strength as written."""

    parts: tuple[str, ...]
    use: str = ""
    strength: str = ""


@dataclass(slots=True)
class Designation:
    """What one designation says, values once each, in the order of the file."""

    source_id: str = ""
    kind: str = ""
    names: list[UkName] = field(default_factory=list)
    other_scripts: list[str] = field(default_factory=list)
    titles: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    birth_countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # where town and country are paired
    nationalities: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    passports: tuple[tuple[str, str], ...] = ()  # number, what is said about it
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    listed_on: str = ""
    amended_on: str = ""
    notes: tuple[str, ...] = ()
    other_ids: tuple[tuple[str, str], ...] = ()
    source: str = ""
    extra: tuple[tuple[str, str], ...] = ()


def entry_of(said: Designation, report: Report) -> Entry | None:
    """Return the entry, or `None` where it has no name and no document."""
    kind = KINDS.get(said.kind.strip().lower())
    if kind is None:
        report.add("kind_unknown", text=said.kind)
        kind = "other"
    names = _names(said, report, kind)
    papers = tuple(
        dict.fromkeys(
            (*_documents(said.passports, "Passport"), *_documents(said.identifiers, "National identifier"))
        )
    )
    if not names and not papers:
        return None
    stated = tuple(
        statements.nationality(text, report) for text in said.nationalities if not states_nothing(text)
    )
    births = tuple(
        statements.birth(dates.slashed(text), report, field="DOB") for text in dict.fromkeys(said.births)
    )
    return Entry(
        source_id=said.source_id,
        kind=kind,
        names=names,
        births=births,
        birth_places=distinct((*said.places, *said.towns, *said.birth_countries)),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=distinct(statements.sex(text) for text in said.sexes),
        documents=papers,
        contacts=tuple(EntryContact(kind, value) for kind, value in said.contacts if value),
        addresses=distinct(said.addresses),
        roles=distinct((*said.roles, *said.titles)),
        programmes=distinct(said.regimes),
        measures=distinct(part.strip() for text in said.measures for part in text.split("|")),
        authority=said.source,
        listed_on=dates.iso_slashed(said.listed_on),
        amended_on=dates.iso_slashed(said.amended_on),
        notes=distinct(text.replace("&#39;", "'").replace("&amp;", "&") for text in said.notes),
        other_ids=tuple((scheme, value) for scheme, value in said.other_ids if value),
        extra=tuple((name, value) for name, value in said.extra if value),
    )  # fmt: skip


def _names(said: Designation, report: Report, kind: str) -> tuple[EntryName, ...]:
    made: list[EntryName] = []
    for one in said.names:
        use = _USES.get(" ".join(one.use.lower().rstrip(".").split()), "alias")
        if use == "primary" and any(name.kind == "primary" for name in made):
            use = "variation"
        strength = one.strength.lower()
        quality = (
            "weak" if strength.startswith("low") else "strong" if strength.startswith("good") else "unstated"
        )
        if name := _name(one.parts, use, quality, kind):
            made.append(name)
    made = list(dict.fromkeys(made))
    if made and not any(name.kind == "primary" for name in made):
        report.add("no_primary_name")
    made.sort(key=lambda name: name.kind != "primary")
    return (*made, *(whole(text, kind="original", quality="strong") for text in distinct(said.other_scripts)))


def _name(parts: tuple[str, ...], use: str, quality: str, kind: str) -> EntryName | None:
    first, *between, last = (tidy(part) for part in parts)
    filled = [part for part in (first, *between, last) if part]
    if not filled:
        return None
    if kind != "person" or not last or len(filled) == 1:
        return whole(" ".join(filled), kind=use, quality=quality)
    given = " ".join(part for part in (first, *between) if part)
    ordinal = tuple(("ordinal", part) for part in between if part)
    return msgspec.structs.replace(in_parts(last, given, kind=use, quality=quality), parts=ordinal)


_ISSUER = re.compile(
    r"^\s*\(?\s*(?:issued (?:in|by) )?([A-Z][A-Za-z' ]+?)\s*(?:passport|\)|[,.;(]|$)", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*(?:\(\d+\)|;|\||\band\b)\s*")


def _documents(pairs: Iterable[tuple[str, str]], label: str) -> list[EntryDocument]:
    """Read numbers that may hold several, or words; the issuer is named only in what is said about them."""
    found: list[EntryDocument] = []
    for written, about in pairs:
        for piece in _SEVERAL.split(written):
            if not any(map(str.isdigit, piece)):
                continue
            plain = documents.is_number(piece)
            said = about if plain else "; ".join(filter(None, (f"number as written: {piece}", about)))
            made = documents.document(
                label,
                piece if plain else documents.number_in_words(piece),
                kind="P" if label == "Passport" else documents.known_kind(about) or "I",
                issuer=_issuer(about),
                extraction="" if plain else "text",
                note=said,
            )
            if made:
                found.append(made)
    return found


def _issuer(about: str) -> str:
    """Return the country that the text about a document starts with, or empty."""
    found = _ISSUER.match(about)
    return found[1] if found and documents.issuer_of(found[1]) != tidy(found[1]) else ""


def numbered(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several as `(1) … (2) …`, or the one it holds."""
    return distinct(part.strip() for part in re.split(r"\(\d+\)", text))

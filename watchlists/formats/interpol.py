"""INTERPOL public notices as saved answers of the public service: lists, details, or a folder of them.

Only an extract of all notices is public, and one list answer holds 160 at most: whatever is absent is not
delisted. A red notice is a request, not a warrant and no proof. Yellow notices concern missing persons, often
children: they are read with the handling `protect`. Pictures are not loaded.
Source: the public notices service, versions of 2026.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchlists import dates
from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import Report, Severity
from watchlists.formats import statements
from watchlists.formats.json_lines import Object, first_object, nested, objects, text, texts
from watchlists.formats.source import ListFile, Source
from watchlists.formats.table import distinct
from watchlists.listed_names import in_parts, whole

FORMAT = "interpol-notices"
_KINDS = ("red", "yellow", "un")
_SEXES = {"M": "M", "F": "F"}


def tells(source: Source) -> bool:
    """Tell whether every file is an answer of the notices service."""
    return all(_is_answer(first_object(file)) for file in source.files)


def _is_answer(first: Object | None) -> bool:
    if first is None:
        return False
    embedded = first.get("_embedded")
    return "entity_id" in first or (isinstance(embedded, dict) and "notices" in embedded)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every notice once; a detail says more than a line of a list, so details are read first."""
    edition.format = FORMAT
    edition.complete = False
    files = sorted(source.files, key=lambda file: "entity_id" not in (first_object(file) or {}))
    seen: set[str] = set()
    for file in files:
        report.file = file.name
        for number, notice in _notices(file, report):
            source_id = _reference(notice)
            report.at(number, source_id)
            if not source_id:
                report.add("id_missing", Severity.ERROR)
            elif source_id not in seen:
                seen.add(source_id)
                yield _entry(notice, source_id, report)


def _notices(file: ListFile, report: Report) -> Iterator[tuple[int, Object]]:
    inner = Report()
    for number, answer in objects(file, inner):
        embedded = answer.get("_embedded")
        listed = (
            nested(embedded.get("notices")) if isinstance(embedded, dict) and "notices" in embedded else None
        )
        if listed is None:
            report.records += 1
            yield number, answer
            continue
        report.records += len(listed)
        total = text(answer.get("total"))
        if total.isdigit() and int(total) > len(listed):
            report.at(0)
            report.add("incomplete", found=len(listed), declared=total)
        yield from enumerate(listed, start=1)
    report.findings += inner.findings
    report.totals.update(inner.totals)


def _colour(notice: Object) -> str:
    links = notice.get("_links")
    own = links.get("self") if isinstance(links, dict) else None
    address = text(own.get("href")) if isinstance(own, dict) else ""
    return next((kind for kind in _KINDS if f"/{kind}/" in address), "red")


def _reference(notice: Object) -> str:
    number = text(notice.get("entity_id")).replace("-", "/")
    return f"{_colour(notice)}:{number}" if number else ""


def _entry(notice: Object, source_id: str, report: Report) -> Entry:
    surname, given = text(notice.get("name")), text(notice.get("forename"))
    if given == "-":
        given = ""
    colour = _colour(notice)
    warrants = nested(notice.get("arrest_warrants"))
    stated = tuple(statements.nationality(one, report) for one in texts(notice.get("nationalities")))
    born = text(notice.get("date_of_birth"))
    sex = _SEXES.get(text(notice.get("sex_id")), "")
    place = [text(notice.get("place_of_birth")), text(notice.get("country_of_birth_id"))]
    name = (
        in_parts(surname, given, quality="strong")
        if surname and given
        else whole(surname or given, quality="strong")
    )
    charges = [
        " ".join(text(one.get(name)).split()) for one in warrants for name in ("charge", "charge_translation")
    ]
    marks = text(notice.get("distinguishing_marks"))
    return Entry(
        source_id=source_id,
        names=(name,) if name.full else (),
        births=(statements.birth(dates.slashed(born), report, field="date_of_birth"),) if born else (),
        birth_places=distinct((", ".join(part for part in place if part),)),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=(sex,) if sex else (),
        programmes=(f"{colour} notice",),
        authority="; ".join(distinct(text(one.get("issuing_country_id")) for one in warrants)),
        handling="protect" if colour == "yellow" else "",
        assertion="assessment" if colour == "red" else "",
        notes=distinct((*charges, f"marks: {marks}" if marks else "")),
        extra=tuple(_looks(notice)),
    )


def _looks(notice: Object) -> Iterator[tuple[str, str]]:
    """Yield what is said of looks and languages; zero means not known."""
    for name in ("height", "weight"):
        if (value := text(notice.get(name))) not in ("", "0", "0.0"):
            yield name, value
    for name in ("eyes_colors_id", "hairs_id", "languages_spoken_ids"):
        for value in texts(notice.get(name)):
            yield name.removesuffix("_id").removesuffix("_ids"), value

"""The OFAC lists as a set of CSV files without header: main, aliases, addresses and long remarks.

Files are told apart by their rows, then by their names. The main file is required; without the aliases every
strong alias is missing, without the comments some remarks are cut: both are findings. The CSV set states
neither date nor count; the digest is its edition.
Source: OFAC SDN and consolidated (non-SDN) data layouts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchlists.edition import Edition, Parsed, collect
from watchlists.entry import Entry, EntryName
from watchlists.findings import ListError, Report, Severity
from watchlists.formats import statements
from watchlists.formats.ofac_remarks import CUT_AT, Remarks, remarks
from watchlists.formats.source import ListFile, Source
from watchlists.formats.table import distinct, encoding_of, rows
from watchlists.listed_names import family_first, whole

FORMAT = "ofac-csv"
MAIN_COLUMNS, ALIAS_COLUMNS, ADDRESS_COLUMNS, COMMENT_COLUMNS = 12, 5, 6, 2
KINDS = {"individual": "person", "": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_ROLES = {
    "main": re.compile(r"^(?:sdn|cons_prim|prim)\.csv$", re.IGNORECASE),
    "alias": re.compile(r"alt\.csv$", re.IGNORECASE),
    "address": re.compile(r"add\.csv$", re.IGNORECASE),
    "comments": re.compile(r"comments\.csv$", re.IGNORECASE),
}
_ROW = re.compile(r"^\d+,")
_FIELDS = ("call sign", "vessel type", "tonnage", "gross tonnage", "flag", "owner")


def role_of(file: ListFile) -> str:
    """Return which file of the set this is, by its first row and its name; empty for none."""
    head = file.head(4096).decode("ascii", "replace")
    line = head.split("\n", 1)[0]
    if not line:
        return next((role for role, name in _ROLES.items() if name.search(file.name)), "")
    if not _ROW.match(line):
        return ""
    if re.match(r'^\d+,\d+,"(?:aka|fka|nka)",', line):
        return "alias"
    if re.match(r"^\d+,\d+,", line):
        return "address"
    for role in ("comments", "main"):
        if _ROLES[role].search(file.name):
            return role
    quoted = re.match(r'^\d+,"[^"]*"\s*(,)?', line)
    return ("main" if quoted[1] else "comments") if quoted else ""


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every entry of the set, whatever its kind. Raises `ListError` without a main file."""
    edition.format = FORMAT
    parts: dict[str, ListFile] = {}
    for file in source.files:
        role = role_of(file)
        if role in parts:
            raise ListError(
                "two_of_one_kind", "Two files of the set are of the same kind", place=file.name,
                remedy="Supply one edition only",
            )  # fmt: skip
        if role:
            parts[role] = file
    if "main" not in parts:
        raise ListError(
            "main_missing", "The main file (sdn.csv) was not supplied", remedy="Supply all four files"
        )
    aliases = _grouped(parts.get("alias"), ALIAS_COLUMNS, report, "aliases_missing")
    addresses = _grouped(parts.get("address"), ADDRESS_COLUMNS, report, "addresses_missing")
    comments = _grouped(parts.get("comments"), COMMENT_COLUMNS, report, "")
    cut: list[str] = []
    main = parts["main"]
    report.file = main.name
    seen: set[str] = set()
    for row, cells in rows(main, encoding_of(main, report, fallback="cp1252"), ","):
        report.records += 1
        values = [_value(cell) for cell in cells]
        report.at(row, values[0])
        if len(values) != MAIN_COLUMNS:
            report.add("column_count", Severity.ERROR, found=len(values), expected=MAIN_COLUMNS)
            continue
        number = values[0]
        if number in seen:
            report.add("id_repeated", Severity.ERROR)
            continue
        seen.add(number)
        rest = "".join(cells[1] for cells in comments.pop(number, []))
        truncated = len(values[11]) >= CUT_AT and not rest
        if truncated:
            cut.append(number)
            report.add("remarks_truncated")
        said = remarks(values[11] + rest, report, cut=truncated)
        yield _entry(values, said, aliases.pop(number, []), addresses.pop(number, []), report)
    report.at(0)
    if "comments" not in parts and cut:
        report.add("comments_missing", count=len(cut))
    for number in aliases:
        report.at(0, number)
        report.add("alias_orphan")
    for number in addresses:
        report.at(0, number)
        report.add("address_orphan")


def tells(source: Source) -> bool:
    """Tell whether these files hold a main file of the set."""
    return any(role_of(file) == "main" for file in source.files)


def read(paths: Source) -> Parsed:
    """Read a whole set into memory."""
    return collect(stream, paths)


def _value(cell: str) -> str:
    bare = cell.strip()
    return "" if bare == "-0-" else bare


def _grouped(file: ListFile | None, columns: int, report: Report, missing: str) -> dict[str, list[list[str]]]:
    if file is None:
        if missing:
            report.add(missing)
        return {}
    report.file = file.name
    grouped: dict[str, list[list[str]]] = {}
    for row, cells in rows(file, encoding_of(file, report, fallback="cp1252"), ","):
        report.at(row, cells[0].strip())
        if len(cells) != columns:
            report.add("column_count", Severity.ERROR, found=len(cells), expected=columns)
            continue
        grouped.setdefault(cells[0].strip(), []).append([_value(cell) for cell in cells])
    report.file = ""
    report.at(0)
    return grouped


_ALIAS_KINDS = {"aka": "alias", "fka": "former", "nka": "variation"}


def _names(values: list[str], said: Remarks, aliases: list[list[str]], kind: str) -> tuple[EntryName, ...]:
    written = [("primary", "strong", values[1])]
    written += [(_ALIAS_KINDS.get(alias[2].lower(), "alias"), "strong", alias[3]) for alias in aliases]
    written += [(_ALIAS_KINDS[label], "weak", name) for label, name in said.weak]
    names: list[EntryName] = []
    for use, quality, text in written:
        if not text:
            continue
        if kind == "person":
            names += family_first(text, kind=use, quality=quality)
        else:
            names.append(whole(text, kind=use, quality=quality))
    return tuple(names)


def _entry(
    values: list[str],
    said: Remarks,
    aliases: list[list[str]],
    addresses: list[list[str]],
    report: Report,
) -> Entry:
    kind = KINDS.get(values[2].lower())
    if kind is None:
        report.add("kind_unknown", text=values[2])
        kind = "other"
    for alias in aliases:
        if not alias[3]:
            report.add("alias_empty", Severity.NOTE)
    return Entry(
        source_id=values[0],
        kind=kind,
        names=_names(values, said, aliases, kind),
        births=tuple(said.births),
        birth_places=tuple(said.places),
        nationalities=statements.codes(tuple(said.nationalities)),
        nationality_statements=tuple(said.nationalities),
        sexes=distinct(said.sexes),
        documents=tuple(said.documents),
        contacts=tuple(said.contacts),
        addresses=distinct(", ".join(part for part in one[2:5] if part) for one in addresses),
        roles=(values[4],) if values[4] else (),
        programmes=distinct(part.strip(" []") for part in re.split(r"\]\s*\[", values[3])),
        links=tuple(said.links),
        notes=(
            *said.notes,
            *(one[4] for one in aliases if one[4]),
            *(one[5] for one in addresses if one[5]),
        ),
        extra=tuple((name, value) for name, value in zip(_FIELDS, values[5:11], strict=True) if value),
    )

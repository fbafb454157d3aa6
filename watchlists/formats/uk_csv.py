"""The UK Sanctions List as CSV, and the OFSI consolidated list of 2022 (closed on 28 January 2026).

Rows multiply: one for each name with each address, so values of one row do not belong together. Entries are
gathered by reference and each column's distinct values stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchlists import dates
from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import Report, Severity
from watchlists.formats import tabular
from watchlists.formats.source import Source
from watchlists.formats.table import distinct, folded
from watchlists.formats.tabular import Grouped, TableFile
from watchlists.formats.uk_entry import Designation, UkName, entry_of, numbered

FORMAT, CLOSED_FORMAT = "uk-csv", "uk-conlist-csv"
ID, CLOSED_ID = "Unique ID", "Group ID"
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
_LABEL = re.compile(r"\(([^():]+)\):\s*(.*?)(?=\([^():]+\):|$)", re.DOTALL)


def tells(source: Source) -> bool:
    """Tell whether this is the current list."""
    return tabular.tells(source, ID, "Name 6", "Regime Name")


def tells_closed(source: Source) -> bool:
    """Tell whether this is the closed consolidated list in its 2022 layout."""
    return tabular.tells(source, CLOSED_ID, "Name 6", "Group Type")


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield the designations of the current list."""
    edition.format = FORMAT
    table = tabular.open_table(source.one(), report, ID, "Name 6", fallback="cp1252")
    _edition(table, edition)
    for group in tabular.grouped(table, ID, report):
        yield from _entry(group, _current(_Columns(group)), report)


def stream_closed(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield the designations of the closed list."""
    edition.format = CLOSED_FORMAT
    table = tabular.open_table(source.one(), report, CLOSED_ID, "Name 6", fallback="cp1252")
    _edition(table, edition)
    report.add("old_list", hint="use the UK Sanctions List")
    for group in tabular.grouped(table, CLOSED_ID, report):
        yield from _entry(group, _closed(_Columns(group)), report)


def _entry(group: Grouped, said: Designation, report: Report) -> Iterator[Entry]:
    report.at(group.line, group.key)
    if not group.key:
        report.add("id_missing", Severity.ERROR)
    elif entry := entry_of(said, report):
        yield entry
    else:
        report.add("name_missing", Severity.ERROR)


def _edition(table: TableFile, edition: Edition) -> None:
    text = " ".join(cell for line in table.preamble for cell in line)
    if found := _DATE.search(text):
        edition.published_on = edition.generated_at = dates.iso_slashed(found[0])


class _Columns:
    """The rows of one entry by folded column name: case and blanks of headings vary between copies."""

    def __init__(self, group: Grouped) -> None:
        self.key = group.key
        self.rows = [{folded(name): text for name, text in row.items()} for row in group.rows]

    def values(self, *names: str) -> tuple[str, ...]:
        keys = [folded(name) for name in names]
        return distinct(row.get(key, "") for row in self.rows for key in keys)

    def several(self, name: str) -> tuple[str, ...]:
        return distinct(value for text in self.values(name) for value in numbered(text))

    def first(self, *names: str) -> str:
        return next(iter(self.values(*names)), "")

    def together(self, *names: str) -> tuple[tuple[str, ...], ...]:
        """Return the distinct combinations of columns that do belong together in one row."""
        keys = [folded(name) for name in names]
        return tuple(dict.fromkeys(tuple(row.get(key, "") for key in keys) for row in self.rows))


_PARTS = tuple(f"Name {number}" for number in range(1, 7))
_LINES = tuple(f"Address Line {number}" for number in range(1, 7))


def _names(said: _Columns, use: str, strength: str) -> list[UkName]:
    return [UkName(row[:6], row[6], row[7]) for row in said.together(*_PARTS, use, strength)]


def _joined(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return distinct(", ".join(part for part in row if part) for row in rows)


def _current(said: _Columns) -> Designation:
    pairs = [
        (passport, about)
        for passport, about in said.together("Passport number", "Passport additional information")
        if passport
    ]
    identifiers = [
        (number, about)
        for number, about in said.together(
            "National Identifier number", "National Identifier additional information"
        )
        if number
    ]
    return Designation(
        source_id=said.key,
        kind=said.first("Designation Type", "Individual, Entity, Ship"),
        names=_names(said, "Name type", "Alias strength"),
        other_scripts=list(said.values("Name non-latin script")),
        titles=said.values("Title"),
        births=said.values("D.O.B"),
        towns=said.values("Town of birth"),
        birth_countries=said.values("Country of birth"),
        nationalities=said.values("Nationality(/ies)", "Nationality"),
        sexes=said.values("Gender"),
        passports=tuple(pairs),
        identifiers=tuple(identifiers),
        addresses=_joined(said.together(*_LINES, "Address Postal Code", "Address Country")),
        contacts=(
            *(("phone", text) for text in said.values("Phone number")),
            *(("email", text) for text in said.values("Email address")),
            *(("web", text) for text in said.values("Website")),
        ),
        roles=said.values("Position"),
        regimes=said.values("Regime Name"),
        measures=said.values("Sanctions Imposed"),
        listed_on=said.first("Date Designated"),
        amended_on=said.first("Last Updated"),
        notes=said.values("Other Information", "UK Statement of Reasons"),
        other_ids=(
            ("ofsi-group", said.first("OFSI Group ID")),
            ("un-reference", said.first("UN Reference Number")),
        ),
        source=said.first("Designation source"),
        extra=tuple(
            (name, text)
            for name in ("Type of entity", "Parent company", "Subsidiaries", "IMO number", "Type of ship")
            for text in said.values(name)
        ),
    )


def _closed(said: _Columns) -> Designation:
    about = "\n".join(said.values("Other Information"))
    labels = {label.strip().lower(): text.strip(" .") for label, text in _LABEL.findall(about)}
    return Designation(
        source_id=said.key,
        kind=said.first("Group Type"),
        names=_names(said, "Alias Type", "Alias Quality"),
        other_scripts=list(said.values("Name Non-Latin Script")),
        titles=said.values("Title"),
        births=said.several("DOB"),
        towns=said.several("Town of Birth"),
        birth_countries=said.several("Country of Birth"),
        nationalities=said.several("Nationality"),
        sexes=(labels.get("gender", ""),),
        passports=_numbers(said, "Passport Number", "Passport Details"),
        identifiers=_numbers(said, "National Identification Number", "National Identification Details"),
        addresses=_joined(
            said.together(*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code", "Country")
        ),
        roles=said.several("Position"),
        regimes=said.values("Regime"),
        listed_on=said.first("Listed On", "UK Sanctions List Date Designated"),
        amended_on=said.first("Last Updated"),
        notes=said.values("Other Information"),
        other_ids=(
            ("uk-reference", labels.get("uk sanctions list ref", "")),
            ("un-reference", labels.get("un ref", "")),
        ),
    )


def _numbers(said: _Columns, number: str, details: str) -> tuple[tuple[str, str], ...]:
    """Pair numbers with their details where both cells hold as many; else the details stand with each."""
    found: list[tuple[str, str]] = []
    for numbers, about in said.together(number, details):
        values, texts = numbered(numbers), numbered(about)
        paired = len(values) == len(texts)
        found += [(value, texts[place] if paired else about) for place, value in enumerate(values)]
    return tuple(dict.fromkeys(found))

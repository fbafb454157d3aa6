"""OpenSanctions `targets.simple.csv`: a flat table whose cells are themselves rows of CSV with semicolons.

Strengths of aliases are lost, identifiers have no type, countries are any association. Use it only where
nothing better is supplied.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from watchlists import dates, documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryContact
from watchlists.findings import Report, Severity
from watchlists.formats import statements, tabular
from watchlists.formats.ftm_entry import KINDS
from watchlists.formats.source import Source
from watchlists.formats.table import distinct
from watchlists.listed_names import whole

FORMAT = "ftm-simple-csv"
_COLUMNS = ("id", "schema", "name", "aliases", "birth_date", "identifiers")


def tells(source: Source) -> bool:
    """Tell whether this is the simple table."""
    return tabular.tells(source, *_COLUMNS)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield every target."""
    edition.format = FORMAT
    table = tabular.open_table(source.one(), report, *_COLUMNS)
    for number, row in tabular.table_rows(table, report):
        report.records += 1
        source_id = row.get("id", "")
        report.at(number, source_id)
        if not source_id:
            report.add("id_missing", Severity.ERROR)
        elif not row.get("name"):
            report.add("name_missing", Severity.ERROR)
        else:
            yield _entry(source_id, row, report)


def cell(text: str) -> tuple[str, ...]:
    """Return the values of a cell: a row of CSV with semicolons, quotes and all."""
    return distinct(value.strip() for line in csv.reader([text], delimiter=";") for value in line)


def _entry(source_id: str, row: dict[str, str], report: Report) -> Entry:
    values = {name: cell(text) for name, text in row.items()}
    countries = tuple(
        statements.nationality(one.upper(), report, kind="unspecified", certainty="possible")
        for one in values.get("countries", ())
    )
    papers = (documents.document("", one, kind="O") for one in values.get("identifiers", ()))
    return Entry(
        source_id=source_id,
        kind=KINDS.get(row.get("schema", ""), "other"),
        names=(
            whole(row["name"], quality="strong"),
            *(whole(one, kind="alias") for one in values.get("aliases", ())),
        ),
        births=tuple(
            statements.birth(dates.written(one), report, field="birth_date")
            for one in values.get("birth_date", ())
        ),
        nationalities=statements.codes(countries),
        nationality_statements=countries,
        documents=tuple(paper for paper in papers if paper),
        contacts=(
            *(EntryContact("phone", one) for one in values.get("phones", ())),
            *(EntryContact("email", one) for one in values.get("emails", ())),
        ),
        addresses=values.get("addresses", ()),
        programmes=values.get("program_ids", ()),
        notes=values.get("sanctions", ()),
        amended_on=row.get("last_change", "")[:10],
        extra=tuple(("dataset", one) for one in values.get("dataset", ())),
    )

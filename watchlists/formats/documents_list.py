"""Lost, stolen and invalidated travel documents: an extract of a register, without holders.

Blank stocks stolen in series are one entry with a first and last number, compared and never expanded. Leading
zeros count. A record for a passport does not speak of an identity card with the same number. A hit says
"verify with the issuer", nothing about the traveller.
Source: the bilateral exchange layouts of national registers; ICAO Doc 9303 part 3 for issuers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watchlists import dates
from watchlists.countries import ALPHA_3, code_of
from watchlists.documents import TRAVEL_KINDS, key_of
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryDocument
from watchlists.findings import Report, Severity
from watchlists.formats import tabular
from watchlists.formats.json_lines import first_object, objects, text
from watchlists.formats.source import Source
from watchlists.formats.template import RowError

FORMAT = "najava-documents"
COLUMNS = ("issuer", "doc_type", "status", "record_id")
_FLAGS = {
    "stolen": "stolen",
    "lost": "lost",
    "stolen_blank": "stolen_blank",
    "revoked": "revoked",
    "invalid": "revoked",
    "counterfeit": "counterfeit",
    "misused": "misused",
}
_CODES = frozenset(ALPHA_3.values())


def tells(source: Source) -> bool:
    """Tell whether this is an extract of documents, as CSV or JSON Lines."""
    if len(source.files) != 1:
        return False
    first = first_object(source.files[0])
    if first is not None:
        return all(column in first for column in COLUMNS)
    return tabular.tells(source, *COLUMNS)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield one entry a record."""
    file = source.one()
    report.file = file.name
    edition.format = FORMAT
    for number, row in _rows(source, report):
        report.at(number, row.get("record_id", ""))
        try:
            yield _entry(row, report)
        except RowError as error:
            report.add(error.code, Severity.ERROR, **error.params)
            if error.code == "value_unknown":
                report.add("record_unreadable", Severity.ERROR, reason=f"column {error.params['column']}")


def _rows(source: Source, report: Report) -> Iterator[tuple[int, Mapping[str, str]]]:
    file = source.one()
    if first_object(file) is not None:
        for number, record in objects(file, report):
            yield number, {name: text(value) for name, value in record.items()}
        return
    table = tabular.open_table(file, report, *COLUMNS)
    for number, row in tabular.table_rows(table, report):
        report.records += 1
        yield number, row


def _entry(row: Mapping[str, str], report: Report) -> Entry:
    status = row.get("status", "").lower()
    if not row.get("record_id"):
        raise RowError("id_missing")
    if status not in {*_FLAGS, "recovered"}:
        raise RowError("value_unknown", text=row.get("status", ""), column="status")
    kind = row.get("doc_type", "").upper()
    if kind not in TRAVEL_KINDS | {"O"}:
        raise RowError("value_unknown", text=kind, column="doc_type")
    first, last = row.get("number", "") or row.get("number_from", ""), row.get("number_to", "")
    key, end = key_of(first), key_of(last)
    if not key or (end and not _series(key, end)):
        raise RowError("value_unknown", text="the number or series", column="number")
    removed = status == "recovered" or row.get("action", "A").upper() == "D"
    paper = EntryDocument(
        kind=kind,
        number=first.strip(),
        key=key,
        issuer=_issuer(row.get("issuer", ""), report),
        kind_as_written=kind,
        flags=(_FLAGS[status],) if status in _FLAGS else (),
        range_to=end if end != key else "",
    )
    extra = ((name, row.get(name, "")) for name in ("event_date", "event_country", "source"))
    return Entry(
        source_id=row["record_id"],
        kind="document",
        documents=(paper,),
        programmes=(status,),
        listed_on=dates.iso(row.get("reported_on", "")),
        valid_until=_day(row.get("valid_until", "")),
        status="delisted" if removed else "listed",
        extra=tuple((name, value) for name, value in extra if value),
    )


def _day(written: str) -> str:
    found = dates.iso(written)
    return found if len(found) == 10 else ""


def _series(first: str, last: str) -> bool:
    """Tell whether two keys span a series: equal length, equal beginning, a tail of digits that grows."""
    if len(first) != len(last) or first > last:
        return False
    same = next(
        (place for place, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1]), len(first)
    )
    return first[same:].isdigit() and last[same:].isdigit() if same < len(first) else True


def _issuer(written: str, report: Report) -> str:
    code = written.strip().upper()
    if code in _CODES:
        return code
    found = code_of(code)
    if not found:
        report.add("country_unknown", field="issuer", text=written)
        return written
    if found != code:
        report.add("issuer_converted", Severity.NOTE)
    return found

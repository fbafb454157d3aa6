"""Identifiers of known cases: phones, e-mails, cards and documents of investigations, fading away.

An identifier is evidence only for a while: its strength halves every `half_life_days` after it was last seen,
and below `FLOOR` it no longer counts. A card is kept as its first six and last four digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import log2

from watchlists import dates, documents
from watchlists.edition import Edition
from watchlists.entry import Entry, EntryContact
from watchlists.findings import Report, Severity
from watchlists.formats import tabular
from watchlists.formats.source import Source
from watchlists.formats.template import RowError

FORMAT = "najava-cases"
COLUMNS = ("case_ref", "identifier_kind", "value", "last_seen")
KINDS = frozenset({"phone", "email", "card", "document"})
HALF_LIFE = 180  # days, where the row states none
FLOOR = 0.25  # strength below which an identifier no longer counts
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def tells(source: Source) -> bool:
    """Tell whether this is a table of case identifiers."""
    return tabular.tells(source, *COLUMNS)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield one entry an identifier; its reference is case, kind and value."""
    edition.format = FORMAT
    table = tabular.open_table(source.one(), report, *COLUMNS)
    seen: set[str] = set()
    for number, row in tabular.table_rows(table, report):
        report.records += 1
        report.at(number, row.get("case_ref", ""))
        try:
            entry = _entry(row)
        except RowError as error:
            report.add(error.code, Severity.ERROR, **error.params)
            if error.code != "id_missing":
                report.add("record_unreadable", Severity.ERROR, reason=f"column {error.params['column']}")
            continue
        if entry.source_id in seen:
            report.add("id_repeated", Severity.ERROR)
            continue
        seen.add(entry.source_id)
        yield entry


def strength(entry: Entry, day: date) -> float:
    """Return how much a case identifier counts on a day: from its confidence down, 0 after its end."""
    said = dict(entry.extra)
    if "last_seen" not in said or (entry.valid_until and entry.valid_until < day.isoformat()):
        return 0.0
    age = max(0, (day - date.fromisoformat(said["last_seen"])).days)
    return float(said["confidence"]) * float(0.5 ** (age / float(said["half_life_days"])))


def _entry(row: Mapping[str, str]) -> Entry:
    case, kind = row.get("case_ref", ""), row.get("identifier_kind", "").lower()
    if not case:
        raise RowError("id_missing")
    if kind not in KINDS:
        raise RowError("value_unknown", text=kind, column="identifier_kind")
    seen = row.get("last_seen", "")
    if dates.edtf(seen).precision != "day":
        raise RowError("value_unknown", text=seen, column="last_seen")
    half_life = _number(row, "half_life_days", HALF_LIFE)
    confidence = _number(row, "confidence", 1.0)
    if not 1 <= half_life <= 3660 or not FLOOR <= confidence <= 1:
        raise RowError(
            "value_unknown", text=f"{half_life:g} or {confidence:g}", column="half_life_days, confidence"
        )
    value = _value(kind, row.get("value", ""))
    lasts = timedelta(days=int(half_life * log2(confidence / FLOOR)))
    paper = documents.document("", value, kind=row.get("doc_type", "") or "P", issuer=row.get("issuer", ""))
    return Entry(
        source_id=f"{case}/{kind}:{value}",
        kind="case",
        documents=(paper,) if kind == "document" and paper else (),
        contacts=() if kind == "document" else (EntryContact(kind, value),),
        programmes=(row["offence"],) if row.get("offence") else (),
        legal_reference=row.get("legal_basis", ""),
        authority=row.get("authority", ""),
        handling=row.get("handling", ""),
        listed_on=row.get("listed_on", "") or seen,
        valid_until=(date.fromisoformat(seen) + lasts).isoformat(),
        notes=(row["note"],) if row.get("note") else (),
        extra=(
            ("case_ref", case),
            ("last_seen", seen),
            ("half_life_days", f"{half_life:g}"),
            ("confidence", f"{confidence:g}"),
        ),
    )


def _number(row: Mapping[str, str], column: str, default: float) -> float:
    written = row.get(column, "")
    if not written:
        return default
    try:
        return float(written)
    except ValueError:
        raise RowError("value_unknown", text=written, column=column) from None


def _value(kind: str, written: str) -> str:
    """Return the identifier in the form it is compared in. Raises `RowError` for one that cannot be."""
    bare = written.strip()
    digits = "".join(filter(str.isdigit, bare))
    if kind == "card" and 10 <= len(digits) <= 19:
        return f"{digits[:6]}-{digits[-4:]}"
    if kind == "phone" and 6 <= len(digits) <= 15:
        return f"+{digits}" if bare.startswith(("+", "00")) else digits
    if kind == "email" and _MAIL.match(bare):
        return bare.lower()
    if kind == "document" and documents.key_of(bare):
        return documents.key_of(bare)
    raise RowError("value_unknown", text="the identifier", column="value")

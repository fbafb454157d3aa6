"""What is wrong with a list, as facts: a stable code, the place in the file, how grave, and what to do.

A finding never carries a name of a listed person: its parameters are counts, column names, publisher's
references and code values. `sentence` renders it in English; other languages render the same code. A file
that is not a list at all is refused whole with `ListError`, and the edition in force stays in force.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much was lost."""

    NOTE = "note"  # read as meant
    WARNING = "warning"  # a value is kept as written only, or doubtful
    ERROR = "error"  # a record could not be read


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One fault at one place: file, `row` (line or ordinal of the record, from 1), reference, field."""

    code: str
    severity: Severity
    file: str = ""
    row: int = 0
    source_id: str = ""
    field: str = ""
    params: tuple[tuple[str, str], ...] = ()


SENTENCES = {
    "alias_empty": "An alias without a name was left out",
    "alias_orphan": "An alias names an entry that the main file does not hold",
    "address_orphan": "An address names an entry that the main file does not hold",
    "aliases_missing": "The file of aliases was not supplied; every strong alias is missing",
    "addresses_missing": "The file of addresses was not supplied",
    "comments_missing": "The file of long remarks was not supplied; {count} remarks may be cut",
    "column_unknown": "Column {column} is not known{hint}; its values are kept as extra",
    "column_count": "The row has {found} columns where {expected} are expected",
    "country_unknown": "{text} is no country the table knows; kept as written",
    "count_mismatch": "The file declares {declared} records and holds {found}",
    "date_unread": "The date could not be read; kept as written",
    "date_impossible": "The date does not exist or lies outside 1900 to today; kept as written",
    "date_disagrees": "Two parts of one date disagree; the numeric one was taken",
    "document_without_number": "A document has no number; kept as a note",
    "element_unknown": "Element {element} is not known; its text is kept as a note",
    "encoding_fallback": "The file is not UTF-8; it was read as {encoding}",
    "id_missing": "The record has no reference of its own and was left out",
    "id_repeated": "The reference is used by more than one record; only the first was read",
    "incomplete": "The file holds {found} of {declared} records: nothing may be delisted from it",
    "issuer_converted": "The issuer was given in another code and converted",
    "kind_unknown": "{text} is not a kind of entry the format knows; read as other",
    "legal_basis_missing": "The entry gives no legal basis of its own; that of the list applies",
    "mixed_script": "A name mixes letters of several scripts",
    "name_missing": "The record has neither a name nor a document and was left out",
    "no_primary_name": "No name is marked as the primary one; the first was taken",
    "names_capped": "More than {cap} spellings of one name; the rest was left out",
    "number_as_figure": "A number is stored as a figure; leading zeros may be lost",
    "old_list": "This list has been replaced by its publisher: {hint}",
    "record_unreadable": "The record could not be read: {reason}",
    "reference_unknown": "A reference points to nothing in the file; kept as written",
    "remarks_truncated": "The remark is cut at 1000 characters; its last part is not read as data",
    "row_too_long": "The line is longer than {cap} bytes and was left out",
    "sex_conflict": "The record gives more than one sex",
    "status_unknown": "{text} is not a status the format knows",
    "value_unknown": "{text} is not a value of {column}",
    "value_missing": "Column {column} is empty",
}


def sentence(finding: Finding) -> str:
    """Return the finding in English, with its place."""
    text = SENTENCES[finding.code].format_map(dict(finding.params))
    place = ", ".join(
        part
        for part in (
            finding.file,
            f"record {finding.row}" if finding.row else "",
            finding.source_id,
            finding.field,
        )
        if part
    )
    return f"{text} ({place})" if place else text


class ListError(Exception):
    """The input as a whole cannot be taken. `code` is stable, `place` says where, `remedy` what to do.

    Nothing of it was stored; the edition in force stays in force.
    """

    def __init__(self, code: str, reason: str, *, place: str = "", remedy: str = "") -> None:
        self.code = code
        self.reason = reason
        self.place = place
        self.remedy = remedy
        super().__init__("".join([reason, f" ({place})" if place else "", f". {remedy}" if remedy else ""]))


@dataclass(slots=True)
class Report:
    """Gathers findings while a list is read, and counts what was read. Keeps the first `cap` of each code."""

    cap: int = 200
    findings: list[Finding] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)  # how often each code occurred
    kinds: Counter[str] = field(default_factory=Counter)  # records by kind of entry
    records: int = 0  # records met in the file, read or not
    file: str = ""
    row: int = 0
    source_id: str = ""

    def at(self, row: int, source_id: str = "") -> None:
        """Set the place for the findings to come."""
        self.row, self.source_id = row, source_id

    def add(
        self,
        code: str,
        severity: Severity = Severity.WARNING,
        *,
        field: str = "",
        **params: object,
    ) -> None:
        """Note one fault at the current place; beyond the cap only its count is kept."""
        self.totals[code] += 1
        if self.totals[code] > self.cap:
            return
        shown = tuple((name, str(value)) for name, value in params.items())
        self.findings.append(Finding(code, severity, self.file, self.row, self.source_id, field, shown))

    def rejected(self) -> int:
        """Return how many records could not be read."""
        return sum(
            self.totals[code]
            for code in (
                "record_unreadable",
                "id_missing",
                "id_repeated",
                "name_missing",
                "row_too_long",
                "column_count",
            )
        )

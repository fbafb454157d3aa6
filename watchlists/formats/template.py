"""The national template: what its columns mean, and how one row, or one entry's facts, become an entry.

One row per entry (wide) or one row per fact (long). Columns of a ministry's own sheet are mapped to these by
`watchlists.formats.columns`. A row that cannot be read raises `RowError` with a finding code; the rest goes
on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from watchlists import dates, documents
from watchlists.entry import Entry, EntryContact, EntryDocument, EntryName
from watchlists.findings import Report
from watchlists.formats import statements
from watchlists.formats.table import cell_values, distinct
from watchlists.listed_names import family_first, in_parts, whole

MANY = "|"
DOCUMENT_FIELDS = ("type", "number", "issuer", "issued", "expires", "status")
COLUMNS = (
    *("entry_id", "kind", "family_name", "given_names", "full_name", "patronymic", "matronymic"),
    *("maiden_name", "suffix", "title", "name_original", "name_original_script", "aliases_strong"),
    *("aliases_weak", "former_names", "sex", "birth", "birth_place", "birth_country", "nationalities"),
    "citizenships",
    *(f"doc{place}_{name}" for place in range(1, 5) for name in DOCUMENT_FIELDS),
    *("phones", "emails", "addresses", "reason_code", "reason", "legal_basis", "authority", "case_ref"),
    *("handling", "person_category", "assertion", "caveat", "listed_on", "valid_from", "valid_until"),
    *("review_on", "delisted_on", "action", "note"),
)
REQUIRED = ("entry_id", "listed_on")
LONG_COLUMNS = ("entry_id", "field", "value", "qualifier", "valid_from", "valid_until", "source")
KINDS = {"": "person", "person": "person", "document": "document", "organisation": "organisation"}
KINDS |= {"organization": "organisation"}
CATEGORIES = frozenset({"", "suspect", "convicted", "victim", "other"})
ASSERTIONS = frozenset({"", "fact", "assessment"})
HANDLINGS = frozenset({"", "stop", "refer", "discreet", "protect", "info"})
ACTIONS = frozenset({"", "A", "C", "D"})
_DAYS = ("listed_on", "valid_from", "valid_until", "review_on", "delisted_on")


class RowError(Exception):
    """A row cannot become an entry. `code` is a finding code, `params` its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Defaults(NamedTuple):
    """What the list itself says, for rows that do not say it."""

    legal_basis: str = ""
    authority: str = ""
    listed_on: str = ""


NOTHING = Defaults()


def entry_of(row: Mapping[str, str], report: Report, defaults: Defaults = NOTHING) -> Entry:
    """Return the entry of one wide row: column name to text, empty for nothing. Raises `RowError`."""
    kind = KINDS.get(row.get("kind", "").lower())
    if kind is None:
        raise RowError("value_unknown", text=row["kind"], column="kind")
    for column, allowed in (
        ("handling", HANDLINGS),
        ("person_category", CATEGORIES),
        ("assertion", ASSERTIONS),
        ("action", ACTIONS),
    ):
        if row.get(column, "") not in allowed:
            raise RowError("value_unknown", text=row[column], column=column)
    if not row.get("entry_id"):
        raise RowError("id_missing")
    days = {column: _day(row, column) for column in _DAYS}
    if not (days["listed_on"] or defaults.listed_on):
        raise RowError("value_missing", column="listed_on")
    names, papers = _names(row), _documents(row, report)
    if not names and not papers:
        raise RowError("name_missing")
    if not (row.get("legal_basis") or row.get("reason_code") or defaults.legal_basis):
        report.add("legal_basis_missing")
    stated = (
        *(statements.nationality(text, report) for text in _many(row, "nationalities")),
        *(statements.nationality(text, report, kind="citizenship") for text in _many(row, "citizenships")),
    )
    removed = row.get("action") == "D" or bool(days["delisted_on"])
    extra = [(name, row[name]) for name in row if name not in COLUMNS and row[name]]
    extra += [(name, row[name]) for name in ("case_ref", "birth_country") if row.get(name)]
    return Entry(
        source_id=row["entry_id"],
        kind=kind,
        names=names,
        births=tuple(
            statements.birth(dates.edtf(text), report, field="birth") for text in _many(row, "birth")
        ),
        birth_places=_many(row, "birth_place"),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=distinct(_sex(text) for text in _many(row, "sex")),
        documents=papers,
        contacts=(
            *(EntryContact("phone", text) for text in _many(row, "phones")),
            *(EntryContact("email", text) for text in _many(row, "emails")),
        ),
        addresses=_many(row, "addresses"),
        roles=(row["title"],) if row.get("title") else (),
        programmes=distinct((row.get("reason_code", ""), row.get("reason", ""))),
        category=row.get("person_category", ""),
        assertion=row.get("assertion", ""),
        caveat=row.get("caveat", ""),
        legal_reference=row.get("legal_basis", "") or defaults.legal_basis,
        authority=row.get("authority", "") or defaults.authority,
        handling=row.get("handling", ""),
        listed_on=days["listed_on"] or defaults.listed_on,
        valid_from=days["valid_from"],
        valid_until=days["valid_until"],
        review_on=days["review_on"],
        delisted_on=days["delisted_on"],
        notes=(row["note"],) if row.get("note") else (),
        status="delisted" if removed else "listed",
        extra=tuple(extra),
    )


def _many(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return cell_values(row.get(column, ""), MANY)


def _day(row: Mapping[str, str], column: str) -> str:
    text = row.get(column, "")
    if text and dates.edtf(text).precision != "day":
        raise RowError("value_unknown", text=text, column=column)
    return text


def _names(row: Mapping[str, str]) -> tuple[EntryName, ...]:
    parts = tuple(
        (label, row.get(column, ""))
        for label, column in (
            ("patronymic", "patronymic"),
            ("matronymic", "matronymic"),
            ("maiden", "maiden_name"),
            ("suffix", "suffix"),
            ("title", "title"),
        )
    )
    names: list[EntryName] = []
    if row.get("family_name") or row.get("given_names"):
        names.append(
            in_parts(row.get("family_name", ""), row.get("given_names", ""), quality="strong", parts=parts)
        )
    if row.get("full_name"):
        names.append(whole(row["full_name"], kind="variation" if names else "primary", quality="strong"))
    if row.get("name_original"):
        names.append(whole(row["name_original"], kind="original", quality="strong"))
    if row.get("maiden_name") and row.get("given_names"):
        names.append(in_parts(row["maiden_name"], row["given_names"], kind="maiden", quality="strong"))
    for column, kind, quality in (
        ("aliases_strong", "alias", "strong"),
        ("aliases_weak", "alias", "weak"),
        ("former_names", "former", "strong"),
    ):
        for text in _many(row, column):
            names += family_first(text, kind=kind, quality=quality)
    return tuple(dict.fromkeys(names))


def _documents(row: Mapping[str, str], report: Report) -> tuple[EntryDocument, ...]:
    found: list[EntryDocument] = []
    for place in range(1, 5):
        said = {name: row.get(f"doc{place}_{name}", "") for name in DOCUMENT_FIELDS}
        if not any(said.values()):
            continue
        made = documents.document(
            said["type"],
            said["number"],
            issuer=said["issuer"],
            issued=said["issued"],
            expires=said["expires"],
        )
        if made is None:
            report.add("document_without_number", field=f"doc{place}_number")
            continue
        status = documents.STATUSES.get(said["status"].lower(), "")
        if said["status"] and not status:
            report.add("value_unknown", text=said["status"], column=f"doc{place}_status")
        found.append(msgspec.structs.replace(made, flags=(status,) if status else ()))
    return tuple(found)


def _sex(text: str) -> str:
    if not (known := statements.sex(text)):
        raise RowError("value_unknown", text=text, column="sex")
    return known


_FACTS = {
    "birth": "birth",
    "birth_place": "birth_place",
    "nationality": "nationalities",
    "citizenship": "citizenships",
    "sex": "sex",
    "phone": "phones",
    "email": "emails",
    "address": "addresses",
}
_BASIS = {
    "legal": "legal_basis",
    "code": "reason_code",
    "authority": "authority",
    "case": "case_ref",
    "": "reason",
}


def wide_row(entry_id: str, facts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return one wide row for the facts of an entry in long form. Raises `RowError` for an unknown field.

    `qualifier` holds labels separated by `;`: `alias;weak`, `former`, `original`, `type=P;issuer=VAR`.
    """
    row = {"entry_id": entry_id}
    papers = 0
    for fact in facts:
        field, value = fact.get("field", ""), fact.get("value", "")
        labels = [label.strip() for label in fact.get("qualifier", "").split(";") if label.strip()]
        named = dict(label.split("=", 1) for label in labels if "=" in label)
        for column in ("valid_from", "valid_until"):
            if fact.get(column):
                row.setdefault(column, fact[column])
        if field == "document":
            papers += 1
            row[f"doc{papers}_number"] = value
            for name in DOCUMENT_FIELDS:
                if name in named:
                    row[f"doc{papers}_{name}"] = named[name]
            if papers > 4:
                raise RowError("value_unknown", text="a fifth document", column="field")
        elif field == "name":
            column = _name_column(labels)
            row[column] = (
                f"{row[column]}{MANY}{value}" if row.get(column) and column in _MANY_NAMES else value
            )
        elif field == "basis":
            column = _BASIS.get(labels[0] if labels else "", "reason")
            row[column] = value
        elif field in _FACTS:
            column = _FACTS[field]
            row[column] = f"{row[column]}{MANY}{value}" if row.get(column) else value
        elif field in COLUMNS:
            row[field] = value
        else:
            raise RowError("value_unknown", text=field, column="field")
    return row


_MANY_NAMES = frozenset({"aliases_strong", "aliases_weak", "former_names"})


def _name_column(labels: list[str]) -> str:
    if "former" in labels:
        return "former_names"
    if "alias" in labels:
        return "aliases_weak" if "weak" in labels else "aliases_strong"
    if "original" in labels or any(label.startswith("script=") for label in labels):
        return "name_original"
    return next((f"{label}_name" for label in ("family", "maiden") if label in labels), "full_name")

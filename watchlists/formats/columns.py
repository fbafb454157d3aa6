"""Columns of a sheet, matched to the template: exactly, by a known synonym, or as a suggestion only.

An unknown column is never dropped: its values are kept under its own heading as extra.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from watchlists.findings import ListError, Report, Severity
from watchlists.formats.table import folded
from watchlists.formats.template import COLUMNS, LONG_COLUMNS, REQUIRED

# Headings met in ministries' sheets, to columns of the template; English, French, Spanish, Albanian, Serbian,
# Bosnian, Macedonian. A heading is compared after folding case, blanks and punctuation.
_SYNONYMS = """
entry_id id no number ref reference numero nr rbr broj број
family_name surname lastname familyname last nom apellido apellidos mbiemri prezime презиме
given_names firstname givenname given forename first prenom prénom nombre nombres emri ime
given_names име
full_name name fullname wholename nomcomplet nombrecompleto imeiprezime emrimbiemri
patronymic fathersname fathername father ocevoime imeoca atesia nomdupere
aliases_strong alias aliases aka nadimak nofka pseudonyme
sex gender sexe sexo pol spol gjinia пол
birth dob dateofbirth birthdate born datenaissance datedenaissance fechadenacimiento
birth datumrodjenja datumrođenja datelindja датумрођења
birth_place pob placeofbirth birthplace lieudenaissance mestorodjenja vendlindja
nationalities nationality nationalite nationalité nacionalidad drzavljanstvo državljanstvo
nationalities shtetesia shtetësia
citizenships citizenship
doc1_number passport passportno passportnumber documentnumber docno passeport pasaporte
doc1_number brojpasosa brojpasoša pasaporta documentno brojputneisprave
doc1_type documenttype doctype
doc1_issuer issuingcountry issuer countryofissue
doc1_expires expirydate expires dateofexpiry
phones phone telephone tel mobile telefon telefono
emails email mail
addresses address adresse direccion adresa
reason remarks grounds motif motivo razlog arsyeja
legal_basis legalbasis law baselegale pravniosnov
listed_on dateadded listedon listingdate dateinserted entrydate
valid_until validuntil expiry validto
note notes comment comments napomena shenime
"""
_BY_SYNONYM = {
    folded(word): line.split()[0] for line in _SYNONYMS.strip().splitlines() for word in line.split()[1:]
}
_BY_NAME = {folded(column): column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the column of the template it was matched to, and how: exact, synonym, given, or none."""

    heading: str
    target: str
    how: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out: its columns in order, and whether it is one row per fact."""

    columns: tuple[Column, ...]
    long: bool = False

    def missing(self) -> tuple[str, ...]:
        """Return the required columns that the sheet lacks."""
        have = {column.target for column in self.columns}
        if self.long:
            return tuple(name for name in ("entry_id", "field", "value") if name not in have)
        wanted = [name for name in REQUIRED if name not in have]
        if not have & {"family_name", "given_names", "full_name", "doc1_number"}:
            wanted.append("full_name")
        return tuple(wanted)

    def row(self, cells: Sequence[str]) -> dict[str, str]:
        """Return a row as column to text; unknown columns under their own heading."""
        return {
            column.target or column.heading: unguarded(cell)
            for column, cell in zip(self.columns, cells, strict=True)
            if cell and (column.target or column.heading)
        }


_ACTIVE = ("=", "+", "-", "@")


def guarded(cell: str) -> str:
    """Return a cell a spreadsheet will not take for a formula: an apostrophe before `=`, `+`, `-`, `@`."""
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell


def unguarded(cell: str) -> str:
    """Return the cell without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ACTIVE) else cell


def is_template(headings: Sequence[str]) -> bool:
    """Tell whether a header line is one of ours, as it stands."""
    have = {folded(heading) for heading in headings}
    if {"entry_id", "field", "value"} <= have:
        return True
    return "entry_id" in have and len(have & _BY_NAME.keys()) >= 2


def layout(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout:
    """Match headings to the template. `mapping` (heading to column, `-` for none) wins over every guess."""
    given = {folded(heading): column for heading, column in (mapping or {}).items()}
    have = {folded(heading) for heading in headings}
    if {"entry_id", "field", "value"} <= have:
        known = {folded(name): name for name in LONG_COLUMNS}
        return Layout(tuple(Column(one, known.get(folded(one), ""), "exact") for one in headings), long=True)
    taken: set[str] = set()
    columns: list[Column] = []
    for heading in headings:
        column = _match(heading, given)
        if column.target in taken:
            column = Column(heading, "", "none", column.target)
        if column.target:
            taken.add(column.target)
        columns.append(column)
    return Layout(tuple(columns))


def _match(heading: str, given: Mapping[str, str]) -> Column:
    key = folded(heading)
    if key in given:
        target = given[key]
        if target != "-" and target not in COLUMNS:
            raise ListError(
                "unknown_column",
                f"The template has no column {target}",
                remedy=f"Choose of {', '.join(COLUMNS)}",
            )
        return Column(heading, "" if target == "-" else target, "given")
    if key in _BY_NAME:
        return Column(heading, _BY_NAME[key], "exact")
    if key in _BY_SYNONYM:
        return Column(heading, _BY_SYNONYM[key], "synonym")
    close = get_close_matches(key, [*_BY_NAME, *_BY_SYNONYM], n=1, cutoff=0.8)
    suggestion = _BY_NAME.get(close[0]) or _BY_SYNONYM.get(close[0], "") if close else ""
    return Column(heading, "", "none", suggestion)


def note_unknown(found: Layout, report: Report) -> None:
    """Note every column that no column of the template matches."""
    for column in found.columns:
        if not column.target and column.how == "none":
            hint = f", perhaps {column.suggestion} is meant" if column.suggestion else ""
            report.add("column_unknown", Severity.NOTE, column=column.heading, hint=hint)

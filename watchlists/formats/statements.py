"""Values that every format states and every reader checks the same way: nationality, birth, sex."""

from __future__ import annotations

from watchlists import dates
from watchlists.countries import code_of, states_nothing
from watchlists.entry import EntryBirth, EntryNationality
from watchlists.findings import Report, Severity

_SEXES = {"m": "M", "f": "F", "x": "X", "u": "U", "male": "M", "female": "F", "other": "X"}
_SEXES |= {"unknown": "U"}


def nationality(
    text: str, report: Report, *, kind: str = "nationality", certainty: str = "stated"
) -> EntryNationality:
    """Return a nationality as stated; an unknown country is kept as written, with a finding."""
    code = "" if states_nothing(text) else code_of(text)
    if not code:
        report.add("country_unknown", field=kind, text=text)
    return EntryNationality(code, text if text != code else "", kind, certainty)


def codes(statements: tuple[EntryNationality, ...]) -> tuple[str, ...]:
    """Return what to compare: the code where it is known, the text where not, each once."""
    return tuple(dict.fromkeys(one.country or one.as_written for one in statements))


def birth(read: EntryBirth, report: Report, *, field: str) -> EntryBirth:
    """Return the birth as it is, with a finding where it could not be read or cannot be true."""
    if read.precision == "none":
        report.add("date_unread", field=field)
    elif not dates.plausible(read):
        report.add("date_impossible", Severity.NOTE, field=field)
    return read


def sex(text: str) -> str:
    """Return M, F, X or U for a stated sex; empty where nothing is stated or the word is not known."""
    return _SEXES.get(text.strip().casefold(), "")


def day(text: str) -> str:
    """Return a date on a document as a partial ISO date where it can be read, else as written."""
    return (dates.iso(text) or text) if text else ""

"""The small language inside the Remarks column of the OFAC list: births, documents, weak aliases, links.

Segments are separated by `;`; `alt.` before one marks another value of equal standing. What fits no known
prefix is kept as a note. All patterns are linear.
Source: the OFAC SDN CSV data layout; counts and forms in the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from watchlists import dates, documents
from watchlists.entry import EntryBirth, EntryContact, EntryDocument, EntryNationality
from watchlists.findings import Report, Severity
from watchlists.formats import statements

CUT_AT = 1000  # the column is this wide; longer remarks go on in the comments file
MAX_SEGMENTS = 500
_ALTERNATIVE = re.compile(r"^alt\.\s+", re.IGNORECASE)
_ALIAS = re.compile(r"^(a\.k\.a\.|f\.k\.a\.|n\.k\.a\.):?\s*(.*)$", re.IGNORECASE)
_LABELLED = re.compile(r"^(DOB|POB|nationality|citizen|Gender|Linked To):?\s+(.*)$", re.DOTALL)
_RELATION = re.compile(
    r"^(?:half-)?(?:daughter|wife|spouse|son|brother|sister|child|husband|father|mother|cousin)s? of\s",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(Phone No\.|Phone Number|Telephone No\.|Telephone|Fax No\.|Email Address|Email|Website):?\s+(.*)$"
)
_CONTACTS = {"P": "phone", "T": "phone", "F": "fax", "E": "email", "W": "web"}
_DOCUMENT = re.compile(
    r"^("
    r"(?:Diplomatic |Stateless Person |British National Overseas |Official |Service )?Passport(?: No\.)?"
    r"|National ID No\.|Identification Number|Personal ID Card|Citizen's Card Number"
    r"|Residency Number|Birth Certificate Number|Driver's License No\.|Driver's License|SSN"
    r"|Travel Document Number|Refugee ID Card|Seafarer's Identification Document|VisaNumberID"
    r"|Immigration No\.|Cedula No\.|Cedula de Residencia|C\.U\.R\.P\.|R\.F\.C\.|RFC|NIT #|RUC #"
    r"|D\.N\.I\.|C\.U\.I\.T\.|C\.U\.I\.P\.|C\.U\.I\.|I\.F\.E\.|RIF #|RTN|LE Number"
    r"|Tarjeta de Identidad|Numero de Identidad|Credencial electoral|Electoral Registry No\."
    r"|Cartilla de Servicio Militar Nacional|Italian Fiscal Code|Tax ID No\.|Kenyan ID No\."
    r"|Turkish Identification Number|Bosnian Personal ID No\.|Moroccan Personal ID No\."
    r"|Tazkira National ID Card|Registration ID|Registration Number|Company Number"
    r"|Commercial Registry Number|Folio Mercantil No\.|Matricula Mercantil No"
    r"|Government Gazette Number|V\.A\.T\. Number|SWIFT/BIC|BIK \(RU\)|D-U-N-S Number"
    r"|Trade License No\.|National Foreign ID Number|Military Registration Number|Interpol Number"
    r"|Unified Social Credit Code \(USCC\)|Stateless Person ID Card|US FEIN|Pilot License Number"
    r"|Serial No\.|License)(?=[\s:;]|$)"
)
_TAIL_MARK = re.compile(r"\s\(|\sissued\s|\sexpires\s")
_LETTERS_ONLY = re.compile(r"^[A-Z]{4,}$")  # bank codes
_DATE = r"(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2}\s+)?\d{4}"
_ISSUED = re.compile(rf"\bissued\s+({_DATE}(?:\s+to\s+{_DATE})?)")
_EXPIRES = re.compile(rf"\bexpires\s+({_DATE}(?:\s+to\s+{_DATE})?)")


@dataclass(slots=True)
class Remarks:
    """What one remark says. `weak` holds (kind of alias, name); notes keep every other segment as written."""

    births: list[EntryBirth] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    nationalities: list[EntryNationality] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    weak: list[tuple[str, str]] = field(default_factory=list)
    documents: list[EntryDocument] = field(default_factory=list)
    contacts: list[EntryContact] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def segments(text: str) -> list[str]:
    """Split a remark at `;`, but not inside brackets nor inside the quotes of an alias."""
    closing: set[int] = set()
    opened = -1
    for found in re.finditer(r"[();]", text):
        mark, place = found[0], found.start()
        if mark == "(":
            opened = place
        elif mark == ")":
            opened = -1
        elif opened < 0 or text.find(")", place, opened + 300) < 0:
            closing.add(place)
    pieces: list[str] = []
    start = 0
    for end in [*sorted(closing), len(text)]:
        pieces.append(text[start:end].strip())
        start = end + 1
    joined: list[str] = []
    for piece in pieces:
        if joined and _open_quote(joined[-1]) and piece.endswith("'") and not _ALIAS.match(piece):
            joined[-1] = f"{joined[-1]}; {piece}"
        elif piece:
            joined.append(piece)
    return joined


def _open_quote(piece: str) -> bool:
    found = _ALIAS.match(_ALTERNATIVE.sub("", piece))
    if not found or not found[2].startswith("'"):
        return False
    return len(found[2]) == 1 or not found[2].endswith("'")


def remarks(text: str, report: Report, *, cut: bool = False) -> Remarks:
    """Read a remark. With `cut` the last segment is incomplete and is kept as a note only."""
    read = Remarks()
    pieces = segments(text if cut else text.removesuffix("."))
    if len(pieces) > MAX_SEGMENTS:
        report.add("record_unreadable", reason="too many segments")
        read.notes.append(text)
        return read
    incomplete = pieces.pop() if cut and pieces else ""
    for piece in pieces:
        _segment(_ALTERNATIVE.sub("", piece), piece, read, report)
    if incomplete:
        read.notes.append(f"{incomplete} [cut]")
    return read


def _segment(body: str, piece: str, read: Remarks, report: Report) -> None:
    if found := _ALIAS.match(body):
        name = found[2].strip()
        if len(name) > 1 and name[0] == name[-1] == "'":
            name = name[1:-1].strip()
        if any(map(str.isalnum, name)):
            read.weak.append((found[1].lower().replace(".", ""), name))
        else:
            report.add("alias_empty", Severity.NOTE)
    elif found := _LABELLED.match(body):
        _labelled(found[1], found[2].strip(), read, report)
    elif found := _CONTACT.match(body):
        read.contacts.append(EntryContact(_CONTACTS[found[1][0]], found[2].strip()))
    elif found := _DOCUMENT.match(body):
        if made := _document(found[1], body[found.end() :].lstrip(": ")):
            read.documents.append(made)
        else:
            report.add("document_without_number", Severity.NOTE)
            read.notes.append(piece)
    elif _RELATION.match(body):
        read.links.append(body)
    else:
        read.notes.append(piece)


def _labelled(label: str, value: str, read: Remarks, report: Report) -> None:
    if label == "DOB":
        read.births.append(statements.birth(dates.written(value), report, field="DOB"))
    elif label == "POB":
        read.places.append(value)
    elif label == "Gender":
        read.sexes.append({"male": "M", "female": "F"}.get(value.lower(), "U"))
    elif label == "Linked To":
        read.links.append(value)
    else:
        country = value.removeprefix("possibly ")
        read.nationalities.append(
            statements.nationality(
                country,
                report,
                kind="citizenship" if label == "citizen" else "nationality",
                certainty="stated" if country == value else "possible",
            )
        )


def _document(label: str, tail: str) -> EntryDocument | None:
    mark = _TAIL_MARK.search(f" {tail}")
    end = mark.start() - 1 if mark else len(tail)
    number, rest = tail[: max(end, 0)].strip(), tail[max(end, 0) :].strip()
    issuer = ""
    if rest.startswith("(") and ")" in rest:
        issuer, _, rest = rest[1:].partition(")")
        rest = rest.strip()
    issued, expires = _ISSUED.search(rest), _EXPIRES.search(rest)
    if not any(map(str.isdigit, number)) and not _LETTERS_ONLY.match(number):
        return None
    return documents.document(
        label,
        number,
        issuer=issuer,
        issued=(dates.iso(issued[1]) or issued[1]) if issued else "",
        expires=(dates.iso(expires[1]) or expires[1]) if expires else "",
        note=" ".join(_EXPIRES.sub("", _ISSUED.sub("", rest)).split()),
    )

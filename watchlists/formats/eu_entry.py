"""An entity of the EU list, from the blocks of either form: attributes of the XML, columns of the CSV.

A block is a table of folded names to texts (`wholename`, `countryiso2code`). No name is marked as primary,
and nearly all are called strong, so one is chosen; the same name recurs per language and regulation.
Source: EU consolidated financial sanctions list (FSF) 1.1, XML schema and CSV header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from watchlists import dates, documents
from watchlists.countries import states_nothing
from watchlists.entry import Entry, EntryBirth, EntryContact, EntryDocument, EntryName, EntryNationality
from watchlists.findings import Report
from watchlists.formats import statements
from watchlists.formats.table import distinct
from watchlists.listed_names import in_parts, whole
from watchlists.scripts import tidy

Block = Mapping[str, str]
KINDS = {"person": "person", "p": "person", "enterprise": "organisation", "e": "organisation"}
_QUALITY = re.compile(r"\b(?P<weak>lo(?:w)?)\s+quality\b|\b(?:good|high)\s+quality\b", re.IGNORECASE)
_FLAGS = {
    "diplomatic": "diplomatic",
    "knownexpired": "expired",
    "knownfalse": "false",
    "reportedlost": "lost",
    "revokedbyissuer": "revoked",
}
_LETTERS = re.compile(r"\s*\([a-z]\)\s*")
_PLACE = ("place", "city", "zipcode", "region")
_ADDRESS = ("street", "pobox", *_PLACE)
_CONTACT = re.compile(r"(PHONE|FAX|EMAIL|WEB)\s*:?\s*(.*?)(?=PHONE|FAX|EMAIL|WEB|$)", re.DOTALL)


@dataclass(slots=True)
class Blocks:
    """What one entity consists of, in either form."""

    entity: dict[str, str] = field(default_factory=dict)
    names: list[Block] = field(default_factory=list)
    births: list[Block] = field(default_factory=list)
    papers: list[Block] = field(default_factory=list)
    citizenships: list[Block] = field(default_factory=list)
    addresses: list[Block] = field(default_factory=list)
    regulations: list[Block] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """Return a column or attribute name for comparison."""
    return name.replace("_", "").lower()


def entry_of(blocks: Blocks, source_id: str, kind: str, report: Report) -> Entry | None:
    """Return the entry, or `None` where it has neither a name nor a document."""
    names = _names(blocks.names, report)
    papers = tuple(dict.fromkeys(paper for one in blocks.papers if (paper := _document(one))))
    if not names and not papers:
        return None
    stated = tuple(
        dict.fromkeys(one for block in blocks.citizenships if (one := _citizenship(block, report)))
    )
    sexes = distinct(statements.sex(one.get("gender", "")) for one in blocks.names)
    if len(sexes) > 1:
        report.add("sex_conflict")
    entity = blocks.entity
    births = tuple(dict.fromkeys(birth for one in blocks.births if (birth := _birth(one, report))))
    acts = [one for one in blocks.regulations if any(one.values())]
    started = sorted(day for one in acts if (day := one.get("publicationdate", "")))
    contacts = [found for one in blocks.addresses for found in _contacts(one.get("contactinfo", ""))]
    said = [one.get(name, "") for one in blocks.names for name in ("function", "title")]
    roles = [role for text in said for role in _roles(text)]
    unnumbered = [one.get("remark", "") for one in blocks.papers if _document(one) is None]
    return Entry(
        source_id=source_id,
        kind=kind,
        names=names,
        births=births,
        birth_places=distinct(_place(one, _PLACE) for one in blocks.births),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=sexes,
        documents=papers,
        contacts=tuple(dict.fromkeys(contacts)),
        addresses=distinct(_place(one, _ADDRESS) for one in blocks.addresses),
        roles=distinct(roles),
        programmes=distinct(one.get("programme", "") for one in acts),
        legal_reference="; ".join(distinct(one.get("numbertitle", "") for one in acts)),
        listed_on=entity.get("designationdate", "")[:10],
        amended_on=started[-1] if started else "",
        notes=distinct((*blocks.remarks, entity.get("designationdetails", ""), *unnumbered)),
        other_ids=tuple(
            (scheme, value)
            for scheme, name in (("eu-logical-id", "logicalid"), ("un-reference", "unitednationid"))
            if (value := entity.get(name, ""))
        ),
        sources=distinct(one.get("publicationurl", "") for one in acts),
        extra=(("basis date", started[0]),) if started and not entity.get("designationdate") else (),
    )


def _names(blocks: Sequence[Block], report: Report) -> tuple[EntryName, ...]:
    collapsed: dict[str, EntryName] = {}
    written = [name for one in blocks if (name := _name(one)).full]
    for name in written:
        known = collapsed.get(name.full)
        if known is None:
            collapsed[name.full] = name
            continue
        languages = " ".join(dict.fromkeys((*known.language.split(), *name.language.split())))
        quality = next((q for q in ("strong", "weak") if q in (known.quality, name.quality)), "unstated")
        collapsed[name.full] = msgspec.structs.replace(
            known,
            language=languages,
            quality=quality,
            surname=known.surname or name.surname,
            given=known.given or name.given,
        )
    names = list(collapsed.values())
    if not names:
        report.add("name_missing")
        return ()
    place = list(collapsed).index(_primary(written).full)
    chosen = msgspec.structs.replace(names[place], kind="primary")
    return (chosen, *names[:place], *names[place + 1 :])


def _primary(names: list[EntryName]) -> EntryName:
    """Choose the first strong Latin name without language or in English, else a strong, else the first."""
    strong = [name for name in names if name.quality != "weak"]
    plain = [name for name in strong if name.script == "Latn" and name.language in ("", "en")]
    return (plain or strong or names)[0]


def _name(one: Block) -> EntryName:
    given = tidy(" ".join((one.get("firstname", ""), one.get("middlename", ""))))
    surname, full = tidy(one.get("lastname", "")), tidy(one.get("wholename", ""))
    strong = one.get("strong", "").lower()
    quality = {"true": "strong", "false": "weak"}.get(strong, "unstated")
    remark = one.get("remark", "")
    if found := _QUALITY.search(remark):
        quality = "weak" if found["weak"] else "strong"
        remark = tidy(_QUALITY.sub("", remark)).strip(" .;-()")
    made = (
        in_parts(surname, given, kind="alias", quality=quality)
        if surname and given
        else whole(full or surname or given, kind="alias", quality=quality)
    )
    written = full if full and full != made.full else ""
    return msgspec.structs.replace(
        made,
        full=full or made.full,
        language=one.get("namelanguage", "").lower(),
        note=remark,
        as_written=written and made.full,
    )


def _roles(text: str) -> list[str]:
    return [part.strip() for part in _LETTERS.split(text) if part.strip()]


def _number(one: Block, *names: str) -> int:
    return next((int(text) for name in names if (text := one.get(name, "").strip()).isdigit()), 0)


def _birth(one: Block, report: Report) -> EntryBirth | None:
    circa = one.get("circa", "").lower() == "true"
    calendar = one.get("calendartype", "").lower()
    year, month = _number(one, "year"), _number(one, "monthofyear", "month")
    day, written = _number(one, "dayofmonth", "day"), one.get("birthdate", "").strip()
    first, last = _number(one, "yearrangefrom"), _number(one, "yearrangeto")
    if year:
        read = dates.of_parts(year, month, day, as_written=written or f"{year}")
        if written and read.earliest != dates.written(written).earliest and day:
            report.add("date_disagrees", field="birthdate")
    elif written:
        read = dates.written(written)
    elif first or last:
        sides = (dates.of_parts(side) if side else EntryBirth() for side in (first, last))
        read = dates.between(*sides, as_written=f"{first or ''}/{last or ''}")
    else:
        return None
    statements.birth(read, report, field="birthdate")
    return msgspec.structs.replace(
        read,
        circa=circa,
        calendar="" if calendar in ("", "gregorian") else calendar,
        place=_place(one, _PLACE),
        note=one.get("remark", ""),
    )


def _country(one: Block) -> str:
    code, name = one.get("countryiso2code", ""), one.get("countrydescription", "")
    if not states_nothing(code):
        return code
    return "" if states_nothing(name) else name


def _place(one: Block, names: Sequence[str]) -> str:
    name = one.get("countrydescription", "")
    country = "" if states_nothing(name) else name.title()
    return ", ".join(distinct((*(tidy(one.get(part, "")) for part in names), country)))


def _citizenship(one: Block, report: Report) -> EntryNationality | None:
    country = _country(one)
    return statements.nationality(country, report, kind="citizenship") if country else None


def _document(one: Block) -> EntryDocument | None:
    label = one.get("typedescription", "") or one.get("identificationtypedescription", "")
    code = one.get("typecode", "") or one.get("identificationtypecode", "")
    country = _country(one)
    made = documents.document(
        label or code,
        one.get("number", "") or one.get("latinnumber", ""),
        kind=documents.known_kind(code),
        issuer=country,
        issued=statements.day(one.get("issueddate", "") or one.get("issuedate", "")),
        expires=statements.day(one.get("validto", "")),
        name_on_document=one.get("nameondocument", ""),
        note="; ".join(distinct((one.get("issuedby", ""), one.get("remark", "")))),
    )
    flags = tuple(flag for name, flag in _FLAGS.items() if one.get(name, "").lower() == "true")
    return msgspec.structs.replace(made, flags=flags) if made else None


def _contacts(text: str) -> list[EntryContact]:
    kinds = {"PHONE": "phone", "FAX": "fax", "EMAIL": "email", "WEB": "web"}
    return [EntryContact(kinds[key], value.strip()) for key, value in _CONTACT.findall(text) if value.strip()]

"""A FollowTheMoney entity as an entry: names, births, documents, sanctions, with links already joined.

Part properties (`firstName`, `lastName`) are sets over all names and cannot be paired when there are several.
`country` is any association, so it is only a possible nationality; a `LegalEntity` may be a person.
Source: FollowTheMoney schema 4 as OpenSanctions publishes it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from watchlists import dates, documents
from watchlists.entry import Entry, EntryBirth, EntryContact, EntryDocument, EntryName, EntryNationality
from watchlists.findings import Report
from watchlists.formats import statements
from watchlists.formats.json_lines import Object, nested, text, texts
from watchlists.formats.table import distinct
from watchlists.listed_names import in_parts, whole
from watchlists.scripts import tidy

KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "LegalEntity": "other",
    "CryptoWallet": "other",
    "Security": "other",
}
_HISTORIC = {"suhh": "SUN", "yucs": "YUG", "csxx": "SCG", "cshh": "CSK", "ddde": "DDR"}
_NUMBERS = (
    ("passportNumber", "P", "passport"),
    ("idNumber", "", "identity number"),
    ("taxNumber", "O", "tax number"),
    ("socialSecurityNumber", "O", "social security number"),
)
_USED = {
    *("name", "alias", "previousName", "weakAlias", "firstName", "secondName", "middleName", "lastName"),
    *("fatherName", "motherName", "nameSuffix", "title", "birthDate", "birthPlace", "birthCountry"),
    *("deathDate", "nationality", "citizenship", "country", "gender", "position", "notes", "topics"),
    *(
        "programId",
        "sourceUrl",
        "email",
        "phone",
        "address",
        "addressEntity",
        "sanctions",
        "identification",
        "modifiedAt",
    ),
    *(name for name, _, _ in _NUMBERS),
}


def entry_of(entity: Object, report: Report) -> Entry | None:
    """Return the entry of one entity, or `None` where it has neither a name nor a document."""
    properties = entity.get("properties")
    said: Object = properties if isinstance(properties, dict) else {}
    kind = KINDS.get(text(entity.get("schema")), "other")
    names = _names(entity, said, person=kind == "person")
    papers = _documents(said)
    if not names and not papers:
        return None
    sanctions = [_properties(one) for one in nested(said.get("sanctions"))]
    stated = _nationalities(said, report)
    started = sorted(_of(sanctions, "listingDate", "startDate"))
    return Entry(
        source_id=text(entity.get("id")),
        kind=kind,
        names=names,
        births=tuple(_dated(one, report, "birthDate") for one in texts(said.get("birthDate"))),
        deaths=tuple(_dated(one, report, "deathDate") for one in texts(said.get("deathDate"))),
        birth_places=texts(said.get("birthPlace")),
        nationalities=statements.codes(stated),
        nationality_statements=stated,
        sexes=distinct(statements.sex(one) for one in texts(said.get("gender"))),
        documents=papers,
        contacts=(
            *(EntryContact("phone", one) for one in texts(said.get("phone"))),
            *(EntryContact("email", one) for one in texts(said.get("email"))),
        ),
        addresses=distinct(
            (
                *_of([said], "address"),
                *_of([_properties(one) for one in nested(said.get("addressEntity"))], "full"),
            )
        ),
        roles=texts(said.get("position")),
        programmes=distinct(
            (*_of([said], "programId"), *_of(sanctions, "programId", "program"), *_of([said], "topics"))
        ),
        authority="; ".join(_of(sanctions, "authority")),
        measures=_of(sanctions, "provisions"),
        listed_on=started[0] if started else "",
        amended_on=text(entity.get("last_change"))[:10],
        notes=distinct((*_of([said], "notes"), *_of(sanctions, "reason", "summary"))),
        other_ids=(
            *(("referent", one) for one in texts(entity.get("referents"))),
            *(("un-reference", one) for one in _of(sanctions, "unscId")),
            *(("authority-id", one) for one in _of(sanctions, "authorityId")),
        ),
        sources=_of([said, *sanctions], "sourceUrl"),
        extra=_rest(entity, said),
    )


def _of(objects: list[Object], *names: str) -> tuple[str, ...]:
    """Return the distinct texts of these properties over several objects."""
    found: dict[str, None] = {}
    for each in objects:
        for name in names:
            if name in each:
                found.update(dict.fromkeys(texts(each[name])))
    return tuple(found)


def _nationalities(said: Mapping[str, object], report: Report) -> tuple[EntryNationality, ...]:
    stated = [
        statements.nationality(_country(one), report, kind=kind)
        for name, kind in (("nationality", "nationality"), ("citizenship", "citizenship"))
        for one in texts(said.get(name))
    ]
    known = {one.country for one in stated}
    for one in texts(said.get("country")):
        found = statements.nationality(_country(one), report, kind="unspecified", certainty="possible")
        if found.country not in known:
            stated.append(found)
    return tuple(stated)


def _properties(entity: Object) -> Object:
    found = entity.get("properties")
    return found if isinstance(found, dict) else {}


def _country(code: str) -> str:
    """Return a code the country table takes; sub-national ones (`ua-cri`) as their state."""
    return _HISTORIC.get(code, code.split("-", 1)[0].upper())


def _dated(written: str, report: Report, name: str) -> EntryBirth:
    return statements.birth(dates.written(written), report, field=name)


def _names(entity: Object, said: Mapping[str, object], *, person: bool) -> tuple[EntryName, ...]:
    caption = tidy(text(entity.get("caption")))
    written = [tidy(one) for one in texts(said.get("name"))]
    if caption and caption in written:
        written.remove(caption)
        written.insert(0, caption)
    elif not written and caption and caption != text(entity.get("id")):
        written.append(caption)
    names = [
        whole(one, kind="variation" if place else "primary", quality="strong")
        for place, one in enumerate(written)
    ]
    surnames, given = texts(said.get("lastName")), texts(said.get("firstName"))
    if person and len(surnames) == len(given) == 1:
        middle = (one for name in ("secondName", "middleName") for one in texts(said.get(name)))
        named = (
            ("patronymic", "fatherName"),
            ("matronymic", "motherName"),
            ("suffix", "nameSuffix"),
            ("title", "title"),
        )
        parts = tuple((label, one) for label, name in named for one in texts(said.get(name)))
        made = in_parts(surnames[0], " ".join((given[0], *middle)), quality="strong", parts=parts)
        names = _with_parts(names, made)
    for name, kind, quality in (
        ("alias", "alias", "unstated"),
        ("previousName", "former", "unstated"),
        ("weakAlias", "alias", "weak"),
    ):
        names += [whole(one, kind=kind, quality=quality) for one in texts(said.get(name))]
    return tuple(dict.fromkeys(names))


def _with_parts(names: list[EntryName], made: EntryName) -> list[EntryName]:
    """Give the parts to the whole name that consists of the same words, or let them stand beside."""
    words = sorted(made.full.casefold().split())
    for place, name in enumerate(names):
        if sorted(name.full.casefold().split()) == words:
            names[place] = msgspec.structs.replace(
                name, surname=made.surname, given=made.given, parts=made.parts, order=""
            )
            return names
    return [*names, msgspec.structs.replace(made, kind="variation" if names else "primary")]


def _documents(said: Mapping[str, object]) -> tuple[EntryDocument, ...]:
    found: dict[tuple[str, str], EntryDocument] = {}
    for one in nested(said.get("identification")):
        inner = _properties(one)
        label = text(one.get("schema"))
        kinds = texts(inner.get("type"))
        for number in (*texts(inner.get("number")), *texts(inner.get("passportNumber"))):
            country = next(iter(texts(inner.get("country"))), "")
            made = documents.document(
                kinds[0] if kinds else label,
                number,
                kind="P"
                if label == "Passport" and not documents.known_kind(kinds[0] if kinds else "")
                else "",
                issuer=_country(country) if country else "",
                issued=next(iter(texts(inner.get("startDate"))), ""),
                expires=next(iter(texts(inner.get("endDate"))), ""),
                note="; ".join(texts(inner.get("summary"))),
            )
            if made:
                found.setdefault((made.kind, made.key), made)
    held = {key for _, key in found}
    for name, kind, label in _NUMBERS:
        for number in texts(said.get(name)):
            made = documents.document(label, number, kind=kind)
            if made and made.key not in held:
                found.setdefault((made.kind, made.key), made)
    return tuple(found.values())


def _rest(entity: Object, said: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return what this shape has no place for."""
    extra = [("schema", text(entity.get("schema")))]
    extra += [("dataset", one) for one in texts(entity.get("datasets"))]
    for name in sorted(said.keys() - _USED):
        extra += [(name, one) for one in texts(said[name])]
    extra += [("birthCountry", one) for one in texts(said.get("birthCountry"))]
    return tuple(extra)

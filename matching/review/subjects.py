"""A traveller as screening sees one: every spelling, birth date, nationality and document of all records."""

from __future__ import annotations

from collections.abc import Iterable

from matching.screening.model import Subject, SubjectDocument, SubjectName
from pnr.codes import alpha3
from pnr.model.booking import Booking
from pnr.model.traveller import Contact, Name, Traveller

_SEX = {"MI": "M", "FI": "F"}


def _spelling(name: Name) -> SubjectName:
    return SubjectName(name.surname, " ".join(part for part in (name.given, name.middle) if part))


def _values(contacts: Iterable[Contact], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in contacts if one.kind == kind and one.whose != "agency"))


def _nationality(code: str) -> str:
    return alpha3(code) or code


def subject(seen: Iterable[tuple[Booking, Traveller]]) -> Subject:
    """Bring the records of one person together for comparison with lists. Nothing missing is made up."""
    pairs = list(seen)
    travellers = [traveller for _, traveller in pairs]
    documents = [doc for one in travellers for doc in one.documents]
    contacts = [
        contact
        for booking, one in pairs
        for contact in (*one.contacts, *(booking.contacts if len(booking.travellers) == 1 else ()))
    ]
    names = [name for one in travellers for name in (one.name, *one.other_names)]
    names += [doc.name for doc in documents]
    births = [value for one in travellers for value in (one.birth, *(doc.birth for doc in one.documents))]
    nations = [
        value
        for one in travellers
        for value in (one.nationality, *(doc.nationality for doc in one.documents))
    ]
    sexes = [_SEX.get(one.sex, one.sex) for one in travellers]
    return Subject(
        names=tuple(dict.fromkeys(_spelling(name) for name in names if name.surname or name.given)),
        births=tuple(dict.fromkeys(value for value in births if value)),
        sex=next((sex for sex in sexes if sex in {"M", "F"}), ""),
        nationalities=tuple(dict.fromkeys(_nationality(value) for value in nations if value)),
        documents=tuple(
            dict.fromkeys(
                SubjectDocument(doc.kind, doc.number, alpha3(doc.issuer) or doc.issuer)
                for doc in documents
                if doc.number
            )
        ),
        phones=_values(contacts, "phone"),
        emails=_values(contacts, "email"),
    )

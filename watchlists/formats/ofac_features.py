"""Features of a profile in the advanced OFAC model: births, places, nationalities, sex, contacts, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from watchlists.countries import states_nothing
from watchlists.entry import EntryBirth, EntryNationality
from watchlists.findings import Report
from watchlists.formats import statements
from watchlists.formats.ofac_periods import period
from watchlists.formats.xml_records import Node

_CONTACTS = {"email address": "email", "phone number": "phone", "fax number": "fax", "website": "web"}


class Known(Protocol):
    """What features need of the references."""

    values: dict[str, dict[str, Node]]
    places: dict[str, Node]

    def text(self, kind: str, number: str, report: Report) -> str:
        """Return the text of a reference value."""
        ...


@dataclass(slots=True)
class Features:
    """What the features of one profile say."""

    births: list[EntryBirth] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[EntryNationality] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def country_of(number: str, known: Known, report: Report) -> str:
    """Return the name of a country by its reference; empty for none and for `undetermined`."""
    name = known.text("Country", number, report)
    return "" if states_nothing(name) else name


def features(profile: Node, known: Known, report: Report) -> Features:
    """Read the features of one profile."""
    said = Features()
    for one in profile.all("Feature"):
        label = known.text("FeatureType", one.get("FeatureTypeID"), report).strip(" :-").lower()
        for version in one.all("FeatureVersion"):
            _feature(label, version, known, report, said)
    return said


def _feature(label: str, version: Node, known: Known, report: Report, said: Features) -> None:
    details = _details(version, known, report)
    places = [_place(one.get("LocationID"), known, report) for one in version.all("VersionLocation")]
    if label == "birthdate":
        births = [period(one) for one in version.all("DatePeriod")]
        if any(birth.precision == "none" for birth in births):
            report.add("date_unread", field="Birthdate")
        said.births += births
    elif label == "place of birth":
        said.birth_places += [place for place, _ in places] + details
    elif label in {"nationality country", "citizenship country"}:
        kind = "citizenship" if label.startswith("citizen") else "nationality"
        said.nationalities += [
            statements.nationality(country or place, report, kind=kind)
            for place, country in places
            if country or place
        ]
    elif label == "gender":
        said.sexes += [{"male": "M", "female": "F"}.get(text.lower(), "U") for text in details]
    elif label in _CONTACTS:
        said.contacts += [(_CONTACTS[label], text) for text in details]
    elif label == "location":
        said.addresses += [place for place, _ in places if place]
    elif label == "title":
        said.roles += details
    else:
        texts = details + [place for place, _ in places] + [one.as_written for one in _periods(version)]
        said.notes += [f"{label}: {text}" for text in texts if text]
    said.notes += version.values("Comment")


def _periods(version: Node) -> list[EntryBirth]:
    return [period(one) for one in version.all("DatePeriod")]


def _details(version: Node, known: Known, report: Report) -> list[str]:
    found = []
    for one in version.all("VersionDetail"):
        text = one.value() or known.text("DetailReference", one.get("DetailReferenceID"), report)
        if text:
            found.append(text)
    return found


def _place(number: str, known: Known, report: Report) -> tuple[str, str]:
    """Return a place as text, and the country in it; a nationality may be only a part of unknown type."""
    node = known.places.get(number)
    if node is None:
        report.add("reference_unknown", field=f"Location {number}")
        return f"#{number}", ""
    parts = [text for one in node.all("LocationPart", "LocationPartValue") if (text := one.first("Value"))]
    country = next(
        (
            name
            for one in node.all("LocationCountry")
            if (name := country_of(one.get("CountryID"), known, report))
        ),
        "",
    )
    areas = [
        text
        for one in node.all("LocationAreaCode")
        if (text := _area(one.get("AreaCodeID"), known)) and not states_nothing(text)
    ]
    place = ", ".join(dict.fromkeys((*parts, *areas, country) if country else (*parts, *areas)))
    return ("" if states_nothing(place) else place), country


def _area(number: str, known: Known) -> str:
    node = known.values.get("AreaCode", {}).get(number)
    return (node.get("Description") or node.value()) if node else ""

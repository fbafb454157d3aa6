"""The OFAC lists as classic XML: any namespace, both headers, and what hides among identifiers."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import collect
from watchlists.entry import Entry
from watchlists.findings import ListError
from watchlists.formats import ofac_xml
from watchlists.preparation import prepare

TENNICK = """<sdnEntry><uid>90001</uid><firstName>Orval</firstName><lastName>TENNICK</lastName>
<title>Minister</title>
<sdnType>Individual</sdnType><programList><program>SDGT</program><program>VARNIA</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>ZZ700001</idNumber>
<idCountry>Korea, North</idCountry>
<expirationDate>01 Jan 2029</expirationDate></id><id><uid>2</uid><idType>Gender</idType>
<idNumber>Male</idNumber></id>
<id><uid>3</uid><idType>Email Address</idType><idNumber>o@example.org</idNumber></id>
<id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1</idNumber></id>
<id><uid>5</uid><idType>Passport</idType></id></idList>
<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>TENICK</lastName>
<firstName>Orwal</firstName></aka><aka><uid>2</uid><type>a.k.a.</type><category>weak</category>
<lastName>THE HERON</lastName></aka><aka><uid>3</uid><type>f.k.a.</type><category>strong</category>
<lastName>VOSS</lastName><firstName>Orval</firstName></aka></akaList>
<nationalityList><nationality><uid>1</uid><country>Albania</country><mainEntry>true</mainEntry></nationality>
</nationalityList><citizenshipList><citizenship><uid>1</uid><country>Serbia</country></citizenship>
</citizenshipList>
<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>circa 1961</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem></dateOfBirthList><placeOfBirthList><placeOfBirthItem>
<placeOfBirth>Quell, Varnia</placeOfBirth>
</placeOfBirthItem></placeOfBirthList><remarks>(Linked To: GREY FERRY)</remarks></sdnEntry>"""
SHIP = "<sdnEntry><uid>90002</uid><lastName>HERON</lastName><sdnType>Vessel</sdnType></sdnEntry>"


def document(
    *entries: str, header: str = "publshInformation", count: int = 1, namespace: str = "urn:x"
) -> bytes:
    return (
        f'<sdnList xmlns="{namespace}"><{header}><Publish_Date>09/01/2026</Publish_Date>'
        f"<Record_Count>{count}</Record_Count></{header}>{''.join(entries)}</sdnList>"
    ).encode()


def tennick() -> Entry:
    return collect(ofac_xml.stream, lists.named(sdn_xml=document(TENNICK))).entries[0]


def test_names_and_their_strength_come_apart() -> None:
    assert [(name.full, name.kind, name.quality) for name in tennick().names] == [
        ("Orval TENNICK", "primary", "strong"),
        ("Orwal TENICK", "alias", "strong"),
        ("THE HERON", "alias", "weak"),
        ("Orval VOSS", "former", "strong"),
    ]


def test_identifiers_are_sorted_into_documents_sexes_contacts_and_notes() -> None:
    entry = tennick()
    assert [(paper.key, paper.issuer, paper.expires) for paper in entry.documents] == [
        ("ZZ700001", "PRK", "2029-01-01")
    ]
    assert (entry.sexes, entry.contacts[0].value) == (("M",), "o@example.org")
    assert "Secondary sanctions risk: section 1" in entry.notes
    assert "Passport" in entry.notes


def test_births_places_nationalities_programmes_and_links_arrive() -> None:
    entry = tennick()
    assert (entry.births[0].precision, entry.births[0].circa) == ("year", True)
    assert (entry.birth_places, entry.nationalities) == (("Quell, Varnia",), ("ALB", "SRB"))
    assert [one.kind for one in entry.nationality_statements] == ["nationality", "citizenship"]
    assert (entry.programmes, entry.roles, entry.links) == (
        ("SDGT", "VARNIA"),
        ("Minister",),
        ("GREY FERRY",),
    )


@pytest.mark.parametrize("namespace", ["http://tempuri.org/sdnList.xsd", "https://example.org/exports/XML"])
@pytest.mark.parametrize("header", ["publshInformation", "publishInformation"])
def test_namespace_and_spelling_of_the_header_do_not_matter(namespace: str, header: str) -> None:
    source = lists.named(sdn_xml=document(TENNICK, SHIP, header=header, count=2, namespace=namespace))
    parsed = collect(ofac_xml.stream, source)
    assert (parsed.edition.published_on, parsed.edition.declared) == ("2026-09-01", 2)
    assert parsed.edition.counts == {"person": 1, "vessel": 1}


def test_a_count_that_does_not_agree_is_refused() -> None:
    with pytest.raises(ListError, match="declares 3 records and holds 1"):
        prepare(lists.named(sdn_xml=document(TENNICK, count=3)))


def test_a_person_without_given_name_has_one_name_of_unknown_parts() -> None:
    record = "<sdnEntry><uid>1</uid><lastName>HERON</lastName><sdnType>Individual</sdnType></sdnEntry>"
    name = collect(ofac_xml.stream, lists.named(sdn_xml=document(record))).entries[0].names[0]
    assert (name.full, name.surname) == ("HERON", "")

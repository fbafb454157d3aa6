"""The advanced OFAC model: everything by reference, joined by the right id, dates at the right precision."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.findings import ListError
from watchlists.formats import ofac_advanced

REFERENCES = """<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1403">Name</AliasType><AliasType ID="1400">A.K.A.</AliasType>
</AliasTypeValues>
<NamePartTypeValues><NamePartType ID="1">Last Name</NamePartType>
<NamePartType ID="2">First Name</NamePartType>
</NamePartTypeValues><PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
</PartySubTypeValues><PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>
<FeatureType ID="10">Nationality Country</FeatureType>
<FeatureType ID="224">Gender</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
<FeatureType ID="26">Secondary sanctions risk:</FeatureType></FeatureTypeValues>
<DetailReferenceValues><DetailReference ID="91">Male</DetailReference></DetailReferenceValues>
<CountryValues><Country ID="5" ISO2="AL">Albania</Country></CountryValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<IDRegDocDateTypeValues><IDRegDocDateType ID="1">Issue Date</IDRegDocDateType></IDRegDocDateTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<ListValues><List ID="7">SDN List</List><List ID="8">Non-SDN List</List></ListValues>
<LegalBasisValues><LegalBasis ID="3">Order 1</LegalBasis></LegalBasisValues>
<RelationTypeValues><RelationType ID="6">Associate Of</RelationType></RelationTypeValues>
</ReferenceValueSets>
<Locations><Location ID="20"><LocationPart><LocationPartValue Primary="true"><Value>Quell</Value>
</LocationPartValue>
</LocationPart><LocationCountry CountryID="5"/></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="700" IssuedBy-CountryID="5">
<IDRegistrationNo>ZZ 700001</IDRegistrationNo><DocumentDate IDRegDocDateTypeID="1"><DatePeriod>
<Start><From><Year>2019</Year><Month>1</Month><Day>2</Day></From></Start></DatePeriod></DocumentDate>
</IDRegDocument></IDRegDocuments>"""


def point(tag: str, day: str) -> str:
    year, month, number = day.split("-")
    return f"<{tag}><Year>{year}</Year><Month>{int(month)}</Month><Day>{int(number)}</Day></{tag}>"


def born(first: str, last: str, approximate: str = "false") -> str:
    return (
        f'<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start Approximate="{approximate}">'
        f"{point('From', first)}{point('To', first)}</Start>"
        f"<End>{point('From', last)}{point('To', last)}</End>"
        "</DatePeriod></FeatureVersion></Feature>"
    )


def feature(kind: int, version: str) -> str:
    return f'<Feature FeatureTypeID="{kind}"><FeatureVersion>{version}</FeatureVersion></Feature>'


def party(features: str = "", profile: str = "500") -> str:
    return f"""<DistinctParty FixedRef="{profile}"><Profile ID="{profile}" PartySubTypeID="4">
<Identity ID="700" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="11">TENNICK</NamePartValue>
</DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="12">Orval</NamePartValue></DocumentedNamePart>
</DocumentedName>
<DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="11">Тенник</NamePartValue>
</DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="12">Орвал</NamePartValue></DocumentedNamePart>
</DocumentedName></Alias>
<Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="3"><DocumentedNamePart>
<NamePartValue NamePartGroupID="11">HERON</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="2"/></MasterNamePartGroup></NamePartGroups>
</Identity>
{features}</Profile></DistinctParty>"""


ENTRIES = "".join(
    f"""<SanctionsEntry ID="{number}" ProfileID="500" ListID="{number}"><EntryEvent LegalBasisID="3">
{point("Date", day)}</EntryEvent>
<SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
</SanctionsEntry>"""
    for number, day in ((7, "2019-05-01"), (8, "2021-05-01"))
)


def read(*parties: str, entries: str = ENTRIES) -> Parsed:
    text = (
        '<Sanctions xmlns="urn:x">'
        + point("DateOfIssue", "2026-09-01")
        + REFERENCES
        + f"<DistinctParties>{''.join(parties)}</DistinctParties><ProfileRelationships><ProfileRelationship "
        + 'From-ProfileID="500" To-ProfileID="501" RelationTypeID="6" Former="true"/></ProfileRelationships>'
        + f"<SanctionsEntries>{entries}</SanctionsEntries></Sanctions>"
    )
    return collect(ofac_advanced.stream, lists.named(adv_xml=text))


def test_a_party_is_put_together_from_its_references() -> None:
    features = (
        feature(10, '<VersionLocation LocationID="20"/>')
        + feature(9, '<VersionLocation LocationID="20"/>')
        + feature(224, '<VersionDetail DetailReferenceID="91"/>')
        + feature(26, "<VersionDetail>yes</VersionDetail>")
    )
    parsed = read(party(features))
    (entry,) = parsed.entries
    assert parsed.findings == ()
    assert (entry.source_id, entry.kind, parsed.edition.published_on) == ("500", "person", "2026-09-01")
    assert [(name.full, name.kind, name.quality, name.script) for name in entry.names] == [
        ("Orval TENNICK", "primary", "strong", "Latn"),
        ("Орвал Тенник", "original", "strong", "Cyrl"),
        ("HERON", "alias", "weak", "Latn"),
    ]
    assert (entry.nationalities, entry.sexes, entry.birth_places) == (("ALB",), ("M",), ("Quell, Albania",))
    assert entry.notes == ("secondary sanctions risk: yes",)
    assert entry.links == ("Associate Of (former): profile 501",)


def test_documents_join_by_identity_and_not_by_profile() -> None:
    (entry,) = read(party()).entries
    assert [(paper.kind, paper.key, paper.issuer, paper.issued) for paper in entry.documents] == [
        ("P", "ZZ700001", "ALB", "2019-01-02")
    ]


def test_a_profile_on_two_lists_is_one_entry_that_names_both() -> None:
    (entry,) = read(party()).entries
    assert entry.extra == (("list", "SDN List"), ("list", "Non-SDN List"))
    assert (entry.programmes, entry.listed_on, entry.legal_reference) == (("SDGT",), "2019-05-01", "Order 1")


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("1961-03-05", "1961-03-05", "day"),
        ("1961-01-01", "1961-12-31", "year"),
        ("1961-03-01", "1961-03-31", "month"),
        ("1964-02-01", "1964-02-29", "month"),
        ("1961-01-01", "1963-12-31", "range"),
        ("1961-03-05", "1961-04-09", "range"),
    ],
)
def test_a_pair_of_dates_is_read_at_the_precision_it_has(first: str, last: str, precision: str) -> None:
    (birth,) = read(party(born(first, last))).entries[0].births
    assert (birth.earliest, birth.latest, birth.precision, birth.circa) == (first, last, precision, False)


def test_an_approximate_period_is_circa() -> None:
    assert read(party(born("1961-01-01", "1961-12-31", "true"))).entries[0].births[0].circa


def test_a_reference_to_nothing_is_a_finding_and_the_entry_loads() -> None:
    parsed = read(party(feature(9, '<VersionLocation LocationID="99"/>')))
    assert [(finding.code, finding.field) for finding in parsed.findings] == [
        ("reference_unknown", "Location 99")
    ]
    assert parsed.entries[0].birth_places == ("#99",)


def test_a_profile_twice_is_read_once() -> None:
    parsed = read(party(), party())
    assert len(parsed.entries) == 1
    assert [finding.code for finding in parsed.findings] == ["id_repeated"]


def test_another_document_is_refused() -> None:
    with pytest.raises(ListError, match="not an OFAC advanced list"):
        collect(ofac_advanced.stream, lists.named(adv_xml="<other/>"))

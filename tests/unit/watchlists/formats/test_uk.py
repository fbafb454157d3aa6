"""The United Kingdom lists: XML, CSV and the closed one, with letters in dates and multiplied rows."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import collect
from watchlists.formats import uk_csv, uk_xml
from watchlists.formats.recognise import recognise
from watchlists.formats.uk_entry import numbered

TENNICK = """<Designation><UniqueID>VAR0001</UniqueID><OFSIGroupID>77</OFSIGroupID>
<IndividualEntityShip>Individual</IndividualEntityShip><RegimeName>The Varnia Regulations</RegimeName>
<DateDesignated>02/05/2026</DateDesignated><SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
<SanctionsImposedIndicators><TravelBan>true</TravelBan><ArmsEmbargo>false</ArmsEmbargo>
</SanctionsImposedIndicators>
<Names><Name><Name6>Heron</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength>
</Name>
<Name><Name1>Orval</Name1><Name2>Bram</Name2><Name6>TENNICK</Name6><NameType>Primary name</NameType></Name>
<Name><Name1>Orwal</Name1><Name6>TENNICK</Name6><NameType>Primary Name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Орвал Тенник</NameNonLatinScript></NonLatinName>
</NonLatinNames>
<Addresses><Address><AddressLine1>1 Ferry Road</AddressLine1><AddressLine6>Quell</AddressLine6></Address>
</Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/03/1961</DOB></DOBs><Genders><Gender>Male</Gender></Genders>
<Nationalities><Nationality>Albania</Nationality></Nationalities><BirthDetails><Location><TownOfBirth>Quell
</TownOfBirth><CountryOfBirth>Albania</CountryOfBirth></Location></BirthDetails><PassportDetails><Passport>
<PassportNumber>ZZ700001</PassportNumber>
<PassportAdditionalInformation>Albania number. Expired</PassportAdditionalInformation>
</Passport></PassportDetails></Individual></IndividualDetails>
<OtherInformation>It&amp;#39;s so</OtherInformation>
</Designation>"""


def test_a_designation_in_xml() -> None:
    text = f"<Designations><DateGenerated>01/09/2026</DateGenerated>{TENNICK}</Designations>"
    source = lists.named(uk_xml=text)
    assert recognise(source).id == "uk-xml"
    parsed = collect(uk_xml.stream, source)
    (entry,) = parsed.entries
    assert parsed.edition.published_on == "2026-09-01"
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        ("Orval Bram TENNICK", "primary", "unstated"),
        ("Heron", "alias", "weak"),
        ("Orwal TENNICK", "variation", "unstated"),
        ("Орвал Тенник", "original", "strong"),
    ]
    assert entry.names[0].parts == (("ordinal", "Bram"),)
    assert (entry.births[0].earliest, entry.births[0].precision) == ("1961-03-01", "month")
    assert entry.measures == ("Asset freeze", "Travel Ban")
    assert (entry.listed_on, entry.sexes, entry.nationalities) == ("2026-05-02", ("M",), ("ALB",))
    assert (entry.documents[0].key, entry.birth_places) == ("ZZ700001", ("Quell, Albania",))
    assert (entry.notes, entry.other_ids) == (("It's so",), (("ofsi-group", "77"),))


def test_without_a_primary_name_the_first_one_is_shown_and_it_is_said() -> None:
    record = TENNICK.replace("Primary name", "Alias").replace("Primary Name", "Alias")
    parsed = collect(uk_xml.stream, lists.named(uk_xml=f"<Designations>{record}</Designations>"))
    assert parsed.entries[0].names[0].kind == "alias"
    assert "no_primary_name" in {finding.code for finding in parsed.findings}


HEADER = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,"
    "Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Name non-latin script,Regime Name,Designation Type,"
    "D.O.B,Nationality(/ies),Passport number,"
    "Passport additional information,Date Designated"
)
ROWS = (
    (
        "01/05/2026,VAR0001,77,,TENNICK,Orval,,,,,Primary Name,,,Varnia,"
        "Individual,dd/mm/1961,Albania,ZZ1,Albania,02/05/2026"
    ),
    (
        "01/05/2026,VAR0001,77,,TENNICK,Orval,,,,,Primary Name,,,Varnia,"
        "Individual,dd/mm/1961,Serbia,ZZ2,,02/05/2026"
    ),
    "01/05/2026,VAR0002,78,,GREY FERRY,,,,,,Primary Name,,,Varnia,Entity,,,,,02/05/2026",
    (
        "01/05/2026,VAR0001,77,,Heron,,,,,,Alias,Low quality a.k.a,,Varnia,"
        "Individual,dd/mm/1961,Albania,ZZ1,Albania,02/05/2026"
    ),
)


@pytest.mark.parametrize("first", ["", "Report Date: 01/09/2026\n"])
def test_multiplied_rows_become_one_entry_without_false_pairs(first: str) -> None:
    source = lists.named(uk_csv=first + "\n".join((HEADER, *ROWS)) + "\n")
    assert recognise(source).id == "uk-csv"
    parsed = collect(uk_csv.stream, source)
    person, company = parsed.entries
    assert [(name.full, name.quality) for name in person.names] == [
        ("Orval TENNICK", "unstated"),
        ("Heron", "weak"),
    ]
    assert person.nationalities == ("ALB", "SRB")
    assert [(paper.key, paper.issuer) for paper in person.documents] == [("ZZ1", "ALB"), ("ZZ2", "")]
    assert len(person.births) == 1
    assert (company.kind, parsed.edition.published_on) == ("organisation", "2026-09-01" if first else "")


CLOSED_HEADER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,DOB,Nationality,"
    "Passport Number,Passport Details,Other Information,"
    "Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID"
)
CLOSED_ROW = (
    "TENNICK,Orval,,,,,(1) 00/00/1961 (2) 05/03/1962,"
    "(1) Albania (2) Serbia,(1) ZZ1 (2) ZZ2,(1) Albania (2) Serbia,"
    '"(UK Sanctions List Ref):VAR0001. (UK Statement of Reasons):Knows Harlan Voss. (Gender):Male",'
    "Individual,Primary name,,Varnia,02/05/2026,77"
)


def test_the_closed_list_is_read_with_a_warning_and_its_cells_are_split() -> None:
    source = lists.named(con_csv=f"Last Updated,01/09/2025\n{CLOSED_HEADER}\n{CLOSED_ROW}\n")
    assert recognise(source).id == "uk-conlist-csv"
    parsed = collect(uk_csv.stream_closed, source)
    (entry,) = parsed.entries
    assert [finding.code for finding in parsed.findings] == ["old_list"]
    assert [birth.precision for birth in entry.births] == ["year", "day"]
    assert (entry.nationalities, entry.sexes) == (("ALB", "SRB"), ("M",))
    assert [(paper.key, paper.issuer) for paper in entry.documents] == [("ZZ1", "ALB"), ("ZZ2", "SRB")]
    assert ("uk-reference", "VAR0001") in entry.other_ids
    assert [name.full for name in entry.names] == ["Orval TENNICK"]


def test_numbered_values_are_split_and_a_plain_one_is_one() -> None:
    assert numbered("(1) A (2) B") == ("A", "B")
    assert numbered("A") == ("A",)
    assert numbered("") == ()

"""The EU list in both forms: one choice of primary name, repeats collapsed, flags and open ranges kept."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.entry import Entry
from watchlists.findings import ListError
from watchlists.formats import eu_csv, eu_xml
from watchlists.formats.recognise import recognise

TENNICK = """<sanctionEntity euReferenceNumber="EU.9001.11" logicalId="9001" unitedNationId=""
 designationDetails="">
<remark>Date of UN designation: 2016-11-30</remark>
<regulation regulationType="amendment" publicationDate="2026-05-01" entryIntoForceDate="2026-05-02"
 numberTitle="2026/9001 (OJ L9)" programme="VAR" logicalId="9001">
 <publicationUrl>https://example.org/x</publicationUrl>
</regulation><subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Орвал Тенник" nameLanguage="BG" strong="true"
 logicalId="2"/>
<nameAlias firstName="Orval" middleName="" lastName="Tennick" wholeName="Orval Tennick" nameLanguage=""
 gender="M"
 strong="true" function="(a) Minister (b) Member" logicalId="9003"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Orval Tennick" nameLanguage="FR" strong="true"
 logicalId="8"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Heron" nameLanguage="" strong="false"
 logicalId="9004"/>
<nameAlias wholeName="Bram" strong="true" logicalId="9"><remark>Low quality a.k.a.</remark></nameAlias>
<birthdate circa="true" calendarType="GREGORIAN" city="Quell" yearRangeTo="1963" countryIso2Code="00"
 countryDescription="UNKNOWN" logicalId="9001"/>
<citizenship countryIso2Code="CS" countryDescription="SERBIA AND MONTENEGRO"/>
<identification number="ZZ700001" knownFalse="true" reportedLost="true" identificationTypeCode="passport"
 identificationTypeDescription="National passport" countryIso2Code="00" countryDescription="UNKNOWN"
 logicalId="9005"/>
<address street="1 Ferry Road" city="Quell" countryIso2Code="AL" countryDescription="ALBANIA">
<contactInfo key="EMAIL"
 value="o@example.org"/></address></sanctionEntity>"""


def xml(*entities: str) -> Parsed:
    text = (
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-09-01T10:00:00.000+02:00" '
        f'globalFileId="900001">{"".join(entities)}</export>'
    )
    return collect(eu_xml.stream, lists.named(eu_xml=text))


def tennick() -> Entry:
    return xml(TENNICK).entries[0]


def test_a_primary_name_is_chosen_and_repeats_are_one() -> None:
    assert [(name.full, name.kind, name.quality, name.language) for name in tennick().names] == [
        ("Orval Tennick", "primary", "strong", "fr"),
        ("Орвал Тенник", "alias", "strong", "bg"),
        ("Heron", "alias", "weak", ""),
        ("Bram", "alias", "weak", ""),
    ]
    assert tennick().names[0].surname == "Tennick"


def test_an_open_range_is_paired_with_its_place_and_states_no_country() -> None:
    (birth,) = tennick().births
    assert (birth.earliest, birth.latest, birth.precision, birth.circa, birth.place) == (
        "", "1963-12-31", "open", True, "Quell",
    )  # fmt: skip


def test_a_false_and_lost_document_is_flagged_and_gives_no_nationality() -> None:
    entry = tennick()
    assert [(paper.kind, paper.flags, paper.issuer) for paper in entry.documents] == [
        ("P", ("false", "lost"), "")
    ]
    assert entry.nationalities == ("SCG",)


def test_the_rest_of_an_entity_arrives() -> None:
    entry = tennick()
    assert (entry.source_id, entry.sexes, entry.roles) == ("EU.9001.11", ("M",), ("Minister", "Member"))
    assert (entry.programmes, entry.legal_reference) == (("VAR",), "2026/9001 (OJ L9)")
    assert (entry.listed_on, entry.amended_on, entry.extra) == (
        "",
        "2026-05-01",
        (("basis date", "2026-05-01"),),
    )
    assert (entry.contacts[0].value, entry.addresses) == ("o@example.org", ("1 Ferry Road, Quell, Albania",))
    assert entry.sources == ("https://example.org/x",)


def test_the_logical_id_stands_in_for_a_missing_reference() -> None:
    parsed = xml(TENNICK.replace('euReferenceNumber="EU.9001.11"', 'euReferenceNumber=""'))
    assert parsed.entries[0].source_id == "logical:9001"


@pytest.mark.parametrize(
    ("attributes", "earliest", "precision", "code"),
    [
        ('dayOfMonth="5" monthOfYear="3" year="1961" birthdate="1961-03-05"', "1961-03-05", "day", None),
        (
            'dayOfMonth="5" monthOfYear="3" year="1961" birthdate="1961-05-03"',
            "1961-03-05",
            "day",
            "date_disagrees",
        ),
        ('day="5" month="3" year="1961"', "1961-03-05", "day", None),
        ('year="1961"', "1961-01-01", "year", None),
        ('yearRangeFrom="1959" yearRangeTo="1963"', "1959-01-01", "range", None),
    ],
)
def test_a_birth_in_any_of_its_forms(
    attributes: str, earliest: str, precision: str, code: str | None
) -> None:
    parsed = xml(
        '<sanctionEntity logicalId="1"><subjectType code="person"/><nameAlias wholeName="Orval"/>'
        f"<birthdate {attributes}/></sanctionEntity>"
    )
    (birth,) = parsed.entries[0].births
    assert (birth.earliest, birth.precision) == (earliest, precision)
    assert [finding.code for finding in parsed.findings] == ([code] if code else [])


HEADER = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;Entity_Regulation_Programme;"
    "NameAlias_WholeName;NameAlias_LastName;NameAlias_FirstName;NameAlias_Remark;BirthDate_Year;BirthDate_Circa;"
    "Identification_Number;Identification_TypeCode;Identification_KnownFalse;Citizenship_CountryIso2Code"
)
ROWS = (
    "01/09/2026;9001;EU.9001.11;P;person;2026-05-01;VAR;Orval Tennick;Tennick;Orval;;;;;;;",
    "01/09/2026;9002;EU.9002.1;E;enterprise;2026-05-01;VAR;Grey Ferry;;;;;;;;;",
    "01/09/2026;9001;EU.9001.11;P;person;2026-05-01;VAR;Heron;;;Low quality alias;;;;;;",
    "01/09/2026;9001;EU.9001.11;P;person;2026-05-01;VAR;;;;;1961;true;;;;",
    "01/09/2026;9001;EU.9001.11;P;person;2026-05-01;VAR;;;;;;;ZZ700001;passport;true;",
    "01/09/2026;9001;EU.9001.11;P;person;2026-05-01;VAR;;;;;;;;;;AL",
)


def table(*rows: str, first: str = "") -> bytes:
    return b"\xef\xbb\xbf" + "\r\n".join([*([first] if first else []), HEADER, *rows, ""]).encode()


@pytest.mark.parametrize("first", ["", "fileGenerationDate;2026-09-29"])
def test_rows_of_one_entity_are_gathered_wherever_they_stand(first: str) -> None:
    source = lists.named(eu_csv=table(*ROWS, first=first))
    assert recognise(source).id == "eu-csv"
    parsed = collect(eu_csv.stream, source)
    person, company = parsed.entries
    assert (person.kind, company.kind, parsed.edition.published_on) == (
        "person",
        "organisation",
        "2026-09-01",
    )
    assert [(name.full, name.quality) for name in person.names] == [
        ("Orval Tennick", "unstated"),
        ("Heron", "weak"),
    ]
    assert (person.births[0].precision, person.births[0].circa) == ("year", True)
    assert (person.documents[0].flags, person.nationalities) == (("false",), ("ALB",))


def test_a_copy_saved_again_by_a_spreadsheet_is_refused() -> None:
    with pytest.raises(ListError, match="no longer as published"):
        collect(eu_csv.stream, lists.named(eu_csv=table(ROWS[0].replace("2026-05-01", "05/01/26"))))


def test_the_retired_layout_is_not_read_as_an_empty_list() -> None:
    assert xml('<ENTITY Id="1"/>').findings[0].code == "id_missing"

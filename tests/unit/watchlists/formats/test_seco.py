"""The Swiss list: state by latest date, copies inside modifications ignored, variants combined and capped."""

from __future__ import annotations

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.findings import ListError
from watchlists.formats import seco
from watchlists.formats.recognise import recognise

PROGRAM = """<sanctions-program ssid="1"><program-key lang="eng">VARNIA</program-key>
<sanctions-set ssid="11" lang="eng">Measures</sanctions-set></sanctions-program>
<place ssid="5"><location>Quell</location><country iso-code="AL">Albania</country></place>"""


def target(number: str = "9", changes: str = "", variants: str = "") -> str:
    return f"""<target ssid="{number}" sanctions-set-id="11">
<individual sex="male"><identity ssid="1" main="true">
<name ssid="2" name-type="primary-name" quality="good">
<name-part order="2" name-part-type="given-name"><value>Orval</value>
<spelling-variant lang="RUS" script="CYRL">Орвал</spelling-variant>{variants}</name-part>
<name-part order="1" name-part-type="family-name"><value>Tennick</value>
<spelling-variant lang="RUS" script="CYRL">Тенник</spelling-variant></name-part></name>
<name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Heron</value>
</name-part>
</name><day-month-year ssid="3" year="1961" month="3" quality="low"/><place-of-birth place-id="5"/>
<nationality><country iso-code="AL">Albania</country></nationality>
<identification-document document-type="passport"><number>ZZ700001</number><issuer code="AL">Albania</issuer>
<expiry-date day="1" month="2" year="2029"/></identification-document></identity>
<identity main="false"><name name-type="primary-name"><name-part order="1" name-part-type="whole-name">
<value>Bram Quell</value></name-part></name></identity><justification>Smuggling</justification></individual>
{changes}</target>"""


def change(kind: str, day: str, inside: str = "") -> str:
    return f'<modification modification-type="{kind}" effective-date="{day}">{inside}</modification>'


def read(*targets: str, kind: str = "whole-list") -> Parsed:
    head = f'<swiss-sanctions-list list-type="{kind}" date="2026-09-01">'
    text = f"{head}{PROGRAM}{''.join(targets)}</swiss-sanctions-list>"
    source = lists.named(seco_xml=text)
    assert recognise(source).id == "seco-xml"
    return collect(seco.stream, source)


def test_a_target_with_names_in_two_scripts() -> None:
    parsed = read(target(changes=change("listed", "2020-01-01")))
    (entry,) = parsed.entries
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        ("Orval Tennick", "primary", "strong"),
        ("Орвал Тенник", "original", "strong"),
        ("Heron", "alias", "weak"),
        ("Bram Quell", "alias", "unstated"),
    ]
    assert (entry.births[0].precision, entry.births[0].circa) == ("month", True)
    assert (entry.nationalities, entry.sexes, entry.birth_places) == (("ALB",), ("M",), ("Quell, Albania",))
    assert [(paper.key, paper.issuer, paper.expires) for paper in entry.documents] == [
        ("ZZ700001", "ALB", "2029-02-01")
    ]
    assert (entry.programmes, entry.listed_on, entry.notes) == (("VARNIA",), "2020-01-01", ("Smuggling",))
    assert parsed.edition.published_on == "2026-09-01"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (change("listed", "2020-01-01") + change("de-listed", "2021-01-01"), "delisted"),
        (change("de-listed", "2021-01-01") + change("listed", "2020-01-01"), "delisted"),
        (change("de-listed", "2021-01-01") + change("listed", "2022-01-01"), "listed"),
        (change("amended", "2021-01-01") + change("de-listed", "2021-01-01"), "listed"),
    ],
)
def test_the_latest_effective_date_decides_the_state(changes: str, status: str) -> None:
    assert read(target(changes=changes)).entries[0].status == status


def test_copies_inside_a_modification_are_history_and_no_targets() -> None:
    copy = f"<removed>{target('10')}</removed>"
    parsed = read(target(changes=change("amended", "2021-01-01", copy)))
    assert [entry.source_id for entry in parsed.entries] == ["9"]


def test_an_explosion_of_variants_is_capped_and_said() -> None:
    variants = "".join(
        f'<spelling-variant lang="ENG" script="LATN">Orval{n}</spelling-variant>' for n in range(100)
    )
    parsed = read(target(variants=variants))
    assert "names_capped" in {finding.code for finding in parsed.findings}
    assert len(parsed.entries[0].names) <= seco.MAX_NAMES + 3


def test_a_partial_list_is_refused() -> None:
    with pytest.raises(ListError, match="no whole list"):
        read(target(), kind="delta")

"""Whatever bytes a list file holds, reading gives entries that keep the rules, or a refusal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import lists
from watchlists import dates
from watchlists.countries import code_of
from watchlists.documents import key_of, kind_of
from watchlists.edition import Parsed, collect
from watchlists.entry import Entry, fingerprint
from watchlists.findings import ListError, sentence
from watchlists.formats.recognise import FORMATS, open_list
from watchlists.formats.source import ListFile, Source

RED = {"entity_id": "2026/1", "name": "TENNICK", "forename": "Orval", "date_of_birth": "1961/03/05"}
FTM = {
    "id": "1",
    "schema": "Person",
    "caption": "O",
    "properties": {"name": ["Orval"], "birthDate": ["1961"]},
}
SENZING = {"DATA_SOURCE": "V", "RECORD_ID": "1", "NAME_FULL": "Orval", "DATE_OF_BIRTH": "1961"}
SDN = b"""<sdnList><sdnEntry><uid>1</uid><lastName>T</lastName><sdnType>Individual</sdnType></sdnEntry>
</sdnList>"""
EU = b"""<export><sanctionEntity logicalId="1"><subjectType code="person"/>
<nameAlias wholeName="O"/>
<birthdate year="1961"/></sanctionEntity></export>"""
UK = b"""<Designations><Designation><UniqueID>1</UniqueID>
<IndividualEntityShip>Individual</IndividualEntityShip>
<Names><Name><Name6>T</Name6></Name></Names></Designation></Designations>"""
SWISS = b"""<swiss-sanctions-list list-type="whole-list" date="2026-09-01"><target ssid="1"><individual>
<identity>
<name name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>O</value></name-part>
</name>
</identity></individual></target></swiss-sanctions-list>"""
SAMPLES = (
    lists.ofac().files[2].data,
    lists.un().files[0].data,
    lists.template().files[0].data,
    json.dumps(RED).encode(),
    json.dumps(FTM).encode() + b"\n",
    json.dumps(SENZING).encode() + b"\n",
    b"issuer;doc_type;number;status;record_id\nALB;P;ZZ1;lost;1\n",
    b"case_ref,identifier_kind,value,last_seen\nK,email,o@example.org,2026-01-01\n",
    SDN,
    EU,
    UK,
    SWISS,
)


def sound(entry: Entry) -> None:
    assert entry.source_id
    assert entry.names or entry.documents or entry.contacts
    assert all(name.full.strip() for name in entry.names)
    assert all(paper.key for paper in entry.documents)
    assert all(
        not birth.earliest or not birth.latest or birth.earliest <= birth.latest for birth in entry.births
    )
    assert fingerprint(entry) == fingerprint(entry)


def keeps_the_rules(parsed: Parsed) -> None:
    for entry in parsed.entries:
        sound(entry)
    assert len({entry.source_id for entry in parsed.entries}) == len(parsed.entries)
    for finding in parsed.findings:
        assert sentence(finding)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        keeps_the_rules(open_list(data))
    except ListError:
        return


@given(
    st.sampled_from(SAMPLES),
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(0, 30), st.binary(max_size=6)), min_size=1, max_size=4
    ),
)
def test_a_damaged_list_is_read_or_refused(data: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for start, length, put in cuts:
        data = data[:start] + put + data[start + length :]
    try:
        keeps_the_rules(open_list(data))
    except ListError:
        return


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.id)
@given(data=st.sampled_from(SAMPLES))
def test_a_reader_given_another_formats_file_refuses_or_reads_soundly(one: object, data: bytes) -> None:
    source = Source((ListFile("list", data=data),))
    try:
        keeps_the_rules(collect(one.stream, source))  # type: ignore[attr-defined]  # a Format; pytest gives objects
    except ListError:
        return


@given(st.text(max_size=40))
def test_no_text_breaks_dates_countries_and_documents(text: str) -> None:
    for read in (dates.written, dates.slashed, dates.edtf):
        birth = read(text)
        assert birth.precision in {"day", "month", "year", "range", "open", "none"}
        assert not birth.earliest or not birth.latest or birth.earliest <= birth.latest
    assert len(code_of(text)) in (0, 3)
    assert kind_of(text)
    assert key_of(text).isalnum() or not key_of(text)


@given(st.dates())
def test_a_day_in_any_form_is_that_day(day: object) -> None:
    iso = str(day)
    year, month, number = iso.split("-")
    assert dates.written(iso).earliest == iso
    assert dates.slashed(f"{number}/{month}/{year}").earliest == iso
    assert dates.edtf(iso).latest == iso

"""FollowTheMoney lists: nested, flat with satellites in any order, deltas, simple table, index."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.builders import lists
from watchlists.edition import Parsed, collect
from watchlists.findings import ListError
from watchlists.formats import ftm, ftm_simple_csv
from watchlists.formats.recognise import recognise
from watchlists.preparation import prepare

Record = dict[str, object]
SANCTION: Record = {
    "id": "s-1",
    "schema": "Sanction",
    "properties": {
        "entity": ["nk-1"],
        "authority": ["Varnian police"],
        "programId": ["VA-1"],
        "reason": ["Smuggling"],
        "listingDate": ["2026-05-01"],
    },
}
PASSPORT: Record = {
    "id": "p-1",
    "schema": "Passport",
    "properties": {"holder": ["nk-1"], "number": ["ZZ700001"], "country": ["al"], "endDate": ["2029"]},
}
ADDRESS: Record = {"id": "a-1", "schema": "Address", "properties": {"full": ["1 Ferry Road, Quell"]}}


def person(source_id: str = "nk-1", **properties: object) -> Record:
    said: Record = {
        "name": ["Orval Tennick", "ORVAL TENNICK B"],
        "weakAlias": ["The Heron"],
        "alias": ["Orwal"],
        "previousName": ["Orval Voss"],
        "firstName": ["Orval"],
        "lastName": ["Tennick"],
        "birthDate": ["1961", "1961-03-05"],
        "nationality": ["al"],
        "country": ["al", "suhh"],
        "gender": ["male"],
        "topics": ["wanted"],
        "passportNumber": ["ZZ700001"],
        "eyeColor": ["green"],
    }
    return {
        "id": source_id,
        "caption": "Orval Tennick",
        "schema": "Person",
        "target": True,
        "datasets": ["va_police_wanted"],
        "referents": ["va-1"],
        "properties": said | properties,
    }


NESTED = person(sanctions=[SANCTION], identification=[PASSPORT], addressEntity=[ADDRESS])
FLAT = person(addressEntity=["a-1"])


def lines(*records: Record) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read(*records: Record) -> Parsed:
    return collect(ftm.stream, lists.named(entities_json=lines(*records)))


def test_a_nested_target_becomes_an_entry() -> None:
    source = lists.named(targets_json=lines(NESTED))
    assert recognise(source).id == "ftm-nested"
    (entry,) = collect(ftm.stream, source).entries
    assert [(name.full, name.kind, name.quality) for name in entry.names] == [
        ("Orval Tennick", "primary", "strong"),
        ("ORVAL TENNICK B", "variation", "strong"),
        ("Orwal", "alias", "unstated"),
        ("Orval Voss", "former", "unstated"),
        ("The Heron", "alias", "weak"),
    ]
    assert (entry.names[0].surname, entry.names[0].given) == ("Tennick", "Orval")
    assert [birth.precision for birth in entry.births] == ["year", "day"]
    assert [(paper.kind, paper.key, paper.issuer, paper.expires) for paper in entry.documents] == [
        ("P", "ZZ700001", "ALB", "2029")
    ]
    assert [(one.country, one.certainty) for one in entry.nationality_statements] == [
        ("ALB", "stated"),
        ("SUN", "possible"),
    ]
    assert (entry.programmes, entry.listed_on, entry.notes) == (
        ("VA-1", "wanted"),
        "2026-05-01",
        ("Smuggling",),
    )
    assert (entry.authority, entry.addresses) == ("Varnian police", ("1 Ferry Road, Quell",))
    assert ("referent", "va-1") in entry.other_ids
    assert ("eyeColor", "green") in entry.extra


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2]])
def test_a_flat_file_says_the_same_wherever_its_satellites_stand(order: list[int]) -> None:
    records = [FLAT, SANCTION, PASSPORT, ADDRESS]
    parsed = read(*(records[place] for place in order))
    assert parsed.edition.format == "ftm-flat"
    nested = read(NESTED).entries[0]
    assert parsed.entries == (nested,)


def test_deltas_are_applied_in_order_on_top_of_the_flat_file() -> None:
    later: Record = {
        **PASSPORT,
        "properties": {"holder": ["nk-1"], "number": ["ZZ700002"], "country": ["al"]},
    }
    source = lists.named(
        entities_json=lines(FLAT, SANCTION, PASSPORT, ADDRESS, person("nk-2")),
        delta1_json=lines({"op": "DEL", "entity": {"id": "nk-2"}}, {"op": "MOD", "entity": later}),
        delta2_json=lines({"op": "ADD", "entity": person("nk-3")}, {"op": "DEL", "entity": {"id": "s-1"}}),
    )
    parsed = collect(ftm.stream, source)
    assert [entry.source_id for entry in parsed.entries] == ["nk-1", "nk-3"]
    assert "ZZ700002" in {paper.key for paper in parsed.entries[0].documents}
    assert parsed.entries[0].authority == ""


def test_a_delta_alone_is_refused() -> None:
    with pytest.raises(ListError, match="0 files of entities"):
        collect(ftm.stream, lists.named(delta_json=lines({"op": "DEL", "entity": {"id": "nk-2"}})))


def test_relatives_who_are_no_targets_are_counted_and_set_aside() -> None:
    parsed = read(NESTED, person("nk-9", sanctions=[]) | {"target": False})
    assert len(parsed.entries) == 1
    assert parsed.edition.counts == {"associate": 1, "person": 1}


def test_a_legal_entity_is_of_unknown_kind() -> None:
    assert read(person() | {"schema": "LegalEntity"}).entries[0].kind == "other"


def test_a_broken_line_costs_only_itself() -> None:
    source = lists.named(targets_json=lines(NESTED) + '{"id": "nk-2", "sch\n[1]\n\n' + lines(person("nk-3")))
    parsed = collect(ftm.stream, source)
    assert [entry.source_id for entry in parsed.entries] == ["nk-1", "nk-3"]
    assert [(finding.code, finding.row) for finding in parsed.findings] == [
        ("record_unreadable", 2),
        ("record_unreadable", 3),
    ]


def test_a_list_may_keep_the_wanted_and_set_the_office_holders_aside() -> None:
    holder = person("nk-2", topics=["role.pep"])
    prepared = prepare(lists.named(targets_json=lines(NESTED, holder)), programmes=("wanted",))
    assert (prepared.entries, prepared.set_aside) == (1, {"other programmes": 1})


def index(data: str, **changes: object) -> str:
    said: Record = {
        "name": "va",
        "title": "Varnia",
        "version": "20260901120000-abc",
        "target_count": 1,
        "resources": [{"name": "targets.json", "checksum": hashlib.sha1(data.encode()).hexdigest()}],  # noqa: S324
    }
    return json.dumps(said | changes)


def test_the_index_gives_version_and_count_and_its_checksum_is_verified() -> None:
    data = lines(NESTED)
    parsed = collect(ftm.stream, lists.named(targets_json=data, index_json=index(data)))
    assert (parsed.edition.format_version, parsed.edition.published_on) == (
        "20260901120000-abc",
        "2026-09-01",
    )
    assert (parsed.edition.declared, parsed.edition.title) == (1, "Varnia")
    with pytest.raises(ListError, match="not the one the index describes"):
        collect(ftm.stream, lists.named(targets_json=data + "\n", index_json=index(data)))
    with pytest.raises(ListError, match="declares 2 records"):
        prepare(lists.named(targets_json=data, index_json=index(data, target_count=2)))


def test_cells_of_the_simple_table_are_csv_themselves() -> None:
    text = (
        '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions",'
        '"phones",'
        '"emails","program_ids","dataset","first_seen","last_seen","last_change"\n'
        '"nk-1","Person","Orval Tennick","Heron;""Tennick; Orval""",'
        '"1961;1961-03-05","al","","ZZ1;ZZ2","","+1","",'
        '"VA-1","va","","","2026-05-01T00:00:00"\n'
    )
    source = lists.named(simple_csv=text)
    assert recognise(source).id == "ftm-simple-csv"
    (entry,) = collect(ftm_simple_csv.stream, source).entries
    assert [name.full for name in entry.names] == ["Orval Tennick", "Heron", "Tennick; Orval"]
    assert {name.quality for name in entry.names[1:]} == {"unstated"}
    assert [paper.kind for paper in entry.documents] == ["O", "O"]
    assert entry.nationality_statements[0].certainty == "possible"
    assert entry.amended_on == "2026-05-01"

"""The OFAC CSV set: the real edition counted twice by different means; every trap with an invented row."""

from __future__ import annotations

import csv
import re

import pytest

from tests.builders import lists
from tests.builders.shared import shared
from watchlists.entry import Entry, EntryName
from watchlists.findings import ListError
from watchlists.formats import ofac_csv
from watchlists.formats.ofac_remarks import segments
from watchlists.formats.source import source


def only(*rows: str) -> Entry:
    parsed = ofac_csv.read(lists.ofac("".join(rows), aliases=""))
    assert len(parsed.entries) == 1
    return parsed.entries[0]


def person(remarks: str, name: str = "TENNICK, Orval") -> Entry:
    return only(lists.sdn_row(90001, name, remarks=remarks))


def test_every_person_and_every_alias_of_the_real_edition_arrives() -> None:
    folder = shared("data", "watchlists", "ofac")
    parsed = ofac_csv.read(source(folder))
    main = (folder / "sdn.csv").read_bytes().decode("ascii").rstrip("\x1a")
    aliases = (folder / "alt.csv").read_bytes().decode("ascii").rstrip("\x1a")
    rows = main.splitlines()
    assert parsed.edition.counts["person"] == sum(',"individual",' in row for row in rows) == 4620
    assert sum(parsed.edition.counts.values()) == len(rows) == 8976
    by_id = {entry.source_id: entry for entry in parsed.entries}
    read = list(csv.reader(aliases.splitlines()))
    assert len(read) == len(aliases.splitlines()) == 11910
    for row in read:
        text = " ".join(row[3].split())
        kind = {"aka": "alias", "fka": "former", "nka": "variation"}[row[2]]
        assert any(
            text in (name.as_written, name.full) and name.kind == kind for name in by_id[row[0]].names
        ), row[1]


def test_every_weak_alias_and_birth_of_the_real_edition_arrives() -> None:
    folder = shared("data", "watchlists", "ofac")
    parsed = ofac_csv.read(source(folder))
    text = (folder / "sdn.csv").read_text("ascii")
    weak = [name for entry in parsed.entries for name in entry.names if name.quality == "weak"]
    cut = [note for entry in parsed.entries for note in entry.notes if note.endswith("[cut]")]
    bracketed = sum(name.kind == "variation" for name in weak)
    in_cut = sum(len(re.findall(r"[afn]\.k\.a\. '", note)) for note in cut)
    assert len(weak) - bracketed + in_cut == len(re.findall(r"[afn]\.k\.a\. '", text)) == 2439
    persons = [entry for entry in parsed.entries if entry.kind == "person"]
    assert sum(bool(entry.births) for entry in persons) == 4428
    assert sum(len(entry.births) > 1 for entry in persons) == 478
    assert not [birth for entry in persons for birth in entry.births if birth.precision == "none"]
    truncated = {finding.source_id for finding in parsed.findings if finding.code == "remarks_truncated"}
    assert truncated == {"12300", "28263", "28264", "29703", "30518"}
    assert "comments_missing" in {finding.code for finding in parsed.findings}


def test_nothing_of_a_real_remark_is_lost() -> None:
    """Every word of the Remarks column stands somewhere in the entry, labels and separators aside."""
    folder = shared("data", "watchlists", "ofac")
    with (folder / "sdn.csv").open(encoding="ascii", newline="") as file:
        remarks = {row[0]: row[11] for row in csv.reader(file) if len(row) == 12}
    labels = set(
        "dob pob alt nationality citizen gender male female linked to circa a.k.a f.k.a n.k.a".split()
    )
    labels |= set("issued expires possibly jan feb mar apr may jun jul aug sep oct nov dec phone no".split())
    labels |= set("email address fax website telephone number".split())
    split = re.compile(r"[^\w.'’-]+")
    for entry in ofac_csv.read(source(folder)).entries:
        kept = {word.strip(".'") for word in split.split(_all_text(entry).lower())}
        said = {word.strip(".'") for word in split.split(remarks[entry.source_id].lower())}
        lost = {word for word in said - kept - labels if word and not word.isdigit() and word != "-0-"}
        assert not lost, entry.source_id


def _all_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " ".join(_all_text(one) for one in value)
    fields: tuple[str, ...] = getattr(value, "__struct_fields__", ())
    return " ".join(_all_text(getattr(value, name)) for name in fields)


def test_the_digests_sample_reads_as_described() -> None:
    entry = ofac_csv.read(lists.ofac()).entries[0]
    assert entry.programmes == ("SDGT", "VARNIA-EO1")
    assert [(name.full, name.quality) for name in entry.names] == [
        ("Orval Bram TENNICK", "strong"),
        ("Orwal TENICK", "strong"),
        ("THE HERON", "weak"),
    ]
    assert entry.names[0].surname == "TENNICK"
    assert entry.names[0].as_written == "TENNICK, Orval Bram"
    assert [(birth.precision, birth.circa) for birth in entry.births] == [("day", False), ("year", True)]
    paper = entry.documents[0]
    assert (paper.kind, paper.number, paper.key, paper.issuer) == ("P", "V 700 001", "V700001", "PRK")
    assert (paper.issued, paper.expires) == ("2019-01-02", "2029-01-01")
    assert entry.nationalities == ("PRK",)
    assert (entry.sexes, entry.links, entry.addresses) == (("M",), ("GREY FERRY GROUP",), ("Quell, Varnia",))


def test_a_lone_ctrl_z_is_no_row() -> None:
    assert [finding.code for finding in ofac_csv.read(lists.ofac()).findings] == []


def test_a_long_remark_goes_on_in_the_comments_without_separator() -> None:
    start = "DOB 05 Mar 1961; a.k.a. 'THE HERON'; " + "x" * 951 + "; Passport Z"
    assert len(start) == 1000
    row = lists.sdn_row(90001, "TENNICK, Orval", remarks=start)
    entry = ofac_csv.read(lists.ofac(row, aliases="", comments='90001,"Z700001 (Varnia)."\n')).entries[0]
    assert [paper.number for paper in entry.documents] == ["ZZ700001"]
    parsed = ofac_csv.read(lists.ofac(row, aliases=""))
    assert parsed.entries[0].documents == ()
    assert parsed.entries[0].notes[-1] == "Passport Z [cut]"
    assert {finding.code for finding in parsed.findings} == {"remarks_truncated", "comments_missing"}


def test_segments_are_split_at_semicolons_but_not_inside_brackets_or_quotes() -> None:
    assert segments("DOB 1961;POB Quell;  Title (a; b); a.k.a. 'ONE; TWO'; x (open") == [
        "DOB 1961", "POB Quell", "Title (a; b)", "a.k.a. 'ONE; TWO'", "x (open",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("a.k.a. ''ABD-AL-TENNIK'", "'ABD-AL-TENNIK"),
        ("a.k.a. ''ABU-'OMRA''", "'ABU-'OMRA'"),
        ("a.k.a. 'HERON'", "HERON"),
    ],
)
def test_one_pair_of_quotes_is_stripped_from_a_weak_alias(alias: str, name: str) -> None:
    weak = [one for one in person(f"{alias}.").names if one.quality == "weak"]
    assert [one.full for one in weak] == [name]


def test_an_empty_alias_matches_nothing_because_it_is_left_out() -> None:
    assert len(person("a.k.a. ''; DOB 1961.").names) == 1


@pytest.mark.parametrize(
    ("written", "surname", "given", "full"),
    [
        ("TENNICK", "", "", "TENNICK"),
        ("TENNICK, Orval, Jr.", "TENNICK", "Orval", "Orval TENNICK Jr."),
        ("VAN TENNICK, Orval III", "VAN TENNICK", "Orval", "Orval VAN TENNICK III"),
    ],
)
def test_a_name_of_a_person(written: str, surname: str, given: str, full: str) -> None:
    name = person("DOB 1961.", written).names[0]
    assert (name.surname, name.given, name.full) == (surname, given, full)


def test_a_bracket_in_a_name_is_a_variation_of_the_word_before_it() -> None:
    names = person("DOB 1961.", "TENNICK (ORVALD), Orval").names
    assert [(name.full, name.kind) for name in names] == [
        ("Orval TENNICK", "primary"),
        ("Orval ORVALD", "variation"),
    ]


def test_nine_births_and_thirteen_passports_stand_side_by_side() -> None:
    births = "; ".join(f"{'alt. ' if year else ''}DOB {1960 + year}" for year in range(9))
    papers = "; ".join(f"alt. Passport ZZ{number:06} (Albania)" for number in range(13))
    entry = person(f"{births}; {papers}.")
    assert (len(entry.births), len(entry.documents)) == (9, 13)
    assert {paper.issuer for paper in entry.documents} == {"ALB"}


def test_a_document_without_number_becomes_a_note() -> None:
    entry = person("DOB 1961; Passport (Albania); National ID No. 7001 - 16/2/1421H (Saudi Arabia).")
    assert [(paper.number, paper.issuer) for paper in entry.documents] == [("7001 - 16/2/1421H", "SAU")]
    assert entry.notes == ("Passport (Albania)",)


def test_a_doubtful_nationality_is_marked() -> None:
    entry = person("nationality possibly Palestinian; citizen Albania.")
    assert entry.nationalities == ("PSE", "ALB")
    assert [(one.kind, one.certainty) for one in entry.nationality_statements] == [
        ("nationality", "possible"),
        ("citizenship", "stated"),
    ]


def test_two_entries_of_one_name_stay_two_and_one_number_twice_is_refused() -> None:
    same = lists.sdn_row(90001, "TENNICK, Orval")
    parsed = ofac_csv.read(lists.ofac(same + lists.sdn_row(90002, "TENNICK, Orval") + same, aliases=""))
    assert [entry.source_id for entry in parsed.entries] == ["90001", "90002"]
    assert [finding.code for finding in parsed.findings] == ["id_repeated"]


def test_a_broken_row_costs_only_itself() -> None:
    parsed = ofac_csv.read(lists.ofac('90009,"HALF"\r\n' + lists.OFAC_MAIN, aliases=lists.OFAC_ALIASES))
    assert [entry.source_id for entry in parsed.entries] == ["90001"]
    assert [(finding.code, finding.row) for finding in parsed.findings] == [("column_count", 1)]


def test_text_that_is_not_utf_8_is_read_as_the_publisher_means_it() -> None:
    row = lists.sdn_row(90001, "TENNICK, Örval").encode("cp1252")
    parsed = ofac_csv.read(lists.named(sdn_csv=row, alt_csv="", add_csv=""))
    assert parsed.entries[0].names[0].given == "Örval"
    assert "encoding_fallback" in {finding.code for finding in parsed.findings}


def test_quotes_that_never_close_refuse_the_file() -> None:
    with pytest.raises(ListError, match="line"):
        ofac_csv.read(lists.ofac('90001,"TENNICK, Orval'))


def test_names_of_other_listings_are_links_and_no_names() -> None:
    entry = person("Linked To: HARLAN VOSS; wife of Mira Voss.")
    assert entry.links == ("HARLAN VOSS", "wife of Mira Voss")
    assert entry.names == (
        EntryName(
            full="Orval TENNICK",
            surname="TENNICK",
            given="Orval",
            quality="strong",
            script="Latn",
            as_written="TENNICK, Orval",
            order="family_first",
        ),
    )

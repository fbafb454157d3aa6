"""Lists in the store, on both databases: registered, loaded, kept once, compared, rolled back, guarded."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from retention.actors import Role
from retention.acts import Act
from retention.unit_of_work import Store
from tests.builders import lists
from tests.builders.shared import shared
from tests.builders.stores import ASSESS, FakeClock, person
from watchlists import archive, diff, registry, snapshot
from watchlists.diff import Fate
from watchlists.findings import ListError
from watchlists.formats.source import Source, source
from watchlists.preparation import prepare
from watchlists.registration import ListState
from watchlists.snapshot import Loaded

NONE: frozenset[str] = frozenset()


def registered(store: Store, list_id: str = "va-police", **changes: object) -> None:
    with store.writing(ASSESS, Act.LIST_REGISTER) as scope:
        registry.register(scope, lists.registration(list_id, **changes))


def load(
    store: Store, data: Source | bytes, list_id: str = "va-police", confirmed: frozenset[str] = NONE
) -> Loaded:
    with store.writing(ASSESS, Act.LIST_LOAD) as scope:
        return snapshot.load(scope, list_id, data, confirmed=confirmed)


def names(store: Store) -> list[str]:
    with store.reading(ASSESS) as scope:
        return sorted(entry.source_id for one in snapshot.active(scope) for entry in one.entries)


def refused(store: Store, data: Source | bytes, code: str, list_id: str = "va-police") -> ListError:
    with pytest.raises(ListError) as error:
        load(store, data, list_id)
    assert error.value.code == code
    return error.value


def test_a_list_is_registered_loaded_and_in_force(store: Store, clock: FakeClock) -> None:
    registered(store)
    done = load(store, lists.rows(1, 2))
    assert not done.unchanged
    with store.reading(ASSESS) as scope:
        (one,) = registry.registered(scope)
        (found,) = snapshot.active(scope)
        assert snapshot.active_versions(scope)[0] == ("va-police", done.stored.version)
    assert (one.snapshot, one.entries, one.stale(clock.now)) == (done.stored.version, 2, False)
    assert (found.list_id, found.version, found.severity) == ("va-police", one.snapshot, "high")
    assert [entry.names[0].surname for entry in found.entries] == ["TENNICK1", "TENNICK2"]
    assert done.stored.version.startswith("1-")


def test_a_list_that_is_not_registered_or_not_complete_cannot_be_loaded(store: Store) -> None:
    refused(store, lists.rows(1), "not_registered")
    registered(store, "draft", state="draft", legal_basis="", offences=())
    error = refused(store, lists.rows(1), "registration_incomplete", "draft")
    assert "legal_basis, offences" in str(error)
    registered(store, "later", state="draft")
    refused(store, lists.rows(1), "not_active", "later")
    assert names(store) == []


def test_the_same_content_again_only_renews_freshness(store: Store, clock: FakeClock) -> None:
    registered(store)
    load(store, lists.rows(1, 2))
    clock.advance(timedelta(hours=30))
    with store.reading(ASSESS) as scope:
        assert registry.find(scope, "va-police").stale(scope.now)
    done = load(store, lists.rows(2, 1))
    assert done.unchanged
    with store.reading(ASSESS) as scope:
        assert not registry.find(scope, "va-police").stale(scope.now)
        assert len(archive.newest(scope, "va-police")) == 1


def test_equal_parts_of_two_snapshots_are_kept_once(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(*range(1000))).stored
    second = load(store, lists.rows(*range(1001))).stored
    with store.reading(ASSESS) as scope:
        kept = scope.connection.execute(
            select(func.count()).select_from(archive.watchlist_content)
        ).scalar_one()
    assert first.parts == second.parts == 4
    assert kept == 5


def test_a_difference_is_told_entry_by_entry_and_field_by_field(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(*range(300))).stored
    changed = lists.rows(*range(1, 301))
    text = changed.files[0].data.decode().replace("VA-7;person;TENNICK7;Orval", "VA-7;person;TENNICK7;Orwal")
    second = load(store, lists.named(list_csv=text)).stored
    with store.reading(ASSESS) as scope:
        changes = list(diff.between(scope, first, second))
    assert {(one.fate, one.source_id) for one in changes if one.fate is not Fate.CHANGED} == {
        (Fate.DELISTED, "VA-0"),
        (Fate.ADDED, "VA-300"),
    }
    (one,) = [change for change in changes if change.fate is Fate.CHANGED]
    assert (one.source_id, [field.field for field in one.fields]) == ("VA-7", ["names"])
    assert diff.counted(changes) == {Fate.ADDED: 1, Fate.CHANGED: 1, Fate.DELISTED: 1}


def test_editions_of_different_size_are_compared_too(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(*range(200))).stored
    second = load(store, lists.rows(*range(1000))).stored
    with store.reading(ASSESS) as scope:
        assert diff.counted(diff.between(scope, first, second))[Fate.ADDED] == 800
        assert diff.counted(diff.between(scope, second, first))[Fate.DELISTED] == 800


def test_a_rollback_puts_the_earlier_snapshot_in_force_and_history_keeps_both(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(1)).stored
    load(store, lists.rows(1, 2))
    with store.writing(ASSESS, Act.LIST_LOAD) as scope:
        back = snapshot.rollback(scope, "va-police")
    assert back.version == first.version
    assert names(store) == ["VA-1"]
    with store.writing(ASSESS, Act.LIST_LOAD) as scope:
        with pytest.raises(ListError, match="no earlier"):
            snapshot.rollback(scope, "va-police")
        newest = archive.newest(scope, "va-police")[0]
        assert snapshot.rollback(scope, "va-police", newest.version) == newest
    assert names(store) == ["VA-1", "VA-2"]
    with store.reading(ASSESS) as scope:
        assert [one.cause for one in snapshot.history(scope, "va-police")] == [
            "rollback", "rollback", "load", "load",
        ]  # fmt: skip


def test_a_list_that_shrinks_by_half_needs_a_person(store: Store) -> None:
    registered(store)
    load(store, lists.rows(*range(5)))
    refused(store, lists.rows(1, 2), "shrunk")
    assert len(names(store)) == 5
    load(store, lists.rows(1, 2), confirmed=frozenset({"shrunk"}))
    assert names(store) == ["VA-1", "VA-2"]


def test_another_list_of_the_same_size_is_not_taken_for_a_new_edition(store: Store) -> None:
    registered(store)
    load(store, lists.rows(*range(10)))
    refused(store, lists.rows(*range(100, 112)), "shrunk")
    refused(store, lists.un(), "other_format")
    assert len(names(store)) == 10


def test_a_list_registered_with_a_format_takes_no_other(store: Store) -> None:
    registered(store, format="un-xml")
    refused(store, lists.rows(1), "other_format")
    load(store, lists.rows(1), confirmed=frozenset({"other_format"}))
    assert names(store) == ["VA-1"]


def test_nothing_is_delisted_from_an_extract(store: Store) -> None:
    registered(store, "interpol")
    notice = {"entity_id": "2026/1", "name": "TENNICK", "forename": "Orval", "nationalities": ["AL"]}
    other = notice | {"entity_id": "2026/2", "name": "VOSS"}
    load(store, lists.named(a_json=json.dumps([notice, other])), "interpol")
    load(store, lists.named(a_json=json.dumps([notice | {"forename": "Orwal"}])), "interpol")
    assert names(store) == ["red:2026/1", "red:2026/2"]
    with store.reading(ASSESS) as scope:
        (one,) = snapshot.active(scope)
    assert {entry.names[0].given for entry in one.entries} == {"Orwal", "Orval"}


def test_a_larger_list_may_not_lose_a_tenth_unseen(store: Store) -> None:
    registered(store)
    load(store, lists.rows(*range(200)))
    refused(store, lists.rows(*range(170)), "shrunk")
    load(store, lists.rows(*range(185)))
    assert len(names(store)) == 185


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html>503</html>", "unknown_format"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", "damaged"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><CONSOLIDATED_LIST/>", "doctype"),
        (b"entry_id;full_name;listed_on\n1;\xff;2026-01-01\n", "encoding"),
        (b"#najava-list;rows=3\nentry_id;full_name;listed_on\n1;Tennick;2026-01-01\n", "count_mismatch"),
        (b"entry_id;full_name;listed_on\n1;;2026-01-01\n", "empty_list"),
        (b"entry_id;full_name;listed_on\n1;Tennick;2026-01-01\n2;;\n", "too_many_rejected"),
    ],
)
def test_what_cannot_be_taken_leaves_the_old_snapshot_in_force(store: Store, data: bytes, code: str) -> None:
    registered(store)
    load(store, lists.rows(1, 2))
    refused(store, data, code)
    assert names(store) == ["VA-1", "VA-2"]


def test_an_older_edition_is_refused(store: Store) -> None:
    registered(store, "un")
    load(store, lists.un(), "un")
    other = lists.UN_TENNICK.replace("BRAM", "BRIM")
    refused(store, lists.un(other, generated="2026-08-01T00:00:01.000Z"), "older_edition", "un")


def test_only_the_kinds_of_the_list_are_kept_and_the_rest_counted(store: Store) -> None:
    registered(store, "ofac")
    rows = lists.sdn_row(1, "TENNICK, Orval") + lists.sdn_row(2, "GREY FERRY", kind="") + lists.sdn_row(
        3, "HERON", kind="vessel"
    )  # fmt: skip
    done = load(store, lists.ofac(rows), "ofac")
    assert (done.stored.entries, done.prepared.set_aside) == (1, {"organisation": 1, "vessel": 1})


def test_an_entry_counts_only_between_its_days(store: Store, clock: FakeClock) -> None:
    registered(store)
    header = "entry_id;full_name;listed_on;legal_basis;valid_from;valid_until;action"
    rows = (
        "now;Orval Tennick;2026-01-01;Act;;2026-11-20;",
        "later;Mira Voss;2026-01-01;Act;2026-11-21;;",
        "gone;Bram Quell;2026-01-01;Act;;2026-11-19;",
        "removed;Lena Ost;2026-01-01;Act;;;D",
    )
    load(store, lists.template(*rows, header=header))
    assert names(store) == ["now"]
    clock.advance(timedelta(days=1))
    assert names(store) == ["later"]


def test_what_the_list_says_of_its_persons_applies_to_entries_that_say_nothing(store: Store) -> None:
    registered(store, category="suspect", assertion="assessment")
    header = "entry_id;full_name;listed_on;legal_basis;person_category"
    load(store, lists.template("1;Orval;2026-01-01;Act;", "2;Mira;2026-01-01;Act;victim", header=header))
    with store.reading(ASSESS) as scope:
        (one,) = snapshot.active(scope)
    assert [(entry.category, entry.assertion) for entry in one.entries] == [
        ("suspect", "assessment"),
        ("victim", "assessment"),
    ]


def test_an_entry_is_found_as_the_snapshot_had_it(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(*range(600))).stored
    load(store, lists.rows(*range(1, 600)))
    with store.reading(ASSESS) as scope:
        was = snapshot.entry(scope, "va-police", first.version, "VA-0")
        assert was is not None
        assert was.names[0].surname == "TENNICK0"
        assert snapshot.entry(scope, "va-police", first.version, "VA-601") is None
        assert snapshot.entry(scope, "va-police", "9-none", "VA-0") is None


def test_a_suspended_list_is_compared_with_nobody(store: Store) -> None:
    registered(store)
    load(store, lists.rows(1))
    with store.writing(ASSESS, Act.LIST_SUSPEND) as scope:
        registry.suspend(scope, "va-police")
    assert names(store) == []
    with store.reading(ASSESS) as scope:
        assert registry.find(scope, "va-police").state is ListState.SUSPENDED


def test_pruning_keeps_the_newest_and_the_one_in_force(store: Store) -> None:
    registered(store)
    first = load(store, lists.rows(*range(300))).stored
    for count in (301, 302, 303):
        load(store, lists.rows(*range(count)))
    with store.writing(ASSESS, Act.LIST_LOAD) as scope:
        snapshot.rollback(scope, "va-police", first.version)
        assert snapshot.prune(scope, "va-police", keep=1) == 2
    with store.reading(ASSESS) as scope:
        assert [one.sequence for one in archive.newest(scope, "va-police")] == [4, 1]
        assert len(list(archive.entries(scope, first))) == 300
        kept = scope.connection.execute(
            select(func.count()).select_from(archive.watchlist_content)
        ).scalar_one()
    assert kept <= 4


def test_a_large_list_is_staged_in_short_transactions(store: Store) -> None:
    registered(store)
    prepared = prepare(lists.rows(*range(3000)))
    place = steps = 0
    while place < len(prepared.parts):
        with store.writing(ASSESS, Act.LIST_LOAD) as scope:
            place = snapshot.stage(scope, prepared, start=place, budget=4000)
        steps += 1
    assert steps > 1
    with store.writing(ASSESS, Act.LIST_LOAD) as scope:
        done = snapshot.load(scope, "va-police", prepared)
    assert done.stored.entries == 3000
    assert len(names(store)) == 3000


def test_tenants_see_their_own_lists_only(store: Store) -> None:
    registered(store)
    load(store, lists.rows(1))
    other = person(Role.ANALYST, tenant="other")
    with store.reading(other) as scope:
        assert registry.registered(scope) == ()
        assert snapshot.active(scope) == ()
        assert archive.newest(scope, "va-police") == ()


def test_a_changed_registration_keeps_the_snapshot(store: Store) -> None:
    registered(store)
    load(store, lists.rows(1))
    registered(store, severity="critical", caveat="Do not approach alone")
    with store.reading(ASSESS) as scope:
        (one,) = snapshot.active(scope)
        assert (one.severity, registry.find(scope, "va-police").caveat) == (
            "critical",
            "Do not approach alone",
        )


def test_the_findings_of_a_load_are_kept(store: Store) -> None:
    registered(store)
    done = load(store, lists.rows(1, nationalities="Varnia"))
    with store.reading(ASSESS) as scope:
        found, totals = archive.findings(scope, done.stored)
    assert ([one.code for one in found], totals) == (["country_unknown"], {"country_unknown": 1})


def test_the_real_lists_are_kept_whole(store: Store) -> None:
    for list_id, count in (("ofac", 4620), ("un", 730)):
        folder = shared("data", "watchlists", list_id)
        registered(store, list_id)
        done = load(store, source(folder), list_id)
        assert done.stored.entries == count
        with store.reading(ASSESS) as scope:
            assert len({entry.source_id for entry in archive.entries(scope, done.stored)}) == count

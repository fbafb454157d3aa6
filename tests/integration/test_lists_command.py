"""`najava lists` as a person types it, against a real store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.commands import lists as command
from retention.actors import Actor
from retention.unit_of_work import Store
from tests.builders import lists
from tests.builders.stores import ASSESS
from watchlists import registry

REGISTRATION = """
[lists.va-police]
title = "Wanted persons of Varnia"
owner = "Varnian border police"
legal_basis = "Border Act s.12"
offences = ["drugs"]
refresh_hours = 24
"""


@dataclass
class Opened:
    """What the command sees of an installation."""

    store: Store
    actor: Actor = ASSESS


@pytest.fixture
def folder(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "open_application", lambda _: Opened(store))
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "lists.toml").write_text(REGISTRATION, encoding="utf-8")
    assert run("register", tmp_path / "lists.toml") == "va-police: Wanted persons of Varnia, active\n"
    return tmp_path


def run(*words: object, status: int = 0) -> str:
    done = CliRunner().invoke(command.app, [str(word) for word in words])
    assert done.exit_code == status, done.output
    return done.output


def edition(folder: Path, *numbers: int) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_bytes(lists.rows(*numbers).files[0].data)
    return path


def test_a_list_is_loaded_shown_compared_and_rolled_back(folder: Path, store: Store) -> None:
    said = run("load", "va-police", edition(folder, 1, 2, 3))
    assert "3 records, 3 entries kept" in said
    said = run("load", "va-police", edition(folder, 2, 3, 4))
    assert "1 added, 0 changed, 1 delisted" in said
    assert "va-police" in run("show")
    assert '"entries": 3' in run("show", "--json")
    assert "in force" in run("show", "va-police")
    said = run("diff", "va-police")
    assert "VA-1" in said
    assert "delisted" in said
    assert "is in force again" in run("rollback", "va-police")
    with store.reading(ASSESS) as scope:
        snapshot = registry.find(scope, "va-police").snapshot
    assert snapshot is not None
    assert snapshot.startswith("1-")


def test_a_dry_run_reports_and_changes_nothing(folder: Path, store: Store) -> None:
    path = folder / "doubtful.csv"
    path.write_bytes(lists.rows(1, 2, nationalities="Varnia").files[0].data)
    said = run("load", "va-police", path, "--dry-run")
    assert "warning: Varnia is no country the table knows" in said
    with store.reading(ASSESS) as scope:
        assert registry.find(scope, "va-police").snapshot is None


def test_a_refusal_says_why_what_to_do_and_its_code(folder: Path) -> None:
    run("load", "va-police", edition(folder, *range(10)))
    said = run("load", "va-police", edition(folder, 1), status=2)
    assert "9 of 10 entries would be delisted" in said
    assert "[shrunk]" in said
    assert "1 entries kept" in run("load", "va-police", edition(folder, 1), "--confirm", "shrunk")
    assert "[not_registered]" in run("load", "nobody", edition(folder, 1), status=2)
    assert "[no_such_snapshot]" in run("rollback", "va-police", "9-none", status=2)
    assert "[no_file]" in run("load", "va-police", folder / "nothing.csv", status=2)


def test_the_same_edition_again_is_said_to_be_unchanged(folder: Path) -> None:
    run("load", "va-police", edition(folder, 1))
    assert "which stays in force" in run("load", "va-police", edition(folder, 1))


def test_a_ministrys_sheet_is_previewed_mapped_and_loaded(folder: Path, store: Store) -> None:
    sheet = folder / "sheet.csv"
    sheet.write_text("Redni broj,Prezime,Ime,Boja\n1,Tennick,Orval,plava\n", encoding="utf-8")
    said = run("preview", sheet)
    assert "family_name" in said
    assert "Missing: entry_id, listed_on" in said
    words = ("load", "va-police", sheet, "--map", "Redni broj=entry_id", "--listed-on", "2026-05-01")
    assert "1 entries kept" in run(*words)
    assert "[mapping]" in run("preview", sheet, "--map", "nonsense", status=2)
    assert "[unknown_format]" in run("load", "va-police", sheet, status=2)


def test_a_list_is_checked(folder: Path) -> None:
    assert "[no_such_snapshot]" in run("check", "va-police", status=2)
    path = folder / "twice.csv"
    path.write_bytes(lists.rows(1, 2, doc1_number="ZZ000001").files[0].data)
    run("load", "va-police", path)
    assert "same document" in run("check", "va-police")


def test_a_list_is_given_on_in_both_forms(folder: Path) -> None:
    run("load", "va-police", edition(folder, 1, 2))
    for name in ("out.json", "out.csv"):
        assert "2 entries of 1-" in run("export", "va-police", folder / name)
        assert "TENNICK1" in (folder / name).read_text(encoding="utf-8")
    assert "Refused" in run("export", "va-police", folder / "out.pdf", status=2)


def test_a_large_list_goes_in_in_several_transactions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LARGE", 10)
    assert "is in force" in run("load", "va-police", edition(folder, *range(600)))

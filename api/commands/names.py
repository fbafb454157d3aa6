"""Compare names on the command line: two names, a file of pairs, a passenger file against a list.

The matching laboratory: the same comparison as in service, on files of your own, nothing stored.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from matching.evaluation.decoys import line_for_rate
from matching.evaluation.report import write
from matching.evaluation.sets import partial_birth
from matching.screening.explain import feature_sentence, label, sentence
from matching.screening.model import Match, Subject, SubjectDocument, SubjectName
from matching.screening.pairs import PAIR_LINE, compare_people
from matching.screening.screener import EntryScreener, ListedEntries, build
from matching.screening.traffic import ENOUGH, word_counts
from watchlists.entry import Entry, EntryDocument, EntryName

app = typer.Typer(
    help="Compare names: two of them, pairs of a file, a passenger file against a list.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)

LOWEST = -6.0  # nats under the review line: what `--alerts-per-1000` may bring down to


@dataclass(frozen=True, slots=True)
class PassengerRow:
    """One row of a passenger file."""

    pax_id: str
    subject: Subject


@app.command()
def compare(
    left: Annotated[str, typer.Argument(help="A traveller's name, 'SURNAME, Given' or undivided")],
    right: Annotated[str, typer.Argument(help="A listed name")],
    dob: Annotated[tuple[str, str], typer.Option(help="Both dates of birth")] = ("", ""),
) -> None:
    """Compare two names and say why they agree or not."""
    match = compare_people(_subject(left, dob[0], "", ""), _entry("right", right, dob=dob[1]))
    table = Table("Feature", "Traveller", "Listed", "Finding", "Weight")
    for feature in match.features:
        weight = f"{feature.weight:+.2f}"
        table.add_row(label(feature), feature.left, feature.right, feature_sentence(feature), weight)
    console = Console()
    console.print(table)
    console.print(f"{sentence(match)} Total {match.score:+.2f}, probability {match.probability:.3f}.")


@app.command()
def score(
    pairs: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="CSV: name1, name2 and optional dob1 …")
    ],
    out: Annotated[Path, typer.Option(help="The same rows with score, match and why")],
) -> None:
    """Score every pair of a CSV file; rows stay in order and keep their columns."""
    columns, rows = _read(pairs, needed=("name1", "name2"))
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [*columns, "score", "match", "why"], extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            match = compare_people(
                _subject(row["name1"], _get(row, "dob1"), _get(row, "nationality1"), _get(row, "sex1")),
                _entry(
                    "2",
                    row["name2"],
                    dob=_get(row, "dob2"),
                    nationality=_get(row, "nationality2"),
                    sex=_get(row, "sex2"),
                ),
            )
            row.update(
                score=f"{match.probability:.6f}",
                match="true" if match.probability >= PAIR_LINE else "false",
                why=sentence(match),
            )
            writer.writerow(row)
    typer.echo(f"{len(rows):,} pairs scored into {out}")


@app.command()
def screen(
    listed: Annotated[Path, typer.Option("--list", exists=True, dir_okay=False, help="CSV of entries")],
    passengers: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="CSV of passengers")],
    out: Annotated[Path, typer.Option(help="CSV of hits: pax_id, entry_id, score, why")],
    threshold: Annotated[
        float | None, typer.Option(help="Report at and above this probability, 0 to 1")
    ] = None,
    alerts_per_1000: Annotated[
        float | None, typer.Option(help="Set the line so that so many of 1,000 innocents would alert")
    ] = None,
) -> None:
    """Screen a passenger file against a list file and write the hits, best first for each passenger."""
    if threshold is not None and alerts_per_1000 is not None:
        raise typer.BadParameter("give --threshold or --alerts-per-1000, not both")
    entries, people = _entries(listed), _passengers(passengers)
    subjects = [person.subject for person in people]
    screener = _screener(entries, subjects, threshold, alerts_per_1000)
    hits = 0
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["pax_id", "entry_id", "score", "why"])
        for person, matches in zip(people, screener.screen(subjects), strict=True):
            hits += len(matches)
            writer.writerows(_hit_rows(person.pax_id, matches))
    typer.echo(
        f"{len(people):,} passengers, {len(entries):,} entries, {hits:,} hits into {out} "
        f"(matcher {screener.version})"
    )


@app.command()
def evaluate(
    sets: Annotated[Path, typer.Option(exists=True, file_okay=False, help="Folder of evaluation sets")],
    out: Annotated[Path, typer.Option(help="Report to write, its picture goes beside it")] = Path(
        "docs/matching-quality.md"
    ),
    innocents: Annotated[int, typer.Option(help="How many innocent travellers to use")] = 50_000,
) -> None:
    """Measure recall at fixed alert rates and calibration, and write the report."""
    typer.echo(write(sets, out, innocents=innocents))


def _hit_rows(pax_id: str, matches: Iterable[Match]) -> list[tuple[str, str, str, str]]:
    return [(pax_id, match.source_id, f"{match.probability:.9f}", sentence(match)) for match in matches]


def _screener(
    entries: Sequence[Entry], subjects: Sequence[Subject], threshold: float | None, rate: float | None
) -> EntryScreener:
    lists = [ListedEntries("list", "1", "medium", entries)]
    traffic = word_counts(subjects) if len(subjects) >= ENOUGH else None
    screener = build(lists, traffic=traffic)
    if threshold is not None:
        return screener.at_probability(threshold)
    if rate is not None:
        low = screener.at(screener.line + LOWEST)
        return screener.at(line_for_rate(low, subjects, rate))
    return screener


def _read(path: Path, *, needed: Sequence[str]) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        columns = [str(name) for name in reader.fieldnames or ()]
        missing = [name for name in needed if name not in columns]
        if missing:
            typer.echo(
                f"{path.name} lacks the column {', '.join(missing)}; it has {', '.join(columns)}", err=True
            )
            sys.exit(2)
        return columns, [{key: value or "" for key, value in row.items() if key} for row in reader]


def _get(row: dict[str, str], column: str) -> str:
    return row.get(column, "").strip()


def _subject(name: str, dob: str, nationality: str, sex: str) -> Subject:
    surname, comma, given = name.partition(",")
    both = SubjectName(surname, given) if comma else SubjectName(name, "")
    return Subject(
        names=(both,),
        births=(dob,) if dob else (),
        sex=sex,
        nationalities=tuple(filter(None, nationality.replace("|", " ").split())),
    )


def _entry(
    reference: str,
    name: str,
    *,
    aliases: str = "",
    dob: str = "",
    nationality: str = "",
    sex: str = "",
    document: str = "",
) -> Entry:
    names = [name, *(alias for alias in aliases.split("|") if alias.strip())]
    return Entry(
        source_id=reference,
        names=tuple(
            EntryName(full=one.strip(), kind="alias" if n else "primary") for n, one in enumerate(names)
        ),
        births=tuple(partial_birth(one.strip()) for one in dob.split("|") if one.strip()),
        nationalities=tuple(filter(None, nationality.replace("|", " ").split())),
        sexes=(sex,) if sex else (),
        documents=tuple(EntryDocument(number=one.strip()) for one in document.split("|") if one.strip()),
    )


def _entries(path: Path) -> list[Entry]:
    _, rows = _read(path, needed=("entry_id", "name"))
    return [
        _entry(
            row["entry_id"],
            row["name"],
            aliases=_get(row, "aliases"),
            dob=_get(row, "dob"),
            nationality=_get(row, "nationality"),
            sex=_get(row, "sex"),
            document=_get(row, "document"),
        )
        for row in rows
    ]


def _passengers(path: Path) -> list[PassengerRow]:
    _, rows = _read(path, needed=("pax_id", "surname"))
    return [
        PassengerRow(
            row["pax_id"],
            Subject(
                names=(SubjectName(_get(row, "surname"), _get(row, "given")),),
                births=(dob,) if (dob := _get(row, "dob")) else (),
                sex=_get(row, "sex"),
                nationalities=tuple(filter(None, _get(row, "nationality").replace("|", " ").split())),
                documents=(SubjectDocument(number=number),) if (number := _get(row, "document")) else (),
            ),
        )
        for row in rows
    ]

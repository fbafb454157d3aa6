"""`najava lists`: register, look into, load, compare and roll back the lists travellers are compared with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from api.bootstrap import Application, open_application
from api.settings import Settings
from retention.acts import Act
from retention.unit_of_work import Reading
from watchlists import archive, diff, hygiene, registration, registry, snapshot
from watchlists import export as giving
from watchlists.archive import Stored
from watchlists.edition import Stream
from watchlists.entry import Entry
from watchlists.findings import ListError, Severity, sentence
from watchlists.formats import najava_csv
from watchlists.formats.source import source
from watchlists.formats.template import Defaults
from watchlists.preparation import Prepared, prepare
from watchlists.snapshot import Loaded

_SHOWN = 200  # remarks shown; all are counted
LARGE = 8 << 20  # packed bytes above which a list is staged in several transactions

app = typer.Typer(no_args_is_help=True, help="The lists travellers are compared with.")

_ListId = Annotated[str, typer.Argument(help="Id of a registered list.")]
_Confirm = Annotated[
    list[str] | None,
    typer.Option("--confirm", help="Code of a refusal you have looked at and accept: shrunk, other_format …"),
]
_Map = Annotated[
    list[str] | None, typer.Option("--map", help="Your heading = column of the template; '-' for none.")
]


@app.command()
def register(
    path: Annotated[Path, typer.Argument(help="TOML file with one table [lists.<id>] a list.")],
) -> None:
    """Register lists, or change their registration."""
    console = Console()
    try:
        wanted = registration.read_file(path)
    except (ListError, OSError) as error:
        _refuse(console, error)
    application = open_application(Settings())
    for one in wanted:
        with application.store.writing(application.actor, Act.LIST_REGISTER) as scope:
            registry.register(scope, one)
        console.print(f"{one.id}: {one.title}, {one.state.value}")


@app.command()
def load(
    list_id: _ListId,
    paths: Annotated[list[Path], typer.Argument(help="The files of one edition, or their folder.")],
    *,
    confirm: _Confirm = None,
    mapping: _Map = None,
    legal_basis: Annotated[str, typer.Option(help="For rows that state none.")] = "",
    authority: Annotated[str, typer.Option(help="For rows that state none.")] = "",
    listed_on: Annotated[str, typer.Option(help="ISO day, for rows that state none.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report; change nothing.")] = False,
) -> None:
    """Load an edition. What cannot be taken is refused, and the snapshot in force stays."""
    console = Console()
    application = open_application(Settings())
    try:
        stream = _reader(mapping, Defaults(legal_basis, authority, listed_on))
        prepared = _prepare(console, application, list_id, paths, stream)
        if dry_run:
            _report(console, prepared)
            return
        done = _store(application, list_id, prepared, frozenset(confirm or ()))
    except ListError as error:
        _refuse(console, error)
    _report(console, prepared)
    _loaded(console, application, done)


@app.command()
def preview(
    path: Annotated[Path, typer.Argument(help="A ministry's own sheet.")],
    mapping: _Map = None,
) -> None:
    """Show how the columns of a sheet would be read, and its first rows."""
    console = Console()
    try:
        seen = najava_csv.preview(source(path), _pairs(mapping))
    except ListError as error:
        _refuse(console, error)
    columns = Table("heading", "read as", "how", "first value", title=path.name)
    for place, column in enumerate(seen.layout.columns):
        hint = column.how if column.target or not column.suggestion else f"perhaps {column.suggestion}?"
        first = next((row[place] for row in seen.rows if place < len(row) and row[place]), "")
        columns.add_row(column.heading, column.target or "extra", hint, first)
    console.print(columns)
    if seen.missing:
        console.print(
            f"[bold]Missing:[/] {', '.join(seen.missing)}; map them, or give them as options of load."
        )


@app.command()
def show(
    list_id: Annotated[str, typer.Argument(help="One list; all without.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show the registered lists, or one with its snapshots."""
    console = Console()
    application = open_application(Settings())
    try:
        with application.store.reading(application.actor) as scope:
            if list_id:
                _one(console, scope, list_id)
            else:
                _all(console, scope, as_json=as_json)
    except ListError as error:
        _refuse(console, error)


@app.command(name="diff")
def difference(
    list_id: _ListId,
    older: Annotated[str, typer.Argument(help="Version; the one before the snapshot in force without.")] = "",
    newer: Annotated[str, typer.Argument(help="Version; the snapshot in force without.")] = "",
) -> None:
    """Say what changed between two snapshots: added, delisted, and changed field by field."""
    console = Console()
    application = open_application(Settings())
    try:
        with application.store.reading(application.actor) as scope:
            before, after = _two(scope, list_id, older, newer)
            changes = list(diff.between(scope, before, after))
    except ListError as error:
        _refuse(console, error)
    table = Table("entry", "change", "fields", title=f"{list_id}: {before.version} to {after.version}")
    for change in changes:
        fields = ", ".join(
            f"{one.field} (-{len(one.gone)} +{len(one.new)})" if change.before else one.field
            for one in change.fields
        )
        table.add_row(change.source_id, change.fate.value, fields)
    console.print(table)
    total = diff.counted(changes)
    console.print(", ".join(f"{number} {fate.value}" for fate, number in total.items()))


@app.command()
def rollback(
    list_id: _ListId,
    version: Annotated[str, typer.Argument(help="Version; the one before without.")] = "",
) -> None:
    """Put an earlier snapshot in force."""
    console = Console()
    application = open_application(Settings())
    try:
        with application.store.writing(application.actor, Act.LIST_LOAD) as scope:
            found = snapshot.rollback(scope, list_id, version)
    except ListError as error:
        _refuse(console, error)
    console.print(f"{list_id}: {found.version} of {found.loaded_at:%Y-%m-%d %H:%M} UTC is in force again.")


@app.command()
def check(list_id: _ListId) -> None:
    """Look for entries that are one person twice, say too little, or have run out."""
    console = Console()
    application = open_application(Settings())
    try:
        with application.store.reading(application.actor) as scope:
            held = archive.entries(scope, _current(scope, list_id))
            remarks = list(hygiene.check(held, today=scope.now.date()))
    except ListError as error:
        _refuse(console, error)
    table = Table("advice", "entry", "and", title=list_id)
    for one in remarks[:_SHOWN]:
        table.add_row(one.advice.value.replace("_", " "), one.source_id, one.other_id)
    console.print(table)
    total = Counter(one.advice for one in remarks)
    console.print(", ".join(f"{n:,} {advice.value}" for advice, n in total.items()) or "Nothing to say.")


@app.command()
def export(
    list_id: _ListId,
    path: Annotated[
        Path, typer.Argument(help="File to write: .json for FollowTheMoney, .csv for the template.")
    ],
) -> None:
    """Write the snapshot in force to a file that others can read. The act is in the audit log."""
    console = Console()
    application = open_application(Settings())
    if path.suffix not in {".json", ".csv"}:
        console.print("[bold red]Refused:[/] the file ends neither in .json nor in .csv")
        raise typer.Exit(2)
    try:
        with application.store.writing(application.actor, Act.EXPORT) as scope:
            stored = _current(scope, list_id)
            count = _write(path, archive.entries(scope, stored), stored)
            scope.note(list=list_id, snapshot=stored.version, entries=count, form=path.suffix.strip("."))
    except ListError as error:
        _refuse(console, error)
    console.print(f"{count:,} entries of {stored.version} written to {path}")


def _write(path: Path, held: Iterable[Entry], stored: Stored) -> int:
    count = 0

    def counted() -> Iterator[Entry]:
        nonlocal count
        for entry in held:
            count += 1
            yield entry

    if path.suffix == ".json":
        with path.open("wb") as file:
            file.writelines(giving.ftm_lines(counted(), dataset=stored.list_id))
    else:
        with path.open("w", encoding="utf-8", newline="") as text:
            day = stored.published_on[:10] or f"{stored.loaded_at:%Y-%m-%d}"
            text.writelines(giving.csv_rows(counted(), listed_on=day))
    return count


def _current(scope: Reading, list_id: str) -> Stored:
    """Return the snapshot in force. Raises `ListError` for a list that has none."""
    owner = registry.find(scope, list_id)
    stored = archive.by_id(scope, owner.snapshot_id) if owner.snapshot_id else None
    if stored is None:
        raise ListError("no_such_snapshot", f"The list {list_id} was never loaded")
    return stored


def _refuse(console: Console, error: Exception) -> NoReturn:
    code = f" [{error.code}]" if isinstance(error, ListError) else ""
    console.print(f"[bold red]Refused:[/] {error}", markup=True, highlight=False, end="")
    console.print(code, markup=False)
    raise typer.Exit(2)


def _pairs(mapping: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in mapping or []:
        heading, equals, column = one.partition("=")
        if not equals:
            raise ListError("mapping", f"{one} is no mapping", remedy="Write --map 'Heading=column'")
        pairs[heading.strip()] = column.strip()
    return pairs


def _reader(mapping: list[str] | None, defaults: Defaults) -> Stream | None:
    """Return the reader of a mapped sheet, or nothing where the format is to be recognised."""
    pairs = _pairs(mapping)
    return najava_csv.mapped(pairs, defaults) if pairs or any(defaults) else None


def _prepare(
    console: Console, application: Application, list_id: str, paths: list[Path], stream: Stream | None
) -> Prepared:
    with application.store.reading(application.actor) as scope:
        owner = registry.find(scope, list_id)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,} entries"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading", total=None)
        return prepare(
            source(paths),
            kinds=owner.kinds,
            programmes=owner.programmes,
            stream=stream,
            carried=lambda: _held(application, owner),
            told=lambda number: progress.update(task, completed=number),
        )


def _held(application: Application, owner: registry.Registered) -> tuple[Entry, ...]:
    """Return the entries in force, for an extract that must not delist them."""
    with application.store.reading(application.actor) as scope:
        stored = archive.by_id(scope, owner.snapshot_id) if owner.snapshot_id else None
        return tuple(archive.entries(scope, stored)) if stored else ()


def _store(application: Application, list_id: str, prepared: Prepared, confirmed: frozenset[str]) -> Loaded:
    store, actor = application.store, application.actor
    place = 0 if prepared.size > LARGE else len(prepared.parts)
    while place < len(prepared.parts):
        with store.writing(actor, Act.LIST_LOAD) as scope:
            place = snapshot.stage(scope, prepared, start=place)
    with store.writing(actor, Act.LIST_LOAD) as scope:
        return snapshot.load(scope, list_id, prepared, confirmed=confirmed)


def _report(console: Console, prepared: Prepared) -> None:
    edition = prepared.edition
    said = f" of {edition.published_on}" if edition.published_on else ""
    console.print(f"{edition.format}{said}: {prepared.records:,} records, {prepared.entries:,} entries kept")
    for why, number in sorted(prepared.set_aside.items()):
        console.print(f"  {number:,} set aside: {why}")
    if prepared.rejected:
        console.print(f"  [bold]{prepared.rejected:,} records could not be read[/]")
    shown = [one for one in prepared.findings if one.severity is not Severity.NOTE][:20]
    for one in shown:
        console.print(f"  {one.severity.value}: {sentence(one)}", markup=False, highlight=False)
    rest = sum(prepared.totals.values()) - len(shown)
    if rest > 0:
        console.print(f"  and {rest:,} more: " + ", ".join(f"{n:,} {c}" for c, n in prepared.totals.items()))


def _loaded(console: Console, application: Application, done: Loaded) -> None:
    if done.unchanged:
        console.print(f"The content is that of {done.stored.version}, which stays in force; fresh again.")
        return
    console.print(f"{done.stored.list_id}: {done.stored.version} is in force.")
    if done.before is None:
        return
    with application.store.reading(application.actor) as scope:
        total = diff.counted(diff.between(scope, done.before, done.stored))
    console.print("  " + ", ".join(f"{number:,} {fate.value}" for fate, number in total.items()))


def _all(console: Console, scope: Reading, *, as_json: bool) -> None:
    lists = registry.registered(scope)
    if as_json:
        typer.echo(json.dumps([_plain(one, scope) for one in lists], indent=2))
        return
    table = Table("list", "title", "owner", "state", "snapshot", "entries", "published", "checked", "")
    for one in lists:
        table.add_row(
            one.id,
            one.title,
            one.owner,
            one.state.value,
            one.snapshot or "none",
            f"{one.entries:,}" if one.entries is not None else "",
            one.published_on,
            f"{one.checked_at:%Y-%m-%d %H:%M}" if one.checked_at else "never",
            "stale" if one.stale(scope.now) else "review due" if one.review_due(scope.now) else "",
        )
    console.print(table)


def _plain(one: registry.Registered, scope: Reading) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "owner": one.owner,
        "state": one.state.value,
        "severity": one.severity,
        "snapshot": one.snapshot,
        "entries": one.entries,
        "published_on": one.published_on,
        "checked_at": one.checked_at.isoformat() if one.checked_at else None,
        "stale": one.stale(scope.now),
        "review_due": one.review_due(scope.now),
    }


def _one(console: Console, scope: Reading, list_id: str) -> None:
    owner = registry.find(scope, list_id)
    facts = Table.grid(padding=(0, 2))
    for label, value in (
        ("title", owner.title),
        ("owner", owner.owner),
        ("legal basis", owner.legal_basis),
        ("offences", ", ".join(owner.offences)),
        ("severity", owner.severity),
        ("persons", owner.category or "unstated"),
        ("caveat", owner.caveat),
        ("refresh", f"every {owner.refresh}"),
        ("review", str(owner.review_on or "no date")),
        ("state", owner.state.value),
    ):
        facts.add_row(label, value)
    console.print(facts)
    table = Table("snapshot", "loaded (UTC)", "published", "entries", "records", "format", "")
    for stored in archive.newest(scope, list_id):
        table.add_row(
            stored.version,
            f"{stored.loaded_at:%Y-%m-%d %H:%M}",
            stored.published_on,
            f"{stored.entries:,}",
            f"{stored.records:,}",
            stored.format,
            "in force" if stored.id == owner.snapshot_id else "",
        )
    console.print(table)


def _two(scope: Reading, list_id: str, older: str, newer: str) -> tuple[Stored, Stored]:
    owner = registry.find(scope, list_id)
    known = archive.newest(scope, list_id)
    after = next(
        (one for one in known if (one.version == newer if newer else one.id == owner.snapshot_id)), None
    )
    before = next(
        (
            one
            for one in known
            if (one.version == older if older else after is not None and one.sequence < after.sequence)
        ),
        None,
    )
    if before is None or after is None:
        raise ListError("no_such_snapshot", f"The list {list_id} has no two such snapshots")
    return before, after

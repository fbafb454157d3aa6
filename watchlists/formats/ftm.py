"""OpenSanctions lists as FollowTheMoney lines: nested targets, or all entities flat, with deltas behind them.

A nested file is read line by line. In a flat one sanctions, passports and addresses are lines of their own,
in any order, and a delta may change them; they are joined in a temporary database on disk, not in memory.
With the publisher's `index.json` beside it, version, count and checksum are verified.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha1

import msgspec

from watchlists.edition import Edition
from watchlists.entry import Entry
from watchlists.findings import ListError, Report, Severity
from watchlists.formats.ftm_entry import KINDS, entry_of
from watchlists.formats.json_lines import Object, first_object, nested, objects, text, texts
from watchlists.formats.source import ListFile, Source

FORMAT, FLAT_FORMAT = "ftm-nested", "ftm-flat"
_HOLDERS = {"Sanction": ("entity", "sanctions"), "Passport": ("holder", "identification")}
_HOLDERS |= {"Identification": ("holder", "identification")}
_LINKS = {"sanctions", "identification", "addressEntity"}


def tells(source: Source) -> bool:
    """Tell whether these files hold FollowTheMoney entities."""
    return any(_role(file) in {"entities", "delta"} for file in source.files)


def stream(source: Source, report: Report, edition: Edition) -> Iterator[Entry]:
    """Yield the targets. Raises `ListError` where count or checksum contradict the publisher's index."""
    roles: dict[str, list[ListFile]] = {}
    for file in source.files:
        roles.setdefault(_role(file), []).append(file)
    lists = roles.get("entities", [])
    if len(lists) != 1:
        raise ListError(
            "base_missing" if not lists else "one_file_wanted",
            f"{len(lists)} files of entities were supplied, one is wanted",
            remedy="Deltas need the full file of entities they start from",
        )
    report.file = lists[0].name
    deltas = roles.get("delta", [])
    flat = bool(deltas) or _is_flat(lists[0])
    edition.format = FLAT_FORMAT if flat else FORMAT
    for index in roles.get("index", []):
        _verify(index, lists[0], edition, nested=not flat)
    if not flat:
        yield from _entries((entity for _, entity in _counted(lists[0], report)), report)
        return
    edition.declared = -1  # the index counts entities, we count targets
    with closing(sqlite3.connect("")) as joined:  # a private file that goes with the connection
        _fill(joined, lists[0], deltas, report)
        yield from _entries(_joined(joined, report), report)


def _role(file: ListFile) -> str:
    first = first_object(file)
    if first is None:
        return ""
    if "op" in first and "entity" in first:
        return "delta"
    if "schema" in first and isinstance(first.get("properties"), dict):
        return "entities"
    return "index" if "resources" in first and "name" in first else ""


def _is_flat(file: ListFile) -> bool:
    """Tell by its first thousand lines: a flat file holds satellites as lines, or links as texts."""
    for number, entity in objects(file, Report()):
        properties = entity.get("properties")
        said = properties if isinstance(properties, dict) else {}
        if text(entity.get("schema")) in _HOLDERS or text(entity.get("schema")) == "Address":
            return True
        if any(nested(said.get(name)) for name in _LINKS):
            return False
        if any(texts(said.get(name)) for name in _LINKS):
            return True
        if number > 1000:
            break
    return False


def _counted(file: ListFile, report: Report) -> Iterator[tuple[int, Object]]:
    for number, entity in objects(file, report):
        report.at(number, text(entity.get("id")))
        yield number, entity


def _entries(entities: Iterator[Object], report: Report) -> Iterator[Entry]:
    for entity in entities:
        if not text(entity.get("id")):
            report.add("id_missing", Severity.ERROR)
        elif entity.get("target") is False:
            report.kinds["associate"] += 1
        elif entry := entry_of(entity, report):
            yield entry
        else:
            report.add("name_missing", Severity.ERROR)


def _verify(index: ListFile, file: ListFile, edition: Edition, *, nested: bool) -> None:
    said = first_object(index) or {}
    edition.format_version = text(said.get("version"))
    edition.title = text(said.get("title")) or text(said.get("name"))
    version = edition.format_version
    if len(version) >= 8 and version[:8].isdigit():
        edition.published_on = f"{version[:4]}-{version[4:6]}-{version[6:8]}"
        edition.generated_at = version
    if nested and (count := text(said.get("target_count"))).isdigit():
        edition.declared = int(count)
    resources = said.get("resources")
    for one in resources if isinstance(resources, list) else []:
        if (
            isinstance(one, dict)
            and text(one.get("name")) == file.name
            and (checksum := text(one.get("checksum")))
        ):
            total = sha1(usedforsecurity=False)
            for block in file.blocks():
                total.update(block)
            if total.hexdigest() != checksum:
                raise ListError(
                    "checksum",
                    "The file is not the one the index describes",
                    place=file.name,
                    remedy="Fetch both again",
                )


def _fill(joined: sqlite3.Connection, file: ListFile, deltas: list[ListFile], report: Report) -> None:
    joined.execute(
        "CREATE TABLE entity (id TEXT PRIMARY KEY, holder TEXT, kind TEXT, raw BLOB) WITHOUT ROWID"
    )
    encoder = msgspec.msgpack.Encoder()
    for _, entity in objects(file, Report()):
        _put(joined, entity, encoder)
    for delta in sorted(deltas, key=lambda one: one.name):
        for number, line in objects(delta, Report()):
            inner = line.get("entity")
            changed: Object = inner if isinstance(inner, dict) else {}
            operation = text(line.get("op"))
            report.at(number, text(changed.get("id")))
            if operation == "DEL":
                joined.execute("DELETE FROM entity WHERE id = ?", (text(changed.get("id")),))
            elif operation in {"ADD", "MOD"}:
                _put(joined, changed, encoder)
            else:
                report.add("value_unknown", text=operation, column="op")
    joined.execute("CREATE INDEX held ON entity (holder)")


def _put(joined: sqlite3.Connection, entity: Object, encoder: msgspec.msgpack.Encoder) -> None:
    schema = text(entity.get("schema"))
    link, _ = _HOLDERS.get(schema, ("", ""))
    properties = entity.get("properties")
    said = properties if isinstance(properties, dict) else {}
    holder = next(iter(texts(said.get(link))), "") if link else ""
    joined.execute(
        "INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?)",
        (text(entity.get("id")), holder, schema, encoder.encode(entity)),
    )


def _joined(joined: sqlite3.Connection, report: Report) -> Iterator[Object]:
    """Yield each listed entity with its satellites where a nested file would have them."""
    decoder = msgspec.msgpack.Decoder(dict[str, object])
    marks = ",".join("?" * len(KINDS))
    query = f"SELECT id, raw FROM entity WHERE kind IN ({marks}) ORDER BY id"  # noqa: S608 - marks only
    for source_id, raw in joined.execute(query, tuple(KINDS)):
        report.records += 1
        report.at(report.records, source_id)
        entity = decoder.decode(raw)
        properties = entity.get("properties")
        said = dict(properties) if isinstance(properties, dict) else {}
        for kind, held in joined.execute("SELECT kind, raw FROM entity WHERE holder = ?", (source_id,)):
            reverse = _HOLDERS[kind][1]
            said[reverse] = [*nested(said.get(reverse)), decoder.decode(held)]
        said["addressEntity"] = [
            decoder.decode(found[0])
            for one in texts(said.get("addressEntity"))
            if (found := joined.execute("SELECT raw FROM entity WHERE id = ?", (one,)).fetchone())
        ]
        yield entity | {"properties": said}

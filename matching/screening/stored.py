"""Keep a built index in a directory that many processes map: `v<N>/` of arrays, entries and a manifest.

A version is written beside the others under a passing name, its files are hashed into the manifest, and
one rename makes it visible: a reader sees a whole version or none. The arrays are mapped, so processes
share their pages; the entries are public or unit-owned list data, never passengers.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import numpy as np

from matching.names.vocabulary import Vocabulary
from matching.screening.index import NameIndex, Rows
from matching.screening.listed import ListedEntries
from matching.screening.screener import EntryScreener
from matching.screening.weights import load_weights
from watchlists.entry import Entry

FORMAT = 1


class IndexDamagedError(ValueError):
    """A stored index is not what its manifest says; build it again from the snapshots."""


class _List(msgspec.Struct, frozen=True):
    list_id: str
    version: str
    severity: str
    entries: tuple[Entry, ...]


class _Manifest(msgspec.Struct, frozen=True):
    format: int
    files: dict[str, str]  # name -> SHA-256


def write(screener: EntryScreener, folder: Path) -> Path:
    """Write the index of `screener` as the next version under `folder` and return its directory."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = Path(mkdtemp(prefix="writing-", dir=folder))
    try:
        index = screener.index
        for name, array in _arrays(index).items():
            np.save(passing / f"{name}.npy", array)
        (passing / "words.txt").write_text("\n".join(index.vocabulary.words), encoding="ascii")
        lists = [_List(one.list_id, one.version, one.severity, tuple(one.entries)) for one in screener.lists]
        (passing / "entries.msgpack").write_bytes(msgspec.msgpack.encode(lists))
        manifest = _Manifest(FORMAT, {path.name: _digest(path) for path in sorted(passing.iterdir())})
        (passing / "manifest.json").write_bytes(msgspec.json.encode(manifest))
        passing.chmod(0o755)
        final = folder / f"v{_last(folder) + 1}"
        passing.replace(final)
    except BaseException:
        shutil.rmtree(passing, ignore_errors=True)
        raise
    return final


def newest(folder: Path) -> Path | None:
    """Return the directory of the newest version under `folder`, or None where there is none."""
    last = _last(folder)
    return folder / f"v{last}" if last else None


def read(version: Path, *, line: float | None = None) -> EntryScreener:
    """Return a screener over a stored version, its arrays mapped. Raises IndexDamagedError."""
    try:
        manifest = msgspec.json.decode((version / "manifest.json").read_bytes(), type=_Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise IndexDamagedError(f"{version.name} has no readable manifest; build the index again") from error
    if manifest.format != FORMAT:
        raise IndexDamagedError(
            f"{version.name} is of format {manifest.format}, this reads {FORMAT}; build it again"
        )
    for name, digest in manifest.files.items():
        path = version / name
        if not path.is_file() or _digest(path) != digest:
            raise IndexDamagedError(
                f"{name} of {version.name} is not what was written; build the index again"
            )
    lists = msgspec.msgpack.decode((version / "entries.msgpack").read_bytes(), type=list[_List])
    weights = load_weights()
    return EntryScreener(
        [ListedEntries(one.list_id, one.version, one.severity, one.entries) for one in lists],
        weights,
        weights.review_line if line is None else line,
        index=_index(version),
    )


def _arrays(index: NameIndex) -> dict[str, np.ndarray]:
    words, rows = index.vocabulary, index.rows
    return {
        **{f"words-{name}": getattr(words, name) for name in ("counts", "codes", "keys", "key_ids")},
        **{f"rows-{name}": getattr(rows, name) for name in rows.__struct_fields__},
        **{name: getattr(index, name) for name in ("places", "postings", "starts")},
    }


def _index(version: Path) -> NameIndex:
    def mapped(name: str) -> np.ndarray:
        return np.load(version / f"{name}.npy", mmap_mode="r", allow_pickle=False)  # type: ignore[no-any-return]  # numpy says Any

    text = (version / "words.txt").read_text(encoding="ascii")
    words = {name: mapped(f"words-{name}") for name in ("counts", "codes", "keys", "key_ids")}
    return NameIndex(
        vocabulary=Vocabulary(words=text.split("\n") if text else [], **words),
        rows=Rows(**{name: mapped(f"rows-{name}") for name in Rows.__struct_fields__}),
        **{name: mapped(name) for name in ("places", "postings", "starts")},
    )


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _last(folder: Path) -> int:
    numbers = [int(path.name[1:]) for path in folder.glob("v*") if path.name[1:].isdigit()]
    return max(numbers, default=0)

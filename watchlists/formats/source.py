"""The files of one list as supplied: on disk or in memory, opened as often as a reader needs, never changed.

Limits: a file of at most 2 GB, at most 200 files. Digest and size are taken in one pass.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from watchlists.findings import ListError

MAX_BYTES = 2 << 30
MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file: a path on disk, or a name with bytes in memory."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def open(self) -> BinaryIO:
        """Open for reading from the start; the caller closes."""
        return self.path.open("rb") if self.path else io.BytesIO(self.data)

    def head(self, size: int = 8192) -> bytes:
        """Return the first `size` bytes."""
        with self.open() as stream:
            return stream.read(size)

    def size(self) -> int:
        """Return the size in bytes."""
        return self.path.stat().st_size if self.path else len(self.data)

    def blocks(self, size: int = 1 << 16) -> Iterator[bytes]:
        """Yield the content in blocks of `size` bytes."""
        with self.open() as stream:
            while block := stream.read(size):
                yield block


@dataclass(frozen=True, slots=True)
class Source:
    """The files one list consists of, in order of their names."""

    files: tuple[ListFile, ...]

    def one(self) -> ListFile:
        """Return the only file; more than one is refused."""
        if len(self.files) != 1:
            raise ListError(
                "one_file_wanted",
                f"This format is one file, {len(self.files)} were supplied",
                remedy="Load the files one by one",
            )
        return self.files[0]

    def digest(self) -> str:
        """Return the SHA-256 over names and bytes of all files."""
        total = sha256()
        for file in self.files:
            if len(self.files) > 1:
                total.update(file.name.lower().encode() + b"\0")
            for block in file.blocks():
                total.update(block)
        return total.hexdigest()


def source(paths: Path | str | bytes | ListFile | Iterable[Path | str | ListFile]) -> Source:
    """Return the source for a file, a folder (its files, not those of folders inside), several, or bytes."""
    if isinstance(paths, bytes):
        files = [ListFile("upload", data=paths)]
    else:
        given = [paths] if isinstance(paths, Path | str | ListFile) else list(paths)
        files = [file for one in given for file in _files(one)]
    if not files:
        raise ListError("no_file", "No file was supplied", remedy="Name a file or a folder with files")
    if len(files) > MAX_FILES:
        raise ListError("too_many_files", f"{len(files)} files are more than {MAX_FILES}")
    for file in files:
        size = file.size()
        if size > MAX_BYTES:
            raise ListError("too_large", f"The file is larger than {MAX_BYTES} bytes", place=file.name)
        if not size:
            raise ListError("empty_file", "The file is empty", place=file.name, remedy="Fetch it again")
    return Source(tuple(sorted(files, key=lambda file: file.name)))


def _files(given: Path | str | ListFile) -> list[ListFile]:
    if isinstance(given, ListFile):
        return [given]
    path = Path(given)
    if path.is_dir():
        return [ListFile(one.name, one) for one in path.iterdir() if one.is_file() and one.name[0] != "."]
    if not path.is_file():
        raise ListError("no_file", "There is no such file", place=path.name)
    return [ListFile(path.name, path)]

"""Roots of full blocks of the log (256 and 65,536 leaves), kept so that a proof reads little.

Also the path names of the C2SP tile layout, which the export writes and the verifier reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import BigInteger, Connection, Integer, LargeBinary, Table, insert, select

from retention.audit import merkle
from retention.metadata import Holds, column, metadata

WIDTH = 256
LEVELS = 2

tiles = Table(
    "log_tile",
    metadata,
    column("level", Integer, Holds.COUNT, primary_key=True, autoincrement=False),
    column("number", BigInteger, Holds.COUNT, primary_key=True, autoincrement=False),
    column("root", LargeBinary(32), Holds.HASH),
)

Hashes = Callable[[int, int], list[bytes]]
"""`hashes(start, end)`: the leaf hashes of that range, in order."""


def close(connection: Connection, size: int, hashes: Hashes) -> None:
    """Keep the roots of the blocks that end with leaf `size - 1`."""
    span = WIDTH
    below = hashes
    for level in range(1, LEVELS + 1):
        if size % span:
            return
        number = size // span - 1
        root = merkle.tree_hash(below(number * WIDTH, number * WIDTH + WIDTH))
        connection.execute(insert(tiles).values(level=level, number=number, root=root))
        below = _roots(connection, level)
        span *= WIDTH


def _roots(connection: Connection, level: int) -> Hashes:
    def read(start: int, end: int) -> list[bytes]:
        rows = connection.execute(
            select(tiles.c.root)
            .where(tiles.c.level == level, tiles.c.number >= start, tiles.c.number < end)
            .order_by(tiles.c.number)
        )
        return list(rows.scalars())

    return read


def subtree(connection: Connection, hashes: Hashes) -> merkle.Subtree:
    """Return the function that `merkle.inclusion` and `merkle.consistency` ask; it reads kept blocks."""

    def root(start: int, end: int) -> bytes:
        stack: list[tuple[int, bytes]] = []
        for span, node in _nodes(connection, hashes, start, end):
            stack.append((span, node))
            while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
                size, right = stack.pop()
                _, left = stack.pop()
                stack.append((2 * size, merkle.node_hash(left, right)))
        if not stack:
            return merkle.EMPTY_ROOT
        folded = stack.pop()[1]
        while stack:
            folded = merkle.node_hash(stack.pop()[1], folded)
        return folded

    return root


def _nodes(connection: Connection, hashes: Hashes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Cover [start, end) by the largest kept blocks, then by leaves."""
    at = start
    for level in range(LEVELS, 0, -1):
        span = WIDTH**level
        if at % span == 0 and at + span <= end:
            first, last = at // span, end // span
            for node in _roots(connection, level)(first, last):
                yield span, node
            at = last * span
    for leaf in hashes(at, end):
        yield 1, leaf


def path_of(number: int) -> str:
    """Return a tile's number as the layout writes it: 1234067 is x001/x234/067."""
    parts = [f"{number % 1000:03d}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03d}")
    return "/".join(reversed(parts))

"""The Merkle tree of RFC 6962 / RFC 9162 §2.1 over SHA-256: pure functions, no store.

`Frontier` is what an appender must remember: the roots of the perfect subtrees of the tree so far, largest
first; never more than 64 hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()
_HASH = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier(NamedTuple):
    """Size of a tree and the roots of its perfect subtrees, largest first."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def push(self, leaf: bytes) -> Frontier:
        """Return the frontier after one more leaf hash."""
        nodes = list(self.nodes)
        nodes.append(leaf)
        size = self.size
        while size & 1:
            right = nodes.pop()
            nodes.append(node_hash(nodes.pop(), right))
            size >>= 1
        return Frontier(self.size + 1, tuple(nodes))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root

    def pack(self) -> bytes:
        """Return the nodes as bytes, 32 each."""
        return b"".join(self.nodes)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> Frontier:
        """Read what `pack` wrote. Raises `ValueError` where size and bytes do not belong together."""
        if len(packed) != _HASH * size.bit_count():
            raise ValueError("the frontier does not fit the size of the log")
        return cls(size, tuple(packed[i : i + _HASH] for i in range(0, len(packed), _HASH)))


Subtree = Callable[[int, int], bytes]


def _split(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.push(leaf)
    return frontier.root


def inclusion(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the audit path of leaf `index` in the tree of `size` (RFC 6962 §2.1.1).

    `subtree(start, end)` returns the root over leaves [start, end).
    """
    if not 0 <= index < size:
        raise ValueError("there is no such leaf in a log of this size")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the proof that the tree of `new` begins with the tree of `old` (RFC 6962 §2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError("the older size is the smaller one")
    if old in (0, new):
        return ()
    path: list[bytes] = []
    start, end, whole = 0, new, True
    size = old
    while size != end - start:
        middle = start + _split(end - start)
        if size <= middle - start:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            size -= middle - start
            start, whole = middle, False
    if not whole:
        path.append(subtree(start, end))
    return tuple(reversed(path))


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the path proves the leaf hash at `index` of the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, reached = index, size - 1, leaf
    for node in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            reached = node_hash(node, reached)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            reached = node_hash(reached, node)
        fn >>= 1
        sn >>= 1
    return sn == 0 and reached == root


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether the path proves that the newer tree continues the older (RFC 9162 §2.1.4.2)."""
    if old > new or old < 0:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    nodes = list(path)
    if old & (old - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    first = second = nodes[0]
    for node in nodes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first = node_hash(node, first)
            second = node_hash(node, second)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            second = node_hash(second, node)
        fn >>= 1
        sn >>= 1
    return sn == 0 and first == old_root and second == new_root

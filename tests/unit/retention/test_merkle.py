"""The Merkle tree against known answers, against its own definition, and against forged proofs."""

from __future__ import annotations

import hashlib

import pytest

from retention.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency,
    consistent,
    included,
    inclusion,
    leaf_hash,
    node_hash,
    tree_hash,
)

# The eight inputs and roots that implementations of RFC 6962 share as their known answers.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


def defined(leaves: list[bytes]) -> bytes:
    """The recursive definition of RFC 6962 §2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(defined(leaves[:k]), defined(leaves[k:]))


def many(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


@pytest.mark.parametrize("count", range(1, 9))
def test_known_roots(count: int) -> None:
    assert tree_hash(LEAVES[:count]).hex() == ROOTS[count - 1]


def test_the_empty_tree() -> None:
    assert Frontier().root == EMPTY_ROOT


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 9, 31, 64, 100])
def test_the_frontier_is_the_definition_and_survives_packing(count: int) -> None:
    leaves = many(count)
    frontier = Frontier()
    for leaf in leaves:
        frontier = Frontier.unpack(frontier.size, frontier.pack()).push(leaf)
    assert frontier.root == defined(leaves)


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Frontier.unpack(3, bytes(32))


def test_every_inclusion_proof_up_to_forty_leaves_holds_and_no_other_position_does() -> None:
    for size in range(1, 41):
        leaves = many(size)
        root = defined(leaves)
        for index in range(size):
            path = inclusion(index, size, lambda a, b, leaves=leaves: defined(leaves[a:b]))  # type: ignore[misc]  # bound at once
            assert included(leaves[index], index, size, path, root)
            assert not included(leaves[index], (index + 1) % size, size, path, root) or size == 1
            assert not included(leaf_hash(b"forged"), index, size, path, root)
            for place in range(len(path)):
                forged = (*path[:place], bytes(32), *path[place + 1 :])
                assert not included(leaves[index], index, size, forged, root)
            assert not included(leaves[index], index, size, (*path, bytes(32)), root)


def test_every_consistency_proof_up_to_forty_leaves_holds_and_no_rewritten_log_has_one() -> None:
    for new in range(1, 41):
        leaves = many(new)
        root = defined(leaves)
        for old in range(new + 1):
            path = consistency(old, new, lambda a, b, leaves=leaves: defined(leaves[a:b]))  # type: ignore[misc]  # bound at once
            assert consistent(old, defined(leaves[:old]), new, root, path)
            if 0 < old < new:
                rewritten = [leaf_hash(b"rewritten"), *leaves[1:]]
                assert not consistent(old, defined(rewritten[:old]), new, root, path)
                assert not consistent(old, defined(leaves[:old]), new, defined(rewritten), path)
                for place in range(len(path)):
                    forged = (*path[:place], bytes(32), *path[place + 1 :])
                    assert not consistent(old, defined(leaves[:old]), new, root, forged)


def test_a_proof_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion(5, 5, lambda _a, _b: b"")
    with pytest.raises(ValueError, match="smaller"):
        consistency(6, 5, lambda _a, _b: b"")
    assert not included(LEAVES[0], 9, 8, (), b"")
    assert not consistent(9, b"", 8, b"", ())

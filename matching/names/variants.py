"""Known other forms of a name that no spelling rule reaches: groups of given names and surname endings."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from matching.names.tables import VARIANTS

_ENDINGS = (
    ("OVA", "OV"), ("EVA", "EV"), ("INA", "IN"), ("SKAYA", "SKIY"), ("SKAIA", "SKII"), ("SKAJA", "SKI"),
    ("SKAYA", "SKY"), ("SKAYA", "SKII"), ("SKAYA", "SKI"), ("SKAIA", "SKIY"),
    ("SKA", "SKI"), ("CKA", "CKI"), ("OVNA", "OVICH"), ("EVNA", "EVICH"), ("IVNA", "OVYCH"),
    ("IVNA", "IYOVYCH"),
    ("OVA", ""), ("AYA", "IY"), ("YEVNA", "YEVICH"),
)  # fmt: skip

GROUPS: dict[str, frozenset[int]] = {}
"""Form -> numbers of the groups it stands in."""


def _build() -> None:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, forms in enumerate(VARIANTS):
        for form in forms:
            found[form].add(number)
    GROUPS.update({form: frozenset(numbers) for form, numbers in found.items()})


_build()


def same_name(left: str, right: str) -> bool:
    """Say whether the two folded words are known forms of one name. Symmetric."""
    groups = GROUPS.get(left)
    if groups is not None and not groups.isdisjoint(GROUPS.get(right, ())):
        return True
    return left[:3] == right[:3] and (right in _his_forms(left) or left in _his_forms(right))


@lru_cache(maxsize=262_144)
def _his_forms(word: str) -> tuple[str, ...]:
    """Return the masculine forms that a surname or patronymic with a feminine ending may have."""
    return tuple(
        word[: -len(her)] + his for her, his in _ENDINGS if len(word) >= len(her) + 3 and word.endswith(her)
    )

"""How common a name word is among travellers: counts of words, which name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from matching.screening.model import Subject
from matching.screening.pair import subject_names

ENOUGH = 500  # travellers from which counts of words say something


def word_counts(subjects: Iterable[Subject]) -> Mapping[str, int]:
    """Return in how many travellers' names each folded word stands."""
    counts: Counter[str] = Counter()
    for subject in subjects:
        counts.update({part.text for parts in subject_names(subject) for part in parts})
    return counts

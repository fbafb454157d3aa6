"""Travel documents as evidence: same number, one sign apart, or another number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from matching.evidence.finding import NOT_COMPARED, Evidence
from matching.evidence.nationality import alpha3
from matching.screening.model import SubjectDocument
from watchlists.entry import EntryDocument

SAME = 11.0
SAME_OTHER_ISSUER = 4.0
ONE_SIGN = 4.5
DIFFERS = -0.5  # documents are renewed: another number of the same issuer says little
_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_CONFUSED = str.maketrans("OIQSZB", "010528")
SHORTEST = 5  # shorter numbers are shared by chance


def document_key(number: str) -> str:
    """Return only letters and digits of a document number, upper case."""
    return _NOT_KEY.sub("", number.upper())


def unconfused(key: str) -> str:
    """Return a document key with letters that are read as digits (O, I, Q, S, Z, B) as those digits."""
    return key.translate(_CONFUSED)


def compare_documents(traveller: Sequence[SubjectDocument], listed: Sequence[EntryDocument]) -> Evidence:
    """Return the best finding over all documents of both sides, or neutral where a side has none."""
    best = NOT_COMPARED
    for mine in traveller:
        key = document_key(mine.number)
        if len(key) < SHORTEST:
            continue
        for theirs in listed:
            other = theirs.key or document_key(theirs.number)
            if len(other) < SHORTEST:
                continue
            weight, finding = _compare(key, other, alpha3(mine.issuer), alpha3(theirs.issuer))
            if best is NOT_COMPARED or weight > best.weight:
                best = Evidence(mine.number, theirs.number or theirs.key, weight, finding)
    return best


def _compare(mine: str, theirs: str, issuer: str, other: str) -> tuple[float, str]:
    foreign = bool(issuer and other and issuer != other)
    if mine == theirs or unconfused(mine) == unconfused(theirs):
        if foreign:
            return SAME_OTHER_ISSUER, "document.same_number_other_issuer"
        return SAME, "document.same_number"
    if len(mine) >= 7 and not foreign and OSA.distance(mine, theirs, score_cutoff=1) == 1:
        return ONE_SIGN, "document.one_sign_differs"
    return DIFFERS, "document.other_number"

"""Documents of listed persons: the label a list writes, to the kind our documents have; the number's key.

Only kinds P, PD, PS, T, I, V, S and R belong in an index of travel documents; `O` numbers (tax, social
security, driving licence, voter card …) may only be compared where the labels agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from watchlists.countries import code_of, states_nothing
from watchlists.entry import EntryDocument
from watchlists.scripts import tidy

TRAVEL_KINDS = frozenset({"P", "PD", "PS", "T", "I", "V", "S", "R"})
STATUSES = {
    "stolen": "stolen",
    "lost": "lost",
    "stolen_blank": "stolen_blank",
    "revoked": "revoked",
    "invalid": "revoked",
    "counterfeit": "counterfeit",
    "misused": "misused",
    "false": "false",
    "expired": "expired",
}
# The first pattern that a folded label contains decides; order matters ("stateless person passport" is T).
_LABELS = (
    ("R", ("residen", "permis de sejour", "aufenthalt")),
    ("S", ("seafarer", "seaman", "marin")),
    ("T", ("refugee", "stateless", "laissez", "travel document", "titre de voyage", "convention travel")),
    ("T", ("travelcard", "travel card")),
    ("PD", ("diplomatic passport", "diplomatic")),
    ("PS", ("service passport", "official passport")),
    ("V", ("visa",)),
    ("P", ("passport", "passeport", "pasaporte", "reisepass", "pasos", "pasaporta")),
    ("O", ("tax", "fiscal", "social", "ssn", "licence", "license", "birth cert", "electoral", "voter")),
    ("O", ("election", "military", "militar", "credencial", "cartilla", "registration", "company", "r.f.c")),
    (
        "I",
        ("cedula", "c.u.r.p", "curp", "d.n.i", "identity", "identidad", "identit", "tazkira", "personal id"),
    ),
    ("I", ("national id", "id card", "identification number", "citizen's card", "citizens card", "i.f.e")),
    ("I", ("national identification", "c.u.i", "personal identification", "licna karta", "kenyan id")),
    ("I", ("id no", "identification")),
)
_EXACT = {
    "id": "I",
    "other": "O",
    "p": "P",
    "pd": "PD",
    "ps": "PS",
    "i": "I",
    "v": "V",
    "t": "T",
    "s": "S",
    "r": "R",
    "o": "O",
    "residentperm": "R",
    "nrn": "I",
    "nationcert": "O",
    "unssn": "O",
    "le number": "I",
}


def kind_of(label: str) -> str:
    """Return our code for a document label as a list writes it; `O` where the label names no known kind."""
    return known_kind(label) or "O"


@lru_cache(maxsize=4096)
def known_kind(label: str) -> str:
    """Return our code for a label, or empty where it names no known kind."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", label.replace("\u2019", "'"))
        if not unicodedata.combining(letter)
    )
    folded = " ".join(plain.casefold().split()).rstrip(":.")
    if folded in _EXACT:
        return _EXACT[folded]
    for kind, patterns in _LABELS:
        if any(pattern in folded for pattern in patterns):
            return kind
    return ""


def key_of(number: str) -> str:
    """Return the number to compare with: letters and digits only, upper case, full-width forms folded."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", number).upper() if letter.isalnum())


_NO = {"NO", "ID", "NR"}
_TOKEN = re.compile(r"[^\s,;()]+")


def number_in_words(text: str) -> str:
    """Return the last group of tokens with digits in prose (`Varnian passport No. 513 519` → `513 519`).

    What stands in brackets is a remark; one or two capitals before the first digits belong to the number.
    """
    outside = re.sub(r"\([^)]*\)?", " ", text)
    best: list[str] = []
    group: list[str] = []
    before = ""
    for token in _TOKEN.findall(outside):
        if any(map(str.isdigit, token)):
            if not group and before.isalpha() and before.isupper() and len(before) <= 2 and before not in _NO:
                group.append(before)
            group.append(token)
            best = group
        else:
            group = []
        before = token
    return " ".join(best).strip(".:'\"")


def is_number(text: str) -> bool:
    """Tell whether a number field holds a number only: no word of three letters or more beside the digits."""
    if "(" in text or ")" in text:
        return False
    return not any(
        len(word) > 2 and word.isalpha() and not word.isupper() for word in re.split(r"[\s\-/.,;:]+", text)
    ) and any(map(str.isdigit, text))


def issuer_of(text: str) -> str:
    """Return an issuer as alpha-3 where it is known, as written where not, empty where nothing is stated."""
    bare = tidy(text)
    return "" if states_nothing(bare) else code_of(bare) or bare


def document(
    label: str, number: str, *, kind: str = "", issuer: str = "", **more: str
) -> EntryDocument | None:
    """Return a document; `None` without letters or digits in the number, since nothing could be compared.

    `more` are fields of `EntryDocument` that are texts.
    """
    number = tidy(number)
    key = key_of(number)
    if not key:
        return None
    known = issuer_of(issuer)
    return EntryDocument(
        kind=kind or kind_of(label),
        number=number,
        key=key,
        issuer=known,
        kind_as_written=tidy(label),
        issuer_as_written=tidy(issuer) if known and tidy(issuer) != known else "",
        **more,  # type: ignore[arg-type]  # only text fields are passed; flags are set with structs.replace
    )

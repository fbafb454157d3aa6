"""Exact identifiers of listed people beside their names.

Document numbers, phone numbers, e-mail addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from matching.evidence.contact import email_key, phone_key
from matching.evidence.document import SHORTEST, document_key, unconfused
from matching.screening.model import Subject
from watchlists.entry import Entry

Identifiers = dict[str, tuple[int, ...]]
"""Key (kind and value) -> positions of the entries that hold it."""


def make_identifiers(entries: Sequence[Entry]) -> Identifiers:
    """Return the entries under every identifier they hold."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.documents or entry.contacts:
            for key in dict.fromkeys(_entry_keys(entry)):
                found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def identified(subject: Subject, identifiers: Identifiers) -> set[int]:
    """Return the entries that share an identifier with the traveller."""
    if not (subject.documents or subject.phones or subject.emails):
        return set()
    keys = _keys((document.number for document in subject.documents), subject.phones, subject.emails)
    return {number for key in keys for number in identifiers.get(key, ())}


def _entry_keys(entry: Entry) -> Iterable[str]:
    return _keys(
        (document.key or document.number for document in entry.documents),
        (contact.value for contact in entry.contacts if contact.kind == "phone"),
        (contact.value for contact in entry.contacts if contact.kind == "email"),
    )


def _keys(documents: Iterable[str], phones: Iterable[str], emails: Iterable[str]) -> Iterable[str]:
    yield from (f"n{unconfused(key)}" for number in documents if len(key := document_key(number)) >= SHORTEST)
    yield from (f"p{key}" for number in phones if (key := phone_key(number)))
    yield from (f"e{key}" for address in emails if (key := email_key(address)))

"""Phone numbers and e-mail addresses as evidence: equal or nothing; another number says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.evidence.finding import NOT_COMPARED, Evidence
from watchlists.entry import EntryContact

PHONE = 6.5  # agencies and families share numbers
EMAIL = 7.5
_NOT_DIGIT = re.compile(r"\D+")
SIGNIFICANT = 9  # the last digits of a phone number, without the ways to write the country


def phone_key(value: str) -> str:
    """Return the significant last digits of a phone number, or an empty string when there are too few."""
    digits = _NOT_DIGIT.sub("", value)
    return digits[-SIGNIFICANT:] if len(digits) >= 7 else ""


def email_key(value: str) -> str:
    """Return an e-mail address for comparison (lower case, AIRIMP // and .. undone), or an empty string."""
    address = value.strip().lower().replace("//", "@").replace("..", "_")
    return address if address.count("@") == 1 else ""


def compare_phones(traveller: Sequence[str], listed: Sequence[EntryContact]) -> Evidence:
    """Return the phone both sides share, else neutral."""
    if not traveller or not listed:
        return NOT_COMPARED
    theirs = {phone_key(contact.value): contact.value for contact in listed if contact.kind == "phone"}
    for value in traveller:
        key = phone_key(value)
        if key and key in theirs:
            return Evidence(value, theirs[key], PHONE, "phone.same")
    return NOT_COMPARED


def compare_emails(traveller: Sequence[str], listed: Sequence[EntryContact]) -> Evidence:
    """Return the e-mail address both sides share, else neutral."""
    if not traveller or not listed:
        return NOT_COMPARED
    theirs = {email_key(contact.value): contact.value for contact in listed if contact.kind == "email"}
    for value in traveller:
        key = email_key(value)
        if key and key in theirs:
            return Evidence(value, theirs[key], EMAIL, "email.same")
    return NOT_COMPARED

"""An entry of a watchlist: who or what a state listed, in one shape for every source format.

Dates are partial: a day, a month, a year, or a range; `circa` widens the comparison, not the value. Nothing
is lost: what does not fit goes to `notes` or `extra`. Fields are only ever appended, each with an empty
default, so that old snapshots stay readable and `fingerprint` stays the same.
Source: the target record of the list formats (OFAC, UN, EU, UK, FollowTheMoney).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec


class EntryName(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One name. `kind`: primary, variation, alias, former, maiden, original (another script).

    `quality`: strong, weak, unstated. `surname` and `given` are filled where the source tells them apart.
    `full` is the name in reading order. `order` says how `as_written` is ordered (family_first, given_first,
    unknown). `parts` are labelled parts beyond these two: patronymic, matronymic, suffix, title, or `ordinal`
    where the source numbers parts without saying what they mean.
    """

    full: str = ""
    surname: str = ""
    given: str = ""
    kind: str = "primary"
    quality: str = "unstated"
    script: str = ""  # ISO 15924, measured
    note: str = ""
    as_written: str = ""  # only where it differs from `full`
    order: str = ""
    language: str = ""  # ISO 639 as stated; several joined by a blank
    parts: tuple[tuple[str, str], ...] = ()


class EntryBirth(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A date: earliest and latest possible day (ISO), precision day, month, year, range, open or none.

    An open range has one empty side. `none` means that `as_written` could not be read. `calendar` is empty
    for the Gregorian one. `place` is filled only where the source pairs this date with that place.
    """

    earliest: str = ""
    latest: str = ""
    precision: str = "none"
    circa: bool = False
    as_written: str = ""
    calendar: str = ""
    place: str = ""
    note: str = ""


class EntryDocument(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A listed document. `kind`: P passport, PD, PS, I identity card, T travel document, V visa, R, S, O.

    `key` is the number with only letters and digits, upper case; `flags`: false, lost, stolen, stolen_blank,
    revoked, expired, counterfeit, misused, diplomatic. `range_to` is the key of the last number of a series
    that starts at `key` (never expanded). `extraction` is `text` where the number was found inside prose.
    """

    kind: str = ""
    number: str = ""
    key: str = ""
    issuer: str = ""  # alpha-3 where known, else as written
    kind_as_written: str = ""
    flags: tuple[str, ...] = ()
    issued: str = ""  # partial ISO date, else as written
    expires: str = ""
    range_to: str = ""
    extraction: str = ""
    name_on_document: str = ""
    note: str = ""
    issuer_as_written: str = ""  # only where it differs from `issuer`


class EntryContact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A phone number, e-mail or card of a listed person or known case. `kind`: phone, email, card, web."""

    kind: str = ""
    value: str = ""


class EntryNationality(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a list says of a nationality.

    `kind`: nationality, citizenship, unspecified; `certainty`: stated, possible, former.
    """

    country: str = ""  # alpha-3, empty where the text names no known country
    as_written: str = ""
    kind: str = "nationality"
    certainty: str = "stated"


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One listed person or document.

    `kind`: person, document, organisation, vessel, aircraft, case, other. `programmes` say why it is listed,
    `category` and `assertion` are those of Directive (EU) 2016/680 arts 6 and 7 (suspect, convicted, victim,
    other; fact or assessment). `source_id` is the publisher's own reference; (list, source_id) is the key.
    """

    source_id: str = ""
    kind: str = "person"
    names: tuple[EntryName, ...] = ()
    births: tuple[EntryBirth, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()  # ISO 3166-1 alpha-3 where known, else as written
    sexes: tuple[str, ...] = ()
    documents: tuple[EntryDocument, ...] = ()
    contacts: tuple[EntryContact, ...] = ()
    addresses: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    category: str = ""
    assertion: str = ""
    caveat: str = ""
    legal_reference: str = ""
    listed_on: str = ""
    amended_on: str = ""
    valid_until: str = ""
    review_on: str = ""
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    status: str = "listed"  # listed, delisted, suspended
    other_ids: tuple[tuple[str, str], ...] = ()  # (scheme, value): merged ids, the same person on other lists
    nationality_statements: tuple[EntryNationality, ...] = ()  # `nationalities` with kind and certainty
    deaths: tuple[EntryBirth, ...] = ()
    measures: tuple[str, ...] = ()  # travel ban, asset freeze … as the list says
    authority: str = ""
    handling: str = ""  # stop, refer, discreet, protect, info
    valid_from: str = ""
    delisted_on: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # what the source says beyond this shape
    sources: tuple[str, ...] = ()  # addresses of the publisher's own page about the entry


def _bare(value: Any) -> Any:
    """Return `value` without trailing empty fields, so that a field appended later changes no fingerprint."""
    if not isinstance(value, list | tuple):
        return value
    kept = [_bare(one) for one in value]
    while kept and (kept[-1] in ("", 0) or kept[-1] == []):  # an empty field, a False, an empty tuple
        kept.pop()
    return kept


def fingerprint(entry: Entry) -> str:
    """Return 32 hex digits over everything the entry says: equal for equal content, in every edition."""
    packed = msgspec.msgpack.encode(_bare(msgspec.to_builtins(entry)))
    return blake2b(packed, digest_size=16).hexdigest()

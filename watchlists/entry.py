"""An entry of a watchlist: who or what a state listed, in one shape for every source format.

Dates are partial: `1984-06-30`, `1984-06`, `1984`, or a range `1961/1965`; `circa` widens the comparison, not
the value. Nothing is lost: what does not fit goes to `notes`.
Source: the target record of the list formats (OFAC, UN, EU, UK, FollowTheMoney).
"""

from __future__ import annotations

import msgspec


class EntryName(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One name. `kind`: primary, variation, alias, former, maiden, original (another script).

    `quality`: strong, weak, unstated. `surname` and `given` are filled where the source tells them apart.
    """

    full: str = ""
    surname: str = ""
    given: str = ""
    kind: str = "primary"
    quality: str = "unstated"
    script: str = ""  # ISO 15924, measured
    note: str = ""


class EntryBirth(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A date of birth: earliest and latest possible day (ISO), precision day, month, year, range or none."""

    earliest: str = ""
    latest: str = ""
    precision: str = "none"
    circa: bool = False
    as_written: str = ""


class EntryDocument(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A listed document. `kind`: P passport, I identity card, T travel document, V visa, R, S, O other.

    `key` is the number with only letters and digits, upper case; `flags`: false, lost, stolen, revoked, expired.
    """

    kind: str = ""
    number: str = ""
    key: str = ""
    issuer: str = ""
    kind_as_written: str = ""
    flags: tuple[str, ...] = ()


class EntryContact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A phone number, e-mail or card of a listed person or known case. `kind`: phone, email, card."""

    kind: str = ""
    value: str = ""


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One listed person or document.

    `kind`: person, document, organisation, vessel, aircraft, other. `programmes` say why it is listed,
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

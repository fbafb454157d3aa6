"""Code tables: airports with their clocks, jurisdictions, airlines, kinds of document, forms of payment.

A message gives local times without a zone and codes from three generations of tables. Everything here looks
up and never rejects: an unknown code gives `None` or an empty string, and the caller keeps what was received.

Sources are listed in `pnr/data/README.md`.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale


class Airport(NamedTuple):
    """An airport, or a city code that stands for its first airport. Degrees; `zone` is an IANA name."""

    iata: str
    name: str
    city: str
    country: str  # alpha-2
    zone: str
    latitude: float
    longitude: float


class Airline(NamedTuple):
    """An airline: two-character designator, ICAO designator, accounting code of its tickets, name."""

    iata: str
    icao: str
    numeric: str
    name: str
    until: str  # last day of the designator, ISO; empty while it is in use


def _table(name: str) -> list[dict[str, str]]:
    with (files("pnr.data") / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def _airports() -> dict[str, Airport]:
    import airportsdata  # noqa: PLC0415  # eight thousand rows: loaded by who asks, not by who imports

    cities = {row["iata"]: row["city"] for row in _table("airport_names.csv")}
    found = {
        code: Airport(
            code,
            row["name"],
            cities.get(code, row["city"]),
            row["country"],
            row["tz"],
            row["lat"],
            row["lon"],
        )
        for code, row in airportsdata.load("IATA").items()
    }
    for row in _table("cities.csv"):
        first = next((found[code] for code in row["airports"].split() if code in found), None)
        if first and row["city"] not in found:
            found[row["city"]] = first._replace(iata=row["city"], name=row["name"], city=row["name"])
    return found


@cache
def _members() -> dict[str, tuple[str, ...]]:
    return {row["city"]: tuple(row["airports"].split()) for row in _table("cities.csv")}


def airport(code: str) -> Airport | None:
    """Return the airport of an IATA code (or metropolitan code), `None` when it is not known."""
    return _airports().get(code.strip().upper())


def same_place(one: str, other: str) -> bool:
    """Tell whether two codes may mean one airport: equal, or one is the city code of the other."""
    one, other = one.strip().upper(), other.strip().upper()
    members = _members()
    return one == other or other in members.get(one, ()) or one in members.get(other, ())


@lru_cache(maxsize=512)
def _zone(code: str) -> ZoneInfo | None:
    found = airport(code)
    if found is None:
        return None
    try:
        return ZoneInfo(found.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None


@lru_cache(maxsize=8192)
def utc(local_iso: str, airport: str) -> datetime | None:
    """Return the instant that `2026-09-16T01:15` on the clock of `airport` names, in UTC.

    `None` when the airport is unknown, the text has no time of day, or is no date. A time that a change of
    clocks skips is read before the change, one that happens twice the first time. A trailing `Z` or offset
    in the text wins over the airport.
    """
    if "T" not in local_iso:
        return None
    try:
        moment = datetime.fromisoformat(local_iso)
        if moment.tzinfo is None:
            zone = _zone(airport)
            if zone is None:
                return None
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def local(at: datetime, airport: str) -> datetime:
    """Return the aware instant `at` on the clock of `airport`; in UTC when the airport is unknown."""
    return at.astimezone(_zone(airport) or UTC)


@cache
def _alpha3() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in _table("countries.csv"):
        known[row["alpha2"]] = known[row["alpha3"]] = row["alpha3"]
    for row in _table("codes_beside_iso.csv"):
        known[row["code"]] = row["becomes"]
    return known


@cache
def _alpha2() -> dict[str, str]:
    return {row["alpha3"]: row["alpha2"] for row in _table("countries.csv")}


@cache
def _beside() -> dict[str, tuple[str, str]]:
    return {
        row["becomes"]: (row["state"], row["name"]) for row in _table("codes_beside_iso.csv") if row["name"]
    }


def alpha3(code: str) -> str:
    """Return the three-letter code of a jurisdiction given as `RS`, `SRB`, `D`, `D<<`, `YUG` or `XXA`.

    Codes that only documents use (stateless, refugees, organisations, classes of British national) stand for
    themselves. Empty when unknown.
    """
    return _alpha3().get(code.strip(" <").upper(), "")


def alpha2(code: str) -> str:
    """Return the two-letter code of a jurisdiction, empty for those that have none."""
    return _alpha2().get(alpha3(code), "")


def state(code: str) -> str:
    """Return the state that stands behind a nationality: `GBR` for `GBO`, empty for a stateless person."""
    known = alpha3(code)
    return _beside()[known][0] if known in _beside() else known


@lru_cache(maxsize=2048)
def country_name(code: str, locale: str = "en") -> str:
    """Return the name of a jurisdiction in a language of CLDR (`sr_Cyrl`, `sq` …), the code if unknown."""
    known = alpha3(code)
    if not known:
        return code
    if known == "XKX" and locale.startswith("en"):
        return "Kosovo (UNSCR 1244)"
    if known in _beside():
        return _beside()[known][1]
    return str(Locale.parse(locale).territories.get(_alpha2()[known], known))


@cache
def _airlines() -> dict[str, Airline]:
    known: dict[str, Airline] = {}
    for row in _table("airlines.csv"):
        line = Airline(row["iata"], row["icao"], row["numeric"], row["name"], row["until"])
        for code in (line.iata, line.icao, line.numeric):
            if code:
                known[code] = line
    return known


def airline(code: str, day: date | None = None) -> Airline | None:
    """Return the airline of a two-character, ICAO or accounting code, as the code was used on `day`.

    `None` when the small table does not have it; the table is for display, never for a decision.
    """
    found = _airlines().get(code.strip().upper())
    if found and found.until and day and day.isoformat() > found.until:
        return None
    return found


@cache
def _documents() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["kind"], row["name"]) for row in _table("documents.csv")}


def document_kind(code: str) -> str:
    """Return what a document code means: passport, identity, visa, crew, residence, travel … or unknown."""
    code = code.strip(" <").upper()
    known = _documents()
    return (known.get(code) or known.get(code[:1]) or ("unknown", ""))[0]


def document_name(code: str) -> str:
    """Return the English name of a document code, or the code where it is unknown."""
    code = code.strip(" <").upper()
    known = _documents()
    return (known.get(code) or known.get(code[:1]) or ("", code))[1]


_RANK = {"passport": 0, "travel": 1, "identity": 2, "residence": 3, "crew": 3, "military": 3, "visa": 5}


def document_rank(code: str) -> int:
    """Order documents for display: passport first, then identity cards, others, approved, none."""
    if not code.strip(" <"):
        return 6
    return _RANK.get(document_kind(code), 4)


@cache
def _payments() -> dict[str, str]:
    return {row["code"]: row["form"] for row in _table("payments.csv")}


def payment_form(code: str) -> str:
    """Return card, cash, cheque, voucher, account, exchange, points or other; empty for an empty code.

    `cash` from an agency says that the agency settled in cash, not that the traveller did.
    """
    code = code.strip().upper()
    if not code:
        return ""
    return _payments().get(code, "other")

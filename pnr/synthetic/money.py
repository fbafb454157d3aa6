"""How a trip was sold and paid: channel, agency, form of payment, payer, fare."""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp
from random import Random

from pnr.codes import alpha2
from pnr.model.booking import Agency, Payment
from pnr.synthetic.chance import Weighted, mix, stream
from pnr.synthetic.names.traditions import traditions
from pnr.synthetic.people import Household

CHANNELS = Weighted((("web", 0.58), ("online_agency", 0.17), ("agency", 0.23), ("desk", 0.02)))
_FORMS = Weighted((("CC", 0.69), ("CA", 0.18), ("MS", 0.07), ("GR", 0.06)))
_CASH_HEAVY = Weighted((("CC", 0.57), ("CA", 0.30), ("MS", 0.07), ("GR", 0.06)))
_PAYERS = Weighted((("traveller", 0.82), ("family", 0.11), ("employer", 0.05), ("unrelated", 0.02)))
_FIRMS = (
    "LIPA TRADE DOO",
    "KORAB STEEL",
    "NORDLICHT LOGISTIK",
    "ARDEN CONSULT",
    "VIA MARIS SRL",
    "TETRA BUILD",
)
_CURRENCY = dict(
    pair.split(":")
    for pair in """
MKD:MKD SRB:RSD ALB:ALL XKX:EUR BIH:BAM MNE:EUR CHE:CHF GBR:GBP TUR:TRY ARE:AED QAT:QAR USA:USD DNK:DKK
SWE:SEK
""".split()
)
_PER_EURO = {
    "MKD": 61.5, "RSD": 117.0, "ALL": 99.0, "BAM": 1.96, "CHF": 0.95, "GBP": 0.86, "TRY": 48.0, "AED": 4.0,
    "QAR": 4.0, "USD": 1.09, "DKK": 7.46, "SEK": 11.2,
}  # fmt: skip
_VENDORS = ("VI", "CA", "VI", "AX", "VI", "CA")
SYSTEMS = ("1Z", "9Z")  # fictional reservation systems


def currency_of(country: str) -> str:
    """Return the currency fares are sold in there."""
    return _CURRENCY.get(country, "EUR")


@lru_cache(maxsize=4096)
def card_number(seed: int, household: int) -> str:
    """Return a household's card: sixteen digits from 9999 on, check digit valid, issued by nobody."""
    body = f"9999{mix(seed, household) % 10**11:011}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


@cache
def _agencies(seed: int, country: str, system: str, kind: str) -> tuple[Agency, ...]:
    chance = stream(seed, "agencies", country, kind)
    made = []
    for place in range(40 if kind == "agency" else 6):
        city = f"{alpha2(country)}{chr(65 + int(chance.random() * 26))}"
        made.append(
            Agency(
                system,
                city,
                f"00{int(chance.random() * 899999) + 100000}",  # no agency number begins with 00
                f"{city}{place:02}{system}",
                city,
                alpha2(country),
                currency_of(country),
                "T",
                f"{int(chance.random() * 9999):04}{'ABCDEFGH'[place % 8]}S",
            )
        )
    return tuple(made)


def sold_by(seed: int, chance: Random, *, carrier: str, home: str, country: str, channel: str) -> Agency:
    """Return who made the booking: the carrier's own site or desk, or an agency where the traveller lives."""
    if channel in ("web", "desk"):
        agent = "WEB" if channel == "web" else ""
        return Agency(carrier, home, "", "", home, alpha2(country), currency_of(country), "A", agent)
    known = _agencies(seed, country, SYSTEMS[0] if country < "H" else SYSTEMS[1], channel)
    return known[int(len(known) * chance.random() ** 2)]


def fare(chance: Random, *, long_haul: bool) -> float:
    """Return a fare in euro for one person: log-normal, median 95 in Europe and 620 beyond."""
    return round((620.0 if long_haul else 95.0) * exp(chance.gauss(0.0, 0.42)), 2)


def amount(euro: float, currency: str) -> str:
    """Return a fare as sent, in `currency`."""
    return f"{euro * _PER_EURO.get(currency, 1.0):.2f}"


def paid(
    chance: Random, seed: int, family: Household, *, total: str, currency: str, at_agency: bool, ticket: str
) -> Payment:
    """Return how one ticket was paid and by whom."""
    draw = chance.random
    form = (_CASH_HEAVY if family.country in ("ALB", "XKX") else _FORMS).pick(draw())
    if form == "CA" and not at_agency:
        form = "CC"
    payer = ""
    who = _PAYERS.pick(draw())
    if who == "employer":
        payer = _FIRMS[int(draw() * len(_FIRMS))]
    elif who != "traveller":
        surname = family.people[0].surname
        if who == "unrelated":
            surname = traditions()["central"].surname(draw())
        payer = f"{surname.document} {family.people[-1].given.document}"
    if form != "CC":
        return Payment(form=form, amount=total, currency=currency, payer=payer, ticket=ticket)
    number = card_number(seed, family.id)
    return Payment(
        form="CC",
        vendor=_VENDORS[family.id % 6],
        number=number if family.id % 10 < 2 else f"{number[:6]}XXXXXX{number[-4:]}",
        expiry=f"{family.id % 12 + 1:02}{27 + family.id % 5}",
        amount=total,
        currency=currency,
        payer=payer,
        ticket=ticket,
    )

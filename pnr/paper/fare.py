"""Read the fare-calculation line of a ticket: places, carriers, priced parts, surcharges, rate, taxes.

`SAO ZZ LFW QX ABJ 1210.00NUC1210.00END ROE1.000000 XT 25.50YQ 12.10BR`: between two places stands a carrier,
an amount after a place prices the part that ends there. Best effort: a word it does not know is counted,
never an error, and the line is not judged by it.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from pnr.quality import Finding, severity

_AMOUNT = r"\d{1,9}(?:\.\d{1,3})?"
_WORD = re.compile(
    rf"(?P<surface>/[/-])(?P<after>[A-Z]{{3}})?"
    rf"|(?P<transfer>[XE]/)(?P<via>[A-Z]{{3}})"
    rf"|Q(?:[A-Z]{{6}})?(?P<surcharge>{_AMOUNT})"
    rf"|ROE(?P<rate>\d{{1,9}}(?:\.\d{{1,9}})?)"
    rf"|(?P<currency>NUC|[A-Z]{{3}})(?P<total>{_AMOUNT})(?P<end>END)?"
    rf"|(?P<mileage>\d{{0,2}}M)(?:/[A-Z]{{3}})?(?P<priced>{_AMOUNT})?(?P<basis>[A-Z][A-Z0-9/]{{1,14}})?"
    rf"|(?P<amount>{_AMOUNT})(?P<code>[A-Z][A-Z0-9/]{{1,14}})?"
)
_JOINED = re.compile(rf"({_AMOUNT}[A-Z0-9/]*?)(NUC{_AMOUNT})(END)?$")


class FarePoint(msgspec.Struct, frozen=True, gc=False):
    """One place of the route: how it was reached, whether a transfer, what the part up to it costs."""

    place: str
    carrier: str = ""
    transfer: bool = False
    surface: bool = False
    amount: str = ""
    basis: str = ""
    surcharges: tuple[str, ...] = ()


class FareCalculation(msgspec.Struct, frozen=True, gc=False, tag="fare", tag_field="paper"):
    """A fare calculation. Amounts are decimal text in `currency` (NUC, or a currency where fares are local).

    `local_total` is the total times the rate of exchange. `hidden`: IT or BT stands where the amount would.
    """

    points: tuple[FarePoint, ...] = ()
    currency: str = ""
    total: str = ""
    rate: str = ""
    local_total: str = ""
    taxes: tuple[tuple[str, str], ...] = ()  # (code, amount)
    hidden: bool = False
    unknown: int = 0
    findings: tuple[Finding, ...] = ()


def is_fare(text: str) -> bool:
    """Tell whether a text is a fare calculation: it starts with a place and holds the end of one."""
    upper = text.strip().upper()
    return bool(re.match(r"(?:[A-Z0-9-]{1,12} )?[A-Z]{3} ", upper)) and bool(
        re.search(r"(?:NUC|[A-Z]{3})[\d.]+\s?END", upper)
    )


def read_fare(text: str) -> FareCalculation:
    """Read a fare-calculation line. Never raises; what is not understood is counted in `unknown`."""
    reader = _Reader()
    for word in _words(text.upper()):
        reader.word(word)
    return reader.result()


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split():
        joined = _JOINED.fullmatch(word)
        words += [part for part in joined.groups() if part] if joined else [word]
    return words


class _Reader:
    def __init__(self) -> None:
        self.points: list[FarePoint] = []
        self.carrier = ""
        self.surface = self.transfer = self.ended = self.hidden = False
        self.currency = self.total = self.rate = ""
        self.taxes: list[tuple[str, str]] = []
        self.unknown = 0

    def word(self, word: str) -> None:
        if word in {"END", "XT", "PD", "XF"}:
            self.ended = self.ended or word != "PD"
        elif word in {"IT", "BT"} and self.points:
            self.hidden = True
        elif len(word) == 3 and word.isalpha() and not self.ended:
            self._place(word)
        elif len(word) == 2 and word.isalnum() and not word.isdigit() and not self.ended:
            self.carrier = word
        elif word in {"M", "R", "E", "5M", "10M", "15M", "20M", "25M"}:
            return
        else:
            self._valued(word)

    def _valued(self, word: str) -> None:
        found = _WORD.fullmatch(word)
        if found is None:
            self.unknown += 1
        elif found["surface"]:
            self.surface = True
            if found["after"]:
                self._place(found["after"])
        elif found["via"]:
            self.transfer = found["transfer"] == "X/"
            self._place(found["via"])
        elif found["rate"]:
            self.rate, self.ended = found["rate"], True
        elif found["surcharge"]:
            self._surcharge(found["surcharge"])
        elif found["total"]:
            self._total(found["currency"], found["total"], ended=bool(found["end"]))
        elif self.ended:
            self.taxes.append((found["code"] or "", found["amount"] or found["priced"] or ""))
        else:
            self._priced(found["amount"] or found["priced"] or "", found["code"] or found["basis"] or "")

    def _place(self, place: str) -> None:
        self.points.append(FarePoint(place, self.carrier, self.transfer, self.surface))
        self.carrier, self.transfer, self.surface = "", False, False

    def _priced(self, amount: str, basis: str) -> None:
        if self.points and amount:
            self.points[-1] = msgspec.structs.replace(self.points[-1], amount=amount, basis=basis)

    def _surcharge(self, amount: str) -> None:
        if self.points:
            last = self.points[-1]
            self.points[-1] = msgspec.structs.replace(last, surcharges=(*last.surcharges, amount))

    def _total(self, currency: str, amount: str, *, ended: bool) -> None:
        if self.ended and currency != "NUC":
            self.taxes.append((currency, amount))
            return
        self.currency, self.total = currency, amount
        self.ended = self.ended or ended

    def result(self) -> FareCalculation:
        findings: list[Finding] = []
        if self.unknown:
            params = (("count", str(self.unknown)),)
            findings.append(Finding("fare.words_unknown", severity("fare.words_unknown"), params=params))
        parts = [Decimal(one.amount) for one in self.points if one.amount]
        extra = [Decimal(amount) for one in self.points for amount in one.surcharges]
        if self.total and parts and sum(parts) + sum(extra) != Decimal(self.total):
            findings.append(Finding("fare.total_differs", severity("fare.total_differs")))
        local = f"{Decimal(self.total) * Decimal(self.rate):.2f}" if self.total and self.rate else ""
        return FareCalculation(
            tuple(self.points),
            self.currency,
            self.total,
            self.rate,
            local,
            tuple(self.taxes),
            self.hidden,
            self.unknown,
            tuple(findings),
        )

"""Fictional carriers and their habits: what they send, how they write it, and what goes wrong.

No code here is a designator in `pnr.data.airlines`, and none has an accounting code: tickets and bag tags
carry 000, which no airline holds.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

ACCOUNTING = "000"


class Codeshare(StrEnum):
    """How a host says that another carrier operates a leg (PNRGOV guides up to 13.1, from 14.1)."""

    SECOND_TVL = "second TVL"
    TRA = "TRA"


class Habits(msgspec.Struct, frozen=True):
    """What one carrier's systems do. Shares are between 0 and 1.

    `version` is that of its PNRGOV, `release` that of its PAXLST. `service` is the service string advice,
    `line_end` what follows each segment. `titles` is the share of given names with a title glued on,
    `faults` multiplies the rates of `typing_faults`. A low-cost carrier sells without a hold bag, and halves
    of a trip separately. `close_out` carriers send at departure who is on board as references (266 CLOB), the
    others a second list.
    """

    version: str = "15:1"
    codeshare: Codeshare = Codeshare.TRA
    service: str = "UNA:+.?*'"
    line_end: str = "\r\n"
    release: str = "05B"
    list_service: str = "UNA:+.? '"
    titles: float = 0.25
    given_limit: int = 30
    check_in_data: bool = True
    weights: float = 0.7
    no_payment: float = 0.35
    no_phone: float = 0.30
    agency_phone: float = 0.25
    documents_early: float = 0.55
    two_letter_issuer: float = 0.04
    low_cost: bool = False
    close_out: bool = False
    faults: float = 1.0


class Carrier(msgspec.Struct, frozen=True):
    """A fictional carrier: code, name, the airport it calls home, its habits."""

    code: str
    name: str
    home: str
    habits: Habits = Habits()

    @property
    def low_cost(self) -> bool:
        """Whether it sells without a hold bag, and separate one-way tickets."""
        return self.habits.low_cost


_NETWORK = Habits()
_LOW_COST = Habits(
    low_cost=True, titles=0.05, no_phone=0.15, agency_phone=0.05, no_payment=0.2, documents_early=0.35
)
_BACKSLASH = "UNA:+.\\*'"

_change = msgspec.structs.replace

CARRIERS = {
    one.code: one
    for one in (
        Carrier("Q7", "Vardar Air", "SKP", habits=_LOW_COST),
        Carrier(
            "Q4",
            "Danubia Airlines",
            "BEG",
            habits=_change(_NETWORK, version="13:1", codeshare=Codeshare.SECOND_TVL),
        ),
        Carrier(
            "L0", "Illyra Air", "TIA", habits=_change(_LOW_COST, version="11:1", weights=0.0, faults=1.4)
        ),
        Carrier(
            "U0", "Sharr Airways", "PRN", habits=_change(_NETWORK, release="02B", given_limit=20, faults=1.6)
        ),
        Carrier("W0", "Trebevic Air", "SJJ", habits=_change(_NETWORK, release="02B", line_end="")),
        Carrier("K0", "Lovcen Wings", "TGD", habits=_change(_NETWORK, check_in_data=False, no_payment=0.8)),
        Carrier("X0", "Bosphor Lines", "IST", habits=_change(_NETWORK, release="12B", titles=0.45)),
        Carrier(
            "H0",
            "Alpenlinie",
            "VIE",
            habits=_change(_NETWORK, service=_BACKSLASH, release="12B", close_out=True, faults=0.5),
        ),
        Carrier("F0", "Rheinbird", "DUS", habits=_change(_LOW_COST, release="12B", line_end="", faults=0.6)),
        Carrier(
            "Q0", "Halcyon Gulf", "DOH", habits=_change(_NETWORK, release="12B", titles=0.5, weights=0.95)
        ),
        Carrier(
            "R0",
            "Meridio",
            "FCO",
            habits=_change(_NETWORK, version="11:1", codeshare=Codeshare.SECOND_TVL, titles=0.4),
        ),
        Carrier("C0", "Boreal", "CPH", habits=_change(_LOW_COST, faults=0.4)),
    )
}

# Carriers of the long legs that feed a hub; they never push to us, they only stand in itineraries.
FEEDERS = {
    "IST": "X0",
    "VIE": "H0",
    "FRA": "F0",
    "CDG": "R0",
    "MAD": "R0",
    "DOH": "Q0",
    "DXB": "Q0",
    "BEG": "Q4",
}

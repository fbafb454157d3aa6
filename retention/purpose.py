"""Why a passenger is looked at: the offence, the mode of work, the case.

Source: Directive (EU) 2016/681 arts 1(2), 3(8)-(9) and Annex II; no purpose outside the list exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retention.refusals import PurposeRefused


class Offence(StrEnum):
    """Terrorism, or one heading of Annex II (numbers 1-26 in `ANNEX_II`)."""

    TERRORISM = "terrorism"
    CRIMINAL_ORGANISATION = "criminal_organisation"
    HUMAN_TRAFFICKING = "human_trafficking"
    CHILD_ABUSE = "child_abuse"
    DRUGS = "drugs"
    WEAPONS = "weapons"
    CORRUPTION = "corruption"
    FRAUD = "fraud"
    LAUNDERING = "laundering"
    CYBERCRIME = "cybercrime"
    ENVIRONMENT = "environment"
    UNAUTHORISED_ENTRY = "unauthorised_entry"
    MURDER = "murder"
    ORGANS = "organs"
    KIDNAPPING = "kidnapping"
    ROBBERY = "robbery"
    CULTURAL_GOODS = "cultural_goods"
    PIRACY_OF_PRODUCTS = "piracy_of_products"
    FORGED_DOCUMENTS = "forged_documents"
    HORMONES = "hormones"
    NUCLEAR = "nuclear"
    RAPE = "rape"
    INTERNATIONAL_COURT = "international_court"
    SEIZURE_OF_AIRCRAFT = "seizure_of_aircraft"
    SABOTAGE = "sabotage"
    STOLEN_VEHICLES = "stolen_vehicles"
    INDUSTRIAL_ESPIONAGE = "industrial_espionage"


ANNEX_II: dict[Offence, int] = {offence: number for number, offence in enumerate(Offence) if number}


class Mode(StrEnum):
    """How the data are worked with. The first two need an offence."""

    ASSESSMENT = "assessment"  # art. 6(2)(a): before arrival or departure
    REQUEST = "request"  # art. 6(2)(b): a reasoned request in one case
    REVIEW = "review"  # art. 6(5): a person looks at an automated hit
    RIGHTS = "rights"  # art. 13: a data subject asked
    AUDIT = "audit"  # art. 13(6), 15: verification
    RETENTION = "retention"  # art. 12(4): masking and deletion
    DEMONSTRATION = "demonstration"  # synthetic data only


_NEEDS_OFFENCE = frozenset({Mode.ASSESSMENT, Mode.REQUEST, Mode.REVIEW})


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why: an offence of the list, a mode, and the case where there is one.

    `offence` is an `Offence` or its text. `air_link` says how the offence is tied to air carriage (C-817/19);
    a request cannot do without it, nor without a case. Raises `PurposeRefused`.
    """

    offence: str
    mode: Mode
    case: str = ""
    air_link: str = ""

    def __post_init__(self) -> None:
        if self.offence and self.offence not in frozenset(Offence):
            raise PurposeRefused("the offence is neither terrorism nor a heading of Annex II")
        if not self.offence and self.mode in _NEEDS_OFFENCE:
            raise PurposeRefused(f"{self.mode} needs an offence: terrorism or a heading of Annex II")
        if self.mode is Mode.REQUEST and not (self.case and self.air_link):
            raise PurposeRefused("a request needs its case and the link with air carriage")

"""People made of syllables for benches and tests: no list, no set, no real person."""

from __future__ import annotations

import random

from matching.evaluation.sets import partial_birth
from matching.names.tables import VARIANTS
from matching.screening.model import Subject, SubjectName
from watchlists.entry import Entry, EntryName

_SYLLABLES = (
    "BA BE BI BO DRA DO GA GO HA HU IL JA JO KA KE KI KO LA LE LU MA ME MI MO NA NE NI NO PA PE PO "
    "RA RE RI SA SE SHA SI SO STA TA TE TI TO VA VE VI VO YA ZA ZE ZO"
).split()
_ENDINGS = ("VIC", "SKI", "OV", "EV", "LI", "N", "NI", "R", "S", "T", "", "")


def _surname(order: random.Random) -> str:
    return "".join(order.choices(_SYLLABLES, k=order.randrange(2, 4))) + order.choice(_ENDINGS)


def _given(order: random.Random) -> str:
    return " ".join(order.choice(order.choice(VARIANTS)) for _ in range(order.choice((1, 1, 2))))


def _born(order: random.Random) -> str:
    return f"{order.randrange(1945, 2008)}-{order.randrange(1, 13):02}-{order.randrange(1, 29):02}"


def invented_entry(number: int, order: random.Random) -> Entry:
    """Return a listed person with a name of syllables, born between 1945 and 2007."""
    return Entry(
        source_id=f"ZZ-{number}",
        names=(EntryName(surname=_surname(order), given=_given(order)),),
        births=(partial_birth(_born(order)),),
        sexes=(order.choice("MF"),),
        nationalities=(order.choice(("SRB", "MKD", "ALB", "TUR", "DEU")),),
    )


def invented_subject(order: random.Random) -> Subject:
    """Return a traveller of the same mould who is on no list but by chance."""
    return Subject(
        names=(SubjectName(_surname(order), _given(order)),),
        births=(_born(order),),
        sex=order.choice("MF"),
        nationalities=(order.choice(("SRB", "MKD", "ALB", "TUR", "DEU")),),
    )

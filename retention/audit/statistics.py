"""The yearly statistics of the law, counted from the audit log: no personal data, no small cells.

Directive (EU) 2016/681 art. 20: passengers collected and exchanged, passengers identified for further
examination; and what else an authority asks of the log (requests, approvals, refusals, endings).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from retention.acts import Act
from retention.audit import log
from retention.unit_of_work import Reading

_DISCLOSURES = frozenset(act for act in Act if act.value.startswith("disclosure."))


@dataclass(slots=True)
class Year:
    """Counts of one calendar year (UTC) of one tenant. Numbers are exact: `shown` suppresses."""

    year: int
    messages: int = 0
    passengers: int = 0  # persons of every flight, as last assessed
    raised: int = 0  # possible matches the machine raised
    reviewed: Counter[str] = field(default_factory=Counter)  # by verdict of a person
    exchanged: Counter[str] = field(default_factory=Counter)  # disclosures by kind of recipient
    consultations: int = 0
    denied: int = 0
    unmasked: int = 0
    break_glass: int = 0
    rights: int = 0
    buckets_ended: int = 0
    persons_erased: int = 0


def of_year(reading: Reading, year: int) -> Year:
    """Count one year of the actor's tenant."""
    rows = reading.connection.execute(
        select(log.leaves.c.envelope)
        .where(
            log.leaves.c.tenant == reading.actor.tenant,
            log.leaves.c.at >= datetime(year, 1, 1, tzinfo=UTC),
            log.leaves.c.at < datetime(year + 1, 1, 1, tzinfo=UTC),
        )
        .order_by(log.leaves.c.seq)
    ).scalars()
    return count(year, (json.loads(row) for row in rows))


def count(year: int, envelopes: Iterable[dict[str, Any]]) -> Year:
    """Count envelopes, which are all of `year`."""
    made = Year(year)
    flights: dict[str, tuple[int, int]] = {}
    verdicts: dict[str, str] = {}
    for one in envelopes:
        kind, facts, done = one["type"], one.get("facts", {}), one.get("outcome") == "done"
        if kind == Act.COMBINATION and "leg" in facts:
            before = flights.get(facts["leg"], (0, 0))
            flights[facts["leg"]] = (facts.get("persons", before[0]), before[1] + facts.get("hits", 0))
        elif kind == Act.REVIEW and "hit" in facts:
            if "verdict" in facts:
                verdicts[facts["hit"]] = facts["verdict"]
            else:
                verdicts.pop(facts["hit"], None)  # taken back by who gave it
        elif kind in _DISCLOSURES:
            made.exchanged[kind.partition(".")[2]] += 1
        elif kind == Act.ERASE_ONE and facts.get("step") == "intent":
            made.persons_erased += len(one.get("subjects", ()))
        else:
            _tick(made, kind, done=done)
    made.passengers = sum(persons for persons, _ in flights.values())
    made.raised = sum(hits for _, hits in flights.values())
    made.reviewed.update(verdicts.values())
    return made


def _tick(made: Year, kind: str, *, done: bool) -> None:
    match kind:
        case Act.COLLECTION:
            made.messages += 1
        case Act.CONSULTATION if done:
            made.consultations += 1
        case Act.CONSULTATION_DENIED:
            made.denied += 1
        case Act.UNMASK_GRANT:
            made.unmasked += 1
        case Act.BREAK_GLASS_OPEN:
            made.break_glass += 1
        case Act.RIGHTS_REQUEST:
            made.rights += 1
        case Act.ERASE_DONE:
            made.buckets_ended += 1
        case _:
            pass


def shown(made: Year, *, below: int) -> dict[str, int | str]:
    """Return the figures as they may be published: a number under `below` only as that."""
    figures: dict[str, int] = {
        name: getattr(made, name)
        for name in (
            "messages",
            "passengers",
            "raised",
            "consultations",
            "denied",
            "unmasked",
            "break_glass",
            "rights",
            "buckets_ended",
            "persons_erased",
        )
    }
    figures |= {f"reviewed.{name}": number for name, number in sorted(made.reviewed.items())}
    figures |= {f"exchanged.{name}": number for name, number in sorted(made.exchanged.items())}
    return {
        name: number if number == 0 or number >= below else f"<{below}" for name, number in figures.items()
    }

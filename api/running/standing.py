"""Where an installation stands: received, stored, screened, flagged, quarantined, and whether it adds up."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from matching.review.hits import HitState, hit_table
from pnr.records import quarantine
from pnr.records.messages import MessageState, tally
from pnr.records.travellers import TravellerState, traveller_table
from retention.unit_of_work import Reading
from watchlists.registry import registered


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of one tenant. `people` are persons on legs, gone ones apart; `flagged` those with a hit."""

    received: int
    by_state: dict[str, int]
    refused_parts: int
    people: dict[str, int]
    hits: dict[str, int]
    quarantined_now: int
    lists: tuple[tuple[str, str, str], ...]

    @property
    def adds_up(self) -> bool:
        """Every received message is in one state, and every person here is either screened or not."""
        people = self.people
        return (
            self.received == sum(self.by_state.values())
            and people["here"] == people["screened"] + people["not screened"]
            and people["flagged"] <= people["screened"] + people["gone"]
        )

    def as_dict(self) -> dict[str, object]:
        """Return the same as plain values, with `adds_up`."""
        return {**asdict(self), "adds_up": self.adds_up}


def standing(scope: Reading) -> Standing:
    """Count. Opens nothing about a passenger."""
    counted = tally(scope)
    columns = traveller_table.c
    here = (columns.tenant == scope.actor.tenant, columns.state != TravellerState.GONE.value)
    number, screened = scope.connection.execute(
        select(func.count(), func.count(columns.screened_at)).where(*here)
    ).one()
    gone = scope.connection.execute(
        select(func.count()).where(
            columns.tenant == scope.actor.tenant, columns.state == TravellerState.GONE.value
        )
    ).scalar_one()
    hit = hit_table.c
    of_tenant = hit.tenant == scope.actor.tenant
    flagged = scope.connection.execute(
        select(func.count(hit.traveller_id.distinct())).where(
            of_tenant, hit.state != HitState.UNSUPPORTED.value
        )
    ).scalar_one()
    by_hit = scope.connection.execute(
        select(hit.state, func.count().label("number")).where(of_tenant).group_by(hit.state)
    )
    return Standing(
        received=sum(one.messages for one in counted.values()),
        by_state={state.value: counted[state].messages for state in MessageState if state in counted},
        refused_parts=sum(one.refused for one in counted.values()),
        people={
            "here": number,
            "screened": screened,
            "not screened": number - screened,
            "flagged": flagged,
            "gone": gone,
        },
        hits={row.state: row.number for row in by_hit},
        quarantined_now=quarantine.count(scope),
        lists=tuple((one.title, one.snapshot or "none", str(one.entries or 0)) for one in registered(scope)),
    )

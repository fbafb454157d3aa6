"""How long data live when the policy changed meanwhile: the shortest of every policy that ever covered them.

A change that shortens applies at once to everything; one that lengthens never reaches what was collected
under the shorter period (data-protection.md §A.8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from retention.policy import Policy, Regime
from retention.refusals import RegimeUnknown
from retention.tiers import Tier


@dataclass(frozen=True, slots=True)
class Terms:
    """The policies that were ever active here, oldest first, each with the instant of its activation."""

    past: Sequence[tuple[datetime, Policy]]

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.past[-1][1]

    def _covering(self, name: str, anchor: datetime) -> list[Regime]:
        """Return the regime as each policy had it that was in force at `anchor` or came later."""
        first = max((i for i, (at, _) in enumerate(self.past) if at <= anchor), default=0)
        found: list[Regime] = []
        for _, policy in self.past[first:]:
            try:
                found.append(policy.regime(name))
            except RegimeUnknown:
                continue  # a regime taken out of the policy takes no new data; the old keep their term
        if not found:
            raise RegimeUnknown("no policy of this store ever had such a regime")
        return found

    def _least(self, name: str, anchor: datetime, end: Callable[[Regime], datetime]) -> datetime:
        return min(end(regime) for regime in self._covering(name, anchor))

    def ends(self, regime: str, anchor: datetime) -> datetime:
        """Return when data of the regime without an objective link are gone."""
        return self._least(regime, anchor, lambda found: found.ends(anchor))

    def ends_linked(self, regime: str, anchor: datetime) -> datetime:
        """Return when data of the regime with an objective link are gone."""
        return self._least(regime, anchor, lambda found: found.ends_linked(anchor))

    def hidden(self, regime: str, anchor: datetime, tier: Tier) -> datetime:
        """Return from when the tier does not open any more."""
        return self._least(regime, anchor, lambda found: found.hidden(anchor, tier))

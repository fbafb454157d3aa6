"""Who acts: people in a role, services in an identity, and the tiers each may open (decision 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from retention.purpose import Mode, Offence, Purpose
from retention.tiers import Tier

__all__ = ["Actor", "Mode", "Offence", "Purpose", "Role", "ServiceIdentity"]


class Role(StrEnum):
    """What a person does here. One person has one role; some pairs are forbidden (`api.identity`)."""

    OFFICER = "officer"
    ANALYST = "analyst"
    SUPERVISOR = "supervisor"
    UNIT_HEAD = "unit_head"
    APPROVER = "approver"
    DPO = "dpo"
    AUDITOR = "auditor"
    ADMIN = "admin"


class ServiceIdentity(StrEnum):
    """What a process does here. None can sign in."""

    ASSESS = "assess"  # reads, screens and assesses in the operational window: all tiers
    ANALYSIS = "analysis"  # backtests and statistics: never `ID`
    RETENTION = "retention"  # destroys, never opens
    EXPORT = "export"  # makes the package of one approved disclosure


_ALL = frozenset(Tier)
_NONE: frozenset[Tier] = frozenset()
_MASKED = frozenset({Tier.OP, Tier.FX})

TIERS: Mapping[Role | ServiceIdentity, frozenset[Tier]] = MappingProxyType(
    {
        Role.OFFICER: _ALL,
        Role.ANALYST: _MASKED,
        Role.SUPERVISOR: _ALL,
        Role.UNIT_HEAD: _ALL,
        Role.APPROVER: _NONE,
        Role.DPO: _ALL,
        Role.AUDITOR: _NONE,
        Role.ADMIN: _NONE,
        ServiceIdentity.ASSESS: _ALL,
        ServiceIdentity.ANALYSIS: _MASKED,
        ServiceIdentity.RETENTION: _NONE,
        ServiceIdentity.EXPORT: _ALL,
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person or service as the store sees it. Ids are opaque; `session` names the sign-in, if any."""

    id: str
    tenant: str
    agency: str
    unit: str
    role: Role | ServiceIdentity
    session: str = ""

    @property
    def tiers(self) -> frozenset[Tier]:
        """The tiers this actor may open."""
        return TIERS[self.role]

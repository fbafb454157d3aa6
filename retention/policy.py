"""The policy: what may be collected under which legal regime, when it is hidden, when it ends.

A file people write (TOML), read strictly: an unknown key is an error, nothing has a hidden default that
lengthens a life. The hash of its canonical form goes in every audit entry.

Source: Directive (EU) 2016/681 arts 12-13 as read in C-817/19; ICAO Annex 9 ch. 9; data-protection.md §A.8.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from retention.periods import Period
from retention.refusals import PolicyRefused, RegimeUnknown
from retention.tiers import Tier

SCHEMA = "najava.policy/1"

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{0,40}$")]
PublicKey = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class Status(StrEnum):
    """Only `active` takes real data, and only `demonstration` takes synthetic data without signatures."""

    TEMPLATE = "template"
    DRAFT = "draft"
    ACTIVE = "active"
    DEMONSTRATION = "demonstration"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Mask(_Part):
    """Depersonalisation: `sieve` deletes what has no objective link and seals the rest, `seal` seals all."""

    after: Period
    action: Literal["sieve", "seal"]


class Links(_Part):
    """Objective links that keep a record beyond `unlinked_delete` (C-817/19)."""

    signers: int = Field(default=2, ge=2)
    review_every: Period = Period(months=12)


class Regime(_Part):
    """One legal regime: how long its data live and what they may be used for.

    `delete` is the latest end of anything; `unlinked_delete` the end of what carries no objective link.
    `operational_after_arrival` ends the assessment mode. `reuse_for_law_enforcement` allows a border copy to
    be merged with the law-enforcement copy of the same person (decision 5).
    """

    delete: Period
    unlinked_delete: Period | None = None
    mask: Mask | None = None
    link: Links | None = None
    operational_after_arrival: Period = Period(span=timedelta(hours=24))
    result_ttl: Period = Period(span=timedelta(days=30))
    reuse_for_law_enforcement: bool = False
    elements_allowed: tuple[Annotated[int, Field(ge=1, le=19)], ...] = tuple(range(1, 20))

    def ends(self, anchor: datetime) -> datetime:
        """Return when data without an objective link, first transferred at `anchor`, are gone."""
        latest = self.delete.after(anchor)
        return latest if self.unlinked_delete is None else min(latest, self.unlinked_delete.after(anchor))

    def ends_linked(self, anchor: datetime) -> datetime:
        """Return when even data with an objective link are gone."""
        return self.delete.after(anchor)

    def hidden(self, anchor: datetime, tier: Tier) -> datetime:
        """Return from when the tier does not open any more for data without a link."""
        end = self.ends(anchor)
        if tier is Tier.ID and self.mask is not None:
            return min(end, self.mask.after.after(anchor))
        return end


class ClockRules(_Part):
    """How far the clock may jump forward before everything irreversible stops."""

    max_forward_jump: Period = Period(span=timedelta(hours=48))


class Unmask(_Part):
    """Who may open sealed data after masking. Without an approver's key nobody, and no link is possible."""

    approver_org: Name = ""
    approver_key: PublicKey = ""
    excluded_orgs: tuple[str, ...] = ("self",)
    max_records: int = Field(default=20, ge=1, le=20)
    grant_ttl: Period = Period(span=timedelta(hours=8))
    review_within: Period = Period(span=timedelta(days=14))
    break_glass: bool = False
    ratify_within: Period = Period(span=timedelta(hours=72))


class Audit(_Part):
    """The log: how long its bodies live, how often it is signed, how many witnesses co-sign."""

    retention: Period = Period(months=60)
    checkpoint_every: Period = Period(span=timedelta(hours=1))
    witnesses_required: int = Field(default=1, ge=0)


class Backup(_Part):
    """How old copies may get. A root epoch bounds how long one can open what was erased."""

    max_data_backup_age: Period = Period(span=timedelta(days=90))
    key_epoch: Period = Period(span=timedelta(days=7))
    keystore_backup_max: Period = Period(span=timedelta(days=7))


class Statistics(_Part):
    """Yearly statistics (art. 20): cells below this number are not shown."""

    suppress_below: int = Field(default=10, ge=10)


class Rights(_Part):
    """Deadlines of a data subject's request."""

    deadline: Period = Period(span=timedelta(days=30))
    extend_once: Period = Period(span=timedelta(days=60))


class Signers(_Part):
    """The two whose Ed25519 signatures activate this policy; also those who must sign its successor."""

    head_of_unit: PublicKey = ""
    dpo: PublicKey = ""


class History(_Part):
    """Decision 17: history facts in the assessment, behind a switch with its impact-assessment text."""

    in_assessment: bool = False
    dpia: str = Field(default="", max_length=4000)


class Policy(_Part):
    """A whole policy. `hash` identifies it; `version` grows with each change of the same `id`."""

    schema_: Literal["najava.policy/1"] = Field(alias="schema")
    id: Id
    version: int = Field(ge=1)
    status: Status
    valid_from: date
    modelled_on: tuple[str, ...] = ()
    legal_ref: tuple[str, ...] = ()
    tenant: Name = ""
    timezone: str = Field(default="UTC", pattern=r"^[A-Za-z_+/0-9-]{1,40}$")
    historical_query: Literal["approval"] = "approval"
    quarantine: Period = Period(span=timedelta(hours=72))
    regimes: Mapping[Id, Regime]
    clock: ClockRules = ClockRules()
    unmask: Unmask = Unmask()
    audit: Audit = Audit()
    backup: Backup = Backup()
    statistics: Statistics = Statistics()
    rights: Rights = Rights()
    history: History = History()
    signers: Signers = Signers()

    @model_validator(mode="after")
    def _lawful(self) -> Self:
        faults = [*_faults(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def demonstration(self) -> bool:
        """Whether only synthetic data may be here; every page says so."""
        return self.status is Status.DEMONSTRATION

    @property
    def links_possible(self) -> bool:
        """Whether an objective link can keep anything: never without an external approver (decision 14)."""
        return bool(self.unmask.approver_key)

    def regime(self, name: str) -> Regime:
        """Return a regime. Raises `RegimeUnknown`."""
        if name == QUARANTINE:
            return Regime(delete=self.quarantine, elements_allowed=())
        found = self.regimes.get(name)
        if found is None:
            raise RegimeUnknown("the active policy has no such regime")
        return found

    def canonical(self) -> bytes:
        """Return the canonical JSON that is hashed and signed."""
        return rfc8785.dumps(self.model_dump(mode="json", by_alias=True))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical form, hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()


QUARANTINE = "quarantine"
"""The regime of unreadable bodies (decision 11): exists in every policy, lives `Policy.quarantine`."""

_TWO_YEARS = timedelta(days=731)
_HALF_YEAR = timedelta(days=184)
_FIVE_YEARS = timedelta(days=1825)
_THREE_DAYS = timedelta(hours=72)


def _faults(policy: Policy) -> list[str]:
    """List what no policy may say (data-protection.md §A.8)."""
    faults: list[str] = []
    if QUARANTINE in policy.regimes:
        faults.append("quarantine is not a regime to define; set its period at `quarantine`")
    if policy.quarantine.longest() > _THREE_DAYS:
        faults.append("quarantine may last 72 hours at most")
    for name, regime in policy.regimes.items():
        faults.extend(f"{name}: {fault}" for fault in _faults_of(regime))
    if policy.backup.keystore_backup_max.longest() > policy.backup.key_epoch.shortest():
        faults.append("backup: keystore_backup_max may not exceed key_epoch")
    if "self" not in policy.unmask.excluded_orgs:
        faults.append("unmask: excluded_orgs must contain self: a unit never approves its own unmasking")
    if policy.history.in_assessment and not policy.history.dpia:
        faults.append("history: in_assessment needs the text of its impact assessment in dpia")
    if policy.status in (Status.ACTIVE, Status.DRAFT) and policy.audit.retention.shortest() < _FIVE_YEARS:
        faults.append("audit: retention may not be shorter than five years (art. 13(6))")
    if policy.status is Status.ACTIVE:
        faults.extend(_faults_of_active(policy))
    return faults


def _faults_of(regime: Regime) -> list[str]:
    faults: list[str] = []
    if regime.mask is not None:
        if regime.mask.after.shortest() > regime.delete.longest():
            faults.append("delete comes before mask")
        if regime.mask.after.shortest() > _TWO_YEARS:
            faults.append("mask may not be later than two years after transfer (Annex 9)")
        if regime.mask.action == "sieve" and regime.unlinked_delete is None:
            faults.append("a sieve needs unlinked_delete")
    if regime.unlinked_delete is not None and regime.unlinked_delete.shortest() > regime.delete.longest():
        faults.append("unlinked_delete comes after delete")
    if regime.delete.shortest() > timedelta(days=5 * 366):
        faults.append("nothing may be kept for more than five years")
    return faults


def _faults_of_active(policy: Policy) -> list[str]:
    faults: list[str] = []
    if not policy.legal_ref:
        faults.append("an active policy names its national legal reference in legal_ref")
    if not policy.tenant:
        faults.append("an active policy names its tenant")
    if not (policy.signers.head_of_unit and policy.signers.dpo):
        faults.append("an active policy names the keys of head of unit and data protection officer")
    elif policy.signers.head_of_unit == policy.signers.dpo:
        faults.append("head of unit and data protection officer are two persons with two keys")
    inside = (policy.signers.head_of_unit, policy.signers.dpo)
    if policy.links_possible and policy.unmask.approver_key in inside:
        faults.append("the approver's key belongs to another organisation")
    if not policy.regimes:
        faults.append("an active policy has at least one regime")
    return faults


def warnings(policy: Policy) -> tuple[str, ...]:
    """List what a policy may say but should explain."""
    return tuple(
        f"{name}: mask later than six months after transfer (ICAO Annex 9 recommends six)"
        for name, regime in policy.regimes.items()
        if regime.mask is not None and regime.mask.after.shortest() > _HALF_YEAR
    )


def read(text: str) -> Policy:
    """Read a policy file. Raises `PolicyRefused` with every fault in it; a policy is whole or not at all."""
    try:
        return Policy.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise PolicyRefused(f"the policy is not TOML: {fault}") from None
    except ValidationError as fault:
        raise PolicyRefused(_sentence(fault)) from None


def _sentence(fault: ValidationError) -> str:
    parts = (
        f"{'.'.join(str(step) for step in error['loc']) or 'policy'}: {error['msg']}"
        for error in fault.errors(include_input=False, include_url=False)
    )
    return "the policy is refused: " + "; ".join(parts)


def load(path: Path) -> Policy:
    """Read the policy file at `path`. Raises `PolicyRefused`, also where it cannot be read."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise PolicyRefused(f"the policy file cannot be read: {type(fault).__name__}") from None


def template(name: str = "strict_default") -> str:
    """Return the text of a shipped template. Raises `PolicyRefused` where there is none of that name."""
    found = files("retention").joinpath("policies", f"{name}.toml")
    if not name.isidentifier() or not found.is_file():
        raise PolicyRefused("there is no template of that name")
    return found.read_text(encoding="utf-8")


def demonstration() -> Policy:
    """Return the policy of the demo: synthetic data only, everything gone after 72 hours."""
    return read(template("demonstration"))

"""What a list must say of itself before anything is compared with it.

Directive (EU) 2016/681 art. 6(3)(a) and C-817/19: only databases relevant to the purposes, persons or objects
sought or under alert. So each list has an owner, a national legal basis, an offence scope and a refresh
interval; one that lacks any of them can be noted as a draft, but not loaded.
"""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from retention.purpose import Offence
from watchlists.findings import ListError

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
NEEDED = ("owner", "legal_basis", "offences", "refresh_hours")


class ListState(StrEnum):
    """Only an active list is loaded and compared with."""

    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class ListSeverity(StrEnum):
    """How grave a hit on the list is; it belongs to the list, never to the person (decision 19)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PersonCategory(StrEnum):
    """Directive (EU) 2016/680 art. 6. `unstated` until the owner says it."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    OTHER = "other"
    UNSTATED = ""


class Assertion(StrEnum):
    """Directive (EU) 2016/680 art. 7(1): what is fact, what is assessment."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    UNSTATED = ""


class Registration(BaseModel):
    """The registration of one list. `category` and `assertion` apply to entries that say none of their own.

    `kinds` are the kinds of entry that are kept; others are counted and set aside. `programmes`, where
    given, keeps only entries of one of these: a list may hold wanted persons beside office holders.
    `floor_percent` is the share of the last edition below which a new one needs a person to confirm it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Code
    title: Line
    owner: Line = ""
    legal_basis: Text = ""
    offences: tuple[Offence, ...] = ()
    category: PersonCategory = PersonCategory.UNSTATED
    assertion: Assertion = Assertion.UNSTATED
    severity: ListSeverity = ListSeverity.MEDIUM
    caveat: Text = ""
    sharing: Text = ""
    refresh_hours: int = Field(default=0, ge=0, le=24 * 366)
    review_on: date | None = None
    state: ListState = ListState.ACTIVE
    kinds: tuple[Code, ...] = ("person", "document", "case")
    programmes: tuple[Line, ...] = ()
    format: str = Field(default="", max_length=40)
    floor_percent: int = Field(default=90, ge=1, le=100)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        lacking = [name for name in NEEDED if not getattr(self, name)]
        if self.state is ListState.ACTIVE and lacking:
            raise ValueError(f"an active list states its {', '.join(lacking)}")
        return self


def read(text: str) -> tuple[Registration, ...]:
    """Read registrations from TOML: one table `[lists.<id>]` each. Raises `ListError` with every fault."""
    try:
        tables = tomllib.loads(text).get("lists", {})
        return tuple(Registration.model_validate({"id": name} | table) for name, table in tables.items())
    except tomllib.TOMLDecodeError as fault:
        raise ListError("registration", f"The registration is not TOML: {fault}") from None
    except ValidationError as fault:
        said = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'list'}: {one['msg']}"
            for one in fault.errors(include_url=False)
        )
        raise ListError(
            "registration",
            f"The registration cannot be taken: {said}",
            remedy="Complete it, or set state = 'draft'",
        ) from None


def read_file(path: Path) -> tuple[Registration, ...]:
    """Read registrations from a file."""
    return read(path.read_text(encoding="utf-8"))

"""Settings of one installation: read once at start, frozen, each documented in `docs/operator.md`.

From the environment with the prefix `NAJAVA_`, or from files under `NAJAVA_SECRETS` (compose secrets).
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    """`demonstration`: invented data, a marked, self-erasing policy. `live`: a signed policy."""

    DEMONSTRATION = "demonstration"
    LIVE = "live"


class Settings(BaseSettings):
    """Where things are and how they run. Nothing here is a passenger value or a rule of law."""

    model_config = SettingsConfigDict(
        env_prefix="NAJAVA_",
        secrets_dir=os.environ.get("NAJAVA_SECRETS"),
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    home: Path = Field(
        default=Path("var"), description="Folder for everything the embedded installation writes."
    )
    mode: Mode = Field(default=Mode.DEMONSTRATION, description="`demonstration` or `live`.")
    database: str = Field(default="", description="URL of the data: sqlite:///… or postgresql://… .")
    keys: str = Field(
        default="", description="URL of the key store; never on the data's server in live mode."
    )
    redis: str = Field(
        default="", description="URL of Redis or Valkey: the doorbell between processes. Optional."
    )
    policy: Path | None = Field(default=None, description="The signed policy file; required in live mode.")
    tenant: str = Field(default="demo", description="The unit this installation belongs to.")
    airports: tuple[str, ...] = Field(
        default=("BEG", "TIA", "PRN", "SKP", "SJJ", "TGD"), description="IATA codes of the airports watched."
    )
    host: str = Field(default="127.0.0.1", description="Address the pages are served on.")
    port: int = Field(default=8600, ge=1, le=65535, description="Port the pages are served on.")
    body_limit: int = Field(default=32 * 1024 * 1024, description="Largest message accepted, in bytes.")
    review_line: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability from which a possible match is shown; default: the matcher's.",
    )

    @model_validator(mode="after")
    def _complete(self) -> Settings:
        if self.mode is Mode.LIVE and not (self.database and self.keys and self.policy):
            raise ValueError("live mode needs NAJAVA_DATABASE, NAJAVA_KEYS and NAJAVA_POLICY")
        if self.mode is Mode.LIVE and self.database == self.keys:
            raise ValueError("NAJAVA_KEYS must not be the database of the data (decision 7)")
        return self

    @property
    def data_url(self) -> str:
        """URL of the data; an SQLite file under `home` unless set."""
        return self.database or f"sqlite:///{(self.home / 'data' / 'najava.db').absolute()}"

    @property
    def keys_url(self) -> str:
        """URL of the key store; an SQLite file of its own under `home` unless set."""
        return self.keys or f"sqlite:///{(self.home / 'keys' / 'keys.db').absolute()}"

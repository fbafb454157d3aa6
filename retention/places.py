"""Where a sealed blob belongs: its legal regime, bucket, row and version. Bound into every seal."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID


class Place(NamedTuple):
    """One cell of the store. `bucket` is the UTC day of the first accepted message about the flight leg."""

    regime: str
    bucket: date
    row: UUID
    version: int

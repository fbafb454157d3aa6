"""What the comparison of one property found: both values, a weight in nats, and the id of its sentence."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One compared property. An empty `finding` means not comparable: a side has no value; weight 0."""

    left: str
    right: str
    weight: float
    finding: str


NOT_COMPARED = Evidence("", "", 0.0, "")

"""What the record layer refuses, each with a stable code. No message ever holds a passenger value."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is the expected answer of a guarded store, not a fault
    """Root of every refusal of the store. `code` is stable and safe to show and to count."""

    code = "refused"


class CannotOpen(Refused):
    """A blob could not be opened. One error for every cause: moved, damaged, expired, erased, other tier.

    The causes are deliberately not told apart: a difference would answer questions about what exists.
    """

    code = "cannot_open"

    def __init__(self) -> None:
        super().__init__("the record cannot be opened")


class TierRefused(Refused):
    """The actor's role opens none of this tier (decision 9)."""

    code = "tier_refused"


class BucketClosed(Refused):
    """The bucket accepts nothing more: it closed, or its erasure has begun."""

    code = "bucket_closed"


class RegimeUnknown(Refused):
    """The active policy has no such legal regime."""

    code = "regime_unknown"


class PolicyRefused(Refused):
    """The policy is not one that may run: template, draft, unsigned, unreadable, or out of date."""

    code = "policy_refused"


class PurposeRefused(Refused):
    """The act names no purpose the law knows."""

    code = "purpose_refused"


class KeysRefused(Refused):
    """The key store is missing, is not the one of this data store, or sits where it must not."""

    code = "keys_refused"


class AuditRefused(Refused):
    """The audit entry cannot be written as asked, so the act does not happen either."""

    code = "audit_refused"


class ClockRefused(Refused):
    """The clock jumped; nothing irreversible happens until two people confirm the time."""

    code = "clock_refused"

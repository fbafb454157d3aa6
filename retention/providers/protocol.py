"""What holds the root keys: the only place whose destruction makes every older copy of the key store dead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ProviderError(Exception):
    """The provider cannot do it: unreachable, no such epoch, or the wrapped key is not one of its own."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """What the provider says about its keys: which epochs live, and how well they are guarded."""

    provider: str
    epochs: tuple[int, ...]
    assurance: str  # low: file on this machine; high: keys cannot leave another host or device
    statement: str = ""


class RootProvider(Protocol):
    """Wraps and unwraps under an epoch key; makes and destroys epochs.

    `context` is authenticated, not encrypted: a wrapped key moved to another row does not unwrap.
    """

    def wrap(self, epoch: int, secret: bytes, context: bytes) -> bytes: ...

    def unwrap(self, epoch: int, wrapped: bytes, context: bytes) -> bytes: ...

    def create_epoch(self, epoch: int) -> None:
        """Make the epoch's key. Making it twice leaves the first one as it is."""
        ...

    def destroy_epoch(self, epoch: int) -> str:
        """Destroy the epoch's key for good and return the provider's answer. Twice is not an error."""
        ...

    def attest(self) -> Attestation: ...

    def health(self) -> str:
        """Return an empty text when well, else what is wrong."""
        ...

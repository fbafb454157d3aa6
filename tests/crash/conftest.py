"""The same two databases as the integration tests."""

from __future__ import annotations

from tests.integration.conftest import postgres_url, store_url

__all__ = ["postgres_url", "store_url"]

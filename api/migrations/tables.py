"""Every module that registers a table, imported: `metadata` is whole before it is compared or created."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from sqlalchemy import MetaData

from retention.metadata import metadata

PACKAGES = ("retention", "pnr.records", "pnr.feed", "watchlists", "matching.review", "api.identity")
"""Where tables may stand. A test refuses one elsewhere: a migration would not know it."""


def registered() -> MetaData:
    """Return the metadata with the tables of all packages on it."""
    for name in PACKAGES:
        package = import_module(name)
        for found in pkgutil.walk_packages(package.__path__, prefix=f"{name}."):
            import_module(found.name)
    return metadata

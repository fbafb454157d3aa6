"""Which routes anybody may ask: the whole list, so that a forgotten principal is a failing test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.app import create_app
from api.identity.principals import signed_in
from tests.builders.installation import build_installation

PUBLIC = {
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",  # counts without a passenger
    "GET /sign-in",
    "POST /sign-in",
    "POST /look",  # a cookie about colours
}


def _asks_who(dependant: Dependant) -> bool:
    return dependant.call is signed_in or any(_asks_who(one) for one in dependant.dependencies)


def _routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """Yield every route; routers that were included are kept whole by the framework and are opened here."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from _routes(included.routes)


def test_only_these_routes_are_open_to_anybody(tmp_path: Path) -> None:
    app = create_app(build_installation(tmp_path).application)
    open_to_all = {
        f"{method} {route.path}"
        for route in _routes(app.routes)
        if not _asks_who(route.dependant) and not route.path.startswith("/v1")
        for method in route.methods or ()
    }
    assert open_to_all == PUBLIC

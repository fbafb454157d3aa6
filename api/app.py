"""The web application: pages for people, headers and guards around them. Routes stand in `api.pages`."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.bootstrap import Application
from api.http import health, push
from api.http.headers import SecurityHeaders
from api.http.origin import SameOriginOnly
from api.identity.principals import Door
from api.identity.sessions import Uses
from api.identity.throttle import Throttle
from api.pages import (
    administration,
    board,
    decode,
    dossier,
    intake,
    keys,
    manifest,
    oversight,
    preferences,
    purpose,
    refusals,
    review,
    sign_in,
)
from api.pages.desk import Desk
from api.pages.preferences import ChosenLanguage
from api.pages.rendering import STATIC

_PAGES = (
    sign_in,
    preferences,
    purpose,
    keys,
    board,
    manifest,
    review,
    dossier,
    intake,
    decode,
    oversight,
    administration,
)


_MULTIPART_OVERHEAD = 65_536


class HashedFiles(StaticFiles):
    """Built assets: their names hold a hash of their content, so they may be kept for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve a built file; the manifest is ours alone."""
        if path == "manifest.json":
            return PlainTextResponse("not found", status_code=404)
        return await super().get_response(path, scope)


def create_app(application: Application) -> FastAPI:
    """Return the pages of an opened installation, ready to serve."""
    # A handed-in file stays in memory until the gate has seen it (decision 11): never spooled to a disk.
    MultiPartParser.spool_max_size = application.settings.body_limit + _MULTIPART_OVERHEAD
    app = FastAPI(
        title="Najava",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                RequestBodyLimitMiddleware,
                max_body_size=application.settings.body_limit + _MULTIPART_OVERHEAD,
            ),
            Middleware(SameOriginOnly),
            Middleware(GZipMiddleware, minimum_size=1024),
            Middleware(ChosenLanguage),
        ],
    )
    app.state.application = application
    app.state.door = Door(Uses(), Throttle())
    app.state.desk = Desk()
    refusals.install(app)
    app.mount("/static", HashedFiles(directory=STATIC), name="static")
    for page in _PAGES:
        app.include_router(page.router)
    app.include_router(push.router)
    app.include_router(health.router)
    return app

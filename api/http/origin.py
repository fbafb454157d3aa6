"""Refuses changes that another site asks a browser to make, by what the browser itself says of the request.

`Sec-Fetch-Site` where there is one, else `Origin` against `Host`; a request with neither is no browser's.
Beside it the session cookie is `SameSite=Strict`. No token fields to forget.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import problem

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def from_elsewhere(method: str, headers: Headers) -> bool:
    """Tell whether a request would change something on behalf of another site."""
    if method in _SAFE:
        return False
    site = headers.get("sec-fetch-site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc != headers.get("host", "")


class SameOriginOnly:
    """Answers 403 to a change that comes from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and from_elsewhere(scope["method"], Headers(scope=scope)):
            answer = problem(
                403, "cross_origin", "The request came from another site and was not carried out."
            )
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

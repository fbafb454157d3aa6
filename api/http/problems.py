"""Answers of failure for machines: RFC 9457 problem details with a stable code and no personal value."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from starlette.responses import JSONResponse

_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def reference() -> str:
    """Return a short code to quote, such as `E7-4TQM`; it names one occurrence in the service's own log."""
    first, rest = (("".join(secrets.choice(_SIGNS) for _ in range(n))) for n in (2, 4))
    return f"{first}-{rest}"


def problem(status: int, code: str, detail: str, *, quote: str = "") -> JSONResponse:
    """Return a problem document. `code` is stable; `detail` is a sentence for the person who reads it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    } | ({"instance": quote} if quote else {})
    return JSONResponse(body, status_code=status, media_type="application/problem+json")

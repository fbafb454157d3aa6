"""What a page says when it cannot show what was asked: why, what was kept, what to do, a code to quote."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.http.problems import problem, reference
from api.identity.principals import Forbidden, PurposeNeeded, SignInNeeded, application
from api.pages.language import gettext as _
from api.pages.rendering import render
from api.pages.shell import outer_frame
from retention.refusals import CannotOpen, Refused

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One page of refusal: title, what to know, the one thing to do, an icon."""

    title: str
    text: str
    act: str = ""
    link: str = ""
    icon: str = "circle-alert"
    quote: str = ""


def _machine(request: Request) -> bool:
    return request.url.path.startswith("/v1") or "application/json" in request.headers.get("accept", "")


def _answer(request: Request, status: int, code: str, shown: Refusal) -> Response:
    if _machine(request):
        return problem(status, code, shown.text, quote=shown.quote)
    return render(
        "refusal.html", status=status, frame=outer_frame(request, application(request)), shown=shown
    )


def forbidden(reason: str) -> Refusal:
    """Say who can allow what was refused. The attempt is in the log already."""
    match reason.partition(".")[0]:
        case "flight" | "airport":
            title = _("This flight belongs to another unit.")
            text = _("Your unit head can assign you to its airport. This attempt was logged.")
        case "window":
            title = _("The assessment of this flight has ended.")
            text = _(
                "A flight can be looked at until 24 hours after it landed. Later takes a request in one "
                "case, approved from outside the unit. This attempt was logged."
            )
        case _:
            title = _("Your role does not include this page.")
            text = _(
                "Passengers are shown to officers and supervisors of the airport only; accounts and "
                "lists to administrators; the log to auditors. The unit head can change a role. "
                "This attempt was logged."
            )
    return Refusal(title, text, _("Back to your first page"), "/start", "lock")


def _on_sign_in(request: Request, error: Exception) -> Response:
    to = error.to if isinstance(error, SignInNeeded) else "/"
    if _machine(request):
        return problem(401, "sign_in_needed", "Sign in first.")
    target = "/sign-in" if to == "/" else f"/sign-in?to={quote(to, safe='/')}"
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"hx-redirect": target})
    return RedirectResponse(target, status_code=303)


def _on_purpose(request: Request, error: Exception) -> Response:
    to = error.to if isinstance(error, PurposeNeeded) else "/"
    if _machine(request):
        return problem(403, "purpose_needed", "State the purpose of this session first.")
    return RedirectResponse(f"/purpose?to={quote(to, safe='/')}", status_code=303)


def _on_forbidden(request: Request, error: Exception) -> Response:
    reason = error.reason if isinstance(error, Forbidden) else ""
    return _answer(request, 403, "forbidden", forbidden(reason))


def _on_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        shown = Refusal(
            _("There is nothing at this address."),
            _("Addresses of flights and hits belong to the person who opened them and cannot be passed on."),
            _("Back to your first page"),
            "/start",
        )
    elif status == 413:
        shown = Refusal(
            _("The file is too large."),
            _("Send it in parts. Nothing was kept."),
            _("Back to intake"),
            "/intake",
        )
    else:
        shown = Refusal(
            _("This cannot be done here."), _("Nothing was changed."), _("Back to your first page"), "/start"
        )
    return _answer(request, status, f"http_{status}", shown)


def _on_shape(request: Request, _error: Exception) -> Response:
    shown = Refusal(
        _("The form was not understood."),
        _("A field is missing or longer than it may be. Nothing was changed."),
        _("Back to your first page"),
        "/start",
    )
    return _answer(request, 422, "shape", shown)


def _on_cannot_open(request: Request, _error: Exception) -> Response:
    shown = Refusal(
        _("This record is no longer kept in the clear."),
        _("It was masked or deleted as the policy says, or its time has ended. The look was logged."),
        _("Back to your first page"),
        "/start",
        "lock",
    )
    return _answer(request, 410, "cannot_open", shown)


def _on_refused(request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, Refused) else "refused"
    shown = Refusal(
        _("The store refused this."),
        _("Nothing was shown and nothing was changed. The operator finds the reason under the code."),
        _("Try again"),
        "/start",
        quote=code,
    )
    return _answer(request, 503, code, shown)


def _on_fault(request: Request, error: Exception) -> Response:
    code = reference()
    # The route's template, never its values; the exception's type, never its text: either may hold a value.
    route = request.scope.get("route")
    _log.error("page failed", quote=code, route=getattr(route, "path", ""), fault=type(error).__name__)
    shown = Refusal(
        _("The page could not be made."),
        _("What was recorded stays recorded. Try again; if it fails again, quote the code to the operator."),
        _("Try again"),
        "/start",
        quote=code,
    )
    return _answer(request, 500, "fault", shown)


def install(app: FastAPI) -> None:
    """Let every failure of the service be answered by a page or a problem document."""
    app.add_exception_handler(SignInNeeded, _on_sign_in)
    app.add_exception_handler(PurposeNeeded, _on_purpose)
    app.add_exception_handler(Forbidden, _on_forbidden)
    app.add_exception_handler(CannotOpen, _on_cannot_open)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_shape)
    app.add_exception_handler(Exception, _on_fault)

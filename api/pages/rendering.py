"""Turns a template and what it shows into a page. Undefined names are errors, everything is escaped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from api.pages import language, times, wording

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def _manifest() -> dict[str, str]:
    table: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return table


def asset(name: str) -> str:
    """Return the address of a built asset, with the hash of its content in the name."""
    return f"/static/{_manifest()[name]}"


def iso(at: datetime) -> str:
    """Return an instant as machines read it: `2026-11-23T14:27:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def thousands(number: int) -> str:
    """Return a count with separators."""
    return f"{number:,}"


@cache
def environment() -> Environment:
    """Return the one template environment; templates are compiled once."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.add_extension("jinja2.ext.do")
    install: Any = made
    install.install_gettext_callables(language.gettext, _counted, newstyle=True, pgettext=language.pgettext)
    made.globals["asset"] = asset
    made.filters.update(
        iso=iso,
        thousands=thousands,
        clock=times.clock,
        clock_utc=times.clock_utc,
        day=times.day,
        day_clock=times.day_clock,
        span=times.span,
        partial_date=times.partial_date,
        word=wording.word,
    )
    return made


def _counted(one: str, many: str, count: int) -> str:
    # Jinja fills %(num)s itself, so the catalogue's text is handed over as it is.
    return language.choose_plural(one, many, count)


def render(
    template: str, /, *, status: int = 200, headers: dict[str, str] | None = None, **shown: Any
) -> HTMLResponse:
    """Return the page `template` makes of what it is given."""
    body = environment().get_template(template).render(**shown)
    return HTMLResponse(body, status_code=status, headers=headers)

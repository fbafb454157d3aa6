"""The language of the page being made: gettext catalogues, chosen per request.

Every string for people passes `_` or `ngettext`; ids become sentences here or in `wording`, never earlier
(decision 13). Data are never translated. A catalogue that is missing falls back to English, the source.
"""

from __future__ import annotations

import gettext as catalogues
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "najava"
LANGUAGES: dict[str, str] = {"en": "English"}  # code to its own name; a language appears with its catalogue
_FOLDER = Path(__file__).parent / "locale"
_chosen: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    return catalogues.translation(DOMAIN, _FOLDER, languages=[language], fallback=True)


def choose(language: str) -> str:
    """Use `language` for the rest of this request, English when it is not offered; return the choice."""
    chosen = language if language in LANGUAGES else "en"
    _chosen.set(chosen)
    return chosen


def current() -> str:
    """Return the language in use."""
    return _chosen.get()


def gettext(message: str) -> str:
    """Translate one message."""
    return _catalogue(_chosen.get()).gettext(message)


def choose_plural(one: str, many: str, count: int) -> str:
    """Translate a message that depends on a count, its places still open."""
    return _catalogue(_chosen.get()).ngettext(one, many, count)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message that depends on a count; `%(num)s` in it is the count."""
    return choose_plural(one, many, count) % {"num": f"{count:,}"}


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places."""
    return _catalogue(_chosen.get()).pgettext(context, message)


_ = gettext

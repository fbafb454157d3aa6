"""The words around a decision: verdicts with what follows, reasons, the sentence that will be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages import times
from api.pages.language import gettext as _
from api.pages.wording import word
from matching.review.disposition import REASONS, Disposition, Reason, Verdict

KEY_CAPS: Mapping[Verdict, str] = {
    Verdict.SAME: "1",
    Verdict.DIFFERENT: "2",
    Verdict.CANNOT_TELL: "3",
    Verdict.ESCALATE: "E",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A decision that was made, as a sentence of parts."""

    verdict: str
    reason: str
    who: str
    when: str
    undone: bool


def past(one: Disposition, names: Mapping[str, str], airport: str) -> Past:
    """Say who decided what, why and when."""
    return Past(
        word(f"verdict.{one.verdict.value}"),
        word(f"reason.{one.reason.value}"),
        names.get(one.actor, one.actor),
        times.day_clock(one.decided_at, airport),
        one.undone_at is not None,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One verdict to choose, its key cap, what follows from it, its reasons."""

    value: str
    cap: str
    text: str
    effect: str
    reasons: tuple[tuple[str, str], ...]


def choices() -> tuple[Choice, ...]:
    """Return the four verdicts in the order of their keys."""
    return tuple(
        Choice(
            verdict.value,
            KEY_CAPS[verdict],
            word(f"verdict.{verdict.value}"),
            word(f"effect.{verdict.value}"),
            tuple((reason.value, word(f"reason.{reason.value}")) for reason in REASONS[verdict]),
        )
        for verdict in Verdict
    )


def recorded(verdict: Verdict, reason: Reason | None, *, who: str, entry: str) -> str:
    """Return the sentence that will be recorded: who, which entry, what was concluded, why, how long."""
    why = word(f"reason.{reason.value}") if reason else _("(choose why)")
    why = why[:1].lower() + why[1:]
    match verdict:
        case Verdict.SAME:
            text = _("%(who)s is the person in %(entry)s: %(why)s. The lead goes to the lookout board.")
        case Verdict.DIFFERENT:
            text = _(
                "%(who)s is not the person in %(entry)s: %(why)s. This pair stays quiet while these data are "
                "kept, or until the entry or the data change."
            )
        case Verdict.CANNOT_TELL:
            text = _("It stays open whether %(who)s is the person in %(entry)s: %(why)s.")
        case Verdict.ESCALATE:
            text = _("The duty supervisor is asked whether %(who)s is the person in %(entry)s: %(why)s.")
    return text % {"who": who, "entry": entry, "why": why}

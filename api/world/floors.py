"""Below what an evaluation may not fall: checked on a small world in CI, by `najava world evaluate --check`.

A floor is lower than what is measured, by about what chance does on a small world; raising one is a commit.
"""

from __future__ import annotations

from api.world.scores import Scores

BY_NAME = 0.85  # of listed people under every disagreement, several at once among them
BY_DOCUMENT = 0.95  # of carriers of listed documents, O for 0 among them
PRECISION = 0.35  # of alerts; a small world has few right ones
UNSEEN = 0.002  # of those who boarded, after damaged messages
IDENTITY_RECALL = 0.97
IDENTITY_PRECISION = 0.995
WRONG_IN_TEN_THOUSAND = 20.0  # alerts on people who are on no list


_DOCUMENTS = "carriers of listed documents found"


def missed(scores: Scores) -> list[str]:
    """Return a sentence for every floor that was missed; none when all is well."""
    wrong = sum(one.alerts.count for one in scores.impact) / max(1, scores.travellers) * 10_000
    checks = (
        (
            scores.by_name.rate >= BY_NAME,
            f"listed people found by name: {scores.by_name.rate:.1%}, floor {BY_NAME:.0%}",
        ),
        (
            scores.by_document.rate >= BY_DOCUMENT,
            f"{_DOCUMENTS}: {scores.by_document.rate:.1%}, floor {BY_DOCUMENT:.0%}",
        ),
        (
            scores.precision.rate >= PRECISION,
            f"alerts that were right: {scores.precision.rate:.1%}, floor {PRECISION:.0%}",
        ),
        (
            scores.not_seen.rate <= UNSEEN,
            f"boarded and never seen: {scores.not_seen.rate:.2%}, at most {UNSEEN:.1%}",
        ),
        (
            scores.identity.recall >= IDENTITY_RECALL,
            f"true pairs linked: {scores.identity.recall:.1%}, floor {IDENTITY_RECALL:.0%}",
        ),
        (
            scores.identity.precision >= IDENTITY_PRECISION,
            f"linked pairs that are true: {scores.identity.precision:.2%}, floor {IDENTITY_PRECISION:.1%}",
        ),
        (
            wrong <= WRONG_IN_TEN_THOUSAND,
            f"wrong alerts in 10,000: {wrong:.1f}, at most {WRONG_IN_TEN_THOUSAND:.0f}",
        ),
        (
            scores.unknown_to_truth == 0,
            f"travellers read who do not exist: {scores.unknown_to_truth}, at most 0",
        ),
    )
    return [sentence for held, sentence in checks if not held]

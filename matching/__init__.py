"""Judgement.

Lives here: names, evidence, screening, criteria, and the review of hits by people.

Never here: a wire format, a page, a network call; and in `names`, `evidence` and `screening` no store,
clock or setting either.
"""

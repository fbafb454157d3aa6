"""Logistic regression in a few lines.

Readable weights need no library, and the result is the same everywhere.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def fit(
    values: Matrix, labels: Matrix, shares: Matrix, *, start: Matrix, tie: float = 1.0, rounds: int = 40
) -> Matrix:
    """Return the weights (intercept last) that explain `labels` (0 or 1) of the rows of `values`.

    `shares` weighs rows; `tie` pulls towards `start`, the weights believed before. Newton's method.
    """
    design = np.hstack([values, np.ones((len(values), 1))])
    pull = np.full(design.shape[1], tie)
    pull[-1] = 1e-6

    def loss(weights: Matrix) -> float:
        signed = (design @ weights) * (1 - 2 * labels)
        return float(shares @ np.logaddexp(0, signed) + 0.5 * pull @ (weights - start) ** 2)

    weights, lost = start.copy(), loss(start)
    for _ in range(rounds):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -40, 40)))
        slope = design.T @ (shares * (labels - chance)) - pull * (weights - start)
        bend = (design * (shares * chance * (1 - chance))[:, None]).T @ design + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while size > 1e-4 and (tried := loss(weights + size * step)) > lost:
            size /= 2
        if size <= 1e-4:
            break
        weights, lost = weights + size * step, tried
        if np.abs(size * step).max() < 1e-6:
            break
    return weights

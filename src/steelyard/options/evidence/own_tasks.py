"""Results on own tasks: k of n answers accepted, and what they do to the belief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import log_expit, logsumexp

from steelyard.uncertainty import Family, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.dossier.voices import Evidence

N_GRID: Final = 2001
N_PASSES: Final = 3
GRID_WIDTH: Final = 8.0
"""Half width of the grid, in standard deviations of the belief before. [1]"""


def updated(*, mean: float, sd: float, n_accepted: int, n_items: int) -> Statement:
    """Return the belief about a logit of acceptance after a trial on own items.

    Parameters
    ----------
    mean, sd
        Normal belief before the trial. [logit]
    n_accepted, n_items
        Result of the trial. [1]

    Returns
    -------
    Statement
        5, 50 and 95 per cent of the belief after, two-piece normal. [logit]

    Raises
    ------
    ValueError
        If the counts are impossible or the spread is not positive.

    Notes
    -----
    Equation Q-9 of ``docs/method/quality.md``: normal belief times binomial likelihood, on a grid.
    """
    if not 0 <= n_accepted <= n_items or n_items < 1 or sd <= 0:
        message = f"expected 0 <= k <= n and a spread, found k={n_accepted}, n={n_items}, sd={sd}"
        raise ValueError(message)
    # A coarse pass finds where the belief after lies, a fine one reads its quantiles.
    alone = float(np.log((n_accepted + 0.5) / (n_items - n_accepted + 0.5)))
    low, high = min(mean - GRID_WIDTH * sd, alone - 1.0), max(mean + GRID_WIDTH * sd, alone + 1.0)
    for _ in range(N_PASSES):
        grid = np.linspace(low, high, N_GRID)
        log_weight = (
            -0.5 * ((grid - mean) / sd) ** 2
            + n_accepted * log_expit(grid)
            + (n_items - n_accepted) * log_expit(-grid)
        )
        weight = np.exp(log_weight - logsumexp(log_weight))
        centre = float(weight @ grid)
        width = GRID_WIDTH * max(float(np.sqrt(weight @ (grid - centre) ** 2)), grid[1] - grid[0])
        low, high = centre - width, centre + width
    share = np.cumsum(weight) - 0.5 * weight
    p05, p50, p95 = (float(np.interp(p, share, grid)) for p in (0.05, 0.5, 0.95))
    return Statement(p05, p50, p95, Family.NORMAL)


def trials(
    evidence: Sequence[Evidence], *, use_case: str, model: str, language: str
) -> tuple[Evidence, ...]:
    """Return the trials of a model in a use case and a language.

    Parameters
    ----------
    evidence
        All of the dossier.
    use_case
        Use case id.
    model
        Model id.
    language
        ISO 639 code; empty for trials over all languages together.

    Returns
    -------
    tuple[Evidence, ...]
        In the order of the dossier.
    """
    return tuple(
        entry
        for entry in evidence
        if (entry.use_case, entry.model, entry.language) == (use_case, model, language)
    )

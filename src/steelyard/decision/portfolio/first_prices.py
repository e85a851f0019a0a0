"""A quick first relaxation: weak bounds, good prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from steelyard.decision.portfolio.programme import Programme
from steelyard.decision.portfolio.solution import Relaxed

if TYPE_CHECKING:
    from steelyard.decision.portfolio.choices import RemainingChoices


def first_relaxation(*, choices: RemainingChoices) -> Relaxed:
    """Return a relaxation whose links are gathered over all use cases.

    Parameters
    ----------
    choices
        What there is to choose.

    Returns
    -------
    Relaxed
        A bound that holds but is weak; prices near those of the full relaxation in a tenth of
        the time, since there is one link per capability and year instead of one per use case.

    Notes
    -----
    Equation H-12 of ``docs/method/portfolio.md``.
    """
    problem, n_items = choices.problem, len(choices.worth)
    n_capabilities, n_years = problem.may_open.shape
    n_openings = n_capabilities * n_years
    matrix, row_most = choices.rows()
    opening_use = choices.opening_use[:, :-1].reshape(n_openings, len(choices.limit)).T
    opened = sparse.csr_array(opening_use / choices.scale[:, np.newaxis])
    once = sparse.kron(sparse.eye_array(n_capabilities), np.ones((1, n_years)))
    by_year = sparse.kron(sparse.eye_array(n_capabilities), np.tril(np.ones((n_years, n_years))))
    nothing = sparse.csr_array((problem.n_use_cases, n_openings))
    items = sparse.vstack([
        matrix,
        _gathered_needs(choices),
        sparse.csr_array((n_capabilities, n_items)),
    ])
    openings = sparse.vstack([opened, nothing, -by_year, once])
    programme = Programme(
        objective=np.append(choices.worth, choices.opening_worth[:, :-1].ravel()),
        most=np.append(choices.at_most, choices.may_open[:, :-1].ravel()),
        matrix=sparse.csc_array(sparse.hstack([items, openings])),
        row_most=np.concatenate([row_most, np.zeros(n_openings), np.ones(n_capabilities)]),
    )
    answer = programme.solved()
    shadow = np.zeros(len(problem.limit))
    shadow[choices.enforced] = choices.prices(answer)
    opened_by = np.zeros((n_capabilities, n_years))
    if answer.values is not None:
        opened_by += answer.values[n_items:].reshape(n_capabilities, n_years).cumsum(axis=1)
    return Relaxed(answer.bound, shadow, opened_by, answer.is_feasible)


def _gathered_needs(choices: RemainingChoices) -> sparse.csr_array:
    # Mean over the use cases that can need a capability by a year of the parts that do.
    problem = choices.problem
    n_capabilities, n_years = problem.may_open.shape
    rows, columns, shares = [], [], []
    for row, (capability, year) in enumerate(np.ndindex(n_capabilities, n_years)):
        needing = np.flatnonzero(choices.due[:, capability] <= year)
        n_needing = len(np.unique(choices.use_case[needing]))
        rows.append(np.full(len(needing), row))
        columns.append(needing)
        shares.append(np.full(len(needing), 1.0 / max(n_needing, 1)))
    shape = (n_capabilities * n_years, len(choices.worth))
    if not rows:
        return sparse.csr_array(shape)
    position = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_array((np.concatenate(shares), position), shape=shape)

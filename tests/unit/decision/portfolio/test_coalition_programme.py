from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, linprog

from steelyard.decision.portfolio import coalition_programme
from steelyard.decision.portfolio.coalition_programme import least_largest_excess, least_total
from steelyard.decision.portfolio.cooperative_game import memberships, normalised
from steelyard.errors import SolverError


def whole(n_players, seed):
    """Return a normalised game, and the programme with every coalition in it at once."""
    worths = np.random.default_rng(seed).normal(size=2**n_players)
    worths[0] = 0
    return normalised(worths=worths).worths


@pytest.mark.parametrize("n_players", [2, 5, 8])
@pytest.mark.parametrize("is_rational", [True, False])
def test_few_coalitions_give_the_optimum_of_all(n_players, is_rational):
    worths = whole(n_players, n_players)
    if is_rational:
        worths[-1] = abs(worths[-1])
    members = memberships(n_players=n_players)
    is_open = np.ones(len(worths), dtype=bool)
    is_open[[0, -1]] = False
    found = least_largest_excess(
        worths=worths,
        is_open=is_open,
        settled=members[-1:],
        settled_sums=worths[-1:],
        is_rational=is_rational,
    )
    rows = members[is_open].astype(float)
    every = linprog(
        np.append(np.zeros(n_players), 1.0),
        A_ub=-np.column_stack([rows, np.ones(len(rows))]),
        b_ub=-worths[is_open],
        A_eq=np.append(np.ones(n_players), 0.0)[np.newaxis],
        b_eq=worths[-1:],
        bounds=[(0.0 if is_rational else None, None)] * n_players + [(None, None)],
    )
    assert found.level == pytest.approx(every.fun, abs=1e-9)
    gaps = worths - members @ found.shares
    assert gaps[is_open].max() == pytest.approx(found.level, abs=1e-9)
    assert found.multipliers.sum() == pytest.approx(1, abs=1e-9)
    priced = found.multipliers > 1e-6
    np.testing.assert_allclose(gaps[priced], found.level, atol=1e-9)


@pytest.mark.parametrize("n_players", [1, 2, 5, 8])
def test_the_least_total_satisfies_everybody_and_cannot_be_less(n_players):
    worths = whole(n_players, 3)
    rows = memberships(n_players=n_players)[1:].astype(float)
    every = linprog(np.ones(n_players), A_ub=-rows, b_ub=-worths[1:], bounds=(None, None))
    assert least_total(worths=worths) == pytest.approx(every.fun, abs=1e-9)


def test_a_solver_without_an_answer_is_an_error(monkeypatch):
    def gives_up(*_, **__):
        return OptimizeResult(status=4, message="numerical trouble", x=None)

    monkeypatch.setattr(coalition_programme, "linprog", gives_up)
    with pytest.raises(SolverError, match="numerical trouble"):
        least_total(worths=np.array([0.0, 0.0, 0.0, 1.0]))

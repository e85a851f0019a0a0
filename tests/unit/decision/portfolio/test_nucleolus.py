from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio import nucleolus as module
from steelyard.decision.portfolio.cooperative_game import coalition_sums
from steelyard.decision.portfolio.nucleolus import nucleolus
from steelyard.errors import SolverError


def talmud(claims, estate):
    """Return the division of the Talmud: half claims up to half of all, then half losses."""
    halves, claims = np.asarray(claims) / 2, np.asarray(claims, dtype=float)
    rest = min(estate, claims.sum() - estate)
    even = np.zeros(len(claims))
    for place in np.argsort(halves):
        even[place] = min(halves[place], (rest - even.sum()) / np.count_nonzero(even == 0))
    return even if estate <= claims.sum() / 2 else claims - even


@pytest.mark.parametrize("seed", range(25))
def test_estates_are_divided_as_in_the_talmud(seed):
    rng = np.random.default_rng(seed)
    claims = rng.integers(1, 100, size=rng.integers(2, 8)).astype(float)
    estate = float(rng.integers(1, int(claims.sum())))
    worths = np.maximum(estate - (claims.sum() - coalition_sums(shares=claims)), 0.0)
    worths[0] = 0.0
    found = nucleolus(worths=worths)
    np.testing.assert_allclose(found.shares, talmud(claims, estate), atol=1e-9 * estate)
    assert found.is_rational


def test_one_player_has_all():
    found = nucleolus(worths=np.array([0.0, -7.0]))
    assert found.shares.tolist() == [-7.0]
    assert len(found.levels) == 0


def test_where_nothing_is_saved_each_pays_his_own():
    found = nucleolus(worths=np.array([0.0, 0.1, 0.2, 0.1 + 0.2]))
    np.testing.assert_allclose(found.shares, [0.1, 0.2])
    assert found.is_rational


def test_levels_fall_and_rounds_are_few():
    worths = np.random.default_rng(1).random(2**7) * np.bitwise_count(np.arange(2**7))
    found = nucleolus(worths=worths)
    assert 1 <= len(found.levels) <= 6
    assert np.all(np.diff(found.levels) <= 1e-9)
    assert found.shares.sum() == pytest.approx(worths[-1])


def test_small_savings_on_large_costs_are_shared():
    found = nucleolus(worths=-np.array([0.0, 1e12, 1e12, 2e12 - 5000]))
    np.testing.assert_allclose(found.shares + 1e12, [2500, 2500], atol=1)


def test_an_answer_that_our_own_arithmetic_does_not_confirm_is_an_error(monkeypatch):
    solve = module.least_largest_excess

    def too_good(**given):
        found = solve(**given)
        return found._replace(level=found.level - 1.0)

    monkeypatch.setattr(module, "least_largest_excess", too_good)
    with pytest.raises(SolverError, match="more reason to go"):
        nucleolus(worths=np.array([0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]))

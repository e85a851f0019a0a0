from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.regret import regret_summary, scenario_rules, winner_shares


def test_regret_looks_back_at_the_best_of_each_draw():
    utilities = np.array([np.linspace(0, 1, 101), np.full(101, 0.5)])
    found = regret_summary(utilities=utilities)
    assert found.largest == pytest.approx([0.5, 0.5])
    assert found.mean == pytest.approx([0.5 * 25.5 / 101 * 1.0, 0.5 * 25.5 / 101], rel=0.02)
    assert found.p95 == pytest.approx([0.45, 0.45])


@pytest.mark.parametrize("bad", [np.empty((2, 0)), np.array([[np.inf, 1.0]])])
def test_a_missing_utility_is_refused(bad):
    with pytest.raises(ValueError, match="finite utility"):
        regret_summary(utilities=bad)
    with pytest.raises(ValueError, match="finite utility"):
        scenario_rules(utilities=bad, optimism=0.5)


def test_the_mixed_rule_lies_between_maximin_and_maximax():
    found = scenario_rules(utilities=np.array([[0.0, 4.0, 2.0]]), optimism=0.25)
    assert (found.worst[0], found.best[0], found.even[0], found.mixed[0]) == (0, 4, 2, 1)


@pytest.mark.parametrize("optimism", [-0.1, 1.1])
def test_optimism_is_a_share(optimism):
    with pytest.raises(ValueError, match="optimism"):
        scenario_rules(utilities=np.ones((1, 1)), optimism=optimism)


def test_winner_shares_count_every_case():
    shares = winner_shares(winners=np.array([[0, 2], [2, 2]]), n_options=4)
    assert shares == pytest.approx([0.25, 0, 0.75, 0])


@pytest.mark.parametrize("winners", [[], [4], [-1]])
def test_a_winner_is_one_of_the_options(winners):
    with pytest.raises(ValueError, match="winners among 4"):
        winner_shares(winners=np.array(winners, dtype=np.int64), n_options=4)

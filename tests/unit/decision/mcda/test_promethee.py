from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import rankdata

from steelyard.decision.mcda.promethee import promethee2_net_flows, unicriterion_net_flows

TABLE = np.array([[8.0, 7.0], [5.0, 3.0], [7.0, 7.0]])


def _flows(performance=TABLE, **changes):
    arguments = {
        "is_benefit": np.array([True, False]),
        "preferences": ["usual", "linear"],
        "indifference": np.array([np.nan, 1.0]),
        "strict_preference": np.array([np.nan, 3.0]),
    }
    return unicriterion_net_flows(performance=performance, **(arguments | changes))


def test_usual_counts_wins_and_linear_measures_them():
    # Criterion 2 is a cost: 3 beats 7 by 4, beyond the threshold of full preference.
    assert _flows() == pytest.approx(np.array([[1.0, -0.5], [-1.0, 1.0], [0.0, -0.5]]))


def test_linear_preference_grows_between_its_thresholds():
    flows = _flows(strict_preference=np.array([np.nan, 7.0]))
    assert flows[:, 1] == pytest.approx([-0.25, 0.5, -0.25])


def test_equal_thresholds_make_a_step():
    assert _flows(strict_preference=np.array([np.nan, 1.0]))[:, 1] == pytest.approx([-0.5, 1, -0.5])
    assert _flows(indifference=np.array([0.0, 4.0]), strict_preference=np.array([0.0, 4.0]))[
        :, 1
    ] == pytest.approx([0, 0, 0])


def test_fixed_and_drawn_forms_agree(rng):
    performance = rng.random((4, 2, 20))
    weights = rng.dirichlet([1, 1], size=20).T
    arguments = {
        "is_benefit": np.array([True, False]),
        "preferences": ["usual", "linear"],
        "indifference": np.array([0.0, 0.1]),
        "strict_preference": np.array([0.0, 0.5]),
    }
    both = promethee2_net_flows(performance=performance, weights=weights, **arguments)
    single = promethee2_net_flows(
        performance=performance[:, :, 3], weights=weights[:, 3], **arguments
    )
    many = promethee2_net_flows(performance=performance[:, :, 3], weights=weights, **arguments)
    assert both[:, 3] == pytest.approx(single)
    assert many[:, 3] == pytest.approx(single)
    assert both.sum(axis=0) == pytest.approx(np.zeros(20))


def test_one_option_has_nothing_to_be_compared_with():
    with pytest.raises(ValueError, match="two options"):
        _flows(TABLE[:1])


@pytest.mark.parametrize(
    "changes",
    [
        {"preferences": ["usual"]},
        {"preferences": ["usual", "gaussian"]},
        {"indifference": np.array([1.0])},
    ],
)
def test_each_criterion_has_a_known_preference(changes):
    with pytest.raises(ValueError, match="'usual' or 'linear'"):
        _flows(**changes)


@pytest.mark.parametrize(("q", "p"), [(-1.0, 3.0), (4.0, 3.0), (np.nan, 3.0), (1.0, np.nan)])
def test_thresholds_are_ordered(q, p):
    with pytest.raises(ValueError, match="0 <= q <= p"):
        _flows(indifference=np.array([0.0, q]), strict_preference=np.array([0.0, p]))


@pytest.mark.parametrize("n_values", [1, 2, 5, 1000])
def test_without_thresholds_the_mean_place_counts(n_values):
    merit = np.random.default_rng(7).integers(0, n_values, (6, 50)).astype(float)
    flows = promethee2_net_flows(
        performance=merit[:, np.newaxis],
        weights=np.ones(1),
        is_benefit=np.array([True]),
        preferences=["usual"],
        indifference=np.zeros(1),
        strict_preference=np.zeros(1),
    )
    assert flows == pytest.approx((2 * rankdata(merit, axis=0) - 7) / 5)

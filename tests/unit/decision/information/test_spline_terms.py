from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.spline_terms import (
    bend_penalty,
    bent_basis,
    combined,
    normal_scores,
    shrinkages,
    smooth_coefficients,
    uncorrelated_terms,
)


@pytest.fixture
def scores():
    return normal_scores(draw_ranks=np.arange(500.0), n_draws=500)


def _terms(scores, **more):
    basis = bent_basis(rank_scores=scores, n_intervals=20)
    penalty = bend_penalty(n_terms=len(basis))
    return uncorrelated_terms(basis=basis, penalty=penalty, n_straight=2, **more)


def _fit(terms, outputs, **more):
    found = smooth_coefficients(fitted_with=terms, outputs=outputs, **more)
    return combined(coefficients=found, basis=terms.basis)


def test_the_basis_sums_to_one_and_the_penalty_leaves_lines_alone(scores):
    basis = bent_basis(rank_scores=scores, n_intervals=20)
    assert basis.shape == (23, 500)
    assert basis.sum(axis=0) == pytest.approx(1.0)
    penalty = bend_penalty(n_terms=23)
    assert penalty @ np.arange(23.0) == pytest.approx(np.zeros(23))


def test_curves_are_straight_far_out():
    scores = np.array([-4.0, -3.0, -2.5, -1.0, 1.0, 2.5, 3.0, 4.0])
    basis = bent_basis(rank_scores=scores, n_intervals=20)
    assert basis.sum(axis=0) == pytest.approx(1.0)
    for first in (0, 5):
        slopes = np.diff(basis[:, first : first + 3]) / np.diff(scores[first : first + 3])
        assert slopes[:, 0] == pytest.approx(slopes[:, 1], abs=1e-9)


def test_equal_scores_still_have_a_basis():
    assert bent_basis(rank_scores=np.zeros(4), n_intervals=5).sum(axis=0) == pytest.approx(1.0)


def test_terms_are_uncorrelated(scores):
    terms = _terms(scores)
    values = terms.mix @ terms.basis
    assert values @ values.T == pytest.approx(np.eye(23), abs=1e-3)


def test_a_straight_line_comes_back_whatever_the_noise_of_others(scores, rng):
    outputs = np.array([3.0 - 2.0 * scores, rng.normal(size=500)])
    found = _fit(_terms(scores), outputs)
    assert found[0] == pytest.approx(outputs[0], abs=1e-4)
    # Noise is smoothed away, but its mean stays.
    assert found[1].std() < 0.25
    assert found[1].mean() == pytest.approx(outputs[1].mean(), abs=1e-6)


def test_a_bend_is_followed_through_noise(scores, rng):
    truth = np.sin(2 * scores)
    found = _fit(_terms(scores), (truth + 0.3 * rng.normal(size=500))[np.newaxis])[0]
    assert np.abs(found - truth).mean() < 0.08


def test_degrees_of_freedom_used_before_make_the_curve_stiffer(scores, rng):
    outputs = (np.sin(2 * scores) + 0.5 * rng.normal(size=500))[np.newaxis]
    terms = _terms(scores)

    def bend(found):
        line = np.polynomial.Polynomial.fit(scores, found[0], 1)
        return np.square(found[0] - line(scores)).sum()

    assert bend(_fit(terms, outputs, n_used=320.0)) < bend(_fit(terms, outputs))


def test_strengths_reach_from_all_to_nothing_but_lines():
    kept = shrinkages(roughness=np.array([0.0, 1e-3, 10.0]))
    assert kept[0] == pytest.approx([1, 1, 1], abs=0.011)
    assert kept[-1] == pytest.approx([1, 0, 0], abs=0.011)

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.given_data import CHUNK, explained_shares, usable_draws


@pytest.fixture
def draws():
    return np.random.default_rng(3).normal(size=(4, 2000))


def test_independent_terms_share_the_variance(draws):
    output = draws[0] + 2.0 * draws[1]
    found = explained_shares(parameters=draws, outputs=output[np.newaxis])
    assert found.shares[:, 0] == pytest.approx([0.2, 0.8, 0.0, 0.0], abs=0.03)
    assert np.all(found.shares[2:, 0] <= 3 * found.errors[2:, 0] + 0.002)


def test_a_curve_is_seen_where_a_straight_line_sees_nothing(draws):
    found = explained_shares(parameters=draws, outputs=np.abs(draws[:1]))
    assert found.shares[0, 0] > 0.97


def test_noise_explains_next_to_nothing():
    rng = np.random.default_rng(8)
    found = explained_shares(
        parameters=rng.normal(size=(200, 1000)), outputs=rng.normal(size=(1, 1000))
    )
    assert found.shares.mean() < 0.004
    assert (found.shares > 2 * found.errors).mean() < 0.15


def test_the_error_is_that_of_repetition():
    rng = np.random.default_rng(9)
    shares, errors = [], []
    for _ in range(60):
        x = rng.normal(size=(1, 1000))
        y = x + rng.normal(size=(1, 1000))
        found = explained_shares(parameters=x, outputs=y)
        shares.append(found.shares[0, 0])
        errors.append(found.errors[0, 0])
    assert np.mean(shares) == pytest.approx(0.5, abs=0.02)
    assert np.mean(errors) == pytest.approx(np.std(shares), rel=0.35)


def test_only_the_order_of_an_input_counts(draws):
    output = draws[:1] * draws[1:2] + draws[:1]
    plain = explained_shares(parameters=draws, outputs=output)
    bent = explained_shares(parameters=np.exp(3 * draws), outputs=1e6 * output - 7.0)
    assert bent.shares == pytest.approx(plain.shares, abs=1e-9)


def test_inputs_may_come_in_any_order_and_number():
    draws = np.random.default_rng(5).normal(size=(CHUNK + 3, 400))
    output = draws[:1] + draws[-1:]
    forth = explained_shares(parameters=draws, outputs=output)
    back = explained_shares(parameters=draws[::-1], outputs=output)
    assert back.shares[::-1] == pytest.approx(forth.shares)


def test_an_output_that_does_not_vary_has_no_shares(draws):
    found = explained_shares(parameters=draws, outputs=np.full((1, 2000), 0.1))
    assert not found.shares.any()
    assert not found.errors.any()


@pytest.mark.parametrize("n", [99, 200])
def test_bad_draws_are_refused(n):
    good = np.zeros((1, 100))
    with pytest.raises(ValueError, match="common draws"):
        explained_shares(parameters=np.zeros((1, n)), outputs=good[:, : min(n, 100)])
    with pytest.raises(ValueError, match="common draws"):
        explained_shares(parameters=np.full((1, 100), np.nan), outputs=good)


def test_known_orders_give_the_same_shares(rng):
    draws, outputs = rng.normal(size=(3, 1015)), rng.normal(size=(2, 1015))
    outputs[0] += draws[1]
    assert usable_draws(n_draws=1015) == 1000
    orders = np.argsort(draws[:, :1000], axis=1, kind="stable")
    plain = explained_shares(parameters=draws, outputs=outputs)
    known = explained_shares(parameters=draws, outputs=outputs, orders=orders)
    assert np.array_equal(plain.shares, known.shares)
    assert np.array_equal(plain.errors, known.errors)

"""Draws that come block by block give what all at once give."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.smaa import smaa2
from steelyard.decision.mcda.smaa_blocks import DrawBlock, smaa2_of_blocks


def drawn(rng, n_draws, *, is_fixed=False):
    shape = (4, 3) if is_fixed else (4, 3, n_draws)
    return rng.random(shape), rng.dirichlet(np.ones(3), size=n_draws).T


def cut(values, weights, size):
    for start in range(0, weights.shape[1], size):
        part = slice(start, start + size)
        yield DrawBlock(values if values.ndim == 2 else values[:, :, part], weights[:, part])


@pytest.mark.parametrize("is_fixed", [False, True])
@pytest.mark.parametrize("size", [1, 7, 500, 10_000])
def test_blocks_of_any_size_give_the_same_to_twelve_digits(rng, is_fixed, size):
    values, weights = drawn(rng, 1000, is_fixed=is_fixed)
    values[1, :] = values[0, :]  # a tie in every draw
    whole = smaa2(values=values, weights=weights)
    found = smaa2_of_blocks(blocks=cut(values, weights, size))
    for one, other in zip(found, whole, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


def test_a_smaller_effective_size_widens_the_errors(rng):
    values, weights = drawn(rng, 200)
    plain = smaa2_of_blocks(blocks=cut(values, weights, 50))
    wide = smaa2_of_blocks(blocks=cut(values, weights, 50), effective_size=50.0)
    assert wide.rank_error == pytest.approx(2.0 * plain.rank_error)


def test_only_one_block_is_asked_for_at_a_time(rng):
    alive = []

    def blocks():
        for number in range(3):
            alive.append(number)
            yield DrawBlock(*drawn(rng, 10))

    stream = blocks()
    smaa2_of_blocks(blocks=stream)
    assert alive == [0, 1, 2]


def test_no_draws_and_draws_that_do_not_fit_are_refused(rng):
    with pytest.raises(ValueError, match="at least one block"):
        smaa2_of_blocks(blocks=[])
    values, weights = drawn(rng, 10)
    with pytest.raises(ValueError, match="one weight vector"):
        smaa2_of_blocks(blocks=[DrawBlock(values, weights[:, :5])])

"""Work that is planned is paid for, in whatever years it falls."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.costs.staff import spread_work


@pytest.mark.parametrize("n_years", [1, 2, 5, 10])
def test_no_work_is_lost_or_added(n_years):
    rng = np.random.default_rng(1)
    work = rng.uniform(1, 500, 100)
    posts = spread_work(
        months_of_work=work,
        begin=rng.uniform(0, 40, 100),
        duration=rng.uniform(0, 90, 100),
        n_years=n_years,
    )
    assert posts.shape == (n_years, 100)
    assert (posts >= 0).all()
    np.testing.assert_allclose(12.0 * posts.sum(axis=0), work)


def test_work_of_a_moment_falls_into_the_first_year():
    posts = spread_work(
        months_of_work=np.array([12.0]), begin=np.zeros(1), duration=np.array([0.0]), n_years=3
    )
    np.testing.assert_array_equal(posts, [[1.0], [0.0], [0.0]])

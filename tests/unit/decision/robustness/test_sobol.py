from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.sobol import sobol_indices


def _indices(function, n=400, n_groups=3, n_bootstrap=50, seed=1):
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(n_groups, n)), rng.normal(size=(n_groups, n))
    mixed = []
    for group in range(n_groups):
        moved = first.copy()
        moved[group] = second[group]
        mixed.append(function(moved))
    return sobol_indices(
        base=function(first),
        resampled=function(second),
        mixed=np.array(mixed),
        n_bootstrap=n_bootstrap,
        rng=np.random.default_rng(2),
    )


def test_all_outputs_are_columns_of_one_call():
    together = _indices(lambda x: np.vstack([x[0] + 2 * x[1], x[0] * x[1]]))
    alone = _indices(lambda x: (x[0] * x[1])[np.newaxis])
    assert together.total[:, 1] == pytest.approx(alone.total[:, 0])
    assert together.first.shape == together.first_error.shape == (3, 2)


def test_an_input_that_does_nothing_takes_part_in_nothing():
    found = _indices(lambda x: x[:1])
    assert found.total[1:, 0] == pytest.approx(0.0)
    assert found.total_error[1:, 0] == pytest.approx(0.0)
    assert found.total[0, 0] == pytest.approx(1.0, abs=0.15)


def test_an_output_that_does_not_vary_has_no_shares():
    found = _indices(lambda x: np.full((1, x.shape[1]), 1e9))
    for part in found:
        assert part == pytest.approx(0.0)


def test_shares_do_not_depend_on_level_or_scale():
    plain = _indices(lambda x: (x[0] + x[1] * x[2])[np.newaxis])
    moved = _indices(lambda x: (1e6 + 1e3 * (x[0] + x[1] * x[2]))[np.newaxis])
    assert moved.first == pytest.approx(plain.first, abs=1e-9)
    assert moved.total_error == pytest.approx(plain.total_error, abs=1e-9)


def test_more_draws_narrow_the_error():
    few, many = (_indices(lambda x: x[:1] + x[1:2], n=n, n_bootstrap=100) for n in (200, 3200))
    ratio = few.total_error[0, 0] / many.total_error[0, 0]
    assert ratio == pytest.approx(4.0, rel=0.4)


def test_without_bootstrap_there_are_no_errors():
    assert not _indices(lambda x: x[:1], n_bootstrap=0).first_error.any()


@pytest.mark.parametrize(
    ("base", "mixed", "words"),
    [
        (np.zeros((1, 4)), np.zeros((2, 1, 5)), "two tables"),
        (np.zeros((1, 1)), np.zeros((2, 1, 1)), "two tables"),
        (np.full((1, 4), np.nan), np.zeros((2, 1, 4)), "finite output"),
    ],
)
def test_bad_tables_are_refused(base, mixed, words):
    with pytest.raises(ValueError, match=words):
        sobol_indices(
            base=base,
            resampled=base,
            mixed=mixed,
            n_bootstrap=0,
            rng=np.random.default_rng(1),
        )

"""Our variance shares agree with an independent library on its own test functions."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.analyze import sobol
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

from steelyard.decision.robustness.sobol import sobol_indices

N = 512
CASES = {
    "ishigami": (Ishigami, [[-np.pi, np.pi]] * 3),
    "sobol-g": (Sobol_G, [[0.0, 1.0]] * 8),
}


@pytest.mark.parametrize("name", CASES)
def test_sobol_indices_agree_with_salib(name):
    function, bounds = CASES[name]
    n_inputs = len(bounds)
    problem = {
        "num_vars": n_inputs, "names": [f"x{i}" for i in range(n_inputs)], "bounds": bounds,
    }  # fmt: skip
    points = sobol_sample.sample(problem, N, calc_second_order=False, seed=5)
    outputs = function.evaluate(points)
    theirs = sobol.analyze(problem, outputs, calc_second_order=False, seed=5)
    blocks = outputs.reshape(N, n_inputs + 2).T
    ours = sobol_indices(
        base=blocks[:1],
        resampled=blocks[-1:],
        mixed=blocks[1:-1, np.newaxis],
        n_bootstrap=400,
        rng=np.random.default_rng(5),
    )
    # They centre by the mean of all blocks and we by that of two: the same but for noise.
    assert ours.first[:, 0] == pytest.approx(theirs["S1"], abs=0.02)
    assert ours.total[:, 0] == pytest.approx(theirs["ST"], abs=1e-6)
    assert ours.total_error[:, 0] * 1.96 == pytest.approx(theirs["ST_conf"], rel=0.4, abs=0.01)

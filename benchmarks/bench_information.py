"""Time what it is worth to know each parameter against a named peer, and show how it grows.

Run ``python benchmarks/bench_information.py``. The peer is what a Python user would write: a spline
fit of scikit-learn for each parameter, its penalty chosen by cross-validation in closed form
(``RidgeCV``). It has no worth of information of its own, so the same expectation is taken of its
curves. R's ``voi`` took 1.1 s for the same size on a like machine (``mgcv`` splines); it is not
installed here. Both sides run in this process, one after the other, on the same draws.
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer

from steelyard.decision.information.perfect_information import (
    evpi,
    evppi,
    evppi_of_group,
    leads_over_best,
)
from steelyard.decision.information.sample_information import evsi_binomial

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import FloatArray

SEED = 20240501
N_PARAMETERS, N_OPTIONS, N_DRAWS = 20, 3, 10_000


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the median time of some work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def problem(n_draws: int, *, ties: bool = False) -> tuple[FloatArray, FloatArray]:
    """Return draws of parameters and the utilities that follow from them."""
    rng = np.random.default_rng(SEED)
    parameters = rng.normal(size=(N_PARAMETERS, n_draws))
    if ties:
        parameters = np.clip(parameters, -1.5, 1.5)
    strength = np.geomspace(1.0, 0.01, N_PARAMETERS)
    third = strength[::-1] @ np.square(parameters) - strength.sum() + 0.2
    utilities = np.array([
        np.zeros(n_draws),
        strength @ parameters - 0.1 + rng.normal(size=n_draws),
        third + parameters[0] * parameters[1] + rng.normal(size=n_draws),
    ])
    return parameters, utilities


def peer(parameters: FloatArray, utilities: FloatArray, regression: object) -> FloatArray:
    """Return the worth of each parameter by curves of scikit-learn."""
    leads = leads_over_best(utilities=utilities).T
    found = []
    for parameter in parameters:
        column = parameter[:, np.newaxis]
        curve = make_pipeline(SplineTransformer(n_knots=20, knots="quantile"), regression)
        fitted = curve.fit(column, leads).predict(column)
        found.append(np.maximum(fitted.max(axis=1), 0.0).mean())
    return np.array(found)


def against_peer() -> None:
    """Print ratios to the peer."""
    parameters, utilities = problem(N_DRAWS)
    ours = evppi(parameters=parameters, utilities=utilities)
    own = seconds(lambda: evppi(parameters=parameters, utilities=utilities))
    print(f"\nEach of {N_PARAMETERS} parameters, {N_OPTIONS} options, {N_DRAWS:,} draws")
    print(
        f"  steelyard, with standard errors and confirmation {1e3 * own:8.0f} ms"
        f"   knowing everything {evpi(utilities=utilities).estimate:.3f}"
    )
    strengths = np.geomspace(1e-3, 1e6, 40)
    peers = {
        "scikit-learn, splines and RidgeCV, 40 penalties": RidgeCV(alphas=strengths),
        "scikit-learn, splines without penalty": LinearRegression(),
    }
    for name, regression in peers.items():
        theirs = peer(parameters, utilities, regression)
        timed = seconds(lambda r=regression: peer(parameters, utilities, r), 3)
        difference = np.abs(theirs - ours.estimates).max()
        print(
            f"  {name:48} {1e3 * timed:8.0f} ms  {timed / own:6.1f} x"
            f"   (largest difference {difference:.3f})"
        )


def other_questions() -> None:
    """Print what groups, ties and trials take."""
    print(f"\nOther questions, {N_OPTIONS} options, {N_DRAWS:,} draws")
    parameters, utilities = problem(N_DRAWS)
    tied, tied_utilities = problem(N_DRAWS, ties=True)
    chance = 1 / (1 + np.exp(-parameters[:3]))

    def rng() -> np.random.Generator:
        return np.random.default_rng(SEED)

    questions = {
        "each of 20 parameters with many equal draws": lambda: evppi(
            parameters=tied, utilities=tied_utilities
        ),
        "two parameters together": lambda: evppi_of_group(
            parameters=parameters[:2], utilities=utilities, rng=rng()
        ),
        "ten parameters together": lambda: evppi_of_group(
            parameters=parameters[:10], utilities=utilities, rng=rng()
        ),
        "200 items on each of three models": lambda: evsi_binomial(
            success_probabilities=chance, n_items=200, utilities=utilities, rng=rng()
        ),
    }
    for name, work in questions.items():
        print(f"  {name:48} {1e3 * seconds(work, 3):8.0f} ms")


def growth() -> None:
    """Print how time and the standard error change as draws double."""
    sizes = (2_500, 5_000, 10_000, 20_000, 40_000, 80_000)
    times, errors = [], []
    for n_draws in sizes:
        parameters, utilities = problem(n_draws)
        found = evppi(parameters=parameters, utilities=utilities)
        errors.append(float(found.standard_errors[0]))
        times.append(seconds(lambda p=parameters, u=utilities: evppi(parameters=p, utilities=u), 3))
    print(f"\nGrowth as draws double: {', '.join(f'{n:,}' for n in sizes)}")
    print(f"  time            {', '.join(f'{1e3 * t:.0f}' for t in times)} ms")
    print(f"  ratio           {', '.join(f'{b / a:.1f}' for a, b in pairwise(times))}")
    print(f"  standard error  {', '.join(f'{e:.4f}' for e in errors)}")


if __name__ == "__main__":
    print("Median times on this machine; ratios travel better than times.")
    against_peer()
    other_questions()
    growth()

"""The utilisation fit, on made-up runs with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.errors import FactError
from steelyard.options.training_calibration import fit_utilisation
from steelyard.options.training_rows import ChipFamily, UtilisationRow


def _rows(n_organisations=30, per_organisation=2, *, slope=0.0, mixture=0.0, noise=0.2):
    rng = np.random.default_rng(7)
    rows = []
    for organisation in range(n_organisations):
        own = rng.normal(0.0, 0.1)
        for number in range(per_organisation):
            size = float(np.exp(rng.uniform(0.0, 5.0)))
            is_mixture = bool(rng.random() < 0.3)
            log_u = np.log(0.3) + slope * np.log(size / 10.0) + mixture * is_mixture + own
            rows.append(
                UtilisationRow(
                    run=f"r{organisation}-{number}",
                    organisation=f"o{organisation}",
                    hardware="H100-SXM-80GB",
                    family=ChipFamily.HOPPER,
                    is_mixture=is_mixture,
                    active_b=size,
                    utilisation=float(np.exp(log_u + rng.normal(0.0, noise))),
                )
            )
    return rows


def _predict(fit, **changed):
    asked = {"hardware": "H100-SXM-80GB", "is_mixture": False, "active_b": 10.0}
    return fit.predict(**{**asked, **changed})


def test_the_fit_finds_the_slope_and_the_group():
    fit = fit_utilisation(_rows(60, 4, slope=0.08, mixture=-0.4))
    assert fit.coefficients[1] == pytest.approx(0.08, abs=0.03)
    gap = _predict(fit, is_mixture=True).log_mean - _predict(fit).log_mean
    assert gap == pytest.approx(-0.4, abs=0.1)
    assert fit.sd_residual == pytest.approx(0.2, abs=0.04)


def test_without_a_group_effect_groups_are_pooled():
    fit = fit_utilisation(_rows(60, 4))
    gap = _predict(fit, is_mixture=True).log_mean - _predict(fit).log_mean
    assert abs(gap) < 0.06


def test_what_was_never_seen_is_wider():
    fit = fit_utilisation(_rows(mixture=-0.5))
    seen, unseen = _predict(fit), _predict(fit, hardware="B200-SXM-180GB")
    assert seen.group_is_seen
    assert not unseen.group_is_seen
    assert unseen.log_sd > seen.log_sd


def test_beyond_the_published_sizes_the_nearest_counts():
    fit = fit_utilisation(_rows(slope=0.1))
    edge = _predict(fit, active_b=fit.sizes_b[1])
    beyond = _predict(fit, active_b=fit.sizes_b[1] * 100)
    assert edge.size_is_seen
    assert not beyond.size_is_seen
    assert beyond.log_mean == edge.log_mean


def test_draws_follow_the_statement_and_stay_below_one():
    belief = _predict(fit_utilisation(_rows()))
    stated = belief.statement()
    scores = np.array([-1.6448536269514722, 0.0, 1.6448536269514722])
    np.testing.assert_allclose(
        belief.at_score(scores), [stated.p05, stated.p50, stated.p95], rtol=1e-9
    )
    assert (belief.at_score(np.array([5.0])) < 1.0).all()


def test_a_handful_of_runs_is_refused():
    with pytest.raises(FactError, match="at least 10"):
        fit_utilisation(_rows(3, 2))


def test_the_order_of_rows_does_not_matter():
    rows = _rows()
    first, second = fit_utilisation(rows), fit_utilisation(rows[::-1])
    assert _predict(first).log_mean == pytest.approx(_predict(second).log_mean, rel=1e-5)
    assert _predict(first).log_sd == pytest.approx(_predict(second).log_sd, rel=1e-4)

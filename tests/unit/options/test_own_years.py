"""What an option asks for year by year adds up to what it costs over its life."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.quantities.money import present_value
from steelyard.uncertainty import Sample

RATE = 0.06


@pytest.fixture
def started(appraised, ministry):
    """Return the appraisal with every year kept, started as the dossier says."""
    dossier = ministry()
    found, use_case = appraised(dossier)
    years = {use_case.use_case: dossier.use_cases[0].start_year}
    return found.model(Sample(60, 1), (use_case.use_case,), None, years)


def priced(appraisal):
    return [costs for costs in appraisal.use_cases[0].costs if costs.yearly is not None]


def test_only_start_years_keep_the_years(appraised, ministry):
    _, use_case = appraised(ministry())
    assert all(costs.yearly is None for costs in use_case.costs)


def test_own_money_and_shared_money_are_the_cost_standing_alone(started):
    entry = started.use_cases[0]
    bought = [
        (costs, names)
        for costs, names in zip(entry.costs, entry.capabilities, strict=True)
        if costs.yearly is not None and not costs.accelerators.any()
    ]
    assert len(bought) > 3
    for costs, names in bought:
        own = present_value(costs.yearly.cash, rate=RATE)
        shared = sum(started.capabilities[name].cost for name in names)
        # A capability counts at its dearest statement, so sharing is never flattered.
        assert np.mean(own + shared) >= costs.alone.mean() * (1 - 1e-9)
        if not names:
            np.testing.assert_allclose(own, costs.alone, rtol=1e-9)


def test_what_is_expected_is_the_mean_of_the_draws(started):
    for costs in priced(started):
        years = costs.yearly
        expected = years.expected.capital + years.expected.running
        np.testing.assert_allclose(expected, years.cash.mean(axis=1), atol=1e-6)
        assert np.all(years.exit[:-1] == 0)
        assert np.all(years.metered <= years.cash + 1e-9)


def test_gain_is_the_benefit_by_year(started):
    for costs in priced(started):
        found = present_value(costs.yearly.gain, rate=RATE)
        np.testing.assert_allclose(found, costs.benefit, rtol=1e-9, atol=1e-6)


def test_own_and_shared_posts_are_those_standing_alone(started):
    entry = started.use_cases[0]
    for costs, names in zip(entry.costs, entry.capabilities, strict=True):
        if costs.yearly is None:
            continue
        own = sum(posts.sum() for posts in costs.yearly.posts.values())
        shared = sum(
            posts.sum()
            for name in names
            for posts in started.capabilities[name].yearly.posts.values()
        )
        alone = sum(posts.sum() for posts in costs.people.values())
        # Means against medians of skewed work: near, not alike.
        assert own + shared == pytest.approx(alone, rel=0.5)


def test_clusters_know_what_one_more_replica_costs(started):
    clusters = {name: known for name, known in started.capabilities.items() if "serving(" in name}
    assert clusters
    for known in clusters.values():
        node = known.yearly.node
        assert node.size in {1, 2, 4, 8, 16, 32}
        assert np.all(node.bought_cash >= node.in_place_cash - 1e-9)
        total = node.bought.capital + node.bought.running
        np.testing.assert_allclose(total, node.bought_cash.mean(axis=1), atol=1e-6)
        # Two replicas are the footprint, so one more costs no more than the cluster.
        assert node.bought_cash.mean() <= known.cash.mean()
    assert all(
        known.yearly.node is None
        for name, known in started.capabilities.items()
        if name not in clusters
    )


def test_a_later_start_is_set_up_and_serves_later(appraised, ministry):
    dossier = ministry()
    found, use_case = appraised(dossier)
    name, first = use_case.use_case, dossier.use_cases[0].start_year
    last = dossier.horizon.first_year + dossier.horizon.n_years - 1
    early, late = (
        found.model(Sample(60, 1), (name,), None, {name: year}) for year in (first, last)
    )
    for before, after in zip(priced(early), priced(late), strict=True):
        assert after.yearly.served.sum() <= before.yearly.served.sum()
        assert np.all(after.yearly.gain[:-1] == 0)
        assert after.yearly.handled.sum() <= before.yearly.handled.sum()

"""Break-even volumes and budgets."""

from __future__ import annotations

from itertools import pairwise

import pytest


@pytest.fixture(scope="module")
def small(decided):
    return decided().of("small")


def test_every_pathway_has_an_entry(small):
    assert [entry.pathway for entry in small.break_evens] == [
        "do_minimum", "api", "licensed_instance", "open_adaptation",
    ]  # fmt: skip


def test_ranges_of_the_best_follow_on_each_other(small):
    best = sorted(
        (entry for entry in small.break_evens if entry.best_from is not None),
        key=lambda entry: entry.best_from,
    )
    assert best[0].pathway == "do_minimum"
    assert best[0].best_from == pytest.approx(1.0)
    assert best[-1].best_to is None
    for left, right in pairwise(best):
        assert left.best_to == pytest.approx(right.best_from)


def test_today_is_cheaper_up_to_where_the_api_pays(small):
    today = small.break_evens[0]
    assert today.cheaper_to == pytest.approx(today.best_to, rel=0.01)


def test_the_budget_is_that_of_the_break_even_volume(small):
    api = small.break_evens[1]
    served = 0.48 * api.best_from
    assert api.budget_per_year == pytest.approx(served * 0.002 * 3 + 0.3 * 80e3, rel=1e-3)
    assert api.investment == 0


def test_a_pathway_that_is_never_best_nor_cheaper_has_no_volume(decided, synthetic):
    found = decided(twist=synthetic.Twist(benefit=0.0)).of("small")
    api = found.break_evens[1]
    assert (api.best_from, api.cheaper_from, api.budget_per_year) == (None, None, None)


def test_the_profile_covers_eight_decades(small):
    assert small.profile.volumes[-1] / small.profile.volumes[0] == pytest.approx(1e8)
    assert len(small.profile.best) == len(small.profile.volumes)
    assert set(small.profile.net_cost) == {entry.pathway for entry in small.break_evens}

"""Which option comes first under a scenario."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.group import group_view
from steelyard.decision.readings import Standing
from steelyard.decision.stress import stress_tests
from steelyard.decision.stress_best import best_then
from steelyard.decision.stress_cases import case_of
from steelyard.uncertainty.scenarios import Scaling, Scenario

SAME = Scenario("budget_cut", scalings=(Scaling(1.0, unit_ends=("/Mtoken",)),))
DEAR = Scenario("price_doubling", scalings=(Scaling(200.0, unit_ends=("/Mtoken",)),))
READINGS = ["six_dimensions", "value_and_cost"]


def case(contest):
    return case_of(contest, contest.appraisal, contest.frame.sample)


@pytest.mark.parametrize("reading", READINGS)
def test_without_a_scenario_the_group_stays_where_it_is(contests, parted, reading):
    contest = contests(**parted(reading, "borda"))["large"]
    known = case(contest)
    found = best_then(contest, known, "api:a", is_available=True)
    assert known.ids[found.row] == "api:a"
    assert found.holds is True


@pytest.mark.parametrize("reading", READINGS)
def test_what_falls_away_is_last_for_everybody(contests, parted, reading):
    contest = contests(**parted(reading, "kemeny"))["large"]
    known = case(contest)
    found = best_then(contest, known, "api:a", is_available=False)
    assert known.ids[found.row] == group_view(contest).chosen.order[1]
    assert found.holds is False


def test_mean_weights_leave_it_to_the_loss(contests, parted):
    contest = contests(**parted("six_dimensions", "mean_of_weights"))["large"]
    known = case(contest)
    found = best_then(contest, known, "open:d", is_available=True)
    assert known.ids[found.row] == "open:d"
    assert found.holds is None


def test_a_small_change_is_no_change(contests, parted):
    # Everybody now sees the own machines ahead by less than what the dossier calls material.
    contest = contests(**parted("six_dimensions", "borda"))["large"]
    known = case(contest)
    own, rival = known.ids.index("api:a"), known.ids.index("open:d")

    def level(entry):
        value = entry.standing.value.copy()
        value[rival] = value[own] + 0.005
        return replace(entry, standing=Standing(value, entry.standing.delta))

    moved = replace(level(known), own=tuple(level(entry) for entry in known.own))
    found = best_then(contest, moved, "api:a", is_available=True)
    assert known.ids[found.row] == "open:d"
    assert found.holds is True


def test_the_stress_test_follows_the_orders(synthetic, contests, parted):
    changes = parted("six_dimensions", "borda")
    study = synthetic.study(**changes)
    rows = [*contests(**changes).values()]
    leading = {row.appraisal.use_case: row.leading(row.deciding.reading) for row in rows}
    same = stress_tests(rows, leading, study.appraisal.model, scenarios=[SAME], n_draws=100)
    assert [entry.holds for entry in same] == [True, True]
    assert [entry.best for entry in same] == [entry.leading for entry in same]
    dear = stress_tests(rows, leading, study.appraisal.model, scenarios=[DEAR], n_draws=200)
    assert dear[1].leading == "api:a"
    assert dear[1].holds is False
    assert dear[1].best != "api:a"
    assert np.isfinite(dear[1].loss)

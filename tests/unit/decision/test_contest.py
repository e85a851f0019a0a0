"""Screening the long list, and paying for shared capabilities in three ways."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.pathway_class import pathway_name
from steelyard.decision.readings import Standing
from steelyard.decision.short_list import LIMIT, SHORT_LIST
from steelyard.dossier.schema import Reading
from steelyard.options.model import Option, Pathway


def test_the_short_list_keeps_today_and_the_best_of_each_pathway(contests):
    small = contests()["small"]
    assert small.ids[0] == "do_minimum"
    assert set(small.pathways) == {
        "do_minimum", "api", "licensed_instance", "open_adaptation",
    }  # fmt: skip


def test_a_dominated_option_names_what_dominates_it(contests):
    assert contests()["small"].dropped_for == {2: "api:a"}


def test_excluded_options_are_not_ranked(contests):
    small = contests()["small"]
    assert 5 not in small.feasible
    assert "own:e" not in small.ids


def test_at_most_twelve_stay(contests, synthetic, monkeypatch):
    plan = [*synthetic.PLAN]
    plan += [
        (f"api:z{index}", Pathway.API, plan[1][2], 1, 0.90 - 0.01 * index, 2, 1.0 - 0.05 * index)
        for index in range(1, 12)
    ]
    monkeypatch.setattr(synthetic, "PLAN", tuple(plan))
    small = contests()["small"]
    assert len(small.ids) == SHORT_LIST
    assert LIMIT in small.dropped_for.values()


def test_alone_costs_no_less_than_shared_and_marginal_no_more(contests):
    small = contests()["small"]
    own = small.ids.index("open:d")
    alone, shared, marginal = (
        small.on_basis(basis).delta[own, 0] for basis in ("alone", "shared", "marginal")
    )
    assert alone > shared > marginal
    assert small.on_basis("alone").value[own, 0] <= small.on_basis("shared").value[own, 0]


def test_an_unknown_benefit_does_not_move_between_bases(contests, synthetic):
    small = contests(twist=synthetic.Twist(unknown_quality=("open:d",)))["small"]
    for basis in ("alone", "shared", "marginal"):
        assert np.isfinite(small.on_basis(basis).delta).all()


def test_the_price_of_a_value_point_is_drawn(contests):
    rules = {
        "reading": "value_and_cost", "money_per_value_point": {"p05": 10, "p50": 20, "p95": 40},
        "stated_by": "b", "stated_on": "2025-01-01",
    }  # fmt: skip
    frame = contests(rules=rules)["small"].frame
    assert frame.price.std() > 0
    assert contests(rules=rules)["small"].deciding.price == pytest.approx(frame.price.mean())


def test_expected_values_can_be_asked_for_other_weights(contests):
    large = contests()["large"]
    cost_only = np.eye(6)[2]
    found = large.expected(Reading.SIX_DIMENSIONS, cost_only)
    assert isinstance(found, Standing)
    assert found.value[large.ids.index("api:a"), 0] > found.value[large.ids.index("open:d"), 0]


def test_composites_are_joined():
    option = Option("x", (Pathway.RAG_PURCHASED, Pathway.SOVEREIGN_CLOUD), "agency", "tokens")
    assert pathway_name(option) == "rag_purchased+sovereign_cloud"


def test_a_light_contest_keeps_what_plans_and_stress_tests_ask_for(contests):
    contest = contests()["large"]
    reading = contest.deciding.reading
    light = contest.lightened()
    assert light.table.values.size == light.means.size == light.drawn.size == 0
    assert light.ids == contest.ids
    assert np.array_equal(light.expected(reading).value, contest.expected(reading).value)
    assert np.array_equal(light.money, contest.money)
    assert np.array_equal(light.table.delta, contest.table.delta)


def test_expected_values_are_worked_out_once_and_cannot_be_written_to(contests):
    contest = contests()["large"]
    reading = contest.deciding.reading
    assert contest.standing(reading) is contest.standing(reading)
    assert contest.expected(reading) is contest.expected(reading)
    with pytest.raises(ValueError, match="read-only"):
        contest.standing(reading).value[0] = 1.0

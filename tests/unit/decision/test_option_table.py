"""The result of every option of the long list."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.option_table import Spreads, option_results

VALUE = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def test_every_option_of_the_long_list_has_a_result(decided, synthetic):
    small = decided().of("small")
    assert [row.option.id for row in small.options] == [name for name, *_ in synthetic.PLAN]


def test_an_excluded_option_keeps_its_gates_and_figures(decided):
    row = decided().of("small").option("own:e")
    assert not row.is_feasible
    assert row.gate_probability == 0.0
    assert [gate.gate for gate in row.exclusions] == ["people"]
    assert row.value is None
    assert row.rankings == {}
    assert row.cost.alone.p50 > 0
    assert row.criteria["carbon"].performance.p50 == 9.0


def test_a_dominated_option_says_by_what(decided):
    row = decided().of("small").option("api:b")
    assert row.is_feasible
    assert not row.is_short_listed
    assert row.dropped_for == "api:a"


def test_values_of_quantiles_are_quantiles_of_values(decided):
    small = decided(n=1000).of("small").option("api:a")
    cell = small.criteria["net_cost"]
    assert 0 <= cell.value.p05 <= cell.value.p50 <= cell.value.p95 <= 1
    assert 0 < cell.clipped < 1
    quality = small.criteria["task_quality"]
    assert quality.value.p50 == pytest.approx((quality.performance.p50 - 0.5) / 0.5)


def test_provenance_is_kept(decided):
    row = decided().of("small").option("api:a")
    assert row.criteria["norm_fit"].provenance.how == "judged"
    assert row.criteria["carbon"].provenance is None


def test_today_has_no_value_under_six_dimensions_but_one_under_value_and_cost(decided):
    assert decided().of("small").option("do_minimum").value is None
    value = decided(rules={**VALUE, "money_per_value_point": 100}).of("small")
    assert value.option("do_minimum").value.p50 == pytest.approx(0.90, abs=0.1)
    assert value.option("api:a").value.p50 < value.option("do_minimum").value.p50


def test_what_is_unknown_is_none(decided, synthetic):
    row = decided(twist=synthetic.Twist(unknown_quality=("api:a",))).of("small").option("api:a")
    assert row.quality is None
    assert row.cost.net is None
    assert row.cost.saves is None
    assert row.cost.benefit is None
    assert row.criteria["task_quality"].performance is None
    assert row.criteria["net_cost"].performance is None


def test_gate_probability_counts_missed_draws(decided, synthetic):
    twist = synthetic.Twist(missed_share=0.25)
    row = decided(twist=twist).of("large").option("open:d")
    assert row.gate_probability == pytest.approx(0.75, abs=0.01)
    assert np.isfinite(row.value.p05)


def test_quantiles_are_those_of_all_draws(synthetic, decided):
    study = synthetic.study()
    costs = study.appraisal.use_cases[0].costs[1].shared
    found = decided().of("small").option("api:a").cost.shared
    assert [found.p05, found.p50, found.p95] == pytest.approx(np.quantile(costs, [0.05, 0.5, 0.95]))


def test_an_option_pays_only_where_its_gates_are_met(contests, synthetic):
    twist = synthetic.Twist(missed_share=0.3)
    rankings = {}
    plain, missed = (
        option_results(contests(twist=used)["large"], rankings)
        for used in (synthetic.Twist(), twist)
    )
    position = 4  # open:d
    assert plain[position].option.id == "open:d"
    assert plain[position].cost.saves == pytest.approx(1.0, abs=0.02)
    assert missed[position].cost.saves == pytest.approx(missed[position].gate_probability, abs=0.02)
    assert missed[position].cost.against_today.p95 > 0 > plain[position].cost.against_today.p95
    assert missed[0].cost.saves == 1.0


def test_value_is_that_of_the_option_where_its_gates_are_met(contests, synthetic):
    plain, missed = (
        option_results(contests(twist=synthetic.Twist(missed_share=share))["large"], {})[4]
        for share in (0.0, 0.6)
    )
    assert missed.value.p05 > 0.3
    assert missed.value.p50 == pytest.approx(plain.value.p50, rel=0.05)
    assert missed.no_value is None


def test_gates_that_are_never_met_leave_no_value(contests, synthetic):
    large = contests(twist=synthetic.Twist(missed_share=0.5))["large"]
    large.table.met[large.ids.index("open:d")] = False
    found = option_results(large, {})[4]
    assert found.value is None
    assert found.no_value.key == "value.gates_never_met"


def test_an_array_is_summarised_once_and_missing_draws_give_no_spread():
    spreads, draws = Spreads(), np.array([3.0, 1.0, 2.0])
    first = spreads.of(draws, "1")
    assert first.p50 == 2.0
    assert spreads.of(draws, "1") is first
    assert spreads.of(draws, "CUR").unit == "CUR"
    assert spreads.of(np.array([1.0, np.nan]), "1") is None


def test_quantiles_are_those_of_numpy(rng):
    for size in (1, 2, 3, 20, 1001):
        draws = rng.normal(size=size)
        found = Spreads().of(draws, "1")
        expected = np.quantile(draws, [0.05, 0.5, 0.95])
        assert [found.p05, found.p50, found.p95] == pytest.approx(list(expected), rel=1e-12)


def test_use_cases_may_share_what_is_known(contests):
    contest = contests()["small"]
    assert option_results(contest, {}, Spreads()) == option_results(contest, {})

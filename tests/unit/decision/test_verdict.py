"""The seven rules of the verdict, one by one."""

from __future__ import annotations

import pytest

BOARD = {"stated_by": "board", "stated_on": "2025-01-01"}
VALUE = {"reading": "value_and_cost", **BOARD}


def verdict(decided, use_case="large", **changes):
    found = decided(**changes).of(use_case)
    return found.recommended, found.reason.key


def test_the_best_option_is_recommended(decided):
    assert verdict(decided) == ("open:d", "verdict.best")


def test_nothing_feasible_keeps_today(decided, synthetic):
    twist = synthetic.Twist(excluded=tuple(name for name, *_ in synthetic.PLAN[1:]))
    assert verdict(decided, twist=twist) == ("do_minimum", "verdict.nothing_feasible")


def test_nothing_pays_keeps_today(decided, synthetic):
    twist = synthetic.Twist(benefit=0.0)
    assert verdict(decided, twist=twist) == ("do_minimum", "verdict.keep_today")


def test_value_without_a_price_is_undecided(decided):
    assert verdict(decided, rules=VALUE) == ("undecided", "verdict.no_price")


def test_no_price_is_needed_where_one_option_is_best_on_both(decided, synthetic):
    twist = synthetic.Twist(benefit=0.0)
    assert verdict(decided, rules=VALUE, twist=twist) == ("do_minimum", "verdict.keep_today")


def test_an_unknown_gate_is_found_out_first(decided, synthetic):
    twist = synthetic.Twist(unknown_gate=("open:d",))
    found = decided(twist=twist).of("large")
    assert found.recommended == "find_out_first"
    assert found.reason.values["unknown"] == "licence"
    assert found.information[0].parameter == "gate:licence"


def test_unknown_quality_is_found_out_first(decided, synthetic):
    twist = synthetic.Twist(unknown_quality=("open:d",), excluded=("own:e", "edge:f"))
    found = decided(twist=twist).of("large")
    assert found.recommended == "find_out_first"
    assert found.information[0].parameter == "quality"
    assert found.option("open:d").quality is None


def twins(synthetic, monkeypatch, first, second):
    """Make two options of one pathway that none can tell apart, one later, one less good."""
    plan = list(synthetic.PLAN)
    _, pathway, hosting, *_ = plan[4]
    plan[4] = ("open:d", pathway, hosting, 4, *first, 2.0)
    plan[6] = ("open:g", pathway, hosting, 4, *second, 2.0)
    monkeypatch.setattr(synthetic, "PLAN", tuple(plan))
    return {"reading": "six_dimensions", "materiality": 0.05, **BOARD}


def test_a_confirmed_twin_of_the_same_pathway_stands_in(decided, synthetic, monkeypatch):
    rules = twins(synthetic, monkeypatch, (0.87, 9.1), (0.86, 9.0))
    twist = synthetic.Twist(unknown_gate=("open:d",))
    found = decided(twist=twist, rules=rules).of("large")
    assert found.leading == "open:d"
    assert (found.recommended, found.reason.key) == ("open:g", "verdict.confirmed_twin")


def test_a_twin_that_is_unknown_too_cannot_stand_in(decided, synthetic, monkeypatch):
    rules = twins(synthetic, monkeypatch, (0.87, 9.1), (0.86, 9.0))
    twist = synthetic.Twist(unknown_gate=("open:d", "open:g"))
    assert verdict(decided, twist=twist, rules=rules)[0] == "find_out_first"


def test_another_best_pathway_on_another_basis_depends_on_sharing(decided, synthetic):
    twist = synthetic.Twist(cluster=40, excluded=("own:e", "edge:f"))
    assert verdict(decided, twist=twist)[0] == "depends_on_sharing"


def test_depends_on_sharing_is_reckoned_in_money_under_value_and_cost(decided, synthetic):
    rules = {**VALUE, "money_per_value_point": 150_000}
    found = decided(twist=synthetic.Twist(cluster=30), rules=rules).of("large")
    assert found.recommended == "depends_on_sharing"
    assert found.best_by_cost_basis["alone"] != found.best_by_cost_basis["marginal"]


def test_a_tie_across_pathways_is_undecided(decided):
    rules = {"reading": "six_dimensions", "materiality": 0.4, **BOARD}
    found = decided(rules=rules).of("large")
    assert (found.recommended, found.reason.key) == ("undecided", "verdict.tied")
    assert len(found.tied) > 1


def test_another_option_of_the_same_pathway_is_no_other_advice(decided, synthetic):
    found = decided(twist=synthetic.Twist(cluster=40)).of("large")
    assert found.best_by_cost_basis["alone"] == "edge:f"
    assert found.recommended == "open:d"


@pytest.mark.parametrize("rules", [None, {**VALUE, "money_per_value_point": 100}])
def test_without_a_benefit_there_is_no_verdict_for_today(decided, synthetic, rules):
    bare = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)
    more = {} if rules is None else {"rules": rules}
    found = decided(use_cases=[bare], **more).of("small")
    assert found.recommended != "do_minimum"
    assert found.leading != "do_minimum"
    assert any(entry.parameter == "benefit" for entry in found.information)


def test_a_lead_within_the_materiality_does_not_depend_on_sharing(decided, synthetic):
    rules = {"reading": "six_dimensions", "materiality": 0.49, **BOARD}
    twist = synthetic.Twist(cluster=14, excluded=("own:e", "edge:f"))
    stakeholders = [
        {"id": "a", "name": {"en": "a"}, "weights": {"points": {"cost": 100, "sovereignty": 40}}}
    ]
    found = decided(twist=twist, rules=rules, stakeholders=stakeholders).of("large")
    assert found.best_by_cost_basis["alone"] != found.best_by_cost_basis["shared"]
    assert found.recommended == "undecided"

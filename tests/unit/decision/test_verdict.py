"""The seven rules of the verdict, one by one."""

from __future__ import annotations

import pytest

from steelyard.decision.verdict import best_new

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


def barred(synthetic, **bars):
    """Return a twist and use cases with a bar of 75 %, met by each option with a probability."""
    named = {name.replace("_", ":"): share for name, share in bars.items()}
    requirements = {"quality_bar": {"value": 0.75, "status": "assumed", "note": "made up"}}
    cases = [
        synthetic.use_case("small", 1e4, requirements=requirements),
        synthetic.use_case("large", 1e6, requirements=requirements),
    ]
    return {"twist": synthetic.Twist(bar=tuple(named.items())), "use_cases": cases}


def test_a_bar_that_excludes_every_option_is_named_with_the_nearest(decided, synthetic):
    bars = {name.replace(":", "_"): 0.01 * row for row, (name, *_) in enumerate(synthetic.PLAN)}
    del bars["do_minimum"], bars["own_e"]
    found = decided(**barred(synthetic, **bars))
    large = found.of("large")
    assert (large.recommended, large.reason.key) == ("do_minimum", "verdict.none_reaches_bar")
    assert large.reason.values == {
        "option": "edge:f", "probability": 0.06, "bar": 0.75, "cut": 0.2
    }  # fmt: skip
    bar = "dossier:use_cases/large/requirements/quality_bar"
    row = next(entry for entry in found.decisive_inputs if entry.parameter == bar)
    assert row.reason == "bar"
    assert row.changes_answer


def test_other_rules_that_exclude_leave_the_bar_unnamed(decided, synthetic):
    twist = synthetic.Twist(excluded=tuple(name for name, *_ in synthetic.PLAN[1:]))
    assert decided(twist=twist).of("large").reason.key == "verdict.nothing_feasible"


def test_a_bar_that_the_leading_option_may_miss_stands_beside_the_verdict(decided, synthetic):
    found = decided(**barred(synthetic, open_d=0.5)).of("large")
    assert found.leading == "open:d"
    (note,) = [note for note in found.notes if note.key == "verdict.note.bar"]
    assert (note.values["probability"], note.values["bar"]) == (0.5, 0.75)
    assert found.option("open:d").bar_probability == 0.5
    assert found.option("api:a").bar_probability is None
    surely = decided(**barred(synthetic, open_d=0.9)).of("large")
    assert not [note for note in surely.notes if note.key == "verdict.note.bar"]


def test_keeping_today_names_the_bar_of_the_best_rival(decided, synthetic):
    changes = barred(synthetic, **{name.replace(":", "_"): 0.5 for name, *_ in synthetic.PLAN[1:]})
    changes["twist"] = synthetic.Twist(bar=changes["twist"].bar, benefit=0.0)
    found = decided(**changes).of("large")
    assert (found.recommended, found.reason.key) == ("do_minimum", "verdict.keep_today_bar")
    assert found.reason.values["probability"] == 0.5


def test_what_is_unknown_and_the_bar_are_named_together(decided, synthetic):
    changes = barred(synthetic, open_d=0.5)
    changes["twist"] = synthetic.Twist(
        bar=changes["twist"].bar, unknown_quality=("open:d",), excluded=("own:e", "edge:f")
    )
    found = decided(**changes).of("large")
    assert found.reason.key == "verdict.find_out_first_bar"
    assert found.reason.values["unknown"] == "quality"


def few(synthetic):
    # A benefit that is mostly too small and rarely very large.
    rare = synthetic.spread(2e3, 6e3, 4e5, family="lognormal", status="assumed", note="made up")
    return [synthetic.use_case("small", rare), synthetic.use_case("large", 1e6)]


def test_a_lead_on_few_futures_is_found_out_first(decided, synthetic):
    found = decided(n=2000, use_cases=few(synthetic)).of("small")
    assert found.leading != "do_minimum"
    assert found.recommended == "find_out_first"
    assert found.reason.key == "verdict.few_futures"
    ranked = found.readings["six_dimensions"].pathway_acceptability
    assert found.reason.values["confidence"] < found.reason.values["share"]
    assert found.reason.values["share"] == ranked["do_minimum"]
    assert found.reason.values["name"] == ("dossier:use_cases/small/workload/requests_per_year")
    assert any(note.key == "verdict.note.few_futures" for note in found.notes)


def test_few_futures_and_what_is_unknown_are_told_together(decided, synthetic):
    names = tuple(name for name, *_ in synthetic.PLAN[1:])
    twist = synthetic.Twist(unknown_gate=names)
    found = decided(n=2000, use_cases=few(synthetic), twist=twist).of("small")
    assert found.reason.key == "verdict.few_futures_unknown"
    assert found.reason.values["unknown"] == "licence"


def test_weights_do_not_move_today_only_under_six_dimensions(decided):
    found = decided().of("large")
    assert found.today_by_money
    assert found.notes[0].key == "verdict.note.today_by_money"
    assert found.option("do_minimum").no_value.key == "value.placed_by_money"
    other = decided(rules={**VALUE, "money_per_value_point": 100}).of("large")
    assert not other.today_by_money
    assert other.option("do_minimum").value is not None


def test_joined_orders_hang_on_sharing_where_another_way_leads_on_another_basis(decided, parted):
    found = decided(**parted("value_and_cost", "borda")).of("large")
    assert found.recommended == "depends_on_sharing"
    assert found.reason.values["option"] == "api:a"
    assert found.reason.values["other"] == "open:d"
    assert found.best_by_cost_basis[found.reason.values["basis"]] == "open:d"
    # Where the difference is below what the dossier calls material, nothing hangs on it.
    changes = parted("value_and_cost", "borda")
    changes["rules"]["materiality"] = 0.4
    blunt = decided(**changes).of("large")
    assert blunt.recommended == "undecided"
    assert "open:d" in blunt.tied


def test_beside_todays_service_the_joined_orders_name_the_best(contests, parted):
    contest = contests(**parted("six_dimensions", "borda"))["large"]
    assert contest.ids[best_new(contest)] == "api:a"

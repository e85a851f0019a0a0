"""Many voices on one use case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision import group
from steelyard.decision.group import expected_of, group_view
from steelyard.decision.group_result import Agreement
from steelyard.decision.scoring import score
from steelyard.errors import DomainError

RULES = {"reading": "six_dimensions", "stated_by": "b", "stated_on": "2025-01-01"}
MONEY = {**RULES, "reading": "value_and_cost"}


def voice(name, weights=None, **more):
    return {"id": name, "name": {"en": name}, "weights": weights, **more}


COST = voice("finance", {"points": {"cost": 1}})
CONTROL = voice("security", {"points": {"sovereignty": 1}})
OPEN = voice("public")


@pytest.fixture(scope="module")
def parted(contests):
    return group_view(contests(stakeholders=[COST, CONTROL, OPEN])["large"])


@pytest.mark.parametrize("rules", [RULES, {**MONEY, "money_per_value_point": 1000}])
@pytest.mark.parametrize("case", ["small", "large"])
def test_the_small_table_gives_the_same_values_as_all_draws(contests, rules, case):
    contest = contests(stakeholders=[COST, CONTROL, OPEN], rules=rules)[case]
    known = contest.frame.preferences
    for weights in (known.decided, known.voices[2].weights[:, 7]):
        slow = contest.expected(contest.deciding.reading, weights)
        fast = expected_of(contest).utilities(weights[:, np.newaxis])
        assert fast == pytest.approx(contest.deciding.utility(slow), rel=1e-9, abs=1e-9)


def test_each_order_and_the_groups_agree_with_the_ranking(contests):
    contest = contests(stakeholders=[COST, CONTROL, OPEN])["large"]
    found, scored = group_view(contest), score(
        contest, contest.deciding.reading, contest.frame.preferences.voices
    )  # fmt: skip
    assert found.best == scored.result.best
    assert found.chosen.method == "mean_of_weights"
    assert [position.best for position in found.positions] == [view.best for view in scored.views]
    assert all(sorted(order.order) == sorted(contest.ids) for order in found.orders)


def test_who_is_of_another_mind_is_told_with_the_loss_and_the_reason(parted):
    finance, security, public = parted.positions
    assert {finance.best, security.best} == {"api:a", "open:d"}
    assert parted.disagreement is Agreement.OTHER_PATHWAY
    assert parted.is_matter_of_weights
    other = next(entry for entry in (finance, security) if entry.best != parted.best)
    assert other.agreement is Agreement.OTHER_PATHWAY
    assert other.loss > 0
    assert other.unit == "1"
    # The one gives sovereignty less weight than the group and cost more, the other the reverse.
    assert other.because in {"cost", "sovereignty"}
    same = next(entry for entry in parted.positions if entry.best == parted.best)
    assert same.agreement is Agreement.SAME_OPTION
    assert same.loss == 0
    assert same.because == ""
    assert sum(public.weights.values()) == pytest.approx(1)


def test_under_value_and_cost_the_weight_of_cost_parts_nobody(contests):
    rules = {**MONEY, "money_per_value_point": 30_000}
    climate = voice("climate", {"points": {"sustainability": 9, "cost": 9}})
    found = group_view(contests(stakeholders=[climate, CONTROL, OPEN], rules=rules)["large"])
    others = [entry for entry in found.positions if entry.because]
    assert others
    for entry in others:
        assert entry.unit == "CUR"
        assert entry.loss > 0
        assert entry.because != "cost"


def test_stated_points_accept_or_refuse_and_an_open_mind_does_both(parted):
    finance, _, public = parted.positions
    assert {found.best for found in finance.acceptance.values()} == {0.0, 1.0}
    assert finance.acceptance[finance.best].error == 0
    assert sum(found.best for found in public.acceptance.values()) == pytest.approx(1, abs=0.01)
    assert sum(public.pathway_best.values()) == pytest.approx(1, abs=0.01)
    for found in public.acceptance.values():
        assert found.best <= found.within <= 1


def test_the_broadest_acceptance_is_that_of_the_least_willing(parted):
    shares = {
        name: min(position.acceptance[name].within for position in parted.positions)
        for name in parted.chosen.order
    }
    assert parted.broadest_share == max(shares.values())
    assert set(parted.broadest) == {
        name for name, share in shares.items() if share == max(shares.values()) > 0
    }


def test_a_stated_tolerance_widens_what_is_accepted(contests):
    people = [COST, CONTROL, OPEN]
    wide = {**RULES, "acceptance_tolerance": 0.4}
    narrow = group_view(contests(stakeholders=people)["large"])
    found = group_view(contests(stakeholders=people, rules=wide)["large"])
    assert not narrow.is_tolerance_stated
    assert narrow.tolerance == 0.01
    assert found.is_tolerance_stated
    assert found.tolerance == 0.4
    assert found.broadest_share > narrow.broadest_share
    assert found.least_willing in {"finance", "security", "public"}
    priced = {**MONEY, "money_per_value_point": 1000, "acceptance_tolerance": 0.1}
    money = group_view(contests(stakeholders=people, rules=priced)["large"])
    assert money.unit == "CUR"
    assert money.tolerance == pytest.approx(10_000)


def test_todays_service_is_accepted_only_where_it_is_the_best(contests, synthetic):
    wide = {**RULES, "acceptance_tolerance": 0.49}
    found = group_view(contests(stakeholders=[OPEN], rules=wide)["large"])
    assert found.positions[0].acceptance["do_minimum"].within == 0
    nothing = contests(stakeholders=[COST, CONTROL], twist=synthetic.Twist(benefit=0.0))["small"]
    stays = group_view(nothing)
    assert stays.best == "do_minimum"
    assert stays.disagreement is Agreement.SAME_OPTION
    assert stays.broadest == ("do_minimum",)
    assert stays.words[0].key.startswith("group.today_by_money")
    assert stays.best_new == next(name for name in stays.chosen.order if name != "do_minimum")


def test_without_a_benefit_today_is_not_among_the_options(contests, synthetic):
    bare = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)
    found = group_view(contests(stakeholders=[COST, OPEN], use_cases=[bare])["small"])
    assert "do_minimum" not in found.chosen.order
    assert "do_minimum" not in found.positions[0].acceptance


def test_without_a_price_no_weights_give_an_order(contests):
    assert group_view(contests(rules=MONEY)["large"]) is None


def test_every_way_of_joining_is_shown_the_chosen_one_first(contests):
    people = [COST, voice("treasury", {"points": {"cost": 1}}), CONTROL]
    found = group_view(contests(stakeholders=people, rules={**RULES, "aggregation": "kemeny"})[
        "large"
    ])  # fmt: skip
    assert [order.method for order in found.orders] == ["kemeny", "mean_of_weights", "borda"]
    # Two of three set every pair their way.
    assert found.chosen.order == found.positions[0].order
    assert found.chosen.is_only
    assert found.chosen.distance > 0
    borda = found.orders[2]
    n = len(borda.order)
    assert sum(borda.score.values()) == pytest.approx(3 * n * (n - 1) / 2)


def test_votes_of_those_who_do_not_decide_are_left_out(contests):
    people = [{**COST, "decides": True}, CONTROL]
    found = group_view(contests(stakeholders=people)["large"])
    for order in found.orders:
        assert order.order[0] == found.positions[0].best
    assert not any(message.key.startswith("group.ways") for message in found.words)


def test_too_many_options_to_order_are_refused_not_guessed(contests, monkeypatch):
    monkeypatch.setattr(group, "MOST_ORDERED", 2)
    found = group_view(contests(stakeholders=[COST, CONTROL])["large"])
    refused = found.orders[2]
    assert refused.method == "kemeny"
    assert refused.order == ()
    assert refused.refused.key == "group.kemeny_refused"
    assert refused.as_json()["refused"]["values"]["limit"] == 2
    rules = {**RULES, "aggregation": "kemeny"}
    with pytest.raises(DomainError, match=r"rules\.aggregation: expected at most 2 options"):
        group_view(contests(stakeholders=[COST, CONTROL], rules=rules)["large"])


def test_the_gist_is_said(contests, parted):
    keys = [message.key for message in parted.words]
    assert keys[0] == "group.other_pathway"
    assert parted.words[0].values["n_all"] == 3
    assert keys[1] in {"group.ways_agree", "group.ways_differ"}
    assert keys[2].startswith(("group.broadest", "group.nobody"))
    alone = group_view(contests(stakeholders=[COST])["large"])
    assert [message.key for message in alone.words] == ["group.one_voice"]
    none = group_view(contests(stakeholders=[COST, CONTROL])["large"])
    assert none.words[-1].key == "group.nobody_accepts"
    assert none.broadest == ()
    assert none.least_willing == ""
    cheap = voice("cheap", {"points": {"cost": 9, "safety": 1}})
    agree = group_view(contests(stakeholders=[COST, cheap])["large"])
    assert agree.words[-1].key == "group.broadest"


def test_shared_first_places_are_named():
    words = group._acceptance(("a", "b", "c"), 0.5)
    assert words[0].key == "group.broadest_tied"
    assert words[0].values["others"] == "b, c"


def test_variants_of_one_pathway_are_no_dispute(parted):
    same = [replace(position, agreement=Agreement.SAME_PATHWAY) for position in parted.positions]
    new = group._New("api:a", (), False)
    assert group._disagreement(same, "api:a", new).key == "group.same_pathway"
    everybody = [replace(one, agreement=Agreement.SAME_OPTION) for one in parted.positions]
    assert group._disagreement(everybody, "api:a", new).key == "group.same_option"


def test_where_money_places_today_the_new_services_are_told_apart(parted):
    same, other = Agreement.SAME_PATHWAY, Agreement.OTHER_PATHWAY
    agree = group._New("api:a", (same, same, same), True)
    differ = group._New("api:a", (same, other, other), True)
    assert group._disagreement(parted.positions, "do_minimum", agree).key.endswith("_agree")
    told = group._disagreement(parted.positions, "do_minimum", differ)
    assert told.key == "group.today_by_money_differ"
    assert told.values == {"option": "api:a", "n_all": 3.0, "n_other": 2.0}


def test_the_result_is_plain_data(parted):
    told = parted.as_json()
    assert told["chosen"] == "mean_of_weights"
    assert told["disagreement"] == "other_pathway"
    finance = told["positions"][0]
    assert list(finance["acceptance"]) == [parted.positions[0].best]
    assert set(finance["acceptance"][parted.positions[0].best]) == {"best", "within", "error"}
    assert told["orders"][0]["score"]
    assert told["words"][0]["key"] == "group.other_pathway"


def test_trade_offs_weigh_by_the_money_at_stake(contests):
    person = voice(
        "cabinet", {"trade_offs": [{"criterion": "data_sovereignty", "money_per_year": 2e4}]}
    )
    found = contests(stakeholders=[person, COST])
    weights = {}
    for name, contest in found.items():
        cabinet = contest.frame.preferences.voices[0]
        assert cabinet.by_use_case
        money = contest.anchors.worst - contest.anchors.best
        years = contest.frame.preferences.exchange.years
        ratio = 2e4 * years * 4 * 5 / (money * 2)
        drawn = cabinet.weights
        assert drawn[0] / drawn[2] == pytest.approx(np.full(drawn.shape[1], ratio), rel=1e-6)
        weights[name] = group_view(contest).positions[0].weights
        assert contest.frame.preferences.decided[2] == pytest.approx((cabinet.mean[2] + 1.0) / 2)
    # The more money is at stake, the more cost weighs.
    money = {name: contest.anchors.worst - contest.anchors.best for name, contest in found.items()}
    assert money["large"] > money["small"]
    assert weights["large"]["cost"] > weights["small"]["cost"]


def test_where_money_is_a_dummy_the_weights_stay_those_of_the_study(contests, synthetic):
    person = voice(
        "cabinet", {"trade_offs": [{"criterion": "data_sovereignty", "money_per_year": 2e4}]}
    )
    everything = tuple(option.id for option in synthetic.options()[1:])
    twist = synthetic.Twist(excluded=everything)
    found = contests(stakeholders=[person], twist=twist)["small"]
    assert found.frame.preferences.voices[0].mean == pytest.approx(np.full(6, 1 / 6))
    assert group_view(found).best == "do_minimum"

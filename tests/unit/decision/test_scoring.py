"""Ranking: acceptability, expected loss, ties and stakeholders."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.scoring import best_by_basis, expectation, score
from steelyard.dossier.schema import Reading

SIX, VALUE = Reading.SIX_DIMENSIONS, Reading.VALUE_AND_COST
RULES = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def voices(contest):
    return contest.frame.preferences.voices


@pytest.fixture(scope="module")
def priced(contests):
    return contests(rules={**RULES, "money_per_value_point": 1000})


def test_shares_sum_to_one_over_options_and_pathways(contests):
    small = contests()["small"]
    found = score(small, SIX, voices(small))
    assert sum(ranking.first for ranking in found.rankings) == pytest.approx(1)
    assert sum(found.result.pathway_acceptability.values()) == pytest.approx(1)
    assert found.result.confidence == found.rankings[found.best_row].first


def test_the_best_option_has_no_loss_against_itself(contests):
    large = contests()["large"]
    found = expectation(large, SIX)
    assert found.errors[found.best] is None
    assert min(loss for loss in found.losses if loss is not None) == found.losses[found.best]


def test_an_option_that_does_not_pay_is_not_ranked_by_value(contests):
    small = contests()["small"]
    found = expectation(small, SIX)
    own = small.ids.index("open:d")
    assert found.losses[own] is None
    assert found.expected[own] > found.expected[found.best]
    assert found.expected[0] is None


def test_where_nothing_pays_today_stays(contests, synthetic):
    small = contests(twist=synthetic.Twist(benefit=0.0))["small"]
    found = score(small, SIX, voices(small))
    assert found.result.best == "do_minimum"
    assert found.result.tied == ("do_minimum",)
    assert found.rankings[0].expected_loss == 0


def test_an_option_that_barely_pays_is_tied_with_today(contests, synthetic):
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = 0.5 * (low + high)
        small = contests(n=100, twist=synthetic.Twist(benefit=middle))["small"]
        pays = expectation(small, SIX).best != 0
        low, high = (low, middle) if pays else (middle, high)
    above = contests(n=100, twist=synthetic.Twist(benefit=high))["small"]
    assert 0 in expectation(above, SIX).tied
    below = contests(n=100, twist=synthetic.Twist(benefit=low))["small"]
    assert len(expectation(below, SIX).tied) == 2


def test_without_a_benefit_today_has_no_rank(contests, synthetic):
    bare = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)
    small = contests(use_cases=[bare])["small"]
    found = score(small, SIX, voices(small))
    assert found.rankings[0].first == 0
    assert found.rankings[0].central_weights is None
    assert found.result.best != "do_minimum"


def test_value_without_a_price_gives_the_efficient_set(contests):
    large = contests(rules=RULES)["large"]
    found = score(large, VALUE, voices(large))
    assert found.result.best == ""
    assert found.result.efficient[0] == "api:a"
    prices = [switch.from_price for switch in found.result.price_switches]
    assert prices == sorted(prices)
    assert found.rankings[0].rank_acceptability == ()


def test_an_option_that_is_best_on_both_needs_no_price(contests, synthetic):
    small = contests(rules=RULES, twist=synthetic.Twist(benefit=0.0))["small"]
    found = score(small, VALUE, voices(small))
    assert found.result.best == "do_minimum"
    assert found.result.confidence == 1.0
    assert found.result.pathway_acceptability["do_minimum"] == 1.0


def test_with_a_price_value_becomes_money(priced):
    large = priced["large"]
    found = score(large, VALUE, voices(large))
    assert found.rankings[0].expected == 0
    assert found.rankings[found.best_row].expected > 1e5
    assert found.result.best in found.result.efficient


def test_each_voice_has_its_own_answer_and_the_deciding_ones_decide(contests):
    stakeholders = [
        {"id": "a", "name": {"en": "a"}, "weights": {"points": {"cost": 1}}},
        {"id": "b", "name": {"en": "b"}, "weights": {"points": {"sovereignty": 1}}},
    ]
    large = contests(stakeholders=stakeholders)["large"]
    found = score(large, SIX, voices(large))
    assert [view.best for view in found.views] == ["api:a", "open:d"]
    row = large.ids.index("open:d")
    shares = [view.first["open:d"] for view in found.views]
    assert found.rankings[row].first == pytest.approx(np.mean(shares))


def test_best_by_basis_names_rows(contests, synthetic):
    found = best_by_basis(
        contests(twist=synthetic.Twist(cluster=40))["large"], ("alone", "marginal")
    )
    assert found["alone"] != found["marginal"]


def test_views_order_the_new_services_among_themselves(contests):
    large = contests()["large"]
    found = score(large, SIX, large.frame.preferences.voices)
    view = found.views[0]
    assert set(view.order) == set(large.ids[1:])
    mean = large.expected(SIX, large.frame.preferences.voices[0].mean).value[:, 0]
    assert [mean[large.ids.index(name)] for name in view.order] == sorted(mean[1:], reverse=True)
    assert sum(view.first_of_new.values()) == pytest.approx(1.0)
    assert view.as_json()["order"] == list(view.order)


def test_every_share_of_a_rank_has_its_standard_error(contests):
    large = contests()["large"]
    for ranking in score(large, SIX, large.frame.preferences.voices).rankings:
        assert len(ranking.rank_error) == len(ranking.rank_acceptability)
        n = large.frame.sample.n
        for share, error in zip(ranking.rank_acceptability, ranking.rank_error, strict=True):
            assert error == pytest.approx((share * (1 - share) / n) ** 0.5, rel=0.2, abs=1e-3)

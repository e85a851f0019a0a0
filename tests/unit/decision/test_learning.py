from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.conditional_means import ConditionalMeans
from steelyard.decision.learning import cost_swing, learning_of

PRICED = {
    "rules": {
        "reading": "value_and_cost",
        "money_per_value_point": 20_000.0,
        "stated_by": "board",
        "stated_on": "2025-12-01",
    }
}
READINGS = [{}, PRICED]


@pytest.mark.parametrize("changes", READINGS)
@pytest.mark.parametrize("use_case", ["small", "large"])
def test_the_choice_made_again_is_that_of_the_rules(contests, changes, use_case):
    contest = contests(**changes)[use_case]
    learning = learning_of(contest)
    reading = contest.deciding.reading
    # At the means the leading option; in each draw what the rules put first there.
    means = learning.outputs.mean(axis=1, keepdims=True)
    assert learning.chosen(means)[0] == learning.leading
    wanted = contest.deciding.best(contest.standing(reading))
    assert (learning.chosen(learning.outputs) == wanted).mean() > 0.999
    best = learning.best_ways()
    assert learning.wrong(best, learning.outputs) == 0
    names = np.array(contest.pathways)
    assert learning.wrong(best) == pytest.approx(
        (names[wanted] != names[learning.leading]).mean(), abs=0.003
    )


@pytest.mark.parametrize("changes", READINGS)
def test_knowing_everything_gains_what_is_lost_without(contests, changes):
    contest = contests(**changes)["large"]
    learning = learning_of(contest)
    gains = learning.gains()
    standing = contest.standing(contest.deciding.reading)
    if changes:
        utilities = contest.deciding.utility(standing)
        lost = utilities.max(axis=0) - utilities[learning.leading]
        assert gains["option"].expected == pytest.approx(lost, abs=1e-6)
    else:
        lost = np.maximum(standing.delta[learning.leading], 0)
        assert gains["whether"].expected == pytest.approx(lost)
        swing = cost_swing(contest)
        assert (gains["which"].expected <= swing).all()
    nothing = np.repeat(learning.outputs.mean(axis=1, keepdims=True), 400, axis=1)
    for found in learning.gains(ConditionalMeans(nothing, nothing)).values():
        assert found.expected.mean() == pytest.approx(0, abs=1e-6)


def test_the_swing_follows_from_the_weight_of_cost(contests):
    contest = contests()["large"]
    weight = contest.frame.preferences.decided[2]
    span = contest.anchors.worst - contest.anchors.best
    assert cost_swing(contest) == pytest.approx(span / (weight * 0.5))


def test_last_draws_only(contests):
    learning = learning_of(contests()["large"])
    part = learning.last(50)
    assert part.outputs == pytest.approx(learning.outputs[:, -50:])
    assert part.leading == learning.leading


def test_nothing_to_choose_or_no_price_is_nothing_to_learn(contests, synthetic):
    unpriced = {"rules": {**PRICED["rules"]}}
    del unpriced["rules"]["money_per_value_point"]
    assert learning_of(contests(**unpriced)["large"]) is None
    alone = synthetic.Twist(excluded=("api:a", "api:b", "licence:c", "open:d", "own:e", "edge:f"))
    assert learning_of(contests(twist=alone)["large"]) is None


def test_without_benefit_today_is_no_rival(contests, synthetic):
    small = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4))
    del small["benefit"]
    contest = contests(use_cases=[small])["small"]
    learning = learning_of(contest)
    assert [stake.name for stake in learning.stakes] == ["which"]
    assert not learning.has_today
    assert (learning.chosen(learning.outputs) > 0).all()
    priced = learning_of(contests(use_cases=[small], **PRICED)["small"])
    assert 0 not in priced.rows


def test_where_today_leads_every_service_may_be_forgone(contests, synthetic):
    learning = learning_of(contests(twist=synthetic.Twist(benefit=-1.0))["large"])
    assert learning.leading == 0
    assert [stake.name for stake in learning.stakes] == ["whether"]
    assert len(learning.stakes[0].rows) == learning.n_compared

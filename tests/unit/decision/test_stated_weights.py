"""From the words of a dossier to statements."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from steelyard.decision.criteria import NET_COST, load_criteria
from steelyard.decision.mcda.weight_statements import Interval, Points, Ranking, Ratio
from steelyard.decision.stated_weights import (
    consistency_of,
    exchange_of,
    form_of,
    statements_of,
    trade_off_problems,
)
from steelyard.dossier.voices import Dimension, WeightStatement

NAMES = list(Dimension)
SOVEREIGNTY, SAFETY, COST = (NAMES.index(name) for name in ("sovereignty", "safety", "cost"))
WEIGHTS = dict(zip(NAMES, (0.3, 0.25, 0.2, 0.1, 0.1, 0.05), strict=True))


@pytest.fixture
def exchange(synthetic):
    return exchange_of(synthetic.dossier(), load_criteria())


@pytest.fixture
def said(exchange):
    def read(**stated):
        return statements_of(WeightStatement.model_validate(stated), exchange)

    return read


def judged(**changes):
    pairs = {
        (one, other): WEIGHTS[one] / WEIGHTS[other] for one, other in combinations(NAMES, 2)
    } | {tuple(map(Dimension, key.split("__"))): times for key, times in changes.items()}
    return [{"of": one, "over": other, "times": times} for (one, other), times in pairs.items()]


def test_the_form_is_named():
    assert form_of(None) == "none"
    assert form_of(WeightStatement()) == "none"
    assert form_of(WeightStatement.model_validate({"ranking": ["cost"]})) == "ranking"
    both = {"ranking": ["cost"], "intervals": {"cost": [0.3, 1]}}
    assert form_of(WeightStatement.model_validate(both)) == "several"


def test_forms_become_statements(said):
    assert said() == ()
    assert said(points={"cost": 2})[0] == Points((0, 0, 2, 0, 0, 0))
    assert said(ranking=["safety", ["cost", "sovereignty"]])[0] == Ranking((
        (SAFETY,),
        (COST, SOVEREIGNTY),
        (3, 4, 5),
    ))
    assert said(ranking=[list(NAMES)])[0] == Ranking((tuple(range(6)),))
    several = said(
        intervals={"cost": [0.1, 0.4]},
        ratios=[{"of": "safety", "to": "cost", "least": 1.5}],
    )
    assert several == (Interval(COST, 0.1, 0.4), Ratio(SAFETY, COST, 1.5, np.inf))


def test_judgements_of_pairs_that_agree_give_their_weights(said):
    (points,) = said(pairwise=judged())
    assert points.points == pytest.approx(list(WEIGHTS.values()))
    found = consistency_of(WeightStatement.model_validate({"pairwise": judged()}))
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.worst == ()
    assert consistency_of(None) is None
    assert consistency_of(WeightStatement()) is None


def test_the_three_worst_judgements_are_named():
    stated = WeightStatement.model_validate({"pairwise": judged(safety__cost=1 / 9)})
    found = consistency_of(stated)
    assert found.ratio > 0.1
    assert len(found.worst) == 3
    first = found.worst[0].as_json()
    assert (first["of"], first["over"]) == ("cost", "safety")
    assert first["stated"] == pytest.approx(9)
    assert first["implied"] == pytest.approx(0.8)
    assert found.as_json()["worst"][0] == first


def test_a_trade_off_against_cost_needs_the_money_at_stake(synthetic):
    # The first year is not discounted; a year later 3 % less: 5 years are worth 4.7171.
    exchange = exchange_of(synthetic.dossier(), load_criteria())
    assert exchange.years == pytest.approx(sum(1.03**-t for t in range(5)))
    stated = WeightStatement.model_validate({
        "trade_offs": [{"criterion": "data_sovereignty", "money_per_year": [2e6, 5e6]}]
    })
    assert statements_of(stated, exchange) == ()
    money = 400e6
    at_stake = type(exchange)(exchange.criteria, exchange.years, money)
    (ratio,) = statements_of(stated, at_stake)
    swing = 2e6 * exchange.years * 4 / exchange.within("data_sovereignty")
    assert (ratio.item, ratio.other) == (SOVEREIGNTY, COST)
    assert ratio.low == pytest.approx(swing / (money / exchange.within(NET_COST)))
    assert ratio.high == pytest.approx(2.5 * ratio.low)
    assert ratio.said == "2,000,000 to 5,000,000 CUR a year for 1 level of data_sovereignty"


def test_two_trade_offs_are_a_ratio_whatever_the_money_at_stake(said):
    (ratio,) = said(
        trade_offs=[
            {"criterion": "assurance", "money_per_year": [1e6, 2e6]},
            {"criterion": "data_sovereignty", "money_per_year": 3e6},
            {"criterion": "inspectability", "money_per_year": [1e6, 4e6]},
        ]
    )[:1]
    # Five criteria below sovereignty, three below safety; four levels each.
    assert (ratio.item, ratio.other) == (SOVEREIGNTY, SAFETY)
    assert ratio.low == pytest.approx(3e6 * 5 / (2e6 * 3))
    assert ratio.high == pytest.approx(3e6 * 5 / (1e6 * 3))
    (open_end,) = said(
        trade_offs=[
            {"criterion": "data_sovereignty", "money_per_year": 1e6},
            {"criterion": "assurance", "money_per_year": [0, 2e6]},
        ]
    )
    assert open_end.high == np.inf


def test_trade_offs_about_what_is_not_there_are_named(synthetic):
    def problems(**entry):
        person = {
            "id": "a", "name": {"en": "A"},
            "weights": {"trade_offs": [{"money_per_year": 1.0, **entry}]},
        }  # fmt: skip
        dossier = synthetic.dossier(stakeholders=[{"id": "b", "name": {"en": "B"}}, person])
        exchange = exchange_of(dossier, load_criteria())
        return [str(problem) for problem in trade_off_problems(dossier, exchange)]

    (unknown,) = problems(criterion="data_souvereignty")
    assert unknown.startswith("stakeholders[1].weights.trade_offs[0].criterion: expected a crit")
    (cost,) = problems(criterion="months_to_service")
    assert "outside the dimension of cost" in cost
    (far,) = problems(criterion="continuity", gain=30)
    assert "expected at most the whole range, 24 [month], found 30" in far
    assert problems(criterion="continuity", gain=24) == []


def test_a_criterion_that_slips_through_is_refused(exchange):
    stated = WeightStatement.model_validate({
        "trade_offs": [{"criterion": "net_cost", "money_per_year": 1.0}]
    })
    with pytest.raises(ValueError, match="outside the dimension of cost"):
        statements_of(stated, exchange)

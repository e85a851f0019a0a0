"""Values between the anchors, and money against today's service."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.criteria import Criterion, load_criteria
from steelyard.decision.performance import STATED, money_anchors, raw_delta, value_table
from steelyard.errors import DossierError

PLAIN_RULES = {"reading": "six_dimensions", "stated_by": "board", "stated_on": "2025-12-01"}


def table_of(study, options, anchors, **more):
    (small, _) = study.appraisal.use_cases
    criteria = load_criteria()
    return value_table(
        small, options, criteria=criteria, anchors=anchors, sample=study.sample, **more
    )


def test_todays_service_is_the_zero_of_money(synthetic):
    small, large = synthetic.study().appraisal.use_cases
    assert (raw_delta(small, 0) == 0).all()
    by_hand = large.costs[1].alone - large.costs[1].benefit
    assert raw_delta(large, 1, "alone") == pytest.approx(by_hand)


def test_anchors_without_a_ceiling_are_the_ends_of_the_feasible_options(synthetic):
    study = synthetic.study()
    small, large = study.appraisal.use_cases
    feasible = [p for p in range(7) if small.is_feasible(p)]
    found = money_anchors(small, feasible, study.dossier.rules)
    assert (found.best_is, found.worst_is) == ("do_minimum", "open:d")
    assert found.worst == pytest.approx(np.median(raw_delta(small, 4)))
    saving = money_anchors(large, feasible, study.dossier.rules)
    assert saving.best_is == "api:a"
    assert (saving.worst, saving.worst_is) == (0.0, "do_minimum")


def test_a_stated_ceiling_is_the_worst_anchor(synthetic):
    rules = {**PLAIN_RULES, "net_cost_ceiling": 9e6}
    study = synthetic.study(rules=rules)
    small = study.appraisal.use_cases[0]
    found = money_anchors(small, [0, 1], study.dossier.rules)
    today = np.median(small.costs[0].today)
    assert found.worst == pytest.approx(9e6 - today)
    assert found.worst_is == STATED


def test_a_ceiling_below_every_option_is_refused(synthetic):
    study = synthetic.study(rules={**PLAIN_RULES, "net_cost_ceiling": 1})
    with pytest.raises(DossierError, match=r"rules\.net_cost_ceiling: expected above"):
        money_anchors(study.appraisal.use_cases[0], [0, 1], study.dossier.rules)


def test_one_option_alone_still_has_a_scale(synthetic):
    study = synthetic.study()
    found = money_anchors(study.appraisal.use_cases[0], [0], study.dossier.rules)
    assert found.worst > found.best


def test_values_lie_between_0_and_1_and_clipping_is_counted(synthetic):
    study = synthetic.study()
    anchors = money_anchors(study.appraisal.use_cases[0], [0, 1, 4], study.dossier.rules)
    found = table_of(study, [0, 1, 4], anchors)
    assert found.values.min() >= 0
    assert found.values.max() <= 1
    assert 0 < found.clipped.max() < 1
    assert found.values.shape == (3, 17, study.sample.n)


def test_the_unknown_is_drawn_from_the_full_range_and_shared_by_one_model(synthetic):
    twist = synthetic.Twist(unknown_quality=("api:a",))
    study = synthetic.study(twist=twist)
    anchors = money_anchors(study.appraisal.use_cases[0], [0, 1, 3], study.dossier.rules)
    assert anchors.best_is in {"do_minimum", "licence:c"}
    found = table_of(study, [0, 1, 3], anchors)
    quality = [row.id for row in load_criteria()].index("task_quality")
    drawn = found.values[1, quality]
    assert drawn.min() < 0.01
    assert drawn.max() > 0.99
    assert np.isfinite(found.delta).all()
    first = table_of(study, [0, 1, 3], anchors, n_draws=50)
    assert (first.values[1, quality] == drawn[:50]).all()


def test_a_missed_gate_leaves_todays_service_and_a_sunk_cost(synthetic):
    study = synthetic.study(twist=synthetic.Twist(missed_share=0.3))
    small = study.appraisal.use_cases[0]
    anchors = money_anchors(small, [0, 4], study.dossier.rules)
    found = table_of(study, [0, 4], anchors)
    settled = found.delta_with_misses()
    missed = ~small.met[4]
    assert 0.25 < missed.mean() < 0.35
    assert settled[1, missed] == pytest.approx(small.costs[4].shared[missed])
    assert settled[1, ~missed] == pytest.approx(raw_delta(small, 4)[~missed])


def test_money_anchors_are_not_in_the_criteria_file(synthetic):
    study = synthetic.study()
    anchors = money_anchors(study.appraisal.use_cases[0], [0, 1], study.dossier.rules)
    odd = Criterion.model_validate(
        {
            "id": "months_to_service", "dimension": "cost", "unit": "month", "how": "computed",
            "measures": "x", "anchors": "dossier", "direction": "min", "anchor_reason": "x",
            "anchor_source": "x",
        }
    )  # fmt: skip
    with pytest.raises(ValueError, match="come from the dossier"):
        value_table(
            study.appraisal.use_cases[0],
            [0, 1],
            criteria=[odd],
            anchors=anchors,
            sample=study.sample,
        )

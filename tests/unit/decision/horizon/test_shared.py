"""What can be opened: capabilities, what upper tiers offer, tiers, measures."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.shared import SharedForm, kind_of, opening_of, shared_columns
from steelyard.dossier.capacity import Role

REUSE = {
    "id": "national",
    "kind": "platform_team",
    "name": {"en": "National team"},
    "provider": "the ministry",
    "from_year": 2029,
    "joining_cost": 100,
    "cost_per_year": 10,
    "source": "a circular",
}
MEASURE = {
    "id": "school",
    "kind": "training",
    "name": {"en": "School"},
    "investment": 1000,
    "cost_per_year": 100,
    "lead_months": 18,
    "effects": [
        {"gap": "staff", "role": "ml_engineer", "posts": 2, "evidence": "an evaluation"},
        {"gap": "staff", "role": "evaluator", "posts": 2},
        {"gap": "running_cost", "saving_per_year": 30, "evidence": "an audit"},
        {"gap": "data"},
    ],
}


def column(found, name):
    return next(entry for entry in found.shared if entry.id == name)


def test_a_capability_carries_what_the_appraisal_says(planned):
    found = planned()
    for start, opening in enumerate(column(found, "cluster:test").openings):
        known = found.restarts.capability("cluster:test", start)
        assert opening.form is SharedForm.OWN
        np.testing.assert_array_equal(opening.cash, known.cash)


def test_what_nobody_can_price_cannot_be_opened(planned):
    found = planned()
    (nothing,) = shared_columns(found.restarts, ["unheard of"], found.rules)
    assert nothing.openings == (None,) * 5


def test_an_upper_tier_is_joined_from_its_year_on_where_cheaper(planned):
    found = planned(portfolio={"reuse": [REUSE]})
    (team,) = shared_columns(found.restarts, ["platform_team"], found.rules)
    forms = [entry.form for entry in team.openings]
    assert forms == [SharedForm.OWN] * 2 + [SharedForm.REUSED] * 3
    joined = team.openings[2]
    np.testing.assert_allclose(joined.expected.capital, [0, 0, 100, 0, 0])
    np.testing.assert_allclose(joined.expected.running, [0, 0, 10, 10, 10])


def test_a_tier_is_paid_from_the_year_in_which_it_is_signed(planned):
    tier = {
        "id": "t", "name": {"en": "t"}, "models": ["a"], "fee_per_year": 50, "discount": 0.1,
        "from_year": 2028, "source": "a letter",
    }  # fmt: skip
    found = planned(portfolio={"tiers": [tier]})
    openings = column(found, "tier/t").openings
    assert openings[0] is None
    np.testing.assert_allclose(openings[3].expected.running, [0, 0, 0, 50, 50])


def test_a_measure_is_paid_ahead_and_credited_for_evidence_only(planned):
    found = planned(portfolio={"measures": [MEASURE]})
    openings = column(found, "measure/school").openings
    assert openings[0] is None
    assert openings[1] is None
    opening = openings[3]
    assert opening.form is SharedForm.MEASURE
    np.testing.assert_allclose(opening.expected.capital, [0, 1000, 0, 0, 0])
    np.testing.assert_allclose(opening.expected.running, [0, 0, 0, 70, 70])
    assert set(opening.posts) == {Role.ML_ENGINEER}
    np.testing.assert_allclose(opening.posts[Role.ML_ENGINEER], [0, 0, 0, -2, -2])


@pytest.mark.parametrize(
    ("name", "kind"), [("platform_team(vendor)", "platform_team"), ("safety_team", "safety_team")]
)
def test_the_kind_is_what_stands_before_the_bracket(name, kind):
    assert kind_of(name) == kind


def test_an_opening_is_found_by_column_and_year(planned):
    found = planned()
    assert opening_of(found.shared, "cluster:test", 2) is column(found, "cluster:test").openings[2]

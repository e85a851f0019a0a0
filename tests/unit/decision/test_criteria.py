"""The criteria file: complete, typed, and with a reason for every anchor."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steelyard.decision.criteria import NET_COST, Criterion, load_criteria
from steelyard.dossier.voices import Dimension

PLAIN = {
    "id": "x", "dimension": "safety", "unit": "1", "how": "computed", "measures": "x",
    "anchor_reason": "x", "anchor_source": "x",
}  # fmt: skip


def test_every_dimension_has_criteria_and_every_anchor_a_reason():
    criteria = load_criteria()
    assert {row.dimension for row in criteria} == set(Dimension)
    assert len({row.id for row in criteria}) == len(criteria)
    assert all(row.anchor_reason and row.anchor_source and row.measures for row in criteria)


def test_the_criteria_of_a_dimension_stand_together():
    order = [row.dimension for row in load_criteria()]
    seen = list(dict.fromkeys(order))
    assert order == sorted(order, key=seen.index)


def test_only_money_takes_its_anchors_from_the_dossier():
    assert [row.id for row in load_criteria() if row.anchors == "dossier"] == [NET_COST]


@pytest.mark.parametrize(
    ("name", "more_is_better"),
    [("continuity", False), ("task_quality", True), (NET_COST, False), ("carbon", False)],
)
def test_the_direction_follows_from_the_anchors(name, more_is_better):
    criterion = next(row for row in load_criteria() if row.id == name)
    assert criterion.is_benefit is more_is_better


@pytest.mark.parametrize("anchors", [{}, {"worst": 1, "best": 1}, {"worst": 0}])
def test_fixed_anchors_are_two_different_numbers(anchors):
    with pytest.raises(ValidationError, match="expected a worst and another best"):
        Criterion.model_validate({**PLAIN, **anchors})


def test_anchors_of_the_dossier_need_a_direction():
    with pytest.raises(ValidationError, match="expected a direction"):
        Criterion.model_validate({**PLAIN, "anchors": "dossier"})

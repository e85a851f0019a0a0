"""Floors name criteria that there are, at performances that there can be."""

from __future__ import annotations

import pytest

from steelyard.decision.horizon.floor_checks import floor_problems

FLOOR = {"id": "f", "reason": {"en": "law"}, "source": "act 1"}


@pytest.mark.parametrize(
    ("criterion", "at_least", "expected"),
    [
        ("sovereignty_of_data", 3, "portfolio.floors[0].criterion: expected a criterion with"),
        ("net_cost", 3, "portfolio.floors[0].criterion"),
        ("data_sovereignty", 7, "portfolio.floors[0].at_least: expected a performance between"),
    ],
)
def test_what_is_refused(synthetic, criterion, at_least, expected):
    floor = {**FLOOR, "criterion": criterion, "at_least": at_least}
    (problem,) = floor_problems(synthetic.dossier(portfolio={"floors": [floor]}))
    assert expected in str(problem)


def test_what_can_be_kept_is_not_refused(synthetic):
    floor = {**FLOOR, "criterion": "continuity", "at_least": 6}
    assert not list(floor_problems(synthetic.dossier(portfolio={"floors": [floor]})))

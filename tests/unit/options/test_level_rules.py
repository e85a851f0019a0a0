import pytest
from tests.unit.options.example_traits import ABROAD, CLOUD, HELD, TODAY, with_

from steelyard.facts.cards import GovernmentUse
from steelyard.options.level_rules import (
    RULES,
    assurance,
    data_sovereignty,
    infrastructure_sovereignty,
    inspectability,
    regulatory_sovereignty,
    ruled_level,
    technology_sovereignty,
)


@pytest.mark.parametrize(
    ("rule", "traits", "low", "high"),
    [
        (data_sovereignty, ABROAD, 0, 0),
        (data_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (
            data_sovereignty,
            with_(ABROAD, data_in_country=True, operator_under_buyers_law=True),
            2,
            2,
        ),
        (data_sovereignty, CLOUD, 3, 3),
        (data_sovereignty, with_(CLOUD, operator_under_buyers_law=None), 1, 3),
        (data_sovereignty, HELD, 4, 4),
        (technology_sovereignty, ABROAD, 0, 0),
        (technology_sovereignty, with_(ABROAD, is_tuned=True), 1, 1),
        (technology_sovereignty, with_(ABROAD, is_dedicated=True), 1, 1),
        (technology_sovereignty, with_(HELD, government_use=GovernmentUse.CONDITIONS), 2, 2),
        (technology_sovereignty, HELD, 3, 3),
        (technology_sovereignty, with_(HELD, government_use=GovernmentUse.UNKNOWN), 2, 3),
        (technology_sovereignty, with_(HELD, is_trained_here=True), 4, 4),
        (infrastructure_sovereignty, ABROAD, 0, 0),
        (infrastructure_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (infrastructure_sovereignty, CLOUD, 2, 3),
        (infrastructure_sovereignty, HELD, 4, 4),
        (infrastructure_sovereignty, with_(HELD, hardware_at_risk=True), 3, 3),
        (regulatory_sovereignty, ABROAD, 0, 0),
        (regulatory_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (regulatory_sovereignty, CLOUD, 2, 2),
        (regulatory_sovereignty, HELD, 3, 3),
        (regulatory_sovereignty, with_(HELD, government_use=GovernmentUse.UNKNOWN), 2, 3),
        (regulatory_sovereignty, with_(HELD, supplier_under_buyers_law=True), 4, 4),
        (regulatory_sovereignty, with_(HELD, supplier_under_buyers_law=None), 1, 4),
        (assurance, ABROAD, 1, 1),
        (assurance, HELD, 1, 1),
        (assurance, with_(HELD, has_open_recipe=True, is_isolated=True), 3, 3),
        (assurance, with_(ABROAD, operator_under_buyers_law=None), 1, 2),
        (inspectability, ABROAD, 0, 0),
        (inspectability, with_(ABROAD, has_retrieval=True), 1, 1),
        (inspectability, with_(ABROAD, is_tuned=True), 2, 2),
        (inspectability, with_(HELD, may_modify=False), 2, 2),
        (inspectability, with_(HELD, may_modify=None), 2, 3),
        (inspectability, HELD, 3, 3),
        (inspectability, with_(HELD, has_open_recipe=True), 4, 4),
    ],
)
def test_levels_follow_the_printed_rules(rule, traits, low, high):
    level = rule(traits)
    assert (level.low, level.high) == (low, high)


def test_today_has_the_best_levels():
    assert all(rule(TODAY)[:2] == (4, 4) for rule in RULES.values())


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        ((1, 1), (1, 1, "assessed")),
        ((1, 4), (1, 3, "assessed")),
        ((4, 4), (3, 3, "free_weights")),
    ],
)
def test_an_assessment_lowers_a_level_and_never_raises_it(bound, expected):
    traits = with_(HELD, assessed={"regulatory_sovereignty": bound})
    assert tuple(ruled_level("regulatory_sovereignty", traits)) == expected

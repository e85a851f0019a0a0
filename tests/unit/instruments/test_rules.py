from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from steelyard.dossier.schema import Tier
from steelyard.instruments.rules import HostingKind, Requirement, Rule, TierKind
from steelyard.options.model import Hosting

RULE = {
    "id": "r",
    "gate": "residency",
    "standing": "law",
    "effective_from": "2024-10-01",
    "known_from": "2024-03-15",
    "source": "s",
    "requires": {"hosting": ["own_data_centre"]},
    "text": {"en": "t", "zh": "t"},
    "remedy": {"en": "m", "zh": "m"},
}
CASE = {"data_class": "low", "sensitivity": 1, "tier": "regional", "serves_public": False}


def test_hostings_and_tiers_are_those_of_the_other_stages():
    assert set(get_args(HostingKind)) == {str(kind) for kind in Hosting}
    assert set(get_args(TierKind)) == {str(tier) for tier in Tier}


def test_a_rule_is_announced_before_it_is_in_force():
    rule = Rule.model_validate(RULE)
    assert rule.is_announced(date(2024, 5, 1))
    assert not rule.is_in_force(date(2024, 5, 1))
    assert rule.is_in_force(date(2024, 10, 1))
    assert not rule.is_announced(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("scope", "concerned"),
    [
        ({}, True),
        ({"data_classes": ["low"]}, True),
        ({"tiers": ["county"]}, False),
        ({"serves_public": True}, False),
        ({"serves_public": False, "tiers": ["regional"]}, True),
        ({"min_sensitivity": 1}, True),
        ({"min_sensitivity": 2}, False),
    ],
)
def test_every_stated_part_of_a_scope_must_match(scope, concerned):
    rule = Rule.model_validate(RULE | {"applies": scope})
    assert rule.applies.holds(**CASE) is concerned


def test_a_rule_must_require_something():
    with pytest.raises(ValidationError, match="require something"):
        Requirement()


def test_a_rule_that_was_replaced_no_longer_binds():
    rule = Rule.model_validate(RULE | {"until": "2025-01-01"})
    assert rule.is_in_force(date(2024, 12, 31))
    assert not rule.is_in_force(date(2025, 1, 1))


@pytest.mark.parametrize("part", ["assessed", "exempt"])
def test_what_an_assessment_decides_is_left_to_the_caller(part):
    wanted = {"instrument": "i", "result": "r", "at_least": "l"}
    rule = Rule.model_validate(RULE | {"applies": {"tiers": ["regional"], part: wanted}})
    assert rule.applies.holds(**CASE)
    assert not rule.applies.holds(**CASE | {"tier": "county"})

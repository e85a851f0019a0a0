"""The four sovereignties: a reason for every level, and a plan no better than its weakest use."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.options.example_traits import ABROAD, CLOUD, HELD, TODAY, with_

from steelyard.dossier.text import Message
from steelyard.facts.cards import GovernmentUse
from steelyard.options.sovereignty import (
    SOVEREIGNTIES,
    SovereigntyLevel,
    sovereignty_of,
    sovereignty_of_plan,
)
from steelyard.options.traits import Traits
from steelyard.report.catalogue import load_catalogue

YES_NO = (True, False)
PERHAPS = (True, False, None)
NOTHING_FOUND = dict.fromkeys(SOVEREIGNTIES, (0, 0))
READ = {
    "data_sovereignty": {
        "on_state_premises": YES_NO,
        "data_in_country": YES_NO,
        "operator_under_buyers_law": PERHAPS,
        "supplier_reads_prompts": YES_NO,
    },
    "technology_sovereignty": {
        "is_trained_here": YES_NO,
        "weights_held": YES_NO,
        "government_use": tuple(GovernmentUse),
        "may_modify": PERHAPS,
        "is_tuned": YES_NO,
        "at_supplier": YES_NO,
    },
    "infrastructure_sovereignty": {
        "data_in_country": YES_NO,
        "at_supplier": YES_NO,
        "machines_of_state": YES_NO,
        "hardware_at_risk": PERHAPS,
    },
    "regulatory_sovereignty": {
        "operator_under_buyers_law": PERHAPS,
        "supplier_under_buyers_law": PERHAPS,
        "data_in_country": YES_NO,
        "weights_held": YES_NO,
        "government_use": tuple(GovernmentUse),
    },
}
"""What each rule reads of an option, beside whether a model is used and what was assessed."""


def every_kind(criterion):
    fields = READ[criterion] | {"uses_model": YES_NO, "assessed": ({}, NOTHING_FOUND)}
    for values in product(*fields.values()):
        yield Traits(**dict(zip(fields, values, strict=True)))


def profile(*levels):
    ends = [level if isinstance(level, tuple) else (level, level) for level in levels]
    return {
        criterion: SovereigntyLevel(low, high, Message("level"))
        for criterion, (low, high) in zip(SOVEREIGNTIES, ends, strict=True)
    }


@pytest.mark.parametrize("criterion", SOVEREIGNTIES)
def test_every_level_has_a_reason_in_both_languages_and_no_reason_is_idle(criterion):
    reasons = {sovereignty_of(traits)[criterion].reason.key for traits in every_kind(criterion)}
    for language in ("en", "zh"):
        texts = load_catalogue(language).entries
        assert {key for key in texts if key.startswith(f"level.{criterion}.")} == reasons


@pytest.mark.parametrize("criterion", SOVEREIGNTIES)
def test_levels_are_ordered_and_between_0_and_4(criterion):
    for traits in every_kind(criterion):
        level = sovereignty_of(traits)[criterion]
        assert 0 <= level.low <= level.high <= 4


@pytest.mark.parametrize(
    ("traits", "levels"),
    [
        (ABROAD, [(0, 0), (0, 0), (0, 0), (0, 0)]),
        (HELD, [(4, 4), (3, 3), (4, 4), (3, 3)]),
        (CLOUD, [(3, 3), (1, 1), (2, 3), (2, 2)]),
        (TODAY, [(4, 4), (4, 4), (4, 4), (4, 4)]),
    ],
)
def test_the_four_levels_follow_from_attributes(traits, levels):
    found = sovereignty_of(traits)
    assert tuple(found) == SOVEREIGNTIES
    assert [(level.low, level.high) for level in found.values()] == levels


def test_an_assessment_lowers_a_level_and_never_raises_it():
    lower = sovereignty_of(with_(HELD, assessed={"data_sovereignty": (1, 2)}))
    assert (lower["data_sovereignty"].low, lower["data_sovereignty"].high) == (1, 2)
    assert lower["data_sovereignty"].reason.key == "level.data_sovereignty.assessed"
    higher = sovereignty_of(with_(ABROAD, assessed={"data_sovereignty": (4, 4)}))
    assert higher == sovereignty_of(ABROAD)


def test_a_reason_names_the_model():
    assert sovereignty_of(HELD)["data_sovereignty"].reason.values == {"model": "m"}


def test_a_plan_is_as_sovereign_as_its_weakest_use():
    plan = sovereignty_of_plan({"a": profile(4, 3, 2, 1), "b": profile(1, 2, 3, 4)})
    assert [(level.low, level.high) for level in plan.values()] == [(1, 1), (2, 2), (2, 2), (1, 1)]
    assert [level.held_down_by for level in plan.values()] == [("b",), ("b",), ("a",), ("a",)]


def test_nobody_holds_down_what_is_the_same_everywhere():
    plan = sovereignty_of_plan({"a": profile(2, 2, 2, 2), "b": profile(2, 2, 2, 2)})
    assert [level.held_down_by for level in plan.values()] == [()] * 4
    alone = sovereignty_of_plan({"a": profile(0, 1, 2, 3)})
    assert [level.held_down_by for level in alone.values()] == [()] * 4


def test_the_range_of_a_plan_is_that_of_the_lowest_ends():
    plan = sovereignty_of_plan({
        "open": profile((1, 3), (1, 4), (0, 4), (4, 4)),
        "sure": profile(2, 2, (1, 1), (4, 4)),
    })
    found = [(level.low, level.high) for level in plan.values()]
    assert found == [(1, 2), (1, 2), (0, 1), (4, 4)]


def test_every_use_that_can_be_the_lowest_is_named():
    plan = sovereignty_of_plan({
        "open": profile((1, 3), 0, 0, 0),
        "sure": profile(2, 0, 0, 0),
        "best": profile(4, 0, 0, 0),
    })
    assert plan["data_sovereignty"].held_down_by == ("open", "sure")

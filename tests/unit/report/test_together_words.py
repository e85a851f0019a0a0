"""What the page for several calls things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.decision.horizon.together_result import UseStanding
from steelyard.report.catalogue import load_catalogue
from steelyard.report.figures import Figures
from steelyard.report.together_words import TogetherVoice


def voice_of(paper, language="en"):
    catalogue = load_catalogue(language)
    return TogetherVoice(catalogue, Figures(catalogue, "EUR"), paper)


@pytest.fixture(scope="module")
def builders(toy):
    return toy.paper(
        toy.buyers_who_build_together(), toy.Form(once=2), toy.Form(once=50, id="dear")
    )


def test_leaving_groups_are_told_with_their_reason(builders):
    voice = voice_of(builders)
    rule = builders.result.rules[2]
    first, second, _ = voice.leaving(rule)
    assert (
        first == "B, C would have EUR 5.33 more without the others: EUR 80 against EUR 74.7 here."
    )
    assert second.startswith("C would have EUR 4.67 more alone")
    group = replace(rule.leaving[0], builds=("platform_team",), is_decided=False)
    told = voice.leaves(group)
    assert "They would build for themselves: platform team." in told
    assert told.endswith("Too little to be sure of.")
    many = replace(rule, n_leaving=12)
    assert voice.leaving(many)[-1] == "And 9 more groups."


def test_plans_are_told_with_switch_and_what_is_borrowed(builders):
    voice = voice_of(builders)
    use = builders.result.members[0].uses[0]
    assert voice.plan(None, "a") == "Keep today's service"
    assert voice.plan(use.together, "a") == (
        "Open model of one's own, from 2027; joint: platform team"
    )
    moved = replace(use.together, switch_year=2029, option="buy", with_pooled=True)
    assert voice.plan(moved, "a") == (
        "Open model of one's own, from 2027 (first buy by use (model); changes in 2029); "
        "joint: platform team; with others' people or money"
    )


def test_a_use_that_is_dropped_is_not_said_to_be_done_another_way(builders):
    use = replace(builders.result.members[0].uses[0], standing=UseStanding.DROPPED)
    assert voice_of(builders).standing(use) == "Together it is dropped: today's service stays."
    assert voice_of(builders, "zh").standing(use) == "联合时不再采用：保留现有服务。"


def test_parts_and_first_years(builders):
    voice = voice_of(builders)
    assert voice.parted((("a",), ("b",))) == "each alone"
    assert voice.parted((("a", "b"), ("c",))) == "A + B; C"
    form = builders.result.forms[0]
    assert voice.ready(form) == "2027"
    assert voice.ready(replace(form, ready_year=None)) == "nothing is built; 2027 would be possible"
    late = replace(form, ready_year=None, earliest_year=None)
    assert voice.ready(late) == "not within these years"
    assert voice.money(None) == "–"
    assert voice.money(1e-9) == "EUR 0"

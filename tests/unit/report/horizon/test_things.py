from __future__ import annotations

import pytest
from tests.unit.report.horizon.made_plan import CLUSTER

from steelyard.report.horizon.things import step_of


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "in no future"),
        (0.02, "in fewer than 1 of 20 futures"),
        (0.06, "in 1 of 10 futures"),
        (0.5, "in 5 of 10 futures"),
        (0.94, "in 9 of 10 futures"),
        (0.97, "in more than 19 of 20 futures"),
        (1.0, "in all futures"),
    ],
)
def test_a_share_is_said_as_futures_of_ten(said, share, words):
    assert said.of_ten(share) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [(None, "not known"), (0.4, "less than a month"), (1.2, "1 month"), (5.7, "6 months")],
)
def test_months_are_whole(said, months, words):
    assert said.months(months) == words


def test_shared_things_have_the_names_of_the_dossier(said):
    assert said.shared("retrieval_platform") == "National document service"
    assert said.shared("tier/large-volume") == "Large-volume tariff"
    assert said.shared("platform_team") == "platform team"
    assert "own machine room" in said.shared(CLUSTER)
    assert said.shared_brief(CLUSTER) == "machines that run a model (qwen1.5-72b)"
    assert said.shared_kind(CLUSTER) == "machines that run a model"
    assert said.shared_brief("measure/courses") == "Courses for platform engineers"
    assert said.shared_kind("measure/courses") == "Courses for platform engineers"


def test_labels_say_on_whom_something_rests(said):
    assert said.label("vendor", "DeepSeek") == "DeepSeek"
    assert said.label("vendor", "") == "no supplier: the weights are held"
    assert said.label("jurisdiction", "CN") == "China"
    assert said.label("lineage", "own") == "a model trained from the start"
    assert said.label("chip_maker", "unknown") == "not known"


def test_many_use_cases_are_counted(said):
    names = [start.use_case for start in said.section.plan.starts]
    assert said.use_cases(names[:1]) == "“Drafting official documents”"
    assert said.use_cases(names).endswith("6 more")
    assert said.use_cases(()) == "–"


def test_money_saved_is_not_said_with_a_minus(said):
    assert said.asked(-2e6, is_net=True) == "saves CNY 2 million"
    assert said.asked(2e6, is_net=True) == "costs CNY 2 million"
    assert said.asked(2e6, is_net=False) == "CNY 2 million"


def test_a_step_is_round_and_small_against_its_limit():
    assert step_of(9e6) == 1e6
    assert step_of(4e9) == 1e8
    assert step_of(100.0) == 1e3
    assert step_of(0.0) == 1e6


def test_ways_are_counted_from_today_to_own(said):
    assert (
        said.ways({"build": 1, "keep": 2})
        == "keep today's service for 2, build on own weights for 1"
    )

from __future__ import annotations

import dataclasses

import pytest

from steelyard.report.answers import (
    answer_in_words,
    cost_in_words,
    few_in_words,
    sureness_in_words,
    whole_in_words,
)
from steelyard.report.standing import Few, QualityBar
from steelyard.uncertainty import Spread


@pytest.fixture
def case(report):
    return dataclasses.replace(
        report.front.cases[0],
        recommended="do_minimum",
        leading="do_minimum",
        confidence=0.72,
        most_often="",
        is_certain=False,
        rivals=(),
        bar=QualityBar(0.9, True, None, 0.16),
        few=None,
    )


def test_the_answer_is_the_option_or_what_stands_in_its_place(case, english):
    assert answer_in_words(case, english) == "Keep today's service"
    for verdict, words in (
        ("find_out_first", "Find out first"),
        ("depends_on_sharing", "Depends on sharing"),
        ("undecided", "Undecided"),
    ):
        said = answer_in_words(dataclasses.replace(case, recommended=verdict), english)
        assert said.startswith(words)
    two = dataclasses.replace(case, recommended="undecided", rivals=("do_minimum",))
    assert " and " in answer_in_words(two, english)


def test_sureness_counts_cases(case, english):
    assert sureness_in_words(case, english) == "best in 72 of 100 plausible cases"
    other = dataclasses.replace(case, confidence=0.06, most_often="api", most_share=0.6)
    assert sureness_in_words(other, english).endswith("most often, in 60: buy by use")


def test_a_case_without_rivals_says_what_bars_them(case, english):
    certain = dataclasses.replace(case, is_certain=True)
    said = sureness_in_words(certain, english)
    assert said.startswith("no new service reaches the assumed bar of 90% accepted answers")
    assert said.endswith("at best in 16 of 100 cases")
    ruled = dataclasses.replace(certain, bar=QualityBar(0.9, True, None, None))
    assert sureness_in_words(ruled, english) == "the rules leave no other option"


def test_a_new_service_that_leads_names_the_bar(case, english):
    new = dataclasses.replace(case, leading="api", bar=QualityBar(0.9, False, 0.29, 0.29))
    assert "reaches the bar of 90% accepted answers in 29" in sureness_in_words(new, english)
    unknown = dataclasses.replace(new, bar=QualityBar(0.9, False, None, None))
    assert "is not known" in sureness_in_words(unknown, english)


def test_a_leader_that_is_seldom_best_is_explained_once(case, english):
    assert few_in_words([case], english) == ""
    few = Few(0.8, True, True, 1e6, 2e6)
    said = few_in_words([case, dataclasses.replace(case, few=few)], english)
    assert said.startswith("In 1 of 2 use cases")
    assert "in most cases today's service is better" in said
    assert "Find out the volume first" in said


@pytest.fixture
def whole(report):
    firm = {"keep": ("a",), "buy": ("b", "c")}
    return dataclasses.replace(
        report.front.whole,
        firm=firm,
        if_confirmed={},
        capabilities=(),
        unvalued=(),
        unvalued_cost=None,
    )


def test_what_the_plan_saves_is_said_with_its_range(whole, english):
    saves = dataclasses.replace(whole, saving=Spread(-1e6, 2e6, 5e6, "CUR"), mean_saving=2.2e6)
    said = cost_in_words(saves, english)
    assert "it costs CNY 2 million less" in said
    assert "worse than CNY 1 million lost" in said
    assert "better than CNY 5 million saved" in said
    costs = dataclasses.replace(whole, saving=Spread(-3e6, -2e6, 5e6, "CUR"), mean_saving=0.0)
    assert "CNY 2 million more" in cost_in_words(costs, english)
    even = dataclasses.replace(whole, saving=Spread(0.0, 0.0, 0.0, "CUR"), mean_saving=0.0)
    assert "what keeping all as it is costs" in cost_in_words(even, english)
    assert "cannot be told" in cost_in_words(dataclasses.replace(whole, saving=None), english)
    unsure = dataclasses.replace(saves, if_confirmed={"buy": ("d",)})
    assert "it would cost CNY 2 million less" in cost_in_words(unsure, english)


def test_what_has_no_benefit_is_never_said_to_be_lost(report, whole, english):
    name = report.front.cases[0].use_case
    even = Spread(0.0, 0.0, 0.0, "CUR")
    bare = dataclasses.replace(
        whole, saving=even, unvalued=(name,), unvalued_cost=Spread(1e6, 2e6, 4e6, "CUR")
    )
    said = cost_in_words(bare, english)
    assert "no benefit is stated" in said
    assert "CNY 2 million" in said
    assert "lost" not in said


def test_the_plan_is_said_by_class(whole, english):
    said = whole_in_words(whole, english)
    assert said.startswith("Of 3 use cases: keep today's service for 1, buy a service for 2. ")
    assert said.endswith("Nothing has to be opened for several use cases.")
    one = dataclasses.replace(whole, firm={"keep": ("a",)})
    assert whole_in_words(one, english).startswith("Keep today's service. ")


def test_what_is_opened_is_not_said_to_serve_several(whole, english):
    # One use case alone may need a capability that others could share.
    opened = dataclasses.replace(whole, capabilities=("platform_team",))
    assert whole_in_words(opened, english).endswith(
        "It opens once, for every use case that needs it: platform team."
    )


def test_what_must_be_confirmed_is_not_recommended(whole, english):
    unsure = dataclasses.replace(whole, firm={"keep": ("a",)}, if_confirmed={"buy": ("b",)})
    said = whole_in_words(unsure, english)
    assert "For 1 of 2 no new service is recommended yet: find out first" in said
    assert "If all of it is confirmed, the plan would buy a service for 1." in said

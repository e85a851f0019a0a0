from __future__ import annotations

import dataclasses

import pytest

from steelyard.report.answers import (
    answer_in_words,
    cost_in_words,
    sureness_in_words,
    whole_in_words,
)
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
    certain = dataclasses.replace(case, is_certain=True)
    assert sureness_in_words(certain, english) == "no other option passes"
    other = dataclasses.replace(case, confidence=0.06, most_often="api", most_share=0.6)
    assert sureness_in_words(other, english).endswith("most often, in 60: buy by use")


def test_what_the_plan_saves_is_said_with_its_range(report, english):
    whole = report.front.whole
    saves = dataclasses.replace(whole, saving=Spread(-1e6, 2e6, 5e6, "CUR"), mean_saving=2.2e6)
    said = cost_in_words(saves, english)
    assert "CNY 2 million less" in said
    assert "worse than CNY 1 million lost" in said
    assert "better than CNY 5 million saved" in said
    costs = dataclasses.replace(whole, saving=Spread(-3e6, -2e6, 5e6, "CUR"), mean_saving=0.0)
    assert "CNY 2 million more" in cost_in_words(costs, english)
    even = dataclasses.replace(whole, saving=Spread(0.0, 0.0, 0.0, "CUR"), mean_saving=0.0)
    assert "what keeping all as it is costs" in cost_in_words(even, english)
    assert "cannot be told" in cost_in_words(dataclasses.replace(whole, saving=None), english)


def test_the_plan_is_said_by_class(report, english):
    whole = dataclasses.replace(
        report.front.whole, by_class={"keep": ("a",), "buy": ("b", "c")}, capabilities=()
    )
    said = whole_in_words(whole, english)
    assert said.startswith("keep today's service for 1 of the 3 use cases, buy a service for 2")
    assert said.endswith("Nothing has to be opened for several use cases.")
